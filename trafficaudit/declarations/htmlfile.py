"""Policies as HTML: tables with their merged cells, and what stands outside of tables as lines.

lxml reads without network, entities of its own or a document type; scripts and styles are no text. A table made of
``role="table"``, ``role="row"`` and ``role="cell"`` (WAI-ARIA 1.2) counts as one, a nested table as one of its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from trafficaudit.declarations.barelabels import spelled_out
from trafficaudit.declarations.encoding import text_of
from trafficaudit.declarations.grid import Budget, Document, Grid, Words
from trafficaudit.declarations.htmlcells import BREAKING, Reader, Spent, Table, grid_of, is_unread, name_of
from trafficaudit.declarations.line import Line, lines_of
from trafficaudit.declarations.prose import pictured, spoken_of
from trafficaudit.declarations.scripts import MAX_SCRIPTS, speaks
from trafficaudit.declarations.textlines import framed, grids_of, prose_of
from trafficaudit.declarations.unfolding import unfolded
from trafficaudit.declarations.webtree import tree_of
from trafficaudit.declarations.wording import flat
from trafficaudit.errors import ReadError

_PICTURES = {"img", "iframe", "object", "embed", "canvas"}
_MOST_LINES = 65_535
"""Lines that libxml2 numbers; every element behind them would be told to stand on the last one."""
_DEEPEST = 2  # pages within a page within a page
_BEFORE = 200  # characters of text before a table that may be its title


def read_html(data: bytes, where: str) -> Document:
    """Read a policy as HTML.

    Raises:
        ReadError: the encoding is unknown, or the tables, the lines or the levels of elements are more than is read.
    """
    text, encoding = text_of(data, where, markup=True)
    text, numbers = _numbered(text, where)
    grids, words = _read(text, numbers, Budget(where), Spent(where), 0)
    return Document(grids, encoding, words)


def _read(
    text: str, numbers: Sequence[int], budget: Budget, spent: Spent, depth: int
) -> tuple[tuple[Grid, ...], tuple[Words, ...]]:
    """Read a page, and those that are written out in frames of it, which stand on the line of the frame."""
    root = tree_of(text, spent.where)
    if root is None:
        return (), ()
    read = Reader(spent, numbers)
    walk = _Walk(root, read)
    tables, told = walk.result()
    lines = spelled_out(unfolded(told))
    laid = [grid_of(table, budget, read) for table in tables]
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


class _Walk:
    """One walk through the document, which finds tables, their rows and cells, and the lines outside of tables."""

    def __init__(self, root: Any, read: Reader) -> None:
        self._read = read
        self._tables: dict[Any, Table] = {}
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

    def result(self) -> tuple[list[Table], list[Line]]:
        """Give tables and lines."""
        return list(self._tables.values()), self._lines

    def _start(self, element: Any) -> None:
        name = name_of(element)
        self._silent += is_unread(element, name)
        if name == "iframe" and element.get("srcdoc"):
            self.frames.append((element.get("srcdoc"), self._read.line(element.sourceline)))
        elif name in _PICTURES:
            self._picture(element)
        if name == "script":
            self._script(element)
        if name in BREAKING:
            self._break()
        if name == "table":
            self._tables[element] = Table(self._recent())
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
        name = name_of(element)
        if name == "dt":
            self._piece += ": " if self._piece.strip() and not self._piece.rstrip().endswith((":", "：")) else ""
        elif name in BREAKING:
            self._break()
        if name == "table":
            self._stack.pop()
        if name in ("table", "ul", "ol", "dl") and not self._stack:
            self._lines.append(Line("", 0))  # what follows a table or list is no part of the block before it
        self._silent -= is_unread(element, name)
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
