"""Cells of a table whose columns are named apart from it: ``{"columns": ["zip", "sex"], "rows": [["06234", "F"]]}``.

Databases, warehouses and analytics kits write so, to say each name once. A cell is then named by its column, as it
would be as a member of an object; its path stays that of its place. The names stand in a list of texts, or of objects
with a name each; the rows in a list of lists beside it, or, where there is only one, of several cells, in a list beside
it: a list of one name beside a list of one value is any two lists.
"""

import re
from collections.abc import Iterable, Sequence

from trafficaudit.decode.node import Child


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADS = _words(
    "columns Columns COLUMNS column cols columnnames colnames fieldnames "
    "columnNames column_names colNames col_names columnHeaders column_headers headers "
    "header head heads headings fields fieldNames field_names keys names attributes properties props "
    "dimensions dims params schema"
)
"""What a list of the columns' names is called."""

_BODIES = _words(
    "rows Rows ROWS data Data values Values vals records items body cells points tuples results result dataset lines"
)
_ROWS = "rows"
_FLAT = _words("values Values vals row record cells tuple")
"""What one row by itself is called, without a list of rows around it."""

_LABELS = _words("name Name id key field label columnName column_name fieldName")
_BESIDE = ("", "schema.", "meta.", "metadata.")
"""Where the names stand, seen from the object that the rows are in."""

_NAME = re.compile(r"(?!\d)[\w.$: /()\[\]-]{1,128}").fullmatch
_TITLE = re.compile(r"((?:.*\.)?)([^.\[\]]+)\[(\d{1,3})\](?:\.([^.\[\]]+))?", re.DOTALL).fullmatch
_CELL = re.compile(r"((?:.*\.)?)([^.\[\]]+)\[\d{1,7}\]\[(\d{1,3})\]", re.DOTALL).fullmatch
_ONE = re.compile(r"((?:.*\.)?)([^.\[\]]+)\[(\d{1,3})\]", re.DOTALL).fullmatch

type _Names = dict[int, str]
type _Cells = list[tuple[int, int]]
"""Children that are cells of one table, with the number of their column."""


def rename(children: list[Child], heads: Iterable[int], rows: bool) -> set[int]:
    """Give each cell the name of its column for its key.

    Args:
        children: of one value, in the order of the bytes.
        heads: which of them have a key of ``HEADS``.
        rows: whether lists of lists are among them.

    Returns:
        The children that are cells.
    """
    if rows:
        heads = [*heads, *(index for index, child in enumerate(children) if child[1] in _LABELS)]
    tables = _tables(children, heads)
    if not tables:
        return set()
    bodies: dict[str, dict[str, _Cells]] = {}
    single: dict[str, _Cells] = {}
    for index, child in enumerate(children):
        path = child[0]
        if path[-1:] != "]":
            continue
        if cell := _CELL(path):
            if cell[2] in _BODIES:
                bodies.setdefault(cell[1], {}).setdefault(cell[2], []).append((index, int(cell[3])))
        elif (one := _ONE(path)) and one[2] in _FLAT:
            single.setdefault(one[1], []).append((index, int(one[3])))
    several = {container: cells for container, listed in bodies.items() if (cells := _body(listed))}
    given: set[int] = set()
    for container in {**several, **single}:
        names = _beside(tables, container)
        if names and container in several:
            given |= _give(children, names, several[container])
        elif 1 < len(names) == len(single.get(container, ())):
            given |= _give(children, names, single[container])
    return given


def _body(listed: dict[str, _Cells]) -> _Cells:
    """Give the rows of an object that may hold other lists of lists: those that are called rows, or the only ones."""
    if len(listed) == 1:
        return next(iter(listed.values()))
    called = [cells for name, cells in listed.items() if name.lower() == _ROWS]
    return called[0] if len(called) == 1 else []


def _tables(children: Sequence[Child], heads: Iterable[int]) -> dict[str, list[_Names]]:
    """Give the lists of names by what they stand in: texts, or objects with one name each, none of them twice."""
    found: dict[tuple[str, str], _Names] = {}
    refused = set()
    for index in heads:
        path, _, value = children[index][:3]
        title = _TITLE(path)
        if title is None or title[2] not in HEADS or (title[4] and title[4] not in _LABELS):
            continue
        names, column = found.setdefault((title[1], title[2]), {}), int(title[3])
        if not isinstance(value, str) or not _NAME(value):
            if not title[4]:
                refused.add((title[1], title[2]))
        elif column not in names or children[index][1] in ("name", "Name"):
            names[column] = value
    tables: dict[str, list[_Names]] = {}
    for head, names in found.items():
        whole = bool(names) and max(names) == len(names) - 1 and len(set(names.values())) == len(names)
        if whole and head not in refused:
            tables.setdefault(head[0], []).append(names)
    return tables


def _beside(tables: dict[str, list[_Names]], container: str) -> _Names:
    """Give the one list of names beside some rows; of two nobody knows which it is."""
    found = [names for place in _BESIDE for names in tables.get(container + place, ())]
    return found[0] if len(found) == 1 else {}


def _give(children: list[Child], names: _Names, cells: _Cells) -> set[int]:
    """Name cells, unless one stands in no column."""
    if any(column not in names for _, column in cells):
        return set()
    for index, column in cells:
        path, _, value, start, end, how = children[index]
        children[index] = path, names[column], value, start, end, how
    return {index for index, _ in cells}
