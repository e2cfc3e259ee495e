"""Which bytes of a body are the piece that it carries, and what they are where they do not stand there as they are."""

import gzip
import json
import zlib

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Headers, Message
from trafficaudit.readers.uploads.carried import LARGEST, boundary_of, coded, contents, opened, size_of

PIECE = b"0123456789"
FORM: Headers = ((b"Content-Type", b"multipart/form-data; boundary=BB"),)
GZIP: Headers = ((b"Content-Encoding", b"gzip"),)


def message(body: bytes, headers: Headers = (), size: int = -1) -> Message:
    return Message(headers=headers, body=body, body_size=len(body) if size < 0 else size, body_form="wire")


def test_chunks_that_are_signed_are_taken_out_of_their_frame() -> None:
    def ranges(body: bytes) -> list[bytes]:
        message = Message(headers=((b"content-encoding", b"aws-chunked"),), body=body)
        return [body[start:end] for start, end in contents(message)]

    assert ranges(b"3;chunk-signature=0\r\nabc\r\n2\r\nde\r\n0;chunk-signature=1\r\n\r\n") == [b"abc", b"de"]
    assert ranges(b"3\r\nabc\r\n9\r\nde") == [b"abc", b"de"]  # cut off
    assert ranges(b"none at all") == [b"none at all"]
    assert ranges(b"3\r\nabc\r\nnothing more") == [b"3\r\nabc\r\nnothing more"]


def test_of_a_form_its_file_is_the_piece_and_what_is_missing_counts() -> None:
    body = b'--BB\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n' + PIECE + b"\r\n--BB--\r\n"
    given = message(body, FORM)
    assert boundary_of(FORM) == b"BB"
    assert [body[start:end] for start, end in contents(given)] == [PIECE]
    assert size_of(given) == len(PIECE)
    assert size_of(message(body, FORM, len(body) + 5)) == len(PIECE) + 5
    assert contents(message(b"--BB\r\nno file\r\n--BB--", FORM)) == []
    assert boundary_of(((b"content-type", b"text/plain; boundary=BB"),)) == b""


def test_a_piece_that_was_packed_by_itself_is_opened_whole_or_not_at_all() -> None:
    packed = gzip.compress(PIECE, mtime=0)
    assert coded(message(packed, GZIP))
    assert opened(message(packed, GZIP)) == (PIECE, (0, len(packed)))
    assert opened(message(packed[:-3], GZIP)) is None
    assert opened(message(packed + b"x", GZIP)) is None
    assert opened(message(packed, (*GZIP, *GZIP))) is None
    assert opened(message(PIECE, GZIP)) is None
    assert opened(message(gzip.compress(bytes(LARGEST + 1), mtime=0), GZIP)) is None
    assert opened(message(zlib.compress(PIECE), ((b"content-encoding", b"deflate"),))) is not None
    assert not coded(message(packed))
    assert not coded(message(PIECE, ((b"content-encoding", b"aws-chunked"),)))


def test_a_numbered_document_is_opened_where_its_text_stands() -> None:
    body = json.dumps({"part": 2, "total": 3, "id": "a1", "data": 'q"uote'}).encode()
    found = opened(message(body))
    assert found is not None
    assert found[0] == b'q"uote'
    assert body[slice(*found[1])] == b'q\\"uote'
    assert opened(message(b'{"page": 2, "total": 3, "data": "x"}')) is None


@given(st.binary(max_size=80), st.sampled_from([(), FORM, GZIP, ((b"content-encoding", b"aws-chunked"),)]))
def test_any_body(body: bytes, headers: Headers) -> None:
    given = message(body, headers)
    for start, end in contents(given):
        assert 0 <= start <= end <= len(body)
    opened(given)
    assert size_of(given) >= 0
