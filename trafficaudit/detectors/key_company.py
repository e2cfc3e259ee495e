"""The names beside a field: what is asked where a name says what it is only in company."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from trafficaudit.decode.fields import Fields, Group
from trafficaudit.detectors.key_paths import place_of, place_under, way_of
from trafficaudit.detectors.key_table import Surroundings
from trafficaudit.detectors.siblings import CROWD, Siblings
from trafficaudit.model import Decoded

_SECOND = "[1]"
"""Where the value of a pair stands in it."""


class Company:
    """The names that have a word which entries ask for, by their places; gathered on the first question.

    Args:
        decoded: what an exchange holds.
        fields: the same, ready to be asked.
        said: gives the fields whose names have such words: the index, the name and the words.
    """

    def __init__(
        self, decoded: Decoded, fields: Fields, said: Callable[[], Iterable[tuple[int, str, frozenset[str]]]]
    ) -> None:
        self._siblings = Siblings(decoded)
        self.fields, self._said = fields, said

    def has(self, group: Group, path: str, key: str, wanted: frozenset[str]) -> bool:
        """Whether the name of another field beside one with that place and name has one of these words."""
        return any(self._has(group, place, key, wanted) for place in _places(path, key))

    def is_elsewhere(self, far: Surroundings, group: Group, path: str, key: str) -> bool:
        """Whether the names beside a field say that it is of something else."""
        if far.always and self.has(group, path, key, far.always):
            return True
        told = self.has(group, path, key, far.siblings)
        return told and not (far.unless and self.has(group, path, key, far.unless))

    def _has(self, group: Group, under: str, key: str, wanted: frozenset[str]) -> bool:
        place = group.direction, group.part, under
        near = self._gathered.get(place)
        if near is None or len(near) > CROWD:
            return False
        found = any(other != key and not wanted.isdisjoint(words) for other, words in near.items())
        return found and not self._siblings.crowded(*place)

    @cached_property
    def _gathered(self) -> dict[tuple[str, str, str], dict[str, frozenset[str]]]:
        found: defaultdict[tuple[str, str, str], dict[str, frozenset[str]]] = defaultdict(dict)
        for index, key, words in self._said():
            group = self.fields.group(index)
            for place in _places(self.fields.rows[index][0], key):
                found[group.direction, group.part, place][key] = words
        return found


def _places(path: str, key: str) -> Iterator[str]:
    """Give what the paths of those beside a field begin with: the second of a pair stands beside those of others."""
    yield place_under(path, key)
    if path.endswith("]" + _SECOND) and not path.endswith(key):
        yield place_of(path[: -len(_SECOND)]) + way_of(key)
