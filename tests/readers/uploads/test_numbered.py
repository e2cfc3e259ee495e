"""A document that is a numbered piece is told from pages, orders and lists."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.uploads.numbered import LONGEST, piece, shows, too_long


def dumped(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "document",
    [
        {"part": 2, "total": 3, "data": "words"},
        {"type": "log", "body": {"chunkIndex": "2", "chunkCount": "3", "payload": "words"}},
        [{"event": "x"}, {"id": "a", "segment": 2, "segments": 3, "content": "words"}],
        {"i": 2, "n": 3, "chunk": "words"},
        {"part": 2, "total": 3, "data": "words", "note": "words"},
    ],
    ids=str,
)
def test_a_piece_and_where_it_stands(document: object) -> None:
    body = dumped(document)
    found = piece(body)
    assert found is not None
    assert (found.order, found.total, found.data) == (2, 3, b"words")
    assert body[found.start : found.end] == b"words"
    assert body.index(b"words") == found.start


@pytest.mark.parametrize(
    "document",
    [
        {"page": 2, "total": 3, "data": "words"},
        {"index": 2, "count": 3, "value": "words"},
        {"part": 2, "data": "words"},
        {"part": 4, "total": 3, "data": "words"},
        {"part": 1, "total": 1, "data": "words"},
        {"part": 2, "total": 3, "data": ""},
        {"part": 2, "total": 3, "data": {"a": "words"}},
        {"part": 2, "total": 3, "data": "words", "body": "more"},
        {"part": "second", "total": 3, "data": "words"},
        {"price": 2, "parts": "words"},
    ],
    ids=str,
)
def test_what_is_no_piece(document: object) -> None:
    assert piece(dumped(document)) is None


def test_texts_of_one_name_are_one_and_those_of_another_are_not() -> None:
    keys = {
        key: found.key
        for key in ("a", "b")
        if (found := piece(dumped({"uploadId": key, "part": 1, "total": 2, "data": "x", "requestId": key * 2})))
    }
    assert len({*keys.values()}) == 2
    one, other = (piece(dumped({"part": at, "total": 2, "data": "x", "requestId": str(at)})) for at in (1, 2))
    assert one is not None
    assert other is not None
    assert one.key == other.key


def test_an_escaped_piece_gives_what_it_says() -> None:
    body = dumped({"part": 1, "total": 2, "data": '{"mail": "kim'})
    found = piece(body)
    assert found is not None
    assert found.data == b'{"mail": "kim'
    assert body[found.start : found.end] == b'{\\"mail\\": \\"kim'


def test_bounds_and_breaks() -> None:
    long = b'{"part":1,"total":2,"data":"' + b"x" * LONGEST + b'"}'
    assert (piece(long), too_long(long), too_long(long[:99]), too_long(b"x" * len(long))) == (None, True, False, False)
    assert not shows(b'{"pages":1}')
    assert piece(b'{"part":1,"total":2,"data":"x"') is None
    assert piece(b'{"part":' + b"[" * 100_000) is None


@given(st.binary(max_size=80), st.binary(max_size=20))
def test_any_bytes_are_read(noise: bytes, more: bytes) -> None:
    for body in (noise, b'{"part":1,"total":2,"data":"' + noise + b'"' + more + b"}"):
        found = piece(body)
        assert found is None or 0 <= found.start <= found.end <= len(body)


@pytest.mark.parametrize(
    ("document", "alone"),
    [
        ({"part": 2, "total": 9, "content": "news"}, False),
        ({"part": 2, "total": 9, "content": "all of the words"}, False),
        ({"bookId": 4, "part": 2, "total": 9, "content": '{"filter": "all"}'}, False),
        ({"part": 2, "total": 9, "data": '{"mail": "kim'}, True),
        ({"part": 2, "total": 9, "data": "kim@shop.example and other words " * 4}, True),
        ({"part": 2, "total": 9, "data": "eyJtYWlsIjoia2ltQHNob3AuZXhhbXBsZSJ9"}, True),
        ({"part": 2, "totalChunks": 9, "data": "news"}, True),
        ({"uploadId": "a", "part": 2, "total": 9, "data": "news"}, True),
    ],
    ids=str,
)
def test_a_page_is_no_piece_by_itself(document: object, alone: bool) -> None:
    found = piece(dumped(document))
    assert found is not None
    assert found.alone is alone
