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
