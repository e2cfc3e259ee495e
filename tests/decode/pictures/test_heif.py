import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.pictures import heif

BLOCK = pictures.exif([pictures.text(0x010F, "Apple")])


def test_brands() -> None:
    assert heif.is_heif(pictures.heic(BLOCK))
    assert heif.is_heif(pictures.box(b"ftyp", b"MiHE\0\0\0\0mif1"))
    assert not heif.is_heif(pictures.box(b"ftyp", b"isom\0\0\0\0mp42"))
    assert not heif.is_heif(b"\0\0\0\x18ftyp")


@pytest.mark.parametrize("version", [0, 1])
def test_items(version: int) -> None:
    raw = pictures.heic(BLOCK, b"<x:xmpmeta/>", version)
    assert [(kind, raw[start:end]) for kind, start, end in heif.items(raw, [])] == [
        ("exif", BLOCK),
        ("xmp", b"<x:xmpmeta/>"),
    ]


def test_items_within_the_box_that_lists_them() -> None:
    """Offsets of method 1 count from the content of ``idat``; small items stand there."""
    raw = pictures.heic(BLOCK, b"<x:xmpmeta/>", idat=True)
    assert [(kind, raw[start:end]) for kind, start, end in heif.items(raw, [])] == [
        ("exif", BLOCK),
        ("xmp", b"<x:xmpmeta/>"),
    ]
    without = raw.replace(b"idat", b"free")
    assert [end - start for _, start, end in heif.items(without, [])] in ([], [0])


def test_a_picture_without() -> None:
    assert list(heif.items(pictures.heic(), [])) == []


def test_extents_without_a_size_cost_no_time() -> None:
    """Four thousand items, each of which claims 65,535 extents of no bytes."""
    info = pictures.box(b"infe", b"\2\0\0\0\0\1\0\0Exif\0")
    rows = b"\0\1\0\0\xff\xff" * 4_000
    meta = pictures.box(b"iinf", b"\0\0\0\0\0\1" + info) + pictures.box(
        b"iloc", b"\0\0\0\0\0\0" + (4_000).to_bytes(2, "big") + rows
    )
    began = time.process_time()
    assert list(heif.items(pictures.box(b"meta", b"\0\0\0\0" + meta), [])) == []
    assert time.process_time() - began < 1


def _inline(method: int, parts: int) -> bytes:
    """One item of Exif whose extents are in the box for data, cut into as many as asked."""
    data = b"\0\0\0\0" + BLOCK
    size = len(data) // parts
    cuts = [(at * size, size if at < parts - 1 else len(data) - at * size) for at in range(parts)]
    info = pictures.box(b"infe", b"\2\0\0\0\0\1\0\0Exif\0")
    rows = b"\0\1" + bytes([0, method]) + b"\0\0" + parts.to_bytes(2, "big")
    rows += b"".join(at.to_bytes(4, "big") + length.to_bytes(4, "big") for at, length in cuts)
    meta = pictures.box(b"iinf", b"\0\0\0\0\0\1" + info)
    meta += pictures.box(b"iloc", b"\1\0\0\0\x44\0\0\1" + rows) + pictures.box(b"idat", data)
    return pictures.box(b"ftyp", b"heic\0\0\0\0mif1heic") + pictures.box(b"meta", b"\0\0\0\0" + meta)


def test_an_item_in_the_box_for_data() -> None:
    raw, reached = _inline(1, 1), list[Bound]()
    assert [(kind, raw[start:end]) for kind, start, end in heif.items(raw, reached)] == [("exif", BLOCK)]
    assert reached == []
    assert list(heif.items(_inline(2, 1), reached)) == []
    assert reached == ["an item of a picture is made of another item: it is not read"]


def test_an_item_in_pieces_is_told() -> None:
    raw, reached = _inline(1, 2), list[Bound]()
    ((kind, start, end),) = heif.items(raw, reached)
    assert (kind, raw[start:end]) == ("exif", BLOCK[: end - start])
    assert reached == ["an item of a picture is cut into pieces: only the first is read"]


@given(st.data())
def test_damaged(data: st.DataObject) -> None:
    raw = bytearray(pictures.heic(BLOCK, b"<x:xmpmeta/>", idat=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(8, len(raw) - 1))] = data.draw(st.integers(0, 255))
    for kind, start, end in heif.items(bytes(raw), []):
        assert kind in ("exif", "xmp")
        assert 0 <= start <= end
