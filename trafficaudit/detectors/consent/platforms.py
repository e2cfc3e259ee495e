"""What consent platforms keep and send of an answer by level, purpose and campaign: TrustArc, Osano, Sourcepoint.

Each has a form of its own, as public code has it that sets these cookies, reads them or asks the platform (tests of
pages, readers of cookies; Sourcepoint's own SDKs). Osano's cookie itself is in a form that is not read here, which is
told. TrustArc's are also written without a person where a browser asks for it (Global Privacy Control), so that a level
that is off is no refusal; what is set before anybody answers stands in one cookie alone.
"""

import re
from collections.abc import Mapping

from trafficaudit.consents import About, State
from trafficaudit.detectors.consent.words import Reader, Told

_PREFERENCE = re.compile(r"([0-5]):(?:[0-9a-f]{32}|[\w,:-]{0,32})").fullmatch
_PREFERENCES = re.compile(r"([0-5](?:[,|][0-5]){0,5}):(?:[0-9a-f]{32}|[\w,:-]{0,32})").fullmatch
_PERMITTED = re.compile(r"permit[ _]([1-6](?:[,|][1-6]){0,5})(?: required)?").fullmatch
_ANSWERED = ("notice_preferences", "notice_gdpr_prefs")
_ADVERTISING = 2
"""TrustArc's levels unless a site names them otherwise: required (0), functional (1), advertising (2)."""
_OSANO = {"ACCEPT": True, "DENY": False}
_OSANO_ABOUT: dict[str, About] = {"ANALYTICS": "analytics", "MARKETING": "advertising"}
_OSANO_ALWAYS = "ESSENTIAL"
_OSANO_COOKIE = re.compile(r"[\w-]{64,1024}={0,2}").fullmatch
_TRUTH = {"true": True, "false": False, "True": True, "False": False}
_PURPOSES: dict[str, State] = {"ALL": "granted", "SOME": "partly", "NONE": "not granted"}


def _trustarc(levels: list[int], *, answered: bool) -> Told:
    on: State = "granted" if answered else "granted by default"
    off: State = "not granted" if answered else "unanswered"
    said = [f"TrustArc, levels on: {', '.join(map(str, sorted({*levels})))} (as it has them: 2 is advertising)"]
    said += [] if answered else ["no cookie beside it holds an answer"]
    return Told(tuple(said), {"advertising": on if _ADVERTISING in levels else off})


def _preference(value: str, _: Mapping[str, str]) -> Told | None:
    match = _PREFERENCE(value)
    return _trustarc([*range(int(match[1]) + 1)], answered=True) if match else None


def _preferences(value: str, _: Mapping[str, str]) -> Told | None:
    match = _PREFERENCES(value)
    return _trustarc([int(level) for level in re.findall(r"\d", match[1])], answered=True) if match else None


def _permitted(value: str, beside: Mapping[str, str]) -> Told | None:
    match = _PERMITTED(value)
    if match is None:
        return None
    levels = [int(level) - 1 for level in re.findall(r"\d", match[1])]
    return _trustarc(levels, answered=any(name in beside for name in _ANSWERED))


def _osano(name: str) -> Reader:
    def read(value: str, beside: Mapping[str, str]) -> Told | None:
        if value not in _OSANO or beside.get(_OSANO_ALWAYS) not in _OSANO:
            return None
        state: State = "granted" if _OSANO[value] else "not granted"
        return Told(("the answers as Osano gives them",), {_OSANO_ABOUT[name]: state})

    return read


def _osano_cookie(value: str, _: Mapping[str, str]) -> Told | None:
    return Told(("the cookie of Osano, in a form that is not read here",), {}) if _OSANO_COOKIE(value) else None


def _sourcepoint(value: str, beside: Mapping[str, str]) -> Told | None:
    given, refused = _TRUTH.get(value), _TRUTH.get(beside.get("rejectedAny", ""))
    if given is None or refused is None:
        return None
    some, held = _TRUTH.get(beside.get("consentedToAny", "")), _TRUTH.get(beside.get("hasConsentData", ""))
    state: State = "granted"
    if not given:
        state = ("partly" if some else "refused") if refused else "partly" if some else "not granted"
        state = "unanswered" if held is False else state
    return Told(("the state of an answer as Sourcepoint sends it",), {"all that was asked": state})


def _purposes(value: str, beside: Mapping[str, str]) -> Told | None:
    if value not in _PURPOSES or beside.get("vendorConsent") not in _PURPOSES:
        return None
    state: State = _PURPOSES[value]
    return Told(("how many purposes have consent, as Sourcepoint sends it",), {"all that was asked": state})


READERS: dict[str, Reader] = {
    "notice_preferences": _preference,
    "notice_gdpr_prefs": _preferences,
    "cmapi_cookie_privacy": _permitted,
    "osano_consentmanager": _osano_cookie,
    **{name: _osano(name) for name in _OSANO_ABOUT},
    "consentedAll": _sourcepoint,
    "purposeConsent": _purposes,
}
"""By the name of the cookie, or of the member of an object that a request carries."""
