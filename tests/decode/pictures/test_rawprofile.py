import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.decode.pictures import rawprofile
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

BLOCK = pictures.exif([pictures.text(0x0110, "SM-S921N")], gps=pictures.place(37.514333, 127.062917))
XMP = b'<?xpacket begin=""?><x:xmpmeta><rdf:Description dc:title="Room"/></x:xmpmeta>'
IPTC = pictures.resources((0x0404, pictures.dataset(90, b"Seongnam")))


def found(decoded: Decoded) -> dict[str, str | bytes]:
    return {f.path: f.value for f in decoded.fields if f.leaf}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("kind", ["exif", "APP1"])
def test_the_place_in_a_profile_of_exif(body: Body, kind: str, packed: bool) -> None:
    raw = pictures.png(pictures.raw_profile(kind, b"Exif\0\0" + BLOCK, packed=packed))
    decoded = body(raw)
    assert found(decoded) == {
        "exif.Image.Model": "SM-S921N",
        "exif.GPSInfo.GPSPosition": "37.514333 127.062917",
    }
    assert {f.layers for f in decoded.fields if f.leaf} == {("png", "exif")}
    (span,) = {f.span for f in decoded.fields if f.leaf}
    held = raw[slice(*span)]
    assert (zlib.decompress(held) if packed else held).startswith(b"\n" + kind.encode())
    assert not any(f.exact for f in decoded.fields if f.leaf)


@pytest.mark.parametrize("packed", [True, False])
def test_profiles_of_xmp_and_iptc(body: Body, packed: bool) -> None:
    raw = pictures.png(
        pictures.raw_profile("xmp", XMP, packed=packed), pictures.raw_profile("iptc", IPTC, packed=packed)
    )
    assert found(body(raw)) == {"xmp.dc:title": "Room", "iptc.City": "Seongnam"}


def test_what_is_no_profile_stays_a_text(body: Body) -> None:
    odd = pictures.chunk(b"zTXt", b"Raw profile type odd\0\0" + zlib.compress(b"taken at home, by the window"))
    assert found(body(pictures.png(odd))) == {"text.Raw profile type odd": "taken at home, by the window"}
    plain = pictures.chunk(b"tEXt", b"Raw profile type odd\0taken at home, by the window")
    assert found(body(pictures.png(plain))) == {"text.Raw profile type odd": "taken at home, by the window"}
    assert rawprofile.profile(b"\nexif\n 3\n4a4b4c4d") == b"JKL"
    assert rawprofile.profile(b"\nexif\n 3\n4") == b""


def test_a_bomb_is_bounded(body: Body) -> None:
    bomb = b"\nexif\n 99999999\n" + b"4" * (64 << 20)
    chunks = [pictures.chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(bomb, 9))] * 40
    began = time.process_time()
    decoded = body(pictures.png(*chunks))
    assert time.process_time() - began < 20
    assert {run.cut for run in decoded.opaque} == {"bound"}
    assert all("inflates beyond" in run.reason for run in decoded.opaque)


def test_every_white_space_between_digits_is_none_of_them() -> None:
    assert rawprofile.profile(b"\niptc\n 30\n1c02\x0b\x0c41") == b"\x1c\x02A"


@given(st.binary(max_size=200), st.sampled_from([b"", b"\nexif\n 30\n", b"\niptc\n 30\n1c02"]))
def test_any_text(body: Body, data: bytes, head: bytes) -> None:
    chunk = pictures.chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(head + data))
    body(pictures.png(chunk, pictures.chunk(b"zTXt", b"Raw profile type exif\0\0" + data)))
