"""Sheets of a workbook (Office Open XML, ECMA-376 part 1, 18): each cell under the name of its column.

A cell names its text by a number in a list of all texts, which is a member of its own, and a date by a number of days
and a format; so neither member says by itself what stands where. The first row with two texts names the columns. Every
text of the list is given, also one that no cell names.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import NamedTuple

from trafficaudit.decode.escapes import html_entities
from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, member
from trafficaudit.decode.text import as_text

NAME = "xlsx"

_BOOK = "xl/workbook.xml"
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_SHEET = re.compile(r"xl/worksheets/([\w-]{1,40})\.xml").fullmatch
_HEAD = rb"<(?:\w+:)?(%s)(?=[\s>/])([^<>]*+)>"
_TEXTS, _RUNS, _ROWS, _CELLS = (re.compile(_HEAD % names) for names in (b"si|is", b"t|rPh", b"row", b"c"))
_ATTRIBUTE = re.compile(rb"\s(r|t|s)=[\"']([^\"']{1,16})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*+>([^<]*+)</")
_BESIDE = re.compile(
    rb"<(?:\w+:)?(?:(?:odd|even|first)(?:Header|Footer)|f)\b[^<>/]*+>([^<]++)</|\s(?:display|tooltip|prompt)=[\"']([^\"'<]{1,2000})[\"']"
)
"""What else says something in a sheet: heads and feet, formulas, texts of links and prompts."""
_INDEX = re.compile(r"[0-9]{1,9}").fullmatch
_COLUMN = re.compile(r"([A-Z]{1,3})\d").match
_FORMATS, _CROSS = (re.compile(_HEAD % names) for names in (b"numFmt", b"cellXfs"))
_FORMAT = re.compile(rb"\s(numFmtId|formatCode)=(?:\"([^\"]{0,400})\"|'([^']{0,400})')")
_STYLE = re.compile(rb"<(?:\w+:)?xf(?=[\s>/])(?:[^<>]{0,400}?\snumFmtId=[\"'](\d{1,9})[\"'])?")
_DATED = re.compile(r"(?:\[[^\]]*\]|\"[^\"]*\"|\\.)*[^\[\"\\]*?(?:y{1,4}|d{1,4}|m{3,5})", re.IGNORECASE).match
_OF_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
"""Formats without a code that are those of dates (18.8.30), Korean ones among them."""
_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\s[^<>]{0,1000}?date1904=[\"'](?:1|true)[\"']").search
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30, tzinfo=UTC), datetime(1904, 1, 1, tzinfo=UTC)
"""What days are counted from, by the two systems of dates (18.17.4.1)."""
_DAYS, _SECONDS = range(1, 110_000), 86_400
_MOST_OPEN = 10_000
"""Elements without an end that are read."""

_TITLED = 2
_CELL_WORK = 64


class _Book(NamedTuple):
    """All texts, the styles of days, what these are counted from, and which of the texts a cell names."""

    texts: list[str]
    dates: frozenset[int]
    first: datetime
    used: set[int]
    reached: list[Bound]


def is_book(members: Mapping[str, Child]) -> bool:
    """Say whether members of an archive, by their names, are those of a workbook."""
    return _BOOK in members


def is_part(name: str) -> bool:
    """Say whether a member is one that ``opened`` gives all of."""
    return name == _STRINGS or _SHEET(name) is not None


def opened(node: Node, layer: str, members: Mapping[str, Child]) -> Opened:
    """Give the cells of every sheet.

    Args:
        node: the archive.
        layer: the archive's.
        members: its members by their names.
    """
    parts = (_bytes(members[each]) if each in members else b"" for each in (_STRINGS, _STYLES, _BOOK))
    strings, styles, head = parts
    reached = node.budget.reached
    texts = [_joined(held, reached) for _, _, held in _elements(_TEXTS, strings, reached)]
    first = _FIRST_DAY_1904 if _FROM_1904(head) else _FIRST_DAY
    book = _Book(texts, _dates(styles, reached), first, set(), reached)
    children, obstacles = list[Child](), list[Obstacle]()
    for name, child in members.items():
        if (sheet := _SHEET(name)) is not None:
            cells, whole = _sheet(node, member(node.prefix, sheet[1]), child, book)
            children += cells
            if not whole:
                obstacles.append((node.path, child[3], child[4], WORK))
    left = [text for index, text in enumerate(book.texts) if index not in book.used and text]
    for index, text in enumerate(left):
        path = item(member(node.prefix, "sharedStrings"), index)
        children.append((path, node.key, text, members[_STRINGS][3], members[_STRINGS][4], False))
    return Opened((layer, NAME), children, obstacles=obstacles)


def _bytes(child: Child) -> bytes:
    return child[2].encode("utf-8", "surrogatepass") if isinstance(child[2], str) else child[2]


def _elements(heads: re.Pattern[bytes], raw: bytes, reached: list[Bound]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Give elements as name, attributes and content; one without an end goes on to the next one.

    ``reached`` takes that there are more of these than are read.
    """
    pos, left, ends = 0, _MOST_OPEN, dict[bytes, int]()
    while (head := heads.search(raw, pos)) is not None:
        if not left:
            reached.append(Bound(f"more than {_MOST_OPEN} elements of a workbook without an end"))
            return
        name, pos = head[1], head.end()
        if head[2].endswith(b"/"):
            yield name, head[2], b""
            continue
        tag = b"</" + head[0][1 : head.start(1) - head.start()] + name + b">"
        if ends.get(tag, 0) <= pos:
            found = raw.find(tag, pos)
            ends[tag] = found if found >= 0 else len(raw)
        end = ends[tag]
        within = heads.search(raw, pos, end)
        if within is not None and within[1] == name:  # none of them stands in another
            left, end = left - 1, within.start()
        yield name, head[2], raw[pos:end]
        pos = end


def _joined(raw: bytes, reached: list[Bound]) -> str:
    """Join the runs of a text; what is read aloud of it (phonetic runs) is no part."""
    return _plain(b"".join(held for name, _, held in _elements(_RUNS, raw, reached) if name == b"t"))


def _plain(raw: bytes) -> str:
    value = html_entities.unescape(raw)[0]
    return as_text(value) or value.decode("utf-8", "replace")


def _dates(raw: bytes, reached: list[Bound]) -> frozenset[int]:
    """Give the styles of cells whose numbers are days."""
    codes = dict[int, str]()
    for _, head, _ in _elements(_FORMATS, raw, reached):
        given = {name: _plain(one or other) for name, one, other in _FORMAT.findall(head)}
        if _INDEX(number := given.get(b"numFmtId", "")):
            codes[int(number)] = given.get(b"formatCode", "")
    styles = [int(each or 0) for _, _, held in _elements(_CROSS, raw, reached) for each in _STYLE.findall(held)]
    return frozenset(
        at for at, each in enumerate(styles) if (_DATED(codes[each]) if each in codes else each in _OF_DATES)
    )


def _sheet(node: Node, path: str, child: Child, book: _Book) -> tuple[list[Child], bool]:
    """Give the cells of one sheet, and whether they are all."""
    raw, (start, end) = _bytes(child), child[3:5]
    names: dict[str, str] = {}
    found = list[Child]()
    for number, (_, _, row) in enumerate(_elements(_ROWS, raw, book.reached)):
        cells = _cells(row, book)
        if len(found) > node.room or not node.budget.spend(_CELL_WORK * (len(cells) + 1)):
            return found, False
        here = item(path, number)
        for column, (value, _) in cells.items():
            name = names.get(column)
            found.append((member(here, name or column), name or node.key, value, start, end, False))
        texts = {column: value for column, (value, is_text) in cells.items() if is_text}
        if not names and len(texts) >= _TITLED and len(set(texts.values())) == len(texts) == len(cells):
            names = texts
    for at, match in enumerate(_BESIDE.finditer(raw)):
        if len(found) <= node.room and (value := _plain(match[1] or match[2] or b"").strip()):
            found.append((item(member(path, "beside"), at), node.key, value, start, end, False))
    return found, True


def _cells(raw: bytes, book: _Book) -> dict[str, tuple[str, bool]]:
    """Give the values of a row by their columns, and whether each is a text."""
    found: dict[str, tuple[str, bool]] = {}
    for at, (_, head, cell) in enumerate(_elements(_CELLS, raw, book.reached)):
        given = {name: value.decode("latin-1") for name, value in _ATTRIBUTE.findall(head)}
        column = _COLUMN(given.get(b"r", ""))
        read = _read(cell, given.get(b"t", ""), given.get(b"s", ""), book)
        if read is not None and read[0]:
            found[column[1] if column else str(at)] = read
    return found


def _read(raw: bytes, kind: str, style: str, book: _Book) -> tuple[str, bool] | None:
    if kind == "inlineStr":
        return _joined(raw, book.reached), True
    match = _VALUE.search(raw)
    if match is None:
        return None
    value = _plain(match[1])
    if kind == "s":
        index = int(value) if _INDEX(value) else -1
        book.used.add(index)
        return (book.texts[index], True) if 0 <= index < len(book.texts) else None
    if kind in ("", "n"):
        return _number(value, book.first if _INDEX(style) and int(style) in book.dates else None), False
    return value, kind == "str"


def _number(value: str, first: datetime | None) -> str:
    """Write a number as a sheet shows it: days from ``first`` on as a date, a whole number without its exponent."""
    try:
        number = float(value)
    except ValueError:
        return value
    if not isfinite(number):
        return value
    if first is not None and int(number) in _DAYS:
        at = first + timedelta(seconds=round(number * _SECONDS))
        return at.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M:%S")
    return str(int(number)) if number == int(number) and abs(number) < 1 << 53 else value
