"""The result tables as files and as text. Every cell came from a hostile program: none may become a formula or markup.

Formulas are neutralised as OWASP's "CSV Injection" page advises: a cell that a spreadsheet could take for one gets an
apostrophe in front. Text columns only; numbers stay numbers.
"""

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import cell_autofit_width

from trafficaudit.errors import ReadError
from trafficaudit.redaction import visible
from trafficaudit.tables.columns import TABLES, Column
from trafficaudit.tables.columnsheet import ColumnSheet
from trafficaudit.tables.lines import Lines

type Form = Literal["csv", "json", "markdown"]

ANEW = "make it anew with: trafficaudit replay"
"""What to do where a result folder is not what a replay writes."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
_ARROW: dict[str, pa.DataType] = {
    "text": pa.string(),
    "whole": pa.int64(),
    "real": pa.float64(),
    "time": pa.timestamp("us", tz="UTC"),
}
_PANDAS = {"text": "string", "whole": "Int64", "real": "Float64"}
_MARKDOWN = str.maketrans({c: "\\" + c for c in "\\`*_{}[]<>|#!~&"} | dict.fromkeys("\n\r", " "))
_LINKS = re.compile(r"(?<=www)\.|:(?=//)", re.I)  # what makes a link of text, GitHub Flavored Markdown 6.9
_CELL_LIMIT = 32_767  # units of UTF-16 in one cell, Microsoft's "Excel specifications and limits" ("characters")
_ROW_LIMIT = 1_048_575  # data rows below the heading in one sheet, ibid.
_LEFT = (
    "{left:,} further rows: a sheet holds no more, the table's other files hold all",
    "{left:,}행이 더 있음: 시트에 다 담을 수 없으며, 표의 다른 파일에 모두 있음",
)
_FITTED = 500  # different texts of a column that it is made as wide as
_WIDEST, _WRAPPED = 300, 180  # pixels of a column, and of one whose texts go on in further lines
_PAGE = 2000  # pixels that a page across takes at half their size
_A4 = 9  # the number of that paper in a workbook, ECMA-376 part 1, 18.3.1.63
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a workbook states a time of making; a constant keeps the bytes the same


def schema(table: str) -> pa.Schema:
    """Give the Arrow schema of a result table by the stem of its file."""
    return pa.schema([(column.name, _ARROW[column.kind]) for column in TABLES[table]])


def frame(table: str, rows: Sequence[object]) -> pd.DataFrame:
    """Give rows (mappings by column name) as a frame with the columns and types of ``table``, empty or not."""
    given = rows.columns if isinstance(rows, Lines) else list(rows)
    data = pd.DataFrame(given, columns=[column.name for column in TABLES[table]])
    for column in TABLES[table]:
        if column.kind == "time":
            data[column.name] = pd.to_datetime(data[column.name], utc=True).astype("datetime64[us, UTC]")
        else:
            data[column.name] = data[column.name].astype(_PANDAS[column.kind])  # type: ignore[call-overload]
    return data


def write_parquet(table: str, data: pd.DataFrame, path: Path) -> None:
    """Write a frame as Parquet, its columns named for programs."""
    arrow = pa.Table.from_pandas(data, schema=schema(table), preserve_index=False).replace_schema_metadata(None)
    pq.write_table(arrow, path, compression="zstd")


@contextmanager
def _of(path: Path) -> Iterator[None]:
    """Say of a table's file that is read meanwhile that it cannot be, where it cannot."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise ReadError("cannot be read, or is a table of another version", visible(str(path)), ANEW) from error


def read_parquet(table: str, path: Path) -> pd.DataFrame:
    """Read a frame that ``write_parquet`` or the streaming writer wrote; raises as ``read_arrow``."""
    read = read_arrow(table, path)
    with _of(path):
        return frame(table, read.to_pylist())


def read_arrow(table: str, path: Path) -> pa.Table:
    """Read a table's file whole, as it stands.

    Raises:
        ReadError: it cannot be read, is damaged, or has other columns (what is missing would be filled with nothing,
            and that would count) or columns of other types.
    """
    with _of(path), _opened(path) as read:
        if read.schema_arrow.names != schema(table).names:
            raise ValueError("other columns")
        return read.read(use_threads=False).cast(schema(table))


def read_columns(path: Path, columns: list[str], where: tuple[str, str] | None = None) -> pa.Table:
    """Read some columns of a table's file as they stand, of all rows or those ``where`` one has a value.

    Raises as ``read_parquet``.
    """
    with _of(path), _opened(path) as read:
        asked = [*dict.fromkeys([*columns, *([where[0]] if where else [])])]
        parts = []
        for number in range(read.num_row_groups):
            part = read.read_row_group(number, asked, use_threads=False)
            part = part.filter(pc.equal(part[where[0]], pa.scalar(where[1]))) if where else part
            parts.append(part.select(columns))
        return pa.concat_tables(parts) if parts else read.schema_arrow.empty_table().select(columns)


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    """Open a table's file, to be read without threads.

    One that is damaged then ends in an error here. A thread of Arrow's may outlive the program (``ending.py``), which a
    script of ``analysis/`` ends by SIGABRT for.
    """
    with path.open("rb") as file:  # pyarrow takes no name that is not UTF-8
        yield pq.ParquetFile(file, pre_buffer=False)


def neutral(text: str) -> str:
    """Give text that no spreadsheet takes for a formula; what looks like such text already gets a mark of its own."""
    return "'" + text if text.lstrip("'").lstrip(" ").startswith(_FORMULA) else text


def plain(text: str) -> str:
    """Take back the apostrophe by which ``neutral`` kept a spreadsheet from reading a formula."""
    return text[1:] if text.startswith("'") and neutral(text[1:]) == text else text


def cell(value: object, kind: str) -> str:
    """Give one cell as text: times in ISO 8601 with offset, missing values empty."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    if kind == "time" and isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return str(value)


def csv_text(table: str, data: pd.DataFrame, lang: str) -> str:
    """Give a frame as CSV (RFC 4180) with its headings in ``lang``; English headings are the columns' names."""
    columns = TABLES[table]
    lines = [_csv_line([column.ko if lang == "ko" else column.name for column in columns])]
    for row in data.itertuples(index=False):
        lines.append(_csv_line([_guarded(value, column) for value, column in zip(row, columns, strict=True)]))
    return "".join(lines)


def write_csv(table: str, data: pd.DataFrame, path: Path, lang: str) -> None:
    """Write a frame as CSV; Korean headings come with a byte order mark, without which Excel misreads them."""
    encoding = "utf-8-sig" if lang == "ko" else "utf-8"
    path.write_bytes(csv_text(table, data, lang).encode(encoding))


def read_csv(table: str, file: Path | IO[bytes]) -> pd.DataFrame:
    """Read a table that ``write_csv`` wrote, whatever the language of its headings: texts as they were, and numbers.

    Raises:
        ValueError: it is no such table, or has other columns.
        ReadError: the same, where a path was given.
    """
    if isinstance(file, Path):
        with _of(file):
            return _csv(table, file.read_bytes())
    return _csv(table, file.read())


def _csv(table: str, content: bytes) -> pd.DataFrame:
    names = [column.name for column in TABLES[table]]
    headings = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))), [])
    # English ones are the columns' names; the words of Korean ones may have been others in an earlier version.
    if len(headings) != len(names) or (headings != names and not set(headings).isdisjoint(names)):
        raise ValueError("other columns")
    texts = [column.name for column in TABLES[table] if column.kind == "text"]
    return pd.read_csv(
        io.BytesIO(content),
        names=names,
        header=0,
        encoding="utf-8-sig",
        converters=dict.fromkeys(texts, plain),
        keep_default_na=False,
        na_values={name: [""] for name in names if name not in texts},
    )


def json_text(table: str, data: pd.DataFrame) -> str:
    """Give a frame as a JSON array of objects, its keys named for programs, missing values null."""
    columns = TABLES[table]
    rows = [
        {column.name: _json(value, column) for value, column in zip(row, columns, strict=True)}
        for row in data.itertuples(index=False)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def markdown_text(table: str, data: pd.DataFrame, lang: str) -> str:
    """Give a frame as a Markdown table; whatever Markdown or HTML could take for its own is escaped."""
    columns = TABLES[table]
    lines = [
        "| " + " | ".join(column.heading(lang) for column in columns) + " |",
        "|" + "|".join(" ---: " if column.kind in ("whole", "real") else " --- " for column in columns) + "|",
    ]
    for row in data.itertuples(index=False):
        cells = (cell(value, column.kind) for value, column in zip(row, columns, strict=True))
        lines.append("| " + " | ".join(_LINKS.sub(r"\\\g<0>", text.translate(_MARKDOWN)) for text in cells) + " |")
    return "\n".join(lines) + "\n"


def text(form: Form, table: str, data: pd.DataFrame, lang: str) -> str:
    """Give a frame as text in one of the forms that programs read; JSON has no headings, and so no language."""
    if form == "json":
        return json_text(table, data)
    return csv_text(table, data, lang) if form == "csv" else markdown_text(table, data, lang)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, its columns, and the rows in the columns' order."""

    name: str
    columns: Sequence[Column]
    data: pd.DataFrame
    wrapped: bool = False  # whether long texts go on in further lines of their cell; else the next cell hides their end


def write_xlsx(sheets: Sequence[tuple[str, pd.DataFrame]], file: Path | IO[bytes], lang: str) -> None:
    """Write tables as one workbook, a sheet each; the same rows give the same bytes."""
    write_sheets([Sheet(table, TABLES[table], data) for table, data in sheets], file, lang)


def write_sheets(sheets: Sequence[Sheet], file: Path | IO[bytes], lang: str) -> None:
    """Write sheets as one workbook: headings that stay in sight, and a filter in each; no cell becomes a formula.

    Each prints across A4 with its headings on every page, as few pages wide as leave its letters half their size.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    # A disk that is full must not meet the archive half-way: its end would be tried again on a file that is closed.
    packed = io.BytesIO()
    try:
        with xlsxwriter.Workbook(str(file) if isinstance(file, Path) else packed, options) as book:
            book.set_properties({"created": _EPOCH})
            bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            top = book.add_format({"text_wrap": True, "valign": "top"})
            for each in sheets:
                style = top._get_xf_index() if each.wrapped else 0
                sheet = book.add_worksheet(each.name, ColumnSheet)
                _printed(sheet, _sheet(sheet, bold, style, each, lang))
    except FileCreateError as error:  # what it holds is what the system said
        raise OSError(*error.args[0].args) from error
    if not isinstance(file, Path):
        file.write(packed.getbuffer())


def _printed(sheet: ColumnSheet, width: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)  # inches
    pages = max(math.ceil(width / _PAGE), 1)
    sheet.fit_to_pages(pages, 0)
    sheet.repeat_rows(0)
    if pages > 1:
        sheet.repeat_columns(0, 1)  # what a line is of
    sheet.set_footer("&L&A&R&P / &N")


def _sheet(sheet: ColumnSheet, bold: object, style: int, given: Sheet, lang: str) -> int:
    """Fill a sheet, and give how many pixels wide it came to."""
    whole = 0
    left = len(given.data) - _ROW_LIMIT + 1 if len(given.data) > _ROW_LIMIT else 0
    first = next((place for place, column in enumerate(given.columns) if column.kind == "text"), -1)
    for place, column in enumerate(given.columns):
        heading = column.ko if lang == "ko" else column.name
        sheet.write_string(0, place, heading, bold)
        values = given.data.iloc[: _ROW_LIMIT - bool(left), place].tolist()
        values += [_LEFT[lang == "ko"].format(left=left) if place == first else None] if left else []
        texts = {value: _fitting(_shown(value, column)) for value in dict.fromkeys(values)}
        sheet.add_column(
            values, texts, numbers=column.kind in ("whole", "real") and _finite(texts.values()), style=style
        )
        widths = (cell_autofit_width(text) for text in (heading, *islice(texts.values(), _FITTED)))
        width = min(max(widths), _WRAPPED if given.wrapped else _WIDEST)
        sheet.set_column_pixels(place, place, width)
        whole += width
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, min(len(given.data), _ROW_LIMIT), len(given.columns) - 1)
    return whole


def _fitting(text: str) -> str:
    """Give as much of a text as a cell holds; where that is not all of it, its end says so."""
    written = text.encode("utf-16-le", "surrogatepass")
    if len(written) <= 2 * _CELL_LIMIT:
        return text
    told = f"… ({len(text):,})"
    return written[: 2 * (_CELL_LIMIT - len(told))].decode("utf-16-le", "ignore") + told


def _finite(texts: Iterable[str]) -> bool:
    """Say whether a workbook can hold all of them as numbers: it knows no infinity."""
    return all(math.isfinite(float(text)) for text in texts if text)


def _shown(value: object, column: Column) -> str:
    """Give a cell in which marks that turn text around are written out; line breaks stay."""
    return "\n".join(map(visible, _guarded(value, column).split("\n")))


def _guarded(value: object, column: Column) -> str:
    text = cell(value, column.kind)
    return neutral(text) if column.kind == "text" else text


def _csv_line(cells: Sequence[str]) -> str:
    quoted = ('"' + text.replace('"', '""') + '"' if any(c in text for c in '",\r\n') else text for text in cells)
    return ",".join(quoted) + "\r\n"


def _json(value: object, column: Column) -> object:
    text = cell(value, column.kind)
    if not text:
        return None if column.kind != "text" else ""
    return int(text) if column.kind == "whole" else float(text) if column.kind == "real" else text
