"""Mobile telephone number of Korea: 010-NNNN-NNNN, also as 82 10, +82 10 and 0082 10.

All mobile numbers have been 010 and eight digits since 2021; the older 011, 016 to 019 are kept for stored data.
`phonenumbers` decides whether a number can exist, but does not know 00 as the way out of Korea (Korean carriers use
001, 002 and others), so 0082 is turned into +82 first; nor does it know blocks of 010 before they are given out (such
as 010-597x to 010-599x), so that any eight digits behind 010 can be a number. Eleven digits in a row without a key
count only as the whole value, as do twelve that open with 8210; a landline or a foreign number only by key.

Source: 전기통신번호관리세칙; ITU-T E.164; phonenumbers (libphonenumber metadata).

>>> check("010-2345-6789").bare, check("0082 10 2345 6789").bare, check("01023456789").named
(0.6, 0.6, 0.9)
>>> check("010-5992-8411").named, check("011-5992-84112") is None, check("010-0000-0000") is None
(0.9, True, True)
"""

import re
from functools import lru_cache

import phonenumbers

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, BUSINESS, BYTE_AFTER, BYTE_BEFORE, Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "phone_number"
CATEGORY = "phone_number"
KEYS = (
    *("phone", "phone number", "phone no", "phone num", "telephone", "telephone number", "tel", "tel no", "telno"),
    *("mobile", "mobile no", "mobile number", "mobile phone", "mobile num", "cell", "cell phone", "cellphone"),
    *("cellular", "hp", "hp no", "hp num", "handphone", "hand phone", "contact no", "contact number", "msisdn"),
    *("contact", "line1 number", "sms number", "caller", "callee", "shouji", "shoujihao", "dianhua", "lianxidianhua"),
    *(
        "hyudaepon",
        "jeonhwa",
        "jeonhwabeonho",
        "휴대폰",
        "휴대폰번호",
        "휴대전화",
        "휴대전화번호",
        "핸드폰",
        "핸드폰번호",
    ),
    *("전화번호", "전화", "연락처", "手机", "手机号", "手机号码", "电话", "联系电话", "联系方式"),
    *("cel no", "cel num", "tel num", "clph no", "mbtlnum"),
    *("cell no", "cell num", "mbtlno", "mbtl no", "mbl telno", "moblphon no", "mdn", "ctn"),
)
AVOID = BUSINESS | vocabulary("price prices amount amounts qty quantity quantities cost costs fee fees")
TRIGGER = "number"
SELF_EVIDENT = False
_MOBILE = (
    r"(?:(?:(?:\+|00)?82[ .-]?(?:\(0\)|0)?[ .-]?1[016789]|01[016789])[ .-]?|\(01[016789]\) ?)[0-9]{3,4}[ .-]?[0-9]{4}"
)
BARE = (
    rf"{BYTE_BEFORE}{_MOBILE}{BYTE_AFTER}"
    r"|(?:^|\x00)(?:\+[0-9][0-9 .()\-]{7}|0[2-8][0-9]{0,2}[ .)\-][0-9]{3,4}[ .\-][0-9]{4}\x00)"
)
CANDIDATE = re.compile(
    BEFORE + _MOBILE + AFTER + r"|\A(?:\+[0-9][0-9 .()-]{7,22}[0-9]|0[2-8][0-9]{0,2}[ .)-]?[0-9]{3,4}[ .-]?[0-9]{4})\Z"
)

_SUBSCRIBER = 8
_KOREA = 82
_MOBILES = re.compile(r"10[0-9]{8}")
# Numbers that whole companies are called by (전국대표번호, 080).
_COMPANYS = re.compile(r"1[568][0-9]{6}|80[0-9]{7,8}")
_SEPARATOR = re.compile(r"[ .()-]")


@lru_cache(maxsize=1 << 12)
def check(text: str) -> Verdict | None:
    """Say whether the number can exist, and how plainly it is written as a telephone number."""
    number = _parse(text)
    if number is None:
        return None
    national = str(number.national_number)
    companys = number.country_code == _KOREA and _COMPANYS.fullmatch(national)
    if companys or len(set(national[-_SUBSCRIBER:])) == 1:  # the latter is a placeholder
        return None
    if number.country_code == _KOREA and _MOBILES.fullmatch(national):
        return Verdict(0.9, _bare(text), "form and range of a Korean mobile number")
    return _others(text, number) if phonenumbers.is_valid_number(number) else None


def _others(text: str, number: phonenumbers.PhoneNumber) -> Verdict | None:
    """Say what a number is that does not begin with 010."""
    if phonenumbers.region_code_for_number(number) != "KR":
        return Verdict(0.8, 0.0, "form and range of a number outside Korea")
    if phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.MOBILE:
        return Verdict(0.8, 0.0, "form and range of a Korean number, not a mobile one")
    if str(number.national_number).startswith("10"):
        return None
    return Verdict(0.9, _bare(text), "form and range of a Korean mobile number")


def _bare(text: str) -> float:
    if text.startswith(("+", "00")) or len(_SEPARATOR.findall(text)) >= 2:
        return 0.6
    if text.startswith(("010", "8210")) and text.isdigit():
        return 0.4
    return 0.0


def _parse(text: str) -> phonenumbers.PhoneNumber | None:
    digits = _SEPARATOR.sub("", text)
    if digits.startswith("0082"):
        digits = "+82" + digits[4:]
    elif digits.startswith("82"):
        digits = "+" + digits
    try:
        return phonenumbers.parse(digits, "KR")
    except phonenumbers.NumberParseException:
        return None
