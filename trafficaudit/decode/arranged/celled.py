"""Rows of warehouses and reports whose cells are objects: ``{"schema": {"fields": [{"name": "zip"}]}, "rows": [{"f":
[{"v": "06234"}]}]}`` of BigQuery, Athena's ``VarCharValue``, the Data API of RDS, reports of Google Analytics, sheets
that are asked as charts (``{"cols": [{"label": "zip"}], "rows": [{"c": [{"v": "06234"}]}]}``).

A cell is named by its column, as ``columned`` does for plain ones; its path stays that of its place.
Sources: the references of these interfaces (``QueryResponse``, ``ResultSet``, ``ExecuteStatement``,
``RunReportResponse``, and the wire protocol of Google's visualisations).
"""

import re
from typing import NamedTuple

from trafficaudit.decode.node import Child

_VALUES = ("v", "value", "VarCharValue", "stringValue", "longValue", "doubleValue", "booleanValue")
_CELL = re.compile(
    r"(?:(.*)\.)?(?:rows|Rows|records)\[[0-9]{1,7}\](?:\.(f|Data|c|cells|values|dimensionValues|metricValues))?"
    r"\[([0-9]{1,3})\]\.(?:" + "|".join(_VALUES) + ")",
    re.DOTALL,
).fullmatch
_HEAD = re.compile(
    r"(?:(.*?)\.)??(?:schema\.|metadata\.|ResultSetMetadata\.)?"
    r"(fields|ColumnInfo|columnMetadata|columns|cols|dimensionHeaders|metricHeaders)\[([0-9]{1,3})\]\.(name|Name|label|id)",
    re.DOTALL,
).fullmatch
_TITLES = frozenset(("name", "Name", "label", "id"))
_KINDS = {"dimensionHeaders": "dimensionValues", "metricHeaders": "metricValues"}
_NAME = re.compile(r"(?!\d)[\w.$: /()\[\]-]{1,128}").fullmatch
_FEWEST = 2


class _Cell(NamedTuple):
    child: int
    column: int


def rename(children: list[Child]) -> None:
    """Give each cell the name of its column for its key."""
    titles = _titles(children)
    if not titles:
        return
    cells: dict[tuple[str, str], list[_Cell]] = {}
    for index, child in enumerate(children):
        path = child[0]
        if "]." in path and path.endswith(_VALUES) and (cell := _CELL(path)):
            kind = cell[2] if cell[2] in _KINDS.values() else ""
            cells.setdefault((cell[1] or "", kind), []).append(_Cell(index, int(cell[3])))
    for place, listed in cells.items():
        names = titles.get(place, {})
        if names and all(cell.column in names for cell in listed):
            for at, column in listed:
                path, _, value, start, end, how = children[at]
                children[at] = path, names[column], value, start, end, how


def _titles(children: list[Child]) -> dict[tuple[str, str], dict[int, str]]:
    """Give the names of columns by what they stand in, none of them twice; a label comes before the number of one."""
    found: dict[tuple[str, str], dict[int, str]] = {}
    for path, key, value, _, _, _ in [child for child in children if child[1] in _TITLES]:
        if path[-len(key) - 2 : -len(key)] == "]." and (head := _HEAD(path)):
            if not isinstance(value, str) or not _NAME(value):
                continue
            names = found.setdefault((head[1] or "", _KINDS.get(head[2], "")), {})
            if key != "id" or int(head[3]) not in names:
                names[int(head[3])] = value
    return {
        place: names
        for place, names in found.items()
        if _FEWEST <= len(names) == max(names) + 1 == len({*names.values()})
    }
