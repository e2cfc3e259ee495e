"""Messages as a proxy saves them: what their bytes show counts, not what their headers say."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.saved.message import HEAD, Raw, carried, parse

CHUNKED = ((b"Transfer-Encoding", b"chunked"),)
GZIP = ((b"Content-Encoding", b"gzip"),)


def raw(body: bytes, *headers: tuple[bytes, bytes]) -> Raw:
    return Raw(b"POST / HTTP/1.1", headers, body)


def test_head_and_body_are_parted_whatever_ends_the_lines() -> None:
    expected = Raw(b"GET / HTTP/1.1", ((b"A", b"1"), (b"B", b"2 3")), b"\r\n\r\nrest")
    assert parse(b"GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\n  3\r\n\r\n\r\n\r\nrest") == expected
    assert parse(b"GET / HTTP/1.1\nA: 1\nB:2\n 3\n\n\r\n\r\nrest") == expected


def test_what_is_no_header_is_counted() -> None:
    found = parse(b"GET / HTTP/1.1\r\nA: 1\r\nno header\r\n: 2\r\n\r\n")
    assert found == Raw(b"GET / HTTP/1.1", ((b"A", b"1"),), b"", 2)


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"  \r\nA: 1\r\n\r\n", b"GET / HTTP/1.1\r\nA: " + b"x" * HEAD])
def test_what_has_no_head_is_no_message(data: bytes) -> None:
    assert parse(data) is None


def test_chunks_are_taken_off_with_their_trailers() -> None:
    found = carried(raw(b"3\r\nabc\r\n4;x=1\r\ndefg\r\n0\r\nT: 1\r\n\r\n", *CHUNKED), limit=100)
    assert (found.body, found.size, found.trailers, found.wrong) == (b"abcdefg", 7, ((b"T", b"1"),), "")


@pytest.mark.parametrize(
    ("body", "left"),
    [(b"3\r\nabc\r\n9\r\nde", b"abcde"), (b"3\r\nabc\r\nzz", b"abc"), (b"3\r\nabc", b"abc"), (b"3\r\nabcX\r\n", None)],
)
def test_chunks_that_break_off_are_told(body: bytes, left: bytes | None) -> None:
    found = carried(raw(body, *CHUNKED), limit=100)
    assert found.body == (body if left is None else left)
    assert bool(found.wrong) == (left is not None)


@pytest.mark.parametrize("body", [b"hello", b"7\r\nthis text begins with a number", b""])
def test_chunks_that_a_proxy_took_off_stay_off(body: bytes) -> None:
    found = carried(raw(body, *CHUNKED), limit=100)
    assert (found.body, found.size, found.wrong) == (body, len(body), "")


def test_a_coding_counts_where_the_bytes_have_it() -> None:
    packed = gzip.compress(b"phone=01012345678")
    assert carried(raw(packed, *GZIP), limit=100).form == "wire"
    assert carried(raw(b"phone=01012345678", *GZIP), limit=100).form == "decoded"
    assert carried(raw(b"phone=01012345678", *GZIP), limit=100, text=True).form == "text"


def test_what_is_announced_and_not_there_is_missing() -> None:
    length = (b"Content-Length", b"900")
    assert carried(raw(b"", length), limit=100).body is None
    assert carried(raw(b"", length), limit=100).size == 900
    assert carried(raw(b"ab", length), limit=100).size == 900
    for found in (
        carried(raw(b"", length), limit=100, bodiless=True),
        carried(raw(b"", length), limit=100, status=304),
    ):
        assert (found.body, found.size) == (b"", 0)


def test_a_long_body_is_cut_and_keeps_its_size() -> None:
    found = carried(raw(b"x" * 300), limit=100)
    assert (found.body, found.size) == (b"x" * 100, 300)
    assert found.message(CHUNKED, 200).body_size == 300


@given(st.binary(max_size=300), st.lists(st.binary(min_size=1, max_size=20), max_size=5))
def test_any_bytes_are_a_message_or_none(data: bytes, chunks: list[bytes]) -> None:
    found = parse(data)
    if found is not None:
        assert carried(found, limit=50).size >= len(carried(found, limit=50).body or b"")
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    assert carried(raw(body, *CHUNKED), limit=1000).body == b"".join(chunks)
