"""The workbook of result tables: what its sheets hold, and how they print."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from support.samples import START

from trafficaudit.tables import formats, sheets
from trafficaudit.tables.columns import TABLES, Column


def transfers(**changes: object) -> pd.DataFrame:
    row: dict[str, object] = {column.name: "x" for column in TABLES["transfers"]}
    row |= {"exchanges": 2, "values": 1, "first_seen": START, "last_seen": START, "confidence": 0.5}
    return formats.frame("transfers", [row | changes])


def test_the_same_rows_give_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a", "b"):
        sheets.write_xlsx([("transfers", transfers())], tmp_path / name, "en")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(("letters", "pages", "columns"), [(1, 1, None), (60, 3, "$A:$B")])
def test_a_sheet_prints_across_with_its_headings_on_every_page(
    letters: int, pages: int, columns: str | None, tmp_path: Path
) -> None:
    named = [Column(f"c{number}", f"c{number}", f"c{number}") for number in range(20)]
    data = pd.DataFrame([["w" * letters] * 20], columns=[column.name for column in named], dtype="string")
    for wrapped in (False, True):
        sheets.write_sheets([sheets.Sheet("a", named, data, wrapped)], tmp_path / "book.xlsx", "en")
        sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["a"]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.print_title_rows, sheet.page_setup.fitToHeight) == ("$1:$1", 0)
        assert bool(sheet["B2"].alignment.wrap_text) == wrapped
        assert sheet["B2"].value == "w" * letters
        if not wrapped:
            assert (sheet.page_setup.fitToWidth or 1, sheet.print_title_cols) == (pages, columns)


def test_a_workbook_that_cannot_be_written_says_what_the_system_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sheets.write_xlsx([("transfers", transfers())], tmp_path / "missing" / "t.xlsx", "en")


@pytest.mark.parametrize(("lang", "words"), [("en", "further rows: a sheet holds no more"), ("ko", "행이 더 있음")])
def test_a_sheet_that_cannot_hold_every_row_says_so(
    lang: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"app": f"a{number}", "phase": "p", "state": "lost", "counted": "yes"} for number in range(5)]
    for limit in (5, 4):
        monkeypatch.setattr(sheets, "_ROW_LIMIT", limit)
        sheets.write_xlsx([("coverage", formats.frame("coverage", rows))], tmp_path / f"{limit}.xlsx", lang)
    whole, cut = (openpyxl.load_workbook(tmp_path / f"{limit}.xlsx").active for limit in (5, 4))
    assert [cell.value for cell in whole["A"]][1:] == ["a0", "a1", "a2", "a3", "a4"]
    assert [cell.value for cell in cut["A"]][1:4] == ["a0", "a1", "a2"]
    assert str(cut["A"][4].value).startswith("2")
    assert words in str(cut["A"][4].value)


def test_a_cell_that_cannot_hold_a_text_says_how_long_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_CELL_LIMIT", 20)
    rows = [{"app": "a" * 21, "phase": "b" * 20}]
    sheets.write_xlsx([("coverage", formats.frame("coverage", rows))], tmp_path / "x.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert [cell.value for cell in sheet[2]][:2] == ["a" * 14 + "… (21)", "b" * 20]


def test_a_letter_beyond_the_first_plane_takes_two_places_of_a_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_CELL_LIMIT", 20)
    rows = [{"app": "😀" * 11, "phase": "😀" * 10, "state": "b" + "😀" * 10}]
    sheets.write_xlsx([("coverage", formats.frame("coverage", rows))], tmp_path / "x.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    told = "… (11)"
    assert [cell.value for cell in sheet[2]][:3] == ["😀" * 7 + told, "😀" * 10, "b" + "😀" * 6 + told]
