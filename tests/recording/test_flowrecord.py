"""Records are those that mitmproxy itself would write."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy.io import tnetstring
from mitmproxy.version import FLOW_FORMAT_VERSION

from trafficaudit.recording.flowrecord import FLOW_VERSION, dumps, members, message, record, size_of
from trafficaudit.recording.journal import Place

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.binary() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_the_version_is_mitmproxy_s() -> None:
    assert FLOW_VERSION == FLOW_FORMAT_VERSION


@given(VALUES)
def test_mitmproxy_reads_what_is_encoded(value: Any) -> None:
    assert tnetstring.loads(dumps(value)) == value
    assert len(dumps(value)) == len(tnetstring.dumps(value))


def test_text_that_is_no_unicode_stays_readable() -> None:
    assert tnetstring.loads(dumps("a\ud800")) == "a\\ud800"


@pytest.mark.parametrize("value", [object(), {1: 2}.keys(), bytearray(b"x")])
def test_what_no_state_holds_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="holds no"):
        dumps(value)


@given(st.lists(st.binary(max_size=40), max_size=5), VALUES)
def test_a_streamed_body_stands_where_the_content_would(chunks: list[bytes], other: Any) -> None:
    state = {"path": b"/", "content": None, "other": other}
    journal = b"".join(chunks)
    places, at = [], 0
    for chunk in chunks:
        places.append(Place(1, at, len(chunk)))
        at += len(chunk)
    pieces = message(state, places)
    whole = b"".join(
        journal[piece.offset : piece.offset + piece.size] if isinstance(piece, Place) else piece for piece in pieces
    )
    assert len(whole) == size_of(pieces)
    assert tnetstring.loads(whole) == state | {"content": journal}


def test_a_record_is_one_dictionary() -> None:
    pieces = record(
        members({"version": 21}), {"client_conn": dumps(None)}, {"request": [dumps({"a": 1})]}, members({"b": 2})
    )
    whole = b"".join(piece for piece in pieces if isinstance(piece, bytes))
    assert tnetstring.loads(whole) == {"version": 21, "client_conn": None, "b": 2, "request": {"a": 1}}
