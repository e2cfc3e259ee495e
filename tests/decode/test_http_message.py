import gzip
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

REQUEST = (
    b"POST /v1/users?mail=lee@example.kr HTTP/1.1\r\nContent-Type: application/json\r\nX-User-Id: 77\r\n\r\n"
    b'{"email": "kim@example.kr"}'
)


def test_address_headers_and_body(body: Body) -> None:
    fields = {f.path: f for f in body(REQUEST).fields}
    assert (fields["headers.x-user-id"].value, fields["headers.x-user-id"].key) == ("77", "x-user-id")
    email = fields["body.email"]
    assert (email.layers, REQUEST[slice(*email.span)]) == (("http", "json"), b"kim@example.kr")
    assert "lee@example.kr" in [f.value for f in fields.values()]


def test_a_batch(body: Body) -> None:
    part = b"--b\r\nContent-Type: application/http\r\n\r\n" + REQUEST + b"\r\n"
    decoded = body(part * 2 + b"--b--\r\n", "multipart/mixed; boundary=b")
    assert [f.path for f in decoded.fields if f.value == "kim@example.kr"] == ["part.body.email", "part[1].body.email"]


def test_a_packed_body_and_an_answer(body: Body) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b'{"email": "kim@example.kr"}')
    assert ("body.email", ("http", "gzip", "json")) in [(f.path, f.layers) for f in body(raw).fields]


@pytest.mark.parametrize(
    "raw",
    [b"POST /v1 HTTP/1.1", b"POST a letter\nto: me", b"GET / HTTP/9.9\r\na: b", b"GET / HTTP/1.1\nno header here\n"],
)
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "http" in f.layers]


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"GET / HTTP/1.1\r\n" + raw)
    body(b"GET / HTTP/1.1\r\na: b\r\n\r\n" + raw)
