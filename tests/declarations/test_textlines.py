import time

import pytest

from trafficaudit.declarations.grid import Budget, Cell, Grid, squared
from trafficaudit.declarations.line import lines_of
from trafficaudit.declarations.textlines import framed, grids_of
from trafficaudit.errors import ReadError


def grids(text: str) -> list[Grid]:
    return grids_of(lines_of(text), Budget("p.txt"))


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_pipes_part_columns_and_borders_are_no_rows() -> None:
    (grid,) = grids("국외 이전\n| 이전받는 자 | 국가 |\n|---|---|\n| 가온 | 미국 |\n")
    assert texts(grid) == [["이전받는 자", "국가"], ["가온", "미국"]]
    assert grid.before == "국외 이전"
    assert grid.rows[1][0].lines == (4, 4)


def test_lines_between_two_borders_are_one_row() -> None:
    (grid,) = grids("+--+--+\n│a  │b │\n│c  │  │\n+--+--+\n│d  │e │\n+--+--+")
    assert texts(grid) == [["a\nc", "b"], ["d", "e"]]
    assert grid.rows[0][0].lines == (2, 3)


def test_tabs_part_columns() -> None:
    (grid,) = grids("이전받는 자\t국가\n가온\t미국")
    assert texts(grid)[1] == ["가온", "미국"]


def test_columns_begin_where_the_headings_do() -> None:
    (grid,) = grids(
        "이전받는 자    이전국가    이전항목\n가온           미국        성명, 주소\n                           전화번호"
    )
    assert texts(grid) == [["이전받는 자", "이전국가", "이전항목"], ["가온", "미국", "성명, 주소\n전화번호"]]


@pytest.mark.parametrize(
    ("more", "name"),
    [("Technology Ltd.", "Gaon\nTechnology Ltd."), ("도담", "Gaon"), ("Gaon (a@gaon.example)", "Gaon")],
)
def test_a_name_that_goes_on_in_its_column_is_one(more: str, name: str) -> None:
    (grid,) = grids(f"이전받는 자    이전국가    이전항목\nGaon           미국        성명\n{more}\n")
    assert texts(grid)[1][0] == name


def test_a_rule_below_the_headings_is_no_row_of_columns() -> None:
    (grid,) = grids("이전받는 자    이전국가    이전항목\n---------------------------\n가온           미국        성명")
    assert texts(grid) == [["이전받는 자", "이전국가", "이전항목"], ["가온", "미국", "성명"]]


def test_a_label_that_comes_again_begins_another_block() -> None:
    first, second = grids("가. 이전받는 자: 가온\n나. 국가: 미국,\n   일본\n\n가. 이전받는 자: 나래\n나. 국가: 중국")
    assert texts(first) == [["이전받는 자", "가온"], ["국가", "미국,\n일본"]]
    assert texts(second)[1] == ["국가", "중국"]


def test_each_block_has_its_own_title() -> None:
    text = "국외 이전\n1. Gaon Ltd.\n국가: 미국\n보유 기간: 1년\n{}\n국가: 중국\n보유 기간: 2년"
    for title in ("2. 판매자", "Narae Inc.", "나래 주식회사"):
        first, second = grids(text.format(title))
        assert first.before == "국외 이전 / 1. Gaon Ltd."
        assert second.before.rpartition(" / ")[2] == title
        assert texts(first)[1] == ["보유 기간", "1년"]
        assert first.rows[1][1].lines == (4, 4)


def test_a_value_that_goes_on_is_no_title_and_the_title_above_is_the_first_block_s() -> None:
    first, second = grids("1. Gaon Ltd.\n국가: 미국\n보유 기간: 탈퇴 후\n1년까지\n국가: 중국\n보유 기간: 2년")
    assert texts(first)[1] == ["보유 기간", "탈퇴 후\n1년까지"]
    assert second.before.rpartition(" / ")[2] == ""


def test_a_block_that_names_its_recipient_needs_no_title() -> None:
    first, second = grids("이전받는 자: 가온\n항목: 1) 이름\n2) 주소\n이전받는 자: 나래\n국가: 중국")
    assert texts(first)[1] == ["항목", "1) 이름\n2) 주소"]
    assert second.before == ""


def test_sentences_are_no_table() -> None:
    assert grids("회사는 다음과 같이 알립니다: 개인정보를\n보호합니다.") == []


def test_a_new_page_begins_a_line_and_moves_no_number() -> None:
    lines = lines_of("a\n\fb\nc\fd\n")
    assert [(line.text, line.number) for line in lines] == [("a", 1), ("", 2), ("b", 2), ("c", 3), ("d", 3), ("", 4)]


@pytest.mark.parametrize("written", ["<br>", "<BR/>", "<br />"])
def test_a_break_within_a_cell_of_pipes_begins_a_line(written: str) -> None:
    (grid,) = grids(f"| 이전받는 자 | 국가 | 항목 |\n| 가온 | 미국 | 이메일{written}이름 |\n")
    assert grid.rows[1][2].text == "이메일\n이름"


@pytest.mark.parametrize(
    "lines",
    [
        ("이전받는 자: 가온", "국가: 미국", "항목: 성명"),
        ("이전받는 자    이전국가", "가온           미국", "나래           일본"),
    ],
)
def test_one_blank_line_parts_nothing_and_words_do(lines: tuple[str, str, str]) -> None:
    first, second, third = lines
    (grid,) = grids(f"{first}\n{second}\n\n{third}")
    assert len(grid.rows) == 3
    assert len(grids(f"{first}\n{second}\n\n그리고\n\n{third}")) == 2


def test_labels_right_below_columns_are_a_table_of_their_own() -> None:
    first, second = grids("이전받는 자    이전국가\n가온           미국\n이전받는 자: 나래\n국가: 일본")
    assert texts(first)[-1] == ["가온", "미국"]
    assert texts(second) == [["이전받는 자", "나래"], ["국가", "일본"]]


def test_one_pipe_behind_a_label_parts_it_from_its_value() -> None:
    (grid,) = grids("이전받는 자 | 가온\n국가 | 미국")
    assert texts(grid) == [["이전받는 자", "가온"], ["국가", "미국"]]
    assert grids("가온 | 나래\n도담 | 미르") == []


def test_a_line_below_one_that_has_the_first_column_alone_is_a_row() -> None:
    (grid,) = grids("이전받는 자    이전국가    이전항목\nGaon\nTechnology Ltd.\n나래           일본        성명")
    assert [row[0] for row in texts(grid)[1:]] == ["Gaon", "Technology Ltd.", "나래"]


def test_before_a_block_with_a_title_stand_one_line_and_the_title() -> None:
    text = "가\n나\n1. Gaon Ltd.\n국가: 미국\n보유 기간: 1년\n2. 판매자\n국가: 중국\n보유 기간: 2년"
    assert [grid.before for grid in grids(text)] == ["나 / 1. Gaon Ltd.", "1. Gaon Ltd. / 2. 판매자"]


@pytest.mark.parametrize(
    "text",
    [
        " " * 20_000 + "x",
        "이전받는 자: 가온\n" + ("미국에 " * 20 + "\n") * 20_000,
        "이전받는 자  국가\n" + ("   " + "미국에 " * 20 + "\n") * 20_000,
        "|--|--|\n|a|b|\n|c|d|\n|--|--|\n" + ("|a|" + "미국에 " * 20 + "|\n") * 20_000 + "|--|--|\n",
        "a  " * 1_300 + "\n" + ("  " + "a  " * 1_300 + "\n") * 60,
    ],
    ids=["blanks", "labelled", "columns", "boxed", "wide"],
)
def test_the_work_grows_as_the_text_does(text: str) -> None:
    """A line of blanks took the square of its length, 80 times; cells that many lines go on in were copied for each."""
    start = time.process_time()
    grids(text)
    assert time.process_time() - start < 10


def test_a_wide_heading_above_many_lines_is_refused_before_its_cells_are_made() -> None:
    with pytest.raises(ReadError, match="60,000 cells"):
        grids("a  " * 1_300 + "\n" + "a  b\n" * 100_000)


def test_a_cell_that_reaches_far_is_read_to_its_end() -> None:
    (grid,) = grids("이전받는 자    이전항목\n가온           " + "성명, " * 1_500 + "전화번호")
    assert texts(grid)[1][1].endswith("성명, 전화번호")


def test_a_table_of_one_column_is_a_frame_of_lines() -> None:
    rows = (("이전받는 자: 가온\n국가: 미국",), ("항목: 이메일",))
    framing = squared(
        [[Cell(text, (number, number)) for text in row] for number, row in enumerate(rows, 3)], "국외 이전"
    )
    (grid,) = framed(framing, Budget("x"))
    assert texts(grid) == [["이전받는 자", "가온"], ["국가", "미국"], ["항목", "이메일"]]
    assert (grid.before, grid.rows[2][0].lines) == ("국외 이전", (4, 4))
    assert framed(squared([[Cell("이전받는 자: 가온")]]), Budget("x")) == []
    assert framed(squared([[Cell("국가: 미국"), Cell("")]] * 4), Budget("x")) == []
