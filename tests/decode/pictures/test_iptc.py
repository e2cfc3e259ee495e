import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def found(decoded: Decoded) -> dict[str, str | bytes]:
    return {f.path: f.value for f in decoded.fields if f.leaf}


TEXTS = {90: "Seongnam", 120: "우리 집 앞", 80: "Kim Seoyun", 25: "family", 92: "Pangyo-ro 235"}
IPTC = pictures.dataset(90, b"\x1b%G", record=1) + b"".join(
    pictures.dataset(number, text.encode()) for number, text in TEXTS.items()
)
WHOLE = {
    "iptc.City": "Seongnam",
    "iptc.Caption-Abstract": "우리 집 앞",
    "iptc.By-line": "Kim Seoyun",
    "iptc.Keywords": "family",
    "iptc.Sub-location": "Pangyo-ro 235",
}


def test_place_caption_and_author_of_a_jpeg(body: Body) -> None:
    raw = pictures.jpeg(photoshop=pictures.resources((0x03ED, b"odd"), (0x0404, IPTC)))
    decoded = body(raw)
    assert found(decoded) == WHOLE
    city = next(f for f in decoded.fields if f.key == "City")
    assert (raw[slice(*city.span)], city.exact, city.layers) == (b"Seongnam", True, ("jpeg", "iptc"))
    assert not decoded.opaque


def test_a_long_dataset_and_numbers_that_are_nobodys(body: Body) -> None:
    text = b"a caption " * 4_000
    long = struct.pack(">BBBHI", 0x1C, 2, 120, 0x8004, len(text)) + text
    data = pictures.dataset(0, b"\0\2") + long + pictures.dataset(200, b"x" * 9) + pictures.dataset(90, b"Jeju")
    assert found(body(pictures.jpeg(photoshop=pictures.resources((0x0404, data))))) == {
        "iptc.Caption-Abstract": text.decode().strip(),
        "iptc.City": "Jeju",
    }


@pytest.mark.parametrize("data", [b"", b"odd", pictures.resources((0x0425, IPTC)), b"8BIM\4\4"])
def test_other_resources_hold_nothing(body: Body, data: bytes) -> None:
    raw = pictures.jpeg(photoshop=data or b"\0")
    assert [f.leaf for f in body(raw).fields] == [True]


@given(st.data())
def test_damaged(body: Body, data: st.DataObject) -> None:
    raw = bytearray(pictures.resources((0x0404, IPTC)))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    body(pictures.jpeg(photoshop=bytes(raw[: data.draw(st.integers(1, len(raw)))])))


@given(st.binary(max_size=300))
def test_any_bytes(body: Body, data: bytes) -> None:
    for head in (b"", b"8BIM\4\4\0\0\0\0\0\x40", b"8BIM\4\4\0\0\0\0\0\x40\x1c\2\x5a"):
        body(pictures.jpeg(photoshop=head + data))
