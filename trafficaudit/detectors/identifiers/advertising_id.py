"""Advertising id: Google's (GAID, AAID), Apple's (IDFA), the Chinese makers' (OAID). By key.

A UUID says nothing about whose it is. All zeros is what the phone gives out after the user has opted out: not an
identifier, so nothing is said. `adid` with 32 hex digits and no hyphens is Adjust's own device id. OAID is a UUID or
16 to 64 hex digits, by maker.

Source: Android "Advertising ID"; Apple `ASIdentifierManager`; MSA 移动智能终端补充设备标识规范 (OAID).

>>> check("9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b").named
0.9
>>> check("00000000-0000-0000-0000-000000000000") is None
True
"""

import re

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "advertising_id"
CATEGORY = "advertising_id"
KEYS = (
    *("adid", "gaid", "aaid", "idfa", "oaid", "ifa", "gps adid", "google adid", "google aid", "google ad id", "rdid"),
    *("google advertising id", "advertising id", "advertising identifier", "advertiser id", "advertising tracking id"),
    *("android advertising id", "ios ifa", "identifier for advertising", "device ifa", "play ad id", "amazon adid"),
    *("fire adid", "aifa", "광고식별자", "광고아이디", "guanggaoid"),
)
AVOID = vocabulary("md5 sha1 sha256 hash hashed")
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
CANDIDATE = re.compile(rf"{ALONE}\{{?(?:{UUID}|[0-9A-Fa-f]{{64}}|[0-9A-Fa-f]{{32}}|[0-9A-Fa-f]{{16}})\}}?{APART}")

_FEWEST = 4


def check(text: str) -> Verdict | None:
    """Say which of the forms it has; a value of too few different digits is a placeholder."""
    text = text.strip("{}")
    if len(set(text.replace("-", "").lower())) < _FEWEST:
        return None
    if len(text) == 36:
        return Verdict(0.9, 0.0, "a UUID, as Google and Apple give out")
    if len(text) == 32:
        return Verdict(0.7, 0.0, "a UUID without hyphens, or Adjust's own device id")
    return Verdict(0.7, 0.0, "hex digits, as some makers give out for OAID")
