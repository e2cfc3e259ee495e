"""Fields as columns: the same fields as one by one, the same object for the same index."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields, Group, Joined, as_bytes
from trafficaudit.decode.place import Linear
from trafficaudit.model import Exchange, Field, Message, Span

Build = Callable[..., Exchange]

NESTED = b'{"a": "kim@example.kr", "list": [1, "eyJ1c2VyIjoia2ltQGV4YW1wbGUua3IifQ=="], "b%40": "p%40q.kr and more"}'


def test_every_way_to_a_field_gives_the_same_object(exchange: Build) -> None:
    fields = decode(exchange(NESTED, "application/json")).fields
    listed = list(fields)
    assert len(listed) == len(fields) > 6
    assert all(fields[index] is field for index, field in enumerate(listed))
    assert fields[-1] is listed[-1]
    assert fields[1:4] == tuple(listed[1:4])
    assert fields == tuple(listed)
    assert fields != tuple(listed[1:])
    assert repr(fields) == repr(tuple(listed))
    for outside in (len(listed), -len(listed) - 1):
        with pytest.raises(IndexError):
            fields[outside]


def test_listed_fields_become_columns(exchange: Build) -> None:
    fields = decode(exchange(NESTED, "application/json")).fields
    listed = tuple(fields)
    columns = Fields.of(listed)
    assert list(columns) == list(listed)
    assert all(columns[index] is field for index, field in enumerate(listed))
    assert isinstance(fields, Fields)
    assert Fields.of(fields) is fields
    assert (columns.keys, columns.values, columns.inner) == (fields.keys, fields.values, fields.inner)
    assert columns.keys == [field.key for field in listed]
    assert columns.values == [field.value for field in listed]
    assert [columns.group(index).part for index in range(len(listed))] == [field.part for field in listed]


def test_no_fields() -> None:
    assert list(Fields.of(())) == []
    assert Fields.of(()).joined.values == []


def test_a_field_that_stands_alone_keeps_what_it_is() -> None:
    one = Field("response", "cookie", "a", "a", b"\xff", ("cookie",), Span(3, 4), True, 0, False)
    assert list(Fields.of((one,))) == [one]
    assert Fields.of((one,)).inner == {0}


@given(st.lists(st.text() | st.binary()))
def test_a_place_in_the_buffer_is_one_in_its_value(values: list[str | bytes]) -> None:
    buffer = Joined(values)
    assert buffer.values == [value if isinstance(value, bytes) else as_bytes(value) for value in values]
    hits = [(7, at, at + 1) for at in range(len(buffer.data))]
    inside = [(index, at) for index, value in enumerate(buffer.values) for at in range(len(value))]
    assert [(index, start) for index, _, start, _ in buffer.within(hits)] == inside
    assert all(kind == 7 and end == start + 1 for _, kind, start, end in buffer.within(hits))


@given(st.lists(st.binary(max_size=9), min_size=2), st.data())
def test_a_hit_across_values_is_none(values: list[bytes], data: st.DataObject) -> None:
    buffer = Joined(values)
    start = data.draw(st.integers(0, len(buffer.data) - 1))
    end = data.draw(st.integers(start + 1, len(buffer.data)))
    found = list(buffer.within([(0, start, end)]))
    if found:
        index, _, first, last = found[0]
        assert buffer.values[index][first:last] == buffer.data[start:end]
    else:
        assert b"\0" in buffer.data[start:end]


def test_the_fields_in_which_something_ends() -> None:
    joined = Joined(["ab", "", "cd"])
    assert joined.data == b"ab\0\0cd\0"
    assert joined.holding([2, 1, 6]) == [0, 2]
    assert joined.holding([]) == []


@given(st.lists(st.integers(0, 4), max_size=6))
def test_every_field_has_the_group_that_it_was_added_under(sizes: list[int]) -> None:
    fields = Fields()
    told = list[Group]()
    for number, size in enumerate(sizes):
        fields.begin(group := Group("request", "body", (str(number),), -1, Linear(0)))
        fields.rows += [("a", f"k{number}", "v", 0, 1, True)] * size
        told += [group] * size
    assert [fields.group(index) for index in range(len(fields))] == told
    assert fields.names == {row[1] for row in fields.rows}
    assert [index for _, start, end in fields.ranges() for index in range(start, end)] == list(range(len(fields)))
    assert list(fields.of_part("request", "body")) == list(range(len(fields)))
    assert list(fields.of_part("response", "body")) == list(fields.of_part("request", "url")) == []


def test_what_is_made_of_fields_is_made_once() -> None:
    asked: list[Fields] = []

    def count(given_: Fields) -> int:
        asked.append(given_)
        return len(asked)

    fields, others = Fields(), Fields()
    assert (fields.once(count), fields.once(count), others.once(count)) == (1, 1, 2)
    assert [one is fields for one in asked] == [True, False]


def test_what_was_sent_can_be_had_alone(exchange: Build) -> None:
    made = exchange(b'{"a":"1"}', "application/json")
    made = replace(made, response=Message((), b'{"b":"2"}', body_size=9, status=200))
    fields = Fields.of(decode(made).fields)
    sent = fields.sent()
    assert tuple(sent) == tuple(each for each in fields if each.direction == "request") != tuple(fields)
    assert sent.sent() is sent
    sent.bound(0, "a bound")
    assert fields.bounds == sent.bounds
