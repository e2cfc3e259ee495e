"""Rows of a table whose first row names the columns: CSV (RFC 4180), and the same with tabs, semicolons or ``|``.

Logs and analytics are uploaded so. Nothing says that a text is a table, so every row must have as many cells as the
first, whose cells must be names: words of a program, none of them twice, none of them a value in its own column. Where
a label says that it is one, the first row may be one of values (RFC 4180, 2.3): columns have numbers then.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.delimited import names_lines
from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, join, step
from trafficaudit.decode.place import Escape
from trafficaudit.decode.text import as_text

NAME = "csv"
MEDIA = re.compile(r"(text|application)/(x-)?(csv|comma-separated-values|tab-separated-values)")
TEXT = True
MARKS = "\n\r"
ONLY = None

MOST = 500
"""Columns of one table."""

_SIGNS = b",\t;|"
_LINE = re.compile(rb"(?:\xef\xbb\xbf)?([^\r\n]{3,20000}+)\r?\n|(?:\xef\xbb\xbf)?([^\r\n]{3,20000}+)\r").match
_HEAD = {
    sign: re.compile(
        rb"(?:[ \"]*+(?:[A-Za-z_$@\xe3-\xed][\w.$()/\x80-\xff-]{0,63}+)[ \"]*+(?:S[ ]?+|\Z)){2,}+".replace(
            b"S", re.escape(bytes([sign]))
        )
    ).fullmatch
    for sign in _SIGNS
}
_CELL = {
    sign: re.compile(
        rb"[ ]*+(?:\"((?:[^\"]++|\"\")*+)\"[ ]*+|([^S\r\n]*+))(S|\r?\n|\r|\Z)".replace(b"S", re.escape(bytes([sign])))
    ).match
    for sign in _SIGNS
}
_QUOTED = re.compile(rb'""')
_TELLING = re.compile(rb"[0-9@]").search
_VALUE = re.compile(
    r"[^@\s]+@[^@\s]+\.[^@\s]+|[+(]?\d(?:[ ()+.:/TZ-]*\d){8,}Z?|(?=\D*\d)[0-9A-Fa-f-]{16,}|https?://.*", re.DOTALL
).fullmatch
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?").fullmatch
_ROW_WORK = 64


class _Cell(NamedTuple):
    start: int
    end: int
    quoted: bool


type _Row = list[_Cell]


def sniff(node: Node) -> bool:
    """See ``Decoder``: a first line of names, and another line."""
    return _sign(node) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give each value at its row and its column's name."""
    sign = _sign(node)
    if sign is None or (not node.hint.names(MEDIA) and names_lines(node.raw)):
        return
    read = _rows(node, sign)
    if read is None:
        return
    (head, *body), stop = read
    names = [_text(node.raw, cell) for cell in head]
    named = node.hint.names(MEDIA)
    if len(names) > MOST:
        node.budget.reached.append(Bound(f"a table of more than {MOST} columns"))
        return
    if len(set(names)) < len(names) or not (named or _plausible(node.raw, names, body)):
        return
    left: list[Obstacle] = [(node.path, stop, len(node.raw), WORK)] if stop < len(node.raw) else []
    children = _unnamed(node, [head, *body]) if named and _are_values(names) else _named(node, names, body)
    yield Opened((NAME,), children, sure=named or len(body) > 1, obstacles=left)


def _named(node: Node, names: list[str | bytes], body: list[_Row]) -> list[Child]:
    """Give each value at its row, under its column's name."""
    keys = [name if isinstance(name, str) else name.decode("utf-8", "replace") for name in names]
    steps = [written for written, _ in map(step, keys)]
    return [
        _child(node, join(item(node.prefix, index), written), key, cell)
        for index, row in enumerate(body)
        for cell, key, written in zip(row, keys, steps, strict=False)
        if cell.end > cell.start
    ]


def _unnamed(node: Node, rows: list[_Row]) -> list[Child]:
    """Give each value at its row and its column's number."""
    return [
        _child(node, item(item(node.prefix, index), column), "", cell)
        for index, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell.end > cell.start
    ]


def _child(node: Node, path: str, key: str, cell: _Cell) -> Child:
    how = _doubled if cell.quoted and b'""' in node.raw[cell.start : cell.end] else True
    return path, key, _text(node.raw, cell), cell.start, cell.end, how


def _are_values(names: list[str | bytes]) -> bool:
    """Say whether cells of the first row name no columns: an address, a long number or a token, or mostly numbers.

    Days and months do name columns.
    """
    told = [name if isinstance(name, str) else "" for name in names]
    return "" in told or any(map(_VALUE, told)) or 2 * sum(_NUMBER(name) is not None for name in told) > len(told)


def _sign(node: Node) -> int | None:
    """Give the sign between the cells of the first line."""
    line = _LINE(node.raw)
    if line is None or len(line[0]) >= len(node.raw):
        return None
    head = line[1] if line[1] is not None else line[2]
    present = sorted((sign for sign in _SIGNS if sign in head), key=head.count, reverse=True)
    if node.hint.names(MEDIA):
        return present[0] if present else None
    return next((sign for sign in present if _HEAD[sign](head)), None)


def _rows(node: Node, sign: int) -> tuple[list[_Row], int] | None:
    """Read rows to the end, or as far as the bounds let; ``None`` where one has not as many cells as the first.

    The last row may have been cut off.
    """
    raw, cell = node.raw, _CELL[sign]
    pos = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    rows: list[_Row] = []
    row: _Row = []
    cells, begin = 0, pos
    while pos < len(raw) or row:
        match = cell(raw, pos)
        if match is None:
            return None
        if cells > node.room + MOST or not node.budget.spend(_ROW_WORK):
            pos = begin
            break
        group = 1 if match[1] is not None else 2
        start, end = match.span(group)
        row.append(_Cell(start, start + len(raw[start:end].rstrip(b" ")) if group == 2 else end, group == 1))
        cells, pos, ends = cells + 1, match.end(), match[3] != bytes([sign])
        if not ends:
            if pos == len(raw):
                row.append(_Cell(pos, pos, False))
            else:
                continue
        blank = len(row) == 1 and row[0].end == row[0].start
        last = pos >= len(raw)
        if not blank:
            if rows and len(row) != len(rows[0]) and not (last and len(rows) > 1 and len(row) < len(rows[0])):
                return None
            rows.append(row)
        row, begin = [], pos
    return (rows, pos) if len(rows) > 1 else None


def _plausible(raw: bytes, names: list[str | bytes], body: list[_Row]) -> bool:
    """Say whether the first row names the columns: hardly a value of a row is its column's name, and there are data."""
    for row in body:
        same = sum(_text(raw, cell) == name for cell, name in zip(row, names, strict=False))
        if 3 * same > len(names):
            return False
    telling = sum(any(_TELLING(raw, cell.start, cell.end) for cell in row) for row in body)
    return 2 * telling >= len(body)


def _text(raw: bytes, cell: _Cell) -> str | bytes:
    value = raw[cell.start : cell.end]
    if cell.quoted and b'""' in value:
        value = value.replace(b'""', b'"')
    return as_text(value) or value if value else ""


def _doubled(raw: bytes) -> Iterator[Escape]:
    """Map a cell to the bytes between its quotes, where a quote of its own is written twice."""
    for match in _QUOTED.finditer(raw):
        yield match.start(), match.end(), 1, 0
