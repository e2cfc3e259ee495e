"""Rows of JSON whose names stand apart: each cell goes by its column."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.columns import rename
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

ROWS = [["kim@example.kr", "010-2345-6789", "06234"], ["lee@example.kr", "010-9876-5432", "04524"]]


def _named(body: Body, document: object) -> list[tuple[str, str]]:
    return [(f.key, str(f.value)) for f in body(json.dumps(document).encode()).fields if f.path.count("[") > 1]


@pytest.mark.parametrize(
    "document",
    [
        {"columns": ["email", "hp", "zip_no"], "rows": ROWS},
        {"rows": ROWS, "fields": ["email", "hp", "zip_no"]},
        {"data": {"columnNames": ["email", "hp", "zip_no"], "values": ROWS}},
        {"fields": [{"name": "email"}, {"name": "hp", "type": "s"}, {"name": "zip_no"}], "values": ROWS},
        {"schema": {"fields": [{"name": "email"}, {"name": "hp"}, {"name": "zip_no"}]}, "rows": ROWS},
    ],
)
def test_each_cell_goes_by_its_column(body: Body, document: object) -> None:
    found = _named(body, document)
    assert found[:3] == list(zip(("email", "hp", "zip_no"), ROWS[0], strict=True))
    assert found[3:6] == list(zip(("email", "hp", "zip_no"), ROWS[1], strict=True))


def test_the_path_stays_that_of_the_place(body: Body) -> None:
    raw = json.dumps({"columns": ["email", "hp"], "rows": [["kim@example.kr", "x"]]}).encode()
    (cell,) = [f for f in body(raw).fields if f.value == "kim@example.kr"]
    assert (cell.path, raw[slice(*cell.span)]) == ("rows[0][0]", b"kim@example.kr")


@pytest.mark.parametrize(
    "document",
    [
        {"columns": ["email", "hp"], "rows": ROWS},
        {"columns": ["email", "email", "zip"], "rows": ROWS},
        {"columns": ["a b", "010", "zip"], "rows": ROWS},
        {"a": {"columns": ["email", "hp", "zip_no"]}, "b": {"rows": ROWS}},
        {"tags": ["email", "hp", "zip_no"], "rows": ROWS},
        {"columns": ["email", "hp", "zip_no"], "fields": ["x1", "x2", "x3"], "rows": ROWS},
    ],
)
def test_near_misses(body: Body, document: object) -> None:
    assert {key for key, _ in _named(body, document)} <= {"rows"}


_STEPS = st.lists(st.sampled_from(["columns", "rows", "[0]", "[1]", ".", "name", "x"]), max_size=6).map("".join)


@given(st.lists(st.tuples(_STEPS, st.sampled_from(["columns", "name", ""]), st.text() | st.binary()), max_size=8))
def test_any_children(children: list[tuple[str, str, str | bytes]]) -> None:
    given = [(path, key, value, 0, 0, True) for path, key, value in children]
    rename(given)  # type: ignore[arg-type]
    assert [child[0] for child in given] == [path for path, _, _ in children]
