"""A policy's table as comma-separated values (RFC 4180), as a spreadsheet writes it."""

import csv
import io
from collections.abc import Sequence

from trafficaudit.declarations.grid import Budget, Cell, Grid, filling, squared
from trafficaudit.declarations.headings import roles

_FEWEST = 3  # columns of the statute that make a first line headings
_SEARCHED = 20  # lines above the headings: a title, a date
_LONGEST = 2_000


def tables(text: str, budget: Budget) -> tuple[Grid, ...]:
    """Give the table that a text is; none where its first lines hold no headings parted by commas or semicolons.

    Raises:
        ReadError: it has more cells than are read.
    """
    lines = text.splitlines()
    for number, line in enumerate(lines[:_SEARCHED]):
        for mark in ",;":
            if line.count(mark) >= _FEWEST - 1 and len(line) <= _LONGEST and _headed(line, mark):
                above = " / ".join(one.strip() for one in lines[max(0, number - 2) : number] if one.strip())
                return (_table("\n".join(lines[number:]), mark, number, above, budget),)
    return ()


def _headed(line: str, mark: str) -> bool:
    named = [set(roles(cell)) for cell in next(csv.reader([line], delimiter=mark), [])]
    known = set().union(*named)
    return sum(map(bool, named)) >= _FEWEST and bool(known & {"recipient", "countries"})


def _table(text: str, mark: str, above: int, before: str, budget: Budget) -> Grid:
    rows: list[list[Cell]] = []
    read = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    first = 0
    try:
        for cells in read:
            budget.spend(len(cells))
            rows.append([Cell(cell.strip(), (above + first + 1, above + read.line_num)) for cell in cells])
            first = read.line_num
    except csv.Error:  # a field longer than any policy's
        pass
    whole: Sequence[Sequence[Cell]] = [row for row in rows if any(cell.text for cell in row)]
    budget.spend(filling(whole))
    return squared(whole, before)
