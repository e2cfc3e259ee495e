"""A HAR's exchanges in the form that mitmproxy reads back."""

from dataclasses import replace
from typing import Any

import pytest
from mitmproxy.io.har import request_to_flow
from support import samples

from trafficaudit.model import Exchange, Message
from trafficaudit.playback.harcopy import entry, sendable


def exchange(method: str = "GET", url: str = "https://a.example/x", **response: Any) -> Exchange:
    values: dict[str, Any] = {"status": 200, "body": b"abc"} | response
    return replace(samples.exchange(), method=method, url=url, response=Message(**values))


def test_framing_says_what_is_sent() -> None:
    headers = ((b":status", b"200"), (b"Content-Encoding", b"br"), (b"Content-Length", b"99"), (b"X", b"1"))
    made = sendable(exchange(headers=headers, body_form="decoded", body_size=3)).response
    assert made
    assert made.headers == ((b"X", b"1"), (b"content-length", b"3"))


def test_an_answer_without_a_body_keeps_its_headers() -> None:
    headers = ((b"Content-Length", b"99"),)
    made = sendable(exchange("HEAD", headers=headers, body=None, body_size=99)).response
    assert made
    assert (made.headers, made.body) == (headers, b"")


@pytest.mark.parametrize(("size", "body"), [(0, b""), (7, None)])
def test_a_missing_body_is_empty_only_where_its_size_says_so(size: int, body: bytes | None) -> None:
    made = sendable(exchange(body=None, body_size=size)).response
    assert made
    assert made.body == body


def test_a_cut_body_keeps_the_length_it_had() -> None:
    made = sendable(exchange(body=b"abc", body_size=10)).response
    assert made
    assert (made.headers, made.body_size) == (((b"content-length", b"10"),), 3)


@pytest.mark.parametrize("body", [b"", b"abc", bytes(range(256)), "가".encode("cp949")])
def test_mitmproxy_reads_back_the_same_bytes(body: bytes) -> None:
    headers = ((b"Content-Type", b"text/html; charset=utf-8"), (b"X-A", b"1"), (b"X-A", b"2"))
    asked = exchange(
        "POST", "https://a.example:444/x?q=\udcea\udcb9\udc80 y", body=body, body_size=len(body), headers=headers
    )
    asked = replace(asked, request=Message(headers=((b"Content-Encoding", b"gzip"), (b"Y", b"2")), body=b"a=1"))
    made = request_to_flow(dict(entry(sendable(asked))))
    assert made.response
    assert (made.request.method, made.request.host, made.request.port) == ("POST", "a.example", 444)
    assert made.request.path == "/x?q=%EA%B9%80%20y"
    assert (made.request.raw_content, made.request.headers["Y"]) == (b"a=1", "2")
    assert made.response.raw_content == body
    assert made.response.headers.get_all("X-A") == ["1", "2"]


def test_what_http2_keeps_among_its_headers_is_none_of_http1() -> None:
    pseudo = ((b":method", b"GET"), (b":authority", b"a.example"), (b":path", b"/x"))
    asked = replace(exchange(), protocol="http/2", request=Message(headers=(*pseudo, (b"Y", b"2"))))
    made = request_to_flow(dict(entry(sendable(asked))))
    assert [pair for pair in made.request.headers.fields if pair[0] != b"content-length"] == [(b"Y", b"2")]
    assert made.request.http_version == "HTTP/1.1"
    assert made.response
    assert made.response.http_version == "HTTP/1.1"
