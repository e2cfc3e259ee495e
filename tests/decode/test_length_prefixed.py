"""Texts with their lengths before them in private formats: read as far as they go, and called by the names before them."""

import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trafficaudit.decode import length_prefixed
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

RECORD = {
    "email": "seorim.pyo@nate.example", "phone": "01002345678", "gender": "F", "name": "표서림", "city": "서울특별시 강남구",
    "idfa": "38400000-8CF0-11BD-B23E-10B96E40000D", "model": "SM-S921N",
}  # fmt: skip


def hessian(text: str) -> bytes:
    """Hessian 1: an S, and characters counted in two bytes."""
    return b"S" + struct.pack(">H", len(text)) + text.encode()


def dotnet(text: str) -> bytes:
    raw = text.encode()
    size = bytes([len(raw)]) if len(raw) < 128 else bytes([len(raw) & 127 | 128, len(raw) >> 7])
    return size + raw


def prefixed(form: str) -> Callable[[str], bytes]:
    return lambda text: struct.pack(form, len(text.encode())) + text.encode()


WRITERS: dict[str, Callable[[str], bytes]] = {
    "DataOutputStream.writeUTF": prefixed(">H"),
    "two bytes, little": prefixed("<H"),
    "four bytes": prefixed(">I"),
    "four bytes, little": prefixed("<I"),
    "BinaryWriter": dotnet,
    "hessian": hessian,
}


def named(decoded: Decoded) -> dict[str, Any]:
    """Give what has a name of its own, by it."""
    fields = [each for each in decoded.fields if each.layers[-1:] == (length_prefixed.NAME,)]
    return {each.key: each.value for each in fields if each.key}


def in_turns(write: Callable[[str], bytes], record: dict[str, str]) -> bytes:
    return b"".join(write(text) for pair in record.items() for text in pair)


@pytest.mark.parametrize("writer", WRITERS)
def test_names_and_values_in_turns(body: Body, writer: str) -> None:
    raw = in_turns(WRITERS[writer], RECORD)
    decoded = body(raw)
    assert named(decoded) == RECORD
    for each in decoded.fields:
        if each.layers:
            assert raw[each.span.start : each.span.end].decode() == each.value
    told = [] if writer != "hessian" else [length_prefixed.REASON]  # its marks of types are no texts
    assert [each.reason for each in decoded.opaque] == told


def test_a_head_and_numbers_between_stay_closed_and_are_told(body: Body) -> None:
    write = WRITERS["DataOutputStream.writeUTF"]
    raw = struct.pack(">HI", 0xCAFE, 7) + write("com.shop.event.SignUp") + struct.pack(">d", 37.5)
    raw += in_turns(write, RECORD) + struct.pack(">q", -17)
    decoded = body(raw)
    assert named(decoded) == RECORD
    assert "com.shop.event.SignUp" in [each.value for each in decoded.fields]
    assert [each.reason for each in decoded.opaque] == [length_prefixed.REASON]


def test_a_number_for_a_value_does_not_shift_the_names(body: Body) -> None:
    raw = b"".join(
        hessian(name) + (b"I" + struct.pack(">i", 87) if name == "city" else hessian(value))
        for name, value in RECORD.items()
    )
    assert named(body(raw)) == {name: value for name, value in RECORD.items() if name != "city"}


def test_texts_without_names_keep_their_places(body: Body) -> None:
    texts = ["Android 14", "ko-KR,ko;q=0.9", "SM S921N", "1.2.3", "(no name)"]
    fields = [
        each
        for each in body(b"".join(map(WRITERS["BinaryWriter"], texts))).fields
        if each.layers == (length_prefixed.NAME,)
    ]
    assert [(each.path, each.key, each.value) for each in fields] == [
        (f"[{at}]", "", text) for at, text in enumerate(texts)
    ]


def test_what_stands_twice_for_a_name_names_nothing(body: Body) -> None:
    write = WRITERS["BinaryWriter"]
    raw = b"".join(map(write, ["tel", "0212345678 ", "tel", "0312345678 ", "fax", "0212345679 "]))
    assert named(body(raw)) == {}


@pytest.mark.parametrize(
    "raw",
    [
        b"\x03abc" * 5,  # too short
        b"\x01a\x01b\x01c" * 9,  # no text long enough
        bytes(range(128, 256)) * 8,
        b"\x02hi" + bytes(200),
    ],
)
def test_what_is_no_row_of_texts_stays_closed(body: Body, raw: bytes) -> None:
    assert not [each for each in body(raw).fields if each.layers[-1:] == (length_prefixed.NAME,)]


@given(st.binary(min_size=24, max_size=4_000))
@settings(deadline=None)
def test_any_bytes_give_values_that_stand_where_they_say(body: Body, raw: bytes) -> None:
    for each in body(raw).fields:
        if each.layers == (length_prefixed.NAME,):
            assert raw[each.span.start : each.span.end].decode() == each.value


@given(st.randoms(use_true_random=False), st.integers(24, 4_000))
@settings(deadline=None)
def test_bytes_at_random_are_none(body: Body, random: Any, size: int) -> None:
    assert not [each for each in body(random.randbytes(size)).fields if each.layers[-1:] == (length_prefixed.NAME,)]


@given(
    st.lists(st.text("abcdefgXYZ0189@.-", min_size=4, max_size=120), min_size=5, max_size=12),
    st.sampled_from(sorted(WRITERS)),
)
@settings(deadline=None)
def test_every_text_of_a_row_is_read(texts: list[str], writer: str) -> None:
    raw = b"".join(map(WRITERS[writer], texts))
    node = Node(raw, None, Linear(0), "$", "", "body", Budget(Limits()), carrier=True)
    assert length_prefixed.sniff(node)
    (opened,) = length_prefixed.decode(node)
    assert [child[2] for child in opened.children] == texts
    assert [raw[child[3] : child[4]].decode() for child in opened.children] == texts
    assert len(opened.obstacles) == (writer == "hessian")
