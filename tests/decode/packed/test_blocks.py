"""LZ4 and Snappy, by what Arrow's own libraries pack; runs that break; labels, and blocks without one."""

import base64
import json
import random
import struct
from collections.abc import Callable

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.packed import blocks
from trafficaudit.model import Decoded, Message

Body = Callable[..., Decoded]
TEXT = json.dumps(
    {"email": "kim@hanbit.example", "items": [{"no": number, "name": "가온"} for number in range(40)]}
).encode()
LIMIT = 1 << 24


def packed(name: str, data: bytes) -> bytes:
    """Pack with the reference libraries that Arrow is built with."""
    if name == "snappy-java":
        halves = [pa.Codec("snappy").compress(data[at : at + 500]).to_pybytes() for at in range(0, len(data), 500)]
        return (
            b"\x82SNAPPY\0"
            + struct.pack(">2I", 1, 1)
            + b"".join(struct.pack(">I", len(each)) + each for each in halves)
        )
    if name == "snappy-framed":
        run = pa.Codec("snappy").compress(data).to_pybytes()
        chunks = b"\0" + (len(run) + 4).to_bytes(3, "little") + bytes(4) + run
        return b"\xff\x06\0\0sNaPpY" + chunks + b"\xfe\x02\0\0zz" + b"\1\x07\0\0" + bytes(4) + b"end"
    codec = {"lz4": pa.Codec("lz4"), "lz4-block": pa.Codec("lz4_raw"), "snappy": pa.Codec("snappy")}[name]
    return bytes(codec.compress(data).to_pybytes())


def samples() -> list[bytes]:
    draw = random.Random(7)
    return [
        TEXT,
        TEXT * 300,
        b"a" * 100_000,
        draw.randbytes(3_000),
        b"".join(draw.choice((b"kim", b"010-9183-2746", b"\0\0", draw.randbytes(9))) for _ in range(9_000)),
        bytes(70_000) + TEXT,
    ]


@pytest.mark.parametrize("name", sorted(blocks.NAMES))
@pytest.mark.parametrize("number", range(6))
def test_what_the_libraries_pack_comes_back(name: str, number: int) -> None:
    data = samples()[number]
    run = packed(name, data)
    whole = data + b"end" if name == "snappy-framed" else data
    assert blocks.open_run(name, run, LIMIT) == (whole, len(run), "")


@pytest.mark.parametrize("name", sorted(blocks.NAMES))
def test_what_came_out_before_a_break_is_kept(name: str) -> None:
    run = packed(name, TEXT)
    cut = len(run) * 2 // 3 - (1 if name == "lz4-block" else 0)  # behind bytes as they stand a block may end
    data, used, problem = blocks.open_run(name, run[:cut], LIMIT)
    assert TEXT.startswith(data)
    assert len(data) > 20
    assert used <= len(run)
    assert problem.startswith(f"broken {name} at byte ")


@pytest.mark.parametrize("name", sorted(blocks.NAMES))
def test_a_bomb_ends_at_the_bound(name: str) -> None:
    data, _, problem = blocks.open_run(name, packed(name, bytes(3_000_000)), 100_000)
    assert data == bytes(100_000)
    assert problem.startswith("inflates beyond")


@pytest.mark.parametrize(
    ("header", "label", "name"),
    [
        (b"content-encoding", b"lz4", "lz4"),
        (b"content-encoding", b"lz4", "lz4-block"),
        (b"x-log-compresstype", b"lz4", "lz4-block"),
        (b"content-encoding", b"snappy", "snappy"),
        (b"content-encoding", b"snappy", "snappy-framed"),
        (b"content-encoding", b"x-snappy-framed", "snappy-framed"),
    ],
)
@pytest.mark.parametrize(
    "made", [TEXT, b"\x0a\x2d\x08\x01\x12\x29\x0a\x05email\x12\x20" + b"kim@hanbit.example.example.examp"]
)
def test_a_label_opens_it_whatever_is_in_it(header: bytes, label: bytes, name: str, made: bytes) -> None:
    run = packed(name, made)
    decoded = decode(exchange(request=Message(((header, label),), run, body_size=len(run))))
    (opened,) = [each for each in decoded.fields if each.part == "body" and each.layers == (name.partition("-")[0],)]
    value = opened.value.encode() if isinstance(opened.value, str) else opened.value
    assert value.startswith(made)


@pytest.mark.parametrize("name", sorted(blocks.NAMES))
def test_text_needs_no_label(body: Body, name: str) -> None:
    found = [each.value for each in body(packed(name, TEXT)).fields if each.key == "email"]
    assert found == ["kim@hanbit.example"]


def test_text_in_base64_in_a_member_needs_none(body: Body) -> None:
    for name in ("lz4", "lz4-block", "snappy"):
        raw = json.dumps({"p": base64.b64encode(packed(name, TEXT)).decode()}).encode()
        assert "kim@hanbit.example" in [each.value for each in body(raw).fields]


@given(st.binary(max_size=200), st.sampled_from(sorted(blocks.NAMES)))
def test_any_bytes_come_back(data: bytes, name: str) -> None:
    run = packed(name, data)
    assert blocks.open_run(name, run, LIMIT)[0].removesuffix(b"end") == data.removesuffix(b"end")


@given(st.binary(max_size=120), st.sampled_from(sorted(blocks.NAMES)), st.integers(0, 400))
def test_any_bytes_are_opened_or_break(raw: bytes, name: str, limit: int) -> None:
    heads = {
        "lz4": b"\x04\x22\x4d\x18\x40\x40\xc0",
        "snappy-framed": b"\xff\x06\0\0sNaPpY",
        "snappy-java": b"\x82SNAPPY\0" + bytes(8),
    }
    data, used, problem = blocks.open_run(name, heads.get(name, b"") + raw, limit)
    assert len(data) <= limit
    assert 0 <= used <= len(raw) + 16
    assert problem == "" or problem.startswith(("broken", "inflates beyond"))


@given(st.binary(min_size=16, max_size=400))
def test_bytes_at_random_are_no_block(body: Body, raw: bytes) -> None:
    assert not {each.layers for each in body(b"\x91" + raw).fields} & {("lz4",), ("snappy",)}
