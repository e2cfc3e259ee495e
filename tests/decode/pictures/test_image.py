import base64
import json
import struct
import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.decode.pictures import image
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

PLACE = "37.514333 127.062917"
BLOCK = pictures.exif([pictures.text(0x0110, "SM-S921N")], gps=pictures.place(37.514333, 127.062917))
XMP = b'<x:xmpmeta><rdf:Description dc:title="Room"/></x:xmpmeta>'
XMP_CHUNK = pictures.chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)

PICTURES = {
    "jpeg": pictures.jpeg(BLOCK, XMP),
    "png": pictures.png(pictures.chunk(b"eXIf", BLOCK), XMP_CHUNK),
    "webp": pictures.webp(BLOCK, XMP),
    "heif": pictures.heic(BLOCK, XMP),
}


def found(decoded: Decoded) -> dict[str, str | bytes]:
    return {f.path: f.value for f in decoded.fields if f.leaf}


@pytest.mark.parametrize("name", list(PICTURES))
def test_metadata_and_nothing_of_the_pixels(body: Body, name: str) -> None:
    decoded = body(PICTURES[name], f"image/{name}")
    assert found(decoded) == {
        "exif.Image.Model": "SM-S921N",
        "exif.GPSInfo.GPSPosition": PLACE,
        "xmp.dc:title": "Room",
    }
    assert {f.layers for f in decoded.fields if f.leaf} == {(name, "exif"), (name, "xmp")}
    model = next(f for f in decoded.fields if f.key == "Model")
    assert (PICTURES[name][slice(*model.span)], model.exact) == (b"SM-S921N", True)
    assert not decoded.opaque


@pytest.mark.parametrize("name", list(PICTURES))
def test_in_a_part_of_a_form(body: Body, name: str) -> None:
    lead = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n'
    decoded = body(lead + PICTURES[name] + b"\r\n--x--\r\n", "multipart/form-data; boundary=x")
    assert found(decoded)["photo.exif.GPSInfo.GPSPosition"] == PLACE


@pytest.mark.parametrize("name", list(PICTURES))
@pytest.mark.parametrize("head", ["", "data:image/jpeg;base64,"])
def test_behind_base64(body: Body, name: str, head: str) -> None:
    decoded = body(json.dumps({"img": head + base64.b64encode(PICTURES[name]).decode()}).encode())
    assert [(f.path, f.value) for f in decoded.fields if f.key == "GPSPosition"] == [
        ("img.exif.GPSInfo.GPSPosition", PLACE)
    ]


def test_a_picture_without_stays_closed_also_behind_base64(body: Body) -> None:
    for raw in (pictures.jpeg(), pictures.png(), pictures.webp(), pictures.heic()):
        assert [f.leaf for f in body(raw).fields] == [True]
        assert [f.leaf for f in body(b'{"i":"' + base64.b64encode(raw) + b'"}').fields] == [False, True]


def test_texts_of_png(body: Body) -> None:
    raw = pictures.png(
        pictures.chunk(b"tEXt", b"Author\0Kim Seoyun"),
        pictures.chunk(b"iTXt", b"Title\0\0\0ko\0\0" + "우리 집".encode()),
        pictures.chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"taken at home, by the window")),
        pictures.chunk(b"iTXt", b"Broken\0\0\0ko"),
        pictures.chunk(b"tEXt", b"no keyword"),
        pictures.chunk(b"tEXt", b"k" * 80 + b"\0kim@example.kr"),
    )
    assert found(body(raw)) == {
        f"text.{'k' * 80}": "kim@example.kr",
        "text.Author": "Kim Seoyun",
        "text.Title": "우리 집",
        "text.Comment": "taken at home, by the window",
    }


def test_a_comment_and_fill_bytes_of_jpeg(body: Body) -> None:
    raw = pictures.jpeg(comment=b"at home\0").replace(b"\xff\xfe", b"\xff\xff\xff\xfe", 1)
    assert found(body(raw)) == {"comment": "at home"}


def test_behind_the_scan_nothing_is_a_segment(body: Body) -> None:
    raw = pictures.jpeg() + pictures.segment(0xFE, b"at home")
    assert [(f.key, f.leaf) for f in body(raw).fields] == [("", False), ("", True)]


TAIL = b'{"phone": "010-1234-5678", "mail": "kim@a.example"}'


@pytest.mark.parametrize("name", ["jpeg", "scans", "png", "webp"])
def test_what_stands_behind_a_picture_is_a_value_of_its_own(body: Body, name: str) -> None:
    jpeg = pictures.jpeg(comment=b"at home")
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00ab\xff\x00c\xff\xd3d" + pictures.segment(0xC4, b"\xff\xd9 no end")
    progressive = jpeg.replace(b"\xff\xda", scan + b"\xff\xda", 1)
    raw = {"jpeg": jpeg, "scans": progressive, "png": pictures.png(), "webp": PICTURES["webp"]}[name]
    fields = {f.path: f for f in body(raw + TAIL, "image/jpeg").fields}
    assert fields["mail"].value == "kim@a.example"
    assert (raw + TAIL)[slice(*fields["phone"].span)] == b"010-1234-5678"
    assert fields["phone"].layers[1:] == ("json",)
    assert "mail" not in {f.path for f in body(raw + b"\0\0\xff\r\n").fields}


def test_a_film_behind_a_picture_is_looked_into(body: Body) -> None:
    second = pictures.jpeg(comment=b"of the same moment")
    assert "of the same moment" in [f.value for f in body(pictures.jpeg() + second, "image/jpeg").fields]


def test_a_picture_whose_end_nobody_recorded_has_nothing_behind_it(body: Body) -> None:
    assert [f.leaf for f in body(pictures.jpeg()[:-2] + b"\xff\xff").fields] == [True]
    assert [f.leaf for f in body(pictures.jpeg()[:-2]).fields] == [True]


def test_a_chunk_behind_the_size_that_webp_says_is_read(body: Body) -> None:
    raw = PICTURES["webp"][:4] + b"\0\0\0\0" + PICTURES["webp"][8:]
    assert found(body(raw)) == found(body(PICTURES["webp"]))


@pytest.mark.parametrize("name", list(PICTURES))
def test_cut_within_metadata_is_a_gap_and_within_pixels_is_none(body: Body, name: str) -> None:
    raw = PICTURES[name]
    assert body(raw[: raw.index(b"SM-S921N")]).opaque
    assert not body(pictures.jpeg()[:-40]).opaque


def test_segments_have_a_bound(body: Body) -> None:
    raw = pictures.png(*[pictures.chunk(b"abCd", b"")] * image.MOST)
    assert [gap.reason for gap in body(raw).opaque] == [f"more than {image.MOST} segments of a picture"]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xd8" + b"\xff" * 8_000_000,
        b"\xff\xd8" + b"\xff\xd0" * 4_000_000,
        b"\xff\xd8" + b"\xff\xfe\0\2" * 2_000_000,
        b"RIFF\0\0\0\0WEBP" + b"EXIF\0\0\0\0" * 1_000_000,
    ],
)
def test_a_trap_costs_no_time(body: Body, raw: bytes) -> None:
    began = time.process_time()
    body(raw)
    assert time.process_time() - began < 1


@given(st.data())
def test_damaged(body: Body, data: st.DataObject) -> None:
    raw = bytearray(PICTURES[data.draw(st.sampled_from(list(PICTURES)))])
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    body(bytes(raw[: data.draw(st.integers(0, len(raw)))]))


HEADS = [
    b"\xff\xd8\xff\xe1",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\0\0\0\0WEBP",
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0meta",
]


@given(st.sampled_from(HEADS), st.binary(max_size=200))
def test_any_bytes(body: Body, head: bytes, tail: bytes) -> None:
    body(head + tail)


def test_xmp_in_several_segments(body: Body) -> None:
    packet = b'<rdf:Description tiff:Model="SM-S921N" exif:GPSLatitude="37,30.86N" exif:GPSLongitude="127,3.775E"/>'
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"D" * 32 + struct.pack(">I", len(packet))
    segments = [pictures.segment(0xE1, head + struct.pack(">I", at) + packet[at : at + 40]) for at in (0, 40, 80)]
    plain = pictures.jpeg(xmp=b'<rdf:Description tiff:Make="samsung"/>')
    raw = plain[:2] + b"".join(segments) + plain[2:]
    found = {field.key: field.value for field in body(raw, "image/jpeg").fields if field.layers == ("jpeg", "xmp")}
    assert found == {"tiff:Model": "SM-S921N", "GPSPosition": "37.514333 127.062917", "tiff:Make": "samsung"}
