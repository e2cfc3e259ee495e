"""Identity numbers that open with a letter: Hong Kong's, Taiwan's and Singapore's, each with a check sign. By key only.

Hong Kong: one or two letters, six digits, a check digit (A for ten), often in brackets; Taiwan: a letter, nine digits,
the first of which tells the sex (1, 2) or a resident from abroad (8, 9, or a letter A to D before 2021); Singapore:
S, T (citizens and permanent residents), F, G, M (others from abroad), seven digits, a letter.

Source: Immigration Department (Hong Kong), Registration of Persons; 內政部 國民身分證統一編號編碼規則,
移民署 外來人口統一證號; Immigration and Checkpoints Authority (Singapore); the check signs are common knowledge.

>>> check("A123456(3)").reasoning
'check digit holds, as on identity cards of Hong Kong'
>>> check("A123456789").reasoning, check("S1234567D").reasoning
('check digit holds, as on identity cards of Taiwan', 'check letter holds, as on identity cards of Singapore')
>>> check("A123456780") is None
True
"""

import re

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, Verdict

NAME = "lettered_identity_number"
CATEGORY = "foreign_identity_number"
KEYS = (
    *("hkid", "hkid no", "hkid number", "hong kong id", "nric", "nric no", "nric number", "nric fin", "fin", "fin no"),
    *(
        "twid",
        "taiwan id",
        "arc no",
        "arc number",
        "ui no",
        "身分證",
        "身分證字號",
        "身份證字號",
        "身分證號",
        "統一證號",
    ),
    *("id card", "id card no", "id card number", "identity card", "identity card no", "identity number", "identity no"),
    *("id number", "id no", "id num", "national id", "national id number", "citizen id", "香港身份证", "身份证号"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(
    BEFORE + r"(?:[A-Z]{1,2}[0-9]{6}(?:[0-9A]|\([0-9A]\))|[A-Z][1289A-D][0-9]{8}|[STFGM][0-9]{7}[A-Z])" + AFTER
)

_TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""Letters of places, of which the first counts as 10."""
_SINGAPORE = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}
_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_SINCE_2000, _SINCE_2022 = 4, 3
"""What is added to the sum of numbers given since then: T and G, and M."""


def check(text: str) -> Verdict | None:
    """Say whose check sign holds."""
    bare = text.replace("(", "").replace(")", "")
    if re.fullmatch(r"[A-Z][1289A-D][0-9]{8}", bare):
        return Verdict(0.9, 0.0, "check digit holds, as on identity cards of Taiwan") if _taiwan(bare) else None
    if bare[-1:].isalpha() and bare[1:8].isdigit():
        return Verdict(0.9, 0.0, "check letter holds, as on identity cards of Singapore") if _singapore(bare) else None
    return Verdict(0.9, 0.0, "check digit holds, as on identity cards of Hong Kong") if _hong_kong(bare) else None


def _hong_kong(text: str) -> bool:
    """A missing letter counts as 36; letters count from 10, and the weighted sum is a multiple of 11."""
    values = [36 if sign == " " else int(sign, 36) for sign in text.rjust(9)]
    return sum(value * (9 - at) for at, value in enumerate(values)) % 11 == 0


def _taiwan(text: str) -> bool:
    """The letter of the place is two digits; so is a letter for the sex, of which the second counts."""
    place = _TAIWAN.index(text[0]) + 10
    second = text[1] if text[1].isdigit() else str((_TAIWAN.index(text[1]) + 10) % 10)
    digits = [place // 10, place % 10, *map(int, second + text[2:])]
    return bool(sum(digit * weight for digit, weight in zip(digits, (1, *range(9, 0, -1), 1), strict=True)) % 10 == 0)


def _singapore(text: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(text[1:8], _WEIGHTS, strict=True))
    total += {"T": _SINCE_2000, "G": _SINCE_2000, "M": _SINCE_2022}.get(text[0], 0)
    return _SINGAPORE[text[0]][total % 11] == text[8]
