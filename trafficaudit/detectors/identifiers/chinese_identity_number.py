"""Number of a citizen of China (公民身份号码): place, date of birth, serial, check character; 18 signs.

Six digits for the place (the first two a province), eight for the date of birth, three for the serial, of which the
last is odd for men, and a check character by ISO 7064 MOD 11-2, of which ten is X. Residents of Hong Kong, Macau and
Taiwan who live there have numbers of the same form (81 to 83). Numbers of orders have a day in the middle as well:
without a key only births up to 2014 count.

Source: GB 11643-1999; GB/T 2260 for the provinces.

>>> check("110101199003077758").named, check("110101199003077758").bare
(0.9, 0.5)
>>> check("110101199013077758") is None
True
"""

import re
from datetime import date

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, BYTE_AFTER, BYTE_BEFORE, Verdict

NAME = "chinese_identity_number"
CATEGORY = "foreign_identity_number"
KEYS = (
    *("id card", "id card no", "id card num", "id card number", "identity card", "identity card no", "identity number"),
    *("identity no", "id number", "id no", "id num", "cert no", "cert num", "certificate no", "certificate number"),
    *("national id", "national id number", "citizen id", "resident id", "identity", "shenfenzheng", "shenfenzhenghao"),
    *("sfz", "sfzh", "sfzhm", "身份证", "身份证号", "身份证号码", "居民身份证", "证件号", "证件号码"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = "number"
BARE = BYTE_BEFORE + "[1-8][0-9]{5}(?:19[2-9]|20[01])[0-9][01][0-9][0-3][0-9]{4}[0-9Xx]" + BYTE_AFTER
SELF_EVIDENT = False
CANDIDATE = re.compile(BEFORE + r"[1-8][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx]" + AFTER)

_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]").match
_CHECK = "10X98765432"
_FIRST, _LAST = 1920, 2014
"""Years of births that count without a key."""


def check(text: str) -> Verdict | None:
    """Say whether the province and the date exist and the check character holds."""
    if _PROVINCE(text) is None:
        return None
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None
    total = sum(int(digit) * (pow(2, 17 - at, 11)) for at, digit in enumerate(text[:17]))
    if _CHECK[total % 11] != text[17].upper():
        return None
    bare = 0.5 if _FIRST <= born.year <= _LAST and "00000" not in text else 0.0
    return Verdict(0.9, bare, "province and date exist, check character holds, as in China's numbers of citizens")
