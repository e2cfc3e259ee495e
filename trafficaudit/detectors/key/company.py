"""The names beside a field: what is asked where a name says what it is only in company."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import chain

from trafficaudit.decode.fields import Fields, Group
from trafficaudit.detectors.names.paths import place_of, place_under, way_of
from trafficaudit.detectors.names.table import Surroundings
from trafficaudit.detectors.siblings import CROWD, Siblings

type _Place = tuple[str, str, str]
"""Direction, part, and what the paths of those at a place begin with."""

_SECOND = "[1]"
"""Where the value of a pair stands in it."""


class Company:
    """The names that have a word which entries ask for, by their places; gathered on the first question.

    Args:
        fields: what an exchange holds.
        said: gives the fields whose names have such words: the index, the name and the words.
    """

    def __init__(self, fields: Fields, said: Callable[[], Iterable[tuple[int, str, frozenset[str]]]]) -> None:
        self._siblings = Siblings.of(fields)
        self.fields, self._said = fields, said
        self._all: dict[_Place, frozenset[str]] = {}

    def has(self, group: Group, path: str, key: str, wanted: frozenset[str]) -> bool:
        """Whether the name of another field beside one with that place and name has one of these words."""
        return True in [self._has((*group[:2], under), key, wanted) for under in _places(path, key)]

    def is_elsewhere(self, far: Surroundings, group: Group, path: str, key: str) -> bool:
        """Whether the names beside a field say that it is of something else."""
        if far.always and self.has(group, path, key, far.always):
            return True
        told = self.has(group, path, key, far.siblings)
        return told and not (far.unless and self.has(group, path, key, far.unless))

    def _has(self, place: _Place, key: str, wanted: frozenset[str]) -> bool:
        near = self._gathered.get(place)
        if near is None or len(near) > CROWD:
            return False
        said = self._all.get(place)
        if said is None:
            said = self._all[place] = frozenset(chain.from_iterable(near.values()))
        if wanted.isdisjoint(said):
            return False
        found = any(other != key and not wanted.isdisjoint(words) for other, words in near.items())
        return found and not self._siblings.crowded(*place)

    @cached_property
    def _gathered(self) -> dict[_Place, dict[str, frozenset[str]]]:
        found: defaultdict[_Place, dict[str, frozenset[str]]] = defaultdict(dict)
        rows, grouped = self.fields.rows, self.fields.grouped
        for index, key, words in self._said():
            direction, part, *_ = grouped[index]
            for under in _places(rows[index][0], key):
                found[direction, part, under][key] = words
        return found


@lru_cache(maxsize=1 << 14)
def _places(path: str, key: str) -> tuple[str, ...]:
    """Give what the paths of those beside a field begin with: the second of a pair stands beside those of others."""
    under = place_under(path, key)
    if path.endswith("]" + _SECOND) and not path.endswith(key):
        return under, place_of(path[: -len(_SECOND)]) + way_of(key)
    return (under,)
