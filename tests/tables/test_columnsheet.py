import doctest
import io
import math
import re
import zipfile
from xml.etree import ElementTree

import openpyxl
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet as Sheet

from trafficaudit.tables import columnsheet
from trafficaudit.tables.columnsheet import ColumnSheet

# XML 1.0 holds no lone surrogates; what it does not hold besides, XlsxWriter escapes.
TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
NUMBERS = st.one_of(st.none(), st.integers(-(2**53), 2**53), st.floats(-1e300, 1e300))
LINES = st.lists(st.tuples(TEXTS, NUMBERS, TEXTS), max_size=6)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def read(write: object, kind: type | None) -> Sheet:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        sheet = book.add_worksheet("a", kind)
        for place, name in enumerate(("one", "two", "three")):
            sheet.write_string(0, place, name)
        write(sheet)  # type: ignore[operator]
        sheet.freeze_panes(1, 0)
    return openpyxl.load_workbook(target)["a"]


def by_columns(lines: list[tuple[str, float | None, str]]) -> Sheet:
    def write(sheet: ColumnSheet) -> None:
        for place in range(3):
            values = [line[place] for line in lines]
            texts = {value: "" if value is None else str(value) for value in values}
            sheet.add_column(values, texts, numbers=place == 1)

    return read(write, ColumnSheet)


def by_cells(lines: list[tuple[str, float | None, str]]) -> Sheet:
    def write(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for number, (first, second, third) in enumerate(lines, start=1):
            for place, text in ((0, first), (2, third)):
                if text:
                    sheet.write_string(number, place, text)
            if second is not None:
                sheet.write_number(number, 1, second)

    return read(write, None)


@given(LINES)
@example([("", 1_000_000_000_000_000.5, "")])
def test_it_reads_back_as_what_xlsxwriter_writes_cell_by_cell(lines: list[tuple[str, float | None, str]]) -> None:
    ours, theirs = by_columns(lines), by_cells(lines)
    assert ours.freeze_panes == theirs.freeze_panes == "A2"
    for number in range(1, len(lines) + 2):
        for place in range(1, 4):
            mine, other = ours.cell(number, place), theirs.cell(number, place)
            assert mine.data_type == other.data_type
            # XlsxWriter writes 16 digits, and we all; what it rounds to none behind the point reads back as an integer.
            if isinstance(other.value, float) or isinstance(mine.value, float):
                assert math.isclose(mine.value, other.value, rel_tol=1e-15)
            else:
                assert mine.value == other.value


# A captured name as XlsxWriter would write it: as markup, which ends the workbook or moves every text behind it.
RUNS = (
    "<r><b></r>",
    "<r></r>",
    "<r><t>other</t></r>",
    "<r></r></si><si><t>other</t></si><si><r></r>",
)


ESCAPES = ("_x005F_x202E_", "_X005F_x202E_", "_x000D_x000D_x000D_", "a_x005f_x202e_b")


def strings(texts: list[str]) -> list[str]:
    """Give the texts of a workbook's cells as ECMA-376 has them read; openpyxl knows only the escape of escapes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        sheet = book.add_worksheet("a", ColumnSheet)
        sheet.write_string(0, 0, "one")
        sheet.add_column(texts, {text: text for text in texts}, numbers=False)
    with zipfile.ZipFile(target) as parts:
        table, cells = (
            ElementTree.fromstring(parts.read(f"xl/{name}.xml")) for name in ("sharedStrings", "worksheets/sheet1")
        )
    held = ["".join(part.text or "" for part in one.iter(f"{{{table.tag[1:].partition('}')[0]}}}t")) for one in table]
    places = [int(one.text or "") for one in cells.iter() if one.tag.endswith("}v")]
    return [re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), held[place]) for place in places[1:]]


@given(st.lists(st.text("<r>/ts_x05F0D", min_size=1, max_size=16) | st.sampled_from((*RUNS, *ESCAPES)), max_size=5))
@example([*RUNS, "after"])
@example([*ESCAPES])
def test_no_text_is_markup_or_an_escape_of_a_workbook(texts: list[str]) -> None:
    assert [one.removeprefix("'").replace(r"\x78", "x") for one in strings(texts)] == texts


def test_the_sheet_says_how_far_it_goes() -> None:
    sheet = by_columns([("a", 1, "b"), ("", None, "c"), ("a", 2.5, "b")])
    assert sheet.dimensions == "A1:C4"
    assert [[cell.value for cell in row] for row in sheet] == [
        ["one", "two", "three"],
        ["a", 1, "b"],
        [None, None, "c"],
        ["a", 2.5, "b"],
    ]


def test_a_sheet_of_headings_only() -> None:
    assert by_columns([]).max_row == 1


def test_the_examples_hold() -> None:
    assert doctest.testmod(columnsheet) == doctest.TestResults(failed=0, attempted=1)
