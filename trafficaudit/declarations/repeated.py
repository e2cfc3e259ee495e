"""A table of labels and values in which the labels come again -> a table for each recipient."""

from collections.abc import Iterator

from trafficaudit.declarations.grid import Grid
from trafficaudit.declarations.headings import roles
from trafficaudit.declarations.wording import key

_FEWEST = 3  # different columns of the statute that make labels a block


def blocks(grid: Grid) -> Iterator[Grid]:
    """Give a table in parts, each of which begins with the label that the first one begins with.

    Read as one, each recipient would have what all of them are said to get.
    """
    named = [roles(row[0].text) for row in grid.rows]
    firsts = [number for number, found in enumerate(named) if found]
    if not firsts or any(roles(cell.text) for cell in grid.rows[firsts[0]][1:]):
        yield grid
        return
    label = key(grid.rows[firsts[0]][0].text)
    starts = [number for number in firsts if key(grid.rows[number][0].text) == label]
    ends = [*starts[1:], len(grid.rows)]
    parts = [{role for found in named[start:end] for role in found} for start, end in zip(starts, ends, strict=True)]
    if len(starts) < 2 or any(len(part) < _FEWEST or "recipient" not in part for part in parts):
        yield grid
        return
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        yield Grid(grid.rows[start if number else 0 : end], grid.before, grid.page)
