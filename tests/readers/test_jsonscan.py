import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers import jsonscan
from trafficaudit.readers.jsonscan import UnbalancedError, skip_space, string_end, value_end

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(documents, st.sampled_from([None, 1]), st.booleans(), st.integers(1, 40))
def test_finds_the_end_of_any_value(value: object, indent: int | None, ascii_only: bool, window: int) -> None:
    data = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    before, jsonscan.WINDOW = jsonscan.WINDOW, window
    try:
        assert value_end(b"  " + data + b", {}", 2)[0] == 2 + len(data)
    finally:
        jsonscan.WINDOW = before


@given(st.binary(max_size=80) | st.text('"\\{}[],:x ', max_size=80).map(str.encode))
def test_any_bytes_end_somewhere_or_nowhere(data: bytes) -> None:
    try:
        end, depth = value_end(data, 0)
    except UnbalancedError:
        return
    assert 0 < end <= len(data)
    assert depth <= len(data)


@pytest.mark.parametrize("data", [b"", b"{", b'"a', b'"a\\', b'{"a": ["}"', b'[{"a": "\\"}]', b"  "])
def test_a_value_that_the_end_cuts_off(data: bytes) -> None:
    with pytest.raises(UnbalancedError) as caught:
        value_end(data, 0)
    assert caught.value.at_end or not data.strip()


def test_brackets_must_match() -> None:
    for data in (b"[}", b"{]", b'{"a": [}]'):
        with pytest.raises(UnbalancedError, match="match") as caught:
            value_end(data, 0)
        assert not caught.value.at_end


def test_depth_is_counted_and_not_recursed_into() -> None:
    assert value_end(b"[" * 100_000 + b"]" * 100_000, 0) == (200_000, 100_000)


def test_strings_longer_than_a_window() -> None:
    data = b'"' + b"\\\\" * jsonscan.WINDOW + b'x\\""'
    assert string_end(data + b" tail", 0) == len(data)
    assert value_end(b"[" + data + b"]", 0) == (len(data) + 2, 1)


def test_skips_white_space() -> None:
    assert skip_space(b"\t\r\n x", 0) == 4
    assert skip_space(b"  ", 0) == 2
