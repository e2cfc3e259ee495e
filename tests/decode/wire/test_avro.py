"""Avro's container files, written after the specification."""

import bz2
import json
import lzma
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
SYNC = bytes(range(16))
SCHEMA: Any = {
    "type": "record", "name": "User", "namespace": "kr.example",
    "fields": [
        {"name": "mail", "type": "string"},
        {"name": "id", "type": "long"},
        {"name": "lat", "type": ["null", "double"]},
        {"name": "on", "type": "boolean"},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["ADMIN", "GUEST"]}},
        {"name": "key", "type": {"type": "fixed", "name": "Key", "size": 3}},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
        {"name": "extra", "type": {"type": "map", "values": "int"}},
        {"name": "f", "type": "float"},
        {"name": "boss", "type": ["null", "kr.example.User"]},
    ],
}  # fmt: skip


def number(value: int) -> bytes:
    value = value << 1 ^ value >> 63
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def text(value: str) -> bytes:
    return number(len(value.encode())) + value.encode()


def user(mail: str, boss: bytes = b"\0") -> bytes:
    return (
        text(mail) + number(-77) + number(1) + struct.pack("<d", 37.5) + b"\1" + number(1) + b"abc"
        + number(2) + text("a") + text("b") + b"\0"
        + number(-1) + number(6) + text("city") + number(7) + b"\0"
        + struct.pack("<f", 0.5) + boss
    )  # fmt: skip


def container(*records: bytes, codec: str = "null", schema: Any = SCHEMA) -> bytes:
    meta = {"avro.schema": json.dumps(schema), "avro.codec": codec, "device": "phone-7"}
    head = (
        b"Obj\x01" + number(len(meta)) + b"".join(text(key) + text(value) for key, value in meta.items()) + b"\0" + SYNC
    )
    pack: dict[str, Callable[[bytes], bytes]] = {
        "null": bytes, "deflate": lambda data: zlib.compress(data, wbits=-15), "bzip2": bz2.compress,
        "xz": lzma.compress, "lzo": bytes,
        "snappy": lambda data: pa.Codec("snappy").compress(data).to_pybytes() + zlib.crc32(data).to_bytes(4),
    }  # fmt: skip
    data = pack[codec](b"".join(records))
    return head + number(len(records)) + number(len(data)) + data + SYNC


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("avro",)}


def test_days_and_times_are_written_as_elsewhere(body: Body) -> None:
    kinds = ["date", "timestamp-millis", "timestamp-micros", "local-timestamp-millis", "date"]
    listed = [
        {"name": f"at{index}", "type": {"type": "int" if kind == "date" else "long", "logicalType": kind}}
        for index, kind in enumerate(kinds)
    ]
    schema = {"type": "record", "name": "T", "fields": listed}
    numbers = (7735, 1_700_000_000_000, 1_700_000_000_000_000, 1_700_000_000_000, 1 << 40)
    raw = container(b"".join(map(number, numbers)), schema=schema)
    values = ["1991-03-07", *["2023-11-14T22:13:20Z"] * 2, "2023-11-14T22:13:20", str(1 << 40)]
    told = found(body(raw))
    assert [told[f"[0].at{index}"] for index in range(5)] == values


VALUES = {
    "mail": "kim@example.kr", "id": "-77", "lat": "37.5", "on": "true", "kind": "GUEST", "key": "abc", "tags[0]": "a",
    "tags[1]": "b", "extra.city": "7", "f": "0.5",
}  # fmt: skip


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "xz", "snappy"])
def test_every_value_of_every_record(body: Body, codec: str) -> None:
    raw = container(user("kim@example.kr"), user("lee@example.kr", b"\2" + user("boss@example.kr")), codec=codec)
    decoded = body(raw)
    told = found(decoded)
    assert {f"[0].{name}": value for name, value in VALUES.items()}.items() <= told.items()
    assert (told["[1].mail"], told["[1].boss.mail"], told["device"]) == ("lee@example.kr", "boss@example.kr", "phone-7")
    assert decoded.opaque == ()
    mail = next(field for field in decoded.fields if field.path == "[0].mail")
    assert mail.exact == (codec == "null")


def test_a_type_within_a_type_and_a_map_whose_names_are_values(body: Body) -> None:
    fields = [
        {"name": "mail", "type": {"type": {"type": "string"}}},
        {"name": "m", "type": {"type": "map", "values": "string"}},
    ]
    record = text("kim@example.kr") + number(-2) + number(50) + text("lee@example.kr") + text("x") + text("zip")
    raw = container(record + text("06234") + b"\0", schema={"type": "record", "name": "R", "fields": fields})
    decoded = body(raw)
    assert found(decoded) | {"device": ""} == {
        "[0].mail": "kim@example.kr", '[0].m["lee@example.kr"]': "x", "[0].m.zip": "06234", "device": ""
    }  # fmt: skip
    assert "lee@example.kr" in [field.value for field in decoded.fields]


def test_what_can_not_be_read_is_told(body: Body) -> None:
    raw = container(user("kim@example.kr"))
    assert "no avro from byte" in body(raw[:-3]).opaque[0].reason
    cut = body(raw[:-30] + b"\xff" * 14 + SYNC)
    assert "no avro from byte" in cut.opaque[0].reason
    assert found(cut)["[0].mail"] == "kim@example.kr"
    assert "another method" in body(container(user("x"), codec="lzo")).opaque[0].reason
    assert "no schema of Avro" in body(b"Obj\x01\x02" + text("avro.schema") + text("{") + b"\0" + SYNC).opaque[0].reason
    assert "no avro" in body(container(b"\0\0", schema={"type": "record", "fields": [{"type": "?"}]})).opaque[0].reason


def test_types_that_name_themselves_end_at_a_bound(body: Body) -> None:
    schema = {"type": "record", "name": "R", "fields": [{"name": "m", "type": "string"}, {"name": "r", "type": "R"}]}
    (gap,) = body(container(text("kim@example.kr") * 200, schema=schema)).opaque
    assert (gap.cut, "levels" in gap.reason) == ("bound", True)


@given(st.binary(max_size=80))
def test_any_bytes_are_read(body: Body, noise: bytes) -> None:
    body(b"Obj\x01" + noise)
    body(container(noise))


ADDRESS: Any = {"type": "record", "name": "Address", "fields": [{"name": "zip", "type": "string"}]}


def _holder(*fields: Any, space: str = "kr.shop") -> Any:
    named = [{"name": name, "type": kind} for name, kind in fields]
    return {"type": "record", "name": "Order", "namespace": space, "fields": named}


@pytest.mark.parametrize("name", ["Address", "kr.shop.Address"])
def test_a_type_is_known_where_the_record_that_defines_it_is_not_there(body: Body, name: str) -> None:
    schema = _holder(("ship", ["null", ADDRESS]), ("bill", ["null", name]))
    raw = container(number(0) + number(1) + text("06234"), schema=schema)
    assert found(body(raw))["[0].bill.zip"] == "06234"


def test_types_of_one_name_are_told_apart_by_their_spaces(body: Body) -> None:
    other = {
        "type": "record",
        "name": "Address",
        "namespace": "jp.shop",
        "fields": [{"name": "a", "type": "string"}] * 2,
    }
    schema = _holder(("x", ADDRESS), ("y", other), ("z", "Address"), ("mail", "string"))
    raw = container(b"".join(map(text, ("06234", "one", "two", "04524", "kim@example.kr"))), schema=schema)
    read = found(body(raw))
    assert (read["[0].z.zip"], read["[0].mail"], body(raw).opaque) == ("04524", "kim@example.kr", ())


def test_what_a_block_holds_behind_its_records_is_told(body: Body) -> None:
    raw = container(text("hello") + b"kim@example.kr", schema=_holder(("x", "string")))
    decoded = body(raw)
    assert found(decoded)["[0].x"] == "hello"
    assert [gap.reason.split(" from")[0] for gap in decoded.opaque] == ["no avro"]


def test_fields_without_a_type_are_none(body: Body) -> None:
    schema = {"type": "record", "name": "a", "fields": [{"name": "x"}, {"name": "y", "type": {}}]}
    assert body(container(text("hello"), schema=schema)).opaque
