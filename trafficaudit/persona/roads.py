"""Addresses by road name in English, as the address service of the Ministry of the Interior gives them and as shops
abroad ask for them: ``154-ho, 9227, Raonbeodeul-ro, Saha-gu, Busan``.

Romanised by the Revised Romanization of Korean (2000), with what it says of sounds that meet and, as many programs do
it, syllable by syllable. The names of roads come again in many towns: only a long one counts without its district.
"""

import re
from collections.abc import Iterator
from itertools import product

from trafficaudit.persona.data import tables
from trafficaudit.persona.form import Form
from trafficaudit.persona.romanise import syllable

_FIRST = 0xAC00
LONG = 3
"""Syllables of a road's name, without its ending, that no two towns are likely to share with the number as well."""

_ADDRESS = re.compile(
    r"([가-힣]+)([시군구]) (?:[가-힣]+[읍면] )?([가-힣]{2,}?)(대로|로|길) ?(\d+(?:-\d+)?)(?![\d가-]|(?:번|번안|안)?길)"
)
_ENDINGS = {"대로": "daero", "로": "ro", "길": "gil", "시": "si", "군": "gun", "구": "gu"}
_SILENT = 11
_CARRIED = {1: "g", 2: "kk", 4: "n", 7: "d", 8: "r", 16: "m", 17: "b", 19: "s", 20: "ss", 22: "j", 23: "ch"} | {
    24: "k", 25: "t", 26: "p",
}  # fmt: skip
"""How a final consonant sounds before a vowel, by its place among the finals of Unicode."""

_NASAL = {"k": "ng", "t": "n", "p": "m"}
_MEETING = {
    "r": {"l": "ll", "n": "ll", "m": "mn", "ng": "ngn", "k": "ngn", "p": "mn", "t": "nn"},
    "n": {"l": "ll", **{final: nasal + "n" for final, nasal in _NASAL.items()}},
    "m": {final: nasal + "m" for final, nasal in _NASAL.items()},
}
"""What a final and the initial behind it become (Revised Romanization, 3-1 (1))."""


def english(value: str) -> Iterator[Form]:
    """Give an address in English, from the building's number to the district; of another kind of address, nothing."""
    found = _ADDRESS.search(value)
    if found is None:
        return
    area, kind, name, ending, number = found.groups()
    note = "in English, by the Revised Romanization"
    for stem, district in product(romanised(name), romanised(area)):
        road = f"{stem}-{_ENDINGS[ending]}"
        for text in (f"{number}, {road}", f"{number} {road}", f"{road} {number}"):
            whole = f"{text}, {district}-{_ENDINGS[kind]}"
            for each in (whole, text) if len(name) >= LONG else (whole,):
                yield Form(each, note=note, caseless=True, wide=False, hashed=False)


def romanised(name: str) -> list[str]:
    """Give the spellings of a place's name: by its sounds, and syllable by syllable where that differs.

    >>> romanised("라온버들"), romanised("독립문"), romanised("별아")
    (['Raonbeodeul'], ['Dongnimmun', 'Dokripmun'], ['Byeora', 'Byeola'])
    """
    plain = "".join(syllable(char)[0] for char in name)
    return list(dict.fromkeys(text.capitalize() for text in (_by_sound(name), plain)))


def _by_sound(name: str) -> str:
    letters, out, before, last = tables()["romanization"], "", "", 0
    for char in name:
        code = ord(char) - _FIRST
        initial = letters["initials"][code // 588][0]
        if code // 588 == _SILENT and last in _CARRIED:
            joined = _CARRIED[last]
        else:
            joined = _MEETING.get(initial, {}).get(before, before + initial)
        out += joined + letters["vowels"][code // 28 % 21][0]
        last = code % 28
        before = letters["finals"][last]
    return out + before
