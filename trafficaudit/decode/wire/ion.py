"""Amazon Ion in binary: a mark of the version, then values behind a byte for type and length; names and symbols are
numbers of a table that stands before them.

Source: the specification (https://amazon-ion.github.io/ion-docs/docs/binary.html, symbols.html).
"""

from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Node, Opened, item, join, step
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.ion_scalar import (
    BOOL,
    LIST,
    POSITIVE,
    SEXP,
    STRING,
    STRUCT,
    SYMBOL,
    TYPED,
    head,
    scalar,
    varuint,
)
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
        kind, size = head(reader)
        if kind == TYPED and size is not None:
            end = reader.pos + size
            told = varuint(reader)
            if told == 1 and varuint(reader) == _TABLE:
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
            if name == _SYMBOLS and kind == LIST:
                symbols += _strings(reader, size)
            elif name == _IMPORTS and kind == SYMBOL:
                self.symbols = kept  # what was known before goes on to count
            elif name == _IMPORTS and kind == LIST:
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
                if name == _MAX_ID and kind == POSITIVE:
                    most = int.from_bytes(reader.raw[reader.pos : reader.pos + length])
                    if most > _MOST_SYMBOLS:
                        raise BoundError(_SYMBOLS_BOUND)
                    self.symbols += [_Symbol("", 0, 0)] * most
            if reader.pos <= here:
                raise BrokenError

    def value(self, reader: Octets, path: str, key: str) -> None:
        """Take a value."""
        start = reader.pos
        kind, size = head(reader)
        if size is None or kind == 0:
            reader.run(size or 0)
            reader.pay()
        elif kind in (LIST, SEXP):
            self._items(reader, path, key, reader.pos + size)
        elif kind == STRUCT:
            self._struct(reader, path, reader.pos + size)
        elif kind == TYPED:
            reader.enter()
            end = reader.pos + size
            types = varuint(reader)
            reader.run(types)
            self.value(reader, path, key)
            reader.leave()
            if reader.pos != end:
                raise BrokenError
        elif kind == SYMBOL:
            number = int.from_bytes(reader.run(size))
            self._symbol(reader, path, key, number)
        elif kind == BOOL:
            reader.keep(path, key, "true" if size else "false", start)
        else:
            reader.pos = start
            scalar(reader, path, key)

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
            symbol = self._known(varuint(reader))
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


def _members(reader: Octets) -> Iterator[tuple[int, int, int]]:
    """Give name, type and length of the members of a struct; the reader stands at each value, at last behind all."""
    kind, size = head(reader)
    if kind != STRUCT or size is None:
        raise BrokenError
    end = reader.pos + size
    while reader.pos < end:
        reader.pay()
        name = varuint(reader)
        kind, length = head(reader)
        held = length if length is not None and kind != BOOL else 0
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
        kind, length = head(reader)
        start = reader.pos
        held = length if length is not None and kind != BOOL else 0
        text = as_text(reader.run(held)) if kind == STRING else None
        yield _Symbol(text or "", start, reader.pos if text else 0)
