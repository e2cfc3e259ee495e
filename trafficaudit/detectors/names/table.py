"""What is known of key names, read from ``keys.toml`` beside this module and made ready to be looked up.

An entry is one group of names for one category::

    [[device_model]]
    names = ["device model", "phone model"]   # a field whose name ends with these words, however it is spelled
    digested = ["phone"]                      # likewise, with a word for a digest before or behind (phone_sha256)
    ended = ["phone"]                         # likewise, with a word for its last digits behind (phone_last4)
    whole = ["model"]                         # a field of exactly this name (or x-model)
    raw = ["_ga", "_ga_*", "*uid"]            # a field of exactly these characters; * for any ending, or beginning
    near = "device"                           # only where a word of this context stands around it
    far = "business"                          # not where a word of this context (or of one of these) stands around it
    parts = ["cookie"]                        # only in these parts (query: of any address, also of one that is a value)
    direction = "request"                     # only one way
    value = "model"                           # the kind of value (``key_values``)
    confidence = 0.6
    reasoning = "why a field of this name holds this"

A context is ``[context.NAME]`` with ``parents`` (words in the names above a field, or in its own) and ``siblings``
(words in the names beside it), and takes those of the contexts that it is ``with`` in. As ``far`` its siblings say
nothing where a word of ``unless`` stands beside them.
The first entry that holds is taken: longest name first, then in the file's order.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from trafficaudit.categories import taxonomy
from trafficaudit.detectors.names.places import GENERIC
from trafficaudit.detectors.names.words import UNITS, compact, endings, in_full, is_counted, vocabulary, words

_HEADERS = "x"
"""What names of headers of one's own begin with (RFC 6648): `x-os` is an `os`."""
_DIGESTS = (
    *("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "hash", "hashed", "digest", "해시", "해쉬"),
    *("hash md5", "hash sha1", "hash sha256", "md5 hash", "sha1 hash", "sha256 hash", "sha256 hex", "md5 hex"),
)
_ENDS = (
    "last4",
    "last 4",
    "last four",
    "last4 digits",
    "last 4 digits",
    "last four digits",
    "tail",
    "suffix",
    "end4",
    "back4",
)
_ALLOWED = vocabulary("names digested ended whole raw near far parts direction value confidence reasoning")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words of which one stands in the names above a field (or in its own), or in those beside it.

    ``unless`` are words beside it that take the say from ``siblings``, and never from ``always``.
    """

    parents: frozenset[str]
    siblings: frozenset[str]
    unless: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One group of names; see the head of this module."""

    category: str
    value: str
    confidence: float
    reasoning: str
    near: Surroundings | None = None
    far: Surroundings | None = None
    parts: frozenset[str] = frozenset()
    direction: str = ""


class KeyTable:
    """The entries by the names they are known by; ``beside`` are the words that any asks for in the names beside.

    ``labels`` are the names of each category, which forms also show as the field's label. ``known`` are the words of
    all names and contexts: what else begins the names of a kit's fields is the kit's own name.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.entries: list[Entry] = []
        self._endings: dict[str, list[Entry]] = {}
        self._whole: dict[str, list[Entry]] = {}
        self._raw: dict[str, list[Entry]] = {}
        self._prefixes: list[tuple[str, Entry]] = []
        self._suffixes: list[tuple[str, Entry]] = []
        self.known: set[str] = set()
        labels: dict[str, set[str]] = {}
        contexts = {name: _surroundings(document["context"], name) for name in document.get("context", {})}
        for category, groups in document.items():
            if category != "context" and category in taxonomy():
                for group in groups:
                    self._add(category, group, contexts)
                    labels.setdefault(category, set()).update(map(compact, group.get("names", ())))
        self.labels = {category: frozenset(names) for category, names in labels.items()}
        near = frozenset(word for entry in self.entries if entry.near for word in entry.near.siblings)
        far = [entry.far for entry in self.entries if entry.far]
        self.beside = near.union(*(one.siblings | one.unless | one.always for one in far))
        self.known |= self.beside.union(*(one.parents for one in contexts.values()))
        self.candidates = lru_cache(maxsize=1 << 16)(self._candidates)

    def _add(self, category: str, group: dict[str, Any], contexts: dict[str, Surroundings]) -> None:
        if unknown := group.keys() - _ALLOWED:
            raise KeyError(f"keys.toml: {category} has unknown {sorted(unknown)}")
        entry = Entry(
            category=category,
            value=group["value"],
            confidence=group["confidence"],
            reasoning=group["reasoning"],
            near=contexts[group["near"]] if "near" in group else None,
            far=_any_of(contexts, group["far"]) if "far" in group else None,
            parts=frozenset(group.get("parts", ())),
            direction=group.get("direction", ""),
        )
        self.entries.append(entry)
        ends = (*group.get("names", ()), *_with_digests(group.get("digested", ())), *_with_ends(group.get("ended", ())))
        self.known.update(word for name in (*ends, *group.get("whole", ())) for word in words(name))
        for names, index in ((ends, self._endings), (group.get("whole", ()), self._whole)):
            for name in dict.fromkeys(compact(name) for name in names):
                index.setdefault(name, []).append(entry)
        for name in group.get("raw", ()):
            if name.endswith("*"):
                self._prefixes.append((name[:-1], entry))
            elif name.startswith("*"):
                self._suffixes.append((name[1:], entry))
            else:
                self._raw.setdefault(name, []).append(entry)

    def has(self, key: str) -> bool:
        """Say whether a name is written here to its last sign, or in all of its words."""
        whole = compact(key)
        return key in self._raw or whole in self._whole or whole in self._endings

    def _candidates(self, key: str, parent: str = "") -> tuple[Entry, ...]:
        """Give the entries for a name, best first; ``parent`` is the name above, for a name that says little alone."""
        found = [*self._raw.get(key, ()), *(entry for prefix, entry in self._prefixes if key.startswith(prefix))]
        found += self._named(key)
        if parent:
            found += self._named(f"{parent}_{key}")
            if key.lower() in GENERIC:
                found += self._named(parent)
        # How a name ends says the least: it is asked last.
        found += [entry for suffix, entry in self._suffixes if key.endswith(suffix)]
        return tuple(dict.fromkeys(found))

    def _named(self, name: str) -> list[Entry]:
        known = endings(name)
        parts = words(name)
        parts = parts[1:] if len(parts) > 1 and parts[0] == _HEADERS else parts
        whole = {"".join(words(name)), known[0] if known else "", "".join(parts), "".join(in_full(parts))}
        if len(parts) > 1 and (is_counted(parts) or parts[-1] in UNITS):
            whole.add("".join(parts[:-1]))
        found = [entry for spelling in sorted(whole) for entry in self._whole.get(spelling, ())]
        return found + [entry for ending in known for entry in self._endings.get(ending, ())]


def _surroundings(contexts: dict[str, dict[str, list[str]]], name: str) -> Surroundings:
    """Give the words of a context, and of those that it is with."""
    own = contexts[name]
    others = [_surroundings(contexts, other) for other in own.get("with", ())]
    return Surroundings(
        frozenset(own.get("parents", ())).union(*(other.parents for other in others)),
        frozenset(own.get("siblings", ())).union(*(other.siblings for other in others)),
        frozenset(own.get("unless", ())),
    )


def _with_digests(names: Iterable[str]) -> Iterator[str]:
    """Give names with each word for a digest behind and before them."""
    for name in names:
        for digest in _DIGESTS:
            yield from (f"{name} {digest}", f"{digest} {name}")


def _with_ends(names: Iterable[str]) -> Iterator[str]:
    """Give names with each word for the last digits of a number behind them."""
    yield from (f"{name} {end}" for name in names for end in _ENDS)


def _any_of(contexts: dict[str, Surroundings], named: str | list[str]) -> Surroundings:
    """Give the context of that name, or what several hold together: ``unless`` speaks of its own context alone."""
    given = [contexts[name] for name in ([named] if isinstance(named, str) else named)]
    return Surroundings(
        frozenset().union(*(one.parents for one in given)),
        frozenset().union(*(one.siblings for one in given if one.unless)),
        frozenset().union(*(one.unless for one in given)),
        frozenset().union(*(one.siblings for one in given if not one.unless)),
    )


@cache
def key_table() -> KeyTable:
    """Give the table of the data file."""
    return KeyTable(_document())


def parents_in(context: str) -> frozenset[str]:
    """Give the words of a context that stand in the names above a field: what a number's format asks for, too."""
    return _surroundings(_document()["context"], context).parents


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("keys.toml").read_text(encoding="utf-8"))
