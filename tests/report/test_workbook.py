import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from trafficaudit.errors import OutputError
from trafficaudit.report.declared import Held
from trafficaudit.report.links import Linked, link
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import evidence
from trafficaudit.report.workbook import write_workbook

SHEETS = ["notice", "transfers", "findings", "exchanges", "destinations", "coverage", "method"]


def test_a_sheet_a_table_with_frozen_headings_and_filters(demo: Results, linked: Linked, tmp_path: Path) -> None:
    write_workbook(demo, linked, tmp_path / "a.xlsx", "ko")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    assert book["transfers"].max_row == 307
    assert book["findings"].max_row == 943
    heads = [cell.value for cell in book["notice"][1]]
    assert heads[1] == "3. 이전받는 자(법인명·연락처)"
    assert [cell.value for cell in book["notice"][2]][-3:] == ["관찰 불가"] * 3
    assert isinstance(book["notice"].cell(2, heads.index("교신(최소)") + 1).value, int)
    assert book["coverage"].cell(1, 1).value == "앱"


def test_gaps_and_warnings_stand_in_it_as_in_the_page(demo: Results, linked: Linked, tmp_path: Path) -> None:
    gap = {"capture": "demo", "position": 3, "offset": 81, "reason": "the file ends inside this entry\ud800"}
    told = {**demo.recipe, "gaps": [gap], "warnings": ["email: repeats an earlier value; merged"]}
    for recipe, lang, shown in (
        (told, "ko", {"기록의 누락 구간": "demo, 3번째, 81 바이트: ", "주의": "email: 앞의 값과 같아 합침"}),
        (told, "en", {"Gaps of the recording": "demo, at 3, byte 81: the file ends", "Warnings": "email: repeats"}),
        ({**told, "gaps": [], "warnings": []}, "en", {"Gaps of the recording": "none", "Warnings": "none"}),
    ):
        write_workbook(replace(demo, recipe=recipe), linked, tmp_path / "a.xlsx", lang)
        lines = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["method"].iter_rows(values_only=True))
        assert {line[0] for line in lines if str(line[1]).startswith(tuple(shown.values()))} >= set(shown)


def test_the_same_results_give_the_same_bytes(demo: Results, linked: Linked, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_workbook(demo, linked, tmp_path / f"{name}.xlsx", "en")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_sentences_are_korean_in_a_korean_workbook_and_as_they_were_in_an_english_one(
    demo: Results, linked: Linked, tmp_path: Path
) -> None:
    for lang in ("ko", "en"):
        write_workbook(demo, linked, tmp_path / f"{lang}.xlsx", lang)
    books = {lang: openpyxl.load_workbook(tmp_path / f"{lang}.xlsx") for lang in ("ko", "en")}
    for sheet, column in (("findings", "reasoning"), ("destinations", "evidence")):
        place = next(cell.column for cell in books["en"][sheet][1] if cell.value == column)
        korean, english = ([row[place - 1].value for row in books[lang][sheet].iter_rows(min_row=2)] for lang in books)
        assert english == [row[column] for row in demo.table(sheet)]
        assert all(re.search("[가-힣]", text) for text in korean)
    assert [line["source"] for line in json.loads(korean[0])] == [
        evidence(line["source"], Texts("ko")) for line in json.loads(english[0])
    ]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("poison", ["recording", "tables and policy"])
def test_no_cell_is_a_formula_or_a_link(
    hostile_folder: Path, poisoned: tuple[Results, Linked, Held], tmp_path: Path, poison: str, lang: str
) -> None:
    results = read_results(hostile_folder)
    given = (results, link(results), None) if poison == "recording" else poisoned
    write_workbook(given[0], given[1], tmp_path / "a.xlsx", lang, given[2])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    kinds = [row[0].value for row in book["method"].iter_rows()]
    texts = Texts(lang)
    assert texts("method_recipe") in kinds
    assert (texts("method_declaration") in kinds) == bool(given[2])
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert not any(str(cell.value).startswith(("=", "+", "@", "-")) for cell in cells if cell.data_type == "s")
    for cell in cells:
        assert "\u202e" not in str(cell.value)


def test_no_rows_and_an_unwritable_place(demo: Results, tmp_path: Path) -> None:
    empty = Results(demo.recipe, [], [], [], [], [])
    write_workbook(empty, [], tmp_path / "a.xlsx", "en")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["transfers"].max_row == 1
    with pytest.raises(OutputError, match="cannot be written"):
        write_workbook(empty, [], tmp_path / "missing" / "a.xlsx", "en")


def test_a_declaration_has_a_sheet_of_its_own(
    poisoned: tuple[Results, Linked, Held], demo: Results, linked: Linked, tmp_path: Path
) -> None:
    held = poisoned[2]
    write_workbook(demo, linked, tmp_path / "a.xlsx", "en", held)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [SHEETS[0], "comparison", *SHEETS[1:]]
    assert book["comparison"].max_row == len(held.rows) + 1
