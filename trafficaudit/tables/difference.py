"""Where two files of one result table first differ: the row and the column, not only that they do.

Both files may be hostile: what cannot be read as a table is compared as bytes, and what is shown is cut and escaped.
"""

import csv
import errno
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from trafficaudit.redaction import visible

_BATCH = 1_000
_PIECE = 1 << 20
_SHOWN, _BEFORE = 80, 20
_PART_LIMIT = 256 << 20
_PARTS = 100
_CELL = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"')
_STRING = re.compile(rb"<si><t[^>]{0,40}>([^<]*)</t></si>")
_SHARED = "xl/sharedStrings.xml"

# What a file is no table of its kind with; Arrow raises OSError without a number for pages that do not unpack.
_UNREADABLE = (
    pa.ArrowException, OSError, zipfile.BadZipFile, zlib.error, EOFError, csv.Error, ValueError, KeyError, RuntimeError,
)  # fmt: skip

type Rows = Iterator[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place at which two files differ.

    Args:
        what: what differs, as a clause: a cell, a column, the number of rows, or only the bytes.
        row: 1-based row below the heading, 0 where no row is meant.
        column: the column's name, a part of a workbook, or empty.
        first: what the first file holds there, escaped and cut.
        second: what the second file holds there.
    """

    what: str
    row: int = 0
    column: str = ""
    first: str = ""
    second: str = ""


def first_difference(one: Path, two: Path) -> Difference | None:
    """Compare two files of the same name; ``None`` where their bytes are the same.

    Parquet and CSV are compared cell by cell, workbooks part by part, anything else as bytes.

    Raises:
        OSError: one of them cannot be read.
    """
    at = _differing_byte(one, two)
    if at is None:
        return None
    try:
        found = _COMPARED.get(one.suffix, _no_table)(one, two)
    except _UNREADABLE as error:
        # A workbook may send its reader to a place before its beginning.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        return Difference(f"one of them is no {one.suffix[1:] or 'table'} file: {visible(str(error))[:_SHOWN]}")
    return found or Difference(f"the cells are the same, the files are not: they differ from byte {at} on")


def _differing_byte(one: Path, two: Path) -> int | None:
    at = 0
    with one.open("rb") as first, two.open("rb") as second:
        while True:
            a, b = first.read(_PIECE), second.read(_PIECE)
            if a != b:
                return at + _common(a, b)
            if not a:
                return None
            at += len(a)


def _common(a: str | bytes, b: str | bytes) -> int:
    """Give how many bytes or characters two runs begin with alike."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[:middle] == b[:middle] else (low, middle - 1)
    return low


def _no_table(one: Path, two: Path) -> Difference | None:
    return Difference(f"they differ from byte {_differing_byte(one, two)} on")


def _parquet(one: Path, two: Path) -> Difference | None:
    with pq.ParquetFile(one) as first, pq.ParquetFile(two) as second:
        schemas = first.schema_arrow, second.schema_arrow
        names, types = schemas[0].names, [[f"{field.name}: {field.type}" for field in schema] for schema in schemas]
        rows = _parquet_rows(first), _parquet_rows(second)
        # A cell says more than the type of a column, which other programs write otherwise.
        return _columns(names, schemas[1].names) or _rows(names, *rows) or _columns(*types)


def _parquet_rows(file: pq.ParquetFile) -> Rows:
    for batch in file.iter_batches(_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _csv(one: Path, two: Path) -> Difference | None:
    with _text(one) as first, _text(two) as second, _cells_of_any_size():
        a, b = csv.reader(first), csv.reader(second)
        heads = next(a, []), next(b, [])
        return _columns(*heads) or _rows(heads[0], iter(a), iter(b))


@contextmanager
def _cells_of_any_size() -> Iterator[None]:
    """Have the csv module, whose bound is the whole process's, take cells as large as a part of a workbook."""
    before = csv.field_size_limit(_PART_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _text(path: Path) -> io.TextIOWrapper:
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _columns(one: Sequence[str], two: Sequence[str]) -> Difference | None:
    for a, b in zip_longest(one, two, fillvalue=""):
        if a != b:
            return Difference("the columns differ", 0, _shown(a or b), _shown(a), _shown(b))
    return None


def _rows(names: Sequence[str], one: Rows, two: Rows) -> Difference | None:
    for number, (a, b) in enumerate(zip_longest(one, two), start=1):
        if a is None or b is None:
            which = "second" if a is None else "first"
            return Difference(f"only the {which} one has this row", number, "", _line(a), _line(b))
        if list(a) == list(b):
            continue
        for place, (left, right) in enumerate(zip_longest(a, b, fillvalue="")):
            if not _alike(left, right):
                name = names[place] if place < len(names) else f"column {place + 1}"
                return Difference("a cell differs", number, _shown(name), *_apart(left, right))
    return None


def _alike(a: object, b: object) -> bool:
    return a == b or (a != a and b != b)  # noqa: PLR0124 - NaN is the one value that is not itself


def _workbook(one: Path, two: Path) -> Difference | None:
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(two) as second:
        names = [file.namelist()[:_PARTS] for file in (first, second)]
        if names[0] != names[1]:
            return _columns(*names)
        # Texts first: a sheet names them by number only, and its widths follow them.
        for name in sorted(names[0], key=lambda name: (name != _SHARED, name)):
            a, b = _part(first, name), _part(second, name)
            if a != b:
                return _in_part(name, a, b)
    return None


def _part(book: zipfile.ZipFile, name: str) -> bytes:
    with book.open(name) as part:
        return part.read(_PART_LIMIT)


def _in_part(name: str, a: bytes, b: bytes) -> Difference:
    if name == _SHARED:
        texts = zip_longest(_STRING.findall(a), _STRING.findall(b), fillvalue=b"")
        number, pair = next(((number, pair) for number, pair in enumerate(texts) if pair[0] != pair[1]), (0, (a, b)))
        return Difference(f"text {number} of the workbook differs", 0, name, *_apart(*pair))
    at = _common(a, b)
    shown = tuple(_shown(part[max(at - 20, 0) : at + 60]) for part in (a, b))
    cells = _CELL.findall(a, 0, at + 1)
    where = f"{name} {cells[-1].decode('ascii')}" if cells else name
    row = int(re.sub(rb"\D", b"", cells[-1])) - 1 if cells else 0
    return Difference("a cell differs" if cells else "a part of the workbook differs", max(row, 0), where, *shown)


def _line(row: Sequence[object] | None) -> str:
    return "" if row is None else _shown(", ".join("" if each is None else str(each) for each in row))


def _apart(one: object, two: object) -> tuple[str, str]:
    """Give two values from shortly before the place at which they part, where they are long and begin alike."""
    if isinstance(one, str | bytes) and type(one) is type(two) and max(len(one), len(two)) > _SHOWN:
        start = max(_common(one, two) - _BEFORE, 0)
        if start:
            shown = (_shown(each[start:]) for each in (one, two))
            return next(shown), next(shown)
    return _shown(one), _shown(two)


def _shown(value: object) -> str:
    text = "" if value is None else value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return visible(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


_COMPARED = {".parquet": _parquet, ".csv": _csv, ".xlsx": _workbook}
