import base64
import struct
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import in_bytes

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def document(members: dict[str, Any]) -> bytes:
    """Write BSON by the grammar of bsonspec.org."""
    body = b"".join(element(name, value) for name, value in members.items())
    return struct.pack("<i", len(body) + 5) + body + b"\0"


def element(name: str, value: Any) -> bytes:
    kind, data = _value(value)
    return bytes([kind]) + name.encode() + b"\0" + data


def _value(value: Any) -> tuple[int, bytes]:
    if isinstance(value, bool):
        return 8, bytes([value])
    if isinstance(value, int):
        return (16, struct.pack("<i", value)) if abs(value) < 1 << 31 else (18, struct.pack("<q", value))
    if isinstance(value, float):
        return 1, struct.pack("<d", value)
    if isinstance(value, str):
        return 2, struct.pack("<i", len(value.encode()) + 1) + value.encode() + b"\0"
    if isinstance(value, bytes):
        return 5, struct.pack("<iB", len(value), 0) + value
    if isinstance(value, datetime):
        return 9, struct.pack("<q", round(value.timestamp() * 1000))
    if isinstance(value, dict):
        return 3, document(value)
    if isinstance(value, list):
        return 4, document({str(n): each for n, each in enumerate(value)})
    return 10, b""


SCALARS: Any = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
    | st.binary(min_size=1, max_size=20)
)
VALUES: Any = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text("abc홍", min_size=1), inner, max_size=6),
    max_leaves=20,
)


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1, max_size=4))
def test_every_leaf(body: Body, written_path: Callable[..., str], value: Any) -> None:
    found = {
        (f.path, f.value if isinstance(f.value, bytes) else f.value.encode())
        for f in body(document(value)).fields
        if f.layers == ("bson",)
    }
    assert {(written_path(*steps), leaf) for steps, leaf in in_bytes(value)} <= found


def test_spans_dates_and_rows(body: Body) -> None:
    born = datetime(1991, 3, 7, tzinfo=UTC)
    raw = document({"user": {"email": "kim@example.kr", "born": born, "tags": ["a", {"b": 1}]}})
    fields = {f.path: f for f in body(raw).fields}
    assert (fields["user.email"].key, fields["user.email"].exact) == ("email", True)
    assert raw[slice(*fields["user.email"].span)] == b"kim@example.kr"
    assert (fields["user.born"].value, fields["user.tags[1].b"].value) == ("1991-03-07T00:00:00Z", "1")
    two = {f.path: f.value for f in body(raw + document({"k": "M"})).fields}
    assert (two["[0].user.email"], two["[1].k"]) == ("kim@example.kr", "M")


def test_small_documents_and_those_in_base64(body: Body) -> None:
    assert [(f.path, f.value) for f in body(document({"k": "M"})).fields[1:]] == [("k", "M")]
    packed = b'{"d": "' + base64.b64encode(document({"email": "kim@example.kr"})) + b'"}'
    assert ("d.email", ("json", "base64", "bson")) in [(f.path, f.layers) for f in body(packed).fields]


def test_rare_types(body: Body) -> None:
    inner = document({"a": 1})
    code = struct.pack("<i", 4 + 4 + 3 + len(inner)) + b"\x03\0\0\0f;\0" + inner
    elements = (
        b"\x0bre\0^kim\0i\0", b"\x0eword\0\x04\0\0\0abc\0", b"\x0fcode\0" + code, b"\x0cptr\0\x03\0\0\0ab\0" + b"\1" * 12,
        b"\x07oid\0" + b"\2" * 12, b"\x11ts\0" + b"\1" + b"\0" * 7, b"\x13dec\0" + b"\3" * 16, b"\x7fmax\0", b"\xffmin\0", b"\x06u\0",
    )  # fmt: skip
    run = b"".join(elements)
    found = {f.path: f.value for f in body(struct.pack("<i", len(run) + 5) + run + b"\0").fields}
    assert (found["re"], found["word"], found["ptr"], found["oid"], found["ts"]) == (
        "^kim",
        "abc",
        "ab",
        "02" * 12,
        "1",
    )
    assert set(found) == {"$", "re", "word", "code", "ptr", "oid", "ts", "dec", "max", "min", "u"}


@pytest.mark.parametrize(
    "raw",
    [
        document({"email": "kim@example.kr"})[:-1],
        document({"email": "kim@example.kr"}) + b"\0",
        document({"email": "kim@example.kr"}).replace(b"\x0f\0\0\0", b"\x7f\0\0\0"),
        struct.pack("<i", 12) + b"\x63email\0\0",
        b"\x05\0\0\0\0",
    ],
)
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "bson" in f.layers]


def test_a_name_in_a_list_that_is_a_digit_of_another_script(body: Body) -> None:
    raw = document({"list": {"\u00b2": "kim@example.kr"}}).replace(b"\x03list", b"\x04list")
    decoded = body(raw)
    assert [(f.path, f.value) for f in decoded.fields[1:]] == [("list.\u00b2", "kim@example.kr")]
    assert decoded.opaque == ()


def test_a_deep_one_and_a_wide_one_end(body: Body) -> None:
    deep: Any = "x"
    for _ in range(120):
        deep = {"a": deep}
    assert any(f.value == "x" for f in body(document(deep)).fields)
    before = time.process_time()
    body(document({"a": [1] * 60_000}))
    assert time.process_time() - before < 5


@given(st.binary(max_size=60), st.data())
def test_any_bytes(body: Body, raw: bytes, data: Any) -> None:
    body(struct.pack("<i", len(raw) + 6) + b"\x02" + raw + b"\0")
    good = bytearray(document({"user": {"email": "kim@example.kr", "l": [1, b"\xff\0", None]}, "d": 1.5}))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(4, len(good) - 2))] = data.draw(st.integers(0, 255))
    body(bytes(good))


def test_a_decimal_and_a_uuid_are_written_out(body: Body) -> None:
    held = bytes.fromhex("7c1f0e5293ab4d0f8a6e51b2c93d7e40")

    def wide(digits: int, exponent: int, sign: int = 0) -> bytes:
        return (sign << 127 | exponent + 6176 << 113 | digits).to_bytes(16, "little")

    rows = [
        (0x13, "lat", wide(375665, -4)), (0x13, "minus", wide(5, 0, 1)), (0x13, "none", (31 << 122).to_bytes(16, "little")),
        (0x13, "large", (3 << 125 | 1).to_bytes(16, "little")),
        (5, "adid", struct.pack("<iB", 16, 4) + held), (5, "old", struct.pack("<iB", 16, 3) + held),
    ]  # fmt: skip
    inner = b"".join(bytes([kind]) + name.encode() + b"\0" + data for kind, name, data in rows)
    raw = struct.pack("<i", len(inner) + 5) + inner + b"\0"
    found = {f.path: f.value for f in body(raw).fields if f.layers == ("bson",)}
    assert (found["lat"], found["minus"], found["none"], found["old"]) == ("37.5665", "-5", "nan", held)
    assert found["adid"] == "7c1f0e52-93ab-4d0f-8a6e-51b2c93d7e40"
