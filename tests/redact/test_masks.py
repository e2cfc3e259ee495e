"""Masks keep lengths, and documents that parse."""

import json
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.redact import masks


@given(st.binary(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_as_many_bytes_as_there_were(raw: bytes, start: int, end: int) -> None:
    start, end = sorted((min(start, len(raw)), min(end, len(raw))))
    out = masks.masked(raw, start, end)
    assert (len(out), out[:start], out[end:]) == (len(raw), raw[:start], raw[end:])
    assert masks.is_masked(out[start:end])
    other = masks.varint(raw, start, end)
    assert other is None or len(other) == len(raw)


@given(st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_stays_one_of_the_same_length(value: float) -> None:
    raw = json.dumps({"a": value, "b": 1}).encode()
    start, end = 6, raw.index(b",")
    out = masks.number(raw, start, end)
    assert out is not None
    assert len(out) == len(raw)
    assert math.isclose(json.loads(out)["a"], 0.0) or end - start == 2
    assert json.loads(out)["b"] == 1


@pytest.mark.parametrize("raw", [b'"37.5"', b"x37.5", b"037", b"1.", b"NaN", b"", b"-"])
def test_what_is_no_number_of_its_own_is_not_taken_for_one(raw: bytes) -> None:
    start = 1 if raw[:1] in (b'"', b"x") else 0
    end = len(raw) - (raw[-1:] == b'"')
    assert masks.number(raw, 0 if raw[:1] == b"x" else start, end) is None


@pytest.mark.parametrize("raw", [b'"37.5 km"', b'"at 37.5"', b'"37.5"', b'{"a":"at 37.5"}'])
def test_a_number_at_either_end_of_a_text_is_none_of_json(raw: bytes) -> None:
    start = raw.index(b"37.5")
    assert masks.number(raw, start, start + 4) is None


@given(st.integers(0, 2**64 - 1))
def test_a_varint_stays_one_of_the_same_length(value: int) -> None:
    raw = bytearray()
    while value > 0x7F:
        raw.append(value & 0x7F | 0x80)
        value >>= 7
    raw.append(value)
    out = masks.varint(b"\x88ab" + bytes(raw) + b"\xff", 3, 3 + len(raw))
    assert out is not None
    assert (out[:3], out[-1:]) == (b"\x88ab", b"\xff")
    assert [byte & 0x80 for byte in out[3:-1]] == [byte & 0x80 for byte in raw]
    assert len({byte & 0x7F for byte in out[3:-1]}) == 1, "nothing is left of the number"


@pytest.mark.parametrize("raw", [struct.pack("<d", 37.5665), struct.pack("<f", 37.5665), b"", b"\x80", b"\x01\x01"])
def test_what_is_no_varint_is_not_masked_as_one(raw: bytes) -> None:
    assert masks.varint(raw, 0, len(raw)) is None


@pytest.mark.parametrize(
    ("raw", "is_list"),
    [
        (b"[1,2]", True),
        (b"[104, 105,\n7]", True),
        (b"[ 1 , 255 ]", True),
        (b"[1]", False),
        (b"[1,2000]", False),
        (b"[104, -38]", True),
        (b"[1,--2]", False),
        (b"[1,2", False),
        (b"1,2]", False),
    ],
)
def test_a_list_of_numbers_becomes_another_one(raw: bytes, is_list: bool) -> None:
    around = b'{"a":' + raw + b"}"
    made = masks.numbers(around, 5, 5 + len(raw))
    assert made == (b'{"a":[0' + b" " * (len(raw) - 3) + b"]}" if is_list else None)
    assert made is None or json.loads(made) == {"a": [0]}
