import base64
import gzip
import hashlib
import json
import plistlib
import time
from collections.abc import Callable
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.letters import byte_array
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

JSON = b'{"email": "kim@example.kr"}'


def signed(data: bytes) -> list[int]:
    return [value - 256 if value > 127 else value for value in data]


def emails(decoded: Decoded) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.path, f.layers) for f in decoded.fields if f.value == "kim@example.kr"]


@pytest.mark.parametrize(
    ("data", "steps"),
    [
        (JSON, ("json",)),
        (gzip.compress(JSON, mtime=0), ("gzip", "json")),
        (plistlib.dumps({"email": "kim@example.kr"}, fmt=plistlib.FMT_BINARY), ("bplist",)),
        (msgpack.packb({"email": "kim@example.kr"}), ("msgpack",)),
    ],
)
@pytest.mark.parametrize(
    "write",
    [
        list,
        signed,
        lambda data: {"type": "Buffer", "data": list(data)},
        lambda data: {str(n): v for n, v in enumerate(data)},
    ],
)
@pytest.mark.parametrize(
    "outer",
    [lambda value: {"payload": value, "n": 1}, lambda value: value, lambda value: {"s": str(value).replace("'", '"')}],
)
def test_bytes_are_opened(body: Body, data: bytes, steps: tuple[str, ...], write: Any, outer: Any) -> None:
    raw = json.dumps(outer(write(data))).encode()
    found = emails(body(raw, "application/json"))
    assert len(found) == 1
    path, layers = found[0]
    assert layers[-len(steps) - 2 :] == ("json", "byte-array", *steps)
    assert path.endswith("email")


def test_path_key_and_span(body: Body) -> None:
    raw = json.dumps({"a": {"body": signed(JSON)}, "z": "later"}).encode()
    fields = {f.path: f for f in body(raw).fields}
    array = fields["a.body"]
    assert (array.key, array.value, array.exact) == ("body", JSON.decode(), False)
    assert json.loads(raw[slice(*array.span)]) == signed(JSON)
    assert fields["a.body.email"].span == array.span
    assert (fields["z"].value, "a.body[0]" in fields) == ("later", False)


def test_text_of_some_length_is_a_reading_beside_the_numbers(body: Body) -> None:
    raw = json.dumps({"user": list(b"kim@example.kr"), "wide": list("홍길동전".encode())}).encode()
    fields = [(f.path, f.value) for f in body(raw).fields]
    assert {("user", "kim@example.kr"), ("user[0]", "107"), ("wide", "홍길동전")} <= set(fields)


def test_a_long_one_does_not_use_up_the_fields(body: Body) -> None:
    data = json.dumps([{"email": "kim@example.kr", "n": n} for n in range(3_000)]).encode()
    before = time.process_time()
    decoded = body(json.dumps({"payload": list(data), "last": "one"}).encode())
    assert time.process_time() - before < 10
    assert "one" in [f.value for f in decoded.fields]
    assert not decoded.opaque


@pytest.mark.parametrize(
    "numbers",
    [
        [12, 15, 20, 25, 30, 45, 60, 90],
        [99, 120, 199, 255, 250, 128, 0, 1],
        [65, 70, 72, 80, 85, 90, 75, 66, 88, 77],
        [1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0],
        [200, 404, 200, 500, 200, 200, 200, 200],
        [-5, 200, 100, 100, 100, 100, 100, 100],
        [107, 105, 109],
        [1.5, 2.5, 107, 105, 109, 64, 97, 46, 107, 114],
    ],
)
def test_prices_counts_and_codes_are_none(body: Body, numbers: list[float]) -> None:
    decoded = body(json.dumps({"prices": numbers}).encode())
    assert not [f for f in decoded.fields if "byte-array" in f.layers]
    assert [f.value for f in decoded.fields if f.layers] == [str(number) for number in numbers]


@pytest.mark.parametrize(
    "raw", [b'{"1":107,"2":105}', b'{"0":107,"2":105,"1":1}', b"[1,2,3", b"[107,105,109,64,97,46,107,114"]
)
def test_what_does_not_count_up_or_does_not_end_is_none(raw: bytes) -> None:
    assert byte_array.read(raw, 0) is None


@given(st.binary(min_size=8, max_size=60), st.booleans())
def test_round_trip(data: bytes, minus: bool) -> None:
    written = json.dumps(signed(data) if minus else list(data)).encode()
    assert byte_array.read(b"x" + written + b", 1", 1) == (data, len(written) + 1)
    counted = json.dumps({str(n): value for n, value in enumerate(data)}).encode()
    assert byte_array.read(counted, 0) == (data, len(counted))


@given(st.text('[]{},-"0 119:', max_size=60), st.binary(min_size=8, max_size=30))
def test_any_text(body: Body, text: str, data: bytes) -> None:
    body(b"[1,2," + text.encode())
    body(b'{"0":1,"1":2,' + text.encode())
    body(json.dumps({"a": list(data), "b": signed(data), "c": base64.b64encode(data).decode()}).encode())


@pytest.mark.parametrize("name", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
def test_numbers_as_many_and_as_mixed_as_a_digest_are_one_as_well(body: Body, name: str) -> None:
    digest = hashlib.new(name, b"kim@example.kr").digest()
    signed = [byte - 256 if byte > 127 else byte for byte in digest]
    for numbers in (list(digest), signed, {str(at): byte for at, byte in enumerate(digest)}):
        fields = body(json.dumps({"em": numbers}).encode()).fields
        assert [f.value for f in fields if f.layers == ("json", "byte-array")] == [digest]
        assert len([f for f in fields if f.layers == ("json",)]) == len(digest)  # they may be numbers all the same


@pytest.mark.parametrize(
    "numbers",
    [list(range(32)), [255, 255, 255, 3] * 8, [100 + at for at in range(32)], list(hashlib.sha256(b"a").digest())[:31]],
)
def test_other_lists_of_numbers_are_no_digest(body: Body, numbers: list[int]) -> None:
    assert not [f for f in body(json.dumps({"em": numbers}).encode()).fields if "byte-array" in f.layers]
