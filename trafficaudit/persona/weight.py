"""Which values are too short or too common to be proof when they stand somewhere inside a larger text."""

import re
import unicodedata

from trafficaudit.categories import taxonomy

SHORTEST = 6
"""Fewer characters than this are looked for only where a whole field equals them (a wide one counts as two)."""

# What makers and operators give to every phone, every router and every emulator until somebody changes it.
_GIVEN = {
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

_TYPED_CATEGORIES = frozenset({"postal_code", "gender", "mcc_mnc", "battery"})


def width(text: str) -> int:
    """Give the number of characters, wide ones (Hangul, Han: UAX #11 classes W and F) counted as two.

    A Hangul syllable carries two or three letters, so three of them are as telling as six Latin letters.
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def is_given(category: str, value: str) -> bool:
    """Say whether a value is one that phones, routers or emulators have until somebody changes it: many share it."""
    given = _GIVEN.get(category)
    return given is not None and given.fullmatch(value.strip()) is not None


def is_typed_only(category: str, value: str) -> bool:
    """Say whether a value is too short, or as a plain word or a maker's too common, to be searched in longer text."""
    if category in _TYPED_CATEGORIES or width(value) < SHORTEST or is_given(category, value):
        return True
    return value.isalpha() and taxonomy()[category].weight == "context"
