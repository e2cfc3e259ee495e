import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from trafficaudit.decode.packed import spreadsheet
from trafficaudit.model import Decoded, Field

Body = Callable[..., Decoded]

AT, BORN = datetime.fromisoformat("2026-11-24T09:30"), datetime.fromisoformat("1991-04-17")
HEAD = ["이름", "휴대폰번호", "생년월일", "우편번호"]
ROW = ["남궁하람", "010-0417-8263", date(1991, 4, 17), "04999"]


def by_openpyxl() -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["회원 명단"])
    sheet.append(HEAD)
    sheet.append(ROW)
    sheet["F9"] = AT
    sheet["G9"] = 1.5
    sheet["H9"] = '=HYPERLINK("mailto:kim@hanbit.example","m")'
    sheet.oddHeader.center.text = "작성 김하람"
    book.save(out)
    return out.getvalue()


def by_xlsxwriter() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, [ROW[0], ROW[1]])
    sheet.write_datetime(1, 2, BORN, book.add_format({"num_format": "yyyy.mm.dd"}))
    sheet.write(1, 3, 4999)
    sheet.write_rich_string(2, 0, "남궁", book.add_format({"bold": True}), "하람", " 님")
    book.close()
    return out.getvalue()


def cells(body: Body, raw: bytes) -> dict[str, Field]:
    return {each.path: each for each in body(raw).fields if each.layers[-2:] == ("zip", "xlsx")}


def test_cells_go_by_their_columns_below_a_title(body: Body) -> None:
    found = cells(body, by_openpyxl())
    row = {
        path.rpartition(".")[2]: (each.key, each.value) for path, each in found.items() if path.startswith("sheet1[2]")
    }
    assert row == {
        "이름": ("이름", "남궁하람"), "휴대폰번호": ("휴대폰번호", "010-0417-8263"), "생년월일": ("생년월일", "1991-04-17"), "우편번호": ("우편번호", "04999"),
    }  # fmt: skip
    assert found["sheet1[0].A"].value == "회원 명단"
    assert {"2026-11-24 09:30:00", "1.5"} <= {each.value for each in found.values()}
    assert any("mailto:kim@hanbit.example" in str(each.value) for each in found.values())
    assert any("작성 김하람" in str(each.value) for each in found.values())


def test_texts_that_are_listed_apart_and_runs_of_one(body: Body) -> None:
    found = cells(body, by_xlsxwriter())
    assert (found["sheet1[1].이름"].value, found["sheet1[1].생년월일"].value) == ("남궁하람", "1991-04-17")
    assert (found["sheet1[1].우편번호"].value, found["sheet1[2].이름"].value) == ("4999", "남궁하람 님")
    fields = body(by_xlsxwriter()).fields
    assert not [each for each in fields if "sharedStrings" in each.path]
    assert [each.value for each in fields if each.path.endswith("cp:coreProperties.dc:creator")] == []


def test_a_text_that_no_cell_names_is_given(body: Body) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(by_xlsxwriter())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name == "xl/sharedStrings.xml":
                held = held.replace(b"</sst>", b"<si><t>deleted@hanbit.example</t></si></sst>")
            new.writestr(name, held)
    found = cells(body, out.getvalue())
    assert found["sharedStrings[0]"].value == "deleted@hanbit.example"


def test_other_archives_are_left_as_they_are(body: Body) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet><c><v>1</v></c></worksheet>")
    assert not cells(body, out.getvalue())
    assert [each for each in body(out.getvalue()).fields if each.layers == ("zip", "xml")]


@pytest.mark.parametrize(
    "sheet",
    [
        "",
        "<row>",
        "<row><c r='A1' t='s' s='²'><v>²</v></c><c r='B1' s='³'><v>1</v></c></row>",
        "<row><c t='s'><v>99</v></c></row>",
        "<row><c r='A1' t='s'><v>x</v></c><c/></row>",
    ],
)
def test_broken_sheets(body: Body, sheet: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet or " ")
    assert not [each for each in cells(body, out.getvalue()).values() if "99" in str(each.value)]


def test_names_of_parts() -> None:
    assert spreadsheet.is_part("xl/worksheets/sheet12.xml")
    assert spreadsheet.is_part("xl/sharedStrings.xml")
    assert not spreadsheet.is_part("xl/worksheets/_rels/sheet1.xml.rels")


def test_a_row_or_cell_without_its_end_hides_nothing(body: Body) -> None:
    rows = (
        '<row r="1"><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>mail</t></is></c></row>'
        '<row r="2"><c><v>7</v><c t="inlineStr"><is><t>kim@example.kr</t></is></c><row r="3"><c><v>8</v></c></row>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    assert "kim@example.kr" in [each.value for each in cells(body, out.getvalue()).values()]


@pytest.mark.parametrize("from_1904", [False, True])
def test_days_are_counted_from_what_the_workbook_says(body: Body, *, from_1904: bool) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": from_1904})
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, BORN, book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_datetime(0, 1, datetime.fromisoformat("2026-11-24T08:30:00"), book.add_format({"num_format": 22}))
    book.close()
    found = cells(body, out.getvalue())
    assert [found["sheet1[0].A"].value, found["sheet1[0].B"].value] == ["1991-04-17", "2026-11-24 08:30:00"]


def changed(raw: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """Give a workbook in one part of which something is written otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as one, zipfile.ZipFile(out, "w") as other:
        for name in one.namelist():
            held = one.read(name)
            assert name != part or before in held
            other.writestr(name, held.replace(before, after) if name == part else held)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/styles.xml", b'numFmtId="164" formatCode="yyyy.mm.dd"', b"formatCode='yyyy.mm.dd' numFmtId='164'"),
        (
            "xl/styles.xml",
            b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
            b'<xf fontId="0" xfId="0"/>',
        ),
    ],
)
def test_styles_as_other_programs_write_them(body: Body, part: str, before: bytes, after: bytes) -> None:
    found = cells(body, changed(by_xlsxwriter(), part, before, after))
    assert found["sheet1[1].생년월일"].value == "1991-04-17"


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"nan"])
def test_what_is_no_number_hides_nothing(body: Body, number: bytes) -> None:
    raw = changed(by_xlsxwriter(), "xl/worksheets/sheet1.xml", b"<v>4999</v>", b"<v>" + number + b"</v>")
    found = cells(body, raw)
    assert found["sheet1[1].휴대폰번호"].value == "010-0417-8263"
    assert found["sheet1[1].우편번호"].value == number.decode()
