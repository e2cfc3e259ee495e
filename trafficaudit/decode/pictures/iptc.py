"""IPTC-IIM in a picture: place, caption, names of persons, as programs for pictures and agencies write them.

It stands in Photoshop's image resources (blocks ``8BIM``, of which 0x0404 holds it), those in APP13 of a JPEG. IIM is a
row of datasets: tag marker, record, dataset, length (IPTC-NAA Information Interchange Model 4.2, 1.5). Resources:
Adobe Photoshop File Formats Specification, Image Resources Section.
"""

from collections.abc import Iterator

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, member
from trafficaudit.decode.text import as_text

NAME = "iptc"
HEAD = b"Photoshop 3.0\0"
"""What APP13 of a JPEG begins with where it holds image resources."""

MOST = 4_096
"""Resources, and datasets, that are looked at in one place."""

_RESOURCE, _IPTC = b"8BIM", 0x0404
_MARKER, _APPLICATION = 0x1C, 2
_EXTENDED = 0x8000
# IIM 4.2, record 2, by the names of the properties that IPTC's photo metadata standard gives them in IIM.
_NAMES = {
    5: "ObjectName", 25: "Keywords", 27: "ContentLocationName", 40: "SpecialInstructions", 55: "DateCreated",
    60: "TimeCreated", 62: "DigitalCreationDate", 63: "DigitalCreationTime", 65: "OriginatingProgram", 80: "By-line",
    85: "By-lineTitle", 90: "City", 92: "Sub-location", 95: "Province-State", 100: "Country-PrimaryLocationCode",
    101: "Country-PrimaryLocationName", 105: "Headline", 110: "Credit", 115: "Source", 116: "CopyrightNotice",
    118: "Contact", 120: "Caption-Abstract", 122: "Writer-Editor",
}  # fmt: skip


def fields(raw: bytes, start: int, end: int, prefix: str, reached: list[Bound]) -> Iterator[Child]:
    """Give the texts that stand in a range: image resources, or datasets as they are.

    ``reached`` is told where there are more than are read.
    """
    begun = start + len(HEAD) if raw.startswith(HEAD, start) else start
    if not raw.startswith(_RESOURCE, begun):
        yield from _datasets(raw, start, end, prefix, reached)
        return
    for first, last in _resources(raw, begun, end, reached):
        yield from _datasets(raw, first, last, prefix, reached)


def _resources(raw: bytes, at: int, end: int, reached: list[Bound]) -> Iterator[tuple[int, int]]:
    """Give the range of each resource that holds IPTC: signature, number, name and data, both padded to be even."""
    for _ in range(MOST):
        if at + 12 > end or not raw.startswith(_RESOURCE, at):
            return
        number, name = int.from_bytes(raw[at + 4 : at + 6], "big"), raw[at + 6]
        size_at = at + 6 + (name + 2 & ~1)
        start = size_at + 4
        size = int.from_bytes(raw[size_at:start], "big")
        if number == _IPTC:
            yield start, min(start + size, end)
        at = start + (size + 1 & ~1)
    _more(raw, at, end, reached)


def _more(raw: bytes, at: int, end: int, reached: list[Bound]) -> None:
    if at + 5 <= end and (raw.startswith(_RESOURCE, at) or raw[at] == _MARKER):
        reached.append(Bound(f"more than {MOST} resources or datasets of IPTC"))


def _datasets(raw: bytes, at: int, end: int, prefix: str, reached: list[Bound]) -> Iterator[Child]:
    end = min(end, len(raw))
    for _ in range(MOST):
        if at + 5 > end or raw[at] != _MARKER:
            return
        record, number = raw[at + 1], raw[at + 2]
        size, start = int.from_bytes(raw[at + 3 : at + 5], "big"), at + 5
        if size & _EXTENDED:  # the bits below say how many bytes the length has
            width = min(size & ~_EXTENDED, 8)
            size, start = int.from_bytes(raw[start : start + width], "big"), start + width
        at = start + size
        name = _NAMES.get(number) if record == _APPLICATION else None
        value = raw[start : min(at, end)].rstrip(b"\0 ")
        if name and value:
            yield member(prefix, name), name, as_text(value) or value, start, start + len(value), True
    _more(raw, at, end, reached)
