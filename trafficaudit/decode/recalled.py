"""What short headers held, kept to be added again: an app sends the same ones with every request."""

from typing import NamedTuple

from trafficaudit.decode.fields import Fields, Group
from trafficaudit.decode.node import Child
from trafficaudit.decode.parts import Start
from trafficaudit.decode.place import Place

LONGEST = 512
"""Bytes of a header that is kept."""

_MOST_ROWS = 64
_MOST = 4_096

type _Key = tuple[str, str, bytes]


class Recalled(NamedTuple):
    """The rows of a header's fields, its own first, and ``groups``, ``inner`` counted from that one.

    ``work`` is what finding all of it cost, and costs each time, so that the bounds hold where they would.
    """

    rows: list[Child]
    groups: list[tuple[int, tuple[str, ...], int, Place]]
    inner: list[int]
    work: int


class Headers:
    """What is kept, by path, key and bytes."""

    def __init__(self) -> None:
        self._known: dict[_Key, Recalled] = {}

    def get(self, start: Start) -> Recalled | None:
        """Give what such a header held; ``None`` where none is known, or it held nothing."""
        return self._known.get((start.path, start.key, start.raw))

    def keep(self, start: Start, fields: Fields, first: int, work: int) -> None:
        """Keep the fields from ``first`` on, where they are few."""
        size = len(fields.rows) - first
        if not 1 < size <= _MOST_ROWS or len(start.raw) > LONGEST:
            return
        groups = []
        for at, group in zip(reversed(fields.starts), reversed(fields.groups), strict=True):
            if at <= first:
                break
            groups.append((at - first, group.layers, group.parent - first, group.place))
        inner = [index for index in range(size) if first + index in fields.inner]
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[start.path, start.key, start.raw] = Recalled(fields.rows[first:], groups[::-1], inner, work)


def add(fields: Fields, start: Start, first: int, known: Recalled) -> None:
    """Add the fields below a header whose own row stands at ``first``."""
    fields.rows += known.rows[1:]
    for at, layers, parent, place in known.groups:
        fields.starts.append(first + at)
        fields.groups.append(Group(start.direction, start.part, layers, first + parent, place))
    fields.inner.update([first + index for index in known.inner])
