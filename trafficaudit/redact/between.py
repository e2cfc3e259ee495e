"""What stands in a body between its values, where no detector looks: comments of markup, what comes before parts.

E-mail addresses (RFC 5322, 3.4.1) and Korean mobile numbers with their separators are masked there, whosever they are.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from trafficaudit.model import Span

_LOCAL = re.compile(rb"[\w.+-]+\Z")
_DOMAIN = re.compile(rb"[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?(?:\.[0-9A-Za-z-]+)*\.[A-Za-z]{2,}")
_MOBILE = re.compile(rb"(?<![\d.-])01[016-9]([-. ])\d{3,4}\1\d{4}(?![\d-])")
_LOCAL_PART, _WHOLE = 64, 254
"""Characters of the longest local part and of the longest address (RFC 5321, 4.5.3.1)."""


def spans(raw: bytes, values: Sequence[Span]) -> Iterator[Span]:
    """Give where addresses and numbers stand in a body outside of its values.

    >>> list(spans(b"<a>x</a><!-- by a@b.kr -->", [Span(3, 4)]))
    [Span(start=16, end=22)]
    """
    inside = sorted(values)
    starts = [each.start for each in inside]
    reach: list[int] = []
    for each in inside:
        reach.append(max(each.end, reach[-1] if reach else 0))
    for span in (*_addresses(raw), *(Span(*found.span()) for found in _MOBILE.finditer(raw))):
        before = bisect_right(starts, span.start)
        if not before or reach[before - 1] <= span.start:
            yield span


def _addresses(raw: bytes) -> Iterator[Span]:
    at = raw.find(b"@")
    while at >= 0:
        local = _LOCAL.search(raw, max(at - _LOCAL_PART, 0), at)
        domain = _DOMAIN.match(raw, at + 1, at + _WHOLE)
        if local is not None and domain is not None:
            yield Span(local.start(), domain.end())
        at = raw.find(b"@", at + 1)
