import base64
import bz2
import lzma
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits
from trafficaudit.decode.packed import compression
from trafficaudit.decode.packed.inflate import inflate
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

PACK: dict[str, Callable[[bytes], bytes]] = {
    "bzip2": lambda data: bz2.compress(data, 1),
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
}
JSON = b'{"email": "kim@example.kr"}'


@pytest.mark.parametrize("name", PACK)
@given(st.binary(max_size=300), st.binary(max_size=30))
def test_round_trip(name: str, data: bytes, behind: bytes) -> None:
    packed = PACK[name](data)
    assert compression.format_of(packed) == name
    assert inflate(name, packed + b"-" + behind, 1_000)[:2] == (data, len(packed))
    assert inflate(name, packed + packed, 1_000)[0] == data + data


@pytest.mark.parametrize("name", PACK)
@pytest.mark.parametrize("label", ["", "named"])
def test_bodies(body: Body, name: str, label: str) -> None:
    headers = ((b"content-encoding", name.encode()),) if label else ()
    decoded = body(PACK[name](JSON), headers=headers, body_form="wire")
    assert [f.layers for f in decoded.fields if f.value == "kim@example.kr"] == [(name, "json")]
    inside = body(b'{"log": "' + base64.b64encode(PACK[name](JSON)) + b'"}')
    assert [f.layers for f in inside.fields if f.value == "kim@example.kr"] == [("json", "base64", name, "json")]


def test_a_label_that_the_bytes_do_not_bear_out_is_passed_over(body: Body) -> None:
    for name in PACK:
        decoded = body(JSON, headers=((b"content-encoding", name.encode()),), body_form="wire")
        assert "kim@example.kr" in [f.value for f in decoded.fields]


@pytest.mark.parametrize("name", PACK)
def test_a_bomb_is_bounded_and_a_cut_run_says_so(body: Body, name: str) -> None:
    bomb = PACK[name](b"\0" * 5_000_000)
    before = time.process_time()
    decoded = body(bomb, limits=Limits(inflated=100_000))
    assert time.process_time() - before < 5
    assert decoded.opaque[0].reason.startswith("inflates beyond 100000 bytes: ")
    assert decoded.opaque[0].cut == "bound"
    noise = random.Random(2).randbytes(300_000).hex().encode()
    packed = PACK[name](b"kim@example.kr " + noise)
    data, _, problem = inflate(name, packed[:-50_000], 1 << 30)
    assert problem.startswith(f"broken {name}")
    assert data.startswith(b"kim@example.kr")


@pytest.mark.parametrize("raw", [b"BZh is a head", b"\xfd7zXZ\x00", b"]\x00\x00\x80\x00 text", b"BZh91AY&SY"])
def test_what_only_begins_so_gives_nothing(body: Body, raw: bytes) -> None:
    assert len(body(raw).fields) == 1


@given(st.sampled_from(sorted(PACK)), st.binary(max_size=80), st.integers(12, 40), st.integers(0, 255))
def test_any_bytes(body: Body, name: str, raw: bytes, at: int, byte: int) -> None:
    packed = bytearray(PACK[name](JSON * 3))
    body(bytes(packed[:14]) + raw)
    packed[at % len(packed)] = byte
    body(bytes(packed))
