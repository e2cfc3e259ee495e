"""The overseas-transfer table among the tables of a policy: which one it is, and what its rows say.

A table is recognised by its headings, in its first rows or in its first column. It tells of transfers abroad where a
column names the country, or the words above it do; a list of domestic processors is left out, and a note says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from trafficaudit.declarations import countries
from trafficaudit.declarations.dittos import filled
from trafficaudit.declarations.grid import Cell, Grid, transposed
from trafficaudit.declarations.headings import Role, column_roles, overseas, roles
from trafficaudit.declarations.line import LABEL
from trafficaudit.declarations.model import Source
from trafficaudit.declarations.organisations import company
from trafficaudit.declarations.remarks import remark
from trafficaudit.declarations.repeated import blocks
from trafficaudit.declarations.wording import flat, key, nothing, unnumbered

_FEWEST = 3  # different columns of the statute that make headings a heading row
_TITLE = 80  # characters of words above a table that may be a recipient's name
_NO_HEADING = {"", "구분", "업체", "업체구분", "회사", "division", "company", "organisation", "organization"}
_EARLIER = re.compile(
    r"(?:변경|개정)\s*전|종전|(?<![가-힣])구\s*(?:개인정보\s*)?(?:처리)?방침|(?:이전|지난)\s*(?:버전|(?:개인정보\s*)?(?:처리)?방침)"
    r"|\b(?:previous|former|old|earlier|prior|superseded|archived)\s+(?:version|policy|privacy|notice)"
    r"|\d{4}\s*[.\-/년]\s*\d{1,2}[^~\n]{0,8}(?:~|–|부터)\s*\d{4}",
    re.I,
)
"""Words above a table by which it may hold no more: they name an earlier version, or a period that has an end."""
_SAID = 200  # characters that are told of a table that names nobody
_HEADING_ROWS = 5  # a title or two may stand above the headings


@dataclass(slots=True)
class Row:
    """One recipient's row: the text per column of the statute, where it stands, and which columns share a cell."""

    cells: dict[Role, str]
    source: Source
    shared: dict[Role, tuple[Role, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Heads:
    """The headings of a table: columns per place, the first row below them, a recipient that only a title names."""

    columns: tuple[tuple[Role, ...], ...]
    below: int
    title: str = ""

    @property
    def known(self) -> set[Role]:
        return {role for column in self.columns for role in column}


def find(grids: Sequence[Grid], lang: str = "en") -> tuple[list[Row], list[str]]:
    """Give the rows of every overseas-transfer table, and notes on what was left out or not understood, in ``lang``."""
    rows: list[Row] = []
    notes: list[str] = []
    last: tuple[Grid, _Heads] | None = None
    tables = 0
    for given in (block for grid in grids for block in blocks(grid)):
        grid, told = _oriented(given)
        heads = _named(grid, told)
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


def _oriented(grid: Grid) -> tuple[Grid, _Heads | None]:
    """Give the grid with its headings on top: as it is, with its rows as columns, or as a form of pairs."""
    ways = [grid, transposed(grid)]
    if grid.width >= 4 and grid.width % 2 == 0:
        ways.append(transposed(_paired(grid)))
    best: tuple[Grid, _Heads | None] = (grid, None)
    for way in ways:
        heads = _heads(way)
        if heads and (best[1] is None or len(heads.known) > len(best[1].known)):
            best = way, heads
    return best


def _named(grid: Grid, heads: _Heads | None) -> _Heads | None:
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


def _across(grid: Grid, heads: _Heads) -> str:
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


def _heads(grid: Grid) -> _Heads | None:
    best: _Heads | None = None
    for number, row in enumerate(grid.rows[:_HEADING_ROWS]):
        columns = tuple(column_roles(cell.text) for cell in row)
        below = number + 1
        if below < len(grid.rows) and _second(row, grid.rows[below]):
            columns = tuple(
                roles(low.text) or roles(f"{high.text} {low.text}") or column
                for column, high, low in zip(columns, row, grid.rows[below], strict=True)
            )
            below += 1
        heads = _Heads(_one_recipient(columns), below)
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


def _leads_abroad(grid: Grid, heads: _Heads) -> bool:
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


def _earlier(grid: Grid) -> str:
    """Give the words above a table that tell of an earlier version; empty where none do."""
    above = flat(grid.before.rpartition(" / ")[2])
    return above if _EARLIER.search(above) else ""


def _abroad(grid: Grid, heads: _Heads) -> bool:
    above = (cell.text for row in grid.rows[: heads.below] for cell in row)
    return "countries" in heads.known or overseas(grid.before) or any(overseas(text) for text in above)


def _spoken(grid: Grid, lang: str) -> list[str]:
    """Tell of countries abroad that the recipients' cells of a table without a column of countries speak of.

    Every column of recipients counts (a processor's own processors stand in one of theirs), and a table that has no
    further headings of the statute's as well.
    """
    heads = [
        (below, place)
        for below, row in enumerate(grid.rows[:_HEADING_ROWS], 1)
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


def _add(rows: list[Row], grid: Grid, heads: _Heads, table: int, above: int = 0) -> list[Source]:
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


def _empty(grid: Grid, heads: _Heads, lang: str) -> list[str]:
    """Tell of a table that names nobody, and what it says instead."""
    said = dict.fromkeys(flat(cell.text) for row in grid.rows[heads.below :] for cell in row if cell.text)
    return [remark("note_empty", lang, _place(grid, lang), " / ".join(said)[:_SAID])]


def _take(rows: list[Row], cells: Sequence[Cell], heads: _Heads, source: Source) -> bool:
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


def _texts(cells: Sequence[Cell], heads: _Heads) -> Iterator[tuple[Role, str]]:
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


def _unread(grid: Grid, heads: _Heads, lang: str) -> Iterator[str]:
    """Tell of columns whose heading is none of the statute's; numbering and remarks are told of as well."""
    for place, column in enumerate(heads.columns):
        heading = flat(grid.rows[heads.below - 1][place].text)
        if not column and heading:
            yield remark("note_column", lang, heading[:60], _place(grid, lang))
