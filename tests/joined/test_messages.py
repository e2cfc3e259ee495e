"""What each message of a row says, and at which place of it, by the format of the row."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.decode.messages import event_stream
from trafficaudit.joined.messages import READ, Told, below_each, lines_of_events
from trafficaudit.model import Message


def fields_of(body: bytes) -> Fields:
    fields = decode(exchange(request=Message(body=body, body_size=len(body)), response=None)).fields
    assert isinstance(fields, Fields)
    return fields


def told(fields: Fields) -> list[tuple[int, str, str | bytes]]:
    below = below_each(fields)
    found: list[Told] = []
    for number, group in enumerate(fields.groups):
        read = READ.get(group.layers[-1]) if group.part == "body" and group.layers else None
        found += read(fields, number, group, below) if read else []
    return [(each.message, each.path, fields.rows[each.field][2]) for each in found]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'data: {"a": "x"}\n\ndata: {"a": "y"}\n\n', [(0, ".a", "x"), (1, ".a", "y")]),
        (b"data: x\n\ndata: y\n\n", [(0, "", "x"), (1, "", "y")]),
        (b'{"a": "x"}\n{"b": "y"}\n', [(0, ".a", "x"), (1, ".b", "y")]),
        (json.dumps([{"a": "x"}, {"a": "y"}]).encode(), []),
    ],
    ids=["documents in events", "texts in events", "documents in lines", "members of one array"],
)
def test_what_messages_say(body: bytes, said: list[tuple[int, str, str]]) -> None:
    assert told(fields_of(body)) == said


def test_lines_of_one_event_stand_together() -> None:
    fields = fields_of(b"data: x\ndata: y\n\ndata: z\n\n")
    number = next(number for number, group in enumerate(fields.groups) if group.layers[-1:] == (event_stream.NAME,))
    (event,) = lines_of_events(fields, number, fields.groups[number])
    assert [(fields.rows[each.field][2], each.between) for each in event] == [("x", b"\n"), ("y", b"")]


@given(st.binary(max_size=80), st.sampled_from([b"data: ", b"{", b"[", b"\0\0\0\0\4", b"0:"]))
def test_any_bytes_are_no_trouble(noise: bytes, head: bytes) -> None:
    told(fields_of(head + noise))
