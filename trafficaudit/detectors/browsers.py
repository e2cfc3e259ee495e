"""Numbers of browsers that a name calls a member's or a phone's: who they are told to knows a browser by them.

Where advertisers tell each other whom they know, each calls the other's cookie a ``userId`` or a ``partner_device_id``
(cookie syncing). No member of theirs is told of: the recording shows the number to be a cookie, and that of nobody but
sites that stand in the pages of others. The number of a shop's member, which the shop's own page hands on, is kept by
the shop, and stays one. The category is the one that ``crosssite`` gives such a number.

Google tells each buyer of a browser by a number of its own, which no cookie shows: ``google_gid`` is a message of
Protocol Buffers with sixteen bytes in it, in base64url.

Source: Acar et al., The Web Never Forgets (CCS 2014), section 5; RFC 6265 section 7.1 (third-party cookies); Google,
Authorized Buyers, Cookie Matching.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.crosssite import seeded_otherwise
from trafficaudit.model import Decoded, Exchange, Finding

_CATEGORY = "advertising_cookie"
_CALLED = frozenset(("user_id", "device_id", "installation_id"))
_SCORE = 0.5
_REASONING = (
    "the number of a cookie of sites that stand in other sites' pages: they know the browser by it, whatever its name"
)
_GOOGLES = re.compile(r"CAESE[0-9A-Za-z_-]{22}").fullmatch
_OF_GOOGLE = "the form of the number by which Google tells a buyer of advertising of a browser (google_gid)"


def heeding(detect: Detect, context: Context) -> Detect:
    """Give a detector by name or form that calls such a number a cookie's; a seeded value is what it was given as."""
    seeded = seeded_otherwise(context)

    def found(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        embedded = context.embedded.get(exchange.capture_id, frozenset())
        known = context.kept.get(exchange.capture_id, {}) if embedded else {}
        for finding in detect(exchange, decoded):
            reasoning = _why(finding.value, known, embedded) if _may_be(finding, seeded) else ""
            yield _called_a_cookies(finding, reasoning) if reasoning else finding

    return found


def _may_be(finding: Finding, seeded: Container[str | bytes]) -> bool:
    return finding.category in _CALLED and finding.value not in seeded


def _why(value: str | bytes, known: Mapping[str, tuple[str, ...]], embedded: frozenset[str]) -> str:
    """Say why a value is a number that a browser is known by; empty where nothing tells."""
    if not isinstance(value, str):
        return ""
    if _GOOGLES(value):
        return _OF_GOOGLE
    sites = known.get(value)
    return _REASONING if sites and embedded.issuperset(sites) else ""


def _called_a_cookies(finding: Finding, reasoning: str) -> Finding:
    return replace(finding, category=_CATEGORY, confidence=min(finding.confidence, _SCORE), reasoning=reasoning)
