import base64
import gzip
import io
import json
import plistlib
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import cbor2
import msgpack
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.decode import prefixed_bytes
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


MESSAGE = b"\x08\x01\x12\x0ekim@example.kr"


@pytest.mark.parametrize("head", [b"\x01", b"\x00\x02", b"\x00\x00\x00\x05", b"MAGIC\x01\x02\x00"])
def test_head_before_gzip(body: Body, head: Any) -> None:
    raw = head + gzip.compress(b'{"email": "kim@example.kr"}')
    field = next(f for f in body(raw).fields if f.value == "kim@example.kr")
    assert field.layers == ("prefixed", "gzip", "json")
    assert tuple(field.span) == (len(head), len(raw))


@pytest.mark.parametrize("size", [9, 16, 21, 32, 77, 256])
@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_long_head_before_a_packed_run(body: Body, size: int, pack: Any) -> None:
    run = pack(b'{"email": "kim@example.kr", "count": 3}')
    framed = bytes(1 + at % 110 for at in range(size)) + run
    (field,) = [f for f in body(framed).fields if f.value == "kim@example.kr"]
    assert "prefixed" in field.layers
    assert tuple(field.span) == (size, len(framed))
    inside = b"\x08\x01\x12" + bytes((len(framed) & 127 | 128, len(framed) >> 7)) + framed
    assert "kim@example.kr" in [f.value for f in body(inside, "application/x-protobuf").fields]


def test_a_long_head_before_one_large_block_of_zstandard(body: Body) -> None:
    text = b'{"email": "kim@example.kr", "pad": "%s"}' % random.Random(2).randbytes(1_500).hex().encode()
    for tail in (b"", b"01234567"):
        raw = b"\xff" * 40 + zstandard.compress(text) + tail
        assert "kim@example.kr" in [f.value for f in body(raw).fields]
    assert len(body(b"\xff" * 40 + b"\x28\xb5\x2f\xfd" + random.Random(3).randbytes(2_000)).fields) == 1


def test_two_bytes_of_zlib_far_in_are_no_run(body: Body) -> None:
    random_ = random.Random(5)
    raws = [b"\x07" * 12 + b"\x78\x9c" + random_.randbytes(size) for size in (20, 60, 300, 2_000) * 50]
    assert sum("deflate" in f.layers for raw in raws for f in body(raw).fields) <= 1


def test_a_head_longer_than_any_is_left(body: Body) -> None:
    raw = b"\xfe" * 257 + zlib.compress(b'{"email": "kim@example.kr"}')
    assert "kim@example.kr" not in [f.value for f in body(raw).fields]


@pytest.mark.parametrize(("width", "order"), [(1, "big"), (2, "big"), (2, "little"), (4, "big"), (4, "little")])
def test_length_before_text(body: Body, width: Any, order: Any) -> None:
    text = "kim@example.kr 홍길동".encode()
    raw = len(text).to_bytes(width, order) + text
    assert ("kim@example.kr 홍길동", ("prefixed",)) in [(f.value, f.layers) for f in body(raw).fields]


@pytest.mark.parametrize("pack", [msgpack.packb, cbor2.dumps])
@pytest.mark.parametrize("width", [1, 2, 4])
def test_length_before_packed_values(body: Body, pack: Any, width: int) -> None:
    packed = pack({"count": 3, "email": "kim@example.kr"})
    found = [f.layers for f in body(len(packed).to_bytes(width, "big") + packed).fields if f.value == "kim@example.kr"]
    assert found == [("prefixed", "msgpack" if pack is msgpack.packb else "cbor")]


def test_two_lengths_before_a_known_structure(body: Body) -> None:
    packed = msgpack.packb({"email": "kim@example.kr", "count": 3})
    raw = (len(packed) + 4).to_bytes(2, "little") + len(packed).to_bytes(4, "big") + packed
    (field,) = [f for f in body(raw).fields if f.value == "kim@example.kr"]
    assert field.layers == ("prefixed", "prefixed", "msgpack")
    three = len(raw).to_bytes(4, "big") + raw
    assert "kim@example.kr" not in [f.value for f in body(three).fields]


def test_messages_behind_their_lengths(body: Body) -> None:
    raw = (bytes([len(MESSAGE)]) + MESSAGE) * 3
    found = [(f.path, f.layers) for f in body(raw).fields if f.value == "kim@example.kr"]
    assert found == [(f"[{i}].2", ("prefixed", "protobuf")) for i in range(3)]


def test_messages_of_a_hub_behind_their_lengths(body: Body) -> None:
    """As SignalR and Blazor send them: a call, a ping, and a call that is longer than one byte of length tells."""
    call = msgpack.packb([1, {}, None, "Save", [{"mail": "kim@example.kr"}], []])
    long = msgpack.packb([1, {}, "7", "Save", [{"mail": "kim@example.kr", "memo": "가" * 60}]])
    raw = bytes([len(call)]) + call + b"\x02\x91\x06" + bytes([len(long) & 127 | 128, len(long) >> 7]) + long
    decoded = body(raw)
    found = [(f.path, f.key, f.layers) for f in decoded.fields if f.value == "kim@example.kr"]
    assert found == [(f"[{i}][4][0].mail", "mail", ("prefixed", "msgpack")) for i in (0, 2)]
    assert not decoded.opaque
    assert not body(b"\x02\x91\x06").fields[1:]  # a ping alone says nothing
    assert not [f for f in body(raw[:-1]).fields if f.layers[:2] == ("prefixed", "msgpack")]


def test_random_bytes_have_no_head(body: Body) -> None:
    random_ = random.Random(3)
    assert sum(len(body(random_.randbytes(48)).fields) > 1 for _ in range(400)) <= 4


@given(st.binary(max_size=40))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(bytes([len(raw)]) + raw)
    body(b"\xff\x00" + b"\x1f\x8b\x08" + raw)


@given(st.sampled_from([5, 6, 8, 200, 255, 256, 257, 258, 259, 260, 300, 65_537, 65_538, 65_540]), st.booleans())
def test_every_length_that_fits_is_seen(size: int, little: bool) -> None:
    for width in (1, 2, 4):
        rest = size - width
        if rest >= 4 and rest < 1 << 8 * width:
            raw = rest.to_bytes(width, "little" if little else "big") + b"a" * rest
            node = Node(raw, None, Linear(0), "$", "", "body", Budget(Limits()))
            assert prefixed_bytes.sniff(node)


def test_a_head_before_a_property_list_an_archive_or_bson(body: Body) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("a.json", '{"email": "kim@example.kr"}')
    listed = plistlib.dumps({"email": "kim@example.kr"}, fmt=plistlib.FMT_BINARY)
    document = b"\x20\0\0\0\x02email\0\x0f\0\0\0kim@example.kr\0\0"
    document = len(document).to_bytes(4, "little") + document[4:]
    for raw in (sink.getvalue(), listed, document):
        found = body(len(raw).to_bytes(4, "big") + raw)
        assert "kim@example.kr" in [f.value for f in found.fields]
    for raw in (sink.getvalue(), listed):
        assert "prefixed" in next(f for f in body(b"\x01\x00\x07" + raw).fields if f.value == "kim@example.kr").layers
    assert not [f for f in body(b"\x01\x00\x07bplist00 is a name\xff").fields if "bplist" in f.layers]


@pytest.mark.parametrize("order", ["big", "little"])
@pytest.mark.parametrize("head", [5, 12, 30, 60])
@pytest.mark.parametrize("size", [0, 70_000])
def test_a_head_that_ends_in_the_length_of_what_follows(body: Body, head: int, order: Any, size: int) -> None:
    text = json.dumps({"mail": "kim@example.kr", "pad": "a" * size})
    for content in (text.encode(), base64.b64encode(text.encode()), MESSAGE * (size // 10 + 1)):
        raw = bytes([0xAB, *range(130, 126 + head)])[: head - 4] + len(content).to_bytes(4, order) + content
        found = next(f for f in body(raw).fields if f.value == "kim@example.kr")
        assert found.layers[0] == "prefixed"


@pytest.mark.parametrize("head", [9, 40, 64])
def test_a_head_before_json_that_goes_on_to_the_end(body: Body, head: int) -> None:
    raw = bytes(range(130, 130 + head)) + b'{"mail": "kim@example.kr"}'
    assert ("kim@example.kr", ("prefixed", "json")) in [(f.value, f.layers) for f in body(raw).fields]
    assert not [f for f in body(raw + b"\xff").fields if "json" in f.layers]
    assert not [f for f in body(b"\xfe" * (65 - head) + raw).fields if "json" in f.layers]


def test_a_length_that_does_not_fit_is_none(body: Body) -> None:
    for wrong in (-1, 1):
        content = b"kim@example.kr and more of it"
        raw = b"\xab\xcd\xef\x01\x02\x03" + (len(content) + wrong).to_bytes(4, "big") + content
        assert [f.layers for f in body(raw).fields] == [()]


def test_a_length_before_a_length(body: Body) -> None:
    held = b"kim.seoyun@hanbit.kr"  # 20 and 21 are no letters, and no tags of a message
    inner = bytes([len(held)]) + held
    for head in (bytes([len(inner)]), len(inner).to_bytes(4, "big"), len(inner).to_bytes(2, "little")):
        found = [
            one for one in body(b'{"a":"' + (head + inner).hex().encode() + b'"}').fields if one.value == held.decode()
        ]
        assert [one.layers for one in found] == [("json", "hex", "prefixed", "prefixed")]


@pytest.mark.parametrize("width", [1, 2, 4])
def test_a_length_before_a_stream_that_nothing_names(body: Body, width: int) -> None:
    text = b'{"email": "kim@hanbit.example", "pad": "some more words of a document"}'
    packer = zlib.compressobj(wbits=-15)
    for packed in (packer.compress(text) + packer.flush(), brotli.compress(text)):
        raw = len(packed).to_bytes(width, "little") + packed
        assert "kim@hanbit.example" in [found.value for found in body(raw).fields]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_length_before_text_of_wide_characters(body: Body, codec: str) -> None:
    wide = '<p name="carrier">SKTelecom</p>'.encode(codec)
    found = body(len(wide).to_bytes(4) + wide).fields
    assert [f.key for f in found if f.value == "SKTelecom"] == ["carrier"]
    assert not [f for f in body((len(wide) + 1).to_bytes(4) + wide).fields if "prefixed" in f.layers]


@pytest.mark.parametrize("width", [1, 2, 4])
def test_length_before_asn1(body: Body, width: int) -> None:
    mail = b"\x0c\x0ekim@example.kr"
    whole = bytes([0x30, len(mail) + 5]) + b"\x02\x03\x01\x02\x03" + mail
    found = body(len(whole).to_bytes(width) + whole).fields
    assert [f.layers[-1] for f in found if f.value == "kim@example.kr"] == ["der"]


@pytest.mark.parametrize("width", [2, 4])
@pytest.mark.parametrize("order", ["big", "little"])
def test_length_before_a_picture(body: Body, width: int, order: Any) -> None:
    exif = pictures.exif([pictures.text(0x010E, "kim@example.kr")])
    for whole in (
        pictures.jpeg(exif),
        pictures.webp(exif),
        pictures.heic(exif),
        pictures.png(pictures.chunk(b"eXIf", exif)),
    ):
        found = [f for f in body(len(whole).to_bytes(width, order) + whole).fields if f.value == "kim@example.kr"]
        assert [f.layers[0] for f in found] == ["prefixed"]
        assert not [
            f for f in body((len(whole) + 1).to_bytes(width, order) + whole).fields if f.value == "kim@example.kr"
        ]
