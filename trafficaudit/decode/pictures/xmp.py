"""XMP (ISO 16684-1) in a picture: of its properties those that say where, when, with what and by whom it was taken.

Programs for pictures write long histories with identifiers of documents into the same XML, which say nothing of a
person, so the document is not read as a whole; a seeded value is found in it nevertheless.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from trafficaudit.decode.escapes import html_entities
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, member
from trafficaudit.decode.text import as_text

NAME = "xmp"

FURTHER = "extended"
MORE = b"http://ns.adobe.com/xmp/extension/\0"
"""What a segment of a JPEG begins with that holds a piece of what did not fit into the first one (XMP part 3, 1.1.3.1):
a digest of the whole, its length, and where the piece stands in it.
"""

MOST = 1_000
"""Properties that are given."""

_NAMES = (
    rb"exif:(?:DateTimeOriginal|DateTimeDigitized|UserComment|ImageUniqueID)|exif:GPSTimeStamp"
    rb"|tiff:(?:Make|Model|Artist|Software|HostComputer|ImageDescription)|xmp:(?:CreateDate|CreatorTool)"
    rb"|exifEX:(?:CameraOwnerName|BodySerialNumber|LensSerialNumber|Photographer)"
    rb"|aux:(?:OwnerName|SerialNumber|LensSerialNumber)|dc:(?:creator|description|title|rights)"
    rb"|photoshop:(?:City|State|Country|AuthorsPosition|DateCreated)|Iptc4xmpCore:(?:Location|CiEmailWork|CiTelWork)"
)
_HEAD = 40
_WITHIN = rb"\s*+=\s*+(?:\"([^\"<]*+)\"|'([^'<]*+)')"
_BETWEEN = rb"(?:\s[^<>]{0,200}+)?>\s*+(?:<rdf:(?:Seq|Bag|Alt)>\s*+<rdf:li(?:\s[^<>]{0,200}+)?>\s*+)?([^<]++)<"
# An element begins with a bracket, at which the one before it ends: no text is read twice.
_PROPERTY = re.compile(rb"(?<=<)(" + _NAMES + rb")" + _BETWEEN + rb"|(?<=[\s<])(" + _NAMES + rb")" + _WITHIN)
_HALF = re.compile(
    rb"(?<=[\s<])exif:GPSL(atitude|ongitude)(?:\s*+=\s*+[\"']|>)\s*+"
    rb"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])"
)


def properties(raw: bytes, start: int, end: int, prefix: str, reached: list[Bound]) -> Iterator[Child]:
    """Give the properties that stand in a range; ``prefix`` is the path that they stand under.

    ``reached`` is told where there are more than are given.
    """
    for count, match in enumerate(_PROPERTY.finditer(raw, start, end)):
        if count >= MOST:
            reached.append(Bound(f"more than {MOST} properties of XMP"))
            break
        group = next(number for number in (2, 4, 5) if match[number] is not None)
        written = match[group].rstrip()
        value, how = html_entities.unescape(written)
        if value:
            name = (match[1] or match[3]).decode("ascii")
            first = match.start(group)
            yield member(prefix, name), name, as_text(value) or value, first, first + len(written), how
    yield from _position(raw, start, end, prefix)


def extended(raw: bytes, segments: Sequence[tuple[int, int]], prefix: str, reached: list[Bound]) -> list[Child]:
    """Give the properties of what is cut over several segments; one that lies over two stands from one to the other.

    Pieces are put in their order by digest and place; where one is missing, what is before it and behind is apart.
    """
    pieces = sorted({_piece(raw, *segment) for segment in segments})
    out, data, begins, expected = list[Child](), bytearray(), list[tuple[int, int, int]](), (b"", 0)
    for digest, place, start, end in [*pieces, (b"", -1, 0, 0)]:
        if (digest, place) != expected and data:
            out += [_placed(child, begins) for child in properties(bytes(data), 0, len(data), prefix, reached)]
            data, begins = bytearray(), []
        begins.append((len(data), start, end))
        data += raw[start:end]
        expected = digest, place + end - start
    return out


def _piece(raw: bytes, start: int, end: int) -> tuple[bytes, int, int, int]:
    """Give a piece: of which whole, where in it, and the range that it stands in."""
    at = start + len(MORE)
    content = min(at + _HEAD, end)
    return raw[at : at + 32], int.from_bytes(raw[at + 36 : at + _HEAD], "big"), content, end


def _placed(child: Child, begins: Sequence[tuple[int, int, int]]) -> Child:
    path, key, value, start, end, how = child
    first, last = (bisect_right(begins, at, key=itemgetter(0)) - 1 for at in (start, max(end - 1, start)))
    if first == last:
        shift = begins[first][1] - begins[first][0]
        return path, key, value, start + shift, end + shift, how
    over = begins[first : last + 1]
    return path, key, value, min(each[1] for each in over), max(each[2] for each in over), False


def _position(raw: bytes, start: int, end: int, prefix: str) -> Iterator[Child]:
    """Give the place, which XMP writes in degrees and minutes (part 1, 8.2.2.5 of Exif in XMP: ``37,30.86N``)."""
    halves: dict[bytes, tuple[float, re.Match[bytes]]] = {}
    for match in _HALF.finditer(raw, start, end):
        degrees, minutes, seconds = (float(match[number] or 0) for number in (2, 3, 4))
        value = degrees + minutes / 60 + seconds / 3600
        fits = minutes < 60 and seconds < 60 and value <= (90 if match[1] == b"atitude" else 180)
        if fits and (match[5] in b"NS") == (match[1] == b"atitude"):
            halves.setdefault(match[1], (-value if match[5] in b"SW" else value, match))
    if len(halves) == 2:
        (latitude, one), (longitude, other) = halves[b"atitude"], halves[b"ongitude"]
        if latitude or longitude:
            place = min(one.start(2), other.start(2)), max(one.end(5), other.end(5))
            name = "GPSPosition"
            yield member(prefix, name), name, f"{latitude:.6f} {longitude:.6f}", *place, False
