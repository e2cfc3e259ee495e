"""Values of Ion that hold no others, and the byte for type and length that every value begins with.

Source: the specification (https://amazon-ion.github.io/ion-docs/docs/binary.html).
"""

import struct
from decimal import Decimal

from trafficaudit.decode.numeral import single
from trafficaudit.decode.wire.octets import BrokenError, Octets

_VARINT_BYTES = 10
_HALF = 4
"""Bytes of a real number of single precision."""
_WIDEST, _SCALES = 64, 1_000
"""Bytes of the digits of a decimal, and how far its point may stand from them."""
_OF_TIME, _OF_DAY, _LAST_YEAR = 6, 3, 9_999
"""Parts of a time, those of its day, and the last year that has four digits."""
_NOTHING, _SIZED, _SORTED = 15, 14, 1
BOOL, POSITIVE, NEGATIVE, FLOAT, DECIMAL, TIME, SYMBOL = range(1, 8)
STRING, CLOB, BLOB, LIST, SEXP, STRUCT, TYPED = range(8, 15)


def head(reader: Octets) -> tuple[int, int | None]:
    """Take type and length of a value; ``None`` where it is nothing of its type."""
    byte = reader.byte()
    kind, size = byte >> 4, byte & 15
    if kind > TYPED:
        raise BrokenError
    if size == _NOTHING:
        return kind, None
    if kind == BOOL:
        if size > 1:
            raise BrokenError
        return kind, size
    if size == _SIZED or (kind == STRUCT and size == _SORTED):
        return kind, reader.count(varuint(reader))
    return kind, reader.count(size)


def varuint(reader: Octets) -> int:
    """Take a number in bytes of seven bits, the highest first, the last with its highest bit set."""
    value = 0
    for _ in range(_VARINT_BYTES):
        byte = reader.byte()
        value = value << 7 | byte & 0x7F
        if byte & 0x80:
            return value
    raise BrokenError


def scalar(reader: Octets, path: str, key: str) -> None:
    """Take a text, bytes or a number."""
    start = reader.pos
    kind, size = head(reader)
    if size is None:
        raise BrokenError
    if kind in (STRING, CLOB, BLOB):
        reader.text(path, key, size)
        return
    run = reader.run(size)
    if kind in (POSITIVE, NEGATIVE):
        number = int.from_bytes(run)
        reader.keep(path, key, str(-number if kind == NEGATIVE else number), start)
    elif kind == FLOAT and size in (_HALF, 2 * _HALF):
        real = single(struct.unpack(">f", run)[0]) if size == _HALF else repr(struct.unpack(">d", run)[0])
        reader.keep(path, key, real, start)
    elif kind == DECIMAL:
        reader.keep(path, key, _decimal(run), start)
    elif kind == TIME:
        reader.keep(path, key, _time(run), start)
    else:
        reader.pay()


def _varint(run: bytes) -> tuple[int, bytes]:
    """Give a number with a sign, in bytes of seven bits, and what is behind it."""
    value = run[0] & 0x3F if run else 0
    for at, byte in enumerate(run[:_VARINT_BYTES]):
        value = value << 7 | byte & 0x7F if at else value
        if byte & 0x80:
            return -value if run[0] & 0x40 else value, run[at + 1 :]
    raise BrokenError


def _decimal(run: bytes) -> str:
    """Give a decimal: the power of ten, then the digits."""
    if not run:
        return "0"
    scale, digits = _varint(run)
    if abs(scale) > _SCALES or len(digits) > _WIDEST:
        raise BrokenError
    value = int.from_bytes(digits) & ((1 << 8 * len(digits) - 1) - 1) if digits else 0
    sign = int(bool(digits) and digits[0] > 0x7F)
    return f"{Decimal((sign, tuple(map(int, str(value))), scale)):f}"


def _time(run: bytes) -> str:
    """Give a time in UTC as far as it is told: a year, a day, a minute, a second."""
    _, rest = _varint(run)
    numbers: list[int] = []
    while rest and len(numbers) < _OF_TIME:
        size = next((at for at, byte in enumerate(rest[:_VARINT_BYTES], 1) if byte & 0x80), 0)
        if not size:
            raise BrokenError
        numbers.append(sum((byte & 0x7F) << 7 * (size - at) for at, byte in enumerate(rest[:size], 1)))
        rest = rest[size:]
    if not numbers or numbers[0] > _LAST_YEAR:
        raise BrokenError
    day = "-".join([f"{numbers[0]:04}", *(f"{part:02}" for part in numbers[1:3])])
    return day + (f"T{':'.join(f'{part:02}' for part in numbers[3:])}Z" if len(numbers) > _OF_DAY else "")
