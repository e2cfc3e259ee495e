import base64
import io
import random
import struct
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

JSON = b'{"email": "kim@example.kr", "rest": "' + b"x" * 200 + b'"}'


class Pipe(io.RawIOBase):
    """What cannot be sought in, so that sizes stand behind the content."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += bytes(data)
        return len(data)


def archive(
    members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, piped: bool = False, comment: bytes = b""
) -> bytes:
    sink: Any = Pipe() if piped else io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as written:
        for name, data in members.items():
            written.writestr(name, data)
        written.comment = comment
    return bytes(sink.data) if piped else bytes(sink.getvalue())


@pytest.mark.parametrize("piped", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("label", ["application/zip", ""])
def test_members_stand_at_their_names(body: Body, method: int, piped: bool, label: str) -> None:
    raw = archive({"logs/a.json": JSON, "b.txt": b"hello there"}, method, piped=piped)
    decoded = body(raw, label)
    fields = {f.path: f for f in decoded.fields}
    email = fields['["logs/a.json"].email']
    assert (email.key, email.value, email.layers) == ("email", "kim@example.kr", ("zip", "json"))
    assert not decoded.opaque
    if method == zipfile.ZIP_STORED:
        assert (email.exact, raw[slice(*email.span)]) == (True, b"kim@example.kr")
    else:
        assert zipfile.ZipFile(io.BytesIO(raw)).infolist()[0].compress_size == email.span.end - email.span.start


@pytest.mark.parametrize("piped", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_without_its_directory_is_read_by_its_heads(body: Body, method: int, piped: bool) -> None:
    raw = archive({"a.json": JSON, "b.json": JSON.replace(b"kim", b"lee")}, method, piped=piped)
    decoded = body(raw[: raw.index(b"PK\x01\x02")])
    assert {"kim@example.kr", "lee@example.kr"} <= {f.value for f in decoded.fields}
    assert [o.reason for o in decoded.opaque] == ["a ZIP archive without its directory"]
    second = raw.index(b"b.json") + 6
    cut = body(raw[: second + 30])
    assert "kim@example.kr" in {f.value for f in cut.fields}
    reasons = [o.reason for o in cut.opaque]
    assert "a ZIP archive without its directory" in reasons
    assert any(reason.startswith(("broken deflate", "the JSON text ends")) for reason in reasons)


def test_zip64(body: Body) -> None:
    sink = io.BytesIO()
    with (
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as written,
        written.open("a.json", "w", force_zip64=True) as member,
    ):
        member.write(JSON)
    raw = sink.getvalue()
    for each in (raw, raw[: raw.index(b"PK\x01\x02")], _long_directory(raw)):
        assert "kim@example.kr" in {f.value for f in body(each).fields}


def _long_directory(raw: bytes) -> bytes:
    """Write the directory's numbers as ZIP64 does where they do not fit."""
    at, end = raw.index(b"PK\x01\x02"), raw.rindex(b"PK\x05\x06")
    entry = bytearray(raw[at:end])
    packed, size = struct.unpack_from("<II", entry, 20)
    entry[20:28] = b"\xff" * 8
    entry[42:46] = b"\xff" * 4
    name = struct.unpack_from("<H", entry, 28)[0]
    extra = struct.pack("<HHQQQ", 1, 24, size, packed, 0)
    entry[30:32] = struct.pack("<H", len(extra))
    directory = bytes(entry[: 46 + name]) + extra
    place = at + len(directory)
    long_end = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(directory), at)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, place, 1)
    short = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return raw[:at] + directory + long_end + locator + short


def test_what_is_ciphered_or_packed_otherwise_is_said(body: Body) -> None:
    raw = bytearray(archive({"secret.txt": JSON}))
    at = raw.index(b"PK\x01\x02")
    raw[6] |= 1
    raw[at + 8] |= 1
    decoded = body(bytes(raw))
    assert [(o.path, o.reason) for o in decoded.opaque] == [('["secret.txt"]', "a ciphered member of a ZIP archive")]
    other = bytearray(archive({"a": JSON}))
    other[8] = other[other.index(b"PK\x01\x02") + 10] = 9
    assert body(bytes(other)).opaque[0].reason == "a member of a ZIP archive packed by method 9"


def test_names_that_are_data_and_the_comment_are_values(body: Body) -> None:
    raw = archive({"kim@example.kr.log": b"nothing here"}, comment=b"of 01012345678")
    fields = {f.value: f for f in body(raw).fields}
    name = fields["kim@example.kr.log"]
    assert (name.exact, raw[slice(*name.span)]) == (True, b"kim@example.kr.log")
    assert "of 01012345678" in fields


def test_in_base64_and_in_itself(body: Body) -> None:
    inner = archive({"a.json": JSON})
    raw = archive({"inner.zip": inner})
    assert "kim@example.kr" in {f.value for f in body(raw).fields}
    packed = b'{"file": "' + base64.b64encode(inner) + b'"}'
    field = next(f for f in body(packed).fields if f.value == "kim@example.kr")
    assert field.layers == ("json", "base64", "zip", "json")


def test_a_bomb_is_bounded(body: Body) -> None:
    bomb = archive({f"{n}": b"\0" * 5_000_000 for n in range(5)})
    before = time.process_time()
    decoded = body(bomb, limits=Limits(inflated=1_000_000))
    assert time.process_time() - before < 10
    assert "inflates beyond" in decoded.opaque[0].reason
    # Members that overlap, each of them stored: every entry names the same content.
    one = archive({"a": random.Random(1).randbytes(500_000)}, zipfile.ZIP_STORED)
    at, end = one.index(b"PK\x01\x02"), one.rindex(b"PK\x05\x06")
    entries = one[at:end] * 5_000
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 5_000, 5_000, len(entries), at, 0)
    before = time.process_time()
    decoded = body(one[:at] + entries + tail)
    assert time.process_time() - before < 20
    assert any("members were read" in o.reason for o in decoded.opaque)


def test_an_empty_archive_is_no_gap(body: Body) -> None:
    decoded = body(archive({}))
    assert not decoded.opaque


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 60, b"PK is short for Phil Katz"])
def test_what_is_no_archive_is_none(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "zip" in f.layers]


@given(st.binary(max_size=60), st.data())
def test_any_bytes(body: Body, raw: bytes, data: Any) -> None:
    body(b"PK\x03\x04" + raw)
    body(b"PK\x05\x06" + raw)
    good = bytearray(archive({"a.json": JSON, "b": b"hello there"}))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(4, len(good) - 1))] = data.draw(st.integers(0, 255))
    body(bytes(good))


def test_members_that_the_directory_does_not_name_are_read(body: Body) -> None:
    first, second = archive({"a.txt": b"hello there"}), archive({"b.json": b'{"email": "kim@example.kr"}'})
    hidden = second[: second.index(b"PK\x01\x02")]
    at = first.index(b"PK\x01\x02")
    between = first[:at] + hidden + first[at:]
    place = between.rindex(b"PK\x05\x06") + 16
    between = between[:place] + struct.pack("<I", at + len(hidden)) + between[place + 4 :]
    for raw in (hidden + first, between):
        found = {f.path: f.value for f in body(raw).fields}
        assert found['["a.txt"]'] == "hello there"
        assert found['["b.json"].email'] == "kim@example.kr"


def test_the_comment_of_a_member_is_a_value(body: Body) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as written:
        for name, comment in (("a.txt", b"of kim@example.kr"), ("b.txt", "김서윤".encode("cp949")), ("c.txt", b"")):
            info = zipfile.ZipInfo(name)
            info.comment = comment
            written.writestr(info, b"some words")
    raw = sink.getvalue()
    fields = {one.value: one for one in body(raw).fields if one.path == "$" and one.layers == ("zip",)}
    assert list(fields) == ["of kim@example.kr", "김서윤"]
    assert raw[slice(*fields["of kim@example.kr"].span)] == b"of kim@example.kr"
