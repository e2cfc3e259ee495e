"""Rows below a row of names: each cell by its column; what may be a list of words or numbers is left alone."""

import pytest

from trafficaudit.decode.arranged.headed import rename
from trafficaudit.decode.node import Child


def _keys(table: str, *rows: list[str | bytes]) -> list[str]:
    children: list[Child] = [
        (f"{table}[{row}][{column}]", "", cell, 0, 0, True)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    rename(children, [at for at, child in enumerate(children) if child[0].endswith("][1]")])
    return [child[1] for child in children]


HEAD: list[str | bytes] = ["zip", "sex", "email"]
ROW: list[str | bytes] = ["06234", "F", "a@b.kr"]


@pytest.mark.parametrize("table", ["", "values", "a.b[2].rows"])
def test_cells_below_a_row_of_names(table: str) -> None:
    assert _keys(table, HEAD, ROW, ROW[:2]) == ["", "", "", "zip", "sex", "email", "zip", "sex"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD],
        [HEAD[:2], ROW[:2]],
        [HEAD, [*ROW, "x"]],
        [["zip", "zip", "email"], ROW],
        [["zip", "1", "email"], ROW],
        [["zip", "sex", b"\xff"], ROW],
        [HEAD, ["red", "green", "blue"]],
        [ROW, ROW],
    ],
)
def test_what_is_no_table(rows: list[list[str | bytes]]) -> None:
    assert not any(_keys("values", *rows))


def test_another_thing_in_the_list() -> None:
    children: list[Child] = [(f"v[0][{at}]", "", name, 0, 0, True) for at, name in enumerate(HEAD)]
    children += [("v[1][0]", "", "06234", 0, 0, True), ("v[2].x", "x", "1", 0, 0, True)]
    assert rename(children, [1]) == set()


def test_two_columns_are_a_table_where_no_cell_may_be_a_name() -> None:
    assert _keys("", ["zip", "email"], ["06234", "a@b.kr"], ["06235", "c@d.kr"]) == [
        "",
        "",
        "zip",
        "email",
        "zip",
        "email",
    ]
    assert not any(_keys("", ["sex", "F"], ["zip", "06234"]))
    assert not any(_keys("", ["zip", "email"], ["06234", "a@b.kr"], ["none", "c@d.kr"]))
    assert not any(_keys("", ["zip"], ["06234"]))
