"""What stands beside a field: the other members of the thing that it belongs to."""

import weakref
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.paths import place_under
from trafficaudit.model import Decoded, Field

CROWD = 200
"""Fields at a place from which on they describe no one thing."""


class Siblings:
    """The fields beside a field: same part, same path but for the last name.

    The table is built on the first question, so an exchange that asks none costs nothing. A crowd (a long list, an
    object of hundreds of members) describes no one thing, so there is nobody beside its members.
    """

    @classmethod
    def of(cls, fields: Fields) -> "Siblings":
        """Give those of all fields of an exchange: whoever asks is given the same tables."""
        return fields.once(_of)

    def __init__(self, decoded: Decoded) -> None:
        fields = Fields.of(decoded.fields)
        # Fields remember these tables: a circle of the two would stand in memory until somebody looks for circles.
        self._held, self._own = weakref.ref(fields), None if fields is decoded.fields else fields
        self._tables: dict[tuple[str, str], dict[str, list[int]]] = {}
        self._paths: dict[tuple[str, str], list[str]] = {}

    @property
    def _fields(self) -> Fields:
        fields = self._held()
        if fields is None:
            raise ReferenceError("fields that nobody holds any more were asked for")
        return fields

    def beside(self, field: Field) -> Sequence[Field]:
        """Give the fields beside a field, itself among them."""
        found = self._table(field.direction, field.part).get(place_under(field.path, field.key), ())
        fields = self._fields
        return [fields[index] for index in found] if len(found) <= CROWD else []

    def at(self, direction: str, part: str, place: str) -> Sequence[int]:
        """Give the indices of the fields at a place (``place_under``), none of a crowd."""
        found = self._table(direction, part).get(place, ())
        return found if len(found) <= CROWD else ()

    def crowded(self, direction: str, part: str, place: str) -> bool:
        """Whether a crowd stands at a place (``place_under``)."""
        some = self._at_most(direction, part, place)
        return some > CROWD and len(self._table(direction, part).get(place, ())) > CROWD

    def _at_most(self, direction: str, part: str, place: str) -> int:
        """Give the number of paths in a part that begin like those at a place: a bound that is had for less than it."""
        count = self._sizes[direction, part]
        if count <= CROWD or place[-1:] != ".":
            return count
        paths = self._paths.get((direction, part))
        if paths is None:
            fields = self._fields
            groups = [each for each in fields.ranges() if each[0][:2] == (direction, part)]
            paths = sorted([row[0] for _, start, end in groups for row in fields.rows[start:end]])
            self._paths[direction, part] = paths
        return bisect_left(paths, place[:-1] + chr(ord(".") + 1)) - bisect_left(paths, place)

    @cached_property
    def _sizes(self) -> Mapping[tuple[str, str], int]:
        """How many fields each part has."""
        sizes: defaultdict[tuple[str, str], int] = defaultdict(int)
        for group, start, end in self._fields.ranges():
            sizes[group[:2]] += end - start
        return sizes

    def _table(self, direction: str, part: str) -> dict[str, list[int]]:
        table = self._tables.get((direction, part))
        if table is None:
            fields = self._fields
            table, rows = defaultdict(list), fields.rows
            for group, start, end in fields.ranges():
                if group.direction == direction and group.part == part:
                    for index in range(start, end):
                        table[place_under(*rows[index][:2])].append(index)
            self._tables[direction, part] = table
        return table


def _of(fields: Fields) -> Siblings:
    return Siblings(Decoded(fields, ()))
