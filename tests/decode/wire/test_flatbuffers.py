"""FlatBuffers, by what their own library wrote."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.wire import flatbuffers
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

# flatbuffers 25.12: a table with two texts and a number; the same in a table; in a vector, with a vector of texts
FLAT = bytes.fromhex(
    "1000000000000a0010000c00080004000a0000004d00000008000000100000000500000030363233340000000e000000"
    "6b696d406578616d706c652e6b720000070000006f6e2073616c6500030000006e657700"
)
NESTED = bytes.fromhex(
    "0c00000008000a0000000400080000001000000000000a0010000c00080004000a0000004d0000000800000010000000"
    "0500000030363233340000000e0000006b696d406578616d706c652e6b720000070000006f6e2073616c650003000000"
    "6e657700"
)
LISTED = bytes.fromhex(
    "1000000000000a000c000800000004000a0000002c00000004000000010000001000000000000a0010000c0008000400"
    "0a0000004d000000140000001c0000000200000034000000240000000500000030363233340000000e0000006b696d40"
    "6578616d706c652e6b720000070000006f6e2073616c6500030000006e657700"
)
SIZED = len(FLAT).to_bytes(4, "little") + FLAT


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("flatbuffers",)]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (FLAT, [("f0", "f0", "kim@example.kr"), ("f1", "f1", "06234")]),
        (NESTED, [("f1.f0", "f0", "kim@example.kr"), ("f1.f1", "f1", "06234")]),
        (LISTED, [("f2[0]", "f2", "new"), ("f2[1]", "f2", "on sale"), ("f0[0].f0", "f0", "kim@example.kr"), ("f0[0].f1", "f1", "06234")]),
    ],
)  # fmt: skip
def test_what_the_library_wrote(body: Body, raw: bytes, told: list[tuple[str, str, str]]) -> None:
    decoded = body(raw)
    assert sorted(read(decoded)) == sorted(told)
    assert all(
        raw[slice(*each.span)].decode() == each.value for each in decoded.fields if each.layers == ("flatbuffers",)
    )


def test_a_length_may_stand_before_it(body: Body) -> None:
    assert [value for *_, value in read(body(SIZED))] == ["kim@example.kr", "06234"]


@pytest.mark.parametrize(
    "raw",
    [
        FLAT[:-45],
        bytes(40),
        b"\x08\0\0\0" + bytes(60),
        FLAT.replace(b"kim@example.kr\0", b"kim@example.kr!"),
        FLAT + bytes(400),
    ],
)
def test_what_only_looks_like_it_is_none(body: Body, raw: bytes) -> None:
    assert "kim@example.kr" not in [value for *_, value in read(body(raw))]


def test_shows_only_what_holds_a_text() -> None:
    assert all(map(flatbuffers.shows, (FLAT, SIZED, NESTED, LISTED)))
    assert flatbuffers.root(SIZED) == flatbuffers.root(FLAT) + 4
    assert not flatbuffers.shows(b"\x08\0\0\0" + bytes(60))


@given(st.integers(0, 200), st.integers(0, 255))
def test_any_byte_may_be_another_one(body: Body, at: int, byte: int) -> None:
    for raw in (FLAT, NESTED, LISTED):
        place = at % len(raw)
        body(raw[:place] + bytes([byte]) + raw[place + 1 :])


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_left_alone(body: Body, raw: bytes) -> None:
    body(b"\x0c\0\0\0\x06\0\x08\0\x04\0\0\0\x08\0\0\0" + raw)
