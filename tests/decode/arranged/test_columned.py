"""Cells of a table whose columns are named apart from its rows go by their column's name."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.arranged.columned import rename
from trafficaudit.decode.node import Child
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def keys(found: Decoded, *paths: str) -> list[str]:
    named = {field.path: field.key for field in found.fields if field.layers == ("json",)}
    return [named[path] for path in paths]


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ("columns", "rows"),
        ("headers", "data"),
        ("fields", "values"),
        ("dimensions", "rows"),
        ("columnNames", "records"),
    ],
)
def test_lists_of_names_and_of_rows(body: Body, columns: str, rows: str) -> None:
    document = {columns: ["id", "zip", "sex"], rows: [[1, "06234", "F"], [2, None, "M"]]}
    cells = [f"{rows}[{row}][{column}]" for row in (0, 1) for column in (0, 1, 2)]
    for found in (body(json.dumps(document).encode()), body(json.dumps(dict(reversed(document.items()))).encode())):
        assert keys(found, *cells) == ["id", "zip", "sex"] * 2


@pytest.mark.parametrize(("rows", "other", "named"), [("rows", "points", True), ("data", "points", False)])
def test_of_two_lists_of_lists_only_rows_are_known_to_be_rows(body: Body, rows: str, other: str, named: bool) -> None:
    document = {"columns": ["zip", "sex"], rows: [["06234", "F"]], other: [["37.5", "127.0"]]}
    found = body(json.dumps(document).encode())
    assert keys(found, f"{rows}[0][0]", f"{other}[0][0]") == ["zip" if named else rows, other]


def test_deeper_and_several_tables_apart(body: Body) -> None:
    document = {
        "results": [{"series": [{"columns": ["zip", "sex"], "values": [["06234", "F"]]}]}],
        "other": {"schema": {"fields": [{"name": "tel", "type": "STRING"}, {"name": "ok"}]}, "rows": [["010", "x"]]},
    }
    found = body(json.dumps(document).encode())
    assert keys(found, "results[0].series[0].values[0][0]", "results[0].series[0].values[0][1]") == ["zip", "sex"]
    assert keys(found, "other.rows[0][0]", "other.rows[0][1]") == ["tel", "ok"]


def test_objects_with_a_name_each_and_something_else(body: Body) -> None:
    document = {"columns": [{"id": "0", "name": "zip"}, {"id": "1", "name": "sex"}], "data": [["06234", "F"]]}
    assert keys(body(json.dumps(document).encode()), "data[0][0]", "data[0][1]") == ["zip", "sex"]


def test_the_path_stays_that_of_the_place(body: Body) -> None:
    raw = json.dumps({"columns": ["email", "hp"], "rows": [["kim@example.kr", "x"]]}).encode()
    (cell,) = [f for f in body(raw).fields if f.value == "kim@example.kr"]
    assert (cell.path, cell.key, raw[slice(*cell.span)]) == ("rows[0][0]", "email", b"kim@example.kr")


def test_one_row_beside_the_names(body: Body) -> None:
    document = {"fields": ["zip", "sex"], "values": ["06234", "F"]}
    assert keys(body(json.dumps(document).encode()), "values[0]", "values[1]") == ["zip", "sex"]


@pytest.mark.parametrize(
    "document",
    [
        {"columns": ["zip", "sex"], "rows": [["06234", "F", "x"]]},
        {"columns": ["zip", "zip"], "rows": [["06234", "F"]]},
        {"columns": ["zip"], "rows": [["06234", "F"]]},
        {"columns": ["06234", "1"], "rows": [["06234", "F"]]},
        {"columns": ["zip", "sex"], "things": [["06234", "F"]]},
        {"things": ["zip", "sex"], "rows": [["06234", "F"]]},
        {"columns": ["zip", "sex"], "headers": ["tel", "age"], "rows": [["06234", "F"]]},
        {"a": {"columns": ["zip", "sex"]}, "rows": [["06234", "F"]]},
        {"columns": [["zip", "sex"]], "rows": [["06234", "F"]]},
        {"columns": ["zip", "sex"], "rows": [[["06234", "F"]]]},
    ],
)
def test_what_is_no_table_keeps_its_names(body: Body, document: object) -> None:
    found = body(json.dumps(document).encode())
    told = {field.key for field in found.fields if field.value in ("06234", "F") and "rows" in field.path}
    assert told <= {"rows", ""}


def test_one_row_of_another_length_is_no_table(body: Body) -> None:
    assert keys(body(b'{"fields": ["zip", "sex"], "values": ["06234"]}'), "values[0]") == ["values"]
    assert keys(body(b'{"keys": ["a b", "1"], "rows": [["Kim", "F"], ["Lee", "M"]]}'), "rows[0][1]") == ["Kim"]


def test_one_column_names_rows_of_one_cell_and_not_one_value(body: Body) -> None:
    found = body(b'{"fields": ["zip"], "values": [["06234"], [""], ["03187"]]}')
    assert keys(found, "values[0][0]", "values[2][0]") == ["zip", "zip"]
    assert keys(body(b'{"fields": ["zip"], "values": ["06234"]}'), "values[0]") == ["values"]
    assert keys(body(b'{"fields": ["zip"], "values": [["06234"], ["03187", "F"]]}'), "values[0][0]") == ["values"]


def test_a_column_may_be_called_by_one_letter_and_the_others_keep_their_names(body: Body) -> None:
    found = body(b'{"columnNames": ["k", "goodsNo"], "rows": [["x", "01082202792"], ["", "01082202793"]]}')
    assert keys(found, "rows[0][0]") == ["k"]
    assert keys(found, "rows[1][1]") == ["goodsNo"]


_STEPS = st.sampled_from(
    ["columns[0]", "columns[1]", "a.columns[0].name", "rows[0][0]", "rows[0][1]", "values[0]", "[0]"]
)


@given(st.lists(st.tuples(_STEPS, st.sampled_from(["zip", "sex", "1", ""])), max_size=12), st.booleans())
def test_whatever_stands_there_only_keys_change(members: list[tuple[str, str]], rows: bool) -> None:
    children: list[Child] = [(path, "columns", value, 0, 0, True) for path, value in members]
    before = [(child[0], child[2]) for child in children]
    given = rename(children, range(len(children)), rows)
    assert [(child[0], child[2]) for child in children] == before
    assert all(children[at][1] == "columns" for at in range(len(children)) if at not in given)
