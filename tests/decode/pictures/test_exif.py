import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.decode.pictures.tiff import MAGIC
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def values(decoded: Decoded) -> dict[str, str | bytes]:
    return {f.path: f.value for f in decoded.fields if f.layers[-1:] == ("exif",)}


@pytest.mark.parametrize("order", ["<", ">"])
def test_every_text_stands_at_its_bytes(body: Body, order: str) -> None:
    raw = pictures.exif(
        [pictures.text(0x010F, "samsung"), pictures.text(0x0110, "SM-S921N"), pictures.text(0x013B, "김서윤  ")],
        [
            pictures.text(0xA431, "R3CX10ABCDE"),
            pictures.text(0x9003, "2026:11:24 10:11:12"),
            pictures.text(0xFDE8, "x"),
        ],
        order=order,
    )
    decoded = body(raw)
    assert values(decoded) == {
        "exif.Image.Make": "samsung",
        "exif.Image.Model": "SM-S921N",
        "exif.Image.Artist": "김서윤",
        "exif.Photo.DateTimeOriginal": "2026:11:24 10:11:12",
        "exif.Photo.BodySerialNumber": "R3CX10ABCDE",
        "exif.Photo.0xfde8": "x",
    }
    assert all(f.exact and raw[slice(*f.span)].decode() == f.value for f in decoded.fields[1:])
    assert not decoded.opaque


@given(
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
    st.sampled_from("<>"),
)
def test_any_place(body: Body, latitude: float, longitude: float, order: str) -> None:
    raw = pictures.exif([pictures.text(0x010F, "x")], gps=pictures.place(latitude, longitude, order), order=order)
    found = [f for f in body(raw).fields if f.key == "GPSPosition"]
    if abs(latitude) < 1e-6 and abs(longitude) < 1e-6:
        return
    read = [float(part) for part in str(found[0].value).split()]
    assert read == pytest.approx([latitude, longitude], abs=2e-6)
    assert raw[slice(*found[0].span)].startswith(pictures.place(latitude, longitude, order)[1][3])


@pytest.mark.parametrize(
    "gps",
    [
        pictures.place(0, 0),
        pictures.place(37.5, 127.0)[:2],
        [(2, 5, 3, pictures.rationals("<", (37, 1), (30, 0), (0, 1))), *pictures.place(37.5, 127.0)[2:]],
        [(2, 5, 3, pictures.rationals("<", (97, 1), (30, 1), (0, 1))), *pictures.place(37.5, 127.0)[2:]],
        [(2, 3, 3, b"\x25\0\x1e\0\0\0"), *pictures.place(37.5, 127.0)[2:]],
    ],
)
def test_no_place(body: Body, gps: list[pictures.Entry]) -> None:
    """Noughts of a camera without a fix, half a place, a division by nothing, no latitude, no fractions."""
    raw = pictures.exif([pictures.text(0x010F, "x")], gps=gps)
    assert "exif.GPSInfo.GPSPosition" not in values(body(raw))


def test_time_of_the_fix(body: Body) -> None:
    gps = [(7, 5, 3, pictures.rationals("<", (1, 1), (11, 1), (1250, 100))), pictures.text(0x1D, "2026:11:24")]
    raw = pictures.exif([pictures.text(0x010F, "x")], gps=gps)
    assert values(body(raw)) | {"exif.GPSInfo.GPSTimeStamp": "01:11:12", "exif.GPSInfo.GPSDateStamp": "2026:11:24"} == (
        values(body(raw))
    )


@pytest.mark.parametrize(
    ("order", "mark", "codec"),
    [("<", b"ASCII\0\0\0", "ascii"), ("<", b"UNICODE\0", "utf-16-le"), (">", b"UNICODE\0", "utf-16-be")],
)
def test_comments_say_their_characters(body: Body, order: str, mark: bytes, codec: str) -> None:
    raw = mark + "taken at home".encode(codec)
    decoded = body(pictures.exif(photo=[(0x9286, 7, len(raw), raw)], order=order))
    assert values(decoded) == {"exif.Photo.UserComment": "taken at home"}


def test_names_of_windows(body: Body) -> None:
    raw = "김서윤\0".encode("utf-16-le")
    assert values(body(pictures.exif([(0x9C9D, 1, len(raw), raw)]))) == {"exif.Image.XPAuthor": "김서윤"}


def test_what_is_cut_is_told(body: Body) -> None:
    raw = pictures.exif([pictures.text(0x010F, "samsung"), pictures.text(0x0110, "SM-S921N")])
    decoded = body(raw[:-4])
    assert values(decoded) == {"exif.Image.Make": "samsung"}
    assert [gap.reason for gap in decoded.opaque] == ["Exif group Image is cut, broken or too long"]


def test_entries_that_share_their_bytes_come_to_no_more_than_there_are(body: Body) -> None:
    """A thousand entries of one long text would be a thousand times the picture."""
    raw = pictures.exif(
        [(0xE000 + n, 2, 4000, b"a" * 4000) if n == 0 else (0xE000 + n, 2, 4, b"aaaa") for n in range(400)]
    )
    at = raw.index(b"a" * 4000)
    shared = re.sub(rb"\x02\0\x04\0\0\0aaaa", b"\x02\0\xa0\x0f\0\0" + at.to_bytes(4, "little"), raw)
    found = values(body(shared))
    assert 0 < sum(len(value) for value in found.values()) <= len(shared)


@given(st.data())
def test_damaged(body: Body, data: st.DataObject) -> None:
    raw = bytearray(pictures.exif([pictures.text(0x010F, "samsung")], gps=pictures.place(37.5, 127.0)))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    body(bytes(raw))


@given(st.binary(max_size=120), st.sampled_from(MAGIC))
def test_any_bytes(body: Body, tail: bytes, head: bytes) -> None:
    body(head + tail)


def test_an_entry_that_holds_all_bytes_is_told(body: Body) -> None:
    rows = [
        pictures.text(0x013B, "Kim Seoyun" * 40),
        pictures.text(0x010E, "x" * 400),
        pictures.text(0x8298, "y" * 400),
    ]
    raw = bytearray(pictures.exif(rows))
    start = raw.index(b"Kim Seoyun")
    for tag in (0x010E, 0x8298):
        at = raw.index(tag.to_bytes(2, "little") + b"\2\0")
        raw[at + 4 : at + 12] = (len(raw) - start).to_bytes(4, "little") + start.to_bytes(4, "little")
    decoded = body(bytes(raw))
    assert "items of a picture that hold more than all of its bytes" in [gap.reason for gap in decoded.opaque]
