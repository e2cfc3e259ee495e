"""Whether a seeded value is formally one of its category: one that was mistyped is found nowhere, and nothing says so.

Only what is certain counts: what an operator, a maker or a country gives out in another form must not be called wrong.
"""

import ipaddress
import re
from collections.abc import Callable

from trafficaudit.persona.dates import day_of
from trafficaudit.persona.network import IS_MAC
from trafficaudit.persona.numbers import is_uuid

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}").fullmatch
_HEX = re.compile(r"[0-9a-f]+", re.IGNORECASE).fullmatch
_NUMBER = range(8, 16)
"""Digits of a telephone number: ITU-T E.164 has 15 at most; with an area or country code it has 8 at least."""
_MOBILE = 11
"""Digits of a number that begins with 010 (전기통신번호관리세칙): three, four and four."""


def wanted(category: str, value: str) -> str:
    """Say what a value of a category has to be, where this one is not; empty where it is, or nobody can tell.

    >>> wanted("email", "gorae@hanbit.example"), wanted("email", "gorae.hanbit.example")
    ('', 'an e-mail address')
    """
    rule = _RULES.get(category)
    return rule[0] if rule and not rule[1](value.strip()) else ""


def _is_telephone(value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    if not re.fullmatch(r"[0-9 ().+/-]+", value) or len(digits) not in _NUMBER:
        return False
    abroad = re.match(r"\+|00", value)
    national = re.sub(r"^(?:00)?82(?=0?1)0?", "0", digits) if abroad or digits.startswith("82") else digits
    return len(national) == _MOBILE if national.startswith("010") else True


def _is_place(value: str) -> bool:
    numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", value)]
    return len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def _digits(*counts: int) -> Callable[[str], bool]:
    return lambda value: len(bare := re.sub(r"[\s-]", "", value)) in counts and bare.isdecimal()


def _is_random(value: str) -> bool:
    """Say whether it is a UUID, or a run of hexadecimal digits as makers in China give out (OAID)."""
    return is_uuid(value) or (len(value) >= 16 and _HEX(value) is not None)


_RULES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "email": ("an e-mail address", lambda value: _MAIL(value) is not None),
    "phone_number": ("a telephone number with its area or country code, none of its digits left out", _is_telephone),
    "birth_date": ("a date such as 1990-12-31", lambda value: day_of(value) is not None),
    "coordinates": ("latitude,longitude in degrees", _is_place),
    "ip_address": ("an IP address", _is_address),
    "mac_address": ("a MAC address", lambda value: IS_MAC(value) is not None),
    "wifi_bssid": ("a MAC address", lambda value: IS_MAC(value) is not None),
    "advertising_id": ("a UUID, or 16 and more hexadecimal digits", _is_random),
    "android_id": ("16 hexadecimal digits", lambda value: len(value) in (15, 16) and _HEX(value) is not None),
    "imei": ("15 digits", _digits(14, 15, 16)),
    "iccid": ("19 or 20 digits", lambda value: _digits(18, 19, 20)(value.rstrip("Ff"))),
    "customs_clearance_code": ("P and 12 digits", lambda value: re.fullmatch(r"[Pp]\d{12}", value) is not None),
    "resident_registration_number": ("13 digits", _digits(13)),
    "card_number": ("12 to 19 digits", _digits(*range(12, 20))),
}
"""What a value has to be, and how that is told; an Android id whose first digit is 0 is written with 15 by some."""
