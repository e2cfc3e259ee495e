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


MADE = [
    gzip.compress(JSON, mtime=0),
    bz2.compress(JSON),
    _zip(),
    _tar(),
    brotli.compress(JSON),
    _raw_deflate(),
    b"POST /v1 HTTP/1.1\r\nContent-Type: application/octet-stream\r\nX-Id: 12345678901234567890123456789012345\r\n\r\n"
    + gzip.compress(JSON, mtime=0),
    plistlib.dumps({"email": "kim@example.kr"}, fmt=plistlib.FMT_BINARY),
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
