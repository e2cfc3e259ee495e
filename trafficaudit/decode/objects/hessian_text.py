"""Texts and bytes of Hessian: pieces in a row, of which the last one has a mark of its own; a text's length counts in
UTF-16, its bytes are UTF-8, where Java writes either half of a pair by itself.
"""

from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire.octets import BrokenError, Octets

_MORE_TEXT, _TEXT = (0x52, 0x73, 0x78), (0x53, 0x58)
_MORE_BYTES, _BYTES = (0x41, 0x62), 0x42


def text(reader: Octets, code: int) -> tuple[str | bytes, int, bool]:
    """Take a text, by its first byte: give it, where its characters begin, and whether they stand there as they are."""
    pieces: list[bytes] = []
    start = -1
    while code in _MORE_TEXT:
        reader.pay()
        size = reader.big(2, signed=False)
        start = reader.pos if start < 0 else start
        pieces.append(_characters(reader, size))
        code = reader.byte()
    if code in _TEXT:
        size = reader.big(2, signed=False)
    elif code < 0x20:
        size = code
    elif 0x30 <= code < 0x34:
        size = (code - 0x30) << 8 | reader.byte()
    else:
        raise BrokenError
    start = reader.pos if start < 0 else start
    last = b"".join([*pieces, _characters(reader, size)])
    if (plain := as_text(last)) is not None:
        return plain, start, not pieces
    try:
        paired = last.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return last, start, not pieces
    return paired if as_text(paired.encode()) is not None else last, start, False


def _characters(reader: Octets, size: int) -> bytes:
    """Take so many units of UTF-16."""
    run = reader.raw[reader.pos : min(reader.pos + size, reader.end)]
    if len(run) == size and run.isascii():
        return reader.run(size)
    start, left = reader.pos, size
    while left > 0:
        first = reader.byte()
        more = 0 if first < 0x80 else 1 if 0xC0 <= first < 0xE0 else 2 if first < 0xF0 else 3
        if 0x80 <= first < 0xC0 or first >= 0xF8:
            raise BrokenError
        reader.run(more)
        left -= 2 if more == 3 else 1
    return reader.raw[start : reader.pos]


def binary(reader: Octets, path: str, key: str, code: int) -> None:
    """Take and keep bytes, by the first of them."""
    pieces: list[bytes] = []
    start = reader.pos
    while code in _MORE_BYTES:
        reader.pay()
        pieces.append(reader.run(reader.big(2, signed=False)))
        code = reader.byte()
    if code == _BYTES:
        size = reader.big(2, signed=False)
    elif 0x20 <= code < 0x30:
        size = code - 0x20
    elif 0x34 <= code < 0x38:
        size = (code - 0x34) << 8 | reader.byte()
    else:
        raise BrokenError
    if not pieces:
        reader.text(path, key, size)
        return
    whole = b"".join([*pieces, reader.run(size)])
    reader.keep(path, key, as_text(whole) or whole, start)
