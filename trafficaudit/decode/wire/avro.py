"""Avro's object container files (Apache Avro specification 1.12): a schema first, then records in blocks.

Records without a container have no head that tells them, and are left alone.
"""

import json
import struct
from collections.abc import Callable, Iterator, Mapping

from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, member, step
from trafficaudit.decode.numeral import single
from trafficaudit.decode.packed.inflate import inflate
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire.instant import since_1970
from trafficaudit.decode.wire.octets import BoundError, BrokenError, Octets

NAME = "avro"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

HEAD = b"Obj\x01"
_SCHEMA, _CODEC = "avro.schema", "avro.codec"
_CODECS = {"deflate": "deflate", "zstandard": "zstd", "bzip2": "bzip2", "xz": "xz", "snappy": "snappy"}
_SUM = 4
"""Bytes of the check sum behind a block that Snappy packed."""
_SYNC = 16


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the head."""
    return raw.startswith(HEAD)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every value of every record by the schema of the file, block by block."""
    head = Octets(node, len(HEAD))
    try:
        said = _metadata(head)
        schema = json.loads(said.get(_SCHEMA, b""))
        sync = head.run(_SYNC)
    except (BrokenError, BoundError, ValueError, RecursionError):
        yield Opened((NAME,), [], sure=True, obstacles=[(node.path, 0, len(node.raw), "no schema of Avro can be read")])
        return
    codec = said.get(_CODEC, b"null").decode("ascii", "replace")
    obstacles: list[Obstacle] = []
    blocks = _Blocks(node, schema, codec, sync)
    children = [*head.children, *blocks.read(head.pos, obstacles)]
    yield Opened((NAME,), children, sure=True, obstacles=obstacles)


def _metadata(reader: Octets) -> dict[str, bytes]:
    """Take the map at the beginning; what is not Avro's own is kept."""
    said: dict[str, bytes] = {}
    while (count := reader.zigzag()) != 0:
        if count < 0:
            reader.zigzag()
        for _ in range(reader.count(abs(count))):
            name = reader.run(reader.zigzag()).decode("utf-8", "replace")
            if name.startswith("avro."):
                said[name] = reader.run(reader.zigzag())
            else:
                reader.text(member(reader.node.prefix, name), name, reader.zigzag())
    return said


class _Blocks:
    """The blocks of a file: each says how many records it has, and ends with the mark of the file."""

    def __init__(self, node: Node, schema: object, codec: str, sync: bytes) -> None:
        self.node, self.schema, self.codec, self.sync = node, _resolved(schema), codec, sync
        self.records = 0

    def read(self, pos: int, obstacles: list[Obstacle]) -> Iterator[Child]:
        """Read them to the end."""
        node, size = self.node, len(self.node.raw)
        while pos < size:
            head = Octets(node, pos)
            try:
                count, packed = head.zigzag(), head.zigzag()
                start = head.pos
                head.run(packed)
                whole = head.run(_SYNC) == self.sync
            except BrokenError:
                whole = False
            if not whole:
                obstacles.append((node.path, pos, size, f"no {NAME} from byte {pos} on"))
                return
            reader = self._opened(start, start + packed, obstacles)
            pos = head.pos
            if reader is None:
                continue
            try:
                self._block(reader, count)
                if reader.pos < reader.end:
                    raise BrokenError
            except BrokenError:
                obstacles.append((node.path, start, pos, f"no {NAME} from byte {start} on"))
            except BoundError as error:
                obstacles.append((node.path, start, size, error.bound))
                pos = size
            yield from reader.children

    def _opened(self, start: int, end: int, obstacles: list[Obstacle]) -> Octets | None:
        """Give the bytes of a block, inflated where they are packed."""
        node = self.node
        if self.codec == "null":
            reader = Octets(node, start)
            reader.end = end
            return reader
        if self.codec not in _CODECS:
            obstacles.append((node.path, start, end, "a block of Avro packed by another method"))
            return None
        last = end - _SUM if self.codec == "snappy" else end
        result = inflate(_CODECS[self.codec], node.raw[start:last], node.budget.inflated)
        node.budget.inflated -= len(result.data)
        node.budget.spend(len(result.data))
        if result.problem:
            obstacles.append((node.path, start, end, result.problem))
        return Octets(node, 0, packed=result.data, whole=(start, end))

    def _block(self, reader: Octets, count: int) -> None:
        for _ in range(reader.count(count)):
            self.value(reader, self.schema, item(self.node.prefix, self.records), self.node.key)
            self.records += 1

    def value(self, reader: Octets, schema: object, path: str, key: str) -> None:
        """Take a value by its schema."""
        reader.enter()
        if isinstance(schema, list):
            index = reader.zigzag()
            if not 0 <= index < len(schema):
                raise BrokenError
            self.value(reader, schema[index], path, key)
        elif isinstance(schema, dict):
            self._complex(reader, schema, path, key)
        else:
            _primitive(reader, schema, path, key)
        reader.leave()

    def _complex(self, reader: Octets, schema: dict[str, object], path: str, key: str) -> None:
        kind = schema.get("type")
        if kind in ("record", "error"):
            for each in _list(schema.get("fields")):
                name, inner = (_text(each, "name"), each.get("type")) if isinstance(each, dict) else ("", None)
                self.value(reader, inner, member(path, name), name)
        elif kind == "enum":
            start, symbols, index = reader.pos, _list(schema.get("symbols")), reader.zigzag()
            if not 0 <= index < len(symbols):
                raise BrokenError
            symbol = symbols[index]
            if not isinstance(symbol, str):
                raise BrokenError
            reader.keep(path, key, symbol, start)
        elif kind == "fixed":
            size = schema.get("size")
            reader.text(path, key, size if isinstance(size, int) else -1)
        elif kind in ("array", "map"):
            self._several(reader, schema, path, key)
        elif kind in ("int", "long") and (written := _TIMES.get(_text(schema, "logicalType"))):
            start = reader.pos
            reader.keep(path, key, written(reader.zigzag()), start)
        else:
            self.value(reader, kind, path, key)

    def _several(self, reader: Octets, schema: dict[str, object], path: str, key: str) -> None:
        """Take the blocks of an array or a map."""
        index = 0
        while (count := reader.zigzag()) != 0:
            if count < 0:
                reader.zigzag()
            for _ in range(reader.count(abs(count))):
                if schema.get("type") == "array":
                    self.value(reader, schema.get("items"), item(path, index), key)
                    index += 1
                else:
                    self._entry(reader, schema.get("values"), path)

    def _entry(self, reader: Octets, schema: object, path: str) -> None:
        start = reader.pos
        size = reader.zigzag()
        begin = reader.pos
        run = reader.run(size)
        value = as_text(run) or run
        name = value if isinstance(value, str) else value.hex()
        if step(name)[1]:
            reader.keep(member(path, name), name, value, begin if size else start, True)
        self.value(reader, schema, member(path, name), name)


_DAY = 86_400_000


def _day(number: int) -> str:
    """Write a day by its number since 1970; the number itself where it is none of our calendar."""
    day, sign, _ = since_1970(number * _DAY).partition("T")
    return day if sign else str(number)


_TIMES: dict[str, Callable[[int], str]] = {
    "date": _day, "timestamp-millis": since_1970, "timestamp-micros": lambda number: since_1970(number // 1_000),
    "local-timestamp-millis": lambda number: since_1970(number).removesuffix("Z"),
    "local-timestamp-micros": lambda number: since_1970(number // 1_000).removesuffix("Z"),
}  # fmt: skip
"""Whole numbers that are days and times (specification, "Logical Types"), written as elsewhere."""

_NAMED = ("record", "error", "enum", "fixed")
_INNER = {"array": "items", "map": "values"}

type _Holder = dict[str, object] | list[object]
type _FullName = tuple[str, str]
"""A space of names, and a name in it."""


def _resolved(schema: object) -> object:
    """Put each named type where it is named again (specification, "Names"), also where that comes before it is used.

    A name without a space is one of the space around it. What nobody defined stays a name, of which nothing is read.
    """
    root: list[object] = [schema]
    known: dict[_FullName, object] = {}
    named: list[tuple[_Holder, str | int, str, str]] = []
    todo: list[tuple[_Holder, str | int, str]] = [(root, 0, "")]
    while todo:
        holder, place, space = todo.pop()
        held = holder[place]  # type: ignore[index]
        if isinstance(held, str):
            named.append((holder, place, space, held))
        elif isinstance(held, list):
            todo += [(held, index, space) for index in range(len(held))]
        elif isinstance(held, dict):
            todo += _within(held, space, known)
    for holder, place, space, name in named:
        found = known.get(_full_name(name, space), known.get(("", name)))
        if name not in _PRIMITIVES and found is not None:
            holder[place] = found  # type: ignore[index]
    return root[0]


def _within(
    schema: dict[str, object], space: str, known: dict[_FullName, object]
) -> list[tuple[_Holder, str | int, str]]:
    """Give the places of the types in a type, after it is noted under its name."""
    kind = schema.get("type")
    if isinstance(kind, str) and kind in _NAMED:
        space, name = _full_name(_text(schema, "name"), _text(schema, "namespace") or space)
        known[space, name] = schema
        return [
            (each, "type", space) for each in _list(schema.get("fields")) if isinstance(each, dict) and "type" in each
        ]
    inner = _INNER.get(kind, "type") if isinstance(kind, str) else "type"
    return [(schema, inner, space)] if inner in schema else []


def _full_name(name: str, space: str) -> _FullName:
    before, dot, last = name.rpartition(".")
    return (before, last) if dot else (space, name)


def _text(schema: Mapping[str, object], name: str) -> str:
    value = schema.get(name)
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


_PRIMITIVES = frozenset({"string", "bytes", "int", "long", "float", "double", "boolean", "null"})


def _primitive(reader: Octets, kind: object, path: str, key: str) -> None:
    start = reader.pos
    if kind in ("string", "bytes"):
        reader.text(path, key, reader.zigzag())
    elif kind in ("int", "long"):
        reader.keep(path, key, str(reader.zigzag()), start)
    elif kind == "float":
        reader.keep(path, key, single(struct.unpack("<f", reader.run(4))[0]), start)
    elif kind == "double":
        reader.keep(path, key, repr(struct.unpack("<d", reader.run(8))[0]), start)
    elif kind == "boolean":
        reader.keep(path, key, "true" if reader.byte() else "false", start)
    elif kind == "null":
        reader.keep(path, key, "null", start)
    else:
        raise BrokenError
