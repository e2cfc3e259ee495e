r"""Where a decoded value stands in the original bytes.

A decoder sees only its own input and gives local offsets. A place turns them into offsets of the original part: one to
one (``Linear``), not at all (``Whole``: out of a compressed run), or piece by piece (``Mapped``: through escapes like
``%40`` or ``\u0040``). Mapping is worked out only where something was decoded out of the escaped text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import Protocol

from trafficaudit.model import Span

type Escape = tuple[int, int, int, int]
"""``(start, end, size, stride)`` of an escaped run: its range in the encoded bytes, the number of decoded bytes, and
how many encoded bytes stand for each decoded one (0: the run cannot be taken apart)."""

type Mapper = Callable[[bytes], Iterable[Escape]]
"""Gives the escaped runs of encoded bytes, in order; everything between them stands for itself."""

type How = bool | Mapper
"""How a child's value comes from its bytes: as they stand (true), past mapping (false), or through a mapper."""


class Place(Protocol):
    """Turns a range of a value's bytes into one of the original part."""

    def locate(self, start: int, end: int) -> tuple[Span, bool]:
        """Give the range in the part, and whether the bytes stand there as they are."""


class Linear:
    """Bytes that stand in the part as they are, from ``start``."""

    __slots__ = ("start",)

    def __init__(self, start: int) -> None:
        self.start = start

    def locate(self, start: int, end: int) -> tuple[Span, bool]:
        """See ``Place``."""
        base = self.start
        return Span(base + start, base + end), True


class Whole:
    """Bytes of which only the enclosing encoded run is known."""

    __slots__ = ("span",)

    def __init__(self, span: Span) -> None:
        self.span = span

    def locate(self, start: int, end: int) -> tuple[Span, bool]:
        """See ``Place``."""
        return self.span, False


class Shifted:
    """A run inside of a mapped value."""

    __slots__ = ("outer", "shift")

    def __init__(self, outer: Place, shift: int) -> None:
        self.outer, self.shift = outer, shift

    def locate(self, start: int, end: int) -> tuple[Span, bool]:
        """See ``Place``."""
        return self.outer.locate(self.shift + start, self.shift + end)


class Mapped:
    """The decoded form of bytes with escapes in them."""

    __slots__ = ("encoded", "mapper", "outer", "pieces")

    def __init__(self, outer: Place, encoded: bytes, mapper: Mapper) -> None:
        self.outer, self.encoded, self.mapper = outer, encoded, mapper
        self.pieces: tuple[list[int], list[int], list[int], list[bool]] | None = None

    def locate(self, start: int, end: int) -> tuple[Span, bool]:
        """See ``Place``; a range that cuts an escape is widened to all of it."""
        if self.pieces is None:
            self.pieces = _pieces(self.encoded, self.mapper(self.encoded))
        local, encoded, strides, plain = self.pieces
        first = max(bisect_right(local, start, 0, len(strides)) - 1, 0)
        last = max(bisect_left(local, end, 0, len(strides)) - 1, first)
        begin = encoded[first] + (start - local[first]) * strides[first]
        stop = encoded[last] + (end - local[last]) * strides[last] if strides[last] else encoded[last + 1]
        if start == end:
            stop = begin
        begin, stop = min(begin, len(self.encoded)), min(max(begin, stop), len(self.encoded))
        span, verbatim = self.outer.locate(begin, stop)
        return span, verbatim and ((first == last and plain[first]) or start == end)


def _pieces(encoded: bytes, escapes: Iterable[Escape]) -> tuple[list[int], list[int], list[int], list[bool]]:
    """Lay runs side by side: decoded starts and encoded starts (both with the end as a last entry), strides, and
    whether a run stands for itself.
    """
    local, outer, strides, plain = [], [], [], []
    here = done = 0
    for start, end, size, stride in escapes:
        if start > done:
            local.append(here)
            outer.append(done)
            strides.append(1)
            plain.append(True)
            here += start - done
        if size:
            local.append(here)
            outer.append(start)
            strides.append(stride)
            plain.append(False)
            here += size
        done = end
    local.append(here)
    outer.append(done)
    if done < len(encoded) or not strides:
        strides.append(1)
        plain.append(True)
        local.append(here + len(encoded) - done)
        outer.append(len(encoded))
    return local, outer, strides, plain


def inside(place: Place, encoded: bytes, start: int, end: int, how: How) -> Place:
    """Give the place of a child's value, from its parent's place and bytes and the child's local range."""
    if how is False:
        return Whole(place.locate(start, end)[0])
    if isinstance(place, Linear):
        outer: Place = Linear(place.start + start)
    elif isinstance(place, Whole):
        return place
    else:
        span, verbatim = place.locate(start, end)
        outer = Linear(span.start) if verbatim and end > start else Shifted(place, start)
    return outer if how is True else Mapped(outer, encoded[start:end], how)
