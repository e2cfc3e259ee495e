"""Cells that say that they hold what the cell above them does (상동, 위와 같음, 〃): filled with it, and told of.

>>> is_ditto("상동"), is_ditto("위와 같음"), is_ditto("〃"), is_ditto("위와 같은 항목"), is_ditto("")
(True, True, True, False, False)
"""

import re
from dataclasses import replace

from trafficaudit.declarations.grid import Cell, Grid
from trafficaudit.declarations.wording import key

_WORDS = {
    *(
        "상동",
        "위와같음",
        "위와동일",
        "위와동일함",
        "상기와같음",
        "상기와동일",
        "상기와동일함",
        "상기동일",
        "동일",
        "동일함",
    ),
    *("sameasabove", "asabove", "ditto", "同上"),
}
_SIGNS = re.compile(r"[\"'〃″”“˝]{1,2}")


def is_ditto(text: str) -> bool:
    """Say whether a cell says no more than that it holds what the one above it does."""
    return key(text) in _WORDS or _SIGNS.fullmatch(text.strip()) is not None


def filled(grid: Grid, below: int, before: tuple[Cell, ...] = ()) -> tuple[Grid, dict[int, tuple[str, ...]]]:
    """Put into such cells what stands above them.

    Args:
        grid: a table with its headings on top.
        below: the number of its first row below them. Nothing above that is taken for an answer.
        before: the last row of the table that it goes on with; of none where it stands alone.

    Returns:
        The table, and the words that were replaced by the number of their row.
    """
    rows: list[tuple[Cell, ...]] = list(map(tuple, grid.rows[:below]))
    told: dict[int, tuple[str, ...]] = {}
    for number, row in enumerate(grid.rows[below:], below):
        over = rows[-1] if number > below else before
        asked = {
            place: cell.text for place, cell in enumerate(row) if over and over[place].text and is_ditto(cell.text)
        }
        rows.append(
            tuple(replace(cell, text=over[place].text) if place in asked else cell for place, cell in enumerate(row))
        )
        if asked:
            told[number] = tuple(dict.fromkeys(asked.values()))
    return (Grid(tuple(rows), grid.before, grid.page), told) if told else (grid, told)
