import base64
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.decode.pictures import video
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

PLACE = "37.514300 127.062900"
WRITTEN = b"+37.5143+127.0629/"
ANDROID = pictures.box(b"udta", pictures.user_text(b"\xa9xyz", WRITTEN) + pictures.user_text(b"\xa9day", b"2026-11-24"))
APPLE = pictures.listed(
    com__apple__quicktime__location__ISO6709=b"+37.5143+127.0629+012.345/",
    com__apple__quicktime__make=b"Apple",
    com__apple__quicktime__creationdate=b"2026-11-24T10:00:00+0900",
    org__example__odd=b"nobody's",
)


def found(decoded: Decoded) -> dict[str, str | bytes]:
    return {f.path: f.value for f in decoded.fields if f.leaf}


@pytest.mark.parametrize("first", [True, False])
def test_the_place_that_android_writes(body: Body, first: bool) -> None:
    raw = pictures.mp4(ANDROID, first=first)
    decoded = body(raw, "video/mp4")
    assert found(decoded) == {"udta.GPSPosition": PLACE, "udta.CreationDate": "2026-11-24"}
    place = next(f for f in decoded.fields if f.key == "GPSPosition")
    assert (raw[slice(*place.span)], place.exact, place.layers) == (WRITTEN, False, ("mp4",))
    assert not decoded.opaque


def test_the_place_that_an_iphone_writes(body: Body) -> None:
    assert found(body(pictures.mp4(APPLE, brand=b"qt  "), "video/quicktime")) == {
        "meta.GPSPosition": PLACE,
        "meta.make": "Apple",
        "meta.creationdate": "2026-11-24T10:00:00+0900",
    }


def test_the_place_of_3gpp_and_a_list_of_letters(body: Body) -> None:
    place = pictures.loci("우리 집".encode(), 37.5143, -122.5)
    data = pictures.box(b"data", b"\0\0\0\1\0\0\0\0" + WRITTEN)
    listed = pictures.box(b"ilst", pictures.box(b"\xa9xyz", data) + pictures.box(b"covr", data))
    meta = pictures.box(b"meta", b"\0\0\0\0" + pictures.box(b"hdlr", bytes(25)) + listed)
    assert found(body(pictures.mp4(pictures.box(b"udta", place + meta)))) == {
        "udta.LocationName": "우리 집",
        "udta.GPSPosition": "37.514297 -122.500000",
        "udta.meta.GPSPosition": PLACE,
    }


@pytest.mark.parametrize("described", [ANDROID, b""])
def test_what_xmp_says_in_a_box_of_its_own(body: Body, described: bytes) -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="37,30.858N" '
        b'exif:GPSLongitude="127,3.774E" xmp:CreatorTool="Premiere"><dc:creator><rdf:Seq><rdf:li>Kim Seoyun</rdf:li>'
        b"</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    box = pictures.box(b"uuid", bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC") + packet)
    raw = pictures.mp4(described) + box
    assert {
        "xmp.GPSPosition": PLACE,
        "xmp.xmp:CreatorTool": "Premiere",
        "xmp.dc:creator": "Kim Seoyun",
    }.items() <= found(body(raw, "video/mp4")).items()
    near = pictures.mp4(b"") + pictures.box(b"uuid", bytes(16) + packet)
    assert "Kim Seoyun" not in found(body(near, "video/mp4")).values()


@pytest.mark.parametrize("made", [pictures.mp4(ANDROID), pictures.mp4(APPLE)], ids=["android", "apple"])
def test_in_forms_and_behind_base64(body: Body, made: bytes) -> None:
    lead = b'--x\r\nContent-Disposition: form-data; name="clip"; filename="a.mp4"\r\n\r\n'
    form = body(lead + made + b"\r\n--x--\r\n", "multipart/form-data; boundary=x")
    text = body(json.dumps({"clip": base64.b64encode(made).decode()}).encode())
    for decoded in (form, text):
        assert [f.value for f in decoded.fields if f.key == "GPSPosition"] == [PLACE]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (b"+37.5143+127.0629+012.345CRSWGS_84/", PLACE),
        (b"+3730.858+12703.774/", PLACE),
        (b"+373051.48-1270346.44/", "37.514300 -127.062900"),
        (b"-00.0000+000.0000/", ""),
        (b"+97.5143+127.0629/", ""),
        (b"+37.5143", ""),
        (b"", ""),
    ],
)
def test_notations(written: bytes, place: str) -> None:
    assert video.degrees(written) == place


def test_a_video_without_stays_closed(body: Body) -> None:
    for raw in (pictures.mp4(), pictures.mp4(pictures.box(b"udta", pictures.user_text(b"\xa9xyz", b"")))):
        assert [f.leaf for f in body(raw).fields] == [True]
        assert not body(raw).opaque


def test_cut_within_its_description_is_a_gap_and_within_samples_is_none(body: Body) -> None:
    raw = pictures.mp4(ANDROID)
    assert [gap.reason for gap in body(raw[:-20]).opaque] == ["cut within the description of a video"]
    assert not body(raw[:400]).opaque


@given(st.data())
def test_damaged(body: Body, data: st.DataObject) -> None:
    raw = bytearray(pictures.mp4(ANDROID, APPLE, pictures.box(b"udta", pictures.loci(b"x", 1, 2)), first=True)[:700])
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    body(bytes(raw[: data.draw(st.integers(0, len(raw)))]))


@given(st.binary(max_size=200))
def test_any_bytes(body: Body, tail: bytes) -> None:
    for inner in (b"udta", b"meta", b"udta\0\0\0\x40loci", b"meta\0\0\0\x40ilst"):
        body(pictures.box(b"ftyp", b"isom") + pictures.box(b"moov", b"\0\0\0\xff" + inner + tail))


def _wide(text: str, order: str = "utf-16-be") -> bytes:
    return text.encode(order)


@pytest.mark.parametrize(
    ("inside", "path"),
    [
        (pictures.box(b"data", b"\0\0\0\2\0\0\0\0" + _wide("촬영 김서윤")), "meta.Title"),
        (pictures.box(b"data", b"\0\0\0\1\0\0\0\0" + b"\xff\xfe" + _wide("촬영 김서윤", "utf-16-le")), "meta.Title"),
    ],
)
def test_texts_of_two_bytes_a_character(body: Body, inside: bytes, path: str) -> None:
    entries = pictures.box(b"ilst", pictures.box(b"\xa9nam", inside))
    raw = pictures.mp4(pictures.box(b"meta", b"\0\0\0\0" + pictures.box(b"hdlr", bytes(25)) + entries))
    field = next(one for one in body(raw).fields if one.path == path)
    order = "utf-16-le" if b"\xff\xfe" in raw else "utf-16-be"
    assert (field.value, raw[slice(*field.span)]) == ("촬영 김서윤", _wide("촬영 김서윤", order))


def test_a_place_of_two_bytes_a_character(body: Body) -> None:
    data = pictures.box(b"data", b"\0\0\0\2\0\0\0\0" + _wide(WRITTEN.decode()))
    entries = pictures.box(b"ilst", pictures.box(b"\xa9xyz", data))
    raw = pictures.mp4(pictures.box(b"meta", b"\0\0\0\0" + pictures.box(b"hdlr", bytes(25)) + entries))
    assert found(body(raw)) == {"meta.GPSPosition": PLACE}


def test_every_language_of_a_text(body: Body) -> None:
    texts = b"".join(
        len(text).to_bytes(2, "big") + language.to_bytes(2, "big") + text
        for text, language in (("서울 여행".encode(), 0x2E4F), (b"with kim@example.kr", 0x15C7), (b"", 1), (b"end", 2))
    )
    raw = pictures.mp4(pictures.box(b"udta", pictures.box(b"\xa9nam", texts)))
    named = [one.value for one in body(raw).fields if one.path == "udta.Title"]
    assert named == ["서울 여행", "with kim@example.kr", "end"]


def test_languages_without_end_are_told(body: Body) -> None:
    raw = pictures.mp4(pictures.box(b"udta", pictures.box(b"\xa9nam", bytes(4 * 4_097))))
    assert [run.reason for run in body(raw).opaque] == ["more than 4096 texts of a video beside each other"]
