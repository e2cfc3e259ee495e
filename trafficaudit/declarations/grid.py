"""Tables of a document as grids: every cell of a merged one is filled, and knows the lines that it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trafficaudit.errors import ReadError

MAX_CELLS = 60_000
"""Most cells in one document; the widest real table has some hundred."""


MAX_LINES = 200_000
"""Most lines of text in one document."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``own`` is false where it is the continuation of a merged cell. ``lines`` counts from 1."""

    text: str
    lines: tuple[int, int] = (0, 0)
    own: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of equal length, the text that stands before it, and its page (0 where there are none)."""

    rows: tuple[tuple[Cell, ...], ...]
    before: str = ""
    page: int = 0

    @property
    def width(self) -> int:
        """Give the number of columns."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Words:
    """Words outside of tables that may tell of a transfer, and where; ``kind`` says what else was not read there.

    ``picture``: one beside such words. ``closed``: letters of a page of which nobody can tell which they are.
    ``script``: words in a program of the page.
    """

    text: str
    line: int
    page: int = 0
    kind: Literal["prose", "picture", "closed", "script"] = "prose"


@dataclass(frozen=True, slots=True)
class Document:
    """What a policy reader gives: tables in the order of the document, and what may be told outside of them."""

    grids: tuple[Grid, ...]
    encoding: str = ""
    words: tuple[Words, ...] = ()


EMPTY = Cell("")


def filling(rows: Sequence[Sequence[Cell]]) -> int:
    """Give how many cells rows lack to be all as long as the longest one."""
    return len(rows) * max(map(len, rows), default=0) - sum(map(len, rows))


def squared(rows: Sequence[Sequence[Cell]], before: str = "", page: int = 0) -> Grid:
    """Give a grid whose rows are filled up to the longest one; where none has a cell, one without rows."""
    width = max(map(len, rows), default=0)
    if not width:
        return Grid((), before, page)
    return Grid(tuple((*row, *[EMPTY] * (width - len(row))) for row in rows), before, page)


def transposed(grid: Grid) -> Grid:
    """Give a grid with rows as columns."""
    return Grid(tuple(zip(*grid.rows, strict=True)), grid.before, grid.page)


@dataclass(slots=True)
class Budget:
    """Counts cells over a document.

    Raises:
        ReadError: on ``spend``, where there are more than ``MAX_CELLS``.
    """

    where: str
    spent: int = 0

    def lines(self, number: int) -> None:
        """Hold a number of lines against the bound.

        Raises:
            ReadError: there are more than ``MAX_LINES``.
        """
        if number > MAX_LINES:
            raise ReadError(f"has more than {MAX_LINES:,} lines", self.where, "cut the transfer table out of it")

    def spend(self, cells: int) -> None:
        """Count cells that are about to be made."""
        self.hold(cells)
        self.spent += cells

    def hold(self, cells: int) -> None:
        """Hold a number of cells against the bound while their table is made; they count when it is.

        Raises:
            ReadError: with them there are more than ``MAX_CELLS``.
        """
        if self.spent + cells > MAX_CELLS:
            raise ReadError(
                f"has tables with more than {MAX_CELLS:,} cells", self.where, "cut the transfer table out of it"
            )
