"""Thrift's two protocols, by messages written after their specifications."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def text(number: int, value: bytes) -> bytes:
    return struct.pack(">bhi", 11, number, len(value)) + value


def message(body: bytes, name: bytes = b"login") -> bytes:
    return b"\x80\x01\x00\x01" + struct.pack(">i", len(name)) + name + struct.pack(">i", 1) + body + b"\0"


STRUCT = (
    text(1, b"kim@example.kr")
    + struct.pack(">bhq", 10, 2, -99)
    + struct.pack(">bhbbi", 13, 3, 11, 11, 1)
    + b"\0\0\0\4city\0\0\0\5Seoul"
    + struct.pack(">bhbi", 15, 4, 8, 2)
    + struct.pack(">ii", 7, 8)
    + struct.pack(">bhd", 4, 5, 37.5)
    + struct.pack(">bh", 12, 6)
    + text(1, b"inner")
    + b"\0"
    + struct.pack(">bhb", 2, 7, 1)
)
VALUES = {
    "1": "kim@example.kr", "2": "-99", "3.city": "Seoul", "4[0]": "7", "4[1]": "8", "5": "37.5", "6.1": "inner",
    "7": "true",
}  # fmt: skip
COMPACT = (
    b"\x18\x0ekim@example.kr"  # 1: a text
    b"\x16\xc5\x01"  # 2: -99
    b"\x1b\x01\x88\x04city\x05Seoul"  # 3: a map
    b"\x19\x25\x0e\x10"  # 4: a list of two numbers
    + b"\x17"
    + struct.pack("<d", 37.5)
    + b"\x1c\x18\x05inner\x00"  # 6: a struct
    b"\x11"  # 7: true
)


def found(decoded: Decoded, layers: tuple[str, ...] = ("thrift",)) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == layers}


def test_both_protocols_give_every_value(body: Body) -> None:
    told = {"method": "login"} | VALUES
    assert found(body(message(STRUCT))) == told
    assert found(body(b"\x82\x21\x01\x05login" + COMPACT + b"\0")) == told
    framed = message(STRUCT)
    assert found(body(struct.pack(">i", len(framed)) + framed), ("prefixed", "thrift")) == told


def test_a_struct_alone_needs_a_label_or_the_binary_protocol(body: Body) -> None:
    for raw, unlabelled in ((STRUCT + b"\0", VALUES), (COMPACT + b"\0", {})):
        assert found(body(raw, "application/x-thrift")) == VALUES
        assert found(body(raw, "application/octet-stream")) == unlabelled
        assert found(body(raw[:-5], "application/x-thrift")) == {}
        assert found(body(raw + b"\0")) == {}


def test_a_struct_alone_that_says_little_is_none(body: Body) -> None:
    assert found(body(text(1, b"kim@example.kr") + text(2, b"x") + b"\0")) == {}


def test_a_message_of_old_begins_with_its_name(body: Body) -> None:
    """As thrift 0.25.0 for Python writes with ``strictWrite=False``."""
    raw = struct.pack(">i", 5) + b"login\x01" + struct.pack(">i", 1) + STRUCT + b"\0"
    assert found(body(raw)) == {"method": "login"} | VALUES
    assert found(body(raw[:-1])) == {}


@pytest.mark.parametrize(
    "raw",
    [
        b"\x80\x01\x00\x05\0\0\0\5login\0\0\0\1\0",
        b"\x80\x01\x00\x01\0\0\0\x09login\0\0\0\1\0",
        b"\x80\x01\x00\x01\0\0\0\3\xff\xfe\xfd\0\0\0\1\0",
        b"\x82\x01\x01\5login\0",
        b"\x81\x21\x01\5login\0",
    ],
)
def test_what_is_no_message(body: Body, raw: bytes) -> None:
    assert found(body(raw)) == {}


def test_what_is_cut_off_is_told(body: Body) -> None:
    cut = body(message(STRUCT)[:-20])
    assert found(cut)["1"] == "kim@example.kr"
    assert "no thrift from byte" in cut.opaque[0].reason
    # Names of maps that look like data are values as well.
    named = struct.pack(">bhbbi", 13, 3, 11, 11, 1) + b"\0\0\0\x0ekim@example.kr\0\0\0\1x"
    assert "kim@example.kr" in found(body(message(named))).values()


@given(
    st.binary(max_size=60), st.sampled_from([b"\x80\x01\x00\x01\0\0\0\5login\0\0\0\1", b"\x82\x21\x01\x05login", b""])
)
def test_any_bytes_are_read(body: Body, noise: bytes, head: bytes) -> None:
    body(head + noise)
    body(noise, "application/x-thrift")


def test_a_uuid_is_written_as_uuids_are(body: Body) -> None:
    raw = bytes.fromhex("a1b2c3d4e5f60718293a4b5c6d7e8f90")
    message = b"\x80\x01\0\1\0\0\0\3set\0\0\0\1" + b"\x10\0\1" + raw + b"\0"
    assert "a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90" in [f.value for f in body(message).fields]
