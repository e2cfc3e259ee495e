"""Messages of Cap'n Proto, by what its own library wrote and by messages written word by word."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.wire import capnp
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

# pycapnp 2.2: struct U { email :Text; n :Int32; sex :Text; tags :List(Text); kids :List(U); }
PLAIN = bytes.fromhex(
    "000000001300000000000000010004000c000000000000000d0000003a0000000d000000120000000d00000016000000"
    "190000002f0000006140622e6b72000046000000000000000500000022000000050000002a0000006e65770000000000"
    "73616c6500000000040000000100040000000000000000000d0000003a00000000000000000000000000000000000000"
    "00000000000000006340642e6b720000"
)
PACKED = bytes.fromhex(
    "1013500104010c110d3a110d12110d1611192f3f6140622e6b72014611052211052a076e65770f73616c655104010400"
    "00110d3a00023f6340642e6b72"
)
TOLD = [("p[0]", "a@b.kr"), ("p[1]", "F"), ("p[2][0]", "new"), ("p[2][1]", "sale"), ("p[3][0].p[0]", "c@d.kr")]


def word(value: int) -> bytes:
    return struct.pack("<Q", value)


def text(offset: int, size: int) -> bytes:
    """Write a pointer to a text so many words behind it."""
    return word(offset << 2 | 1 | 2 << 32 | (size + 1) << 35)


def message(*words: bytes) -> bytes:
    body = b"".join(words)
    return struct.pack("<II", 0, len(body) // 8) + body


def padded(raw: bytes) -> bytes:
    return (raw + b"\0").ljust((len(raw) + 8) // 8 * 8, b"\0")


def read(decoded: Decoded) -> list[tuple[str, str | bytes]]:
    return [(each.path, each.value) for each in decoded.fields if each.layers == ("capnp",)]


def test_what_the_library_wrote(body: Body) -> None:
    decoded = body(PLAIN)
    assert read(decoded) == TOLD
    assert all(PLAIN[slice(*each.span)].decode() == each.value for each in decoded.fields if each.layers)
    packed = body(PACKED)
    assert read(packed) == TOLD
    assert {each.span for each in packed.fields if each.layers} == {packed.fields[0].span}
    assert capnp.unpacked(PACKED, 1 << 20) == PLAIN


def test_an_empty_list_hides_nothing_that_stands_where_it_would(body: Body) -> None:
    """As pycapnp 2.2.4 wrote a struct whose empty list came before a text."""
    raw = bytes.fromhex(
        "0000000008000000000000000200030000000000000000000000000000000000090000003a000000090000003a00000005000000060000006140622e"
        "6b720000ec849ceba6bc0000"
    )
    assert read(body(raw)) == [("p[0]", "a@b.kr"), ("p[1]", "서림")]


def test_packed_segments_are_put_together(body: Body) -> None:
    """As pycapnp 2.2.4 wrote a message that outgrew its first segment, packed."""
    raw = bytes.fromhex(
        "11010601065002030001110201111201000011013a3f6140622e6b721101a2ff70686f6e6520303101302d333031302d3207363436"
    )
    assert read(body(raw)) == [("p[0]", "a@b.kr"), ("p[1]", "phone 010-3010-2646")]


def test_a_pointer_into_another_segment_leads_on(body: Body) -> None:
    far = word(2 | 0 << 3 | 1 << 32)
    second = word(1 << 48) + text(0, 6) + padded(b"a@b.kr")
    raw = struct.pack("<IIII", 1, 1, len(second) // 8, 0) + far + second
    assert read(body(raw)) == [("p[0]", "a@b.kr")]
    double = word(6 | 0 << 3 | 1 << 32)
    landing = word(2 | 2 << 3 | 1 << 32) + word(1 << 48) + text(0, 6) + padded(b"a@b.kr")
    raw = struct.pack("<IIII", 1, 1, len(landing) // 8, 0) + double + landing
    assert read(body(raw)) == [("p[0]", "a@b.kr")]


def test_bytes_stay_bytes_and_a_word_is_walked_into_once(body: Body) -> None:
    data = message(word(2 << 48), word(1 << 2 | 1 | 2 << 32 | 4 << 35), word(0), b"\xff\xfe\x80\x81".ljust(8, b"\0"))
    assert read(body(data)) == [("p[0]", b"\xff\xfe\x80\x81")]
    circle = message(word(2 << 48), text(1, 6), word((1 << 30) - 2 << 2 & 0xFFFFFFFF | 2 << 48), padded(b"a@b.kr"))
    assert read(body(circle)) == [("p[0]", "a@b.kr")]


@pytest.mark.parametrize(
    "raw",
    [PLAIN[:-8], PLAIN + bytes(8), PACKED[:-1], bytes(32), message(word(1 << 48), text(9, 6), padded(b"a@b.kr")),
     message(word(9 << 48), text(0, 6), padded(b"a@b.kr")), b"\x10\x02\x50\x01\x01" + bytes(8)],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: bytes) -> None:
    assert read(body(raw)) == []


def test_a_packed_message_has_a_bound() -> None:
    assert len(capnp.unpacked(b"\0\xff" * 99, 1 << 14) or b"") == 9 * 2_048
    assert capnp.unpacked(b"\0\xff", 1 << 14) == bytes(2_048)
    for broken in (b"\0", b"\xff" + bytes(8), b"\x03\x01", b"\xff" + bytes(8) + b"\x01" + bytes(7)):
        assert capnp.unpacked(broken, 1 << 14) is None or len(capnp.unpacked(broken, 1 << 14) or b"") % 8


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1), min_size=1, max_size=5))
def test_every_text_comes_back_from_where_it_stands(body: Body, texts: list[str]) -> None:
    pointers, tail = b"", b""
    for at, each in enumerate(texts):
        pointers += text(len(texts) - at - 1 + len(tail) // 8, len(each.encode()))
        tail += padded(each.encode())
    raw = message(word(len(texts) << 48), pointers, tail)
    decoded = body(raw)
    assert [value for _, value in read(decoded)] == texts
    assert all(raw[slice(*each.span)].decode() == each.value for each in decoded.fields if each.layers == ("capnp",))


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_left_alone(body: Body, raw: bytes) -> None:
    body(message(word(2 << 48), raw + bytes(-len(raw) % 8)))
    body(b"\x10\x02" + raw)
