"""Korean names in Latin letters: Revised Romanization and the other spellings people use (tables in ``data.toml``)."""

from itertools import product

from trafficaudit.persona.data import tables

_FIRST, _LAST = 0xAC00, 0xD7A3
JOINTS = (" ", ", ", "", "-", "_", ".")
"""What stands between surname and given name, in either order."""

_MOST_SPELLINGS = 5
_MOST_GIVEN = 25


def is_hangul(text: str) -> bool:
    """Say whether text is nothing but Hangul syllables."""
    return bool(text) and all(_FIRST <= ord(char) <= _LAST for char in text)


def split(name: str) -> tuple[str, str] | None:
    """Split a name in Hangul into surname and given name.

    A two-syllable surname counts only where a given name remains; no surname of the table gives the first syllable.

    >>> split("남궁서림"), split("표 서림"), split("서울특별시")
    (('남궁', '서림'), ('표', '서림'), None)
    """
    words = name.split()
    if len(words) == 2 and all(map(is_hangul, words)) and len(words[0]) <= 2:
        return words[0], words[1]
    if len(words) != 1 or not is_hangul(name) or not 2 <= len(name) <= 4:
        return None
    known = len(name) > 2 and name[:2] in tables()["surnames"]
    return (name[:2], name[2:]) if known else (name[:1], name[1:])


def syllable(char: str) -> list[str]:
    """Give the spellings of one Hangul syllable, the Revised Romanization first.

    >>> syllable("현")
    ['hyeon', 'hyun', 'hyoun']
    """
    letters = tables()["romanization"]
    code = ord(char) - _FIRST
    final = letters["finals"][code % 28]
    heads = product(letters["initials"][code // 588], letters["vowels"][code // 28 % 21])
    spelled = [initial + vowel + final for initial, vowel in heads]
    spelled[1:1] = tables()["syllables"].get(char, [])
    return list(dict.fromkeys(spelled))[:_MOST_SPELLINGS]


def surname(hangul: str) -> list[str]:
    """Give the spellings of a surname, capitalised, the Revised Romanization first."""
    listed: list[str] | None = tables()["surnames"].get(hangul)
    if listed:
        return listed
    return ["".join(parts).capitalize() for parts in product(*map(syllable, hangul))][:_MOST_SPELLINGS]


def given(hangul: str) -> list[tuple[str, ...]]:
    """Give the spellings of a given name as tuples of syllables in lower case, the usual ones first."""
    spelled = list(map(syllable, hangul))
    ranks = sorted(product(*(range(len(each)) for each in spelled)), key=sum)
    return [tuple(each[rank] for each, rank in zip(spelled, chosen, strict=True)) for chosen in ranks[:_MOST_GIVEN]]


def joined(surnames: list[str], given_names: list[tuple[str, ...]]) -> list[str]:
    """Give full names whose syllables all stand apart by one sign, or the parts by one that is seldom typed.

    >>> joined(["Pyo"], [("seo", "rim")])[:4]
    ['Pyo.Seo.Rim', 'Seo.Rim.Pyo', 'Pyo_Seo_Rim', 'Seo_Rim_Pyo']
    """
    found: dict[str, None] = {}
    for family, parts in product(surnames, given_names):
        syllables = [part.capitalize() for part in parts]
        whole = "".join(parts).capitalize()
        for joint in (".", "_", "+"):
            for words in ([family, *syllables], [*syllables, family]):
                found[joint.join(words)] = None
        for joint in (",", "+", "  "):
            found[family + joint + whole] = None
            found[whole + joint + family] = None
    return list(found)


def variants(surnames: list[str], given_names: list[tuple[str, ...]], joints: tuple[str, ...] = JOINTS) -> list[str]:
    """Give full names in every order and with every joint, capitalised as one writes them; letter case is free.

    >>> variants(["Pyo"], [("seo", "rim")])[:4]
    ['Pyo Seorim', 'Pyo, Seorim', 'PyoSeorim', 'Pyo-Seorim']
    """
    found: dict[str, None] = {}
    for family, parts in product(surnames, given_names):
        head, tail = parts[0].capitalize(), parts[1:]
        spelled = [head + "".join(tail), head + "".join("-" + part for part in tail)]
        spelled.append(" ".join(part.capitalize() for part in parts))
        for name in dict.fromkeys(spelled):
            for order in ((family, name), (name, family)):
                for joint in joints:
                    found[joint.join(order)] = None
    return list(found)
