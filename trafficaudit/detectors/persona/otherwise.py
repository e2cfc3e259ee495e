"""What says that a value, though it is the person's letter by letter, is something else where it stands.

An address of four small numbers is also a version, a date of birth also the day on which something was published, the
size of a screen also that of a picture. So their spellings count under every name but those of such things. Digests,
and whatever is telling by itself, count under all.
"""

import re
from collections.abc import Callable

from trafficaudit.detectors.key_names import vocabulary, words
from trafficaudit.detectors.persona.hit import Hit
from trafficaudit.model import Field

_VERSIONS = vocabulary("version versions ver vers build builds release revision rev schema oid asn1 firmware")
_OTHERS_VERSIONS = vocabulary(
    "sdk lib library libs api schema protocol proto engine webview chrome browser agent plugin module react jquery "
    "unity flutter config cfg policy terms db database model rule rules js css web"
)
_EVENTS = vocabulary(
    "release released launch launched event created create updated update modified published publish publication start "
    "started end ended open opened close closed expire expires expiry expiration valid since until product "
    "goods item sku order payment delivery shipping sale exposure display reg registered register joined signup "
    "founded established debut wedding anniversary visit checkin checkout departure arrival"
)
_PICTURES = vocabulary("img image images banner thumb thumbnail photo picture pic icon video ad creative slot poster")
_GOODS = vocabulary("goods product products item items category cate brand shop store target")
COUNTED = vocabulary("count cnt qty quantity amount price total rank fee point points score index idx seq")
"""Names of what is counted: a short value under one of them is a number of something."""

_AGENT = re.compile(rb"[A-Za-z]/\Z")
_BIRTH = re.compile("birth|born|bday|dob|생년|생일", re.IGNORECASE)


def speaks_against(field: Field, hit: Hit, before: bytes) -> bool:
    """Say whether a hit is something else by the name of its field, or by ``before``, what stands in front of it."""
    check = _CHECKS.get(hit.category)
    return check is not None and hit.match in ("verbatim", "normalised") and check(field, hit, before)


def _address(field: Field, hit: Hit, before: bytes) -> bool:
    """Four numbers: a version by its name, or behind the name of a program in a user agent (``Viewer/10.2.3.4``)."""
    if hit.run.count(b".") != 3 or b":" in hit.run:
        return False
    named = words(field.key)
    agent = "agent" in named or named[-1:] == ("ua",)
    return not _VERSIONS.isdisjoint(named) or (agent and _AGENT.search(before) is not None)


def _date(field: Field, hit: Hit, before: bytes) -> bool:
    return not (_EVENTS.isdisjoint(words(field.key)) or _BIRTH.search(field.key))


def _app_version(field: Field, hit: Hit, before: bytes) -> bool:
    named = words(field.key)
    return not _OTHERS_VERSIONS.isdisjoint(named) and "app" not in named


def _screen(field: Field, hit: Hit, before: bytes) -> bool:
    return not _PICTURES.isdisjoint(words(field.key))


def _gender(field: Field, hit: Hit, before: bytes) -> bool:
    return not _GOODS.isdisjoint(words(field.key))


_CHECKS: dict[str, Callable[[Field, Hit, bytes], bool]] = {
    "ip_address": _address, "birth_date": _date, "app_version": _app_version, "screen": _screen, "gender": _gender,
}  # fmt: skip
CHECKED = frozenset(_CHECKS)
"""Categories with values that may be something else."""
