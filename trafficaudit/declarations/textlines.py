"""Tables in plain text: drawn with pipes or boxes, parted by tabs, set in columns, or written as ``label: value``."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from trafficaudit.declarations.grid import EMPTY, Budget, Cell, Grid, filling, squared
from trafficaudit.declarations.headings import roles
from trafficaudit.declarations.line import LABEL, Line, labels
from trafficaudit.declarations.organisations import company
from trafficaudit.declarations.sidebyside import in_turn
from trafficaudit.declarations.wording import flat, key, tidy, unnumbered

_BORDER = re.compile(r"^[\s+|:=_\-─━┄┈═│┃║┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬]*$")
_PIPES = str.maketrans("│┃║｜", "||||")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_BEFORE = 2
_OVER = 3.0  # points or letters by which a line reaches into the second column
_FRAMED = 3  # labels with values that make a table of one column a frame
_TITLE = 80  # characters of a line that may name a block's recipient


def grids_of(lines: Sequence[Line], budget: Budget) -> list[Grid]:
    """Give every table that the lines hold; lines of no table are the text before the next one.

    Raises:
        ReadError: there are more lines or cells than are read.
    """
    budget.lines(len(lines))
    grids: list[Grid] = []
    told: list[str] = []
    for kind, group in groupby(_kinds(in_turn(lines)), key=lambda pair: pair[0]):
        block = [line for _, line in group]
        if kind in _MAKERS:
            for rows, title in _MAKERS[kind](block, budget):
                budget.spend(sum(map(len, rows)) + filling(rows))
                above = told[-_BEFORE:] if title is None else [*told[-1:], title]
                grids.append(squared(rows, " / ".join(above), block[0].page))
        told += [flat(line.text)[:200] for line in block[-_BEFORE:] if line.text.strip()]
    return grids


def framed(grid: Grid, budget: Budget) -> list[Grid]:
    """Give the tables that the cells of a table of one column are lines of: it is a frame; none where it is not."""
    if grid.width != 1:
        return []
    lines = [Line(text, row[0].lines[0], grid.page) for row in grid.rows for text in row[0].text.split("\n")]
    found = grids_of(lines, budget) if sum(labels(line.text) for line in lines) >= _FRAMED else []
    return [Grid(one.rows, " / ".join(filter(None, (grid.before, one.before))), one.page) for one in found]


def prose_of(lines: Sequence[Line]) -> list[Line]:
    """Give the lines that are of no table."""
    return [line for kind, line in _kinds(in_turn(lines)) if kind == "text" and line.text.strip()]


def _kinds(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Say of each line what kind of table it belongs to; a kind holds on where lines in between are its own."""
    before, blank = "", False
    for line in lines:
        text = line.text.translate(_PIPES)
        kind = _kind(text, line)
        if kind == "border":  # a rule below the headings of columns is none of a box
            kind = "columns" if before == "columns" and "|" not in text else "piped"
        if kind == "text" and text.strip() and before == "labelled" and not blank:
            kind = "labelled"  # the value goes on
        elif kind == "text" and text.strip() and before == "columns" and not blank:
            kind = "columns"
        blank = not text.strip()
        if blank and before in ("labelled", "columns"):
            kind = before  # one blank line within a block is common; the block's maker drops it
        before = kind
        yield kind, line


def _kind(text: str, line: Line) -> str:
    if text.strip() and _BORDER.match(text):
        return "border"
    if text.count("|") >= 2 or (text.count("|") == 1 and roles(text.partition("|")[0])):
        return "piped"
    if "\t" in text.strip():
        return "tabbed"
    if (found := LABEL.match(text)) and roles(unnumbered(found[1])):
        return "labelled"
    if len(line.spots) >= 2:
        return "columns"
    return "text"


class _Growing:
    """A cell while lines are added to it: put together once, so that many of them cost no more than they are long."""

    __slots__ = ("_first", "_last", "_own", "open", "texts")

    def __init__(self, cell: Cell) -> None:
        self.texts = [cell.text] if cell.text else []
        self.open = cell.text.count("(") - cell.text.count(")")
        (self._first, self._last), self._own = cell.lines, cell.own

    def add(self, below: Cell) -> None:
        """Go on with what stands below."""
        if not below.text:
            self._last = max(self._last, below.lines[1])
            return
        self.texts.append(below.text)
        self.open += below.text.count("(") - below.text.count(")")
        self._first, self._last, self._own = self._first or below.lines[0], below.lines[1], True

    def untitled(self, line: int) -> None:
        """Take off the text that was added last, which stands at a line: it is a title."""
        self.texts.pop()
        self._last = max(self._first, line - 1)

    def whole(self) -> Cell:
        """Give the cell."""
        return Cell("\n".join(self.texts), (self._first, self._last), self._own)


type _Rows = list[list[_Growing]]


def _wrapped(above: Sequence[_Growing], row: Sequence[Cell]) -> bool:
    """Say whether a line that has the first column alone goes on with the name in it."""
    more = row[0].text
    if any(cell.text for cell in row[1:]) or not any(cell.texts for cell in above[1:]):
        return False
    return above[0].open > 0 or (company(more) and not company("\n".join(above[0].texts)))


def _added(above: Sequence[_Growing], row: Sequence[Cell]) -> None:
    for cell, below in zip(above, row, strict=True):
        cell.add(below)


def _finished(rows: _Rows) -> list[list[Cell]]:
    return [[cell.whole() for cell in row] for row in rows]


type _Made = list[tuple[list[list[Cell]], str | None]]
"""Tables of a run of lines, each with the words right above it; ``None``: those above the whole run."""


def _piped(lines: Sequence[Line], _: Budget) -> _Made:
    """Lines between two borders are one row where the table has borders inside, else each line is one."""
    borders = [number for number, line in enumerate(lines) if _BORDER.match(line.text)]
    boxed = len(borders) >= 3 and any(b - a > 2 for a, b in pairwise(borders))
    rows: _Rows = []
    fresh = True
    for line in lines:
        if _BORDER.match(line.text):
            fresh = True
            continue
        text = line.text.translate(_PIPES).strip().removeprefix("|").removesuffix("|")
        row = [Cell(tidy(_BREAK.sub("\n", part)), (line.number, line.number)) for part in text.split("|")]
        if boxed and not fresh and rows and len(rows[-1]) == len(row):
            _added(rows[-1], row)
        else:
            rows.append([_Growing(cell) for cell in row])
        fresh = False
    return [(_finished(rows), None)]


def _joined(above: Cell, below: Cell) -> Cell:
    if not below.text:
        return Cell(above.text, (above.lines[0], max(above.lines[1], below.lines[1])), above.own)
    text = f"{above.text}\n{below.text}" if above.text else below.text
    return Cell(text, (above.lines[0] or below.lines[0], below.lines[1]), above.own)


def _tabbed(lines: Sequence[Line], _: Budget) -> _Made:
    rows = [[Cell(part.strip(), (line.number, line.number)) for part in line.text.split("\t")] for line in lines]
    return [(rows, None)]


def _columns(lines: Sequence[Line], budget: Budget) -> _Made:
    """Columns begin where they begin in the heading; a line whose first column is empty goes on with the row above."""
    heads = max((line for line in lines), key=lambda line: sum(bool(roles(text)) for _, text in line.spots))
    nearest = _Nearest([place for place, _ in heads.spots])
    rows: _Rows = []
    over = _over(lines, [place for place, _ in heads.spots])
    for line in lines:
        if not line.spots or _BORDER.match(line.text):
            continue
        if line.number in over and line is not heads:
            said = flat(line.spots[0][1])
            here = (line.number, line.number)
            rows.append([_Growing(Cell(said, here, own=not place)) for place in range(len(heads.spots))])
            continue
        row = [EMPTY] * len(heads.spots)
        for place, text in line.spots:
            column = nearest(place)
            row[column] = _joined(row[column], Cell(text, (line.number, line.number)))
        if rows and line is not heads and (not row[0].text or _wrapped(rows[-1], row)):
            _added(rows[-1], row)
        else:
            budget.hold((len(rows) + 1) * len(row))
            rows.append([_Growing(cell) for cell in row])
    return [(_finished(rows), None)]


def _over(lines: Sequence[Line], places: Sequence[float]) -> set[int]:
    """Give the lines that run over the columns: a subtitle, or a paragraph below the table with its title and its end.

    Two columns are a label and its value, below which a line may be a value that goes on.
    """
    if len(places) < 3:
        return set()
    first, second = sorted(places)[:2]
    alone = [
        len(line.spots) == 1 and line.spots[0][0] < (first + second) / 2 and not company(line.text) for line in lines
    ]
    reaching = [short and line.reach > second + _OVER for short, line in zip(alone, lines, strict=True)]
    over: set[int] = set()
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        before = False
        for place in order:
            before = reaching[place] or (before and alone[place])
            over |= {lines[place].number} if before else set()
    return over


class _Nearest:
    """Which of some places is next to another one; of two as near the one that was given first."""

    def __init__(self, places: Sequence[float]) -> None:
        self._order = sorted(range(len(places)), key=places.__getitem__)
        self._places = [places[each] for each in self._order]

    def __call__(self, place: float) -> int:
        at, places = bisect_left(self._places, place), self._places
        beside = [bisect_left(places, places[at - 1])] if at else []
        beside += [at] if at < len(places) else []
        return min((abs(places[each] - place), self._order[each]) for each in beside)[1]


def _labelled(lines: Sequence[Line], _: Budget) -> _Made:
    """A label that comes again begins the block of the next recipient, whose title may stand right above it.

    A block that does not begin with its recipient has a title of its own or none: the one above the whole run is the
    first block's.
    """
    tables: list[tuple[_Rows, str | None]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines):
        found = LABEL.match(line.text)
        here = (line.number, line.number)
        if found and (named := roles(label := flat(unnumbered(found[1])))):
            if key(label) in seen or not tables:
                own = "" if tables and "recipient" not in named else None
                if own is not None and _is_title(lines[number - 1]):
                    own = _untitled(tables[-1][0], lines[number - 1])
                tables.append(([], own))
                seen.clear()
            seen.add(key(label))
            tables[-1][0].append([_Growing(Cell(label, here)), _Growing(Cell(flat(found[2]), here))])
        elif tables and line.text.strip():
            tables[-1][0][-1][1].add(Cell(flat(line.text), here))
    return [(_finished(rows), title) for rows, title in tables]


def _is_title(line: Line) -> bool:
    """Say whether a line between two blocks is the second one's title: it is numbered, or has a company's form."""
    text = flat(line.text)
    if not text or len(text) > _TITLE or labels(text):
        return False
    return unnumbered(text) != text or company(text)


def _untitled(rows: _Rows, line: Line) -> str:
    """Take a title off the value that it was added to, and give it."""
    rows[-1][1].untitled(line.number)
    return flat(line.text)


_MAKERS = {"piped": _piped, "tabbed": _tabbed, "columns": _columns, "labelled": _labelled}
