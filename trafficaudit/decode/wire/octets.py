"""Bytes of a typed format read from the first to the last, within the budget: what Thrift, Tars, Smile, Avro and Java's
serialised objects have in common.

A format reads its values with an ``Octets``; where they end too early or are none of it, it raises ``BrokenError``, and
at a bound ``BoundError``.
"""

from collections.abc import Callable, Iterator

from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, join, step
from trafficaudit.decode.place import How
from trafficaudit.decode.text import as_text

DEEPEST = 64
"""Values within each other."""
DEEP = Bound(f"typed values of more than {DEEPEST} levels")

_VARINT_BYTES = 10


class BrokenError(Exception):
    """What stands there is none of the format."""


class BoundError(Exception):
    """A bound ended the reading."""

    def __init__(self, bound: Bound) -> None:
        super().__init__(bound)
        self.bound = bound


class Octets:
    """A position in bytes, and the values found on the way.

    ``whole`` is the range that every value stands in where the bytes are not those of the node (they were packed).
    """

    __slots__ = ("children", "depth", "end", "node", "pos", "raw", "whole")

    def __init__(self, node: Node, pos: int, *, packed: bytes | None = None, whole: tuple[int, int] = (0, 0)) -> None:
        self.node, self.pos, self.depth = node, pos, 0
        self.raw = node.raw if packed is None else packed
        self.end = len(self.raw)
        self.whole = None if packed is None else whole
        self.children: list[Child] = []

    def byte(self) -> int:
        """Take a byte."""
        if self.pos >= self.end:
            raise BrokenError
        self.pos += 1
        return self.raw[self.pos - 1]

    def run(self, size: int) -> bytes:
        """Take so many bytes."""
        start = self.pos
        if not 0 <= size <= self.end - start:
            raise BrokenError
        self.pos = start + size
        return self.raw[start : self.pos]

    def big(self, width: int, *, signed: bool = True) -> int:
        """Take an integer, the highest byte first."""
        return int.from_bytes(self.run(width), "big", signed=signed)

    def varint(self) -> int:
        """Take an integer in bytes of seven bits, the lowest first."""
        value = 0
        for index in range(_VARINT_BYTES):
            byte = self.byte()
            value |= (byte & 127) << 7 * index
            if byte < 128:
                return value
        raise BrokenError

    def zigzag(self) -> int:
        """Take a varint whose lowest bit is the sign."""
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def keep(self, path: str, key: str, value: str | bytes, start: int, how: How = False) -> None:
        """Keep a value that stands from ``start`` to where it was read up to."""
        if len(self.children) > self.node.room or not self.node.budget.spend(self.node.budget.TOKEN):
            raise BoundError(WORK)
        if self.whole is not None:
            self.children.append((path, key, value, *self.whole, False))
        else:
            self.children.append((path, key, value, start, self.pos, how))

    def text(self, path: str, key: str, size: int) -> str | bytes:
        """Take and keep a text, or bytes; nothing is kept of an empty one."""
        start = self.pos
        run = self.run(size)
        value = as_text(run) or run
        if run:
            self.keep(path, key, value, start, True)
        else:
            self.pay()
        return value

    def again(self, path: str, key: str, value: str | bytes, start: int, end: int) -> None:
        """Keep what stands elsewhere: a value that is named again, or a name."""
        here, self.pos = self.pos, end
        self.keep(path, key, value, start, True)
        self.pos = here

    def member(self, path: str, name: str, start: int, end: int) -> str:
        """Give the path of a member by its name, which is kept as a value too where it looks like data."""
        written, data = step(name)
        path = join("" if path == "$" else path, written)
        if data:
            self.again(path, name, as_text(self.raw[start:end]) or self.raw[start:end], start, end)
        return path

    def count(self, number: int, least: int = 1) -> int:
        """Give a number of members, each of at least so many bytes, that can be."""
        if not 0 <= number * least <= self.end - self.pos:
            raise BrokenError
        return number

    def enter(self) -> None:
        """Go into a value."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BoundError(DEEP)
        self.pay()

    def pay(self) -> None:
        """Pay for a token of which nothing is kept."""
        if not self.node.budget.spend(self.node.budget.TOKEN):
            raise BoundError(WORK)

    def leave(self) -> None:
        """Come back out of it."""
        self.depth -= 1


def opened(
    node: Node, layer: str, reader: Octets, read: Callable[[Octets], object], *, certain: bool
) -> Iterator[Opened]:
    """Give what a format reads of a node.

    Args:
        node: the value.
        layer: the name of the layer.
        reader: where it begins.
        read: reads the value to its end.
        certain: whether its head leaves no doubt, so that what was read before a break counts.
    """
    left: list[Obstacle] = []
    size = len(node.raw)
    try:
        read(reader)
        broken = reader.whole is None and reader.pos < size
    except BrokenError:
        broken = True
    except BoundError as error:
        broken = False
        left.append((node.path, 0, size, error.bound))
    if broken:
        left.append((node.path, min(reader.pos, size), size, f"no {layer} from byte {min(reader.pos, size)} on"))
    if (reader.children and not broken) or (certain and (reader.children or not broken)):
        yield Opened((layer,), reader.children, sure=True, obstacles=left)
