"""Numbers of browsers that a name calls a member's or a phone's: who they are told to knows a browser by them.

Where advertisers tell each other whom they know, each calls the other's cookie a ``userId`` or a ``partner_device_id``
(cookie syncing). No member of theirs is told of: the recording shows the number to be a cookie, and that of nobody but
sites that stand in the pages of others. The number of a shop's member, which the shop's own page hands on, is kept by
the shop, and stays one. The category is the one that ``crosssite`` gives such a number.

Source: Acar et al., The Web Never Forgets (CCS 2014), section 5; RFC 6265 section 7.1 (third-party cookies).
"""

from collections.abc import Iterator
from dataclasses import replace

from trafficaudit.detectors.context import Context, Detect
from trafficaudit.model import Decoded, Exchange, Finding

_CATEGORY = "advertising_cookie"
_CALLED = frozenset(("user_id", "device_id", "installation_id"))
_SCORE = 0.5
_REASONING = (
    "the number of a cookie of sites that stand in other sites' pages: they know the browser by it, whatever its name"
)


def heeding(detect: Detect, context: Context) -> Detect:
    """Give a detector by name or form that calls such a number a cookie's, of the exchanges of captures known whole."""

    def found(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        embedded = context.embedded.get(exchange.capture_id)
        if not embedded:
            yield from detect(exchange, decoded)
            return
        known = context.kept.get(exchange.capture_id, {})
        for finding in detect(exchange, decoded):
            sites = known.get(finding.value) if finding.category in _CALLED and isinstance(finding.value, str) else None
            yield _called_a_cookies(finding) if sites and embedded.issuperset(sites) else finding

    return found


def _called_a_cookies(finding: Finding) -> Finding:
    confidence = min(finding.confidence, _SCORE)
    return replace(finding, category=_CATEGORY, confidence=confidence, reasoning=_REASONING)
