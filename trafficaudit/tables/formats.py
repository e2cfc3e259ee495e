"""The result tables as files and as text. Every cell came from a hostile program: none may become a formula or markup.

Formulas are neutralised as OWASP's "CSV Injection" page advises: a cell that a spreadsheet could take for one gets an
apostrophe in front. Text columns only; numbers stay numbers.
"""

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from trafficaudit.errors import ReadError
from trafficaudit.redaction import visible
from trafficaudit.tables.columns import TABLES, Column
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
        lines.append(_csv_line([guarded(value, column) for value, column in zip(row, columns, strict=True)]))
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


def guarded(value: object, column: Column) -> str:
    """Give a cell as text that no spreadsheet takes for a formula; numbers stay as they are."""
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
