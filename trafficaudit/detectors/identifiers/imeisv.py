"""IMEI without its check digit (14 digits), or with the version of the software in its place (IMEISV, 16 digits).

Nothing but the allocating body holds such a number together, one in six of all digits, so only a key that says IMEI
counts: sixteen digits under ``device_id`` are what a server numbers phones with.

Source: 3GPP TS 23.003 section 6.2.2; GSMA TS.06.

>>> check("35-686800-004141-03").named
0.7
>>> check("356868000041418") is None
True
"""

import re

from trafficaudit.detectors.identifiers.imei import BODIES
from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "imeisv"
CATEGORY = "imei"
KEYS = ("imei", "imei no", "imei number", "imeisv", "imei sv", "device imei", "imei list", "imei id")
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(ALONE + r"[0-9]{2}-?[0-9]{6}-?[0-9]{6}(?:-?[0-9]{2})?" + APART)


def check(text: str) -> Verdict | None:
    """Say whether the allocating body is known."""
    digits = text.replace("-", "")
    if len(digits) == 15 or digits[:2] not in BODIES or not digits[8:14].strip("0"):
        return None
    return Verdict(0.7, 0.0, "known allocating body; this length has no check digit")
