"""AMF 0 and 3, by values written after Adobe's papers, and by what Py3AMF gave."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import documents

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def u29(value: int) -> bytes:
    if value >= 1 << 21:
        return bytes([value >> 22 | 0x80, value >> 15 & 0x7F | 0x80, value >> 8 & 0x7F | 0x80, value & 0xFF])
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(value & 0x7F | 0x80)
    return bytes(out[::-1])


def named(text: str) -> bytes:
    raw = text.encode()
    return u29(len(raw) << 1 | 1) + raw


def three(text: str) -> bytes:
    return b"\x06" + named(text)


def plain(**members: bytes) -> bytes:
    """Write an object without a class."""
    return b"\x0a\x0b\x01" + b"".join(named(key) + value for key, value in members.items()) + b"\x01"


def short(text: str) -> bytes:
    return struct.pack(">H", len(text.encode())) + text.encode()


def zero(text: str) -> bytes:
    return b"\x02" + short(text)


def packet(value: bytes, version: int = 0, *, size: int | None = None, headers: bytes = b"\0\0") -> bytes:
    length = struct.pack(">I", len(value) if size is None else size)
    return struct.pack(">H", version) + headers + b"\0\1" + short("user.save") + short("/1") + length + value


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("amf",)]


def test_an_object_of_amf_0_by_itself(body: Body) -> None:
    """As Py3AMF 0.9.1 gave it (``pyamf.encode(..., encoding=pyamf.AMF0)``)."""
    raw = bytes.fromhex(
        "0300057068 6f6e6502000d3031302d333031302d32363436 000370726f03 000161004008000000000000 000009 000009"
    )
    assert read(body(raw)) == [("phone", "phone", "010-3010-2646"), ("pro.a", "a", "3")]


def test_a_command_of_rtmp(body: Body) -> None:
    raw = zero("connect") + b"\0" + struct.pack(">d", 1) + b"\x03" + short("app") + zero("shop") + b"\0\0\x09" + b"\x05"
    assert read(body(raw)) == [("$", "", "connect"), ("[1]", "", "1"), ("[2].app", "app", "shop")]
    assert read(body(raw + b"\x77")) == []


def test_each_type_of_amf_3(body: Body) -> None:
    raw = plain(
        email=three("a@b.kr"), yes=b"\x03", no=b"\x02", none=b"\x01", n=b"\x04" + u29(300), less=b"\x04\xff\xff\xff\xf9",
        real=b"\x05" + struct.pack(">d", 1.5), whole=b"\x05" + struct.pack(">d", 12), born=b"\x08\x01" + struct.pack(">d", 1_700_000_000_000),
        xml=b"\x0b" + named("<a/>"), raw=b"\x0c" + u29(9) + b"\xff\xfe\x00\x81", tags=b"\x09\x05\x01" + three("new") + three("sale"),
        user=b"\x0a\x23\x09User" + named("zip") + named("sex") + three("06234") + three("F"),
    )  # fmt: skip
    assert read(body(raw)) == [
        ("email", "email", "a@b.kr"), ("yes", "yes", "true"), ("no", "no", "false"), ("n", "n", "300"), ("less", "less", "-7"),
        ("real", "real", "1.5"), ("whole", "whole", "12"), ("born", "born", "1700000000000"), ("xml", "xml", "<a/>"),
        ("raw", "raw", b"\xff\xfe\x00\x81"), ("tags[0]", "tags", "new"), ("tags[1]", "tags", "sale"),
        ("user.zip", "zip", "06234"), ("user.sex", "sex", "F"),
    ]  # fmt: skip


def test_texts_and_classes_are_named_again(body: Body) -> None:
    first = b"\x0a\x13\x09User" + named("zip") + three("06234")
    raw = b"\x09\x07\x01" + first + b"\x0a\x01" + b"\x06\x04" + b"\x06\x04"
    decoded = body(raw)
    assert read(decoded) == [("[0].zip", "zip", "06234"), ("[1].zip", "zip", "06234"), ("[2]", "", "06234")]
    assert {raw[slice(*each.span)] for each in decoded.fields if each.layers} == {b"06234"}


def test_collections_are_what_they_hold(body: Body) -> None:
    held = b"\x0a\x07" + named("flex.messaging.io.ArrayCollection") + b"\x09\x03\x01" + three("a@b.kr")
    assert read(body(plain(list=held, zip=three("06234")))) == [("list[0]", "list", "a@b.kr"), ("zip", "zip", "06234")]
    other = b"\x0a\x07" + named("kr.shop.Own") + b"\x09\x03\x01" + three("a@b.kr")
    assert read(body(plain(list=other))) == []


@pytest.mark.parametrize("size", [None, 0, 0xFFFFFFFF])
def test_packets_hold_either(body: Body, size: int | None) -> None:
    pairs = (
        short("email")
        + zero("a@b.kr")
        + short("n")
        + b"\0"
        + struct.pack(">d", 12)
        + short("on")
        + b"\1\1"
        + short("none")
        + b"\5"
    )
    object_ = b"\3" + pairs + b"\0\0\x09"
    typed = b"\x10" + short("kr.User") + pairs + b"\0\0\x09"
    ecma = b"\x08\0\0\0\3" + pairs + b"\0\0\x09"
    for value in (object_, typed, ecma):
        raw = packet(b"\x0a\0\0\0\1" + value, size=size)
        assert [each[1:] for each in read(body(raw))] == [("email", "a@b.kr"), ("n", "12"), ("on", "true")]
    raw = packet(b"\x0a\0\0\0\1\x11" + plain(email=three("a@b.kr")), 3, size=size)
    assert read(body(raw)) == [('message[0]["user.save"][0].email', "email", "a@b.kr")]
    header = b"\0\1" + short("Credentials") + b"\0" + struct.pack(">I", 9) + zero("secret")
    assert read(body(packet(zero("x"), headers=header)))[0] == ("header[0].Credentials", "Credentials", "secret")


def test_what_the_library_wrote(body: Body) -> None:
    # Py3AMF 0.9.1: {"email": "a@b.kr", "zip": "06234", "n": 12, "tags": ["a"]}
    assert read(body(bytes.fromhex(
    "0a0b010b656d61696c060d6140622e6b72077a6970060b3036323334036e040c097461677309030106036101"
))) == [
        ("email", "email", "a@b.kr"), ("zip", "zip", "06234"), ("n", "n", "12"), ("tags[0]", "tags", "a"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        plain(email=three("a@b.kr"))[:-1], plain(email=three("a@b.kr")) + b"x", plain(email=b"\x06\x08"), plain(email=b"\x20"),
        packet(zero("a@b.kr"), size=3), packet(zero("a@b.kr"))[:-1], b"\x0a\x0b\x01" + b"\x05ab" * 4, bytes(40), b"\0\3\0\0\0\1\0\5hello world",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: bytes) -> None:
    assert read(body(raw)) == []


def test_under_its_label_what_was_read_before_a_break_counts(body: Body) -> None:
    raw = packet(b"\x0a\0\0\0\2" + zero("a@b.kr") + b"\x02\0\x09ab")
    decoded = body(raw, "application/x-amf")
    assert [each[2] for each in read(decoded)] == ["a@b.kr"]
    assert [gap.reason.partition(" from")[0] for gap in decoded.opaque] == ["no amf"]


@given(documents.members(2, r"[a-z][a-zA-Z_]{2,8}"))
def test_every_text_comes_back_from_where_it_stands(body: Body, members: dict[str, str]) -> None:
    raw = plain(**{key: three(value) for key, value in members.items()})
    for each in [each for each in body(raw).fields if each.layers == ("amf",)]:
        assert raw[slice(*each.span)].decode() == each.value == members[each.key]


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_left_alone(body: Body, raw: bytes) -> None:
    body(b"\x0a\x0b\x01\x05ab" + raw)
    body(packet(raw))
    body(packet(b"\x11" + raw, 3), "application/x-amf")
