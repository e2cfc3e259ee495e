"""What a User-Agent says of the phone: system, its version, model, maker, screen, language, operator.

Forms: Android's own clients (`Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A)`; Xiaomi's end in `MIUI/V14`),
browsers and web views (`Mozilla/5.0 (Linux; Android 14; SM-S921N Build/...; wv) ...`), Apple's (`(iPhone; CPU iPhone OS
17_4 like Mac OS X)`, `Shop/8.1 (iPhone; iOS 17.4; Scale/3.00)`, `Shop/8.1 (kr.example.shop; build:1; iOS 17.4.1)
Alamofire/5.8.1`, `Shop/8.1 CFNetwork/1494.0.7 Darwin/23.4.0`, whose version is the kernel's), those of Meta's apps and
of the pages that they show (`Android (34/14; 450dpi; 1080x2340; samsung; SM-S921N; e1s; qcom; ko_KR)`,
`[FBAN/FB4A;FBLC/ko_KR;FBCR/KT;FBDV/SM-S921N;...]`), that of Alibaba's gateway
(`MTOPSDK/3.1.1.7 (Android;14;samsung;SM-S921N)`), and the app's own version in those of Pinduoduo's apps
(`phh_android_version/6.28.0`). Chrome since 110 sends `Android 10; K` whatever the phone is: that
says nothing. Clients that name no phone (okhttp, Go) say nothing either.

Source: Android `System.getProperty("http.agent")`; Chromium "User-Agent Reduction"; Apple `UIDevice`; Alamofire
`HTTPHeader.defaultUserAgent`; public code of the MTOP SDK and of what repeats Pinduoduo's calls; values seen in real
traffic for Meta's and Xiaomi's.
"""

import re
from functools import lru_cache
from typing import NamedTuple

LONGEST = 1024
"""Longest header that is looked at, in characters."""


class Property(NamedTuple):
    """One property: its category and where in the text it stands."""

    category: str
    start: int
    end: int


_REDUCED = re.compile(r"Android 10; K[;)]")
_LOCALE = r"[a-z]{2}[-_][A-Za-z]{2}"
_SIZE = r"[0-9]{3,4}x[0-9]{3,4}"
_ANDROID = re.compile(
    r"(?P<os_name>Android)[ /-]?(?P<os_version>[0-9]{1,2}(?:\.[0-9]{1,2}){0,2})"
    rf"(?:; (?P<locale>{_LOCALE}))?"
    # Brackets are part of some models' names: moto g(7) play.
    r"(?:; (?!wv\b|rv:|Mobile\b|Tablet\b)(?P<device_model>[A-Za-z0-9](?:[^;()/]|\([^;()/]{1,12}\)){1,40}?)"
    rf"(?= [A-Za-z]+/|[;)])(?: Build/[^;()]{{1,40}})?(?:; (?P<locale_2>{_LOCALE})(?=[;)]))?)?"
)
_APPLE = re.compile(
    r"(?P<device_model>iPhone[0-9,]*|iPad[0-9,]*|iPod(?: touch)?)[;,) ]"
    r"[^()]{0,60}?(?P<os_name>iPhone OS|iPadOS|iOS|CPU OS)[ /](?P<os_version>[0-9]{1,2}(?:[._][0-9]{1,2}){1,2})"
    rf"(?:; (?P<locale>{_LOCALE})(?=[;)])(?:[^()]{{0,60}}?; (?P<screen>{_SIZE})(?=[;)]))?)?"
)
_APPLE_SYSTEM = re.compile(r"\b(?P<os_name>iOS|iPadOS)[ /](?P<os_version>[0-9]{1,2}(?:\.[0-9]{1,2}){1,2})\b")
_DARWIN = re.compile(r"CFNetwork/\S{1,20} (?P<os_name>Darwin)/(?P<os_version>[0-9]{1,2}(?:\.[0-9]{1,2}){1,2})")
_META = re.compile(
    r"(?P<os_name>Android) \([0-9]{1,2}/(?P<os_version>[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}); (?P<screen>[0-9]{2,4}dpi); "
    rf"(?P<screen_2>{_SIZE}); (?P<manufacturer>[^;()]{{1,40}}); (?P<device_model>[^;()]{{1,40}}); [^;()]{{1,40}}; "
    rf"(?P<cpu_architecture>[^;()]{{1,40}}); (?P<locale>{_LOCALE})"
)
_MTOP = re.compile(
    r"MTOPSDK/\S{1,20} \((?P<os_name>Android);(?P<os_version>[0-9]{1,2}(?:\.[0-9]{1,2}){0,2})"
    r";(?P<manufacturer>[^;()]{1,40});(?P<device_model>[^;()]{1,40})\)"
)
_OF_THE_APP = re.compile(
    r"\b[a-z]{2,12}_(?:android|ios)_version/(?P<app_version>[0-9]{1,4}(?:\.[0-9]{1,4}){1,3})(?![.\w])"
)
_META_PAGE = re.compile(r"\[FBAN/[^\[\]]{1,900}\]")
_META_PIECE = re.compile(r"(?<=;)FB(DM|LC|CR|MF|DV|SN|SV|CA)/([^;\]]{1,80})")
_META_NAMES = {
    "DM": "screen",
    "LC": "locale",
    "CR": "carrier",
    "MF": "manufacturer",
    "DV": "device_model",
    "SN": "os_name",
    "SV": "os_version",
    "CA": "cpu_architecture",
}


def properties(text: str) -> tuple[Property, ...]:
    """Give what the header says, in the order it says it.

    >>> agent = "Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A)"
    >>> [(found.category, agent[found.start : found.end]) for found in properties(agent)]
    [('os_name', 'Android'), ('os_version', '14'), ('device_model', 'SM-S921N')]
    """
    return _properties(text[:LONGEST])


@lru_cache(maxsize=1 << 10)
def _properties(text: str) -> tuple[Property, ...]:
    found: list[Property] = []
    for said in (
        _system(text),
        _named(_META.search(text)),
        _named(_MTOP.search(text)),
        _page(text),
        _named(_OF_THE_APP.search(text)),
    ):
        known = {one.category for one in found}
        found += [one for one in said if one.category not in known]
    return tuple(sorted(found, key=lambda one: one.start))


def _system(text: str) -> list[Property]:
    if _REDUCED.search(text):
        return []
    match = _ANDROID.search(text) or _APPLE.search(text)
    return _named(match or _APPLE_SYSTEM.search(text) or _DARWIN.search(text))


def _page(text: str) -> list[Property]:
    """What Meta's apps add to the User-Agent of the pages that they show."""
    block = _META_PAGE.search(text)
    if block is None:
        return []
    pieces = _META_PIECE.finditer(text, block.start(), block.end())
    return [Property(_META_NAMES[piece[1]], *piece.span(2)) for piece in pieces]


def _named(match: re.Match[str] | None) -> list[Property]:
    if match is None:
        return []
    return [Property(name.removesuffix("_2"), *match.span(name)) for name, value in match.groupdict().items() if value]
