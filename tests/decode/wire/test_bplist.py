import base64
import plistlib
import struct
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import flatten

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
VALUES: Any = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False).map(lambda real: real + 0.0)
    | TEXT
    | st.binary(max_size=20),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text("abc홍", min_size=1), inner, max_size=6),
    max_leaves=20,
)


def packed(value: Any) -> bytes:
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY)


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1, max_size=4))
def test_every_leaf(body: Body, written_path: Callable[..., str], value: Any) -> None:
    found: dict[str, list[bytes]] = {}
    for field in body(packed(value)).fields:
        if field.layers == ("bplist",):
            found.setdefault(field.path, []).append(
                field.value if isinstance(field.value, bytes) else field.value.encode()
            )
    for steps, leaf in flatten(value):
        assert (leaf if isinstance(leaf, bytes) else leaf.encode()) in found[written_path(*steps)]


def test_spans_of_ascii_are_exact_and_those_of_utf_16_are_not(body: Body) -> None:
    raw = packed({"user": {"email": "kim@example.kr", "name": "홍길동"}, "born": datetime(1991, 3, 7)})  # noqa: DTZ001 - a property list knows no zone
    fields = {f.path: f for f in body(raw).fields}
    assert (fields["user.email"].key, fields["user.email"].exact) == ("email", True)
    assert raw[slice(*fields["user.email"].span)] == b"kim@example.kr"
    assert (fields["user.name"].value, fields["user.name"].exact) == ("홍길동", False)
    assert raw[slice(*fields["user.name"].span)].decode("utf-16-be") == "홍길동"
    assert fields["born"].value == "1991-03-07T00:00:00Z"


def test_what_a_list_holds_is_looked_into_and_a_list_in_base64_too(body: Body) -> None:
    raw = packed({"payload": b'{"email": "kim@example.kr"}'})
    field = next(f for f in body(raw).fields if f.value == "kim@example.kr")
    assert (field.path, field.layers, raw[slice(*field.span)]) == (
        "payload.email",
        ("bplist", "json"),
        b"kim@example.kr",
    )
    found = {f.path: f.layers for f in body(b'{"state": "' + base64.b64encode(raw) + b'"}').fields}
    assert found["state.payload.email"] == ("json", "base64", "bplist", "json")


def archive(root: int = 1) -> Any:
    uid = plistlib.UID
    return {
        "$version": 100000, "$archiver": "NSKeyedArchiver", "$top": {"root": uid(root)},
        "$objects": [
            "$null",
            {"$class": uid(6), "NS.keys": [uid(2), uid(3)], "NS.objects": [uid(4), uid(5)]},
            "email", "user", "kim@example.kr",
            {"$class": uid(7), "name": uid(8), "me": uid(5), "birth": uid(9), "none": uid(0), "list": uid(11), "age": 33},
            {"$classname": "NSDictionary", "$classes": ["NSDictionary", "NSObject"]},
            {"$classname": "User", "$classes": ["User", "NSObject"]},
            "홍길동", {"$class": uid(10), "NS.time": -310003200.0},
            {"$classname": "NSDate", "$classes": ["NSDate", "NSObject"]},
            {"$class": uid(12), "NS.objects": [uid(4), uid(13)]},
            {"$classname": "NSArray", "$classes": ["NSArray", "NSObject"]},
            {"$class": uid(14), "NS.string": "mutable"},
            {"$classname": "NSMutableString", "$classes": ["NSMutableString"]},
            "nobody's object",
        ],
    }  # fmt: skip


def test_an_archive_is_put_together(body: Body) -> None:
    fields = [f for f in body(packed(archive())).fields if f.layers]
    assert {f.layers for f in fields} == {("bplist", "keyed-archive")}
    assert [(f.path, f.key, f.value) for f in fields] == [
        ("email", "email", "kim@example.kr"),
        ("user.age", "age", "33"),
        ("user.birth", "birth", "1991-03-07T00:00:00Z"),
        ("user.list[0]", "list", "kim@example.kr"),
        ("user.list[1]", "list", "mutable"),
        ("user.name", "name", "홍길동"),
        ("$objects[15]", "", "nobody's object"),
    ]


@pytest.mark.parametrize("root", [5, 99])
def test_an_archive_with_another_root_or_a_broken_one_loses_nothing(body: Body, root: int) -> None:
    assert {"kim@example.kr", "홍길동", "mutable"} <= {f.value for f in body(packed(archive(root))).fields}


def test_a_list_without_its_table_gives_what_is_there_and_says_so(body: Body) -> None:
    raw = packed({"user": {"email": "kim@example.kr"}, "rest": ["x" * 40, "y" * 40]})
    decoded = body(raw[:-50])
    assert ("user.email", "kim@e") in [(f.path, f.value) for f in decoded.fields]
    assert "cut off" in decoded.opaque[0].reason
    for size in range(8, len(raw)):
        body(raw[:size])
    whole = packed(archive())
    assert "email" in [f.path for f in body(whole[:-40]).fields]


def test_cycles_and_lists_of_lists_of_themselves_end(body: Body) -> None:
    # Forty lists, each naming the next one twice, and one that holds itself.
    rows = [bytes([0xA2, n + 1, n + 1]) for n in range(40)] + [bytes([0xA2, 40, 41]), b"\x55hello"]
    offsets, here = [], 8
    for row in rows:
        offsets.append(here)
        here += len(row)
    raw = b"bplist00" + b"".join(rows) + bytes(offsets) + struct.pack(">6xBBQQQ", 1, 1, len(rows), 0, here)
    before = time.process_time()
    decoded = body(raw)
    assert time.process_time() - before < 10
    assert decoded.opaque


def test_overlapping_objects_are_paid_for(body: Body) -> None:
    size = 60_000
    run = b"\xaf\x12" + struct.pack(">I", size) + b"\x00\x01" * size
    offsets = b"".join(struct.pack(">I", 8 + 0) for _ in range(size))
    raw = b"bplist00" + run + offsets + struct.pack(">6xBBQQQ", 4, 2, size, 0, 8 + len(run))
    before = time.process_time()
    body(raw)
    assert time.process_time() - before < 10


@pytest.mark.parametrize("raw", [b"bplist00 is Apple's format", b"bplist00", b"xbplist00\xd1\x01\x02"])
def test_what_is_no_list_is_none(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "bplist" in f.layers]


@given(st.binary(max_size=80), st.data())
def test_any_bytes(body: Body, raw: bytes, data: Any) -> None:
    body(b"bplist00" + raw)
    good = bytearray(packed(archive()))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(8, len(good) - 1))] = data.draw(st.integers(0, 255))
    body(bytes(good))


@pytest.mark.parametrize("cut", [False, True])
def test_as_many_objects_as_are_read_are_not_more(body: Body, monkeypatch: pytest.MonkeyPatch, cut: bool) -> None:
    raw = plistlib.dumps(["one", "two", "three"], fmt=plistlib.FMT_BINARY)  # four objects
    raw = raw[: raw.index(b"three") + 5] if cut else raw
    for most in (4, 3):
        monkeypatch.setattr("trafficaudit.decode.wire.bplist.MOST", most)
        told = [run.reason for run in body(raw).opaque if run.reason.startswith("more than")]
        assert told == [f"more than {most} objects of a property list"] * (most == 3)
