"""The words of the stores' labels: what is a section, a heading, a type of data, a purpose. Data: ``types.toml``."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from trafficaudit.declarations.model import DataType, Reading, Section, Source, Store
from trafficaudit.declarations.wording import key

type What = Literal[
    "section", "nothing", "missing", "end", "claim", "group", "type", "purpose", "optional", "none", "and"
]

LONGEST = 300
"""Characters of a line that are looked at; what is longer is a sentence."""
_AND = ("and", "및", "또는", "or")


@dataclass(frozen=True, slots=True)
class Word:
    """What some words of a label mean: ``name`` is what ``types.toml`` calls it."""

    what: What
    name: str


@dataclass(frozen=True, slots=True)
class Type:
    """A type of data of a store's list; see ``types.toml``."""

    name: str
    group: str
    categories: tuple[str, ...]
    perhaps: tuple[str, ...]


@cache
def _table() -> dict[str, Any]:
    file = resources.files("trafficaudit.declarations.labels").joinpath("types.toml")
    return dict(tomllib.loads(file.read_text(encoding="utf-8")))


def _list(store: Store) -> dict[str, Any]:
    return dict(_table()["play" if store == "play" else "app_store"])


@cache
def types(store: Store) -> dict[str, Type]:
    """Give the types of data of a store's list by their names; those of a manifest are the App Store's."""
    told = _list(store)["types"].items()
    return {
        name: Type(name, one["group"], tuple(one.get("categories", ())), tuple(one.get("perhaps", ())))
        for name, one in told
    }


@cache
def judged(store: Store) -> frozenset[str]:
    """Give the categories that a label has to have under some type if they are collected."""
    told = {slug for one in types(store).values() for slug in (*one.categories, *one.perhaps)}
    return frozenset(told.difference(_list(store)["unjudged"]["categories"]))


@cache
def lexicon(store: Store) -> dict[str, tuple[Word, ...]]:
    """Give what the words of a store's pages mean."""
    told = _list(store)
    found: dict[str, list[Word]] = {word: [Word("and", "")] for word in _AND}
    groups: tuple[tuple[What, dict[str, list[str]]], ...] = (
        ("section", told["sections"]),
        ("nothing", {word: [word] for word in told["nothing"]}),
        ("missing", {"": told["missing"]["words"]}),
        ("end", {"": told["ends"]["words"]}),
        ("claim", told.get("claims", {})),
        ("group", told["groups"]),
        ("type", {name: [*one["words"], name] for name, one in told["types"].items()}),
        ("purpose", told["purposes"]),
        ("none", {"": ["해당없음", "없음", "none"]}),
        ("optional", {"": told.get("optional", {}).get("words", [])}),
    )
    for what, names in groups:
        for name, words in names.items():
            for word in words:
                found.setdefault(key(word), []).append(Word(what, name))
    return {word: tuple(meant) for word, meant in found.items()}


@cache
def _by_letter(store: Store) -> dict[str, list[str]]:
    """Give the words by their first letter, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(lexicon(store), key=len, reverse=True):
        found.setdefault(word[0], []).append(word)
    return found


def denied(store: Store, word: str) -> tuple[Section, ...]:
    """Give the sections of which a phrase says that they hold nothing."""
    return tuple(_list(store)["nothing"][word])


def parted(text: str, store: Store) -> list[tuple[str, tuple[Word, ...]]]:
    """Give the words of a line with what each of them means; none where it holds anything else.

    >>> [word for word, _ in parted("Name, Email address · Optional", "play")]
    ['Name', 'Email address', 'Optional']
    >>> parted("Data that may be shared with others", "play")
    []
    """
    text = unicodedata.normalize("NFC", text[: LONGEST + 1])
    letters = [(letter, place) for place, c in enumerate(text) for letter in key(c)]
    known = lexicon(store)
    if not letters or len(text) > LONGEST:
        return []
    plain = "".join(letter for letter, _ in letters)
    first = _by_letter(store)
    ends: list[int] = [0] * len(plain) + [-1]  # where a word that begins here ends, if the rest can be read; else 0
    if not any(plain.startswith(word) for word in first.get(plain[0], ())):
        return []
    for start in range(len(plain) - 1, -1, -1):
        fitting = (word for word in first.get(plain[start], ()) if plain.startswith(word, start))
        ends[start] = next((start + len(word) for word in fitting if ends[start + len(word)]), 0)
    found: list[tuple[str, tuple[Word, ...]]] = []
    start = 0 if ends[0] else len(plain)
    while start < len(plain):
        end = ends[start]
        said = text[letters[start][1] : letters[end - 1][1] + 1]
        found.append((said, known[plain[start:end]]))
        start = end
    return found


def named(store: Store, word: str) -> Type | None:
    """Give the type of data that some words are; ``None`` where the store's list has none of that name."""
    names = [one.name for one in lexicon(store).get(key(word), ()) if one.what == "type"]
    return types(store)[names[0]] if names else None


def grouped(store: Store, word: str) -> str:
    """Give the heading that some words are; empty where they are none."""
    return next((one.name for one in lexicon(store).get(key(word), ()) if one.what == "group"), "")


def is_heading(store: Store, one: DataType) -> bool:
    """Say whether an entry of a label is a heading without types."""
    return key(one.group) == key(one.words) and named(store, one.words) is None


def data_type(
    section: Section, words: tuple[str, str], one: Type | None, purposes: tuple[str, ...], at: Source
) -> DataType:
    """Make an entry of a label; ``words`` are those of the heading and of the type."""
    categories, perhaps = (one.categories, one.perhaps) if one else ((), ())
    reading: Reading = "named" if categories else "unread"
    return DataType(section, *words, categories, perhaps, reading, purposes, optional=False, source=at)


def heading(store: Store, section: Section, words: str, purposes: tuple[str, ...], at: Source) -> DataType:
    """Make an entry of a heading under which a label names no types: any of them may be meant."""
    if one := named(store, words):
        return data_type(section, (words, words), one, purposes, at)
    name = grouped(store, words)
    under = [one for one in types(store).values() if one.group == name]
    categories = tuple(dict.fromkeys(slug for one in under for slug in one.categories))
    perhaps = tuple(dict.fromkeys(slug for one in under for slug in one.perhaps if slug not in categories))
    reading: Reading = "broad" if categories else "unread"
    return DataType(section, words, words, categories, perhaps, reading, purposes, optional=False, source=at)
