"""The result tables as sheets of one workbook (ECMA-376), none of whose cells becomes a formula.

What a sheet holds of a text, and of a table's rows, is bounded by its format: where something is left out, it is said.
"""

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import cell_autofit_width

from trafficaudit.redaction import visible
from trafficaudit.tables.columns import TABLES, Column
from trafficaudit.tables.columnsheet import ColumnSheet
from trafficaudit.tables.formats import guarded

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
    return "\n".join(map(visible, guarded(value, column).split("\n")))
