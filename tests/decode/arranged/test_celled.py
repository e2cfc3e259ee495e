"""Rows of warehouses and reports whose cells are objects."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
NAMES = ["email", "zip", "sex"]
ROWS = [["a@b.kr", "06234", "F"], ["c@d.kr", "06235", "M"]]


def bigquery(names: list[str], rows: list[list[str]]) -> Any:
    return {"kind": "bigquery#queryResponse", "schema": {"fields": [{"name": name, "type": "STRING"} for name in names]},
            "rows": [{"f": [{"v": text} for text in row]} for row in rows]}  # fmt: skip


def athena(names: list[str], rows: list[list[str]]) -> Any:
    return {"ResultSet": {"Rows": [{"Data": [{"VarCharValue": text} for text in row]} for row in rows],
                          "ResultSetMetadata": {"ColumnInfo": [{"Name": name, "Type": "varchar"} for name in names]}}}  # fmt: skip


def data_api(names: list[str], rows: list[list[str]]) -> Any:
    return {
        "columnMetadata": [{"name": name} for name in names],
        "records": [[{"stringValue": text} for text in row] for row in rows],
    }


def analytics(names: list[str], rows: list[list[str]]) -> Any:
    return {"dimensionHeaders": [{"name": name} for name in names], "metricHeaders": [{"name": "users"}, {"name": "visits"}],
            "rows": [{"dimensionValues": [{"value": text} for text in row], "metricValues": [{"value": "7"}, {"value": "8"}]} for row in rows]}  # fmt: skip


def chart(names: list[str], rows: list[list[str]]) -> Any:
    return {"table": {"cols": [{"id": f"c{at}", "label": name} for at, name in enumerate(names)],
                      "rows": [{"c": [{"v": text} for text in row]} for row in rows]}}  # fmt: skip


def keyed(body: Body, made: Any) -> list[tuple[str, str | bytes]]:
    fields = body(json.dumps(made).encode()).fields
    return [
        (each.key, each.value)
        for each in fields
        if each.layers == ("json",) and "]." in each.path and each.key in (*NAMES, "users", "visits")
    ]


@pytest.mark.parametrize("write", [bigquery, athena, data_api, analytics, chart])
def test_cells_are_named_by_their_columns(body: Body, write: Callable[..., Any]) -> None:
    told = [(name, text) for row in ROWS for name, text in zip(NAMES, row, strict=True)]
    found = keyed(body, write(NAMES, ROWS))
    assert [each for each in found if each[0] in NAMES] == told
    assert [each for each in found if each[0] not in NAMES] == (
        [("users", "7"), ("visits", "8")] * 2 if write is analytics else []
    )


@pytest.mark.parametrize(
    "made",
    [
        bigquery(NAMES[:2], ROWS),  # a cell without a column
        bigquery(["email", "email", "zip"], ROWS),  # one name twice
        {**bigquery(NAMES, ROWS), "schema": {}},
        {"other": bigquery(NAMES, [])["schema"], "rows": bigquery(NAMES, ROWS)["rows"]},  # the names of something else
        bigquery(["email"], [["a@b.kr"]]),  # one column
    ],
)
def test_other_cells_keep_their_names(body: Body, made: Any) -> None:
    assert keyed(body, made) == []


@given(
    st.lists(st.sampled_from(["a", "b c", "email", "", "1"]), max_size=5),
    st.lists(st.lists(st.text(max_size=4), max_size=5), max_size=3),
)
def test_any_rows_keep_their_values(body: Body, names: list[str], rows: list[list[str]]) -> None:
    for write in (bigquery, athena, data_api, analytics, chart):
        raw = json.dumps(write(names, rows)).encode()
        found = [
            str(each.value)
            for each in body(raw).fields
            if each.layers == ("json",)
            and "ows[" in each.path + "ows[" * (write is data_api and each.path.startswith("records"))
        ]
        texts = [text for row in rows for text in row]
        assert [text for text in found if text not in ("7", "8")] == [text for text in texts if text not in ("7", "8")]
