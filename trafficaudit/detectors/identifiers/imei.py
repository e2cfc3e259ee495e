"""IMEI (International Mobile Equipment Identity): 15 digits, the last a Luhn digit.

Eight digits are the type allocation code, whose first two name the body that allocated it (01, 10, 30, 33, 35, 44,
45, 49 to 54, 86, 91, 98, 99). Fifteen digits in a row are anything (Facebook's app ids, order numbers), so a match
needs a key. Of other lengths, which have no check digit, is ``imeisv``.

Source: 3GPP TS 23.003 section 6.2; GSMA TS.06; python-stdnum for the check.

>>> check("35-686800-004141-8").named
0.9
>>> check("356868000041419") is None
True
"""

import re

from stdnum import imei

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "imei"
CATEGORY = "imei"
KEYS = (
    *("imei", "imei no", "imei number", "imeisv", "imei sv", "device imei", "imei list", "imei id"),
    *(
        "device id",
        "dev id",
        "phone id",
        "hardware id",
        "unique id",
        "udid",
        "did",
        "uuid",
        "machine code",
        "device token",
    ),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(ALONE + r"[0-9]{2}-?[0-9]{6}-?[0-9]{6}-?[0-9]" + APART)

BODIES = vocabulary("01 10 30 33 35 44 45 49 50 51 52 53 54 86 91 98 99")


def check(text: str) -> Verdict | None:
    """Say whether the allocating body is known and the Luhn digit holds."""
    digits = imei.compact(text)
    if digits[:2] not in BODIES or not digits[8:14].strip("0") or not imei.is_valid(digits):
        return None
    return Verdict(0.9, 0.0, "known allocating body, Luhn digit holds")
