"""Policies as HTML: tables with their merged cells, and what stands outside of tables as lines.

lxml reads without network, entities of its own or a document type; scripts and styles are no text. A table made of
``role="table"``, ``role="row"`` and ``role="cell"`` (WAI-ARIA 1.2) counts as one, a nested table as one of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree, html

from trafficaudit.declarations.barelabels import spelled_out
from trafficaudit.declarations.encoding import text_of
from trafficaudit.declarations.grid import Budget, Cell, Document, Grid, Words, filling, squared
from trafficaudit.declarations.line import Line, lines_of
from trafficaudit.declarations.prose import pictured, spoken_of
from trafficaudit.declarations.scripts import MAX_SCRIPTS, speaks
from trafficaudit.declarations.textlines import framed, grids_of, prose_of
from trafficaudit.declarations.unfolding import unfolded
from trafficaudit.declarations.wording import flat, tidy
from trafficaudit.errors import ReadError

MAX_TEXT = 8_000_000
"""Most characters of cells in one document, nested tables counted in each table that they stand in."""
MAX_ELEMENTS = 1_000_000
"""Most elements of cells in one document, counted likewise."""
_ROLES = {"table": "table", "grid": "table", "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th",
          "rowheader": "th"}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "head", "svg", "math", "select"}
_BREAKING = {"br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "dl",
             "section", "article", "table", "caption", "pre", "hr", "summary", "details", "textarea"}  # fmt: skip
_FOOTNOTE = re.compile(r"\s*(?:[\[(]?(?:주|각주|note)?\s*\d{1,2}[\])]?|[*†‡§]{1,3}|tm|[®™])\s*", re.I)
_PICTURES = {"img", "iframe", "object", "embed", "canvas"}
_MOST_SPAN = 200
_MOST_LINES = 65_535
"""Lines that libxml2 numbers; every element behind them would be told to stand on the last one."""
_DEEPEST = 2  # pages within a page within a page
_BEFORE = 200  # characters of text before a table that may be its title


@dataclass(slots=True)
class _Table:
    """A table while the document is walked through; ``held`` maps (row, column) to cells that reach down."""

    before: str
    rows: list[list[Any]] = field(default_factory=list)
    caption: str = ""


def read_html(data: bytes, where: str) -> Document:
    """Read a policy as HTML.

    Raises:
        ReadError: the encoding is unknown, or the tables or the lines are more than is read.
    """
    text, encoding = text_of(data, where, markup=True)
    text, numbers = _numbered(text, where)
    grids, words = _read(text, numbers, Budget(where), _Spent(where), 0)
    return Document(grids, encoding, words)


def _read(
    text: str, numbers: Sequence[int], budget: Budget, spent: "_Spent", depth: int
) -> tuple[tuple[Grid, ...], tuple[Words, ...]]:
    """Read a page, and those that are written out in frames of it, which stand on the line of the frame."""
    clean = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(clean, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return (), ()  # nothing in it that is a document
    read = _Read(spent, numbers)
    walk = _Walk(root, read)
    tables, told = walk.result()
    lines = spelled_out(unfolded(told))
    laid = [_grid(table, budget, read) for table in tables]
    grids = [grid for one in laid for grid in (framed(one, budget) or [one])]
    grids += grids_of(lines, budget)
    words = [*spoken_of(prose_of(lines)), *walk.pictures]
    for inner, line in walk.frames if depth < _DEEPEST else ():
        kept = "\n".join(one for one in inner.split("\n") if one.strip())
        budget.lines(kept.count("\n"))
        more, said = _read(kept, [line] * _MOST_LINES, budget, spent, depth + 1)
        grids += more
        words += said
    return tuple(grids), tuple(words)


def _numbered(text: str, where: str) -> tuple[str, Sequence[int]]:
    """Give a document in as many lines as are numbered, and the number of each: of longer ones without blank lines.

    Raises:
        ReadError: there are more lines that are not blank.
    """
    lines = text.split("\n")
    if len(lines) < _MOST_LINES:
        return text, range(len(lines) + 1)
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(kept) >= _MOST_LINES:
        what = f"has more than {_MOST_LINES:,} lines that are not blank"
        raise ReadError(what, where, "cut the transfer table out of it")
    return "\n".join(line for _, line in kept), [0, *(number for number, _ in kept)]


def _name(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return _ROLES.get(element.get("role", ""), tag) if tag else ""


def _unread(element: Any, name: str) -> bool:
    """Say whether what an element holds is no text of the policy: a program, or the mark of a footnote."""
    if name != "sup" or len(element) > 1:
        return name in _SILENT
    said = (element.text or "") + (element[0].text or "" if len(element) and not len(element[0]) else "")
    return bool(_FOOTNOTE.fullmatch(said))


class _Walk:
    """One walk through the document, which finds tables, their rows and cells, and the lines outside of tables."""

    def __init__(self, root: Any, read: "_Read") -> None:
        self._read = read
        self._tables: dict[Any, _Table] = {}
        self._stack: list[Any] = []
        self._lines: list[Line] = []
        self._piece = ""
        self._number = 0
        self._silent = 0
        self.pictures: list[Words] = []
        self.frames: list[tuple[str, int]] = []
        self._searched = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self._break()

    def result(self) -> tuple[list[_Table], list[Line]]:
        """Give tables and lines."""
        return list(self._tables.values()), self._lines

    def _start(self, element: Any) -> None:
        name = _name(element)
        self._silent += _unread(element, name)
        if name == "iframe" and element.get("srcdoc"):
            self.frames.append((element.get("srcdoc"), self._read.line(element.sourceline)))
        elif name in _PICTURES:
            self._picture(element)
        if name == "script":
            self._script(element)
        if name in _BREAKING:
            self._break()
        if name == "table":
            self._tables[element] = _Table(self._recent())
            self._stack.append(element)
        elif self._stack and name == "tr":
            self._tables[self._stack[-1]].rows.append([])
        elif self._stack and name in ("td", "th"):
            rows = self._tables[self._stack[-1]].rows
            if not rows:
                rows.append([])
            rows[-1].append(element)
        elif self._stack and name == "caption":
            self._tables[self._stack[-1]].caption = flat(self._read.text(element)[0])[:_BEFORE]
        if name in ("pre", "textarea") and not (len(element) or self._stack or self._silent):
            self._write(element)
        else:
            self._say(element.text, element.sourceline)

    def _write(self, element: Any) -> None:
        """Keep text whose line breaks are those of the page, as consents are shown in a field of a form."""
        first = element.sourceline or 0
        for place, line in enumerate(lines_of(element.text or "")):
            self._lines.append(replace(line, number=self._read.line(first + place)))
        self._lines.append(Line("", 0))

    def _end(self, element: Any) -> None:
        name = _name(element)
        if name == "dt":
            self._piece += ": " if self._piece.strip() and not self._piece.rstrip().endswith((":", "：")) else ""
        elif name in _BREAKING:
            self._break()
        if name == "table":
            self._stack.pop()
        if name in ("table", "ul", "ol", "dl") and not self._stack:
            self._lines.append(Line("", 0))  # what follows a table or list is no part of the block before it
        self._silent -= _unread(element, name)
        self._say(element.tail, element.sourceline)

    def _picture(self, element: Any) -> None:
        """Keep a picture, or a page within the page, that stands behind words about transfers or has such ones."""
        own = (element.get(name, "")[:_BEFORE] for name in ("alt", "title", "aria-label"))
        above = [line.text for line in self._lines[-2:] if line.text]
        if not self._stack and pictured((*own, *above, self._piece[-_BEFORE:])):
            self.pictures.append(Words("", self._read.line(element.sourceline), kind="picture"))

    def _script(self, element: Any) -> None:
        text = (element.text or "")[: MAX_SCRIPTS - self._searched]
        self._searched += len(text)
        if speaks(text):
            self.pictures.append(Words("", self._read.line(element.sourceline), kind="script"))

    def _say(self, text: str | None, number: int | None) -> None:
        if not text or self._silent or self._stack:
            return
        self._number = self._number or self._read.line(number)
        # Line breaks of the source are no line breaks of the page; `pre` with elements in it reads as one line.
        self._piece += text.replace("\n", " ").replace("\r", " ")

    def _break(self) -> None:
        if self._piece.rstrip().endswith((":", "：")) and len(self._piece) < _BEFORE:
            return  # a label whose value stands in the next element
        self._flush()

    def _flush(self) -> None:
        if piece := flat(self._piece):
            self._lines.append(Line(piece, self._number))
        self._piece, self._number = "", 0

    def _recent(self) -> str:
        self._flush()
        told = [line.text for line in self._lines[-2:] if line.text]
        return " / ".join(text[-_BEFORE:] for text in told)


@dataclass(slots=True)
class _Spent:
    """Counts what is read of cells, over a page and those in its frames."""

    where: str
    letters: int = 0
    elements: int = 0

    def held(self) -> None:
        """Hold it against the bounds.

        Raises:
            ReadError: more was read by now than a policy has.
        """
        if self.letters > MAX_TEXT or self.elements > MAX_ELEMENTS:
            raise ReadError("has more in its tables than is read", self.where, "cut the transfer table out of it")


@dataclass(slots=True)
class _Read:
    """Reads the texts of cells, and counts what it reads: what stands in nested tables is read once for each."""

    spent: _Spent
    numbers: Sequence[int]

    def line(self, given: int | None) -> int:
        """Give the line of the document that a line of what was parsed is; 0 where none is known."""
        return self.numbers[given] if given and given < len(self.numbers) else 0

    def text(self, element: Any) -> tuple[str, int]:
        """Give the text of an element with its line breaks, and the last line that it stands on.

        Raises:
            ReadError: more was read by now than a policy has.
        """
        parts: list[str] = []
        silent = 0
        last = element.sourceline or 0
        for event, inner in etree.iterwalk(element, events=("start", "end")):
            name = _name(inner)
            if event == "start":
                self.spent.elements += 1
                self.spent.held()
                silent += _unread(inner, name)
                parts.append("\n" if name in _BREAKING else "")
                said = inner.text
                last = max(last, inner.sourceline or 0)
            else:
                silent -= _unread(inner, name)
                parts.append("\n" if name in _BREAKING and name != "br" else "")
                said = inner.tail if inner is not element else ""
            if said and not silent:
                parts.append(said.replace("\n", " ").replace("\r", " "))
                last += said.count("\n") if event == "start" and inner is element else 0
        text = tidy("".join(parts))
        self.spent.letters += len(text)
        self.spent.held()
        return text, self.line(last)


def _span(element: Any, name: str) -> int:
    given = str(element.get(name, "1")).strip()
    return min(int(given), _MOST_SPAN) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def _grid(table: _Table, budget: Budget, read: _Read) -> Grid:
    """Lay a table's cells out as HTML's table model does (WHATWG HTML, 4.9.12), each merged cell in all its places."""
    held: dict[tuple[int, int], Cell] = {}
    rows: list[list[Cell]] = []
    for number, elements in enumerate(table.rows):
        row: list[Cell] = []
        for element in elements:
            while (number, len(row)) in held:
                row.append(held.pop((number, len(row))))
            text, last = read.text(element)
            wide = max(1, _span(element, "colspan"))
            deep = _span(element, "rowspan") or len(table.rows) - number
            deep = min(deep, len(table.rows) - number)
            budget.spend(wide * deep)
            lines = (read.line(element.sourceline), last)
            for across in range(wide):
                for down in range(1, deep):
                    held[number + down, len(row)] = Cell(text, lines, own=False)
                row.append(Cell(text, lines, own=across == 0))
        while (number, len(row)) in held:
            row.append(held.pop((number, len(row))))
        rows.append(row)
    budget.spend(filling(rows))
    return squared(rows, " / ".join(filter(None, (table.caption, table.before))))
