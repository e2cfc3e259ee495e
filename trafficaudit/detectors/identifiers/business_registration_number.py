"""Business registration number (사업자등록번호): NNN-NN-NNNNC.

Ten digits: tax office (from 101), kind of business (from 01), serial, check digit. Check: weights 1, 3, 7, 1, 3, 7, 1,
3, 5 over the first nine, plus the tens of 5 times the ninth digit; all ten add up to a multiple of 10. A sole
trader's number singles out a person; an operator's own stands in every page footer, hence the low bare confidence.

Source: 국세청 「사업자등록번호 체계」(부가가치세법 시행령 제12조).

>>> check("220-81-62517").named
0.9
>>> check("220-81-62518") is None
True
"""

import re

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, Verdict

NAME = "business_registration_number"
CATEGORY = "business_registration_number"
KEYS = (
    *("business registration number", "business registration no", "business number", "business no", "biz no"),
    *("biz reg no", "biz number", "brn", "company registration number", "corporate number", "tax id", "tax number"),
    *("brno", "bizrno", "bsns no", "company reg no", "corp reg no"),
    *("license no", "saeopja", "saeopjabeonho", "사업자등록번호", "사업자번호"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = "number"
BARE = r"[1-9][0-9]{2}-[0-9]{2}-[0-9]{5}"
SELF_EVIDENT = False
CANDIDATE = re.compile(BEFORE + r"[1-9][0-9]{2}-?[0-9]{2}-?[0-9]{5}" + AFTER)

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def check(text: str) -> Verdict | None:
    """Say whether the check digit holds; without a key only 3-2-5 with hyphens counts."""
    digits = text.replace("-", "")
    if digits[3:5] == "00" or digits[:3] < "101":
        return None
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    total += 5 * int(digits[8]) // 10
    if (10 - total % 10) % 10 != int(digits[9]):
        return None
    return Verdict(0.9, 0.4 if text.count("-") == 2 else 0.0, "check digit holds")
