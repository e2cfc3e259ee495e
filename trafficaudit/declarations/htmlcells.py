"""The cells of HTML's tables: the text of each, counted, and the places of one that is merged.

Programs, styles and the marks of footnotes are no text; a ``role`` (WAI-ARIA 1.2) makes a table of other elements.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from trafficaudit.declarations.grid import Budget, Cell, Grid, filling, squared
from trafficaudit.declarations.wording import tidy
from trafficaudit.errors import ReadError

MAX_TEXT = 8_000_000
"""Most characters of cells in one document, nested tables counted in each table that they stand in."""
MAX_ELEMENTS = 1_000_000
"""Most elements of cells in one document, counted likewise."""
_ROLES = {"table": "table", "grid": "table", "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th",
          "rowheader": "th"}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "head", "svg", "math", "select"}
BREAKING = {"br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "dl",
            "section", "article", "table", "caption", "pre", "hr", "summary", "details", "textarea"}  # fmt: skip
_FOOTNOTE = re.compile(r"\s*(?:[\[(]?(?:주|각주|note)?\s*\d{1,2}[\])]?|[*†‡§]{1,3}|tm|[®™])\s*", re.I)
_MOST_SPAN = 200


@dataclass(slots=True)
class Table:
    """A table while the document is walked through: its elements row by row, and what stands before and above it."""

    before: str
    rows: list[list[Any]] = field(default_factory=list)
    caption: str = ""


def name_of(element: Any) -> str:
    """Give what an element is: its tag, or what its role makes of it; empty for what is no element."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return _ROLES.get(element.get("role", ""), tag) if tag else ""


def is_unread(element: Any, name: str) -> bool:
    """Say whether what an element holds is no text of the policy: a program, or the mark of a footnote."""
    if name != "sup" or len(element) > 1:
        return name in _SILENT
    said = (element.text or "") + (element[0].text or "" if len(element) and not len(element[0]) else "")
    return bool(_FOOTNOTE.fullmatch(said))


@dataclass(slots=True)
class Spent:
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
class Reader:
    """Reads the texts of cells, and counts what it reads: what stands in nested tables is read once for each."""

    spent: Spent
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
            name = name_of(inner)
            if event == "start":
                self.spent.elements += 1
                self.spent.held()
                silent += is_unread(inner, name)
                parts.append("\n" if name in BREAKING else "")
                said = inner.text
                last = max(last, inner.sourceline or 0)
            else:
                silent -= is_unread(inner, name)
                parts.append("\n" if name in BREAKING and name != "br" else "")
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


def grid_of(table: Table, budget: Budget, read: Reader) -> Grid:
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
