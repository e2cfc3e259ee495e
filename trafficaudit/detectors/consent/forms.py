"""Short strings of consent that are known by their name: Google's, the IAB's for the United States, OneTrust's groups.

Sources: Google, "Consent mode reference" (gcs) and "Additional Consent technical specification"; IAB Tech Lab, "US
Privacy String" and the "In-App" part of TCF 2 (``IABTCF_PurposeConsents``); OneTrust, "Cookie categories" and the
members of its cookie. Google documents no meaning of ``gcd``: its letters are read as several agencies for measurement
found them out by trying (all of them agree), and others are left open.
"""

import re
from collections.abc import Mapping

from trafficaudit.consents import About, State, jointly
from trafficaudit.detectors.consent.words import Reader, Told

_GCS = re.compile(r"G1([01-])([01-])[01-]?").fullmatch
_GCD = re.compile(r"\d{1,2}([A-Za-z])\d([A-Za-z])\d([A-Za-z])\d([A-Za-z])\d[A-Za-z0-9]{0,8}").fullmatch
_ADDITIONAL = re.compile(r"[12]~((?:\d{1,5}(?:\.\d{1,5})*)?)(?:~(?:dv\.(?:\d{1,5}(?:\.\d{1,5})*)?)?)?").fullmatch
_US_PRIVACY = re.compile(r"1([YN-])([YN-])([YN-])", re.IGNORECASE).fullmatch
_GROUP = r"(?:[A-Z]{1,4}(?:_[A-Z]{1,4})?[0-9]{0,5}|[0-9]{1,2}):[01]"
_GROUPS = re.compile(rf"{_GROUP}(?:,{_GROUP}){{0,63}}").fullmatch
"""Codes as OneTrust gives them out (C0004, BG12, SPD_BG, 2): these are told; a name of one's own could be a value."""
_BITS = re.compile(r"[01]{10,24}").fullmatch

_LETTERS: dict[str, tuple[str, State]] = {
    "p": ("denied by default", "unanswered"),
    "q": ("denied by default and again", "refused"),
    "m": ("denied", "refused"),
    "u": ("granted by default and then denied", "refused"),
    "t": ("granted by default", "granted by default"),
    "r": ("denied by default and then granted", "granted"),
    "n": ("granted", "granted"),
    "v": ("granted by default and again", "granted"),
}
_UNSET = "not set"
_SIGNS: dict[str, tuple[str, State | None]] = {
    "0": ("denied", "not granted"),
    "1": ("granted", "granted"),
    "-": (_UNSET, None),
}
_CATEGORIES: dict[str, About] = {"C0002": "analytics", "C0004": "advertising", "C0005": "advertising"}
"""OneTrust's groups as they are named unless a site names them otherwise; C0001 and C0003 ask for nothing of these."""
ADVERTISING, ANALYTICS = (2, 3, 4, 7), (8, 9)
"""Purposes of TCF 2: advertisements, their profiles and measuring them; measuring contents and audiences."""


def known(states: Mapping[About, State | None]) -> dict[About, State]:
    """Leave out what nothing is known of."""
    return {about: state for about, state in states.items() if state is not None}


def of_purposes(
    purposes: int, advertising: tuple[int, ...] = ADVERTISING, analytics: tuple[int, ...] = ANALYTICS
) -> dict[About, State]:
    """Give what the set of consented purposes of a TC string says of what they are about."""
    groups: dict[About, tuple[int, ...]] = {
        "storage on the device": (1,),
        "advertising": advertising,
        "analytics": analytics,
    }
    return known({about: jointly(_given(purposes, number) for number in group) for about, group in groups.items()})


def _given(purposes: int, number: int) -> State:
    return "granted" if purposes >> number & 1 else "not granted"


def _gcs(value: str, _: Mapping[str, str]) -> Told | None:
    match = _GCS(value)
    if match is None:
        return None
    (ads, advertising), (analysis, analytics) = _SIGNS[match[1]], _SIGNS[match[2]]
    said = f"Google consent mode (gcs): ad_storage {ads}, analytics_storage {analysis}"
    return Told((said,), known({"advertising": advertising, "analytics": analytics}))


def _gcd(value: str, _: Mapping[str, str]) -> Told | None:
    match = _GCD(value)
    if match is None:
        return None
    said = [_LETTERS.get(letter) for letter in match.groups()]
    storage, analytics, data, fitted = [one[0] if one else _meaning(match[at]) for at, one in enumerate(said, 1)]
    sentences = (
        f"Google consent mode (gcd): ad_storage {storage}, analytics_storage {analytics}, "
        f"ad_user_data {data}, ad_personalization {fitted}",
        "Google documents no meaning of these letters: they are read as others found them out",
    )
    states = [one[1] if one else None for one in said]
    ads = [state for state in (states[0], *states[2:]) if state is not None]
    return Told(sentences, known({"advertising": jointly(ads), "analytics": states[1]}))


def _meaning(letter: str) -> str:
    return _UNSET if letter == "l" else "of unknown meaning"


def _additional(value: str, _: Mapping[str, str]) -> Told | None:
    match = _ADDITIONAL(value)
    if match is None:
        return None
    count = len(match[1].split(".")) if match[1] else 0
    said = f"Google's Additional Consent: providers outside of IAB Europe's list with consent: {count}"
    return Told((said,), {"advertising": "partly" if count else "not granted"})


def _us_privacy(value: str, _: Mapping[str, str]) -> Told | None:
    match = _US_PRIVACY(value)
    if match is None:
        return None
    choice = match[2].upper()
    states: dict[str, State] = {"Y": "refused", "N": "not opted out"}
    meaning = {"Y": "opted out", "N": "not opted out", "-": "not applicable"}[choice]
    state = states.get(choice)
    return Told((f"US Privacy (IAB): sale is {meaning}",), {"sale or sharing": state} if state else {})


def _groups(value: str, beside: Mapping[str, str]) -> Told | None:
    """Read OneTrust's groups; where its cookie counts no answer, what it holds is what the site set."""
    if not _GROUPS(value) or not any(name in beside for name in ("interactionCount", "datestamp", "consentId")):
        return None
    pairs = [one.rpartition(":") for one in value.split(",")]
    open_, unasked = (", ".join(name for name, _, on in pairs if on == sign) for sign in "10")
    asked = beside.get("interactionCount") != "0"
    told: dict[About, list[State]] = {}
    for name, _, on in pairs:
        if about := _CATEGORIES.get(name):
            yes: State = "granted" if asked else "granted by default"
            no: State = "not granted" if asked else "unanswered"
            told.setdefault(about, []).append(yes if on == "1" else no)
    said = [f"OneTrust, on: {open_}"] if open_ else []
    said += [f"OneTrust, off: {unasked}"] if unasked else []
    said += [] if asked else ["its cookie counts no answer of a person"]
    return Told(tuple(said), known({about: jointly(states) for about, states in told.items()}))


def _purposes(value: str, _: Mapping[str, str]) -> Told | None:
    if not _BITS(value):
        return None
    purposes = sum(1 << number for number, sign in enumerate(value, 1) if sign == "1")
    said = f"TCF 2 as the app keeps it: purposes with consent: {value.count('1')} of {len(value)}"
    return Told((said,), of_purposes(purposes))


READERS: dict[str, Reader] = {
    "gcs": _gcs,
    "gcd": _gcd,
    "addtl_consent": _additional,
    "addtlConsent": _additional,
    "IABTCF_AddtlConsent": _additional,
    "us_privacy": _us_privacy,
    "usprivacy": _us_privacy,
    "usPrivacy": _us_privacy,
    "us_privacy_string": _us_privacy,
    "IABUSPrivacy_String": _us_privacy,
    "ccpa": _us_privacy,
    "groups": _groups,
    "IABTCF_PurposeConsents": _purposes,
}
"""By the name of the field, as it is spelled."""
