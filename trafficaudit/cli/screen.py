"""How a table stands on a terminal: a grid where there is room for one, else a paragraph a row. Nothing is cut."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trafficaudit.redaction import visible

_PIPED = 160
"""Columns where there is no terminal, so that a file of it reads like the pages."""
NARROW = 110
"""Columns below which a grid would break hosts and words into pieces of a few letters."""
_TINY = 20
"""Columns below which there is no room to indent."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its title (or none), its headings, and rows of as many cells."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: int = 0  # how many of the last columns share what room there is
    styles: Sequence[str] = ()  # a style a row, or none at all


def console() -> Console:
    """Give a console on stdout: as wide as the terminal, or as wide as the pages where there is none."""
    return Console(width=None if sys.stdout.isatty() else _PIPED, highlight=False, markup=False, emoji=False)


def show(grids: Iterable[Grid], on: Console) -> None:
    """Print tables, with an empty line behind each that has a title."""
    for grid in grids:
        if on.width < NARROW:
            _paragraphs(grid, on)
        else:
            on.print(_table(grid))
        if grid.title:
            on.print()


def _table(grid: Grid) -> Table:
    table = Table(
        title=visible(grid.title) or None, title_justify="left", box=None, pad_edge=False, header_style="bold"
    )
    for place, heading in enumerate(grid.headings):
        roomy = place >= len(grid.headings) - grid.wide
        table.add_column(heading, overflow="fold", ratio=1 if roomy else None)
    for row, style in zip(grid.rows, _styles(grid), strict=True):
        table.add_row(*map(visible, row), style=style)
    return table


def _paragraphs(grid: Grid, on: Console) -> None:
    if grid.title:
        on.print(Text(visible(grid.title), style="italic"), overflow="fold")
    for row, style in zip(grid.rows, _styles(grid), strict=True):
        first, *rest = map(visible, row)
        on.print(Text(first, style=f"bold {style}".rstrip()), overflow="fold")
        told = [f"{heading}: {cell}" for heading, cell in zip(grid.headings[1:], rest, strict=True) if cell]
        indent = 2 if on.width > _TINY else 0
        for line in _joined(told, on.width - indent):
            on.print(Padding(Text(line, overflow="fold"), (0, 0, 0, indent)))


def _joined(told: Iterable[str], room: int) -> Iterator[str]:
    """Put as many of what is told into a line as there is room for; what has none stands by itself."""
    line = ""
    for each in told:
        more = f"{line} · {each}" if line else each
        if line and cell_len(more) > room:
            yield line
            more = each
        line = more
    if line:
        yield line


def _styles(grid: Grid) -> Sequence[str]:
    return grid.styles or [""] * len(grid.rows)
