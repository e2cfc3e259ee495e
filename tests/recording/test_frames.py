"""Any bytes are a frame or msgspec's error; a frame comes back as it was sent."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.recording import frames

ALL = frames.AnyFrame.__value__.__args__


VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.text() | st.binary(), lambda inner: st.lists(inner, max_size=3), max_leaves=5
)
STATES = st.dictionaries(st.text(max_size=5), VALUES, max_size=3)
FIELDS: dict[object, st.SearchStrategy[object]] = {
    str: st.text(),
    bool: st.booleans(),
    int: st.integers(-(1 << 63), (1 << 64) - 1),
    float: st.floats(allow_nan=False),
    bytes: st.binary(),
    frames.State: STATES,
    frames.State | None: st.none() | STATES,
    list[Any]: st.lists(VALUES, max_size=5),
}


@given(st.sampled_from(ALL), st.data())
def test_frames_come_back(kind: type[frames.Frame], data: st.DataObject) -> None:
    frame = kind(*(data.draw(FIELDS[each]) for each in kind.__annotations__.values()))
    payload = msgspec.msgpack.encode(frame)
    back = frames.decoder.decode(payload)
    assert type(back) is kind
    assert msgspec.msgpack.encode(back) == payload


@given(st.binary(max_size=100))
def test_bytes_are_a_frame_or_an_error(data: bytes) -> None:
    try:
        frames.decoder.decode(data)
    except msgspec.MsgspecError:
        return


def test_a_chunk_s_data_is_the_end_of_its_frame() -> None:
    for size in (0, 10, 300, 70_000):
        assert msgspec.msgpack.encode(frames.Chunk("f", True, b"x" * size)).endswith(b"x" * size)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        frames.decoder.decode(msgspec.msgpack.encode([99, "x"]))


STATE = {"k": b"v"}


def test_every_kind_and_element_keeps_its_place() -> None:
    """A recording that was cut off is finished by whatever version is installed then."""
    elements = [
        frames.Hello(1.5, 2.5, 21, 7, "boot"),
        frames.Connection("c", STATE),
        frames.Opened("c", 1.5),
        frames.Closed("c", STATE),
        frames.Head("f", True, False, "c", "s", "launch", 1.5, STATE, True, "shop.example", True),
        frames.Chunk("f", True, b"data"),
        frames.Talk("f", "tcp", "c", "s", "launch", 1.5),
        frames.Message("f", "launch", 4, [True, b"text", 1.5]),
        frames.End("f", None, STATE, "s"),
        frames.Dns("f", "c", "s", "launch", 1.5, None, STATE, None),
        frames.Phase("launch", 1.5, 2.5, "ticket"),
        frames.Line("gaps.jsonl", STATE),
        frames.Bye(1.5, "done"),
        frames.Reached("f", "s"),
    ]
    assert [msgspec.msgpack.decode(msgspec.msgpack.encode(frame)) for frame in elements] == [
        [1, 1.5, 2.5, 21, 7, "boot"],
        [2, "c", STATE],
        [3, "c", 1.5],
        [4, "c", STATE],
        [5, "f", True, False, "c", "s", "launch", 1.5, STATE, True, "shop.example", True],
        [6, "f", True, b"data"],
        [7, "f", "tcp", "c", "s", "launch", 1.5],
        [8, "f", "launch", 4, [True, b"text", 1.5]],
        [9, "f", None, STATE, "s"],
        [10, "f", "c", "s", "launch", 1.5, None, STATE, None],
        [11, "launch", 1.5, 2.5, "ticket"],
        [12, "gaps.jsonl", STATE],
        [13, 1.5, "done"],
        [14, "f", "s"],
    ]
    assert [type(frame) for frame in elements] == sorted(ALL, key=lambda kind: kind.__struct_config__.tag)


def test_what_an_older_recorder_did_not_say_is_taken_for_no() -> None:
    hello = frames.decoder.decode(msgspec.msgpack.encode([1, 1.5, 2.5, 21, 7]))
    head = frames.decoder.decode(msgspec.msgpack.encode([5, "f", True, True, "c", "s", "launch", 1.5, STATE]))
    assert hello == frames.Hello(1.5, 2.5, 21, 7, "")
    assert head == frames.Head("f", True, True, "c", "s", "launch", 1.5, STATE, False, "", False)
