import bz2
import gzip
import io
import plistlib
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.decode import known
from trafficaudit.model import Decoded

JSON = b'{"email": "kim@example.kr"}'


def _zip() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as packed:
        packed.writestr("a.json", JSON)
    return sink.getvalue()


def _tar() -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tape:
        info = tarfile.TarInfo("a.json")
        info.size = len(JSON)
        tape.addfile(info, io.BytesIO(JSON))
    return sink.getvalue()


def _raw_deflate() -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(JSON) + packer.flush()


_EXIF = pictures.exif([pictures.text(0x010E, "kim@example.kr")])
MADE = [
    b"d5:email14:kim@example.kr3:key4:\xff\xfe\xfd\xfce",
    gzip.compress(JSON, mtime=0),
    bz2.compress(JSON),
    _zip(),
    _tar(),
    brotli.compress(JSON),
    _raw_deflate(),
    b"POST /v1 HTTP/1.1\r\nContent-Type: application/octet-stream\r\nX-Id: 12345678901234567890123456789012345\r\n\r\n"
    + gzip.compress(JSON, mtime=0),
    plistlib.dumps({"email": "kim@example.kr"}, fmt=plistlib.FMT_BINARY),
    b"\x30\x81\x9d\x02\x03\x01\x02\x03\x0c\x0ekim@example.kr\x04\x81\x85" + bytes(range(3, 136)),
    *(write(_EXIF) for write in (pictures.jpeg, pictures.webp, pictures.heic)),
    pictures.png(pictures.chunk(b"eXIf", _EXIF)),
    pictures.mp4(pictures.box(b"udta", pictures.user_text(b"\xa9cmt", b"kim@example.kr"))),
]


@pytest.mark.parametrize("raw", MADE)
def test_what_says_what_it_is_makes_a_message_around_it_plausible(body: Callable[..., Decoded], raw: bytes) -> None:
    assert known.shows(raw)
    size = bytes([len(raw) & 127 | 128, len(raw) >> 7])
    found = [f for f in body(b"\x10\x05\x1a" + size + raw).fields if f.value == "kim@example.kr"]
    assert [f.layers[0] for f in found] == ["protobuf"]


@given(st.binary(max_size=40))
def test_other_bytes_do_not(raw: bytes) -> None:
    assert not known.shows(b"\x07" + raw)


HEADS = [raw[:64] for raw in MADE] + [
    b"From: kim@example.kr\r\nTo: lee@example.kr\r\n\r\n",
    b"1-x: a\r\nFrom: kim@example.kr\r\nTo: lee@example.kr\r\n\r\n",
    b"SEND\r\ndestination:/a\r\n\r\nhello\0",
    b"%PDF-1.7",
    b"a:1:{i:0;i:1;}",
    b"\x10\x0c\0\x04MQTT\x04\x02\0\x3c\0\0",
    b"SQLite format 3\0",
    b"Obj\x01\x04",
    b"\xac\xed\0\x05\x74",
    b":)\n\0 ",
    b"\x80\x01\0\x01\0\0\0\x04name\0\0\0\0",
    b"\x82\x21\x01\x04name",
    b"\x0a\x0b\x01\x0bemail\x06\x0da@b.kr\x01",
    b"\0\0\0\0\2\0\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0",
    b"\x0c\0\0\0\x06\0\x08\0\x04\0\0\0\x08\0\0\0\x04\0\0\0\6\0\0\0a@b.kr\0\0",
    b"*1\r\n$1\r\na\r\n",
    b"SSV:utf-8\x1ea=1\x1e",
    b"\xe0\x01\0\xea\x21\x07",
    bytes(byte ^ 0x91 for byte in b'{"mail": "a@b.kr"}'),
    b"\1\1\0\0\0" + b"\0\0\0\0\0\0\x30\x40" * 2,
]


@given(st.sampled_from(HEADS), st.binary(max_size=16), st.integers(0, 63))
def test_whatever_begins_as_one_of_these_has_a_first_byte_that_is_asked(head: bytes, put: bytes, at: int) -> None:
    """Each test is asked of what it may be true of: one that says yes stands under the first byte."""
    raw = head[:at] + put + head[at:] if put else head
    said = {test for _, test in known._FIRST if test(raw)}
    assert said <= set(known._BY_FIRST[raw[0]])
    assert known.shows(raw) >= bool(said)


def test_every_test_says_yes_to_one_of_these_heads() -> None:
    raws = [*HEADS, *MADE]
    assert all(any(test(raw) for raw in raws) for _, test in known._FIRST)


@given(st.binary(max_size=300))
def test_any_bytes_are_told_or_not(raw: bytes) -> None:
    assert known.shows(raw) in (True, False)
