import gzip
import time
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


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"


def test_a_body_in_chunks(body: Body) -> None:
    whole = CHUNKED + b'1b\r\n{"email": "kim@example.kr"}\r\n0\r\n\r\n'
    email = next(f for f in body(whole).fields if f.path == "body.email")
    assert (email.value, email.exact, whole[slice(*email.span)]) == ("kim@example.kr", True, b"kim@example.kr")
    cut = CHUNKED + b'10;x=y\r\n{"email": "kim@e\r\nb\r\nxample.kr"}\r\n0\r\nTrailer: z\r\n\r\n'
    email = next(f for f in body(cut).fields if f.path == "body.email")
    assert (email.value, email.exact) == ("kim@example.kr", False)
    assert [f.path for f in body(cut + REQUEST).fields if f.key == "email"] == ["body.email", "[1].body.email"]
    plain = CHUNKED + b'{"email": "kim@example.kr"}'  # a tool put it together and left the header
    assert "body.email" in [f.path for f in body(plain).fields]


def test_messages_one_after_the_other(body: Body) -> None:
    posted = b'POST /a HTTP/1.1\r\nContent-Length: 16\r\n\r\n{"id": "u-8392"}'
    raw = b"GET /me HTTP/1.1\r\nHost: h\r\n\r\n" + posted + REQUEST + b"\r\n"
    found = {f.path: f.value for f in body(raw).fields if f.leaf}
    assert (found["url"], found["[1].url"], found["[1].body.id"]) == ("/me", "/a", "u-8392")
    assert found["[2].body.email"] == "kim@example.kr"
    many = b"GET /me HTTP/1.1\r\nHost: h\r\n\r\n" * 40
    assert [f.value for f in body(many).fields if f.key == "url"] == ["/me"] * 40
    longer = b"POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n" + b'{"email": "kim@example.kr"}'
    assert "body.email" in [f.path for f in body(longer).fields]


def test_a_long_row_of_messages_costs_no_time(body: Body) -> None:
    began = time.process_time()
    body(b"GET / HTTP/1.1\r\n\r\n" * 50_000)
    body(CHUNKED + b"1\r\na\r\n" * 200_000)
    assert time.process_time() - began < 20


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
