"""Rows whose names stand apart from them: ``{"columns": ["name", "phone"], "rows": [["...", "..."]]}``.

Bulk uploads and answers of databases are written so. Each cell is then named by its column, as it would be in a table
with a first row of names; its path stays that of its place.
"""

import re
from collections import defaultdict

from trafficaudit.decode.node import Child

_LISTS = frozenset(
    (
        *("columns", "column", "cols", "fields", "headers", "header", "heads", "keys", "names", "attributes", "schema"),
        *("columnnames", "column_names", "colnames", "col_names", "fieldnames", "field_names", "columnheaders"),
    )
)
_OWN = frozenset(("name", "id", "key", "field", "column"))
"""Members that hold the name, where a column is an object."""

_HEAD = re.compile(r"((?:.*\.)?)(\w+)\[(\d{1,3})\](?:\.\w+)?").fullmatch
_CELL = re.compile(r"(.*)\[\d+\]\[(\d{1,3})\]").fullmatch
_NAME = re.compile(r"(?!\d)[\w.$:-]{2,64}").fullmatch


def rename(children: list[Child]) -> None:
    """Give each cell of rows the name that its column has in a list of names beside them."""
    heads = _heads(children)
    if not heads:
        return
    for rows, cells in _rows(children).items():
        names = _names(heads, rows[: rows.rfind(".") + 1], 1 + max(column for _, column in cells))
        if names:
            for at, column in cells:
                path, _, value, start, end, how = children[at]
                children[at] = path, names[column], value, start, end, how


def _heads(children: list[Child]) -> dict[tuple[str, str], dict[int, str]]:
    """Give the lists of names: by the path of what they stand in, and their own name."""
    found = defaultdict[tuple[str, str], dict[int, str]](dict)
    for path, key, value, *_ in children:
        if (key.lower() in _LISTS or key in _OWN) and value.__class__ is str:
            match = _HEAD(path)
            if match is not None and match[2].lower() in _LISTS:
                found[match[1], match[2]][int(match[3])] = str(value)
    return {
        place: names
        for place, names in found.items()
        if sorted(names) == list(range(len(names))) and len(set(names.values())) == len(names) > 1
        if all(map(_NAME, names.values()))
    }


def _rows(children: list[Child]) -> dict[str, list[tuple[int, int]]]:
    """Give the cells of lists of lists, as index and column, by the path of the outer list."""
    found = defaultdict[str, list[tuple[int, int]]](list)
    for at, child in enumerate(children):
        if child[0][-1:] == "]" and (match := _CELL(child[0])) is not None:
            found[match[1]].append((at, int(match[2])))
    return found


def _names(heads: dict[tuple[str, str], dict[int, str]], around: str, width: int) -> dict[int, str] | None:
    """Give the one list of as many names as a row has cells, beside the rows or one object deeper."""
    fitting = [
        names
        for (place, _), names in heads.items()
        if len(names) == width and place.startswith(around) and place.count(".", len(around)) <= 1
    ]
    return fitting[0] if len(fitting) == 1 else None
