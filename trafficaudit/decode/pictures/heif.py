"""HEIF and AVIF (ISO/IEC 23008-12): where the items with Exif and XMP stand in boxes of ISO/IEC 14496-12.

``meta`` lists the items (``iinf``) and their extents (``iloc``), in the file or in a box beside them (``idat``); of an
item in several extents the first is given, and that there are more is told.
"""

from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.limits import Bound

BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"mif2"))
MOST = 4_096
"""Boxes, and items, that are looked at in one place."""

_IN_FILE, _IN_BOX = 0, 1
_EXIF, _MIME, _XMP = b"Exif", b"mime", b"application/rdf+xml"


def is_heif(raw: bytes) -> bool:
    """Say whether bytes begin like a picture of this family: the main brand, or one of the compatible ones."""
    if raw[4:8] != b"ftyp":
        return False
    size = min(int.from_bytes(raw[:4], "big"), 256)
    return any(raw[at : at + 4] in BRANDS for at in (8, *range(16, size - 3, 4)))


def items(raw: bytes, reached: list[Bound]) -> Iterator[tuple[str, int, int]]:
    """Give ``(kind, start, end)`` of the items that are metadata: ``exif`` (from its TIFF head) or ``xmp``.

    ``reached`` is told where there are more boxes or items than are read.
    """
    for kind, start, end in boxes(raw, 0, len(raw), reached):
        if kind == b"meta":
            inner = {name: (first, last) for name, first, last in boxes(raw, start + 4, end, reached)}
            kinds = dict(_kinds(raw, *inner[b"iinf"], reached)) if b"iinf" in inner else {}
            room = len(raw)  # items may share their bytes; together they hold no more than there are
            held = inner.get(b"idat", (len(raw), len(raw)))
            for extent in _extents(raw, *inner[b"iloc"], reached) if kinds and b"iloc" in inner else ():
                known, first, last = kinds.get(extent.item), extent.start, extent.end
                if extent.method == _IN_BOX:
                    first, last = (min(held[0] + at, held[1]) for at in (first, last))
                if known and extent.method not in (_IN_FILE, _IN_BOX):
                    reached.append(Bound("an item of a picture is made of another item: it is not read"))
                    continue
                if known and extent.parts > 1:
                    reached.append(Bound("an item of a picture is cut into pieces: only the first is read"))
                room -= max(min(last, len(raw)) - first, 0) if known else 0
                if room < 0:
                    reached.append(Bound("items of a picture that hold more than all of its bytes"))
                    return
                if known == "exif" and last - first > 4:
                    # The first four bytes say how many more stand before the TIFF head.
                    yield known, min(first + 4 + int.from_bytes(raw[first : first + 4], "big"), last), last
                elif known == "xmp" and last > first:
                    yield known, first, last
            return


def boxes(raw: bytes, at: int, end: int, reached: list[Bound]) -> Iterator[tuple[bytes, int, int]]:
    """Give ``(type, start, end)`` of the content of each box in a range; ``reached`` is told where there are more."""
    for _ in range(MOST):
        if at + 8 > end:
            return
        size, start = int.from_bytes(raw[at : at + 4], "big"), at + 8
        if size == 1:
            size, start = int.from_bytes(raw[at + 8 : at + 16], "big"), at + 16
        stop = end if size == 0 else at + size
        if stop < start:
            return
        yield raw[at + 4 : at + 8], start, min(stop, end)
        at = stop
    if at + 8 <= end:
        reached.append(Bound(f"more than {MOST} boxes beside each other"))


def _kinds(raw: bytes, start: int, end: int, reached: list[Bound]) -> Iterator[tuple[int, str]]:
    """Read ``iinf``: the number of each item that is metadata, and what it is."""
    wide = raw[start : start + 1] != b"\0"
    for name, first, last in boxes(raw, start + (8 if wide else 6), end, reached):
        version = raw[first] if name == b"infe" and first < last else 0
        if version not in (2, 3):
            continue
        size = 2 if version == 2 else 4
        number, kind = int.from_bytes(raw[first + 4 : first + 4 + size], "big"), first + 6 + size
        if raw.startswith(_EXIF, kind):
            yield number, "exif"
        elif raw.startswith(_MIME, kind) and raw.find(_XMP, kind, last) >= 0:
            yield number, "xmp"


class _Extent(NamedTuple):
    """The first extent of an item: where it stands, by which construction method, and how many there are."""

    item: int
    start: int
    end: int
    method: int
    parts: int


def _extents(raw: bytes, start: int, end: int, reached: list[Bound]) -> Iterator[_Extent]:
    """Read ``iloc``: the first extent of each item."""
    version, sizes = raw[start : start + 1], raw[start + 4 : start + 6]
    if version not in (b"\0", b"\1", b"\2") or len(sizes) < 2:
        return
    offset, length = sizes[0] >> 4, sizes[0] & 15
    base, index = sizes[1] >> 4, sizes[1] & 15 if version != b"\0" else 0
    width = 4 if version == b"\2" else 2
    reader = _Reader(raw, start + 6, end)
    count = reader.number(width)
    if count > MOST:
        reached.append(Bound(f"more than {MOST} items of a picture"))
    for _ in range(min(count, MOST)):
        item = reader.number(width)
        method = reader.number(2) & 15 if version != b"\0" else _IN_FILE
        reader.number(2)
        first = reader.number(base)
        parts = reader.number(2)
        if reader.at >= end:
            return
        if parts:
            reader.number(index)
            at, size = first + reader.number(offset), reader.number(length)
            reader.at += (parts - 1) * (index + offset + length)
            if size:
                yield _Extent(item, at, at + size, method, parts)


class _Reader:
    """Big-endian numbers one after the other."""

    def __init__(self, raw: bytes, at: int, end: int) -> None:
        self.raw, self.at, self.end = raw, at, end

    def number(self, size: int) -> int:
        """Give the next number; 0 where it has no bytes, or there are none left."""
        start, self.at = self.at, self.at + size
        return int.from_bytes(self.raw[start : min(self.at, self.end)], "big")
