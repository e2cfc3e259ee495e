"""The headings of the overseas-transfer table among the tables of a policy: where they stand, and what they name.

They stand in a table's first rows or in its first column. A table counts whose headings name enough of the statute's
columns, or the recipient and a country abroad.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trafficaudit.declarations import countries
from trafficaudit.declarations.grid import Cell, Grid, transposed
from trafficaudit.declarations.headings import Role, column_roles, overseas, roles
from trafficaudit.declarations.line import LABEL
from trafficaudit.declarations.organisations import company
from trafficaudit.declarations.wording import flat, key, unnumbered

HEADING_ROWS = 5
"""Rows among which the headings are: a title or two may stand above them."""
_FEWEST = 3  # different columns of the statute that make headings a heading row
_TITLE = 80  # characters of words above a table that may be a recipient's name
_NO_HEADING = {"", "구분", "업체", "업체구분", "회사", "division", "company", "organisation", "organization"}


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of a table: columns per place, the first row below them, a recipient that only a title names."""

    columns: tuple[tuple[Role, ...], ...]
    below: int
    title: str = ""

    @property
    def known(self) -> set[Role]:
        """The columns of the statute that are named."""
        return {role for column in self.columns for role in column}


def oriented(grid: Grid) -> tuple[Grid, Heads | None]:
    """Give the grid with its headings on top: as it is, with its rows as columns, or as a form of pairs."""
    ways = [grid, transposed(grid)]
    if grid.width >= 4 and grid.width % 2 == 0:
        ways.append(transposed(_paired(grid)))
    best: tuple[Grid, Heads | None] = (grid, None)
    for way in ways:
        heads = _heads(way)
        if heads and (best[1] is None or len(heads.known) > len(best[1].known)):
            best = way, heads
    return best


def named(grid: Grid, heads: Heads | None) -> Heads | None:
    """Take a first column without a heading, or the title above a single row, for the recipient where none is named."""
    if heads is None or "recipient" in heads.known:
        return heads
    if not heads.columns[0] and key(grid.rows[heads.below - 1][0].text) in _NO_HEADING:
        return replace(heads, columns=(("recipient",), *heads.columns[1:]))
    title = unnumbered(_across(grid, heads) or grid.before.rpartition(" / ")[2]).strip()
    if (found := LABEL.match(title)) and "recipient" in column_roles(found[1]):
        title = found[2].strip()
    one = len(grid.rows) - heads.below == 1 and 0 < len(title) <= _TITLE
    if one and not roles(title) and (company(title) or not overseas(title)):
        return replace(heads, title=title)
    return None


def _across(grid: Grid, heads: Heads) -> str:
    """Give the words of a row over the whole width above labels and their values: the title of a form."""
    for place, column in enumerate(heads.columns):
        texts = {flat(row[place].text) for row in grid.rows}
        if not column and len(texts) == 1 and len(grid.rows) > 1:
            return texts.pop()
    return ""


def _paired(grid: Grid) -> Grid:
    """Give a form of several labels and values side by side as one label and value a row."""
    rows = [row[place : place + 2] for row in grid.rows for place in range(0, grid.width - 1, 2)]
    return Grid(tuple(rows), grid.before, grid.page)


def _heads(grid: Grid) -> Heads | None:
    best: Heads | None = None
    for number, row in enumerate(grid.rows[:HEADING_ROWS]):
        columns = tuple(column_roles(cell.text) for cell in row)
        below = number + 1
        if below < len(grid.rows) and _second(row, grid.rows[below]):
            columns = tuple(
                roles(low.text) or roles(f"{high.text} {low.text}") or column
                for column, high, low in zip(columns, row, grid.rows[below], strict=True)
            )
            below += 1
        heads = Heads(_one_recipient(columns), below)
        some = heads.known & {"recipient", "countries"}
        enough = some and (len(heads.known) >= _FEWEST or _leads_abroad(grid, heads))
        if enough and (not best or heads.known > best.known):
            best = heads
    return best


def _one_recipient(columns: tuple[tuple[Role, ...], ...]) -> tuple[tuple[Role, ...], ...]:
    """Take the recipient for one column's: another that names it beside something else says where it is located."""
    named = [place for place, column in enumerate(columns) if "recipient" in column]
    alone = next(
        (place for place in named if columns[place][0] == "recipient" and "countries" not in columns[place]), -1
    )
    if alone < 0:
        return columns
    return tuple(
        tuple(role for role in column if role != "recipient") if place != alone and len(column) > 1 else column
        for place, column in enumerate(columns)
    )


def _leads_abroad(grid: Grid, heads: Heads) -> bool:
    """Say whether recipients and countries alone make a table of transfers: where a cell is a country abroad."""
    if not heads.known >= {"recipient", "countries"}:
        return False
    place = next(place for place, column in enumerate(heads.columns) if "countries" in column)
    told = (countries.read(row[place].text)[0] for row in grid.rows[heads.below :])
    return any(country.code != "KR" for found in told for country in found)


def _second(row: Sequence[Cell], under: Sequence[Cell]) -> bool:
    """Say whether the row below is a second row of headings: a merged heading reaches over or into it."""
    reaches = any(not cell.own and cell.text == above.text for above, cell in zip(row, under, strict=True))
    wide = any(not cell.own for cell in row)
    return (reaches or wide) and sum(bool(roles(cell.text)) for cell in under) * 2 > len(under)
