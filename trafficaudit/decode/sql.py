"""Statements of SQL that hold values: ``INSERT INTO t (email, sex) VALUES ('a@b.kr', 'F')``, and comparisons and
assignments (``UPDATE t SET email = 'a@b.kr' WHERE tel = '010...'``). Apps upload dumps of their databases, and logs and
crash reports quote what a database was asked.

Literals are those of ISO/IEC 9075-2 (a quotation mark in a text is doubled) and of SQLite and MySQL: texts in double
quotation marks, names in back quotes and brackets.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from trafficaudit.decode.node import Child, Names, Node, Opened
from trafficaudit.decode.place import Escape
from trafficaudit.decode.text import as_text

NAME = "sql"
MEDIA = re.compile(r"application/sql")
TEXT = True
MARKS = "=("
ONLY = None

type _Span = tuple[int, int]

_WORD = rb"[A-Za-z_\x80-\xff][\w$\x80-\xff]{0,63}+"
_ID = rb"(?:(?:[`\"\[]?" + _WORD + rb"[`\"\]]?\.)?[`\"\[]?(" + _WORD + rb")[`\"\]]?)"
_LITERAL = rb"(?:N?'([^']*+(?:''[^']*+)*+)'|\"([^\"]*+)\"|(-?\d++(?:\.\d++)?+))"
_BEGINS = re.compile(
    rb"\s*+(?:INSERT\s++(?:OR\s++\w++\s++)?INTO|REPLACE\s++INTO|UPDATE\s++\S++\s++SET|SELECT\s.{0,4000}?\sWHERE"
    rb"|DELETE\s++FROM\s++\S++\s++WHERE)\s",
    re.IGNORECASE | re.DOTALL,
).match
_INTO = re.compile(
    rb"\b(?:INSERT|REPLACE)\s++(?:OR\s++\w++\s++)?INTO\s++" + _ID + rb"\s*+\(([^()]{1,8192}+)\)\s*+VALUES\s*+(?=\()",
    re.IGNORECASE,
).finditer
_COLUMN = re.compile(rb"\s*+" + _ID + rb"\s*+\Z").match
_ROW = re.compile(rb"\s*+,?\s*+\(").match
_CELL = re.compile(rb"\s*+(?:" + _LITERAL + rb"|[^,()'\"]++(?:\([^()]*+\))?)\s*+([,)])", re.DOTALL).match
_DOUBLED = re.compile(rb"''").finditer
_PAIR = re.compile(
    rb"(?<![\w$?])" + _ID + rb"\s*+(?:==?|<=>|\bLIKE\b)\s*+" + _LITERAL + rb"(?![\w.])", re.IGNORECASE | re.DOTALL
).finditer


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _BEGINS(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every literal by the column that it is put into or compared with."""
    children = [_child(node.raw, key, span) for key, span in sorted(_found(node), key=lambda one: one[1])]
    names = Names(node.prefix)
    if children:
        yield Opened((NAME,), [(names.path(child[1]), *child[1:]) for child in children], sure=True)


def _found(node: Node) -> Iterator[tuple[str, _Span]]:
    """Give the columns with where their literals stand, as many as there is room for."""
    left = node.room
    cells: list[_Span] = []
    for into in _INTO(node.raw):
        columns = [_COLUMN(column) for column in into[2].split(b",")]
        named = [column[1].decode("utf-8", "replace") for column in columns if column]
        for found in _rows(node, named, into.end()) if None not in columns else ():
            yield found
            cells.append(found[1])
            left -= 1
            if left <= 0:
                return
    for pair in islice(_PAIR(node.raw), left):
        if not node.budget.spend(node.budget.TOKEN):
            return
        at = bisect_right(cells, (pair.start(), len(node.raw))) - 1
        if at >= 0 and pair.start() < cells[at][1]:
            continue  # what a text holds, such as the attributes of a page, is no column
        yield pair[1].decode("utf-8", "replace"), next(pair.span(each) for each in (2, 3, 4) if pair[each] is not None)


def _rows(node: Node, columns: list[str], pos: int) -> Iterator[tuple[str, _Span]]:
    """Read rows of values as far as they have as many cells as there are columns."""
    raw = node.raw
    while (row := _ROW(raw, pos)) is not None:
        pos = row.end()
        for at, key in enumerate(columns, 1):
            cell = _CELL(raw, pos)
            if cell is None or not node.budget.spend(node.budget.TOKEN) or (cell[4] == b")") != (at == len(columns)):
                return
            pos = cell.end()
            yield from ((key, cell.span(each)) for each in (1, 2, 3) if cell[each])


def _child(raw: bytes, key: str, span: _Span) -> Child:
    run = raw[slice(*span)]
    plain = run.replace(b"''", b"'")
    return key, key, as_text(plain) or plain, *span, True if plain == run else escapes


def escapes(raw: bytes) -> Iterator[Escape]:
    """Map a text to its bytes, in which a quotation mark stands twice."""
    return ((match.start(), match.end(), 1, 0) for match in _DOUBLED(raw))
