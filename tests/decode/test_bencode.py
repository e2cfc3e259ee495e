"""Bencoded dictionaries: every value with its place, and what only begins like one."""

import base64
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def bencode(value: object) -> bytes:
    if isinstance(value, dict):
        return b"d" + b"".join(bencode(key) + bencode(inner) for key, inner in sorted(value.items())) + b"e"
    if isinstance(value, list):
        return b"l" + b"".join(map(bencode, value)) + b"e"
    if isinstance(value, int):
        return f"i{value}e".encode()
    raw = value if isinstance(value, bytes) else str(value).encode()
    return f"{len(raw)}:".encode() + raw


DOCUMENT = {
    "a": {"id": b"\xff\x00\x01\x02", "nm": "홍길동"},
    "email": "kim@example.kr",
    "l": [1, ["x:ye"], -5],
    "t": 1764200000,
}


def test_every_value_by_its_path(exchange: Build, check: Check) -> None:
    raw = bencode(DOCUMENT)
    sent = exchange(raw)
    decoded = decode(sent)
    check(sent, decoded)
    found = {one.path: (one.value, one.key) for one in decoded.fields if one.layers == ("bencode",)}
    assert found == {
        "a.id": (b"\xff\x00\x01\x02", "id"), "a.nm": ("홍길동", "nm"), "email": ("kim@example.kr", "email"),
        "l[0]": ("1", ""), "l[1][0]": ("x:ye", ""), "l[2]": ("-5", ""), "t": ("1764200000", "t"),
    }  # fmt: skip
    (mail,) = [one for one in decoded.fields if one.path == "email"]
    assert raw[mail.span.start : mail.span.end] == b"kim@example.kr"


def test_packed_bytes_in_it_are_its_own_and_no_private_format(body: Body) -> None:
    packed = zlib.compress(b"kim@example.kr " * 8)
    for raw in (bencode({"enabled": 252, "v": packed}), bencode({"v": bytes.fromhex("1f8b08") + packed, "w": 1})):
        for sent in (raw, base64.b64encode(raw), raw.hex().encode()):
            assert [one.key for one in body(sent).fields if one.layers[-1:] == ("bencode",)][-1] in ("v", "w")
    assert body(bencode({"v": packed})).fields[-1].value == "kim@example.kr " * 8


@pytest.mark.parametrize(
    "raw",
    [
        bencode(DOCUMENT)[:-1], bencode(DOCUMENT) + b"e", b"d4:name5:dalbe", b"d4:namee", b"d1:ai05ee", b"d1:a1:b1:ce",
        b"d1:al1:b1:ce", b"d10:30 to 11:00, table", b"d1:a-1:e",
    ],
)  # fmt: skip
def test_what_only_begins_so_stays(body: Body, raw: bytes) -> None:
    assert all("bencode" not in one.layers for one in body(raw).fields)


def test_what_lies_too_deep_is_told(body: Body) -> None:
    for levels in (63, 64):
        decoded = body(b"d1:a5:words1:b" + b"l" * levels + b"e" * levels + b"e")
        assert [one.value for one in decoded.fields if one.layers == ("bencode",)] == ["words"]
        assert [run.reason for run in decoded.opaque] == ["bencode of more than 64 levels"] * (levels == 64)


@given(st.binary(max_size=40))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"d3:abc" + raw + b"e")


def test_a_name_that_is_data_is_a_value_too(body: Body) -> None:
    fields = body(bencode({"kim@example.kr": 1, "mail": "no"})).fields
    assert [f.value for f in fields if f.layers == ("bencode",)] == ["kim@example.kr", "1", "no"]
