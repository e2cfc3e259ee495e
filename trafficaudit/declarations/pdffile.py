"""Policies as PDF: ruled tables with their merged cells, tables set in columns, blocks of ``label: value``.

A PDF has no lines: those counted here are the lines of text on a page from the top. What reads the file stands in
``pdfprocess.py`` and runs in a process of its own.
"""

import json
import subprocess
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from operator import itemgetter
from statistics import median
from typing import Any

from trafficaudit.declarations import items
from trafficaudit.declarations.barelabels import spelled_out
from trafficaudit.declarations.grid import EMPTY, Budget, Cell, Document, Grid, Words, squared
from trafficaudit.declarations.headings import roles
from trafficaudit.declarations.line import Line, labels
from trafficaudit.declarations.pdflayout import parts, rows_of, without_running_heads
from trafficaudit.declarations.prose import pictured, spoken_of
from trafficaudit.declarations.textlines import grids_of, prose_of
from trafficaudit.declarations.wording import flat, key, rejoined, tidy, unnumbered
from trafficaudit.errors import ReadError

SECONDS = 150
"""Most seconds that reading one policy may take on the clock."""
_PARAGRAPH = 1.8  # how much farther than lines mostly are a paragraph stands below the one above
_MIDDLE = itemgetter(0)
_ASKED = 256  # cells that are looked at for a place in a table, and cost as much as one that is made
_WRAPPED = 2  # lines of a value before the next label
_CLOSED = 40  # letters that are not read before they are told of; a watermark or a label of an axis has fewer
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
    if (unmapped := sum(page["unmapped"] for page in pages)) * len("(cid:00)") > letters / 2 and unmapped:
        raise ReadError("has fonts that do not say which letters they draw", where, OCR)
    if letters < _LETTERS * len(pages):
        pictures = any(page["images"] for page in pages)
        raise ReadError("is scanned: its pages are pictures without text" if pictures else "holds no text", where, OCR)
    budget = Budget(where)
    grids: list[Grid] = []
    words: list[Words] = []
    for part, lines, number in _whole(_in_turn(without_running_heads(pages))):
        grids += _of_page(part, lines, number, budget)
        words += _outside(part, lines, number)
    words += _closed(pages)
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


type _Part = tuple[Any, list[tuple[float, Line]], int]
"""A part of a page, its lines with their heights, and the number of the page."""


def _in_turn(pages: Sequence[Any]) -> Iterator[_Part]:
    for number, page in enumerate(pages, 1):
        above = 0
        for part in parts(page):
            lines = _lines(part["words"], number, above)
            above += len(lines)
            yield part, lines, number


def _whole(given: Iterable[_Part]) -> Iterator[_Part]:
    """Give the parts; labels at the top of one that go on with the block before them stand with it."""
    before: _Part | None = None
    for part, told, number in given:
        lines = told
        if before and before[1]:
            end = max((table["box"][3] for table in before[0]["tables"]), default=0.0)
            top = min((table["box"][1] for table in part["tables"]), default=inf)
            below = [line for middle, line in before[1] if middle > end]
            count = carried(below, [line for middle, line in lines if middle < top])
            middle, last = before[1][-1]
            before[1].extend((middle, replace(line, number=last.number, page=last.page)) for _, line in lines[:count])
            lines = lines[count:]
        if before:
            yield before
        before = part, lines, number
    if before:
        yield before


def carried(before: Sequence[Line], lines: Sequence[Line]) -> int:
    """Give how many lines at the top of a page go on with a block of labels that the page before ends with."""
    seen = set[str]()
    for line in reversed(before):
        if labels(line.text):
            seen.add(key(label := line.text.replace("：", ":").partition(":")[0]))
            if "recipient" in roles(unnumbered(label)):
                break
    else:
        return 0
    count = 0
    for number, line in enumerate(lines):
        if not labels(line.text):
            if number >= count + _WRAPPED:
                break
            continue
        label = line.text.replace("：", ":").partition(":")[0]
        if key(label) in seen or "recipient" in roles(unnumbered(label)):
            break
        seen.add(key(label))
        count = number + 1
    return count


def _closed(pages: Sequence[Any]) -> Iterator[Words]:
    """Tell of pages with text that is not read: letters of a font without a map of them, or turned against the rest."""
    for number, page in enumerate(pages, 1):
        if page["unmapped"] >= _CLOSED or page["turned"] >= _CLOSED:
            yield Words("", 1, number, "closed")


def _lines(words: Sequence[Any], page: int, above: int) -> list[tuple[float, Line]]:
    """Give the lines of text from the top, each with its height on the page; so many lines are read before them."""
    rows = rows_of(words)
    heights = [(row[0][1] + row[0][3]) / 2 for row in rows]
    told = [_line(row, number, page) for number, row in enumerate(rows, above + 1)]
    lines = [(heights[line.number - above - 1], line) for line in spelled_out(told)]
    apart = _paragraphs(rows)
    return [
        one
        for height, line in lines
        for one in (*[(height, Line("", line.number, page))] * (line.number - above - 1 in apart), (height, line))
    ]


def _line(row: Sequence[Any], number: int, page: int) -> Line:
    spots = tuple(sorted((left, flat(text)) for left, _, _, _, text in row))
    return Line("  ".join(text for _, text in spots), number, page, spots, max(word[2] for word in row))


def _paragraphs(rows: Sequence[Sequence[Any]]) -> set[int]:
    """Give which lines begin a paragraph: one run, no label, farther below the line above than lines mostly are."""
    gaps = [max(0.0, below[0][1] - above[0][3]) for above, below in pairwise(rows)]
    most = _PARAGRAPH * median(gaps) if gaps else 0.0
    return {
        number
        for number, (gap, (above, row)) in enumerate(zip(gaps, pairwise(rows), strict=True), 1)
        if len(above) == len(row) == 1 and gap > max(most, row[0][3] - row[0][1]) and not labels(row[0][4])
    }


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
        yield Words("", rest[0].number, number, "picture")


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
    return Cell(rejoined(tidy(cell[4]), items.known, laid=True), (inside[0], inside[-1]) if inside else (0, 0), own)
