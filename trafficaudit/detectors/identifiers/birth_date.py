"""Date of birth: YYYYMMDD, YYYY-MM-DD (also with dots or slashes), YYMMDD, or the start of an ISO 8601 time. By key.

The date must exist and lie between 1900 and 2029.

Source: ISO 8601; the six digits are those that open a resident registration number.

>>> check("19900115").named, check("900115").named
(0.9, 0.7)
>>> check("19900230") is None
True
"""

import re
from datetime import date

from trafficaudit.detectors.identifiers.verdict import ALONE, Verdict
from trafficaudit.detectors.names.table import parents_in
from trafficaudit.detectors.names.words import vocabulary

NAME = "birth_date"
CATEGORY = "birth_date"
KEYS = (
    *("birth", "birth date", "birth day", "birthday", "date of birth", "dob", "birth dt", "birth ymd", "brdt", "bday"),
    *("btdt", "brthdy", "brth dy", "brth dt", "brth ymd"),
    *(
        "born",
        "birthdate",
        "shengri",
        "chushengriqi",
        "saengil",
        "saengnyeonwolil",
        "생년월일",
        "생일",
        "出生日期",
        "生日",
    ),
)
AVOID = parents_in("published") | parents_in("bounds") | vocabulary("pet pets")
"""People whose life is public, who writes what a shop shows, what a form lets nobody be older than, and animals."""
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
_HOUR = r"(?:T(?!00:00)[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?)?"
"""An hour other than midnight belongs to the value: 15:00Z is midnight in Korea, where the next day begins."""
CANDIDATE = re.compile(
    ALONE
    + r"(?:(?:19|20)[0-9]{2}(?:[-./]|년 ?)?[0-9]{1,2}(?:[-./]|월 ?)?[0-9]{1,2}일?"
    + _HOUR
    + r"|[0-9]{6})(?=\Z|[T\s,;])"
)

_LAST_YEAR = 2029
_UNSET = (1900, 1, 1)
"""What databases hold where there is no date."""


def check(text: str) -> Verdict | None:
    """Say whether the date exists."""
    text = text.partition("T")[0]
    parts = [int(part) for part in re.findall(r"[0-9]+", text)]
    if text.isdigit() and len(text) == 8:
        parts = [int(text[:4]), int(text[4:6]), int(text[6:])]
    elif text.isdigit() and len(text) == 6:
        return _six(text)
    if len(parts) != 3 or not _exists(*parts):
        return None
    return Verdict(0.9, 0.0, "a date that exists")


def _six(text: str) -> Verdict | None:
    century = 2000 if int(text[:2]) <= _LAST_YEAR - 2000 else 1900
    if not _exists(century + int(text[:2]), int(text[2:4]), int(text[4:])):
        return None
    return Verdict(0.7, 0.0, "six digits that are a date")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return year <= _LAST_YEAR and (year, month, day) != _UNSET
