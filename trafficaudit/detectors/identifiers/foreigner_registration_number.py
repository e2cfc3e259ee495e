"""Foreigner registration number (외국인등록번호): as a resident registration number with 5 to 8 as the seventh digit.

5, 6: born in the 1900s; 7, 8: in the 2000s. Older numbers close with (13 - sum mod 11) mod 10 over the weights of the
resident registration number; newer ones need not, so a wrong check digit never rejects. Also the domestic residence
report number (국내거소신고번호) of overseas Koreans.

Source: 출입국관리법 제31조제5항; the form and the check digit are common knowledge.

>>> check("900101-5234561").reasoning
'date exists, check digit holds'
"""

import re

from trafficaudit.detectors.identifiers.resident_registration_number import (
    birth_date_exists,
    is_of_an_order,
    weighted_sum_check,
)
from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, BYTE_AFTER, BYTE_BEFORE, Verdict

NAME = "foreigner_registration_number"
CATEGORY = "foreigner_registration_number"
KEYS = (
    *("foreigner registration number", "foreigner number", "foreigner no", "foreign registration number"),
    *(
        "alien registration number",
        "alien number",
        "alien no",
        "arn",
        "arc",
        "arc no",
        "arc number",
        "frn",
        "foreign no",
    ),
    *("alien reg no", "alien registration no", "foreigner reg no", "foreigner registration no"),
    *("resident registration number", "resident number", "resident no", "rrn", "ssn", "jumin", "jumin no"),
    *("id card no", "id number", "id no", "identity number", "identity no"),
    *("외국인등록번호", "외국인번호", "거소신고번호", "주민등록번호", "주민번호"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = "number"
BARE = BYTE_BEFORE + "[0-9]{6} ?- ?[5678][0-9]{6}" + BYTE_AFTER
SELF_EVIDENT = False
CANDIDATE = re.compile(BEFORE + r"[0-9]{2}[01][0-9][0-3][0-9](?: ?- ?| )?[5678][0-9]{6}" + AFTER)

_CENTURIES = {"5": 1900, "6": 1900, "7": 2000, "8": 2000}


def check(text: str) -> Verdict | None:
    """Say whether the date exists and the check digit holds; without a key only the hyphenated form counts."""
    digits = re.sub(r"[- ]", "", text)
    if not birth_date_exists(digits, _CENTURIES):
        return None
    separated = "-" in text and not is_of_an_order(digits)
    if weighted_sum_check(digits, 13):
        return Verdict(0.9, 0.6 if separated else 0.0, "date exists, check digit holds")
    return Verdict(
        0.7, 0.3 if separated else 0.0, "date exists; check digit does not hold, nor need it in newer numbers"
    )
