"""A persona's digests, known by their first bytes and worked out again where one begins so.

There are some hundred thousand. Kept whole, with what each says, they took 55 MiB of the memory of every process; their
first eight bytes, each with the number of what was hashed, take 10. What begins like one of them is nearly always it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from trafficaudit.persona import ALGORITHMS, Digest, Hashable

HEAD = 8
"""Bytes at the start of a digest, or of a truncation, that tell almost every run that is none."""

MOST_GLUED = 10_000
"""Digests that are searched for inside other text (a persona has some 2,000): a bound on the time to prepare."""

_WORKED_OUT = 256
"""Spellings whose digests are kept once they were met: a capture has few, again and again."""

_GLUED = frozenset(ALGORITHMS)


class DigestHeads:
    """Everything of a persona that is looked for hashed, by the first bytes of each digest.

    ``heads`` are these beginnings. ``glued`` are the digests that are searched for anywhere: all of categories that
    have few, of others the values' own.
    """

    def __init__(self, hashables: Iterable[Hashable]) -> None:
        self._hashables: list[Hashable] = []
        self.heads: dict[bytes, int] = {}
        self._others: defaultdict[bytes, list[int]] = defaultdict(list)
        searched: defaultdict[bytes, dict[tuple[str, str], bool]] = defaultdict(dict)
        for number, hashable in enumerate(hashables):
            self._hashables.append(hashable)
            for raw, match, full in hashable.digests():
                if self.heads.setdefault(raw[:HEAD], number) != number:
                    self._others[raw[:HEAD]].append(number)
                if full and match in _GLUED and not hashable.common:
                    searched[raw].setdefault((hashable.category, hashable.value), not hashable.note)
        self.glued = _glued(searched)

    def exactly(self, raw: bytes) -> list[Digest]:
        """Give what a whole digest, or a truncation that is no beginning, says, each value once."""
        found: dict[tuple[str, str], Digest] = {}
        for hashable in self._with(raw[:HEAD]):
            for whole, match, full in _digests(hashable):
                if whole == raw:
                    found.setdefault((hashable.category, hashable.value), hashable.means(match, full=full))
        return list(found.values())

    def from_beginning(self, raw: bytes) -> list[Digest]:
        """Give what the digests that begin with these bytes say, as what is cut off them, each value once."""
        found: dict[tuple[str, str], Digest] = {}
        for hashable in self._with(raw[:HEAD]):
            for whole, match, full in _digests(hashable):
                if whole.startswith(raw):
                    found.setdefault((hashable.category, hashable.value), hashable.means(match, full=full))
        return [replace(digest, match=f"{digest.match}[:{2 * len(raw)}]", full=False) for digest in found.values()]

    def wholes(self, head: bytes) -> list[bytes]:
        """Give the digests that begin with ``head``."""
        made = [whole for hashable in self._with(head) for whole, *_ in _digests(hashable) if whole[:HEAD] == head]
        return list(dict.fromkeys(made))

    def _with(self, head: bytes) -> Iterator[Hashable]:
        if (first := self.heads.get(head)) is not None:
            yield self._hashables[first]
            for number in dict.fromkeys(self._others.get(head, ())):
                yield self._hashables[number]


@lru_cache(maxsize=_WORKED_OUT)
def _digests(hashable: Hashable) -> tuple[tuple[bytes, str, bool], ...]:
    return tuple(hashable.digests())


def _glued(searched: dict[bytes, dict[tuple[str, str], bool]]) -> list[bytes]:
    """Choose of digests with the values that each stands for, by category and value: whether over the value itself."""
    counts = Counter(category for meant in searched.values() for category, _ in meant)
    whole, left = set[str](), MOST_GLUED
    for category, count in sorted(counts.items(), key=lambda item: item[::-1]):
        left -= count
        if left >= 0:
            whole.add(category)
    return [
        raw
        for raw, meant in searched.items()
        if any(itself or category in whole for (category, _), itself in meant.items())
    ]
