"""Android id (SSAID): 64 bits in hex, one for each app signing key, user and device since Android 8. By key.

Sixteen digits; leading zeros may be dropped. What many phones of Android 2.2 shared is nobody's (``nobody.py``). Some
apps send it as their `adid`: neither Google's advertising id nor Apple's has that form, and OAID has a name of its own.

Source: Android `Settings.Secure.ANDROID_ID`; Android 8.0 behaviour changes.

>>> check("4f1e2d3c4b5a6978").named
0.9
"""

import re

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "android_id"
CATEGORY = "android_id"
KEYS = (
    *("android id", "ssaid", "secure android id", "settings secure android id", "and id", "androidid", "anid"),
    *("device id", "dev id", "deviceid", "device uid", "os id", "adid"),
)
AVOID = vocabulary("md5 sha1 sha256 hash hashed")
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(rf"{ALONE}[0-9A-Fa-f]{{15,16}}{APART}")

_FEWEST = 4


def check(text: str) -> Verdict | None:
    """Say whether it is 64 bits in hex and no placeholder."""
    digits = text.lower()
    if len(set(digits)) < _FEWEST or digits.isdigit():
        return None
    if len(digits) == 16:
        return Verdict(0.9, 0.0, "sixteen hex digits")
    return Verdict(0.7, 0.0, "fifteen hex digits, a leading zero dropped")
