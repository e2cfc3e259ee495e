import html
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.grid import Cell, Grid
from trafficaudit.declarations.htmlfile import read_html
from trafficaudit.errors import ReadError


def grids(markup: str) -> tuple[Grid, ...]:
    return read_html(b'<meta charset="utf-8">' + markup.encode(), "p.html").grids


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_a_term_that_ends_with_a_colon_gets_no_second_one() -> None:
    read = read_html(
        "<meta charset=utf-8><dl><dt>국가:</dt><dd>미국</dd><dt>항목：</dt><dd>성명</dd><dt>기간</dt><dd>1년</dd></dl>".encode(),
        "p.html",
    )
    assert [texts(grid) for grid in read.grids] == [[["국가", "미국"], ["항목", "성명"], ["기간", "1년"]]]


def test_cells_know_their_lines_and_tables_what_stands_before() -> None:
    (grid,) = grids(
        "<h2>7. 국외 이전</h2>\n<table>\n<caption>현황</caption><tr><td>a</td></tr>\n<tr><td>b\nc</td></tr></table>"
    )
    assert [row[0].lines for row in grid.rows] == [(3, 3), (4, 5)]
    assert grid.before == "현황 / 7. 국외 이전"


def test_lines_that_libxml2_does_not_number_have_their_place_as_well() -> None:
    blank = "\n" * 70_000
    table, block = grids(
        f"<p>x</p>{blank}<table><tr><td>a\nb</td></tr>\n<tr><td>c</td></tr></table>\n\n<p>국가: 미국</p>"
    )
    assert [row[0].lines for row in table.rows] == [(70_001, 70_002), (70_003, 70_003)]
    assert {cell.lines for row in block.rows for cell in row} <= {(70_005, 70_005), (0, 0)}
    with pytest.raises(ReadError, match=r"more than 65,535 lines that are not blank \(cut the transfer table"):
        grids("x\n" * 70_000 + "<table><tr><td>a</td></tr></table>")


def test_scripts_styles_and_comments_are_no_text() -> None:
    (grid,) = grids("<table><tr><td><script>x</script><style>y</style><!-- z -->a</td></tr></table>")
    assert texts(grid) == [["a"]]


def test_roles_make_a_table_and_nested_ones_are_their_own() -> None:
    outer, inner = grids("<div role=table><div role=row><div role=cell>a<table><tr><td>b</table></div></div></div>")
    assert texts(outer) == [["a\nb"]]
    assert texts(inner) == [["b"]]


def test_lists_give_tables_of_labels() -> None:
    (grid,) = grids("<dl><dt>이전받는 자</dt><dd>가온</dd><dt>이전되는 국가</dt><dd>미국</dd></dl><p>끝")
    assert texts(grid) == [["이전받는 자", "가온"], ["이전되는 국가", "미국"]]
    (grid,) = grids("<ul><li>이전받는 자 : 가온</li><li>이전되는 국가 :<p>미국</p></li></ul>")
    assert texts(grid) == [["이전받는 자", "가온"], ["이전되는 국가", "미국"]]


def test_a_table_behind_tags_that_nobody_closed_is_read() -> None:
    first, second = grids("<table><tr><td>a</table>" + "<font>" * 300 + "<table><tr><td>b</table>")
    assert (texts(first), texts(second)) == ([["a"]], [["b"]])


def test_a_page_that_is_not_read_to_its_end_is_refused_in_a_frame_as_well() -> None:
    deep = "<table><tr><td>a</table>" + "<div>" * 3_000 + "<table><tr><td>b</table>"
    for markup in (deep, f"<iframe srcdoc='{html.escape(deep)}'></iframe>"):
        with pytest.raises(ReadError, match="deeper in each other than is read"):
            grids(markup)


def test_a_table_whose_rows_have_no_cell_has_no_row() -> None:
    (grid,) = grids("<table><tr></tr><tr></tr></table>")
    assert grid.rows == ()


def test_entities_of_its_own_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    (grid,) = grids(bomb + "<table><tr><td>&b;&f;</td></tr></table>")
    assert "aaaa" not in texts(grid)[0][0]
    assert len(texts(grid)[0][0]) < 10


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr>" + "<td rowspan=65534 colspan=1000>x" * 400 + "<tr>" * 3000,
        "<table><tr><td>" * 3000,
        "<div>" * 200_000 + "x",
        "<td>" * 50_000,
        "<table>" + "<tr><td>" + "y" * 100_000 + "<table><tr><td>" * 200,
        "<table><tr><td>" * 80 + "<b></b>" * 300_000,
    ],
)
def test_pages_made_to_take_long_do_not(markup: str) -> None:
    begun = time.monotonic()
    with suppress(ReadError):
        grids(markup)
    assert time.monotonic() - begun < 30


def test_one_long_row_does_not_make_all_short_ones_as_long_beyond_the_bound() -> None:
    with pytest.raises(ReadError, match="more than 60,000 cells"):
        grids("<table><tr>" + "<td>" * 300 + "<tr><td>" * 300)


@given(st.binary(max_size=1500))
def test_any_bytes_give_a_document_or_our_error(data: bytes) -> None:
    try:
        read_html(data, "p.html")
    except ReadError:
        return


TAGS = st.sampled_from(
    ["<table>", "</table>", "<tr>", "<td>", "</td>", "<th rowspan=3>", "<td colspan=2>", "<td rowspan=0>", "<br>", "<dl>",
     "<dt>", "<dd>", "</div>", "<div role=row>", "<div role=table>", "이전받는 자", ": 가온", "국가", "<caption>", "<!--", "\0"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=40))
def test_any_order_of_tags_gives_square_grids(tags: list[str]) -> None:
    for grid in grids("".join(tags)):
        assert {len(row) for row in grid.rows} <= {grid.width}


@pytest.mark.parametrize("tag", ["textarea", "pre"])
def test_text_with_line_breaks_of_its_own_is_read_line_by_line(tag: str) -> None:
    text = "국외이전\n\n이전받는 자: 가온\n이전 국가: 미국\n\n이전받는 자    이전 국가\n나래           일본\n"
    labelled, columns = grids(f"<html><body>\n<{tag} readonly>{text}</{tag}><p>끝")
    assert texts(labelled) == [["이전받는 자", "가온"], ["이전 국가", "미국"]]
    assert texts(columns) == [["이전받는 자", "이전 국가"], ["나래", "일본"]]
    assert [row[0].lines for row in labelled.rows] == [(4, 4), (5, 5)]


def test_such_text_in_a_cell_or_with_elements_in_it_is_read_as_other_text_is() -> None:
    assert texts(*grids("<table><tr><td><textarea>가온\n유한회사</textarea><td>미국")) == [["가온 유한회사", "미국"]]
    assert texts(*grids("<pre><b>이전받는 자</b>: 가온\n유한회사</pre><p>이전 국가: 미국"))[0] == [
        "이전받는 자",
        "가온 유한회사",
    ]
    assert grids("<template><textarea>이전받는 자: 가온\n국가: 미국</textarea></template>") == ()


def test_a_page_written_out_in_a_frame_is_read_and_stands_on_the_frame_s_line() -> None:
    inner = "<p>국외 이전</p><table><tr><th>이전받는 자<th>국가<tr><td>가온<td>미국</table>"
    markup = f"<p>방침\n<iframe srcdoc='{html.escape(inner)}'></iframe>"
    (grid,) = read_html(markup.encode(), "p.html").grids
    assert grid.rows[1][0] == Cell("가온", (2, 2))
    deep = inner
    for _ in range(4):
        deep = f"<iframe srcdoc='{html.escape(deep)}'></iframe>"
    assert read_html(deep.encode(), "p.html").grids == ()


def test_rows_in_a_script_are_told_of() -> None:
    markup = "<p>방침\n<script>x = {'title': '국외 이전', 'country': '미국'}</script>"
    assert [(one.kind, one.line) for one in read_html(markup.encode(), "p.html").words] == [("script", 2)]
    assert read_html(b"<script>transfer('x')</script>", "p.html").words == ()


def test_a_frame_around_labels_is_taken_apart() -> None:
    (grid,) = grids("<table><tr><td>이전받는 자 : 가온<br>국가 : 미국<tr><td>항목 : 이메일</table>")
    assert texts(grid) == [["이전받는 자", "가온"], ["국가", "미국"], ["항목", "이메일"]]
