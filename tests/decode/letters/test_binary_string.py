import gzip
import json
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.packed.compression import opens
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

EVENT = b'{"email": "kim@example.kr"}'


@pytest.mark.parametrize("packed", [gzip.compress(EVENT, mtime=0), zlib.compress(EVENT), zlib.compress(EVENT, 9)])
@pytest.mark.parametrize("escaped", [True, False])
def test_packed_bytes_as_characters(body: Body, packed: bytes, escaped: bool) -> None:
    raw = json.dumps({"d": packed.decode("latin-1")}, ensure_ascii=escaped).encode()
    (field,) = [f for f in body(raw).fields if f.value == "kim@example.kr"]
    assert field.layers[:2] == ("json", "iso-8859-1")
    assert field.path == "d.email"


@pytest.mark.parametrize("text", ["\x1f\x8b\x08 and words", "x\x9c홍길동 and words", "x\xdaccented", "x\x9c\x03"])
def test_text_that_begins_so_is_left(body: Body, text: str) -> None:
    assert not [f for f in body(json.dumps({"d": text}).encode()).fields if "iso-8859-1" in f.layers]


def test_what_is_cut_off_counts_only_where_much_of_it_opened() -> None:
    packed = zlib.compress(bytes(range(256)) * 2)
    assert opens(packed)
    assert opens(packed[:-8])
    assert not opens(packed[:20])
    assert not opens(b"x\x9c" + b"\x4b\xff" * 40)


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(json.dumps({"d": "\x1f\x8b\x08" + raw.decode("latin-1"), "e": "x\x9c" + raw.decode("latin-1")}).encode())
