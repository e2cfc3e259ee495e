"""Binary property lists (``bplist00``, as Apple's CoreFoundation writes them), which SDKs for iOS post and keep.

Objects stand one after the other, each at an offset of a table; containers name others by their number in it. What
``NSKeyedArchiver`` made of a graph of objects is put together by ``keyed_archive``. Of a list that was cut off before
its table the objects are counted from the beginning, which is the order in which Apple and others write them.
"""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.charset import by_character
from trafficaudit.decode.limits import Bound, Budget
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.numeral import single
from trafficaudit.decode.place import How
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import keyed_archive
from trafficaudit.decode.wire.graph import Graph, Thing
from trafficaudit.decode.wire.instant import since_2001

NAME = "bplist"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = b"b"
"""What bytes of this format begin with."""

MOST = 200_000
"""Objects of one list that are looked at."""

_MAGIC = re.compile(rb"bplist[01]\d").match
_CUT_OFF = "a binary property list that was cut off: names may be missing"
_HEAD, _TRAILER = 8, 32
_REALS = {4: ">f", 8: ">d"}
_WORDS = {0x00: "null", 0x08: "false", 0x09: "true"}
_INTEGER, _REAL, _DATE, _DATA, _ASCII, _UTF16, _UTF8, _UID = 1, 2, 3, 4, 5, 6, 7, 8
_RUNS = (_DATA, _ASCII, _UTF8)
_LISTS, _DICTIONARY = (10, 11, 12), 13
_WIDE = by_character("utf-16be")


class _Table(NamedTuple):
    """Where objects begin, how wide their numbers are, which is the root, and whether more are there than are read."""

    offsets: list[int]
    width: int
    root: int
    more: bool = False


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a list does."""
    return _MAGIC(raw) is not None


def trailed(raw: bytes) -> bool:
    """Say whether bytes are a list with its table at the end."""
    return shows(raw) and _trailer(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar at the path of its keys; an archive's objects at those of their properties."""
    raw = node.raw
    table = _trailer(raw)
    cut = table is None
    if table is None:
        table = max((_counted(node, width) for width in (1, 2)), key=lambda each: len(each.offsets))
    graph = Graph(node, _Things(raw, table, node.budget))
    archived = keyed_archive.walk(graph, table.root)
    if not archived:
        graph.walk(table.root)
    if cut:
        graph.left(range(len(table.offsets)))
        graph.obstacles.append((node.path, 0, len(raw), _CUT_OFF))
    if table.more:
        graph.obstacles.append((node.path, 0, len(raw), Bound(f"more than {MOST} objects of a property list")))
    layers = (NAME, keyed_archive.NAME) if archived else (NAME,)
    if graph.children or graph.obstacles or not cut:
        yield Opened(layers, graph.children, sure=True, obstacles=graph.obstacles)


def _trailer(raw: bytes) -> _Table | None:
    """Read the last 32 bytes and the table of offsets; ``None`` where they do not fit the bytes."""
    if len(raw) < _HEAD + _TRAILER + 1:
        return None
    size, width, count, root, start = struct.unpack(">6xBBQQQ", raw[-_TRAILER:])
    end = start + count * size
    if not (1 <= size <= 8 and 1 <= width <= 8 and count > 0 and root < count and end <= len(raw) - _TRAILER):
        return None
    table = raw[start : start + min(count, MOST) * size]
    offsets = [int.from_bytes(table[at : at + size], "big") for at in range(0, len(table), size)]
    return _Table(offsets, width, root, count > MOST)


def _counted(node: Node, width: int) -> _Table:
    """Give the table that there would be, were the objects there one after the other."""
    offsets: list[int] = []
    raw = node.raw
    pos, things = _HEAD, _Things(raw, _Table([], width, 0), node.budget)
    while (head := things.head(pos)) is not None:
        end = head[2] + head[3]
        if end > len(raw) and head[0] not in _RUNS:
            break
        if len(offsets) == MOST:
            return _Table(offsets, width, 0, more=True)
        offsets.append(pos)
        pos = end
    return _Table(offsets, width, 0)


class _Things:
    """The objects of one list, by their numbers."""

    def __init__(self, raw: bytes, table: _Table, budget: Budget) -> None:
        self.raw, self.table, self.budget = raw, table, budget
        self.known: dict[int, Thing | None] = {}

    def get(self, number: int) -> Thing | None:
        """Give an object; ``None`` where the number or what stands there is none, or the budget is spent."""
        offsets = self.table.offsets
        if not 0 <= number < len(offsets):
            return None
        if number not in self.known:
            self.known[number] = self._read(offsets[number])
        return self.known[number]

    def head(self, pos: int) -> tuple[int, int, int, int] | None:
        """Give kind, count, and start and size in bytes of the content."""
        raw = self.raw
        if not _HEAD <= pos < len(raw):
            return None
        kind, count = raw[pos] >> 4, raw[pos] & 15
        pos += 1
        if kind in (0, _INTEGER, _REAL, _DATE):
            return kind, count, pos, 1 << min(count, 8) if kind else 0
        if kind == _UID:
            return kind, count, pos, count + 1
        if count == 15:
            if pos >= len(raw) or raw[pos] >> 4 != _INTEGER:
                return None
            size = 1 << min(raw[pos] & 15, 3)
            count, pos = int.from_bytes(raw[pos + 1 : pos + 1 + size], "big"), pos + 1 + size
        if kind in _LISTS or kind == _DICTIONARY:
            return kind, count, pos, count * self.table.width * (2 if kind == _DICTIONARY else 1)
        return (
            (kind, count, pos, count * 2 if kind == _UTF16 else count)
            if kind in (_DATA, _ASCII, _UTF16, _UTF8)
            else None
        )

    def _read(self, pos: int) -> Thing | None:
        head = self.head(pos)
        if head is None or head[2] > len(self.raw):
            return None
        kind, count, start, size = head
        end, cost = start + size, count * Budget.TOKEN if kind >= _LISTS[0] else size
        if kind in _RUNS:
            end = min(end, len(self.raw))  # of a list that was cut off
        # Objects of a hostile list overlap: each is paid for.
        if end > len(self.raw) or not self.budget.spend(cost):
            return None
        if kind in _LISTS or kind == _DICTIONARY:
            width, run = self.table.width, self.raw[start:end]
            numbers = [int.from_bytes(run[at : at + width], "big") for at in range(0, size, width)]
            names = numbers[:count] if kind == _DICTIONARY else None
            return Thing(start, end, items=numbers[count:] if kind == _DICTIONARY else numbers, names=names)
        if kind == _UID:
            return Thing(start, end, link=int.from_bytes(self.raw[start:end], "big"))
        if kind == 0:
            return Thing(pos, start, _WORDS.get(count))
        value, how = _scalar(self.raw[start:end], kind)
        return None if value is None else Thing(start, end, value, how)


def _scalar(run: bytes, kind: int) -> tuple[str | bytes | None, How]:
    if kind == _INTEGER:
        # One, two and four bytes hold no negative number; sixteen do.
        return str(int.from_bytes(run, "big", signed=len(run) >= 8)), False
    if kind == _REAL:
        code = _REALS.get(len(run))
        value = struct.unpack(code, run)[0] if code else None
        return (None if value is None else single(value) if code == ">f" else repr(value)), False
    if kind == _DATE:
        return since_2001(struct.unpack(">d", run)[0]) if len(run) == 8 else None, False
    if kind == _UTF16:
        return run.decode("utf-16-be", "replace"), _WIDE
    return (as_text(run) or run if kind != _DATA else run), True
