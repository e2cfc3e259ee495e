"""All layers together: random chains around a planted value, traps, and damaged input."""

import base64
import gzip
import html
import json
import random
import time
import zlib
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import cbor2
import msgpack
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from trafficaudit.decode import DECODERS, Limits, decode_behind
from trafficaudit.model import Decoded, Field, Span

Body = Callable[..., Decoded]


class Unfit(Exception):  # noqa: N818
    """A layer cannot carry these bytes, or would leave them as they are."""


def text(data: bytes) -> str:
    try:
        value = data.decode()
    except UnicodeDecodeError:
        raise Unfit from None
    if any(ord(c) < 32 for c in value):
        raise Unfit
    return value


def changed(before: bytes, after: bytes) -> bytes:
    if before == after:
        raise Unfit
    return after


def protobuf(data: bytes) -> bytes:
    size, length = len(data), bytearray()
    while size > 127:
        length.append(size & 127 | 128)
        size >>= 7
    return b"\x08\x96\x01\x12" + bytes([*length, size]) + data + b"\x1a\x09page_view"


def multipart(data: bytes) -> bytes:
    mark = b"part%08x" % zlib.crc32(data)
    return b"--" + mark + b'\r\nContent-Disposition: form-data; name="m"\r\n\r\n' + data + b"\r\n--" + mark + b"--\r\n"


def jwt(data: bytes) -> bytes:
    def segment(raw: bytes) -> bytes:
        return base64.urlsafe_b64encode(raw).rstrip(b"=")

    payload = json.dumps({"sub": text(data)}).encode()
    return b".".join((segment(b'{"alg":"HS256"}'), segment(payload), segment(b"\x01\x9f" * 16)))


def delimited(data: bytes) -> bytes:
    if {"|", "\n"} & set(text(data)) or data != data.strip() or data[:1] == b'"':
        raise Unfit
    return b"v1|" + data + b"|wifi"


def korean(data: bytes) -> bytes:
    if sum("가" <= c <= "힣" for c in text(data)) < 2:
        raise Unfit
    try:
        return text(data).encode("cp949")
    except UnicodeEncodeError:
        raise Unfit from None


ENCODERS: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "gzip": (gzip.compress, ("gzip",)),
    "deflate": (zlib.compress, ("deflate",)),
    "zstd": (zstandard.compress, ("zstd",)),
    "json": (lambda d: json.dumps({"id": 7, "k": text(d)}).encode(), ("json",)),
    "json in UTF-8": (lambda d: json.dumps([text(d)], ensure_ascii=False).encode(), ("json",)),
    "form": (lambda d: b"a=1&data=" + quote(d, safe="").encode(), ("form",)),
    "url": (lambda d: b"https://t.example/p?d=" + quote(d, safe="").encode(), ("url", "query")),
    "percent": (lambda d: changed(d, quote(d, safe="").encode()), ("percent",)),
    "base64": (base64.b64encode, ("base64",)),
    "base64url": (lambda d: base64.urlsafe_b64encode(d).rstrip(b"="), ("base64",)),
    "hex": (lambda d: d.hex().encode(), ("hex",)),
    "xml": (lambda d: f"<r><v>{html.escape(text(d))}</v></r>".encode(), ("xml",)),
    "multipart": (multipart, ("multipart",)),
    "protobuf": (protobuf, ("protobuf",)),
    "grpc": (lambda d: b"\0" + len(protobuf(d)).to_bytes(4, "big") + protobuf(d), ("grpc", "protobuf")),
    "msgpack": (lambda d: msgpack.packb({"name": "page", "k": d}), ("msgpack",)),
    "cbor": (lambda d: cbor2.dumps({"name": "page", "k": d}), ("cbor",)),
    "jwt": (jwt, ("jwt", "json")),
    "delimited": (delimited, ("delimited",)),
}
# Escapes of single characters commute with whatever leaves those characters alone: only around the value itself is
# their place in the layers settled.
INNERMOST: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "html-entities": (
        lambda d: changed(d, "".join(f"&#{ord(c)};" if c > "\x7f" or c in "@+" else c for c in text(d)).encode()),
        ("html-entities",),
    ),
    "cp949": (korean, ("cp949",)),
    "utf-16": (lambda d: text(d).encode("utf-16-le"), ("utf-16le",)),
}
VALUES = ["hong.gildong+7@example.kr", "서윤 Kim 홍길동", "+82 10-4821-7730"]


def settled(layers: tuple[str, ...]) -> tuple[str, ...]:
    """Fold what is one by design: the two alphabets of Base64 without their own signs, messages within messages."""
    found: list[str] = []
    for layer in layers:
        name = "base64" if layer == "base64url" else layer
        if not (name == "protobuf" and found and found[-1] == "protobuf"):
            found.append(name)
    return tuple(found)


@pytest.mark.assertion("DEC-1")
@settings(max_examples=500)
@given(
    value=st.sampled_from(VALUES),
    inner=st.sampled_from([None, *INNERMOST]),
    names=st.lists(st.sampled_from(sorted(ENCODERS)), min_size=1, max_size=4),
)
def test_chains(body: Body, value: Any, inner: Any, names: Any) -> None:
    data = value.encode()
    layers: tuple[str, ...] = ()
    try:
        if inner is not None:
            encode, layers = INNERMOST[inner]
            data = encode(data)
        for name in names:
            encode, steps = ENCODERS[name]
            data, layers = encode(data), steps + layers
    except Unfit:
        return
    found = {settled(f.layers) for f in body(data).fields if f.value == value}
    assert settled(layers) in found


def nested_base64() -> bytes:
    data = b"a few words to begin with"
    for _ in range(35):
        data = base64.b64encode(data)
    return data


def nested_json() -> bytes:
    data = "kim@example.kr"
    for _ in range(16):
        data = json.dumps({"a": data})
    return data.encode()


M = 1 << 19
TRAPS: dict[str, Callable[[], bytes]] = {
    "deep list": lambda: b"[" * 100_000,
    "deep object": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "leaves on the way down": lambda: b"[1," * 100_000,
    "braces": lambda: b"{" * M,
    "empty lists": lambda: b"[" + b"[]," * (M // 2) + b"]",
    "empty texts": lambda: b"[]," * (M // 2),
    "quotes": lambda: b'["' + b'"' * M,
    "backslashes": lambda: b'["' + b"\\" * M,
    "colons": lambda: b'{"a"' + b":" * M,
    "junk in an object": lambda: b'{"a":1,' + b"'x " * (M // 2),
    "comments": lambda: b'{"a":1 ' + b"/*" * M,
    "digits": lambda: b'{"a":' + b"9" * M + b"}",
    "exponent": lambda: b"[1e" + b"9" * M,
    "long name": lambda: b'{"' + b"k" * M + b'":[' + b"1," * 60_000 + b"2]}",
    "JSON in JSON": nested_json,
    "equals": lambda: b"=" * M,
    "ampersands": lambda: b"a=1" + b"&" * M,
    "pairs": lambda: b"a=1&" * M,
    "percent": lambda: b"%25" * M,
    "percent within percent": lambda: b"%" + b"25" * M,
    "semicolons": lambda: b"a=1;" * (M // 2),
    "bars": lambda: b"|" * M,
    "less-than": lambda: b"<" * M,
    "quoted attributes": lambda: b'<a "' * (M // 2),
    "elements": lambda: b"<a>" * (M // 2) + b">",
    "attributes": lambda: b"<a " + b'b="c" ' * (M // 8) + b">",
    "CDATA": lambda: b"<![CDATA[" * (M // 8) + b">",
    "scripts": lambda: b"<html><script>" * (M // 16) + b">",
    "Base64 of Base64": nested_base64,
    "gzip of zeros": lambda: gzip.compress(bytes(200 * M)),
    "gzip of brackets": lambda: gzip.compress(b"[" * (80 * M)),
    "gzip of empty texts": lambda: gzip.compress(b"[]," * (30 * M)),
    "zstd of zeros": lambda: zstandard.compress(bytes(500 * M)),
    "many gzip members": lambda: gzip.compress(b"") * 20_000,
    "protobuf groups": lambda: b"\x0b" * M,
    "protobuf numbers": lambda: b"\x08\x01" * (M // 2),
    "msgpack lists": lambda: b"\x91" * (M // 2),
    "cbor lists without end": lambda: b"\x9f" * (M // 2),
    "cbor tags": lambda: b"\xc1" * M,
    "noise": lambda: random.Random(1).randbytes(2 * M),
    "zeros": lambda: bytes(2 * M),
    "cp949": lambda: b"\xb0\xa1" * M,
    "dots": lambda: b"eyJ." * (M // 4),
    "parts": lambda: b"--a\r\nA: b\r\n\r\n" * (M // 16),
    "events": lambda: b"data: x\n" * (M // 8),
    "frames": lambda: b"\0\0\0\0\0" * (M // 5),
    "references": lambda: b"&amp;" * (M // 4),
    "zlib heads": lambda: b"\x78\x9c" * (M // 2),
}


@pytest.mark.assertion("DEC-1")
@pytest.mark.parametrize("name", sorted(TRAPS))
def test_traps_end(body: Body, name: Any) -> None:
    """Far above what they take, far below what anything quadratic would."""
    raw = TRAPS[name]()
    start = time.process_time()
    body(raw)
    assert time.process_time() - start < 20


@pytest.mark.assertion("DEC-2")
@given(
    value=st.sampled_from(VALUES),
    names=st.lists(st.sampled_from(sorted(ENCODERS)), max_size=4),
    label=st.sampled_from(
        ["", "application/json", "application/x-www-form-urlencoded", "application/x-protobuf", "text/html"]
    ),
    data=st.data(),
)
def test_damaged_chains(body: Body, value: Any, names: Any, label: str, data: st.DataObject) -> None:
    raw = value.encode()
    for name in names:
        try:
            raw = ENCODERS[name][0](raw)
        except Unfit:
            continue
    at = data.draw(st.integers(0, len(raw)))
    cut = data.draw(st.integers(0, 12))
    body(raw[:at] + data.draw(st.binary(max_size=6)) + raw[at + cut :], label)


def test_layers_are_listed_once() -> None:
    modules: list[Any] = list(DECODERS)
    assert len(set(modules)) == len(modules)
    assert all(module.__doc__ for module in modules)


def test_what_stands_behind_a_field_gets_its_place_and_its_layers() -> None:
    carrier = Field(
        "request", "body", "d", "d", "x", ("json", "aes-gcm(key k1)"), Span(5, 99), False, parent=3, leaf=False
    )
    inner = base64.b64encode(b'{"mail": "seorim.pyo@example.kr"}').decode()
    found = decode_behind(carrier, 7, json.dumps({"a": inner}).encode())
    assert [(field.path, field.parent, field.layers[2:]) for field in found.fields] == [
        ("d", 3, ()), ("d.a", 7, ("json",)), ("d.a", 8, ("json", "base64")), ("d.a.mail", 9, ("json", "base64", "json")),
    ]  # fmt: skip
    assert {(field.span, field.exact, field.layers[:2]) for field in found.fields} == {
        (Span(5, 99), False, ("json", "aes-gcm(key k1)"))
    }
    dark = decode_behind(carrier, 7, random.Random(1).randbytes(300))
    assert [(run.path, run.span) for run in dark.opaque] == [("d", Span(5, 99))]
    assert len(decode_behind(carrier, 7, json.dumps(list(range(99))).encode(), Limits(fields=9)).fields) == 9
