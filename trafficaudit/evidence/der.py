"""DER as far as signed messages need it: one element after another, each with its bounds (X.690, 8.1 and 10.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from trafficaudit.errors import EvidenceError

SEQUENCE, SET, OCTETS, OID, INTEGER, BOOLEAN, NULL = 0x30, 0x31, 0x04, 0x06, 0x02, 0x01, 0x05
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a message: its tag byte, and where it and its content begin and end."""

    data: bytes
    tag: int
    start: int
    content: int
    end: int

    @property
    def body(self) -> bytes:
        """The content."""
        return self.data[self.content : self.end]

    @property
    def whole(self) -> bytes:
        """The element with its tag and length."""
        return self.data[self.start : self.end]

    def children(self) -> list["Element"]:
        """Give the elements inside, in their order.

        Raises:
            EvidenceError: they do not fill the element exactly.
        """
        return list(_elements(self.data, self.content, self.end))

    def all_of(self, tag: int) -> list["Element"]:
        """Give the elements inside, which all have this tag.

        Raises:
            EvidenceError: one has another tag.
        """
        inside = self.children()
        if any(each.tag != tag for each in inside):
            raise EvidenceError("is no signed message of the expected form")
        return inside

    def child(self, index: int, tag: int) -> "Element":
        """Give one of the elements inside.

        Raises:
            EvidenceError: there is none of this tag at this place.
        """
        inside = self.children()
        if index >= len(inside) or inside[index].tag != tag:
            raise EvidenceError("is no signed message of the expected form")
        return inside[index]


def parse(data: bytes) -> Element:
    """Read one element that fills the data.

    Raises:
        EvidenceError: it does not, or its length is not definite.
    """
    found = _element(data, 0, len(data))
    if found.end != len(data):
        raise EvidenceError("has something behind its end")
    return found


def replaced(whole: Element, part: Element, content: bytes) -> bytes:
    """Give an element with another content of one that lies in it, at any depth."""
    if (whole.start, whole.content) == (part.start, part.content):
        return _written(whole.tag, content)
    inside = [
        replaced(each, part, content) if each.start <= part.start < each.end else each.whole
        for each in whole.children()
    ]
    return _written(whole.tag, b"".join(inside))


def _written(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, size] if size < 0x80 else [tag, 0x80 | len(length), *length]) + content


def _elements(data: bytes, at: int, end: int) -> Iterator[Element]:
    while at < end:
        found = _element(data, at, end)
        yield found
        at = found.end


def _element(data: bytes, at: int, end: int) -> Element:
    if at + 2 > end or data[at] & 0x1F == 0x1F:
        raise EvidenceError("is no DER")
    length, content = data[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        if not 0 < count <= _LONGEST or content + count > end:
            raise EvidenceError("is no DER")
        length, content = int.from_bytes(data[content : content + count]), content + count
    if content + length > end:
        raise EvidenceError("is cut off")
    return Element(data, data[at], at, content, content + length)
