"""Which column of the statute a heading names. The phrases stand in ``headings.toml`` beside this module."""

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal, cast

from trafficaudit.declarations.wording import key

type Role = Literal[
    "recipient", "contact", "countries", "when_how", "items", "purpose", "retention", "refusal", "basis"
]
"""The columns of PIPA Article 28-8(2) and its Decree's Article 31(1)2, the recipient first."""

_LONGEST = 90  # letters and digits of a heading; what is longer is a sentence


@cache
def _data() -> dict[str, Any]:
    file = resources.files("trafficaudit.declarations").joinpath("headings.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _phrases() -> tuple[dict[str, str], int]:
    table = {phrase: role for role, phrases in _data()["columns"].items() for phrase in phrases}
    return table, max(map(len, table))


@lru_cache(maxsize=20_000)
def roles(heading: str) -> tuple[Role, ...]:
    """Give the columns that a heading names, in its order; none where it is no heading.

    >>> roles("이전받는 자(법인명 및 연락처)")
    ('recipient', 'contact')
    >>> roles("이전받는 자의 이용목적 및 보유·이용기간")
    ('purpose', 'retention')
    >>> roles("이전하는 개인정보의 보유 기간"), roles("이전하는 개인정보의 항목")
    (('retention',), ('items',))
    """
    found, _ = _found(heading)
    told = [role for role in dict.fromkeys(found) if role not in ("nothing", "weak")]
    return tuple(cast(Role, role) for role in told or (["items"] if "weak" in found else []))


def column_roles(heading: str) -> tuple[Role, ...]:
    """Give the columns that a table's heading names, also where it is a word that only there stands for one.

    >>> column_roles("회사"), column_roles("회사 소개"), roles("회사")
    (('recipient',), (), ())
    """
    return roles(heading) or _alone().get(key(heading[:_LONGEST]), ())


@cache
def _alone() -> dict[str, tuple[Role, ...]]:
    return {word: (role,) for role, words in _data()["alone"].items() for word in words}


@lru_cache(maxsize=20_000)
def bare(text: str) -> bool:
    """Say whether words are a column's name and little else.

    >>> bare("이전받는 자가 소재하는 국가"), bare("국가가 달라도 이전될 수 있음")
    (True, False)
    """
    return bool(roles(text)) and 2 * _found(text)[1] >= len(key(text))


def _found(heading: str) -> tuple[list[str], int]:
    """Give what the phrases in a heading stand for, and how many of its letters and digits they are."""
    text = key(heading[: 4 * _LONGEST])
    if len(text) > _LONGEST:
        return [], 0
    phrases, longest = _phrases()
    found: list[str] = []
    covered = 0
    place = owner = 0  # where a phrase begins that speaks of the one before it (``이전받는 법인의 연락처``)
    while place < len(text):
        ends = (end for end in range(min(len(text), place + longest), place, -1) if text[place:end] in phrases)
        end = next(ends, 0)
        if not end:
            place += 1
            continue
        if found and place == owner and phrases[text[place:end]] != found[-1]:
            found.pop()
        found.append(phrases[text[place:end]])
        owner = end + 1 if text[end : end + 1] == "의" else 0
        covered += end - place
        place = end
    return found, covered


def overseas(text: str) -> bool:
    """Say whether words above a table tell of transfers abroad.

    >>> overseas("7. 개인정보의 국외 이전")
    True
    """
    plain = key(text)
    return any(word in plain for word in _data()["overseas"]["words"])
