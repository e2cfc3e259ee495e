"""What the banners of websites keep of an answer: the cookies of Cookiebot, CookieYes, Shopify, Didomi, Klaro, Tealium.

Each has a form of its own, by the maker's documentation (Cookiebot, "Developer: the CookieConsent cookie"; CookieYes,
"Cookies set by CookieYes"; Shopify, "Customer Privacy API"; Didomi, "Share consents between domains"; Klaro, "Cookie
and storage"; Tealium, "CONSENTMGR cookie"). A cookie that is written before anybody answers says so where its maker
documents how.
"""

import json
import re
from collections.abc import Mapping

from trafficaudit.consents import About, State, jointly
from trafficaudit.detectors.consent.forms import known
from trafficaudit.detectors.consent.words import Reader, Told

_LONGEST = 1 << 13
_DEEPEST = 16
_MOST = 256
"""Services or purposes of one cookie."""
_PAIRS = re.compile(r"(\w+)\s*[:=]\s*'?([\w.+-]*)'?").findall
_TOKEN = re.compile(r"\{[^{}]*\b(?:necessary|statistics)\b[^{}]*\}").fullmatch
_TEALIUM = re.compile(r"(?=.*\bconsent:)\w+:\w*(?:\|\w+:\w*){0,40}").fullmatch
_YES: dict[str, bool] = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_GIVEN: dict[str, State] = {"1": "granted", "0": "refused", "": "unanswered"}


def _cookiebot(value: str, _: Mapping[str, str]) -> Told | None:
    if not _TOKEN(value) or len(value) > _LONGEST:
        return None
    pairs = dict(_PAIRS(value))
    asked = pairs.get("method") == "explicit"
    states = known({"analytics": _of(pairs, "statistics", asked), "advertising": _of(pairs, "marketing", asked)})
    return Told(("the cookie of Cookiebot", _how(asked)), states) if states else None


def _how(asked: bool) -> str:
    return "it says that a person answered" if asked else "it does not say that a person answered"


def _of(pairs: Mapping[str, str], name: str, asked: bool) -> State | None:
    given = _YES.get(pairs.get(name, ""))
    if given is None:
        return None
    if given:
        return "granted" if asked else "granted by default"
    return "refused" if asked else "unanswered"


def _cookieyes(value: str, _: Mapping[str, str]) -> Told | None:
    pairs = dict(_PAIRS(value)) if len(value) <= _LONGEST and "consentid:" in value else {}
    asked = pairs.get("action") == "yes"
    found = {"analytics": _of(pairs, "analytics", asked), "advertising": _of(pairs, "advertisement", asked)}
    states: dict[About, State] = known({"analytics": found["analytics"], "advertising": found["advertising"]})
    return Told(("the cookie of CookieYes", _how(asked)), states) if states else None


def _document(value: str) -> dict[str, object]:
    """Read an object of JSON within the bounds; nothing where it is none."""
    if not value.startswith("{") or len(value) > _LONGEST or value.count("{") + value.count("[") > _DEEPEST:
        return {}
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _member(document: Mapping[str, object], name: str) -> dict[str, object]:
    found = document.get(name)
    return found if isinstance(found, dict) else {}


def _shopify(value: str, _: Mapping[str, str]) -> Told | None:
    choices = _member(_member(_document(value), "con"), "CMP")
    names: dict[About, str] = {"analytics": "a", "advertising": "m", "sale or sharing": "s"}
    states = known({about: _GIVEN.get(str(choices.get(name))) for about, name in names.items()})
    return Told(("the cookie in which Shopify keeps answers",), states) if states else None


def _didomi(value: str, _: Mapping[str, str]) -> Told | None:
    purposes = _member(_document(value), "purposes")
    lists = [each for name in ("enabled", "disabled") if isinstance(each := purposes.get(name, []), list)]
    if not purposes or len(lists) < 2:
        return None
    on, off = len(lists[0]), len(lists[1])
    state: State = "unanswered" if not on + off else "partly" if on and off else "granted" if on else "refused"
    said = f"the token of Didomi, purposes on: {on}, off: {off}"
    return Told((said,), {"all that was asked": state})


def _klaro(value: str, _: Mapping[str, str]) -> Told | None:
    services = _document(value)
    given = list(services.values())
    if not given or len(given) > _MOST or any(not isinstance(each, bool) for each in given):
        return None
    on = sum(map(bool, given))
    state = jointly("granted" if each else "refused" for each in given)
    said = f"the cookie of Klaro, services on: {on}, off: {len(given) - on}"
    return Told((said,), known({"all that was asked": state}))


def _tealium(value: str, _: Mapping[str, str]) -> Told | None:
    if not _TEALIUM(value):
        return None
    given = _YES.get(dict(_PAIRS(value)).get("consent", ""))
    if given is None:
        return None
    return Told(("the cookie of Tealium",), {"all that was asked": "granted" if given else "refused"})


READERS: dict[str, Reader] = {
    "CookieConsent": _cookiebot,
    "cookieyes-consent": _cookieyes,
    "_tracking_consent": _shopify,
    "didomi_token": _didomi,
    "klaro": _klaro,
    "CONSENTMGR": _tealium,
}
"""By the name of the cookie, or of what an app keeps under its name."""
