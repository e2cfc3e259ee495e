"""Bodies in chunks, as HTTP has them and as stores of objects sign them."""

import gzip
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits, decode
from trafficaudit.decode.limits import Budget
from trafficaudit.decode.node import Node
from trafficaudit.decode.packed import chunks
from trafficaudit.decode.place import Linear
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]

DOCUMENT = b'{"phone": "010-9183-2746", "mail": "kim@example.kr"}'


def node(raw: bytes, work: int = 1 << 20) -> Node:
    return Node(raw, None, Linear(0), "$", "", "body", Budget(Limits(work=work)))


def signed(data: bytes, size: int) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    mark = b";chunk-signature=" + b"ab12" * 16 + b"\r\n"
    return b"".join(b"%x" % len(piece) + mark + piece + b"\r\n" for piece in pieces) + b"0" + mark + b"\r\n"


@given(st.binary(min_size=1, max_size=200), st.integers(1, 64))
def test_what_was_cut_is_put_together(data: bytes, size: int) -> None:
    raw = signed(data, size)
    found = chunks.read(node(raw + b"rest"), 0)
    assert found is not None
    assert (b"".join(raw[first:last] for first, last in found[0]), found[1]) == (data, len(raw))


@given(st.binary(max_size=60))
def test_any_bytes(raw: bytes) -> None:
    found = chunks.read(node(raw), 0)
    assert found is None or all(0 <= first <= last <= len(raw) for first, last in found[0])


def test_trailers_and_what_was_cut_off() -> None:
    raw = b"3\r\nabc\r\n0\r\nx-checksum: q\r\n\r\n"
    assert chunks.read(node(raw), 0) == ([(3, 6)], len(raw))
    assert chunks.read(node(b"5\r\nab"), 0) == ([(3, 5)], 5)
    for wrong in (b"", b"abc", b"3\r\nabcdef", b"12 34\r\n"):
        assert chunks.read(node(wrong), 0) is None
    assert chunks.read(node(b"1\r\na\r\n" * 9, work=200), 0) is None


@pytest.mark.parametrize("coding", ["aws-chunked,gzip", "gzip, AWS-Chunked", "aws-chunked"])
@pytest.mark.parametrize("size", [16, 500])
def test_signed_chunks_of_what_is_packed_are_taken_off(exchange: Build, coding: str, size: int) -> None:
    data = gzip.compress(DOCUMENT)
    label = ((b"Content-Encoding", coding.encode()),)
    for form in ("wire", "decoded"):
        decoded = decode(exchange(signed(data, size), "application/json", headers=label, body_form=form))
        found = {f.path: f for f in decoded.fields}
        assert (found["mail"].value, found["mail"].layers[0]) == ("kim@example.kr", "aws-chunked")
        assert not decoded.opaque


def test_several_of_anything_else_are_left_to_whoever_puts_pieces_together(exchange: Build) -> None:
    label = ((b"Content-Encoding", b"aws-chunked"),)
    assert "mail" not in {f.path for f in decode(exchange(signed(DOCUMENT, 16), headers=label)).fields}
    raw = signed(DOCUMENT, 500)
    (mail,) = [f for f in decode(exchange(raw, headers=label)).fields if f.path == "mail"]
    assert (mail.exact, raw[slice(*mail.span)]) == (True, b"kim@example.kr")


def test_a_label_that_the_bytes_do_not_bear_out(exchange: Build) -> None:
    decoded = decode(exchange(DOCUMENT, "application/json", headers=((b"Content-Encoding", b"aws-chunked"),)))
    assert "mail" in [f.path for f in decoded.fields]
