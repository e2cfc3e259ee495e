"""Which values are too short or too common to be proof when they stand somewhere inside a larger text."""

import ipaddress
import re
import unicodedata

from trafficaudit.categories import taxonomy

SHORTEST = 6
"""Fewer characters than this are looked for only where a whole field equals them (a wide one counts as two)."""

_PROVINCE = (
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
    r"|충청북|충청남|전라북|전라남|경상북|경상남)(?:특별자치시|특별자치도|특별시|광역시|도|시)?"
)

# What makers and operators give to every phone, every router and every emulator until somebody changes it, and what
# forms show and testers type: the first of January, a province or district alone, the Korean John Doe.
_GIVEN = {
    "birth_date": re.compile(r"\d{4}\s*[-./년]?\s*0?1\s*[-./월]?\s*0?1\s*일?"),
    "name": re.compile(r"홍 ?길동|hong,? ?gil-? ?dong|gil-? ?dong,? hong|테스트|test(?: ?user)?", re.IGNORECASE),
    "phone_number": re.compile(r"(?:\+?82[- ]?|0)10[- ]?(?:1234[- ]?5678|(\d)\1{3}[- ]?\1{4})"),
    "postal_address": re.compile(
        rf"(?:대한민국,? ?)?{_PROVINCE}(?: \w{{1,6}}[시군구]){{0,2}}(?: \w{{1,6}}[읍면동리])?"
    ),
    "carrier": re.compile(r"android|mobile|carrier|no service|emergency calls only", re.IGNORECASE),
    "device_name": re.compile(
        r"(?:samsung |apple |google )?(?:iphone|ipad|ipod touch|galaxy|pixel|android|localhost)"
        r"(?: (?:[a-z]{1,4}\+?|[a-z]{0,4}[0-9]{1,3}[a-z]{0,2}\+?|ultra|[(][0-9]{1,2}[)])){0,4}",
        re.IGNORECASE,
    ),
    "wifi_ssid": re.compile(
        r"iptime(?:[ _-]?(?:5g|2\.4g|24g|guest))?|androidap|androidwifi|(?:free|public) ?wi-?fi(?: zone)?|iphone|guest"
        r"|t ?wifi ?(?:zone|home)?|(?:olleh|kt) ?(?:giga ?)?wifi|u\+ ?zone|home|default|linksys|netgear|tp-link|asus",
        re.IGNORECASE,
    ),
}

_WITHHELD = re.compile(
    r"\{?0[0:.-]*0\}?|(?:ff[:-]?){5}ff|02[:-]?(?:00[:-]?){4}00|unknown|null|none|n/a", re.IGNORECASE
).fullmatch
_OF_PHONES = frozenset({
    "advertising_id", "vendor_id", "android_id", "device_id", "installation_id", "mac_address", "wifi_bssid", "imei",
    "imsi", "iccid", "serial_number",
})  # fmt: skip

ANSWERED = frozenset(("sensitive", "circumstances"))
"""Groups of categories whose values are answers that many give: a plain word is one only under a name that asks."""

_TYPED_CATEGORIES = frozenset({"postal_code", "gender", "mcc_mnc", "battery"})


def width(text: str) -> int:
    """Give the number of characters, wide ones (Hangul, Han: UAX #11 classes W and F) counted as two.

    A Hangul syllable carries two or three letters, so three of them are as telling as six Latin letters.
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def is_withheld(category: str, value: str) -> bool:
    """Say whether a value is what phones give in place of an identifier: zeros, or one for all (Android 6.0)."""
    return category in _OF_PHONES and _WITHHELD(value.strip()) is not None


def is_given(category: str, value: str) -> bool:
    """Say whether a value is one that phones, routers or forms have until somebody changes it: many share it."""
    given = _GIVEN.get(category)
    return given is not None and given.fullmatch(value.strip()) is not None


def is_shared(category: str, value: str) -> bool:
    """Say whether a value is that of many by its kind: an address of a home or an office network (RFC 1918)."""
    if category != "ip_address":
        return False
    try:
        return not ipaddress.ip_address(value).is_global
    except ValueError:
        return False


def is_typed_only(category: str, value: str) -> bool:
    """Say whether a value is too short, or as a plain word or a maker's too common, to be searched in longer text."""
    if category in _TYPED_CATEGORIES or width(value) < SHORTEST or is_given(category, value):
        return True
    known = taxonomy()[category]
    return value.isalpha() and (known.weight == "context" or known.group in ANSWERED)
