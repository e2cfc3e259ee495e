import struct
from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf import (  # type: ignore[import-untyped]
    any_pb2,
    api_pb2,
    descriptor_pb2,
    struct_pb2,
    timestamp_pb2,
    type_pb2,
)
from google.protobuf.message import Message  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits, known
from trafficaudit.decode.limits import Budget
from trafficaudit.decode.protobuf import wire as protobuf_wire
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


LABEL = "application/x-protobuf"


def strings(message: Message) -> list[str]:
    """Give every non-empty string of a message, in any order."""
    found: list[str] = []
    for _, value in message.ListFields():
        if isinstance(value, Message | str | bytes | int | float):
            values: list[object] = [value]
        elif hasattr(value, "items"):
            values = [x for pair in value.items() for x in pair]
        else:
            values = list(value)
        for each in values:
            if isinstance(each, Message):
                found += strings(each)
            elif isinstance(each, str) and each:
                found.append(each)
    return found


WORDS = st.text("abcdefghij klmno@.홍길동", min_size=1, max_size=40)
JSON = st.dictionaries(
    WORDS, WORDS | st.lists(WORDS, max_size=3) | st.dictionaries(WORDS, WORDS, max_size=2), min_size=1, max_size=4
)


@given(JSON)
def test_every_string_of_a_struct(body: Body, value: Any) -> None:
    message = struct_pb2.Struct()
    message.update(value)
    found = [f.value for f in body(message.SerializeToString(), LABEL).fields]
    assert sorted(set(strings(message)) - set(found)) == []


def test_numbers_and_paths_of_a_descriptor(body: Body) -> None:
    source = descriptor_pb2.FileDescriptorProto()
    type_pb2.DESCRIPTOR.CopyToProto(source)
    raw = source.SerializeToString()
    fields = body(raw).fields
    by_path = {f.path: f for f in fields}
    assert by_path["1"].value == "google/protobuf/type.proto"
    assert by_path["4[0].1"].value == source.message_type[0].name
    assert by_path["4[0].2[1].3"].value == str(source.message_type[0].field[1].number)
    assert set(strings(source)) <= {f.value for f in fields}
    assert all(raw[slice(*f.span)] == str(f.value).encode() for f in fields if f.exact and isinstance(f.value, str))


@given(st.text("가나다라abc", min_size=1), st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**31))
def test_scalars(body: Body, name: Any, seconds: Any, nanos: Any) -> None:
    inner = timestamp_pb2.Timestamp(seconds=seconds, nanos=nanos % 10**9)
    message = any_pb2.Any(type_url="type.example/" + name, value=inner.SerializeToString())
    fields = body(message.SerializeToString(), LABEL).fields
    # Sixteen and more digits may be hexadecimal text of their own, which keeps the path.
    found = {f.path: f.value for f in fields if "hex" not in f.layers}
    assert found["1"] == "type.example/" + name
    if seconds and "2.1" in found:
        assert found["2.1"] == str(seconds)


def test_coordinates_in_every_form(body: Body) -> None:
    raw = (
        b"\x09"
        + struct.pack("<d", 37.5665)
        + b"\x15"
        + struct.pack("<f", 126.978)
        + b"\x1a\x10"
        + struct.pack("<dd", 37.5, 127.25)
    )
    fields = body(raw, LABEL).fields
    assert {"37.5665", str(struct.unpack("<Q", raw[1:9])[0])} == {f.value for f in fields if f.path == "1"}
    assert "126.978" in {f.value for f in fields if f.path == "2"}
    assert [f.value for f in fields if f.path in ("3[0]", "3[1]")] == ["37.5", "127.25"]


def test_packed_varints_and_negative_numbers(body: Body) -> None:
    source = descriptor_pb2.SourceCodeInfo()
    source.location.add(path=[4, 0, 2, 300], leading_comments="a comment that is text")
    found = {f.path: f.value for f in body(source.SerializeToString(), LABEL).fields}
    assert [found[f"1.1[{i}]"] for i in range(4)] == ["4", "0", "2", "300"]
    value = struct_pb2.Value(number_value=-1.5)
    assert "-1.5" in {f.value for f in body(value.SerializeToString(), LABEL).fields}


def test_message_whose_bytes_are_printable(body: Body) -> None:
    inner = b'"$3f2504e0-4f89-11d3-9a0c-0305e82c3301'
    raw = b"\x08\x01\x12" + bytes([len(inner)]) + inner
    assert {f.path: f.value for f in body(raw, LABEL).fields}["2.4"] == "3f2504e0-4f89-11d3-9a0c-0305e82c3301"


def test_groups(body: Body) -> None:
    raw = b"\x0b\x12\x0ekim@example.kr\x0c\x18\x01"
    assert {f.path: f.value for f in body(raw, LABEL).fields[1:]} == {"1.2": "kim@example.kr", "3": "1"}


def test_labelled_as_a_form(body: Body) -> None:
    raw = b"\x0a\x1c\x08\x01\x12\x08_e=click\x1a\x0ekim@example.kr"
    assert [f.layers for f in body(raw, "application/x-www-form-urlencoded").fields if f.value == "kim@example.kr"] == [
        ("protobuf",)
    ]


def test_cut_message_gives_its_head(body: Body) -> None:
    raw = (b"\x0a\x0ekim@example.kr" + b"\x12\x20" + b"x" * 32)[:-5]
    decoded = body(raw, LABEL)
    assert ("1", "kim@example.kr") in [(f.path, f.value) for f in decoded.fields]
    assert decoded.opaque[0].reason == "no protobuf from byte 16 on"


def test_api_type_by_sniffing(body: Body) -> None:
    message = api_pb2.Api(name="kim.seoyun", version="1.0")
    assert "kim.seoyun" in [f.value for f in body(message.SerializeToString()).fields if f.layers == ("protobuf",)]


@pytest.mark.parametrize("label", [LABEL, ""])
@given(st.binary(max_size=80))
def test_any_bytes(body: Body, label: str, raw: bytes) -> None:
    body(raw, label)
    body(b"\x0a\x05hello" + raw, label)


def _deep(levels: int) -> bytes:
    message = b"\x0a\x06a@b.co"
    for _ in range(levels):
        message = b"\x0a" + varint(len(message) + 2) + message + b"\x10\x01"
    return message


def varint(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + varint(value >> 7)


def test_what_a_message_says_is_told_once_however_deep_it_stands(body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [0]
    plain = known.shows

    def counted(raw: bytes) -> bool:
        looks[0] += 1
        return plain(raw)

    monkeypatch.setattr(known, "shows", counted)
    work = []
    for levels in (12, 48):
        looks[0] = 0
        assert "a@b.co" in [field.value for field in body(_deep(levels), LABEL).fields]
        work.append(looks[0])
    assert work[1] <= 5 * work[0]


def test_weighing_what_says_nothing_is_paid_for() -> None:
    message = b"\x0a\x04\x00\x01\xff\xfe"
    for _ in range(40):
        message = b"\x0a" + varint(len(message)) + message
    budget = Budget(Limits())
    found, _ = protobuf_wire.entries(message, 0, len(message), budget)
    before = budget.work
    assert not protobuf_wire.credible(message, found, budget)
    assert before - budget.work >= 40 * 8 * Budget.TOKEN
    assert not protobuf_wire.credible(message, found, Budget(Limits(work=100)))


@pytest.mark.parametrize(("code", "size"), [("<d", 8), ("<f", 4)])
def test_a_long_way_of_real_numbers_is_given(body: Body, code: str, size: int) -> None:
    points = [37.5 + at / 64 for at in range(300)]
    packed = b"".join(struct.pack(code, point) for point in points)
    raw = b"\x0a\x05hello\x12" + varint(len(packed)) + packed
    fields = body(raw, "application/x-protobuf").fields
    assert [f.value for f in fields if f.path.startswith("2[")] == [repr(point) for point in points]
    assert [f.path for f in body(raw[:-size] + b"\xff" * size, "application/x-protobuf").fields[2:]] == ["2"]


def test_packed_numbers_are_no_more_than_there_is_room_for(body: Body) -> None:
    raw = b"\x0a\x05hello\x12" + varint(80_000) + struct.pack("<d", 37.5) * 10_000
    decoded = body(raw, "application/x-protobuf", limits=Limits(fields=1_000))
    assert len(decoded.fields) <= 1_000
    assert "bound" in [gap.cut for gap in decoded.opaque]
