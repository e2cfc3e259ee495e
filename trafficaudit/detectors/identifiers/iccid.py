"""ICCID, the serial number of a SIM or eSIM: 89, country, issuer, serial, Luhn digit; 19 or 20 digits.

Korea is 8982. Some Android builds close a 19-digit one with F.

Source: ITU-T E.118; python-stdnum for the Luhn digit.

>>> check("8982050123456789015").bare
0.5
"""

import re

from stdnum import luhn

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "iccid"
CATEGORY = "iccid"
KEYS = (
    "iccid",
    "icc id",
    "sim serial",
    "sim serial number",
    "sim serial no",
    "sim id",
    "usim no",
    "sim number",
    "uicc id",
)
AVOID: frozenset[str] = frozenset()
TRIGGER = "number"
BARE = "8982[0-9]{14}"
SELF_EVIDENT = False
CANDIDATE = re.compile(ALONE + r"89[0-9]{16,18}[Ff]?" + APART)


def check(text: str) -> Verdict | None:
    """Say whether the Luhn digit holds and the country is Korea."""
    digits = text.rstrip("Ff")
    if len(set(digits[4:])) < 3:
        return None
    holds = luhn.is_valid(digits)
    if not holds:
        return Verdict(0.7, 0.0, "opens with 89; Luhn digit does not hold")
    return Verdict(0.9, 0.5 if digits.startswith("8982") else 0.0, "opens with 89, Luhn digit holds")
