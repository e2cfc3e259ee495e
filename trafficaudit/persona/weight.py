"""Which values are too short or too common to be proof when they stand somewhere inside a larger text."""

import unicodedata

from trafficaudit.categories import taxonomy

SHORTEST = 6
"""Fewer characters than this are looked for only where a whole field equals them (a wide one counts as two)."""

_TYPED_CATEGORIES = frozenset({"postal_code", "gender", "mcc_mnc", "battery"})


def width(text: str) -> int:
    """Give the number of characters, wide ones (Hangul, Han: UAX #11 classes W and F) counted as two.

    A Hangul syllable carries two or three letters, so three of them are as telling as six Latin letters.
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def is_typed_only(category: str, value: str) -> bool:
    """Say whether a value is too short, or as a plain word too common, to be searched for inside longer text."""
    if category in _TYPED_CATEGORIES or width(value) < SHORTEST:
        return True
    return value.isalpha() and taxonomy()[category].weight == "context"
