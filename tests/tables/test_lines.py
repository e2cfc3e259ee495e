"""Rows that are made when they are asked for are the rows of the table."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.tables import formats
from trafficaudit.tables.lines import Lines

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
ROW = st.fixed_dictionaries(
    {
        "text": st.none() | st.sampled_from(["", "a", "가"]),
        "whole": st.none() | st.integers(-9, 9),
        "real": st.none() | st.floats(0, 1),
        "at": st.none() | st.just(AT),
    }
)
KINDS: dict[str, pa.DataType] = {
    "text": pa.string(), "whole": pa.int64(), "real": pa.float64(), "at": pa.timestamp("us", tz="UTC"),
}  # fmt: skip
SCHEMA = pa.schema(KINDS)


@given(st.lists(ROW, max_size=6), st.lists(ROW, max_size=6))
def test_every_row_is_given_as_it_stands_in_the_table(
    some: list[dict[str, object]], more: list[dict[str, object]]
) -> None:
    table = pa.concat_tables([pa.Table.from_pylist(rows, schema=SCHEMA) for rows in (some, more)])
    lines, rows = Lines(table), [*some, *more]
    assert (len(lines), list(lines), lines[1:]) == (len(rows), rows, rows[1:])
    assert [lines[place] for place in range(-len(rows), len(rows))] == rows * 2


def test_there_is_no_row_behind_the_last() -> None:
    with pytest.raises(IndexError):
        Lines(pa.Table.from_pylist([], schema=SCHEMA))[0]


def test_cells_that_are_alike_are_one_object() -> None:
    lines = Lines(pa.Table.from_pylist([{"text": "a" * 40}] * 3, schema=SCHEMA))
    assert len({id(line["text"]) for line in lines}) == 1


def test_a_frame_of_them_is_that_of_their_rows() -> None:
    rows = [{"capture": "c", "exchange": str(number), "at": AT, "position": number} for number in range(3)]
    lines = Lines(pa.Table.from_pylist(rows, schema=formats.schema("exchanges")))
    assert formats.frame("exchanges", lines).equals(formats.frame("exchanges", list(lines)))
