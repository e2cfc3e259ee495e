"""What a request that puts an upload together names and nobody recorded is told; its list gives the order."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.model import Exchange, Message
from trafficaudit.readers.network import Gathered
from trafficaudit.readers.uploads.holes import NAMED
from trafficaudit.readers.uploads.pieces import put_together
from trafficaudit.readers.uploads.putting import LONGEST, named

HOST = "https://store.example"


def sent(
    number: int, method: str, path: str, body: bytes, *headers: tuple[bytes, bytes], answer: bytes | None = None
) -> Exchange:
    said = Message(headers=headers, body=body, body_size=len(body))
    given = None if answer is None else Message(body=answer, body_size=len(answer), status=200)
    return exchange(number, method=method, url=HOST + path, host="store.example", request=said, response=given)


def gathered(*given: Exchange) -> tuple[list[tuple[str, str]], list[bytes]]:
    """Give the holes, and what is put together."""
    held, by_id = Gathered(), {each.id: each for each in given}
    for each in given:
        held.exchange(each)
    found = held.network()
    told = [(hole.exchange_id, hole.reason.partition(": ")[2]) for hole in found.holes]
    return told, [whole.data for upload in found.uploads for whole in put_together(upload, by_id)]


def gap(first: int, last: int, at: str) -> tuple[str, str]:
    return at, f"pieces {first} to {last} were not put together: {NAMED}"


def s3(number: int, part: int, body: bytes) -> Exchange:
    return sent(number, "PUT", f"/b/k?partNumber={part}&uploadId=U", body)


def completed(number: int, *parts: int, path: str = "/b/k?uploadId=U") -> Exchange:
    listed = "".join(f"<Part><ETag>x</ETag><PartNumber>{part}</PartNumber></Part>" for part in parts)
    return sent(number, "POST", path, f"<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>".encode())


def test_parts_that_the_list_names_are_looked_for() -> None:
    whole = s3(0, 1, b"ab"), s3(1, 2, b"cd")
    assert gathered(*whole, completed(2, 1, 2)) == ([], [b"abcd"])
    assert gathered(*whole, completed(2, 1, 2, 3, 4))[0] == [gap(3, 4, "000002")]
    assert gathered(completed(0, 1, 2))[0] == [gap(1, 2, "000000")]
    assert gathered(*whole, completed(2, 1, 2, 3, path="/b/k?uploadId=V"))[0] == [gap(1, 3, "000002")]
    assert gathered(*whole, completed(2, 1, 2, path="/other?partNumber=1&uploadId=U"))[0] == []


def test_the_request_is_read_as_its_pieces_are() -> None:
    """A name that stands twice in the address, and one behind many others."""
    many = "&".join(f"x{number}=" for number in range(100))
    for asked in ("uploadId=A&uploadId=U", f"{many}&uploadId=U"):
        piece = sent(0, "PUT", f"/b/k?partNumber=1&{asked}", b"ab")
        assert gathered(piece, completed(1, 1, path=f"/b/k?{asked}")) == ([], gathered(piece)[1])
        assert gathered(piece, completed(1, 1, 2, path=f"/b/k?{asked}"))[0] == [gap(2, 2, "000001")]


def azure(number: int, name: str, body: bytes) -> Exchange:
    return sent(number, "PUT", f"/c/blob?comp=block&blockid={name}", body)


def listed(number: int, *names: str) -> Exchange:
    body = "".join(f"<Latest>{name}</Latest>" for name in names)
    return sent(number, "PUT", "/c/blob?comp=blocklist", f"<?xml?><BlockList>{body}</BlockList>".encode())


def test_blocks_stand_in_the_order_of_their_list() -> None:
    blocks = azure(0, "QQ==", b"cd"), azure(1, "QkI%3D", b"ab"), azure(2, "Qy+D", b"ef")
    assert gathered(*blocks) == ([], [b"cdabef"])
    assert gathered(*blocks, listed(3, "QkI=", "QQ==", "Qy+D")) == ([], [b"abcdef"])
    assert gathered(*blocks[:2], listed(3, "QkI=", "Wg==", "QQ==")) == ([gap(2, 2, "000003")], [])
    # What is put together once more may go on with blocks of the one before.
    again = azure(4, "Zg==", b"gh"), listed(5, "QkI=", "QQ==", "Qy+D", "Zg==")
    assert gathered(*blocks, listed(3, "QkI=", "QQ==", "Qy+D"), *again)[0] == []


TOKEN = (b"Authorization", b"UpToken k:s:p")


def qiniu(number: int, path: str, body: bytes, context: str | None) -> Exchange:
    answer = None if context is None else json.dumps({"ctx": context}).encode()
    return sent(number, "POST", path, body, TOKEN, answer=answer)


def test_blocks_of_qiniu_are_known_by_what_was_answered() -> None:
    made = [
        qiniu(0, "/mkblk/4", b"ab", "ctx0"),
        qiniu(1, "/bput/ctx0/2", b"cd", "ctx1"),
        qiniu(2, "/mkblk/2", b"ef", "ctx2"),
    ]
    assert gathered(*made, qiniu(3, "/mkfile/6/key/a", b"ctx1,ctx2", "")) == ([], [b"abcdef"])
    assert gathered(*made, qiniu(3, "/mkfile/8/key/a", b"ctx1,ctx2,ctx9", ""))[0] == [gap(3, 3, "000003")]
    unknown = qiniu(2, "/mkblk/2", b"ef", None)
    assert gathered(*made[:2], unknown, qiniu(3, "/mkfile/6/key/a", b"ctx1,ctx2", ""))[0] == []


def test_parts_of_qiniu() -> None:
    path = "/buckets/b/objects/o/uploads/u"
    made = [sent(0, "PUT", f"{path}/1", b"ab"), sent(1, "PUT", f"{path}/2", b"cd")]
    body = json.dumps({"parts": [{"etag": "x", "partNumber": at} for at in (1, 2, 3)]}).encode()
    assert gathered(*made, sent(2, "POST", path, body)) == ([gap(3, 3, "000002")], [b"abcd"])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/b/k?uploadId=U", b"<Nothing/>"),
        ("GET", "/b/k?uploadId=U", b"<PartNumber>1</PartNumber>"),
        ("PUT", "/b/k?comp=block", b"<Latest>QQ==</Latest>"),
        ("POST", "/mkfile/6", b"ctx1,ctx2"),
        ("POST", "/uploads/7", b'{"parts": [{"partNumber": 1}]}'),
        ("POST", "/buckets/b/objects/o/uploads/u", b'{"parts": 7}'),
        ("POST", "/b/k?uploadId=U", b"<PartNumber>1</PartNumber>" + b" " * LONGEST),
    ],
    ids=range(7),
)
def test_what_puts_nothing_together(method: str, path: str, body: bytes) -> None:
    assert named(sent(0, method, path, body)) is None


@given(
    st.binary(max_size=80),
    st.sampled_from(["/b?uploadId=U", "/c?comp=blocklist", "/mkfile/6", "/buckets/b/objects/o/uploads/u"]),
)
def test_any_list_is_read(noise: bytes, path: str) -> None:
    for method in ("POST", "PUT"):
        found = named(sent(0, method, path, noise, TOKEN))
        assert found is None or found.names
