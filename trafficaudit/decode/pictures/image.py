"""Pictures: what cameras, phones and programs write into them beside the pixels, which stay closed.

JPEG (ITU-T T.81 annex B), PNG (third edition, 11.3), WebP (RFC 9649) and HEIF (``heif``): the Exif block, which
``exif`` reads, XMP, IPTC, texts and comments. Segments are stepped over by their lengths.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Names, Node, Obstacle, Opened, member
from trafficaudit.decode.pictures import exif, heif, iptc, rawprofile, xmp
from trafficaudit.decode.text import as_text

NAME = "image"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

MOST = 16_384
"""Segments of one picture that are stepped over."""

_JPEG, _PNG, _EXIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"Exif\0\0"
_XMP_HEAD, _XMP_KEYWORD = b"http://ns.adobe.com/xap/1.0/\0", b"XML:com.adobe.xmp"
_APP1, _APP13, _COMMENT = 0xE1, 0xED, 0xFE
# How any of the formats begins: most bytes that are asked about are no picture.
_HEAD = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF|.{4}ftyp", re.DOTALL).match
# Markers without a length, which stand in or behind the scan, and the start of the scan.
_LAST = frozenset((0x00, 0x01, *range(0xD0, 0xDB)))
_FILL = re.compile(rb"\xff++[^\xff]", re.DOTALL).match
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_CHUNKS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "))
"""Chunks of WebP (RFC 9649, 2.7): what is one belongs to the picture, whatever its head says of its size."""
_SCAN, _CLOSES = 0xDA, 0xD9
_BEHIND_SCAN = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL).search
_BEHIND = "behind"
_FILLING = b"\0\r\n\t \xff"
"""What fills up the bytes behind a picture and says nothing."""


class Segment(NamedTuple):
    """Metadata of a picture: its kind (``exif``, ``xmp``, ``iptc``, ``comment``, ``text``) and its range.

    What stands behind the end of the picture is one of the kind ``behind``.
    """

    kind: str
    start: int
    end: int


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return format_of(node.raw) is not None


def format_of(raw: bytes) -> str | None:
    """Name the format of a picture that may hold metadata, by its first bytes."""
    if _HEAD(raw) is None:
        return None
    if raw.startswith(_JPEG):
        return "jpeg"
    if raw.startswith(_PNG):
        return "png"
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "webp"
    return "heif" if heif.is_heif(raw) else None


def decode(node: Node) -> Iterator[Opened]:
    """Give Exif blocks as bytes, properties of XMP, texts and comments, and what stands behind the picture."""
    layer = format_of(node.raw)
    if layer is None:
        return
    obstacles: list[Obstacle] = []
    found, behind = _segments(node, layer, obstacles)
    names = Names(node.prefix)
    plain, listed = list[Child](), dict[str, list[Child]]()
    further = [(each.start, each.end) for each in found if each.kind == xmp.FURTHER]
    for segment in found[: node.room]:
        for kind, child in _read(node, names, segment, further):
            if not kind:
                plain.append(child)
            elif len(listed.setdefault(kind, [])) < node.room:
                listed[kind].append(child)
    if plain or obstacles:
        yield Opened((layer,), plain, sure=True, obstacles=obstacles)
    for kind, children in listed.items():
        yield Opened((layer, kind), children, sure=True)
    if node.raw[behind:].strip(_FILLING):
        tail: Child = (node.path, node.key, node.raw[behind:], behind, len(node.raw), True)
        yield Opened((layer,), [tail], sure=True, carrier=node.carrier)


def _segments(node: Node, layer: str, obstacles: list[Obstacle]) -> tuple[list[Segment], int]:
    """Give what is metadata, and where the picture ends."""
    found: list[Segment] = []
    size = len(node.raw)
    for count, segment in enumerate(_FORMATS[layer](node.raw, node.budget.reached)):
        if segment.kind == _BEHIND:
            return found, segment.start
        if count >= MOST:
            many = Bound(f"more than {MOST} segments of a picture")
            obstacles.append((node.path, min(segment.start, size), size, many))
            break
        if segment.kind and segment.end > size:
            obstacles.append((node.path, min(segment.start, size), size, f"cut within {segment.kind} of a picture"))
        if segment.kind:
            found.append(segment._replace(start=min(segment.start, size), end=min(segment.end, size)))
    return found, size


def _read(node: Node, names: Names, segment: Segment, further: list[tuple[int, int]]) -> Iterator[tuple[str, Child]]:
    """Give ``(layer, child)`` of a segment; no layer where the child is bytes or a text of the picture itself."""
    (kind, start, end), reached = segment, node.budget.reached
    if kind == xmp.NAME:
        yield from ((xmp.NAME, child) for child in xmp.properties(node.raw, start, end, names.path(xmp.NAME), reached))
    elif kind == xmp.FURTHER:
        # All of them are one document, which is read with the first.
        more = xmp.extended(node.raw, further, names.path(xmp.NAME), reached) if start == further[0][0] else []
        yield from ((xmp.NAME, child) for child in more)
    elif kind == iptc.NAME:
        yield from ((iptc.NAME, child) for child in iptc.fields(node.raw, start, end, names.path(iptc.NAME), reached))
    elif kind == "profile":
        yield from _profile(node, names, start, end)
    else:
        yield from (("", child) for child in _child(node, names, segment))


def _profile(node: Node, names: Names, start: int, end: int) -> Iterator[tuple[str, Child]]:
    """Read a raw profile; where it is none, the text as it stands."""
    first = node.raw.find(b"\0", start, end) + 1  # behind the keyword
    packed = node.raw[start - 4 : start] == b"zTXt"
    first += packed  # and the method
    text = rawprofile.inflated(node.raw, first, end, node.budget) if packed else node.raw[first:end]
    data = rawprofile.profile(text)
    found = list(rawprofile.children(data, names.path, first, end, node.budget.reached)) if data else []
    # The bytes of Exif are a child of the picture itself, which their own decoder opens.
    yield from (("" if kind == exif.NAME else kind, child) for kind, child in found)
    if not found:
        yield from (("", child) for child in _png_text(node.raw, member(node.prefix, "text"), start - 4, end))


def _child(node: Node, names: Names, segment: Segment) -> Iterator[Child]:
    raw, (kind, start, end) = node.raw, segment
    if kind == "text":
        yield from _png_text(raw, member(node.prefix, "text"), start, end)
        return
    if kind == "exif" and raw.startswith(_EXIF, start):
        start += len(_EXIF)
    value = raw[start:end]
    if kind == "comment":
        value = value.rstrip(b"\0 ")
    if value:
        yield names.path(kind), kind, as_text(value) or value, start, start + len(value), True


def _jpeg(raw: bytes, reached: list[Bound]) -> Iterator[Segment]:
    at, size = 2, len(raw)
    while at + 4 <= size:
        fill = _FILL(raw, at)
        if fill is None:
            return
        at = fill.end() - 2
        marker = raw[at + 1]
        if marker == _SCAN:
            yield Segment(_BEHIND, _end_of_jpeg(raw, at), size)
        if marker in _LAST or at + 4 > size:
            return
        start, end = at + 4, at + 2 + (raw[at + 2] << 8 | raw[at + 3])
        kind = ""
        if marker == _APP1 and raw.startswith(_EXIF, start):
            kind = "exif"
        elif marker == _APP1 and raw.startswith(_XMP_HEAD, start):
            kind = "xmp"
        elif marker == _APP1 and raw.startswith(xmp.MORE, start):
            kind = xmp.FURTHER
        elif marker == _APP13 and raw.startswith(iptc.HEAD, start):
            kind = iptc.NAME
        elif marker == _COMMENT:
            kind = "comment"
        yield Segment(kind, start, end)
        if end < start:
            return
        at = end


def _end_of_jpeg(raw: bytes, at: int) -> int:
    """Give where a picture ends whose first scan begins at a place; the end of the bytes where it is cut or broken."""
    size = len(raw)
    for _ in range(MOST):
        # What has a length is stepped over, then what was coded: a marker does not occur in that (B.1.1.2).
        mark = _BEHIND_SCAN(raw, at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big"))
        if mark is None:
            return size
        at = mark.start()
        if raw[at + 1] == _CLOSES:
            return at + 2
        if raw[at + 1] in _LAST and raw[at + 1] != _SCAN:
            return size
    return size


def _png(raw: bytes, reached: list[Bound]) -> Iterator[Segment]:
    at, size = len(_PNG), len(raw)
    while at + 12 <= size:
        kind, start = raw[at + 4 : at + 8], at + 8
        end = start + int.from_bytes(raw[at : at + 4], "big")
        if kind == b"IEND":
            yield Segment(_BEHIND, min(end + 4, size), size)
            return
        named = ""
        if kind == b"eXIf":
            named = "exif"
        elif kind in _TEXTS:
            named = "xmp" if raw.startswith(_XMP_KEYWORD + b"\0\0", start) else "text"
        if kind in rawprofile.CHUNKS and raw.startswith(rawprofile.KEYWORD, start):
            named = "profile"
        yield Segment(named, start if named != "text" else at + 4, end)
        at = end + 4


def _png_text(raw: bytes, prefix: str, start: int, end: int) -> Iterator[Child]:
    """Give a text under its keyword; what is compressed as it stands."""
    kind, start = raw[start : start + 4], start + 4
    close = raw.find(b"\0", start, end)
    if close <= start:  # a keyword longer than the standard has it is one all the same
        return
    name = raw[start:close].decode("latin-1")
    first = close + 1
    if kind == b"zTXt":
        first += 1
    elif kind == b"iTXt":
        language = raw.find(b"\0", first + 2, end)
        translated = raw.find(b"\0", language + 1, end)
        if min(language, translated) < 0:
            return
        first = translated + 1
    value = raw[first:end]
    if value:
        yield member(prefix, name), name, as_text(value) or value, first, end, True


def _webp(raw: bytes, reached: list[Bound]) -> Iterator[Segment]:
    at, size = 12, len(raw)
    whole = 8 + int.from_bytes(raw[4:8], "little")
    while at + 8 <= size and (at < whole or raw[at : at + 4] in _CHUNKS):
        kind, start = raw[at : at + 4], at + 8
        end = start + int.from_bytes(raw[at + 4 : start], "little")
        yield Segment({b"EXIF": "exif", b"XMP ": "xmp"}.get(kind, ""), start, end)
        at = end + (end & 1)
    yield Segment(_BEHIND, min(max(at, whole), size), size)


def _heif(raw: bytes, reached: list[Bound]) -> Iterator[Segment]:
    for kind, start, end in heif.items(raw, reached):
        yield Segment(kind, start, end)


_FORMATS: dict[str, Callable[[bytes, list[Bound]], Iterator[Segment]]] = {
    "jpeg": _jpeg, "png": _png, "webp": _webp, "heif": _heif,
}  # fmt: skip
