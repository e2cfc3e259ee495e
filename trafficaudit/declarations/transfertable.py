"""What the rows of the overseas-transfer tables of a policy say, and what was left out of them.

A table is recognised by its headings (``tableheads``). It tells of transfers abroad where a
column names the country, or the words above it do; a list of domestic processors is left out, and a note says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from trafficaudit.declarations import countries
from trafficaudit.declarations.dittos import filled
from trafficaudit.declarations.grid import Cell, Grid
from trafficaudit.declarations.headings import Role, column_roles, overseas, roles
from trafficaudit.declarations.model import Source
from trafficaudit.declarations.organisations import company
from trafficaudit.declarations.remarks import remark
from trafficaudit.declarations.repeated import blocks
from trafficaudit.declarations.tableheads import HEADING_ROWS, Heads, named, oriented
from trafficaudit.declarations.wording import flat, nothing

_EARLIER = re.compile(
    r"(?:변경|개정)\s*전|종전|(?<![가-힣])구\s*(?:개인정보\s*)?(?:처리)?방침|(?:이전|지난)\s*(?:버전|(?:개인정보\s*)?(?:처리)?방침)"
    r"|\b(?:previous|former|old|earlier|prior|superseded|archived)\s+(?:version|policy|privacy|notice)"
    r"|\d{4}\s*[.\-/년]\s*\d{1,2}[^~\n]{0,8}(?:~|–|부터)\s*\d{4}",
    re.I,
)
"""Words above a table by which it may hold no more: they name an earlier version, or a period that has an end."""
_SAID = 200  # characters that are told of a table that names nobody


@dataclass(slots=True)
class Row:
    """One recipient's row: the text per column of the statute, where it stands, and which columns share a cell."""

    cells: dict[Role, str]
    source: Source
    shared: dict[Role, tuple[Role, ...]] = field(default_factory=dict)


def find(grids: Sequence[Grid], lang: str = "en") -> tuple[list[Row], list[str]]:
    """Give the rows of every overseas-transfer table, and notes on what was left out or not understood, in ``lang``."""
    rows: list[Row] = []
    notes: list[str] = []
    last: tuple[Grid, Heads] | None = None
    tables = 0
    for given in (block for grid in grids for block in blocks(grid)):
        grid, told = oriented(given)
        heads = named(grid, told)
        if told and heads is None:
            notes.append(remark("note_no_recipient", lang, _place(grid, lang)))
        if heads is None:
            if last and rows and _goes_on(last[0], given):
                notes.append(remark("note_continued", lang, _place(given, lang)))
                grid, asked = filled(given, 0, last[0].rows[-1])
                notes += _as_above(grid, asked, lang)
                notes += _nameless(_add(rows, grid, last[1], tables, rows[-1].source.row), lang)
                notes += _aside(grid, grid.rows, lang)
                last = (grid, last[1])
            elif told is None:
                notes += _spoken(grid, lang) or _unlike(grid, lang)
            continue
        if not _abroad(grid, heads):
            notes.append(remark("note_domestic", lang, _place(grid, lang)))
            notes += _spoken(grid, lang)
            last = None
            continue
        tables += 1
        if earlier := _earlier(grid):
            notes.append(remark("note_earlier", lang, _place(grid, lang), earlier))
        before = len(rows)
        whole = grid is given
        grid, asked = filled(grid, heads.below)
        notes += _as_above(grid, asked, lang)
        notes += _nameless(_add(rows, grid, heads, tables), lang)
        notes += _aside(grid, grid.rows[heads.below :], lang)
        notes += _empty(grid, heads, lang) if len(rows) == before else []
        notes += _unread(grid, heads, lang)
        if heads.title:
            notes.append(remark("note_title", lang, _place(grid, lang)))
        last = (grid, heads) if whole else None
    return rows, notes


def _earlier(grid: Grid) -> str:
    """Give the words above a table that tell of an earlier version; empty where none do."""
    above = flat(grid.before.rpartition(" / ")[2])
    return above if _EARLIER.search(above) else ""


def _abroad(grid: Grid, heads: Heads) -> bool:
    above = (cell.text for row in grid.rows[: heads.below] for cell in row)
    return "countries" in heads.known or overseas(grid.before) or any(overseas(text) for text in above)


def _spoken(grid: Grid, lang: str) -> list[str]:
    """Tell of countries abroad that the recipients' cells of a table without a column of countries speak of.

    Every column of recipients counts (a processor's own processors stand in one of theirs), and a table that has no
    further headings of the statute's as well.
    """
    heads = [
        (below, place)
        for below, row in enumerate(grid.rows[:HEADING_ROWS], 1)
        for place, cell in enumerate(row)
        if "recipient" in roles(cell.text)
    ]
    texts = (row[place].text for below, place in heads for row in grid.rows[below:])
    found = dict.fromkeys(word for text in texts for word in countries.spoken(text))
    return [remark("note_foreign", lang, _place(grid, lang), ", ".join(found))] if found else []


def _unlike(grid: Grid, lang: str) -> list[str]:
    """Tell of what is no table of transfers by its headings, but stands below words about them and names a country."""
    texts = dict.fromkeys(flat(cell.text) for row in grid.rows for cell in row if overseas(grid.before))
    said = next((text for text in texts if countries.spoken(text)), "")
    return [remark("note_prose", lang, _place(grid, lang), said[:_SAID])] if said else []


def _goes_on(before: Grid, grid: Grid) -> bool:
    """A table that is cut by a page, or by a blank in its lines, goes on without its headings: as wide, and next."""
    return bool(before.page) and grid.page - before.page in (0, 1) and grid.width == before.width


def _add(rows: list[Row], grid: Grid, heads: Heads, table: int, above: int = 0) -> list[Source]:
    """Add the rows of a table; give where one speaks of nobody and goes on with none.

    ``above`` is not 0 where the table goes on with one that was cut by a page, and is the number of its last row.
    """
    sources = [
        (cells, Source(_lines(cells), grid.page, table, number))
        for number, cells in enumerate(grid.rows[0 if above else heads.below :], above + 1)
    ]
    return [source for cells, source in sources if not _take(rows, cells, heads, source)]


def _nameless(left: Sequence[Source], lang: str) -> list[str]:
    return [remark("note_nameless", lang, one.place(lang)) for one in left]


def _empty(grid: Grid, heads: Heads, lang: str) -> list[str]:
    """Tell of a table that names nobody, and what it says instead."""
    said = dict.fromkeys(flat(cell.text) for row in grid.rows[heads.below :] for cell in row if cell.text)
    return [remark("note_empty", lang, _place(grid, lang), " / ".join(said)[:_SAID])]


def _take(rows: list[Row], cells: Sequence[Cell], heads: Heads, source: Source) -> bool:
    """Add one row; one without a recipient goes on with the row above, repeated headings and subtitles are none.

    Gives false where there is none above.
    """
    if not any(flat(cell.text) for cell in cells) or tuple(column_roles(cell.text) for cell in cells) == heads.columns:
        return True
    if _crosses(cells) or not any(cell.own for cell in cells if cell.text):  # or the rest of a row of merged cells
        return True
    told = dict(_texts(cells, heads)) | ({"recipient": heads.title} if heads.title else {})
    row = Row(told, source, {role: column for column in heads.columns for role in column})
    if flat(row.cells.get("recipient", "")):
        rows.append(row)
        return True
    if not rows or rows[-1].source.table != source.table:
        return False
    above = rows[-1].cells
    for role, text in row.cells.items():
        above[role] = "\n".join(filter(None, (above.get(role, ""), text)))
    if rows[-1].source.page == source.page:
        was = rows[-1].source
        lines = (min(was.lines[0], source.lines[0]), max(was.lines[1], source.lines[1]))
        rows[-1].source = Source(lines, was.page, was.table, was.row)
    return True


def _crosses(cells: Sequence[Cell]) -> bool:
    """Say whether a row is one cell over the whole width: a subtitle, or a remark."""
    return len(cells) > 2 and len({cell.text for cell in cells}) == 1 and not nothing(cells[0].text)


def _aside(grid: Grid, rows: Sequence[Sequence[Cell]], lang: str) -> Iterator[str]:
    """Tell of rows over the whole width that speak of a country abroad or a company: no recipient is read from them."""
    for cells in rows:
        said = flat(cells[0].text) if _crosses(cells) else ""
        if countries.spoken(said) or company(said):
            yield remark("note_aside", lang, Source(_lines(cells), grid.page).place(lang), said[:_SAID])


def _texts(cells: Sequence[Cell], heads: Heads) -> Iterator[tuple[Role, str]]:
    gathered: dict[Role, list[str]] = {}
    for cell, column in zip(cells, heads.columns, strict=True):
        for role in column:
            texts = gathered.setdefault(role, [])
            if cell.text and cell.text not in texts:
                texts.append(cell.text)
    yield from ((role, "\n".join(texts)) for role, texts in gathered.items())


def _as_above(grid: Grid, asked: Mapping[int, Sequence[str]], lang: str) -> Iterator[str]:
    """Tell of the rows in which what stands above was put."""
    for number, words in asked.items():
        place = Source(_lines(grid.rows[number]), grid.page).place(lang)
        yield remark("note_above", lang, place, ", ".join(words))


def _lines(cells: Sequence[Cell]) -> tuple[int, int]:
    """Give the lines of a row's own cells, so that a merged cell does not pull all its rows together."""
    told = [cell.lines for cell in cells if cell.own and cell.lines[0]] or [c.lines for c in cells if c.lines[0]]
    return (min(first for first, _ in told), max(last for _, last in told)) if told else (0, 0)


def _place(grid: Grid, lang: str) -> str:
    lines = [cell.lines for row in grid.rows for cell in row if cell.lines[0]]
    first = min((first for first, _ in lines), default=0)
    return Source((first, first), grid.page).place(lang)


def _unread(grid: Grid, heads: Heads, lang: str) -> Iterator[str]:
    """Tell of columns whose heading is none of the statute's; numbering and remarks are told of as well."""
    for place, column in enumerate(heads.columns):
        heading = flat(grid.rows[heads.below - 1][place].text)
        if not column and heading:
            yield remark("note_column", lang, heading[:60], _place(grid, lang))
