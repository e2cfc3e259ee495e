import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.csvlines import tables
from trafficaudit.declarations.grid import MAX_CELLS, Budget
from trafficaudit.errors import ReadError

HEAD = "이전받는 자,이전 국가,이전 항목"


def cells(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for grid in tables(text, Budget("x")) for row in grid.rows]


def test_quoted_cells_with_commas_and_line_breaks_and_where_they_stand() -> None:
    (grid,) = tables(f'국외 이전\n{HEAD}\n"Gaon, Inc.",미국,"이메일\n이름"\nNarae,일본,주소\n', Budget("x"))
    assert [[cell.text for cell in row] for row in grid.rows[1:]] == [
        ["Gaon, Inc.", "미국", "이메일\n이름"],
        ["Narae", "일본", "주소"],
    ]
    assert [row[0].lines for row in grid.rows] == [(2, 2), (3, 4), (5, 5)]
    assert grid.before == "국외 이전"


def test_semicolons_and_short_rows() -> None:
    assert cells(HEAD.replace(",", ";") + "\nGaon;미국\n") == [
        ["이전받는 자", "이전 국가", "이전 항목"],
        ["Gaon", "미국", ""],
    ]


@pytest.mark.parametrize(
    "text", ["", "a,b,c", "이전받는 자, 이전 국가", "성명, 주소, 이메일", "이메일, 목적, 기간, 근거"]
)
def test_other_texts_hold_none(text: str) -> None:
    assert tables(text, Budget("x")) == ()


def test_more_cells_than_are_read_are_refused() -> None:
    with pytest.raises(ReadError):
        tables(f"{HEAD}\n" + "a,b,c\n" * MAX_CELLS, Budget("x"))


@given(st.text(max_size=200))
def test_any_text_gives_a_table_or_our_error(text: str) -> None:
    assert len(tables(f"{HEAD}\n{text}", Budget("x"))) == 1
