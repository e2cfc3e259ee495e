"""Driver's licence number (운전면허번호): RR-YY-NNNNNN-CC.

Region (11 Seoul to 26 Ulsan, 28 northern Gyeonggi; before 2014 the region's name), year of the first licence, serial,
check. The rule of the check is not public. Twelve digits in a row are anything, so a match needs the hyphens or a key.

Source: 도로교통공단 안전운전 통합민원, 운전면허번호 지역 코드.

>>> check("11-98-123456-01").named, check("119812345601").bare
(0.8, 0.0)
"""

import re

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "driver_license_number"
CATEGORY = "driver_license_number"
KEYS = (
    *("driver license", "drivers license", "driver licence", "driving license", "driver license no"),
    *("driver license number", "drivers license number", "driving license number", "license number", "license no"),
    *("licence number", "licence no", "dl number", "dl no", "myeonheo", "운전면허번호", "면허번호", "운전면허"),
)
AVOID = vocabulary("software sdk plugin 사업자")
TRIGGER = "number"
BARE = "[ -][0-9]{2}-[0-9]{6}-[0-9]{2}"
SELF_EVIDENT = False

_REGIONS = "서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산"
CANDIDATE = re.compile(BEFORE + rf"(?:1[1-9]|2[0-68]|{_REGIONS})[ -]?[0-9]{{2}}[ -]?[0-9]{{6}}[ -]?[0-9]{{2}}" + AFTER)


def check(text: str) -> Verdict | None:
    """Say whether the hyphens stand where the licence has them; blanks there say so under a name alone."""
    separated = re.fullmatch(r"[^- ]{2}(?:-|(?<=[가-힣]) )[0-9]{2}-[0-9]{6}-[0-9]{2}", text) is not None
    blanks = re.fullmatch(r"[^- ]{2} [0-9]{2} [0-9]{6} [0-9]{2}", text) is not None
    if not separated and not blanks and not text.isdigit():
        return None
    return Verdict(0.8, 0.5 if separated else 0.0, "known region code, form of a licence number")
