import gzip
import json
import zlib
from dataclasses import replace

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy.net.http import url as parsed

from trafficaudit.export import harparts
from trafficaudit.model import Message
from trafficaudit.readers.har.body import response_body

DATA = "김서윤 bytes \x00".encode()


def message(body: bytes, coding: bytes = b"") -> Message:
    headers = ((b"Content-Encoding", coding),) if coding else ()
    return Message(headers=headers, body=body, body_size=len(body))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        (b"gzip", gzip.compress(DATA, mtime=0)),
        (b"X-GZIP", gzip.compress(DATA, mtime=0)),
        (b"deflate", zlib.compress(DATA)),
        (b"deflate", zlib.compress(DATA)[2:-4]),
        (b"br", brotli.compress(DATA)),
        (b"zstd", zstandard.compress(DATA)),
        (b"gzip, br", brotli.compress(gzip.compress(DATA, mtime=0))),
    ],
)
def test_a_content_encoding_is_taken_off(coding: bytes, body: bytes) -> None:
    assert harparts.plain(message(body, coding)) == harparts.Body(DATA, "decoded")


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        (b"gzip", gzip.compress(DATA, mtime=0)[:-3]),
        (b"gzip", gzip.compress(DATA, mtime=0) + b"more"),
        (b"gzip", b"plain after all"),
        (b"unheard-of", DATA),
        (b",".join([b"gzip"] * 9), DATA),
    ],
)
def test_a_body_that_is_not_wholly_so_encoded_stays_as_it_is(coding: bytes, body: bytes) -> None:
    assert harparts.plain(message(body, coding)) == harparts.Body(body, "wire", kept=True)


@pytest.mark.parametrize("body", [DATA, gzip.compress(DATA, mtime=0)])
def test_a_body_that_a_har_gave_has_its_encoding_taken_off_already(body: bytes) -> None:
    given = replace(message(body, b"gzip"), body_form="decoded")
    assert harparts.plain(given) == harparts.Body(body, "decoded")


@pytest.mark.parametrize(
    ("data", "kinds", "is_text"),
    [
        (b'{"a": 1}\r\n', [b"application/json"], True),
        ("김".encode(), [b"application/json"], True),
        ("김".encode(), [b"text/html; charset=UTF-8"], True),
        ("김".encode(), [b"text/html"], False),
        ("김".encode(), [b"application/json; charset=euc-kr"], False),
        (b"abc", [b"text/html; charset=utf-16"], False),
        (b"abc", [b"text/html; charset=euc-kr"], True),
        (b"abc", [], True),
        (b"abc", [b"a/b", b"text/html; charset=utf-16"], False),
        (b"a\x00c", [], False),
        ("ì\x9d´".encode(), [b"application/json"], False),
        (b"\xb1\xe8", [b"application/json"], False),
    ],
)
def test_a_body_is_text_only_where_everybody_reads_the_same_bytes(
    data: bytes, kinds: list[bytes], is_text: bool
) -> None:
    text = harparts.text_of(data, kinds)
    assert (text is not None) == is_text
    if text is not None:
        assert response_body({"text": text})[0] == data


@given(
    st.binary(max_size=60) | st.text(max_size=40).map(str.encode),
    st.sampled_from([b"application/json", b"text/plain; charset=utf-8", b""]),
)
def test_what_is_text_reads_back(data: bytes, kind: bytes) -> None:
    members = json.loads(
        json.dumps(harparts.body_members(data, "wire", ((b"content-type", kind),), binary={"encoding": "base64"}))
    )
    assert response_body(members)[0] == data


@given(st.text(), st.text())
def test_any_url_is_one_that_mitmproxy_parses(host: str, rest: str) -> None:
    safe = f"https://{host}/{rest}".encode("utf-8", "replace").decode("utf-8", "surrogateescape")
    url = harparts.url_of(safe)
    assert url.isascii()
    parsed.parse(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example:8443/x?q=1#f", "https://a.example:8443/x?q=1#f"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("https://a.example/김\udcff", "https://a.example/%EA%B9%80%FF"),
        ("https://a.example:0/", f"https://{harparts.UNREADABLE_HOST}/"),
        ("https://a..example/x", f"https://{harparts.UNREADABLE_HOST}/x"),
        ("https://[::zz]/", f"https://{harparts.UNREADABLE_HOST}/"),
        ("nothing", f"https://{harparts.UNREADABLE_HOST}/"),
    ],
)
def test_urls(url: str, shown: str) -> None:
    assert harparts.url_of(url) == shown


def test_headers_are_listed_in_their_order_and_say_where_they_are_not_exact() -> None:
    exact = ((b"B", b"1"), (b"a", "김".encode()), (b"content-encoding", b"gzip"))
    listed = [{"name": "B", "value": "1"}, {"name": "a", "value": "김"}, {"name": "content-encoding", "value": "gzip"}]
    assert harparts.header_list(exact) == (listed, True)
    assert harparts.header_list(((b"a", b"\xff"),)) == ([{"name": "a", "value": "\ufffd"}], False)
    assert harparts.header_list(((b"Content-Encoding", b"gzip, br"),)) == ([], False)


def test_cookies_and_parameters_stand_beside() -> None:
    headers = ((b"Cookie", b"a=1; b=2=3; flag"), (b"Set-Cookie", b"s=x; Path=/"))
    assert harparts.named_cookies(headers, b"cookie") == [{"name": "a", "value": "1"}, {"name": "b", "value": "2=3"}]
    assert harparts.named_cookies(headers, b"set-cookie") == [{"name": "s", "value": "x"}]
    assert harparts.query("https://a/x?b=%20&c#d?e=1") == [{"name": "b", "value": "%20"}, {"name": "c", "value": ""}]


@pytest.mark.parametrize(("port", "stands"), [("65535", True), ("65536", False), ("1", True), ("0", False)])
def test_a_port_that_no_reader_takes_is_none_of_a_place(port: str, stands: bool) -> None:
    shown = harparts.url_of(f"https://a.example:{port}/v1")
    assert shown == (f"https://a.example:{port}/v1" if stands else f"https://{harparts.UNREADABLE_HOST}/v1")
