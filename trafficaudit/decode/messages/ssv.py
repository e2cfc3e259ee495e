"""Datasets of Nexacro and XPLATFORM as text (SSV), which sites of banks, insurers and offices in Korea send.

Records end with RS, what is in one is parted by US: variables (``name[:type(size)]=value``), and datasets with a record
of columns (``_RowType_``, then ``name:type(size)``), perhaps one of constant columns (``_Const_``), and rows, each with
the kind of the row before its cells. ETX is a cell without a value.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import NO_HINT, Child, Hint, Names, Node, Obstacle, Opened, item, member
from trafficaudit.decode.text import as_text

NAME = "ssv"
MEDIA = None
TEXT = None
MARKS = "\x1e"
ONLY = None

FIRST = b"\xefSs"
"""What bytes without a label can begin with."""

MOST = 500
"""Columns of one dataset."""

_RECORD, _UNIT, _NOTHING = b"\x1e", b"\x1f", b"\x03"
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?SSV(?::([\w-]{1,32}+))?\x1e", re.IGNORECASE).match
_VARIABLE = re.compile(rb"([^\x03=:\x1e\x1f]{1,128}+)(?::[^=\x1e\x1f]{0,32}+)?=").match
_DATASET = re.compile(rb"Dataset:([^\x1e\x1f:]{1,128}+)", re.IGNORECASE).fullmatch
_COLUMN = re.compile(rb"[^\x03:\x1e\x1f]{1,128}+").match
_OURS = ("", "utf-8", "utf8")
_COLUMNS, _CONSTANTS = b"_RowType_", b"_Const_"
_KINDS = frozenset((b"N", b"I", b"U", b"D", b"O"))
"""Kinds of rows: as they were, inserted, updated, deleted, and the original of one that was changed."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the head."""
    return _HEAD(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give each variable by its name, and each cell by the name of its dataset, its row and its column."""
    head = _HEAD(node.raw)
    if head is not None:
        reading = _Reading(node)
        reading.read(head.end())
        charset = (head[1] or node.hint.charset.encode()).decode().lower()
        hint = NO_HINT if charset in _OURS else Hint(charset=charset)
        yield Opened((NAME,), reading.children, hint, sure=True, obstacles=reading.left)


class _Reading:
    """The walk over the records: the dataset that is open, its columns, and how many rows of it there were."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.children: list[Child] = []
        self.left: list[Obstacle] = []
        self._names, self._prefix, self._rows = Names(node.prefix), "", 0
        self._columns: list[str] = []

    def read(self, pos: int) -> None:
        """Read records to the end, or as far as the bounds let."""
        raw, size = self.node.raw, len(self.node.raw)
        while pos < size:
            end = raw.find(_RECORD, pos)
            end = size if end < 0 else end
            pieces = raw[pos:end].split(_UNIT, MOST + 1)
            if len(self.children) > self.node.room or not self.node.budget.spend(self.node.budget.TOKEN * len(pieces)):
                self.left.append((self.node.path, pos, size, WORK))
                return
            if len(pieces) > MOST + 1:
                self.left.append((self.node.path, pos, end, Bound(f"a table of more than {MOST} columns")))
            else:
                self._record(pieces, pos)
            pos = end + 1

    def _record(self, pieces: list[bytes], start: int) -> None:
        if not pieces[0] and len(pieces) == 1:
            self._prefix, self._columns = "", []  # a record without anything ends a dataset
        elif (opened := _DATASET(pieces[0])) is not None and len(pieces) == 1:
            self._prefix, self._columns, self._rows = self._names.path(_text(opened[1])), [], 0
        elif pieces[0] == _COLUMNS:
            self._columns = [_text(name[0]) if (name := _COLUMN(piece)) else "" for piece in pieces[1:]]
        elif pieces[0] in _KINDS and self._prefix:
            self._row(pieces, start)
        else:
            self._variables(pieces, start)

    def _row(self, pieces: list[bytes], start: int) -> None:
        prefix = item(self._prefix, self._rows)
        self._rows, start = self._rows + 1, start + len(pieces[0]) + 1
        for place, (piece, name) in enumerate(zip_longest(pieces[1:], self._columns)):
            if piece is None:
                return
            path = member(prefix, name) if name else item(prefix, place)
            self._keep(path, name or self.node.key, piece, start)
            start += len(piece) + 1

    def _variables(self, pieces: list[bytes], start: int) -> None:
        """Take variables, or constant columns; what is neither counts as a value without a name."""
        names = Names(self._prefix) if self._prefix else self._names
        for piece in pieces:
            if (match := _VARIABLE(piece)) is not None:
                name = _text(match[1])
                self._keep(names.path(name), name, piece[match.end() :], start + match.end())
            elif piece != _CONSTANTS:
                self._keep(self.node.path, self.node.key, piece, start)
            start += len(piece) + 1

    def _keep(self, path: str, key: str, piece: bytes, start: int) -> None:
        if piece and piece != _NOTHING:
            self.children.append((path, key, as_text(piece) or piece, start, start + len(piece), True))


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
