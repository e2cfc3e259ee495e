"""Encoders of what a phone takes or reads of the world: a place beside a picture's pixels or a video's, on the way of a
map, in a list of whole numbers; a passport's number in the zone that machines read.

Each takes the value as it was typed in and nothing else; where it stands then is known as a run.
"""

import json
import random
import re
from collections.abc import Callable

from corpus import decoys
from corpus.carried import Carried, Unfit, coded
from corpus.textual import Wrap
from support import pictures, zones

_PLACE = re.compile(rb"(\d{2}\.\d{6}),(\d{3}\.\d{6})").fullmatch
_PASSPORT = re.compile(rb"M\d{3}[A-Z]\d{4}").fullmatch

type Point = tuple[float, float]


def _at(inner: Carried) -> Point:
    match = _PLACE(inner.data) if not inner.layers else None
    if match is None:
        raise Unfit
    return float(match[1]), float(match[2])


def elsewhere(draw: random.Random) -> Point:
    """Give a place in Korea that is nobody's."""
    return 34 + draw.random() * 3, 126.5 + draw.random() * 2.5


def photo_of(draw: random.Random, place: Point) -> bytes:
    """Give a picture that was taken at a place: Exif of either byte order, or XMP."""
    (north, east), order = place, draw.choice("<>")
    if draw.random() < 0.3:
        (up, minute), (across, other) = ((int(axis), (axis - int(axis)) * 60) for axis in place)
        packet = (
            f'<x:xmpmeta><rdf:Description exif:GPSLatitude="{up},{minute:.6f}N" exif:GPSLongitude="{across},{other:.6f}E"'
            f' tiff:Model="SM-{draw.randint(100, 999)}"/></x:xmpmeta>'
        ).encode()
        text = pictures.chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)
        return draw.choice((pictures.jpeg(xmp=packet), pictures.webp(xmp=packet), pictures.png(text)))
    block = pictures.exif([pictures.text(0x0131, "Photos 5.1")], gps=pictures.place(north, east, order), order=order)
    wrap = draw.choice(
        (pictures.jpeg, pictures.webp, pictures.heic, lambda raw: pictures.png(pictures.chunk(b"eXIf", raw)))
    )
    return wrap(block)


def photo(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A picture that was taken at the place."""
    return coded(inner, photo_of(draw, _at(inner)), "photo", text=False)


def video(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A video that was taken at the place: as Android, as Apple or as 3GPP writes it."""
    north, east = _at(inner)
    text = f"{north:+09.5f}{east:+010.5f}/".encode()
    told = draw.choice(
        (
            pictures.box(b"udta", pictures.user_text(b"\xa9xyz", text)),
            pictures.listed(com__apple__quicktime__make=b"x", com__apple__quicktime__location__ISO6709=text),
            pictures.box(b"udta", pictures.loci(b"", north, east)),
        )
    )
    return coded(inner, pictures.mp4(told, first=draw.random() < 0.5), "video", text=False)


def way_of(draw: random.Random, place: Point, places: int) -> str:
    """Give a way that leads over a place, its other points some hundred metres and more away."""
    points, at = [place], draw.randint(0, 4)
    for index in range(draw.randint(4, 9)):
        near = points[0] if index < at else points[-1]
        step = tuple(draw.choice((-1, 1)) * draw.uniform(0.002, 0.008) for _ in range(2))
        point = near[0] + step[0], near[1] + step[1]
        if all(abs(point[0] - place[0]) + abs(point[1] - place[1]) > 0.002 for _ in points):
            points.insert(0 if index < at else len(points), point)
    return zones.polyline(points, places)


def way(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An encoded polyline over the place."""
    return coded(inner, way_of(draw, _at(inner), draw.choice((5, 6))).encode(), "polyline", text=True)


def multiples(draw: random.Random, inner: Carried, name: str) -> Carried:
    """The place among others in a JSON list of whole numbers: pairs, or one number behind the other."""
    place, power = _at(inner), draw.choice((6, 7))
    rows = [place, *(elsewhere(draw) for _ in range(draw.randint(1, 4)))]
    draw.shuffle(rows)
    numbers = [[round(axis * 10**power) for axis in row] for row in rows]
    held = numbers if draw.random() < 0.6 else [number for row in numbers for number in row]
    written = json.dumps({**dict(decoys.pairs(draw, 2)), draw.choice(("pts", "p", "fixes")): held})
    return coded(inner, written.encode(), "multiples", text=True)


def zone_of(number: str, joint: str) -> str:
    """Give the two lines of somebody's passport; it does not say when they were born, nor of which sex they are."""
    return zones.passport(number, "<<<<<<", "<", "DOE<<JANE<MARY").replace("\n", joint)


def zone(draw: random.Random, inner: Carried, name: str) -> Carried:
    """The machine readable zone of the passport."""
    if inner.layers or not _PASSPORT(inner.data):
        raise Unfit
    written = zone_of(inner.data.decode(), draw.choice(("\n", "", "\r\n")))
    return coded(inner, written.encode(), "mrz", text=True)


TAKEN: dict[str, Wrap] = {"photo": photo, "video": video, "polyline": way, "multiples": multiples, "mrz": zone}
OF = {"coordinates": ("photo", "video", "polyline", "multiples"), "passport_number": ("mrz",)}
"""Which of them a category's value can be in."""

OTHERS: tuple[Callable[[random.Random], bytes], ...] = (
    lambda draw: photo_of(draw, elsewhere(draw)),
    lambda draw: json.dumps({"polyline": way_of(draw, elsewhere(draw), 5)}).encode(),
    lambda draw: json.dumps({"mrz": zone_of(f"M{draw.randint(100, 999)}B{draw.randint(1000, 9999)}", "\n")}).encode(),
)
"""Bodies with the same of somebody else."""
