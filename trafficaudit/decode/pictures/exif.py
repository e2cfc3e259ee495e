"""Exif (CIPA DC-008, Exif 3.0): what a camera writes into a picture about place, time, itself and its owner.

Every text is given, the place as one value in degrees (``GPSPosition``, as ExifTool calls it); numbers that are about
the picture are not. Paths have the names of the groups that Exiv2 gives them: ``exif.Image.Make``,
``exif.Photo.DateTimeOriginal``, ``exif.GPSInfo.GPSPosition``. Notes of makers are no standard and stay closed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, member
from trafficaudit.decode.pictures import tiff
from trafficaudit.decode.pictures.tiff import Directories, Entry
from trafficaudit.decode.text import as_text

NAME = "exif"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

_GROUPS = {0x8769: "Photo", 0x8825: "GPSInfo"}
_IMAGE = {
    0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x0132: "DateTime",
    0x013B: "Artist", 0x013C: "HostComputer", 0x8298: "Copyright", 0x9C9B: "XPTitle", 0x9C9C: "XPComment",
    0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject", 0xC614: "UniqueCameraModel",
    0xC62F: "CameraSerialNumber",
}  # fmt: skip
_PHOTO = {
    0x9003: "DateTimeOriginal", 0x9004: "DateTimeDigitized", 0x9010: "OffsetTime", 0x9011: "OffsetTimeOriginal",
    0x9012: "OffsetTimeDigitized", 0x9286: "UserComment", 0x9290: "SubSecTime", 0x9291: "SubSecTimeOriginal",
    0x9292: "SubSecTimeDigitized", 0xA420: "ImageUniqueID", 0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber",
    0xA433: "LensMake", 0xA434: "LensModel", 0xA435: "LensSerialNumber", 0xA436: "ImageTitle", 0xA437: "Photographer",
    0xA438: "ImageEditor",
}  # fmt: skip
_GPS = {
    0x0008: "GPSSatellites", 0x0012: "GPSMapDatum", 0x001B: "GPSProcessingMethod", 0x001C: "GPSAreaInformation",
    0x001D: "GPSDateStamp",
}  # fmt: skip
_NAMES = {"Image": _IMAGE, "Photo": _PHOTO, "GPSInfo": _GPS}
_WIDE = range(0x9C9B, 0x9CA0)
_HALVES = frozenset({1, 2, 3, 4})
_GPS_TIME = 7
_LATITUDE, _LONGITUDE = (1, 2, 90), (3, 4, 180)
# Which characters follow (Exif 3.0, 4.6.6.9): UserComment, GPSProcessingMethod and GPSAreaInformation.
_MARKED = frozenset({0x9286, 0x001B, 0x001C})
_MARK = 8
_TEXTS = frozenset({tiff.ASCII, tiff.UTF8})
_LOOSE = frozenset({tiff.BYTE, tiff.UNDEFINED})


class _Group(NamedTuple):
    name: str
    entries: list[Entry]


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return is_exif(node.raw)


def is_exif(raw: bytes) -> bool:
    """Say whether bytes begin like TIFF."""
    return raw.startswith(tiff.MAGIC)


def decode(node: Node) -> Iterator[Opened]:
    """Give the texts and the place of a file's first picture."""
    directories = Directories(node.raw)
    groups: list[_Group] = []
    obstacles: list[Obstacle] = []
    todo = [("Image", directories.first)]
    while todo:
        name, offset = todo.pop(0)
        entries, lost, whole = directories.entries(offset)
        if not whole or any(tag in _NAMES[name] or (name == "GPSInfo" and tag in _HALVES) for tag in lost):
            obstacles.append((node.path, 0, len(node.raw), f"Exif group {name} is cut, broken or too long"))
        if directories.count(offset) > tiff.MOST:
            obstacles[-1:] = [
                (node.path, 0, len(node.raw), Bound(f"Exif group {name} of more than {tiff.MOST} entries"))
            ]
        if name == "Image":
            todo += {_GROUPS[entry.tag]: directories.number(entry) for entry in entries if entry.tag in _GROUPS}.items()
        groups.append(_Group(name, entries))
    node.budget.spend(64 * sum(len(group.entries) for group in groups))
    children = [child for group in groups for child in _children(node, directories, group)]
    if children or obstacles:
        yield Opened((NAME,), children, sure=True, obstacles=obstacles)


def _children(node: Node, directories: Directories, group: _Group) -> Iterator[Child]:
    names = _NAMES[group.name]
    prefix = member(node.prefix if node.key == NAME else member(node.prefix, NAME), group.name)
    room = len(node.raw)  # entries may share their bytes; together they hold no more than there are
    seen: dict[int, Entry] = {}
    for entry in group.entries:
        if entry.tag in seen:
            continue
        seen[entry.tag] = entry
        if group.name == "GPSInfo" and entry.tag in _HALVES:
            continue
        name = names.get(entry.tag, "")
        if entry.kind in _TEXTS or (name and entry.kind in _LOOSE):
            room -= entry.end - entry.start
            if room < 0:
                continue
            name = name or f"0x{entry.tag:04x}"
            yield from _text(node.raw, entry, member(prefix, name), name)
    if room < 0:
        node.budget.reached.append(Bound("items of a picture that hold more than all of its bytes"))
    if group.name == "GPSInfo":
        yield from _gps(node.raw, directories, prefix, seen)


def _text(raw: bytes, entry: Entry, path: str, name: str) -> Iterator[Child]:
    """Give a text without the blanks and NULs that fill it up."""
    start, end = entry.start, entry.end
    if entry.tag in _WIDE and entry.kind == tiff.BYTE:
        text = raw[start:end].decode("utf-16-le", "replace").rstrip("\0 ")
        if text:
            yield path, name, text, start, end, False
        return
    if entry.tag in _MARKED and end - start >= _MARK and raw[start + _MARK - 1 : start + _MARK] == b"\0":
        start += _MARK
        if raw.startswith(b"UNICODE\0", start - _MARK):
            codec = "utf-16-le" if raw[:2] == b"II" else "utf-16-be"
            text = raw[start:end].decode(codec, "replace").rstrip("\0 ")
            if text:
                yield path, name, text, start, end, False
            return
    value = raw[start:end].rstrip(b"\0 ")
    if value:
        yield path, name, as_text(value) or value, start, start + len(value), True


def _gps(raw: bytes, directories: Directories, prefix: str, seen: dict[int, Entry]) -> Iterator[Child]:
    """Give place and time of day; no place where a camera without a fix wrote noughts."""
    latitude, longitude = (_degrees(raw, directories, seen, half) for half in (_LATITUDE, _LONGITUDE))
    if latitude is not None and longitude is not None and (latitude or longitude):
        halves = seen[_LATITUDE[1]], seen[_LONGITUDE[1]]
        start, end = min(half.start for half in halves), max(half.end for half in halves)
        name = "GPSPosition"
        yield member(prefix, name), name, f"{latitude:.6f} {longitude:.6f}", start, end, False
    time = seen.get(_GPS_TIME)
    clock = directories.rationals(time) if time else None
    if time and clock and len(clock) == 3 and max(clock) < 61:
        name = "GPSTimeStamp"
        text = ":".join(f"{int(part):02}" for part in clock)
        yield member(prefix, name), name, text, time.start, time.end, False


def _degrees(
    raw: bytes, directories: Directories, seen: dict[int, Entry], half: tuple[int, int, int]
) -> float | None:  # fmt: skip
    hemisphere, value, most = half
    parts = directories.rationals(seen[value]) if value in seen else None
    if not parts or len(parts) > 3:
        return None
    degrees = sum(part / 60**power for power, part in enumerate(parts))
    sign = seen.get(hemisphere)
    negative = sign is not None and raw[sign.start : sign.start + 1] in (b"S", b"W")
    return (-degrees if negative else degrees) if 0 <= degrees <= most else None
