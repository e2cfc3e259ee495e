"""The items of an export of Burp Suite, one after the other, whatever bytes stand in them.

The export is XML in form, but where it was asked for without Base64 it holds the bytes of messages as they are, which
no XML parser takes. What is told apart here is what Burp Suite writes: elements without children, their text in CDATA
sections (XML 1.0, 2.7) or escaped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape

from trafficaudit.readers.file import Buffer, Trail

_BLANK = re.compile(rb"(?:[ \t\r\n]|<!--(?:(?!-->).){0,4096}-->)*+", re.DOTALL)
_OPEN = re.compile(
    rb"<([A-Za-z][\w.-]{0,63})((?:\s+[\w:.-]{1,64}\s*=\s*(?:\"[^\"]{0,1024}\"|'[^']{0,1024}'))*)\s*(/?)>"
)
_ATTRIBUTE = re.compile(rb"([\w:.-]{1,64})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NUMBERED = re.compile(r"&#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}));")
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"
_ITEM, _END = b"<item>", b"</items>"
_MOST = 64


@dataclass(slots=True)
class Element:
    """The text of an element: its bytes as they stand, what of them was cut, and its attributes."""

    text: bytes
    cut: int = 0
    attributes: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Item:
    """An item: where it begins, and its elements by name; of two with one name the first."""

    offset: int
    elements: dict[str, Element]
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Hole:
    """What is no item, and where."""

    offset: int
    reason: str


def items(buffer: Buffer, longest: int) -> Iterator[Item | Hole]:
    """Give the items of an export in their order, and what of it is none.

    Args:
        buffer: the file.
        longest: bytes of one text that are kept.
    """
    at, trail, size = _begun(buffer), Trail(buffer), len(buffer)
    while True:
        at = _skip(buffer, at)
        if buffer[at : at + len(_END)] == _END:
            if _skip(buffer, at + len(_END)) < size:
                yield Hole(at, "something follows the end of the items")
            return
        if at >= size:
            yield Hole(size, "the file ends before its items do")
            return
        start, read = at, _item(buffer, at, longest)
        if isinstance(read, Hole):
            yield read
            at = buffer.find(_ITEM, max(read.offset, start + 1))
            if at < 0:
                return
        else:
            item, at = read
            yield item
        trail.reach(at)


def _begun(buffer: Buffer) -> int:
    """Give where the first item is to stand: behind the element around all."""
    at = buffer.find(b"<items")
    end = buffer.find(b">", at)
    return end + 1 if at >= 0 and end >= 0 else len(buffer)


def _skip(buffer: Buffer, at: int) -> int:
    found = _BLANK.match(buffer, at)
    return found.end() if found else at


def _item(buffer: Buffer, start: int, longest: int) -> tuple[Item, int] | Hole:
    opened = _OPEN.match(buffer, start)
    if opened is None or opened[1] != b"item" or opened[3]:
        return Hole(start, "no item starts here")
    at, elements, twice = opened.end(), dict[str, Element](), False
    for _ in range(_MOST):
        at = _skip(buffer, at)
        if buffer[at : at + 7] == b"</item>":
            return Item(start, elements, twice), at + 7
        opened = _OPEN.match(buffer, at)
        if opened is None:
            return Hole(at, "the file ends inside this item" if at >= len(buffer) else "this item cannot be read")
        name = opened[1].decode("ascii", "replace")
        given = _attributes(opened[2])
        read = (b"", 0, opened.end()) if opened[3] else _text(buffer, opened.end(), opened[1], longest)
        if read is None and given.get("base64", "").lower() == "false":
            read = _raw(buffer, opened.end(), opened[1], longest)
        if read is None:
            return Hole(at, "the file ends inside this item")
        text, cut, at = read
        twice |= name in elements
        elements.setdefault(name, Element(text, cut, given))
    return Hole(at, "this item has too many elements")


def _text(buffer: Buffer, at: int, name: bytes, longest: int) -> tuple[bytes, int, int] | None:
    """Read the text of an element up to its end; None where that does not come."""
    out, whole, closing = bytearray(), 0, b"</" + name + b">"
    while True:
        if buffer[at : at + len(_CDATA)] == _CDATA:
            start = at + len(_CDATA)
            end = buffer.find(_CDATA_END, start)
            at = end + len(_CDATA_END)
            piece = bytes(buffer[start : min(end, start + longest + 1)]) if end >= 0 else b""
            whole += max(end - start, 0)
        else:
            end = buffer.find(b"<", at)
            raw = bytes(buffer[at : min(end, at + longest + 1)]) if end >= 0 else b""
            piece = _unescaped(raw) if b"&" in raw else raw
            whole += max(end - at, 0) - len(raw) + len(piece)
            at = end
        if end < 0:
            return None
        out += piece[: longest - len(out)]
        if buffer[at : at + len(closing)] == closing:
            return bytes(out), max(whole - longest, 0), at + len(closing)
        if buffer[at : at + len(_CDATA)] != _CDATA:
            return None


def _raw(buffer: Buffer, at: int, name: bytes, longest: int) -> tuple[bytes, int, int] | None:
    """Read a message that was written as it is and holds what ends a section: up to that with the end behind it."""
    closing = _CDATA_END + b"</" + name + b">"
    start, end = at + len(_CDATA), buffer.find(closing, at)
    if buffer[at:start] != _CDATA or end < 0:
        return None
    return bytes(buffer[start : min(end, start + longest)]), max(end - start - longest, 0), end + len(closing)


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace"): _unescaped(one or other).decode("utf-8", "surrogateescape")
        for name, one, other in _ATTRIBUTE.findall(text)
    }


def _unescaped(data: bytes) -> bytes:
    """Write out the references of XML (1.0, 4.1 and 4.6); no others are known to it here."""
    text = _NUMBERED.sub(_character, data.decode("utf-8", "surrogateescape"))
    return unescape(text, {"&quot;": '"', "&apos;": "'"}).encode("utf-8", "surrogateescape")


def _character(found: "re.Match[str]") -> str:
    code = int(found[1]) if found[1] else int(found[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]
