"""How a person's own values are written: name, gender and postal address."""

import re
from collections.abc import Iterator
from itertools import product

from trafficaudit.persona import phrases, roads, romanise
from trafficaudit.persona.data import tables
from trafficaudit.persona.form import Form
from trafficaudit.persona.model import Boundary
from trafficaudit.persona.weight import width

_ROAD = re.compile(
    r"([가-힣][가-힣A-Za-z0-9·.]*(?:로|길)(?:\s\d+(?:번|번안|안)?길)?)\s*(지하\s*)?(\d+(?:-\d+)?)"
    # 을지로1가 is a quarter, 중앙로 12번길 a road.
    r"(?!\d|-\d|가|(?:번|번안|안)?길)"
)
_LOT = re.compile(r"([가-힣][가-힣0-9·.]*(?:동|리|가))\s+(산\s*)?(\d+(?:-\d+)?)(?:번지)?(?!\d|[동호층])")
_DISTRICT = re.compile(r"(?:(?<=\s)|\A)[가-힣]{2,}[시군구](?=\s)")
_ENDING = re.compile(r"(?:대로|로|길|동|리|가)\Z")
_WORDS = frozenset(("an", "do", "go", "ha", "her", "i", "in", "no", "o", "oh", "on", "so", "u", "you"))
"""Spellings of surnames that are words of English with which a name of a few letters is soon a phrase ("an ara")."""
_FEW_LETTERS = 4
_TELLING = 6
"""Width of words in a second line from which on they are no mere numbering."""
_PLAIN_JOINTS = (" ", "")
_FEW = 3
_BRIEF = 2
_USUAL = 9
_HASHED = 9
_GENDERS = (
    ("F", "W", "female", "woman", "여", "여자", "여성", "女", "女性"),
    ("M", "male", "man", "남", "남자", "남성", "男", "男性"),
)

INITIALS = "by the surname and the initials of the given name"
"""How a form differs that many people share."""

SURNAME_ALONE = "by the surname alone"
"""How a form differs that one in five has: it says something only under the name of a surname."""


def name(value: str) -> Iterator[Form]:
    """Names: in Hangul with and without a space, and romanised in every spelling and order of the tables."""
    parts = romanise.split(value)
    if parts:
        family, given = parts
        yield Form(family + given, note="without a space", boundary="hangul")
        yield Form(f"{family} {given}", note="with a space", boundary="hangul")
        yield Form(f"{given} {family}", note="given name first", boundary="alone")  # no 하나 정도
        if len(family + given) > _BRIEF:
            yield from _signs(family, given)
        yield Form(given, note="by the given name alone", typed_only=True, wide=False)
        yield Form(family, note=SURNAME_ALONE, typed_only=True, wide=False)
        families, givens = romanise.surname(family), romanise.given(given)
    else:
        words = [word for word in re.split(r"[\s,]+", value) if word]
        if not 2 <= len(words) <= 3 or not all(re.fullmatch(r"[A-Za-z][A-Za-z'-]*", word) for word in words):
            return
        families, givens = _latin(words)
    # Two syllables in all are soon two words of English ("so soon").
    brief = all(len(spelled) == 1 and len(spelled[0]) <= 4 for spelled in givens)
    wide = set(romanise.variants(families, givens[:1], _PLAIN_JOINTS))
    hashed = set(romanise.variants(families, givens[:_HASHED], _PLAIN_JOINTS))
    worded = [family for family in families if family.lower() in _WORDS]
    few = [spelled for spelled in givens if sum(map(len, spelled)) <= _FEW_LETTERS]
    phrase = {*romanise.variants(worded, few), *romanise.joined(worded, few)}
    for text in romanise.variants(families, givens):
        note, typed = "in another romanisation or order", brief or text in phrase
        yield Form(text, "normalised", note, caseless=True, typed_only=typed, wide=text in wide, hashed=text in hashed)
    for text in romanise.joined(families, givens[:_USUAL]):
        note, typed = "in another romanisation, with other signs", brief or text in phrase
        yield Form(text, note=note, caseless=True, typed_only=typed, wide=False, hashed=False)
    for text in romanise.variants(families[:_FEW], givens[:_FEW], ("/",)):  # as airlines write it
        yield Form(text, note="with a slash", caseless=True, typed_only=brief, wide=False, hashed=False)
    for text in _initials(families, givens[:1]):
        yield Form(text, note=INITIALS, typed_only=True, wide=False, hashed=False)
    for text in dict.fromkeys(families):
        yield Form(text, note=f"{SURNAME_ALONE}, romanised", typed_only=True, wide=False)
    for spelled in givens:
        for joint in ("", "-", " "):
            note = "by the given name alone, romanised"
            yield Form(joint.join(spelled), note=note, typed_only=True, wide=False, hashed=not joint)


def _initials(families: list[str], givens: list[tuple[str, ...]]) -> Iterator[str]:
    """The surname with the first letter of each syllable, or of the given name as one word, in either order."""
    for family, spelled in product(dict.fromkeys(families), givens):
        letters = [part[:1].upper() for part in spelled]
        whole = "".join(letters)
        pointed = [".".join(letters) + ".", ". ".join(letters) + ".", "".join(f"{each}.-" for each in letters)[:-1]]
        for text in dict.fromkeys((*pointed, " ".join(letters), whole, f"{letters[0]}.")):
            yield f"{text} {family}"
            yield f"{family} {text}"
            yield f"{family}, {text}"


def _signs(family: str, given: str) -> Iterator[Form]:
    orders: tuple[tuple[tuple[str, str], Boundary], ...] = (((family, given), "hangul"), ((given, family), "alone"))
    for pair, boundary in orders:
        for joint in (*phrases.JOINTS, ", ", "·"):
            note = "with another sign between its parts"
            yield Form(joint.join(pair), note=note, boundary=boundary, wide=False, hashed=False)
    spaced = " ".join(family + given)
    yield Form(spaced, note="with a space behind each syllable", boundary="hangul", wide=False, hashed=False)


def _latin(words: list[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Find the surname in a romanised name: the word of the table, the first one where both or none are in it."""
    spelled = {latin.lower(): group for group in tables()["surnames"].values() for latin in group}
    last = words[-1].lower() in spelled and words[0].lower() not in spelled
    family, rest = (words[-1], words[:-1]) if last else (words[0], words[1:])
    families = [family, *spelled.get(family.lower(), [])]
    parts = [part for word in rest for part in word.split("-") if part]
    return families, [tuple(part.lower() for part in parts)] if parts else []


def gender(value: str) -> Iterator[Form]:
    """The words that logins and SDKs have for a gender, in three languages; numbers mean another one elsewhere."""
    for words in _GENDERS:
        if value.lower() in map(str.lower, words):
            for word in words:
                yield Form(word, note="by another word", typed_only=True, wide=False, hashed=False)


def address(value: str) -> Iterator[Form]:
    """Addresses by road name (도로명) or by lot (지번): spaces, punctuation, provinces, and the parts forms ask for."""
    yield Form(value.replace(" ", ""), note="without spaces")
    bare = re.sub(r"\s+", " ", re.sub(r"\([^)]*\)|[,·]", " ", value)).strip()
    yield Form(bare, note="without punctuation")
    yield Form(bare.replace(" ", ""), note="without punctuation and spaces")
    for text in _provinces(value):
        yield Form(text, note="with the province written differently")
    for pattern in (_ROAD, _LOT):
        if hit := pattern.search(value):
            yield from _address_pieces(value, hit)
    yield from roads.english(bare)


def _provinces(value: str) -> Iterator[str]:
    """Give an address with its province written otherwise."""
    for full, short in tables()["provinces"].items():
        for one, other in product((full, *short), (full, *short)):
            if value.startswith(one + " ") and one != other:
                yield other + value[len(one) :]


def _from_district(whole: str) -> str:
    """Give an address from the last district on that no other province has; empty where that is all of it.

    >>> _from_district("경기도 성남시 분당구 새길 1"), _from_district("부산광역시 중구 새길 1")
    ('분당구 새길 1', '')
    """
    found = [each.start() for each in _DISTRICT.finditer(whole)]
    return whole[found[-1] :] if found and found[-1] else ""


def _address_pieces(value: str, hit: re.Match[str]) -> Iterator[Form]:
    """The address up to the building number, the road or lot alone, and what follows: apps send them in two fields."""
    whole, place, number = value[: hit.end(3)], hit[1], (hit[2] or "").strip() + hit[3]
    lot, sub = hit[3].partition("-")[::2]
    if hit.re is _LOT and sub:
        text = f"{value[: hit.start(3)]}{lot}번지 {sub}호"
        yield Form(text, note="up to the building or lot number", wide=False, hashed=False)
    for text in (whole, whole.replace(" ", "")):
        yield Form(text, note="up to the building or lot number")
    for text in filter(None, (*_provinces(whole), _from_district(whole))):
        note = "up to the building or lot number"
        yield Form(text, note=note, boundary="road", wide=False, hashed=False)
    yield from phrases.joined(re.sub(r"[,()]", " ", whole).split(), "with other signs between its parts")
    yield from phrases.joined(re.sub(r"[,()]", " ", value).split(), "with other signs between its parts")
    # Many towns have a 중앙로, and every town numbers its houses.
    shared = len(_ENDING.sub("", place)) < roads.LONG
    for text in (f"{place} {number}", f"{place}{number}"):
        note = "by its road or lot with the number"
        yield Form(text, note=note, boundary="road", typed_only=shared, hashed=False)
    rest = value[hit.end() :].strip(" ,")
    # A building's name alone is that of all who are in it.
    shared = width(re.sub(r"[\W\d_]|[동호층]", "", rest)) < _TELLING or not re.search(r"\d", rest)
    for text in dict.fromkeys((rest, rest.replace(" ", ""))) if rest else ():
        yield Form(text, note="by its second line", typed_only=shared, hashed=False)
