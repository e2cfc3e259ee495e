"""Base64 of bytes that no decoder knows: what is in it is searched too, whatever stands around a value there.

Values in the usual spellings are found in such a run as it stands, by their Base64 at each of three offsets. Their
rarer spellings, encodings and digests are too many for that, so the run is unpacked, and a hit is the whole run's.
Only whole fields that hold no others are looked at: what a decoder opened is searched already.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.matcher import ExpressionFinder

LONGEST = 1 << 20
"""Characters of one field that are unpacked; fewer than sixteen hold nothing that is proof inside of other bytes."""

_FINDER = ExpressionFinder([r"\x00[0-9A-Za-z+/_\-]{16,}={0,2}\x00"])
_RUN = re.compile(r"(?:[A-Za-z0-9+/]++|[A-Za-z0-9_-]++)={0,2}").fullmatch
_OTHER = re.compile(r"[0-9A-Fa-f]+|[a-z_-]+|[A-Z_-]+|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}").fullmatch


def blobs(fields: Fields, known: Container[str | bytes] = ()) -> Iterator[tuple[int, str, bytes]]:
    """Give each field that is Base64 of something unknown: its index, the layer's name, and the bytes.

    Values in ``known`` are left out.
    """
    # A NUL stands behind each value, and here before the first one too.
    ends = _FINDER.ends(b"\0" + fields.joined.data)
    starts = fields.joined.starts if ends else []
    for index in sorted({bisect_right(starts, end - 3) - 1 for end in ends}):
        value = fields.values[index]
        if value in known:
            continue
        # Hexadecimal, and words in one letter case, are Base64 by chance only.
        if index in fields.inner or isinstance(value, bytes) or len(value) > LONGEST or _OTHER(value):
            continue
        held = unpack(value.encode()) if _RUN(value) else None
        if held:
            yield index, "base64url" if "-" in value or "_" in value else "base64", held
