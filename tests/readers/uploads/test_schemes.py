"""Which requests are pieces of an upload, of which one, and what of their bodies is the piece."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.model import Exchange, Headers, Message
from trafficaudit.readers.uploads.carried import contents
from trafficaudit.readers.uploads.plainfields import LONGEST
from trafficaudit.readers.uploads.plainfields import MOST as MOST_FIELDS
from trafficaudit.readers.uploads.schemes import NUMBERED, Bit, crowded, lengthy, recognised

URL = "https://api.shop.example/up"
PIECE = b"0123456789"


def form(*fields: tuple[str, str], data: bytes = PIECE) -> bytes:
    """Write a form as browsers do, the file last."""
    parts = [
        f'--BB\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields
    ]
    head = b'--BB\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: x/y\r\n\r\n'
    return b"".join(parts) + head + data + b"\r\n--BB--\r\n"


FORM = {"Content-Type": "multipart/form-data; boundary=BB"}


def sent(url: str = URL, headers: dict[str, str] | None = None, body: bytes = PIECE, **changes: Any) -> Exchange:
    listed: Headers = tuple((name.encode(), value.encode()) for name, value in (headers or {}).items())
    size = changes.pop("size", len(body))
    said = Message(headers=listed, body=body, body_size=size, body_form=changes.pop("body_form", "wire"))
    return exchange(
        **{"method": "PUT", "url": url, "host": "api.shop.example", "request": said, "response": None, **changes}
    )


def bit(given: Exchange) -> tuple[int, bool] | None:
    found = recognised(given)
    return found and (found.order, found.sized)


CASES: dict[str, tuple[Exchange, tuple[int, bool]]] = {
    "tus": (sent(headers={"Upload-Offset": "70"}, method="PATCH"), (70, True)),
    "Google's": (
        sent(headers={"X-Goog-Upload-Offset": "9", "X-Goog-Upload-Command": "upload"}, method="POST"),
        (9, True),
    ),
    "a range": (sent(headers={"Content-Range": "bytes 5-14/100"}), (5, True)),
    "a range of an unknown whole": (sent(headers={"content-range": "bytes 5-14/*"}), (5, True)),
    "a range of a form's file": (sent(headers={**FORM, "Content-Range": "bytes 5-14/100"}, body=form()), (5, True)),
    "a part of a store's": (sent(f"{URL}?partNumber=3&uploadId=AB%2F"), (3, False)),
    "an appended one": (sent(f"{URL}?append&position=12", method="POST"), (12, True)),
    "Dropbox'": (
        sent(headers={"Dropbox-API-Arg": json.dumps({"cursor": {"session_id": "s", "offset": 4}})}, method="POST"),
        (4, True),
    ),
    "an app's own headers": (
        sent(headers={"X-Upload-Id": "q", "X-Chunk-Index": "2"}, method="POST"),
        (2, False),
    ),
    "Qiniu's first of a block": (
        sent(f"{URL}/mkblk/4194304", {"Authorization": "UpToken a:b:c"}, method="POST"),
        (-1, False),
    ),
    "Qiniu's next of a block": (
        sent(f"{URL}/bput/ctx-1=/1048576", {"Authorization": "UpToken a:b:c"}, method="POST"),
        (-1, False),
    ),
    "Qiniu's part": (sent(f"{URL}/buckets/b/objects/bz1h/uploads/u1/3"), (3, False)),
    "a block": (sent(f"{URL}?comp=block&blockid=QQ"), (-1, False)),
    "signed chunks": (sent(headers={"Content-Encoding": "aws-chunked"}), (0, True)),
} | {
    f"{number} of a form": (sent(headers=FORM, body=form((name, "u1"), (number, "7")), method="POST"), (7, sized))
    for number, name, sized, _, _ in NUMBERED
}


@pytest.mark.parametrize("name", CASES)
def test_every_way_of_saying_so_is_known(name: str) -> None:
    given, expected = CASES[name]
    assert bit(given) == expected
    assert given.request
    assert given.request.body is not None
    assert b"".join(given.request.body[start:end] for start, end in contents(given.request)) == PIECE


NONE = {
    "no piece": sent(),
    "a question": sent(headers={"Upload-Offset": "70"}, method="HEAD"),
    "nothing sent": sent(headers={"Upload-Offset": "70"}, body=b""),
    "a chunk of nothing named": sent(headers={"X-Chunk-Index": "2"}, method="POST"),
    "an upload without a number": sent(headers={"X-Upload-Id": "q", "X-Chunk-Index": "two"}, method="POST"),
    "a block without its token": sent(f"{URL}/mkblk/4194304", method="POST"),
    "a token elsewhere": sent(f"{URL}/mkfile/4194304", {"Authorization": "UpToken a:b:c"}, method="POST"),
    "a bucket": sent("https://api.shop.example/buckets/b/objects/o"),
    "no number": sent(headers={"Upload-Offset": "x"}),
    "a range that is not its size": sent(headers={"Content-Range": "bytes 5-99/100"}),
    "a range that was asked for": sent(headers={"Range": "bytes=5-14"}),
    "a number without an upload": sent(f"{URL}?partNumber=3"),
    "a page of a list": sent(f"{URL}?chunk=1", method="POST"),
    "a position of a list": sent(f"{URL}?position=12", method="POST"),
    "another argument": sent(headers={"Dropbox-API-Arg": json.dumps({"path": "/a"})}),
    "an argument that is none": sent(headers={"Dropbox-API-Arg": "{"}),
    "an offset that is none": sent(
        headers={"Dropbox-API-Arg": json.dumps({"cursor": {"session_id": "s", "offset": True}})}
    ),
    "too many parameters": sent(URL + "?partNumber=1&uploadId=2&" + "a=1&" * 300),
    "the list of blocks": sent(f"{URL}?comp=blocklist"),
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_piece_is_none(name: str) -> None:
    assert recognised(NONE[name]) is None


def test_a_body_that_was_taken_out_of_its_encoding_is_a_piece() -> None:
    assert bit(sent(headers={"Upload-Offset": "7", "Content-Encoding": "gzip"}, body_form="decoded")) == (7, True)


def test_one_upload_is_told_from_another() -> None:
    keys = [
        recognised(given)
        for given in (
            sent(f"{URL}?partNumber=1&uploadId=A"),
            sent(f"{URL}?uploadId=A&partNumber=2"),
            sent(f"{URL}?partNumber=1&uploadId=B"),
            sent(f"{URL}/x?partNumber=1&uploadId=A"),
            sent(headers={"Content-Range": "bytes 5-14/100"}),
            sent(headers={"Content-Range": "bytes 5-14/101"}),
            sent(headers={"Content-Range": "bytes 5-14/100", "Content-Disposition": 'attachment; filename="b"'}),
        )
    ]
    assert all(isinstance(key, Bit) for key in keys)
    assert len({key.key for key in keys if key}) == len(keys) - 1
    one, other = (sent(headers={"Content-Encoding": "aws-chunked"}, id=name) for name in ("000001", "000002"))
    assert recognised(one) != recognised(other)


def test_the_request_that_creates_an_upload_may_carry_its_first_piece() -> None:
    created = Message(headers=((b"Location", b"/files/1"),), status=201)
    first = sent(URL, {"Upload-Length": "99"}, method="POST", response=created)
    then = sent("https://api.shop.example/files/1", {"Upload-Offset": "10"}, method="PATCH")
    found, next_one = recognised(first), recognised(then)
    assert found
    assert next_one
    assert (found.key, found.order, next_one.order) == (next_one.key, 0, 10)
    assert recognised(sent(URL, {"Upload-Length": "99"}, method="POST")) is None
    odd = Message(headers=((b"Location", b"http://[::"),), status=201)
    assert recognised(sent(URL, {"Upload-Length": "99"}, method="POST", response=odd)) is None


_TEXT = st.text(st.characters(codec="latin-1"), max_size=30)
_MARKED = st.sampled_from(
    ["Upload-Offset", "Content-Range", "Dropbox-API-Arg", "Content-Type", "Content-Encoding", "x"]
)


@given(
    st.dictionaries(_MARKED, _TEXT | st.sampled_from(list(FORM.values())), max_size=4),
    _TEXT,
    st.binary(max_size=80)
    | st.builds(lambda data: form(("dzuuid", "a"), ("dzchunkindex", "1"), data=data), st.binary()),
)
def test_any_request_is_looked_at_without_harm(headers: dict[str, str], query: str, body: bytes) -> None:
    listed = tuple((name.encode(), value.encode("latin-1")) for name, value in headers.items())
    said = Message(headers=listed, body=body, body_size=len(body))
    found = recognised(sent(f"{URL}?{query}", request=said))
    assert found is None or found.order >= -1
    for start, end in contents(said):
        assert 0 <= start <= end <= len(body)


def test_blocks_of_one_token_are_of_one_upload() -> None:
    def key(path: str, token: str) -> str:
        found = recognised(sent(URL + path, {"Authorization": f"UpToken {token}"}, method="POST"))
        assert found
        return found.key

    assert key("/mkblk/4194304", "a") == key("/bput/ctx/1024", "a") != key("/bput/ctx/1024", "b")
    assert "token-of-somebody" not in key("/mkblk/1", "token-of-somebody")


def _behind(*fields: tuple[str, str], data: bytes) -> bytes:
    """Write a form with its file first."""
    return (
        form(data=data).removesuffix(b"--BB--\r\n")
        + form(*fields).partition(b'--BB\r\nContent-Disposition: form-data; name="file"')[0]
        + b"--BB--\r\n"
    )


def test_fields_behind_a_large_file_tell_of_the_piece() -> None:
    data = b"x" * 100_000
    body = _behind(("dzuuid", "u1"), ("dzchunkindex", "7"), data=data)
    given = sent(headers=FORM, body=body, method="POST")
    assert bit(given) == (7, False)
    assert given.request
    assert [body[start:end] for start, end in contents(given.request)] == [data]
    assert not crowded(given)


def test_what_was_not_looked_at_for_a_piece_is_known() -> None:
    many = [(f"f{number}", "v") for number in range(MOST_FIELDS)]
    last = ("dzuuid", "u1"), ("dzchunkindex", "7")
    for fields, expected in (((*many, *last), True), ((*many[2:], *last), False), (many[1:], False)):
        given = sent(headers=FORM, body=form(*fields), method="POST")
        assert (recognised(given) is None and crowded(given)) is expected
    crowd = "&".join(f"{name}={value}" for name, value in (*many, ("partNumber", "1"), ("uploadId", "2")))
    assert crowded(sent(f"{URL}?{crowd}"))
    assert not crowded(sent(f"{URL}?" + "a=1&" * 2 * MOST_FIELDS))
    assert not crowded(sent(f"{URL}?{crowd}", method="GET"))


def test_a_value_too_long_for_a_name_is_known_of_what_looks_like_a_piece() -> None:
    name = "u" * LONGEST
    for long in (False, True):
        called = name[: LONGEST - 2] + "u" * (4 * long)  # of a form the line's end counts
        for piece in (
            sent(headers=FORM, body=form(("dzuuid", called), ("dzchunkindex", "7")), method="POST"),
            sent(f"{URL}?partNumber=1&uploadId={called}"),
        ):
            assert ((recognised(piece) is None), lengthy(piece)) == (long, long)
    assert not lengthy(sent(headers=FORM, body=form(("comment", name * 2)), method="POST"))  # it looks like no piece
    assert not lengthy(sent(f"{URL}?partNumber=1&uploadId={name}u", method="GET"))
