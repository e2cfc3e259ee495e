"""Personal customs clearance code (개인통관고유부호): P and twelve digits.

What a buyer gives a shop abroad in place of a resident registration number. The digits open with the year of issue
(two digits, since 2011); the rule of the check digit is not published. From 2026 a code is valid for one year.

Source: 관세청 고시 「통관고유부호 및 해외거래처부호 등록·관리에 관한 고시」; UNI-PASS.

>>> check("P210123456789").named, check("P210123456789").bare
(0.8, 0.4)
>>> check("P202401150001").bare
0.0
"""

import re

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, Verdict

NAME = "customs_clearance_code"
CATEGORY = "customs_clearance_code"
KEYS = (
    *("customs clearance code", "personal customs code", "personal clearance code", "customs code", "customs no"),
    *("customs number", "customs id", "customs clearance number", "clearance code", "clearance no", "pccc", "pcc"),
    *("pccc no", "pccc number", "personal customs id", "customs", "custom no", "cstm no", "clearance"),
    *("cstms no", "ecm no", "persecm", "unipass no", "unipass id", "clearance number"),
    *("passport no", "tax number", "tax id", "id card no", "id number", "id no", "tongwan", "tonggwanbuho"),
    *("개인통관고유부호", "개인통관부호", "통관고유부호", "통관번호", "통관부호"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = "number"
BARE = "[Pp][1-4][0-9]{11}"
SELF_EVIDENT = False
CANDIDATE = re.compile(BEFORE + r"[Pp][- ]?[0-9]{12}" + AFTER)

_FIRST_YEAR = 11
_LAST_YEAR = 29


def check(text: str) -> Verdict | None:
    """Say whether the digits can be a code; a date or a padded serial after the P is a shop's own number."""
    digits = text[-12:]
    if len(set(digits)) < 3:
        return None
    dated = re.match(r"20[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", digits)
    year = _FIRST_YEAR <= int(digits[:2]) <= _LAST_YEAR
    bare = 0.4 if year and not dated and "0000" not in digits and text[1].isdigit() else 0.0
    return Verdict(0.8 if year else 0.7, bare, "P and twelve digits; no check digit is published")
