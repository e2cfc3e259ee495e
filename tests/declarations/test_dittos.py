import pytest

from trafficaudit.declarations.dittos import filled, is_ditto
from trafficaudit.declarations.grid import Cell, Grid


def grid(*rows: str) -> Grid:
    return Grid(tuple(tuple(map(Cell, row.split("|"))) for row in rows))


def texts(given: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in given.rows]


@pytest.mark.parametrize("text", ["상동", " 위와 같음. ", "(상기와 동일)", "〃", '"', "Same as above", "ditto", "同上"])
def test_words_and_signs_for_what_stands_above(text: str) -> None:
    assert is_ditto(text)


@pytest.mark.parametrize("text", ["", "-", "없음", "위와 같은 항목", "상동구 주소", "성명", "동일인 여부", "'성명'"])
def test_what_says_something_itself_is_none(text: str) -> None:
    assert not is_ditto(text)


def test_it_holds_what_was_put_above_it_as_well() -> None:
    given, told = filled(grid("이름|국가", "가온|미국", "나래|상동", "다솜|〃"), 1)
    assert texts(given)[1:] == [["가온", "미국"], ["나래", "미국"], ["다솜", "미국"]]
    assert told == {2: ("상동",), 3: ("〃",)}


def test_neither_headings_nor_an_empty_cell_are_an_answer() -> None:
    plain = grid("이름|국가", "가온|상동", "나래|", "다솜|상동")
    given, told = filled(plain, 1)
    assert texts(given) == [["이름", "국가"], ["가온", "상동"], ["나래", ""], ["다솜", "상동"]]
    assert told == {}


def test_a_table_that_goes_on_asks_the_last_row_before_it() -> None:
    given, told = filled(grid("나래|상동", "다솜|상동"), 0, grid("가온|미국").rows[-1])
    assert texts(given) == [["나래", "미국"], ["다솜", "미국"]]
    assert told == {0: ("상동",), 1: ("상동",)}
