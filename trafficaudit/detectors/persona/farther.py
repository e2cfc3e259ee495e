"""Numbers that go on behind a sign: an address inside of a longer version, a place whose sign stands in front.

``10.2.3.4`` is no address in ``1.10.2.3.4``, in ``10.2.3.4-beta`` or in ``v10.2.3.4``; but servers write the time
behind an address with a point between, and that is one (``ip_address_stamped``). ``-37.5143,127.0629`` is another
place than ``37.5143,127.0629``; behind a letter or digit the hyphen only separates. Digits behind ``0.`` are a
fraction. A building's number may have two halves: ``중앙로 12`` is another one than ``중앙로 12-3``. What an account
or a domain goes on with makes another address of it.
"""

import re

from trafficaudit.persona import Boundary, Indicator
from trafficaudit.persona.weight import SHORTEST

WIDTH = 16
"""Characters that are looked at: a time of ten to thirteen digits, its point, and what stands before."""

_BEFORE: dict[Boundary, re.Pattern[str]] = {
    "dotted": re.compile(r"(?:(?:^|\D)[0-9]{1,9}\.|(?:^|[^A-Za-z])[vVrR])\Z"),
    "signed": re.compile(r"(?:(?:^|[^0-9A-Za-z])-|[0-9]\.)\Z"),
    "groups": re.compile(r"(?:(?:^|[^0-9A-Za-z])[0-9A-Fa-f]{1,4}:|::)\Z"),
    "digit": re.compile(r"(?:^|[^0-9.])0\.\Z"),
    "numbered": re.compile(r"[0-9]-\Z"),
    "road": re.compile(r"[0-9]-\Z"),
    "mail": re.compile(r"[0-9A-Za-z][._+-]\Z"),
}
_BEHIND: dict[Boundary, re.Pattern[str]] = {
    "dotted": re.compile(
        r"\.[0-9]{1,9}(?![0-9])|[A-Za-z]{1,8}[0-9]|-(?:alpha|beta|rc|snapshot|debug|release|dev|build)", re.IGNORECASE
    ),
    "signed": re.compile(r"\.[0-9]"),
    "groups": re.compile(r":[0-9A-Fa-f:]"),
    "numbered": re.compile(r"-[0-9]"),
    "road": re.compile(r"-[0-9]"),
    "mail": re.compile(r"\.[A-Za-z]{2}(?![0-9A-Za-z])"),
}
_VERSION = re.compile(r"(?:^|[^0-9A-Za-z._+-])v[0-9]{1,2}\.\Z")
"""What says how the value behind it was made; a brief account behind it may be the end of somebody else's."""
_NUMBERED = frozenset(("numbered", "road"))
"""Of these a sign counts beside a digit of the value alone."""


def reads(boundary: Boundary) -> bool:
    """Say whether more than one character counts beside a hit with that boundary."""
    return boundary in _BEFORE


def apart(indicator: Indicator, before: str, behind: str) -> bool:
    """Say whether a hit stands by itself between what stands before and behind it."""
    boundary = indicator.boundary
    begun, goes_on = _BEFORE.get(boundary), _BEHIND.get(boundary)
    if begun is None or (boundary == "digit" and not indicator.literal.isdigit()):
        return True
    if boundary == "mail" and _VERSION.search(before) and indicator.value.find("@") >= SHORTEST:
        before = ""
    if boundary in _NUMBERED:
        text = indicator.plain or indicator.literal
        before, behind = before if text[:1].isdigit() else "", behind if text[-1:].isdigit() else ""
    return not (begun.search(before) or (goes_on and goes_on.match(behind)))
