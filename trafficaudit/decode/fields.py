"""The fields of one exchange, kept as the decoders gave them: a ``Field`` is made where somebody looks at one.

Of the hundreds of values in an exchange a few are looked at closely. Names and values can be had as columns, so that
what asks about all of them need not make any.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple, Self, overload

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child
from trafficaudit.decode.place import Linear, Place, Whole
from trafficaudit.model import Direction, Field, Opaque, Part, Span
from trafficaudit.quick import quick

_field = quick(Field)


class Group(NamedTuple):
    """What is common to fields in a row: where they stand, what they were found in, and that one's place."""

    direction: Direction
    part: Part
    layers: tuple[str, ...]
    parent: int
    place: Place


class Fields(Sequence[Field]):
    """Fields by their index; the same index gives the same object again.

    ``rows`` are the children as the decoders gave them, ``starts`` and ``groups`` say from which index on which group
    holds, ``inner`` are the fields that hold others. ``bounds`` is where a detector says of a field that a bound ended
    what it looked at.
    """

    def __init__(self) -> None:
        self.rows: list[Child] = []
        self.starts: list[int] = []
        self.groups: list[Group] = []
        self.inner: set[int] = set()
        self.bounds: dict[tuple[int, Bound], None] = {}
        self._made: dict[int, Field] = {}
        self._once: dict[Callable[[Self], Any], Any] = {}

    @classmethod
    def of(cls, fields: Sequence[Field]) -> Self:
        """Give fields, however they are kept, as columns too."""
        if isinstance(fields, cls):
            return fields
        out = cls()
        for index, field in enumerate(fields):
            out.begin(Group(field.direction, field.part, field.layers, field.parent, Whole(field.span)))
            out.rows.append((field.path, field.key, field.value, 0, 0, False))
            out._made[index] = field
            if not field.leaf:
                out.inner.add(index)
        return out

    def sent(self) -> Self:
        """Give those of the request where they stand before all others, else all; bounds are told of both."""
        kinds = [group.direction for group in self.groups]
        count = kinds.index("response") if "response" in kinds else len(kinds)
        if count == len(kinds) or "request" in kinds[count:]:
            return self
        out = type(self)()
        out.rows, out.starts, out.groups = self.rows[: self.starts[count]], self.starts[:count], self.groups[:count]
        out.inner, out.bounds, out._made = self.inner, self.bounds, self._made
        return out

    def begin(self, group: Group) -> None:
        """Say what holds for the rows that are added from here on."""
        self.starts.append(len(self.rows))
        self.groups.append(group)

    def bound(self, index: int, reason: str) -> None:
        """Say that a bound ended what is looked for in a field, and which."""
        self.bounds[index, Bound(reason)] = None

    def reached(self) -> tuple[Opaque, ...]:
        """Give what detectors said of bounds, in the order of the fields."""
        listed = [(self[index], str(reason)) for index, reason in sorted(self.bounds)]
        return tuple([Opaque(at.direction, at.part, at.path, at.span, reason, "bound") for at, reason in listed])

    def once[T](self, make: Callable[[Self], T]) -> T:
        """Give what a function makes of the fields: for all who ask it is made once."""
        if make not in self._once:
            self._once[make] = make(self)
        made: T = self._once[make]
        return made

    def group(self, index: int) -> Group:
        """Give what a field has in common with those beside it."""
        return self.grouped[index]

    @cached_property
    def grouped(self) -> Sequence[Group]:
        """The group of every field: detectors ask for those of half of them."""
        found: list[Group] = []
        for group, start, end in self.ranges():
            found += [group] * (end - start)
        return found

    def ranges(self) -> Iterator[tuple[Group, int, int]]:
        """Give each group with the indices of its first field and of the one behind its last."""
        return zip(self.groups, self.starts, [*self.starts, len(self.rows)][1:], strict=True)

    def of_part(self, direction: Direction, part: Part) -> Iterator[int]:
        """Give the fields of one part, in order."""
        for group, start, end in self.ranges():
            if group.part == part and group.direction == direction:
                yield from range(start, end)

    @cached_property
    def keys(self) -> Sequence[str]:
        """The key of every field."""
        return [row[1] for row in self.rows]

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys, each once: what looks for a few names asks these whether there are any."""
        return frozenset(self.keys)

    @cached_property
    def values(self) -> Sequence[str | bytes]:
        """The value of every field."""
        return [row[2] for row in self.rows]

    @cached_property
    def joined(self) -> "Joined":
        """The bytes of every field."""
        return Joined(self.values)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Field: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Field]: ...
    def __getitem__(self, index: int | slice) -> Field | Sequence[Field]:
        """Give a field, or several as a tuple."""
        if isinstance(index, slice):
            return tuple(self._at(at) for at in range(*index.indices(len(self.rows))))
        size = len(self.rows)
        if not -size <= index < size:
            raise IndexError(index)
        return self._at(index % size)

    def __iter__(self) -> Iterator[Field]:
        return map(self._at, range(len(self.rows)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _at(self, index: int) -> Field:
        made = self._made.get(index)
        if made is None:
            direction, part, layers, parent, place = self.group(index)
            path, key, value, start, end, how = self.rows[index]
            if isinstance(place, Linear):
                span, exact = Span(place.start + start, place.start + end), how is True
            else:
                span, exact = place.locate(start, end)
                exact = exact and how is True
            leaf = index not in self.inner
            made = _field(direction, part, path, key, value, layers, span, exact, parent, leaf)
            self._made[index] = made
        return made


class Joined:
    """The values of all fields in one buffer, a NUL after each; a pass over it is one call instead of one each."""

    def __init__(self, values: Sequence[str | bytes]) -> None:
        try:
            self.values = [value.encode() if isinstance(value, str) else value for value in values]
        except UnicodeEncodeError:
            self.values = [value if isinstance(value, bytes) else as_bytes(value) for value in values]
        self.data = b"\0".join([*self.values, b""])

    @cached_property
    def starts(self) -> list[int]:
        """Where each value begins."""
        return list(accumulate(map((1).__add__, map(len, self.values)), initial=0))

    def holding(self, ends: Sequence[int]) -> list[int]:
        """Give the fields in which something ends, each once, in order."""
        starts = self.starts if ends else []
        return sorted({bisect_right(starts, end - 1) - 1 for end in ends})

    def within(self, hits: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
        """Give ``(field, kind, start, end)`` in the field's own bytes; a hit across two fields is none."""
        starts = self.starts if hits else []
        for kind, start, end in hits:
            index = bisect_right(starts, start) - 1
            first = starts[index]
            # An empty value shares its start with nothing: the NUL after it keeps starts apart.
            if end < starts[index + 1]:
                yield index, kind, start - first, end - first


def as_bytes(text: str) -> bytes:
    """Give text as it stood in the part: UTF-8, with bytes that were none restored."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", unpaired(text))


def unpaired(text: str) -> str:
    """Name the error handler by which ``as_bytes`` writes the surrogates of a text: a part of it is written so, too."""
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return "surrogatepass"
    else:
        return "surrogateescape"
