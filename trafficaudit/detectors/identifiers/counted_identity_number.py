"""Identity numbers of digits alone: India's Aadhaar, Japan's individual number, Thailand's. By their own names only.

Twelve digits for Aadhaar (the first 2 to 9, the last by Verhoeff's scheme) and the individual number (the last is
11 - weighted sum mod 11, 0 from ten on), thirteen for Thailand's (the first 1 to 8, the last (11 - weighted sum mod 11)
mod 10), each in groups as well. Every fifth number of twelve digits fits: what is called an id alone says nothing.

Source: UIDAI, Aadhaar numbering scheme; 行政手続における特定の個人を識別するための番号の利用等に関する法律施行令 with
平成26年総務省令第85号, Art. 5; Department of Provincial Administration (Thailand).

>>> check("2341 2341 2346").named, check("123456789018").named, check("1-1017-00203-45-0").named
(0.9, 0.9, 0.9)
>>> check("123456789012") is None
True
"""

import re

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, Verdict

NAME = "counted_identity_number"
CATEGORY = "foreign_identity_number"
KEYS = (
    *("aadhaar", "aadhaar no", "aadhaar number", "aadhar", "aadhar no", "aadhar number", "my number", "mynumber"),
    *(
        "individual number",
        "マイナンバー",
        "個人番号",
        "thai id",
        "thai id card",
        "thai national id",
        "thai citizen id",
    ),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(BEFORE + r"[0-9](?:[ -]?[0-9]){11,12}" + AFTER)

_TURNED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_INDIVIDUAL = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_TWELVE = 12


def check(text: str) -> Verdict | None:
    """Say whose check digit holds."""
    digits = re.sub("[ -]", "", text)
    if len(set(digits)) < 3:
        return None
    if len(digits) == _TWELVE:
        if digits[0] not in "01" and verhoeff(digits) == 0:
            return Verdict(0.9, 0.0, "check digit holds, as in India's Aadhaar numbers")
        rest = sum(int(digit) * weight for digit, weight in zip(digits, _INDIVIDUAL, strict=False)) % 11
        if int(digits[11]) == (0 if rest <= 1 else 11 - rest):
            return Verdict(0.9, 0.0, "check digit holds, as in Japan's individual numbers")
        return None
    total = sum(int(digit) * (13 - at) for at, digit in enumerate(digits[:12]))
    if digits[0] not in "09" and int(digits[12]) == (11 - total % 11) % 10:
        return Verdict(0.9, 0.0, "check digit holds, as in Thailand's numbers of citizens")
    return None


def verhoeff(digits: str) -> int:
    """Give the check sum in the dihedral group of ten: 0 where the last digit is the right one.

    >>> verhoeff("2363")
    0
    """
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(at % 8):
            value = _TURNED[value]
        total = _added(total, value)
    return total


def _added(one: int, other: int) -> int:
    """Combine two of the group: turns are 0 to 4, reflections 5 to 9."""
    turn = (one + other) % 5 if one < 5 else (one - other) % 5
    return turn + (5 if (one >= 5) != (other >= 5) else 0)
