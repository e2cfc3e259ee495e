"""ASN.1 by the basic and distinguished encoding rules (X.690): certificates, signatures (CMS, RFC 5652), receipts.

A person's certificate names him in each signature that is made with it; a receipt of Apple's App Store is a signed set
of numbered attributes. Every text and small number is given; what an object identifier stands before, by its number.
Keys and signatures are no text and stay as they are.
"""

from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened, item, member
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "der"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = b"\x30"
"""What bytes of this format begin with."""

_SHORTEST = 16
_INTEGER, _BITS, _BYTES, _OID, _SEQUENCE, _SET = 2, 3, 4, 6, 0x30, 0x31
_BMP, _UNIVERSAL = 30, 28
_CHARSETS = {_BMP: "utf-16-be", _UNIVERSAL: "utf-32-be"}
_TEXTS = frozenset({12, 18, 19, 20, 22, 23, 24, 25, 26, 27, *_CHARSETS})
_SECOND = frozenset({1, _INTEGER, _BYTES, _OID, _SEQUENCE, _SET, 0xA0, *_TEXTS})
_INSIDE = frozenset({_SEQUENCE, _SET, 12, 19, 22, _BMP, _INTEGER})
"""What bytes may hold that are an encoding themselves."""
_CONSTRUCTED, _CONTEXT = 0x20, 0x80
_ENDLESS = -1
_WIDEST_NUMBER = 16
_LONGEST_IDENTIFIER = 640
"""Bytes of an object identifier: 128 numbers of 32 bits, as RFC 2578, 3.5, has them at most."""
_RECEIPT = {
    2: "bundle_id", 3: "application_version", 12: "receipt_creation_date", 18: "original_purchase_date",
    19: "original_application_version", 21: "expiration_date", 1702: "product_id", 1703: "transaction_id",
    1704: "purchase_date", 1705: "original_transaction_id", 1706: "original_purchase_date",
    1708: "subscription_expiration_date", 1711: "web_order_line_item_id",
}  # fmt: skip
"""Attributes of a receipt by their types. Source: Apple, Receipt Fields (Validating receipts on the device)."""
_NAMED = frozenset(_RECEIPT.values())


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes are one sequence to the last, as far as its head tells."""
    if len(raw) < _SHORTEST or raw[0] != _SEQUENCE:
        return False
    size, start = _length(raw, 1)
    if start < 0 or raw[start] not in _SECOND:
        return False
    return raw.endswith(b"\0\0") if size == _ENDLESS else start + size == len(raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give texts, small numbers and bytes, where all of it is so encoded and holds an object identifier or a text."""
    told: list[bool] = []
    found = list(
        octets.opened(
            node, NAME, Octets(node, 0), lambda reader: _value(reader, node.path, node.key, told), certain=False
        )
    )
    if told:
        yield from found


def _length(raw: bytes, pos: int) -> tuple[int, int]:
    """Read a length; give it and where the content begins, -1 where there is none."""
    if pos >= len(raw):
        return 0, -1
    first = raw[pos]
    if first < 0x80:
        return first, pos + 1 if pos + 1 < len(raw) or not first else -1
    if first == 0x80:
        return _ENDLESS, pos + 1 if pos + 1 < len(raw) else -1
    width = first & 0x7F
    start = pos + 1 + width
    return (int.from_bytes(raw[pos + 1 : start], "big"), start) if width <= 4 and start < len(raw) else (0, -1)


def _head(reader: Octets) -> tuple[int, int]:
    """Take a tag and a length; tags of several bytes are read past."""
    tag = reader.byte()
    if tag & 31 == 31:
        while reader.byte() & 0x80:
            pass
    size, start = _length(reader.raw, reader.pos)
    if start < 0 and reader.pos < reader.end and reader.raw[reader.pos] == 0:
        start = reader.pos + 1
    if start < 0 or (size != _ENDLESS and start + size > reader.end):
        raise BrokenError
    reader.pos = start
    return tag, size


def _value(reader: Octets, path: str, key: str, told: list[bool]) -> str:
    """Take one value; give an object identifier, or a small number, as what may name what follows."""
    tag, size = _head(reader)
    if tag & _CONSTRUCTED:
        _members(reader, size, path, key if tag == _SET else reader.node.key, told)
        return ""
    if size == _ENDLESS:
        raise BrokenError
    start, run = reader.pos, reader.run(size)
    if tag == _OID:
        told.append(True)
        return _identifier(run)
    if tag == _INTEGER:
        if size <= _WIDEST_NUMBER:
            number = str(int.from_bytes(run, "big", signed=True))
            reader.keep(path, key, number, start)
            return number
    elif tag in _TEXTS:
        told.append(True)
        _text(reader, path, key, tag, start)
    elif tag in (_BITS, _BYTES) or tag & 0xC0 == _CONTEXT:
        _bytes(reader, path, key, start + (tag == _BITS and size > 0), told)
    return ""


def _members(reader: Octets, size: int, path: str, key: str, told: list[bool]) -> None:
    """Take what a sequence, a set or a tagged value holds."""
    reader.enter()
    outer, names = reader.end, list[str]()
    if size != _ENDLESS:
        reader.end = reader.pos + size
    index, prefix = 0, "" if path == "$" else path
    while reader.pos < reader.end:
        if size == _ENDLESS and reader.raw[reader.pos : reader.pos + 2] == b"\0\0":
            reader.pos += 2
            break
        kept = len(reader.children)
        called = _called(names, reader)
        path = member(prefix.rpartition("[")[0], called) if called in _NAMED else item(prefix, index)
        names.append(_value(reader, path, called or key, told))
        if len(names) == 3 and called in _NAMED:
            del reader.children[kept - 2 : kept]  # its type and version
        index += 1
    else:
        if size == _ENDLESS:
            raise BrokenError
    reader.end = outer
    reader.leave()


def _called(names: list[str], reader: Octets) -> str:
    """Give what names the next member: an object identifier right before it, or the type of a receipt's attribute."""
    tag = reader.raw[reader.pos]
    if len(names) == 1 and "." in names[0]:
        return names[0] if not tag & _CONSTRUCTED or tag == _SET else ""
    if len(names) == 2 and names[1].isdigit() and names[0].isdigit() and tag == _BYTES:
        return _RECEIPT.get(int(names[0]), "")
    return ""


def _identifier(run: bytes) -> str:
    """Write an object identifier with its dots."""
    if not 0 < len(run) <= _LONGEST_IDENTIFIER or run[-1] & 0x80:
        raise BrokenError
    numbers, number = list[int](), 0
    for byte in run:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(number)
            number = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def _text(reader: Octets, path: str, key: str, tag: int, start: int) -> None:
    run = reader.raw[start : reader.pos]
    charset = _CHARSETS.get(tag)
    if not run:
        return
    if charset is None:
        reader.keep(path, key, as_text(run) or run, start, True)
        return
    try:
        reader.keep(path, key, run.decode(charset), start)
    except UnicodeDecodeError:
        raise BrokenError from None


def _bytes(reader: Octets, path: str, key: str, start: int, told: list[bool]) -> None:
    """Take bytes: as what they encode, where they do to the last; else as they are, but for keys and signatures."""
    end = reader.pos
    if _is_encoded(reader.raw, start, end):
        kept, outer, depth = len(reader.children), reader.end, reader.depth
        reader.pos, reader.end = start, end
        try:
            reader.enter()
            _value(reader, path, key, told)
            if reader.pos == end:
                reader.leave()
                reader.end = outer
                return
        except BrokenError:
            pass
        del reader.children[kept:]
        reader.pos, reader.end, reader.depth = end, outer, depth
    run = reader.raw[start:end]
    text = as_text(run) if run else None
    if text is not None:
        reader.keep(path, key, text, start, True)


def _is_encoded(raw: bytes, start: int, end: int) -> bool:
    if end - start < 3 or raw[start] not in _INSIDE:
        return False
    size, begin = _length(raw, start + 1)
    return begin >= 0 and (begin + size == end or (size == _ENDLESS and raw[end - 2 : end] == b"\0\0"))
