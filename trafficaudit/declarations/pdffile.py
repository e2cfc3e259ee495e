"""Policies as PDF: ruled tables with their merged cells, tables set in columns, blocks of ``label: value``.

A PDF has no lines: those counted here are the lines of text on a page from the top. What reads the file stands in
``pdfprocess.py`` and runs in a process of its own.
"""

import json
import subprocess
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from trafficaudit.declarations.barelabels import spelled_out
from trafficaudit.declarations.grid import EMPTY, Budget, Cell, Document, Grid, Words, squared
from trafficaudit.declarations.prose import pictured, spoken_of
from trafficaudit.declarations.textlines import Line, grids_of, prose_of
from trafficaudit.declarations.wording import flat, tidy
from trafficaudit.errors import ReadError

SECONDS = 150
"""Most seconds that reading one policy may take on the clock."""
_SAME_LINE = 3.0  # points by which runs of one line of text may stand apart
_MIDDLE = itemgetter(0)
_ASKED = 256  # cells that are looked at for a place in a table, and cost as much as one that is made
_LETTERS = 20  # a page with fewer letters than this and a picture is a picture of a page
OCR = "have its text recognised first (for instance `ocrmypdf -l kor+eng`) and hold the draft against the pictures"
_REMEDIES = {
    "password": ("is protected by a password", "save it without the password"),
    "broken": ("is a PDF that cannot be read", "print it to a PDF anew, or save its text as .txt"),
}


def read_pdf(data: bytes, where: str) -> Document:
    """Read a policy as PDF.

    Raises:
        ReadError: it is broken, protected, scanned, or takes more time or memory than one policy may.
    """
    pages = _pages(data, where)
    letters = sum(len(word[4].strip()) for page in pages for word in page["words"])
    if letters < _LETTERS * len(pages):
        pictures = any(page["images"] for page in pages)
        raise ReadError("is scanned: its pages are pictures without text" if pictures else "holds no text", where, OCR)
    budget = Budget(where)
    grids: list[Grid] = []
    words: list[Words] = []
    for number, page in enumerate(pages, 1):
        lines = _lines(page["words"], number)
        grids += _of_page(page, lines, number, budget)
        words += _outside(page, lines, number)
    return Document(tuple(grids), words=tuple(words))


def _pages(data: bytes, where: str) -> list[dict[str, Any]]:
    # Modules of the working folder are nobody's: a policy may come with files of any name beside it.
    command = [sys.executable, "-P", "-m", "trafficaudit.declarations.pdfprocess"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        what = "takes more time or memory to read than a policy may"
        raise ReadError(what, where, "print its pages with the table to a PDF anew") from error
    if problem := told.get("error"):
        what, remedy = _REMEDIES.get(problem, (problem, "save the pages with the table alone"))
        raise ReadError(what, where, remedy)
    pages: list[dict[str, Any]] = told["pages"]
    return pages


def _lines(words: Sequence[Any], page: int) -> list[tuple[float, Line]]:
    """Give the lines of text from the top, each with its height on the page."""
    lines: list[tuple[float, list[tuple[float, str]]]] = []
    for left, top, _, bottom, text in sorted(words, key=lambda word: ((word[1] + word[3]) / 2, word[0])):
        middle = (top + bottom) / 2
        if not lines or middle - lines[-1][0] > _SAME_LINE:
            lines.append((middle, []))
        lines[-1][1].append((left, flat(text)))
    told = [
        Line("  ".join(text for _, text in sorted(spots)), number, page, tuple(sorted(spots)))
        for number, (_, spots) in enumerate(lines, 1)
    ]
    return [(lines[line.number - 1][0], line) for line in spelled_out(told)]


def _of_page(page: Any, lines: Sequence[tuple[float, Line]], number: int, budget: Budget) -> Iterator[Grid]:
    """Give the ruled tables and those of the text between them, from the top."""
    tables = sorted(page["tables"], key=lambda table: (table["box"][1], table["box"][0]))
    rest = list(lines)
    for table in tables:
        top, bottom = table["box"][1], table["box"][3]
        above = [line for middle, line in rest if middle < top]
        yield from grids_of(above, budget)
        budget.spend(len(table["rows"]) * len(table["columns"]) + _asked(table))
        yield _ruled(table, lines, " / ".join(line.text for line in above[-2:]), number)
        rest = [(middle, line) for middle, line in rest if middle > bottom]
    yield from grids_of([line for _, line in rest], budget)


def _outside(page: Any, lines: Sequence[tuple[float, Line]], number: int) -> Iterator[Words]:
    """Give what stands outside of ruled tables and tells of transfers, and a picture on a page without such a table."""
    boxes = [table["box"] for table in page["tables"]]
    rest = [line for middle, line in lines if not any(box[1] <= middle <= box[3] for box in boxes)]
    yield from spoken_of(prose_of(rest))
    if page["images"] and not boxes and pictured(line.text for line in rest):
        yield Words("", rest[0].number, number)


def _asked(table: Any) -> int:
    """Give how much it is, in cells, to ask of each place without a cell which one it belongs to."""
    given = sum(bool(cell) for row in table["rows"] for cell in row)
    return given * (len(table["rows"]) * len(table["columns"]) - given) // _ASKED


def _ruled(table: Any, lines: Sequence[tuple[float, Line]], before: str, page: int) -> Grid:
    """Lay a ruled table out; the place of a merged cell is filled with it."""
    given = [cell for row in table["rows"] for cell in row if cell]
    rows: list[list[Cell]] = []
    for across, (top, bottom) in zip(table["rows"], table["tops"], strict=True):
        row: list[Cell] = []
        for cell, (left, right) in zip(across, table["columns"], strict=True):
            middle = (left + right) / 2, (top + bottom) / 2
            held = cell or next((each for each in given if _holds(each, *middle)), None)
            row.append(_cell(held, lines, own=cell is not None) if held else EMPTY)
        rows.append(row)
    return squared(rows, before, page)


def _holds(cell: Any, x: float, y: float) -> bool:
    return bool(cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3])


def _cell(cell: Any, lines: Sequence[tuple[float, Line]], *, own: bool) -> Cell:
    first = bisect_left(lines, cell[1], key=_MIDDLE)
    inside = [line.number for _, line in lines[first : bisect_right(lines, cell[3], first, key=_MIDDLE)]]
    return Cell(tidy(cell[4]), (inside[0], inside[-1]) if inside else (0, 0), own)
