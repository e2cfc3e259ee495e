import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from trafficaudit.tables import formats, sheets
from trafficaudit.tables.difference import first_difference


def parquet(path: Path, rows: list[dict[str, object]], compression: Literal["zstd", "snappy"] = "zstd") -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, compression=compression)
    return path


ROWS: list[dict[str, object]] = [{"host": f"h{n}", "n": n, "share": None} for n in range(2_500)]


def test_long_cells_are_shown_from_where_they_part(tmp_path: Path) -> None:
    for name, end in (("a", "KR"), ("b", "US")):
        parquet(tmp_path / f"{name}.parquet", [{"evidence": "x" * 500 + end}])
    found = first_difference(tmp_path / "a.parquet", tmp_path / "b.parquet")
    assert found is not None
    assert (found.first, found.second) == ("x" * 20 + "KR", "x" * 20 + "US")


def test_the_same_bytes_have_no_difference(tmp_path: Path) -> None:
    one, two = parquet(tmp_path / "a.parquet", ROWS), parquet(tmp_path / "b.parquet", ROWS)
    assert first_difference(one, two) is None


def test_a_cell_of_a_parquet_file_is_named(tmp_path: Path) -> None:
    changed = [dict(row) for row in ROWS]
    changed[2_100]["host"], changed[2_200]["n"] = "evil\x1b[2J", -1
    found = first_difference(parquet(tmp_path / "a.parquet", ROWS), parquet(tmp_path / "b.parquet", changed))
    assert found is not None
    assert (found.row, found.column, found.first, found.second) == (2_101, "host", "h2100", "evil\\x1b[2J")


def test_a_parquet_file_that_was_written_anew_is_told_from_one_with_other_cells(tmp_path: Path) -> None:
    found = first_difference(parquet(tmp_path / "a.parquet", ROWS), parquet(tmp_path / "b.parquet", ROWS, "snappy"))
    assert found is not None
    assert found.what.startswith("the cells are the same, the files are not")


def test_rows_and_columns_that_only_one_has(tmp_path: Path) -> None:
    one = parquet(tmp_path / "a.parquet", ROWS)
    found = first_difference(one, parquet(tmp_path / "b.parquet", ROWS[:-1]))
    assert found is not None
    assert (found.what, found.row) == ("only the first one has this row", 2_500)
    assert (found.first, found.second) == ("h2499, 2499, ", "")
    found = first_difference(one, parquet(tmp_path / "c.parquet", [{"hosts": "h"}]))
    assert found is not None
    assert (found.what, found.column) == ("the columns differ", "host")


@pytest.mark.parametrize(
    ("two", "row", "column", "what"),
    [
        ("host,n\r\na,1\r\nb,3\r\n", 2, "n", "a cell differs"),
        ("host,n\r\na,1\r\n", 2, "", "only the first one has this row"),
        ("host,m\r\na,1\r\nb,2\r\n", 0, "n", "the columns differ"),
        ("host,n\na,1\nb,2\n", 0, "", "the cells are the same, the files are not: they differ from byte 6 on"),
        ('host,n\r\n"a",1\r\nb,2\r\n', 0, "", "the cells are the same, the files are not: they differ from byte 8 on"),
        ("host,n\r\na,1\r\nb,2,x\r\n", 2, "column 3", "a cell differs"),
    ],
)
def test_a_cell_of_a_csv_file_is_named(tmp_path: Path, two: str, row: int, column: str, what: str) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"host,n\r\na,1\r\nb,2\r\n")
    second.write_bytes(two.encode())
    found = first_difference(first, second)
    assert found is not None
    assert (found.row, found.column, found.what) == (row, column, what)


def test_a_cell_of_a_csv_file_may_be_long(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    long = "x" * (csv.field_size_limit() + 1)
    first.write_text(f"host,evidence\na,{long}\n", encoding="utf-8")
    second.write_text(f"host,evidence\na,{long}y\n", encoding="utf-8")
    before = csv.field_size_limit()
    found = first_difference(first, second)
    assert found is not None
    assert (found.what, found.row, found.column) == ("a cell differs", 1, "evidence")
    assert (found.first, found.second) == ("x" * 20, "x" * 20 + "y")
    assert csv.field_size_limit() == before


def workbook(path: Path, host: str = "a.example", exchanges: int = 3) -> Path:
    rows = [{"app": "kr.app", "host": host, "exchanges": exchanges}]
    sheets.write_xlsx([("transfers", formats.frame("transfers", rows))], path, "en")
    return path


def test_a_text_of_a_workbook_is_told(tmp_path: Path) -> None:
    found = first_difference(workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx", "b.example"))
    assert found is not None
    assert (found.column, found.first, found.second) == ("xl/sharedStrings.xml", "a.example", "b.example")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        texts = re.findall(r"<si><t>([^<]*)</t></si>", book.read("xl/sharedStrings.xml").decode())
    assert found.what == f"text {texts.index('a.example')} of the workbook differs"


def repacked(path: Path, target: Path, **changes: tuple[bytes, bytes]) -> Path:
    """Write a workbook again with something replaced in some of its parts, named by their last names."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            one, other = changes.get(Path(part.filename).stem, (b"", b""))
            new.writestr(part, old.read(part.filename).replace(one, other) if one else old.read(part.filename))
    return target


def test_a_text_of_a_workbook_is_told_before_what_follows_from_it(tmp_path: Path) -> None:
    one = workbook(tmp_path / "a.xlsx")
    two = repacked(one, tmp_path / "b.xlsx", core=(b"dcterms", b"dcxxxxx"), sharedStrings=(b"a.example", b"b.example"))
    found = first_difference(one, two)
    assert found is not None
    assert (found.column, found.first, found.second) == ("xl/sharedStrings.xml", "a.example", "b.example")


def test_a_part_of_a_workbook_without_cells_is_named_with_its_place(tmp_path: Path) -> None:
    one = workbook(tmp_path / "a.xlsx")
    found = first_difference(one, repacked(one, tmp_path / "b.xlsx", core=(b"<dcterms:created", b"<dcterms:creaTed")))
    assert found is not None
    assert (found.what, found.row, found.column) == ("a part of the workbook differs", 0, "docProps/core.xml")
    assert found.first[20:].startswith("ted ")
    assert found.second[20:].startswith("Ted ")
    assert (len(found.first), found.first[:20]) == (80, found.second[:20])


def test_a_value_of_a_workbook_is_shown_in_its_cell(tmp_path: Path) -> None:
    one, two = workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx", exchanges=4)
    found = first_difference(one, two)
    assert found is not None
    part, cell = found.column.split(" ")
    assert (found.what, found.row, part) == ("a cell differs", 1, "xl/worksheets/sheet1.xml")
    assert (load_workbook(one).active[cell].value, load_workbook(two).active[cell].value) == (3, 4)
    assert (found.first[20:25], found.second[20:25]) == ("3</v>", "4</v>")


def test_what_differs_above_the_first_cell_is_in_no_row(tmp_path: Path) -> None:
    one = workbook(tmp_path / "a.xlsx")
    found = first_difference(one, repacked(one, tmp_path / "b.xlsx", sheet1=(b"<sheetData>", b"<sheetDaTa>")))
    assert found is not None
    assert (found.what, found.row, found.column) == ("a part of the workbook differs", 0, "xl/worksheets/sheet1.xml")


def test_a_number_of_a_workbook_is_named_by_its_cell(tmp_path: Path) -> None:
    one = workbook(tmp_path / "a.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(one) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part.filename)
            new.writestr(
                part,
                data.replace(b"<v>0</v></c></row>", b"<v>0</v></c></row>").replace(b'r="A2" t="s"', b'r="A2" t="n"'),
            )
    two = tmp_path / "b.xlsx"
    two.write_bytes(out.getvalue())
    found = first_difference(one, two)
    assert found is not None
    assert (found.what, found.row, found.column) == ("a cell differs", 1, "xl/worksheets/sheet1.xml A2")


def test_a_workbook_that_was_saved_by_another_program(tmp_path: Path) -> None:
    one = workbook(tmp_path / "a.xlsx")
    load_workbook(one).save(tmp_path / "b.xlsx")
    assert first_difference(one, tmp_path / "b.xlsx") is not None


def test_numbers_that_are_none_are_alike(tmp_path: Path) -> None:
    for name in ("a", "b"):
        pq.write_table(pa.table({"x": [float("nan"), 1.0 if name == "a" else 2.0]}), tmp_path / f"{name}.parquet")
    found = first_difference(tmp_path / "a.parquet", tmp_path / "b.parquet")
    assert found is not None
    assert found.row == 2
    pq.write_table(pa.table({"x": [1.0, 1.0]}), tmp_path / "a.parquet")  # a number is not alike to one that is none
    for one, two in (("a", "b"), ("b", "a")):
        found = first_difference(tmp_path / f"{one}.parquet", tmp_path / f"{two}.parquet")
        assert found is not None
        assert found.row == 1


@pytest.mark.parametrize("at", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 21) + 5])
@pytest.mark.parametrize("longer", [False, True])
def test_the_byte_from_which_files_differ_is_counted_from_their_beginning(
    tmp_path: Path, at: int, longer: bool
) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    first.write_bytes(bytes(at) + (b"" if longer else b"a same"))
    second.write_bytes(bytes(at) + b"b same")
    for one, two in ((first, second), (second, first)):
        found = first_difference(one, two)
        assert found is not None
        assert (found.what, found.row, found.column) == (f"they differ from byte {at} on", 0, "")


@settings(max_examples=60)
@given(st.sampled_from([".parquet", ".csv", ".xlsx", ".json"]), st.binary(max_size=300), st.binary(max_size=300))
def test_any_two_files_give_a_difference_exactly_where_their_bytes_differ(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, one: bytes, two: bytes
) -> None:
    folder = tmp_path_factory.mktemp("difference")
    first, second = folder / f"a{suffix}", folder / f"b{suffix}"
    first.write_bytes(one)
    second.write_bytes(two)
    assert (first_difference(first, second) is None) == (one == two)


@settings(max_examples=150)
@given(st.sampled_from([".parquet", ".csv", ".xlsx"]), st.floats(0, 1, exclude_max=True), st.integers(0, 7))
@example(".xlsx", 0.9996, 0)
def test_a_changed_byte_anywhere_in_a_table_is_a_difference(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, place: float, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    one, two = folder / f"a{suffix}", folder / f"b{suffix}"
    if suffix == ".xlsx":
        workbook(one)
    elif suffix == ".csv":
        one.write_bytes(b"host,n\r\na,1\r\n")
    else:
        parquet(one, ROWS[:300])
    changed = bytearray(one.read_bytes())
    changed[int(place * len(changed))] ^= 1 << bit
    two.write_bytes(changed)
    assert first_difference(one, two) is not None
