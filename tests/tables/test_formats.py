import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import START

from trafficaudit.errors import ReadError
from trafficaudit.tables import formats, sheets
from trafficaudit.tables.columns import TABLES

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|cmd"]


def transfers(**changes: object) -> pd.DataFrame:
    row: dict[str, object] = {column.name: "x" for column in TABLES["transfers"]}
    row |= {"exchanges": 2, "values": 1, "first_seen": START, "last_seen": START, "confidence": 0.5}
    return formats.frame("transfers", [row | changes])


@pytest.mark.assertion("TAB-2")
@given(st.text(max_size=20))
def test_no_text_starts_like_a_formula(text: str) -> None:
    assert not formats.neutral(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text("'=+- a", max_size=6) | st.text(max_size=20))
def test_what_is_neutralised_reads_back_as_it_was(text: str) -> None:
    assert formats.plain(formats.neutral(text)) == text


@pytest.mark.assertion("TAB-2")
@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_neutralised_in_csv_and_xlsx(text: str, tmp_path: Path) -> None:
    data = transfers(host=text)
    (row,) = csv.DictReader(io.StringIO(formats.csv_text("transfers", data, "en")))
    assert row["host"] == "'" + text
    sheets.write_xlsx([("transfers", data)], tmp_path / "t.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["transfers"]
    cell = sheet.cell(2, [c.name for c in TABLES["transfers"]].index("host") + 1)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
def test_csv_reads_back(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(formats.csv_text("transfers", transfers(host=text), "en"), newline=""))
    assert row["host"] in (text, "'" + text)
    assert row["exchanges"] == "2"


def test_parquet_reads_back_with_its_types(tmp_path: Path) -> None:
    formats.write_parquet("transfers", transfers(), tmp_path / "t.parquet")
    data = pd.read_parquet(tmp_path / "t.parquet")
    assert data.loc[0, "first_seen"] == pd.Timestamp(START)
    assert data["exchanges"].sum() == 2
    pd.testing.assert_frame_equal(formats.read_parquet("transfers", tmp_path / "t.parquet"), transfers())


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_has_its_columns_everywhere(table: str, tmp_path: Path) -> None:
    data = formats.frame(table, [])
    names = [column.name for column in TABLES[table]]
    formats.write_parquet(table, data, tmp_path / "t.parquet")
    assert list(pd.read_parquet(tmp_path / "t.parquet").columns) == names
    assert formats.csv_text(table, data, "en").split("\r\n") == [",".join(names), ""]
    assert json.loads(formats.json_text(table, data)) == []
    sheets.write_xlsx([(table, data)], tmp_path / "t.xlsx", "en")


def test_korean_headings_stand_in_every_form_for_people_and_in_none_for_programs(tmp_path: Path) -> None:
    data = transfers()
    assert formats.csv_text("transfers", data, "ko").startswith("앱,이용 단계,수신자")
    formats.write_csv("transfers", data, tmp_path / "t.csv", "ko")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "| 앱 |" in formats.markdown_text("transfers", data, "ko")
    assert set(json.loads(formats.json_text("transfers", data))[0]) == {c.name for c in TABLES["transfers"]}


@pytest.mark.assertion("TAB-2")
def test_markup_is_escaped_in_markdown() -> None:
    text = formats.markdown_text("transfers", transfers(host="<b>|`x`"), "en")
    assert "\\<b\\>\\|\\`x\\`" in text


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("a&lt;b", "a\\&lt;b"),
        ("www.evil.example", "www\\.evil.example"),
        ("https://evil.example", "https\\://evil.example"),
        ("a\r\n| b", "a  \\| b"),
        ("api.shop.example", "api.shop.example"),
    ],
)
def test_no_text_becomes_a_sign_a_link_or_a_line_of_its_own_in_markdown(host: str, shown: str) -> None:
    text = formats.markdown_text("transfers", transfers(host=host), "en")
    assert f"| {shown} |" in text
    assert len(text.splitlines()) == 3


def test_missing_numbers_are_empty_in_csv_and_null_in_json() -> None:
    data = formats.frame("coverage", [{"app": "a", "state": "tls refused", "counted": "no"}])
    assert formats.csv_text("coverage", data, "en").splitlines()[1] == "a,,tls refused,no,,,"
    assert json.loads(formats.json_text("coverage", data))[0]["exchanges"] is None


def test_a_text_is_that_of_the_form_that_was_asked_for() -> None:
    data = transfers()
    assert formats.text("csv", "transfers", data, "ko") == formats.csv_text("transfers", data, "ko")
    assert formats.text("markdown", "transfers", data, "ko") == formats.markdown_text("transfers", data, "ko")
    assert formats.text("json", "transfers", data, "ko") == formats.json_text("transfers", data)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("phase", ["=동의 전", "1", "NA", "'x", "a,b"])
def test_csv_gives_back_what_was_written_in_whatever_language(phase: str, lang: str, tmp_path: Path) -> None:
    row = {
        "app": "kr.shop",
        "phase": phase,
        "state": "lost",
        "counted": "yes",
        "exchanges": 1,
        "connections": None,
        "bytes": 0,
    }
    formats.write_csv("coverage", formats.frame("coverage", [row]), tmp_path / "c.csv", lang)
    (read,) = formats.read_csv("coverage", tmp_path / "c.csv").to_dict("records")
    assert pd.isna(read.pop("connections"))
    assert read == {name: value for name, value in row.items() if name != "connections"}


def test_a_table_of_other_columns_is_not_filled_with_nothing(tmp_path: Path) -> None:
    formats.write_parquet("coverage", formats.frame("coverage", [{"app": "a", "phase": "p"}]), tmp_path / "t.parquet")
    assert len(formats.read_parquet("coverage", tmp_path / "t.parquet")) == 1
    with pytest.raises(ReadError, match=r"t\.parquet: cannot be read, or is a table of another version \(make it"):
        formats.read_parquet("transfers", tmp_path / "t.parquet")


@pytest.mark.parametrize("where", [None, ("app", "a")])
def test_columns_are_read_on_no_thread_that_could_outlive_the_program(
    tmp_path: Path, where: tuple[str, str] | None
) -> None:
    """Of one that is damaged, such a thread of Arrow's ended a script by SIGABRT, once in some hundred runs."""
    rows = pd.concat([formats.frame("coverage", [{"app": app, "phase": "p"} for app in "ab"])] * 500)
    table = pa.Table.from_pandas(rows, formats.schema("coverage"), preserve_index=False)
    path = tmp_path / "t.parquet"
    pq.write_table(table, path, row_group_size=50)
    read = formats.read_columns(path, ["phase", "state"], where)
    assert (len(read), read.column_names) == (500 if where else 1000, ["phase", "state"])
    whole = path.read_bytes()
    path.write_bytes(whole[:99] + b"\xff" * 99 + whole[198:])
    code = f"""import os; from pathlib import Path; from trafficaudit.errors import ReadError
from trafficaudit.tables import formats, sheets
before = len(os.listdir("/proc/self/task"))
try: formats.read_columns(Path("t.parquet"), ["phase", "app"], {where})
except ReadError as error: print(error)
assert len(os.listdir("/proc/self/task")) == before"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("t.parquet: cannot be read"), done.stdout


def test_a_table_without_rows_has_the_columns_that_are_asked_for(tmp_path: Path) -> None:
    formats.write_parquet("coverage", formats.frame("coverage", []), tmp_path / "t.parquet")
    for where in (None, ("app", "a")):
        assert formats.read_columns(tmp_path / "t.parquet", ["phase"], where).column_names == ["phase"]
