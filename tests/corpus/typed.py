"""Encoders of typed formats: Thrift, Tars, Smile, Java's serialised objects, Avro's container files, SQLite's databases.

SQLite writes its own; of the others no library is at hand, and they are written after their specifications.
"""

import json
import random
import sqlite3
import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from corpus import decoys
from corpus.carried import MARK, Carried, Unfit, coded, embedded
from corpus.textual import Wrap

type Members = Sequence[tuple[str, Any]]


def members_of(draw: random.Random, inner: Carried, name: str, *, named: bool = True) -> list[tuple[str, Any]]:
    """Give decoys and the value under its name, in any order; where names are lost, decoys that need none."""
    if not named:
        rows = [(f"f{at}", text) for at, text in enumerate(decoys.nameless(draw, draw.randint(1, 5)))]
        return _among(draw, rows, name, inner.data.decode() if inner.text else inner.data)
    members = [pair for pair in decoys.flat(draw, draw.randint(1, 5)) if pair[0] != name]
    return _among(draw, members, name, inner.data.decode() if inner.text else inner.data)


def _among(draw: random.Random, members: list[tuple[str, str]], name: str, value: Any) -> list[tuple[str, Any]]:
    made: list[tuple[str, Any]] = list(members)
    made.insert(draw.randint(0, len(made)), (name, value))
    return made


def _raw(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def _zigzag(value: int) -> bytes:
    return _varint(value << 1 ^ value >> 63)


def _thrift_binary(members: Members, mapped: bool) -> tuple[bytes, bytes]:
    def run(raw: bytes) -> bytes:
        return struct.pack(">i", len(raw)) + raw

    if mapped:
        rows = b"".join(run(key.encode()) + run(_raw(value)) for key, value in members)
        fields = struct.pack(">bhbbi", 13, 1, 11, 11, len(members)) + rows
    else:
        fields = b"".join(struct.pack(">bh", 11, at) + run(_raw(value)) for at, (_, value) in enumerate(members, 1))
    return b"\x80\x01\x00\x01" + run(b"report") + struct.pack(">i", 7) + fields + b"\0", b"\0\0"


def _thrift_compact(members: Members, mapped: bool) -> tuple[bytes, bytes]:
    def run(raw: bytes) -> bytes:
        return _varint(len(raw)) + raw

    if mapped:
        rows = b"".join(run(key.encode()) + run(_raw(value)) for key, value in members)
        fields = b"\x1b" + _varint(len(members)) + b"\x88" + rows
    else:
        fields = b"".join(b"\x18" + run(_raw(value)) for _, value in members)
    return b"\x82\x21\x07" + run(b"report") + fields + b"\0", b""


def _needs_names(inner: Carried) -> bool:
    return inner.typed and not inner.keyed


def thrift(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A call in either protocol: fields with numbers, or a map by names."""
    mapped = _needs_names(inner) or draw.random() < 0.5
    compact = draw.random() < 0.5
    members = members_of(draw, inner, name, named=mapped)
    data = (_thrift_compact if compact else _thrift_binary)(members, mapped)[0]
    size = len(inner.data)
    head = _varint(size) if compact else struct.pack(">i", size)
    return embedded(inner, data, head + inner.data, len(head), "thrift", keyed=mapped)


def _tars_head(tag: int, kind: int) -> bytes:
    return bytes([tag << 4 | kind]) if tag < 15 else bytes([0xF0 | kind, tag])


def _tars_number(tag: int, value: int) -> bytes:
    if value == 0:
        return _tars_head(tag, 12)
    kind, form = (0, ">b") if value < 128 else (1, ">h") if value < 1 << 15 else (2, ">i")
    return _tars_head(tag, kind) + struct.pack(form, value)


def _tars_run(raw: bytes, tag: int, text: bool) -> bytes:
    if not text:
        return _tars_head(tag, 13) + b"\x00" + _tars_number(0, len(raw)) + raw
    if len(raw) < 256:
        return _tars_head(tag, 6) + bytes([len(raw)]) + raw
    return _tars_head(tag, 7) + struct.pack(">i", len(raw)) + raw


def _tars_value(value: Any, tag: int) -> bytes:
    return _tars_run(_raw(value), tag, isinstance(value, str))


def tars(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A packet (WUP 3): its buffer a map by names, or a struct whose fields have tags."""
    mapped = _needs_names(inner) or draw.random() < 0.5
    members = members_of(draw, inner, name, named=mapped)
    if mapped:
        rows = b"".join(_tars_value(key, 0) + _tars_value(value, 1) for key, value in members)
        fields = _tars_head(0, 8) + _tars_number(0, len(members)) + rows
    else:
        fields = b"".join(_tars_value(value, at) for at, (_, value) in enumerate(members, 1))
    item = _tars_run(inner.data, 0, inner.text)[1:]
    packet = (
        _tars_number(1, 3) + _tars_number(2, 0) + _tars_number(3, 0) + _tars_number(4, draw.randint(1, 99))
        + _tars_value("stat", 5) + _tars_value("report", 6) + _tars_run(fields, 7, text=False) + _tars_number(8, 0)
        + _tars_head(9, 8) + b"\x0c" + _tars_head(10, 8) + b"\x0c"
    )  # fmt: skip
    data = struct.pack(">i", len(packet) + 4) + packet if draw.random() < 0.5 else packet
    return embedded(inner, data, item, len(item) - len(inner.data), "tars", keyed=mapped)


def _vint(value: int) -> bytes:
    out = [0x80 | value & 0x3F]
    value >>= 6
    while value:
        out.append(value & 0x7F)
        value >>= 7
    return bytes(out[::-1])


def _seven(raw: bytes) -> bytes:
    """Write bytes in sevens of bits; the last few bits by themselves."""
    out, whole = b"", len(raw) - len(raw) % 7
    for at in range(0, whole, 7):
        number = int.from_bytes(raw[at : at + 7])
        out += bytes(number >> 7 * (7 - place) & 0x7F for place in range(8))
    rest, held = raw[whole:], 0
    for count, byte in enumerate(rest, 1):
        held = held << 8 | byte
        out += bytes([held >> count & 0x7F])
        held &= (1 << count) - 1
    return out + (bytes([held]) if rest else b"")


def _smile(value: Any) -> bytes:
    if isinstance(value, dict):
        return b"\xfa" + b"".join(_smile_name(key) + _smile(each) for key, each in value.items()) + b"\xfb"
    if isinstance(value, str):
        raw = value.encode()
        if not raw:
            return b"\x20"
        if value.isascii() and len(raw) <= 64:
            return bytes([(0x40 if len(raw) <= 32 else 0x60) + (len(raw) - 1) % 32]) + raw
        if not value.isascii() and 2 <= len(raw) <= 65:
            return bytes([(0x80 if len(raw) <= 33 else 0xA0) + (len(raw) - 2) % 32]) + raw
        return (b"\xe0" if value.isascii() else b"\xe4") + raw + b"\xfc"
    return b"\xfd" + _vint(len(value)) + bytes(value)


def _smile_name(name: str) -> bytes:
    raw = name.encode()
    return bytes([0x80 | len(raw) - 1]) + raw if len(raw) <= 56 else b"\x34" + raw + b"\xfc"


def smile(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A document of Smile with raw binary, no name and no text shared; bytes in sevens of bits where it says so."""
    members, sevens = dict(members_of(draw, inner, name)), not inner.text and draw.random() < 0.5
    if sevens:
        members[name] = MARK
        held = b"\xe8" + _vint(len(inner.data)) + _seven(inner.data)
        data = (b":)\n\x00" + _smile(members)).replace(_smile(MARK), held)
        return _named_run(inner, data, "smile")
    item = _smile(members[name])
    data = b":)\n\x04" + _smile(members)
    return embedded(inner, data, item, item.index(inner.data), "smile", keyed=True)


def _named_run(inner: Carried, data: bytes, layer: str) -> Carried:
    return replace(coded(inner, data, layer, text=False), keyed=True)


def java(draw: random.Random, inner: Carried, name: str) -> Carried:
    """What ``ObjectOutputStream`` writes of an object with texts for its fields, or of a ``HashMap``."""
    if not inner.text or len(inner.data) > 60_000 or "\0" in inner.string or not inner.string.isprintable():
        raise Unfit
    if any(ord(char) > 0xFFFF for char in inner.string):
        raise Unfit
    members = [(key, _java_text(_raw(value))) for key, value in members_of(draw, inner, name)]
    if draw.random() < 0.5:
        data = _java_map(members)
    else:
        names = b"".join(
            b"L" + _utf(key.encode()) + _java_text(b"Ljava/lang/String;") for key, _ in _java_ordered(members)
        )
        head = b"\xac\xed\x00\x05\x73\x72" + _utf(b"kr.shop.Event") + bytes(range(8)) + b"\x02"
        data = (
            head
            + struct.pack(">H", len(members))
            + names
            + b"\x78\x70"
            + b"".join(v for _, v in _java_ordered(members))
        )
    item = _java_text(inner.data)
    return embedded(inner, data, item, 3, "java", keyed=True)


def _java_ordered[T](members: list[tuple[str, T]]) -> list[tuple[str, T]]:
    return sorted(members)


def _utf(raw: bytes) -> bytes:
    return struct.pack(">H", len(raw)) + raw


def _java_text(raw: bytes) -> bytes:
    return b"\x74" + _utf(raw)


def _java_map(members: list[tuple[str, bytes]]) -> bytes:
    head = (
        b"\xac\xed\x00\x05\x73\x72" + _utf(b"java.util.HashMap") + bytes.fromhex("0507dac1c31660d1") + b"\x03\x00\x02"
        + b"F" + _utf(b"loadFactor") + b"I" + _utf(b"threshold") + b"\x78\x70" + struct.pack(">fi", 0.75, 12)
    )  # fmt: skip
    block = b"\x77\x08" + struct.pack(">ii", 16, len(members))
    return head + block + b"".join(_java_text(key.encode()) + value for key, value in members) + b"\x78"


def avro(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A container file with one record or more, as it is or deflated."""
    members = members_of(draw, inner, name)
    kinds = [
        {"name": key, "type": "bytes" if isinstance(value, bytes) else ["null", "string"]} for key, value in members
    ]
    schema = json.dumps({"type": "record", "name": "Event", "fields": kinds})
    packed = draw.random() < 0.4
    meta = {"avro.schema": schema, "avro.codec": "deflate" if packed else "null"}
    sync = draw.randbytes(16)
    head = (
        b"Obj\x01"
        + _zigzag(2)
        + b"".join(_avro(k.encode()) + _avro(v.encode()) for k, v in meta.items())
        + b"\0"
        + sync
    )
    record = b"".join((b"" if isinstance(value, bytes) else b"\x02") + _avro(_raw(value)) for _, value in members)
    packer = zlib.compressobj(wbits=-15)
    block = packer.compress(record) + packer.flush() if packed else record
    data = head + _zigzag(1) + _zigzag(len(block)) + block + sync
    if packed:
        return _named_run(inner, data, "avro")
    item = _avro(inner.data)
    return embedded(inner, data, item, len(item) - len(inner.data), "avro", keyed=True)


def _avro(raw: bytes) -> bytes:
    return _zigzag(len(raw)) + raw


def sqlite(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A database with a table of events, the value in a row of its own: SQLite does not say where a cell stands."""
    if len(inner.data) > 3_000:
        raise Unfit
    members = members_of(draw, inner, name)
    names = ", ".join('"' + key + '"' for key, _ in members)
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute(f"CREATE TABLE events (seq INTEGER PRIMARY KEY, {names})")
    marks = ", ".join("?" for _ in members)
    rows = [(at, [value if key != name else None for key, value in members]) for at in range(1, draw.randint(2, 4))]
    rows.append((len(rows) + 1, [value for _, value in members]))
    for at, row in rows:
        database.execute(f"INSERT INTO events VALUES ({at}, {marks})", row)
    data = database.serialize()
    database.close()
    return _named_run(inner, data, "sqlite")


def bencode(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A dictionary (BEP 3), by itself or within another one."""
    members = sorted(members_of(draw, inner, name, named=True))
    rows = b"".join(_counted(_raw(key)) + _counted(_raw(value)) for key, value in members)
    data = b"d" + rows + b"e"
    if draw.random() < 0.5:
        data = b"d1:a" + data + b"1:ti" + str(draw.randint(1, 1 << 31)).encode() + b"ee"
    item = _counted(inner.data)
    return embedded(inner, data, item, len(item) - len(inner.data), "bencode", keyed=True)


def php(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An array as PHP's ``serialize`` writes it, by itself or as a member of an object."""
    members = members_of(draw, inner, name, named=True)
    rows = b"".join(_quoted_text(_raw(key)) + _quoted_text(_raw(value)) for key, value in members)
    data = b"a:%d:{%s}" % (len(members), rows)
    if draw.random() < 0.5:
        data = b'O:4:"Cart":2:{s:7:"\0*\0user";%ss:1:"t";i:%d;}' % (data, draw.randint(1, 1 << 31))
    return embedded(inner, data, _quoted_text(inner.data), len(f's:{len(inner.data)}:"'), "php", keyed=True)


def _quoted_text(raw: bytes) -> bytes:
    return b's:%d:"%s";' % (len(raw), raw)


def _counted(raw: bytes) -> bytes:
    return str(len(raw)).encode() + b":" + raw


TYPED: dict[str, Wrap] = {
    "thrift": thrift, "tars": tars, "smile": smile, "avro": avro, "sqlite": sqlite, "bencode": bencode,
    "php": php,
}  # fmt: skip
"""What gives bytes and names the value, or can."""
TYPED_TEXTS: dict[str, Wrap] = {"java": java}
"""Likewise, and holds text alone."""
