"""Resident registration number (주민등록번호): YYMMDD-SNNNNNN.

The first six digits are the date of birth, the seventh tells century and sex (1, 2: 1900s; 3, 4: 2000s; 9, 0: 1800s).
Numbers assigned before October 2020 carry a place code and close with a check digit: weights 2 to 9, then 2 to 5;
check = (11 - sum mod 11) mod 10. Numbers assigned or changed since then have six random digits there, so a wrong
check digit never rejects. The date must exist. Numbers of orders open with their day and go on with seven digits as
well: without a key a day of 2015 to 2029 says nothing, nor does a birth in the 1800s.

Source: 주민등록법 시행규칙 제2조, as in force since 2020-10-05.

>>> check("900101-1234568").named, check("900101-1234567").named
(0.9, 0.7)
>>> check("900230-1234567") is None
True
"""

import re
from datetime import date

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, BYTE_AFTER, BYTE_BEFORE, Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "resident_registration_number"
CATEGORY = "resident_registration_number"
KEYS = (
    *("resident registration number", "resident number", "resident no", "resident id", "rrn", "ssn", "social number"),
    *("jumin", "jumin no", "jumin number", "jumin num", "juminbeonho", "id card no", "id number", "id no"),
    *("rrno", "ihidnum", "social no", "rln no", "rlnm no"),
    *("identity number", "identity no", "주민등록번호", "주민번호", "주민 등록 번호"),
)
AVOID = vocabulary("crno corpno corpregno jurirno 법인번호 법인등록번호")
"""Names of a company's number, which has the same form: the office and kind of its registration begin it (110111)."""

TRIGGER = "number"
BARE = BYTE_BEFORE + "[0-9]{6} ?- ?[012349][0-9]{6}" + BYTE_AFTER
SELF_EVIDENT = False
CANDIDATE = re.compile(BEFORE + r"[0-9]{2}[01][0-9][0-3][0-9](?: ?- ?| )?[012349][0-9]{6}" + AFTER)

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_OF_COMPANIES = frozenset(("11", "12", "13", "14", "15"))
_CENTURIES = {"9": 1800, "0": 1800, "1": 1900, "2": 1900, "3": 2000, "4": 2000}


def check(text: str) -> Verdict | None:
    """Say whether the date exists and the check digit holds; without a key only the hyphenated form counts."""
    digits = re.sub(r"[- ]", "", text)
    if not birth_date_exists(digits, _CENTURIES):
        return None
    separated = "-" in text and not is_of_an_order(digits) and not is_of_a_company(digits)
    if weighted_sum_check(digits, 11):
        return Verdict(0.9, 0.6 if separated else 0.0, "date exists, check digit holds")
    return Verdict(0.7, 0.3 if separated else 0.0, "date exists; check digit does not hold, nor need it since 2020-10")


def is_of_an_order(digits: str) -> bool:
    """Whether the first six of 13 digits may be the day of an order, or a birth of which nobody is left."""
    return 15 <= int(digits[:2]) <= 29 or digits[6] in "90"


def is_of_a_company(digits: str) -> bool:
    """Whether 13 digits may be a company's in the register of commerce: four for the court, two for its kind, and a
    last digit that brings the sum, every second one doubled, to a multiple of ten.

    Source: 법인 및 재외국민의 부동산등기용등록번호 부여에 관한 규칙; kinds 11 to 15 are those of the Commercial Act.

    >>> is_of_a_company("1101111234569"), is_of_a_company("9001011234568")
    (True, False)
    """  # fmt: skip
    total = sum(int(digit) * (1 + at % 2) for at, digit in enumerate(digits[:12]))
    return digits[4:6] in _OF_COMPANIES and (10 - total % 10) % 10 == int(digits[12])


def weighted_sum_check(digits: str, base: int) -> bool:
    """Whether the last of 13 digits is (``base`` - weighted sum mod 11) mod 10."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return (base - total % 11) % 10 == int(digits[12])


def birth_date_exists(digits: str, centuries: dict[str, int]) -> bool:
    """Whether the first six digits are a date in the century that the seventh names."""
    try:
        date(centuries[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True
