r"""Videos and sound in boxes (MP4, MOV, 3GP, M4A: ISO/IEC 14496-12): where, when, with what and by whom it was taken.

``moov`` holds it in three forms: texts of QuickTime in ``udta`` (``\xa9xyz``, QuickTime File Format, User Data Atoms),
``loci`` of 3GPP (TS 26.244, 8.10), and ``meta`` with ``ilst``, whose entries have names of their own (``keys``:
``com.apple.quicktime.location.ISO6709``) or four letters. Places are given as one value in degrees (``GPSPosition``).
Beside it XMP may stand in a box of its own (XMP part 3, 1.3.3). Pictures and sound themselves stay closed: boxes are
stepped over by their lengths.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.charset import by_character
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, member
from trafficaudit.decode.pictures import heif, xmp
from trafficaudit.decode.text import as_text
from trafficaudit.model import Span

NAME = "video"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

LAYER = "mp4"
LARGEST = 64 << 10
"""Bytes of one text that are given; covers and thumbnails are larger."""

_FIRST = (b"ftyp", b"moov")
_PLACE = "GPSPosition"
# QuickTime File Format and iTunes' list: four letters, and what they are called.
_LETTERS = {
    b"\xa9xyz": _PLACE, b"\xa9day": "CreationDate", b"\xa9mak": "Make", b"\xa9mod": "Model", b"\xa9swr": "Software",
    b"\xa9too": "Encoder", b"\xa9nam": "Title", b"\xa9ART": "Artist", b"\xa9aut": "Author", b"\xa9cmt": "Comment",
    b"\xa9des": "Description", b"\xa9inf": "Information", b"\xa9cpy": "Copyright", b"\xa9dir": "Director",
    b"desc": "Description", b"auth": "Author", b"titl": "Title", b"dscp": "Description", b"perf": "Performer",
    b"cprt": "Copyright", b"manu": "Make", b"modl": "Model",
}  # fmt: skip
_UTF16 = b"\0\0\0\2"
_TEXTS = (b"\0\0\0\0", b"\0\0\0\1", _UTF16)
"""Well-known types of the QuickTime File Format (Metadata) that are text: not said, UTF-8, UTF-16."""
_ORDERS = (b"\xfe\xff", b"\xff\xfe")
_LIST, _LOCI = b"ilst", b"loci"
_OF_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_KEY = re.compile(rb"com\.(?:apple\.quicktime|android)\.([A-Za-z0-9._-]{1,64})").fullmatch
# ISO 6709, annex H: degrees, degrees and minutes, or all three, each with a fraction; height and CRS may follow.
_ISO6709 = re.compile(
    rb"([+-])(\d\d)(\d\d)?(\d\d)?(\.\d{1,12})?([+-])(\d{3})(\d\d)?(\d\d)?(\.\d{1,12})?(?:[+-]\d{1,6}(?:\.\d{1,12})?)?"
    rb"(?:CRS[A-Za-z0-9_]{1,20})?/?"
)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return is_video(node.raw)


def is_video(raw: bytes) -> bool:
    """Say whether bytes begin like a file of this family that is no picture (``heif``)."""
    return raw[4:8] in _FIRST and not heif.is_heif(raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give the texts and the places of ``moov``, and what XMP says."""
    raw, size, reached = node.raw, len(node.raw), node.budget.reached
    children: list[Child] = []
    beside: list[Child] = []
    obstacles: list[Obstacle] = []
    end = 0
    for kind, start, end in heif.boxes(raw, 0, size, reached):
        if kind == b"moov":
            children += _user(raw, start, end, node.prefix, reached)[: max(node.room - len(children), 0)]
            if end - start + 8 < int.from_bytes(raw[start - 8 : start - 4], "big"):
                obstacles.append((node.path, start - 8, size, "cut within the description of a video"))
        elif kind == b"uuid" and raw.startswith(_OF_XMP, start):
            beside += xmp.properties(raw, start + len(_OF_XMP), end, member(node.prefix, xmp.NAME), reached)
    if children or obstacles:
        yield Opened((LAYER,), children, sure=True, obstacles=obstacles)
    if beside:
        yield Opened((LAYER, xmp.NAME), beside[: node.room], sure=True)


def _user(raw: bytes, start: int, end: int, prefix: str, reached: list[Bound]) -> list[Child]:
    found: list[Child] = []
    for kind, first, last in heif.boxes(raw, start, end, reached):
        if kind == b"udta":
            found += _texts(raw, first, last, member(prefix, "udta"), reached)
        elif kind == b"meta":
            found += _meta(raw, first, last, member(prefix, "meta"), reached)
    return found


def _texts(raw: bytes, start: int, end: int, prefix: str, reached: list[Bound]) -> Iterator[Child]:
    for kind, first, last in heif.boxes(raw, start, end, reached):
        if kind == b"meta":
            yield from _meta(raw, first, last, member(prefix, "meta"), reached)
        elif kind == _LOCI:
            yield from _location(raw, first, last, prefix)
        elif kind in _LETTERS:
            # 3GPP: version, flags and language (4 and 2).
            texts = _languages(raw, first, last, reached) if kind[:1] == b"\xa9" else [Span(first + 6, last)]
            for stands in texts:
                yield from _value(raw, stands, prefix, _LETTERS[kind], reached)


def _languages(raw: bytes, at: int, end: int, reached: list[Bound]) -> Iterator[Span]:
    """Give where the texts of one entry of QuickTime stand, one a language: size and language (2 bytes each) first."""
    for _ in range(heif.MOST):
        if at + 4 > end:
            return
        begin = at + 4
        at = begin + int.from_bytes(raw[at : at + 2], "big")
        yield Span(begin, min(at, end))
    if at + 4 <= end:
        reached.append(Bound(f"more than {heif.MOST} texts of a video beside each other"))


def _meta(raw: bytes, start: int, end: int, prefix: str, reached: list[Bound]) -> Iterator[Child]:
    """Read a list of entries; ISO has version and flags before it, QuickTime has not."""
    if raw[start + 4 : start + 8] != b"hdlr":
        start += 4
    inner = {kind: (first, last) for kind, first, last in heif.boxes(raw, start, end, reached)}
    if _LIST not in inner:
        return
    keys = _keys(raw, *inner[b"keys"], reached) if b"keys" in inner else []
    for kind, first, last in heif.boxes(raw, *inner[_LIST], reached):
        number = int.from_bytes(kind, "big")
        name = keys[number - 1] if 0 < number <= len(keys) else _LETTERS.get(kind, "")
        for inside, begin, stop in heif.boxes(raw, first, last, reached):
            if name and inside == b"data" and raw[begin : begin + 4] in _TEXTS:
                wide = raw[begin : begin + 4] == _UTF16
                yield from _value(raw, Span(begin + 8, stop), prefix, name, reached, wide=wide)


def _keys(raw: bytes, start: int, end: int, reached: list[Bound]) -> list[str]:
    """Give the names of a list's entries, those that are nobody's empty."""
    found: list[str] = []
    for _, first, last in heif.boxes(raw, start + 8, end, reached):
        match = _KEY(raw[first : min(last, first + 128)])
        name = match[1].decode("ascii") if match else ""
        found.append(_PLACE if name == "location.ISO6709" else name)
    return found


def _value(
    raw: bytes, stands: Span, prefix: str, name: str, reached: list[Bound], *, wide: bool = False
) -> Iterator[Child]:
    """Give a text; it is UTF-16 where that is said, or where it begins with a byte order mark."""
    start, end = stands
    value = raw[start : min(end, start + LARGEST)]
    if end - start > LARGEST:
        reached.append(Bound(f"more than {LARGEST} bytes of a text of a video"))
    if wide or value[:2] in _ORDERS:
        form = "utf-16-le" if value[:2] == _ORDERS[1] else "utf-16-be"
        start += 2 if value[:2] in _ORDERS else 0
        stop = start + (len(value) - (start - stands.start)) // 2 * 2
        text = raw[start:stop].decode(form, "replace").rstrip("\0 ")
        stop = start + len(text.encode(form))
        place = degrees(text.encode("ascii", "replace")) if name == _PLACE else ""
        if text:
            yield member(prefix, name), name, place or text, start, stop, False if place else by_character(form)
        return
    value = value.rstrip(b"\0 ")
    if not value:
        return
    place = degrees(value) if name == _PLACE else ""
    if place:
        yield member(prefix, name), name, place, start, start + len(value), False
    else:
        yield member(prefix, name), name, as_text(value) or value, start, start + len(value), True


def degrees(text: bytes) -> str:
    """Give a place by ISO 6709 in degrees, as ``exif`` does; empty where it is none, or where there was no fix.

    >>> degrees(b"+37.5143+127.0629+012.345/"), degrees(b"+373051.6-1270346.5/"), degrees(b"+00.0000+000.0000/")
    ('37.514300 127.062900', '37.514333 -127.062917', '')
    """
    match = _ISO6709.fullmatch(text)
    if match is None:
        return ""
    latitude, longitude = _angle(match.groups()[:5]), _angle(match.groups()[5:])
    if abs(latitude) > 90 or abs(longitude) > 180 or not (latitude or longitude):
        return ""
    return f"{latitude:.6f} {longitude:.6f}"


def _angle(parts: tuple[bytes | None, ...]) -> float:
    sign, *units, fraction = parts
    given = [float(unit) for unit in units if unit is not None]
    given[-1] += float(fraction or 0)
    whole = sum((unit / (1, 60, 3600)[power] for power, unit in enumerate(given)), 0.0)
    return -whole if sign == b"-" else whole


def _location(raw: bytes, start: int, end: int, prefix: str) -> Iterator[Child]:
    """Read 3GPP's place: version and flags, language, name, role, then longitude, latitude and height (16.16 each)."""
    begin = start + 6
    wide = raw[begin : begin + 2] in (b"\xfe\xff", b"\xff\xfe")
    close = raw.find(b"\0\0" if wide else b"\0", begin, end)
    if close < 0:
        return
    if wide and (close - begin) % 2:
        close += 1
    label = raw[begin:close]
    if label:
        text = label.decode("utf-16", "replace") if wide else as_text(label) or label
        yield member(prefix, "LocationName"), "LocationName", text, begin, close, not wide
    at = close + (2 if wide else 1) + 1
    if at + 8 > end:
        return
    longitude, latitude = (int.from_bytes(raw[i : i + 4], "big", signed=True) / 65_536 for i in (at, at + 4))
    if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
        yield member(prefix, _PLACE), _PLACE, f"{latitude:.6f} {longitude:.6f}", at, at + 8, False
