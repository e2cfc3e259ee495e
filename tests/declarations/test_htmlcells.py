import pytest

from trafficaudit.declarations import htmlcells
from trafficaudit.declarations.grid import Grid
from trafficaudit.declarations.htmlfile import read_html
from trafficaudit.errors import ReadError


def grids(markup: str) -> tuple[Grid, ...]:
    return read_html(b'<meta charset="utf-8">' + markup.encode(), "p.html").grids


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_merged_cells_stand_in_each_of_their_places() -> None:
    (grid,) = grids("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td rowspan=0>e<td>f</table>")
    assert texts(grid) == [["a", "b", "b"], ["a", "c", "d"], ["e", "f", ""]]
    assert [row[0].own for row in grid.rows] == [True, False, True]


@pytest.mark.parametrize(
    ("given", "wide"), [("3", 3), (" 2 ", 2), ("99999", 200), ("100000", 1), ("-2", 1), ("2.5", 1), ("٣", 1), ("", 1)]
)
def test_a_cell_is_as_wide_as_a_number_says(given: str, wide: int) -> None:
    """Within what a table of a policy may have; what is no such number is one place."""
    (grid,) = grids(f'<table><tr><td colspan="{given}">a<td>b</table>')
    assert [cell.text for cell in grid.rows[0]] == ["a"] * wide + ["b"]


def test_breaks_part_lines_and_blanks_of_the_source_do_not() -> None:
    (grid,) = grids("<table><tr><td>a<br>b\n c<ul><li>d</li><li>e</li></ul></td></tr></table>")
    assert texts(grid) == [["a\nb c\nd\ne"]]


def test_cells_full_of_elements_have_a_bound_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    markup = "<table><caption><i></i></caption><tr><td>a<b></b><b></b><td>b</table>"
    monkeypatch.setattr(htmlcells, "MAX_ELEMENTS", 6)
    assert texts(*grids(markup)) == [["a", "b"]]
    monkeypatch.setattr(htmlcells, "MAX_ELEMENTS", 5)
    with pytest.raises(ReadError, match="more in its tables than is read"):
        grids(markup)


@pytest.mark.parametrize("mark", ["1)", "[2]", "주3)", "*", "†", "12", "TM", "<a href=#n>4</a>"])
def test_the_mark_of_a_footnote_is_no_text(mark: str) -> None:
    assert texts(*grids(f"<table><tr><td>가온<sup>{mark}</sup> 유한회사<td>미국")) == [["가온 유한회사", "미국"]]
    (labelled,) = grids(f"<p>이전받는 자<sup>{mark}</sup>: 가온<p>이전 국가: 미국")
    assert texts(labelled) == [["이전받는 자", "가온"], ["이전 국가", "미국"]]


@pytest.mark.parametrize("said", ["가온", "1) 가온", "제1조", "<i>1</i><i>2</i>", "<i>1<b>2</b></i>"])
def test_what_stands_above_the_line_and_is_no_mark_is_text(said: str) -> None:
    ((first, _),) = texts(*grids(f"<table><tr><td>나래<sup>{said}</sup><td>미국"))
    assert first != "나래"
