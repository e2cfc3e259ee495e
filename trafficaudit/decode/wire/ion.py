"""Amazon Ion in binary: a mark of the version, then values behind a byte for type and length; names and symbols are
numbers of a table that stands before them.

Source: the specification (https://amazon-ion.github.io/ion-docs/docs/binary.html, symbols.html).
"""

import struct
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Node, Opened, item, join, step
from trafficaudit.decode.numeral import single
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BoundError, BrokenError, Octets

NAME = "ion"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

HEAD = b"\xe0\x01\x00\xea"
FIRST = HEAD[:1]
_SYSTEM = (
    "$ion", "$ion_1_0", "$ion_symbol_table", "name", "version", "imports", "symbols", "max_id",
    "$ion_shared_symbol_table",
)  # fmt: skip
_TABLE, _IMPORTS, _SYMBOLS, _MAX_ID = 3, 6, 7, 8
_MOST_SYMBOLS = 200_000
_SYMBOLS_BOUND = Bound(f"a table of more than {_MOST_SYMBOLS} symbols")
_VARINT_BYTES = 10
_HALF = 4
"""Bytes of a real number of single precision."""
_WIDEST, _SCALES = 64, 1_000
"""Bytes of the digits of a decimal, and how far its point may stand from them."""
_OF_TIME, _OF_DAY, _LAST_YEAR = 6, 3, 9_999
"""Parts of a time, those of its day, and the last year that has four digits."""
_NOTHING, _SIZED, _SORTED = 15, 14, 1
_BOOL, _POSITIVE, _NEGATIVE, _FLOAT, _DECIMAL, _TIME, _SYMBOL = range(1, 8)
_STRING, _CLOB, _BLOB, _LIST, _SEXP, _STRUCT, _TYPED = range(8, 15)


class _Symbol(NamedTuple):
    """A text of the table, and where it stands."""

    text: str
    start: int
    end: int


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the mark."""
    return raw.startswith(HEAD) and len(raw) > len(HEAD)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar of the values in a row."""
    reader = Octets(node, 0)
    yield from octets.opened(node, NAME, reader, _Values().read, certain=True)


class _Values:
    """The values behind marks, with the table of symbols that holds for them."""

    def __init__(self) -> None:
        self.symbols: list[_Symbol] = []
        self._fresh()

    def _fresh(self) -> None:
        self.symbols = [_Symbol(text, 0, 0) for text in _SYSTEM]

    def read(self, reader: Octets) -> None:
        """Read to the end."""
        prefix, count = reader.node.prefix, 0
        while reader.pos < reader.end:
            if reader.raw.startswith(HEAD, reader.pos):
                reader.run(len(HEAD))
                self._fresh()
            elif not self._is_table(reader):
                before = len(reader.children)
                self.value(reader, item(prefix, count) if count else reader.node.path, reader.node.key)
                count += len(reader.children) > before

    def _is_table(self, reader: Octets) -> bool:
        """Take a table of symbols; false, and nothing is taken, where none stands there."""
        here = reader.pos
        kind, size = _head(reader)
        if kind == _TYPED and size is not None:
            end = reader.pos + size
            told = _varuint(reader)
            if told == 1 and _varuint(reader) == _TABLE:
                self._table(reader)
                reader.pos = min(end, reader.end)
                return True
        reader.pos = here
        return False

    def _table(self, reader: Octets) -> None:
        symbols: list[_Symbol] = []
        kept = list(self.symbols)
        self._fresh()
        for name, kind, size in _members(reader):
            if name == _SYMBOLS and kind == _LIST:
                symbols += _strings(reader, size)
            elif name == _IMPORTS and kind == _SYMBOL:
                self.symbols = kept  # what was known before goes on to count
            elif name == _IMPORTS and kind == _LIST:
                self._imported(reader, size)
        self.symbols += symbols
        if len(self.symbols) > _MOST_SYMBOLS:
            raise BoundError(_SYMBOLS_BOUND)

    def _imported(self, reader: Octets, size: int) -> None:
        """Leave room for what tables that nobody has here name."""
        end = reader.pos + size
        while reader.pos < end:
            here = reader.pos
            for name, kind, length in _members(reader):
                if name == _MAX_ID and kind == _POSITIVE:
                    most = int.from_bytes(reader.raw[reader.pos : reader.pos + length])
                    if most > _MOST_SYMBOLS:
                        raise BoundError(_SYMBOLS_BOUND)
                    self.symbols += [_Symbol("", 0, 0)] * most
            if reader.pos <= here:
                raise BrokenError

    def value(self, reader: Octets, path: str, key: str) -> None:
        """Take a value."""
        start = reader.pos
        kind, size = _head(reader)
        if size is None or kind == 0:
            reader.run(size or 0)
            reader.pay()
        elif kind in (_LIST, _SEXP):
            self._items(reader, path, key, reader.pos + size)
        elif kind == _STRUCT:
            self._struct(reader, path, reader.pos + size)
        elif kind == _TYPED:
            reader.enter()
            end = reader.pos + size
            types = _varuint(reader)
            reader.run(types)
            self.value(reader, path, key)
            reader.leave()
            if reader.pos != end:
                raise BrokenError
        elif kind == _SYMBOL:
            number = int.from_bytes(reader.run(size))
            self._symbol(reader, path, key, number)
        elif kind == _BOOL:
            reader.keep(path, key, "true" if size else "false", start)
        else:
            reader.pos = start
            _scalar(reader, path, key)

    def _items(self, reader: Octets, path: str, key: str, end: int) -> None:
        reader.enter()
        index, prefix = 0, "" if path == "$" else path
        while reader.pos < end:
            self.value(reader, item(prefix, index), key)
            index += 1
        reader.leave()
        if reader.pos != end:
            raise BrokenError

    def _struct(self, reader: Octets, path: str, end: int) -> None:
        reader.enter()
        prefix = "" if path == "$" else path
        while reader.pos < end:
            symbol = self._known(_varuint(reader))
            written, data = step(symbol.text)
            if data and symbol.end:
                _keep_at(reader, join(prefix, written), symbol.text, symbol)
            self.value(reader, join(prefix, written), symbol.text)
        reader.leave()
        if reader.pos != end:
            raise BrokenError

    def _known(self, number: int) -> _Symbol:
        if number == 0:
            return _Symbol("", 0, 0)
        if number > len(self.symbols):
            raise BrokenError
        symbol = self.symbols[number - 1]
        return symbol if symbol.text else _Symbol(f"${number}", 0, 0)

    def _symbol(self, reader: Octets, path: str, key: str, number: int) -> None:
        symbol = self._known(number)
        if symbol.end:
            _keep_at(reader, path, key, symbol)
        else:
            reader.pay()


def _keep_at(reader: Octets, path: str, key: str, symbol: _Symbol) -> None:
    """Keep a text of the table where it stands."""
    here, reader.pos = reader.pos, symbol.end
    reader.keep(path, key, symbol.text, symbol.start, True)
    reader.pos = here


def _head(reader: Octets) -> tuple[int, int | None]:
    """Take type and length of a value; ``None`` where it is nothing of its type."""
    byte = reader.byte()
    kind, size = byte >> 4, byte & 15
    if kind > _TYPED:
        raise BrokenError
    if size == _NOTHING:
        return kind, None
    if kind == _BOOL:
        if size > 1:
            raise BrokenError
        return kind, size
    if size == _SIZED or (kind == _STRUCT and size == _SORTED):
        return kind, reader.count(_varuint(reader))
    return kind, reader.count(size)


def _varuint(reader: Octets) -> int:
    """Take a number in bytes of seven bits, the highest first, the last with its highest bit set."""
    value = 0
    for _ in range(_VARINT_BYTES):
        byte = reader.byte()
        value = value << 7 | byte & 0x7F
        if byte & 0x80:
            return value
    raise BrokenError


def _members(reader: Octets) -> Iterator[tuple[int, int, int]]:
    """Give name, type and length of the members of a struct; the reader stands at each value, at last behind all."""
    kind, size = _head(reader)
    if kind != _STRUCT or size is None:
        raise BrokenError
    end = reader.pos + size
    while reader.pos < end:
        reader.pay()
        name = _varuint(reader)
        kind, length = _head(reader)
        held = length if length is not None and kind != _BOOL else 0
        behind = reader.pos + held
        yield name, kind, held
        reader.pos = behind
    if reader.pos != end:
        raise BrokenError


def _strings(reader: Octets, size: int) -> Iterator[_Symbol]:
    """Give the texts of a list; what is none has a number as well."""
    end = reader.pos + size
    while reader.pos < end:
        reader.pay()
        kind, length = _head(reader)
        start = reader.pos
        held = length if length is not None and kind != _BOOL else 0
        text = as_text(reader.run(held)) if kind == _STRING else None
        yield _Symbol(text or "", start, reader.pos if text else 0)


def _scalar(reader: Octets, path: str, key: str) -> None:
    """Take a text, bytes or a number."""
    start = reader.pos
    kind, size = _head(reader)
    if size is None:
        raise BrokenError
    if kind in (_STRING, _CLOB, _BLOB):
        reader.text(path, key, size)
        return
    run = reader.run(size)
    if kind in (_POSITIVE, _NEGATIVE):
        number = int.from_bytes(run)
        reader.keep(path, key, str(-number if kind == _NEGATIVE else number), start)
    elif kind == _FLOAT and size in (_HALF, 2 * _HALF):
        real = single(struct.unpack(">f", run)[0]) if size == _HALF else repr(struct.unpack(">d", run)[0])
        reader.keep(path, key, real, start)
    elif kind == _DECIMAL:
        reader.keep(path, key, _decimal(run), start)
    elif kind == _TIME:
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
