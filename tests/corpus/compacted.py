"""Encoders of binary formats of typed values: Ion, AMF 0 and 3, and the messages of Cap'n Proto and FlatBuffers, which
hold no names.

Written after their specifications, as no library of them is at hand.
"""

import random
import struct
from collections.abc import Sequence

from corpus.carried import Carried, Unfit, coded, embedded
from corpus.textual import Wrap
from corpus.typed import members_of

type Members = Sequence[tuple[str, str | bytes]]

_SYSTEM = 9


def _raw(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _big(value: int) -> bytes:
    """Write a number of Ion: seven bits a byte, the last one marked."""
    out = [value & 0x7F | 0x80]
    while value := value >> 7:
        out.append(value & 0x7F)
    return bytes(out[::-1])


def _ion(kind: int, raw: bytes) -> bytes:
    return bytes([kind << 4 | len(raw)]) + raw if len(raw) < 14 else bytes([kind << 4 | 14]) + _big(len(raw)) + raw


def _ion_value(value: str | bytes) -> bytes:
    return _ion(8 if isinstance(value, str) else 10, _raw(value))


def ion(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A struct, by itself or with a type before it, behind the table of its names."""
    members = members_of(draw, inner, name)
    names = ["n", *(key for key, _ in members)]
    listed = _ion(11, b"".join(_ion(8, each.encode()) for each in names))
    table = _ion(14, b"\x81\x83" + _ion(13, b"\x87" + listed))
    fields = _big(_SYSTEM + 1) + _ion(2, draw.randint(1, 1 << 31).to_bytes(4))
    fields += b"".join(_big(_SYSTEM + 2 + at) + _ion_value(value) for at, (_, value) in enumerate(members))
    struct_ = _ion(13, fields)
    if draw.random() < 0.4:
        struct_ = _ion(14, b"\x81" + _big(_SYSTEM + 1) + struct_)
    item = _ion_value(inner.data.decode() if inner.text else inner.data)
    data = b"\xe0\x01\x00\xea" + table + struct_
    return embedded(inner, data, item, len(item) - len(inner.data), "ion", keyed=True)


def _u29(value: int) -> bytes:
    if value >= 1 << 21:
        return bytes([value >> 22 | 0x80, value >> 15 & 0x7F | 0x80, value >> 8 & 0x7F | 0x80, value & 0xFF])
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(value & 0x7F | 0x80)
    return bytes(out[::-1])


def _three(value: str | bytes) -> bytes:
    raw = _raw(value)
    return (b"\x06" if isinstance(value, str) else b"\x0c") + _u29(len(raw) << 1 | 1) + raw


def amf(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An object without a class in AMF 3, by itself or in a message; or one of AMF 0 in a message."""
    members = members_of(draw, inner, name)
    if len({text for _, text in members}) < len(members) or {key for key, _ in members} & {text for _, text in members}:
        raise Unfit  # what comes again is a number
    value: str | bytes = inner.data.decode() if inner.text else inner.data

    def named(key: str) -> bytes:
        return _u29(len(key.encode()) << 1 | 1) + key.encode()

    made = b"\x0a\x0b\x01" + b"".join(named(key) + _three(text) for key, text in members) + b"\x01"
    item = _three(value)
    way = draw.randrange(3) if inner.text and len(inner.data) < 1 << 16 else draw.randrange(2)
    if way == 1:
        made = _message(3, b"\x11" + made)
    elif way == 2:
        item = _zero(value)
        pairs = b"".join(struct.pack(">H", len(key)) + key.encode() + _zero(text) for key, text in members)
        made = _message(0, b"\x03" + pairs + b"\0\0\x09")
    return embedded(inner, made, item, len(item) - len(inner.data), "amf", keyed=True)


def _zero(value: str | bytes) -> bytes:
    raw = _raw(value)
    return b"\x02" + struct.pack(">H", len(raw)) + raw


def _message(version: int, value: bytes) -> bytes:
    body = b"\x0a\0\0\0\1" + value
    return struct.pack(">HHHH", version, 0, 1, 9) + b"user.save\0\2/1" + struct.pack(">I", len(body)) + body


def _texts(draw: random.Random, inner: Carried, name: str) -> list[bytes]:
    """Give decoys and the value, of what holds no names."""
    if (inner.typed and not inner.keyed) or not inner.text or b"\0" in inner.data or len(inner.data) < 4:
        raise Unfit
    return [_raw(text) for _, text in members_of(draw, inner, name, named=False) if text]


def capnp(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A struct of texts and numbers, perhaps in another one; as it is written, or packed."""
    texts = _texts(draw, inner, name)
    words = [struct.pack("<Q", draw.randint(1, 1 << 40))]
    pointers, tail = b"", b""
    for at, text in enumerate(texts):
        offset = len(texts) - at - 1 + len(tail) // 8
        pointers += struct.pack("<Q", offset << 2 | 1 | 2 << 32 | (len(text) + 1) << 35)
        tail += (text + b"\0").ljust((len(text) + 8) // 8 * 8, b"\0")
    body = words[0] + pointers + tail
    root = struct.pack("<Q", 1 << 32 | len(texts) << 48)
    if draw.random() < 0.5:
        root = struct.pack("<Q", 1 << 48) + root
    segment = root + body
    data = struct.pack("<II", 0, len(segment) // 8) + segment
    if draw.random() < 0.4:
        return coded(inner, _packed(data), "capnp", text=False)
    return embedded(inner, data, inner.data + b"\0", 0, "capnp", keyed=False)


def _packed(data: bytes) -> bytes:
    out, at = b"", 0
    while at < len(data):
        word, at = data[at : at + 8], at + 8
        tag = sum(1 << bit for bit, byte in enumerate(word) if byte)
        out += bytes([tag]) + word.replace(b"\0", b"")
        count = 0
        if tag == 0:
            while data[at : at + 8] == bytes(8) and count < 255:
                count, at = count + 1, at + 8
            out += bytes([count])
        elif tag == 0xFF:
            run = b""
            while len(data) - at >= 8 and data[at : at + 8].count(0) < 2 and count < 255:
                run, count, at = run + data[at : at + 8], count + 1, at + 8
            out += bytes([count]) + run
    return out


def flatbuffers(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A table of texts and a number, perhaps in another one."""
    texts = _texts(draw, inner, name)
    count = len(texts) + 1
    listed = struct.pack("<HH", 4 + 2 * count, 4 + 4 * count) + b"".join(
        struct.pack("<H", 4 + 4 * at) for at in range(count)
    )
    listed += b"\0" * (-len(listed) % 4)
    fields, tail = b"", b""
    for at, text in enumerate(texts):
        fields += struct.pack("<I", (len(texts) - at) * 4 + 4 + len(tail))
        tail += struct.pack("<I", len(text)) + (text + b"\0").ljust(len(text) // 4 * 4 + 4, b"\0")
    table = struct.pack("<i", len(listed)) + fields + struct.pack("<I", draw.randint(1, 1 << 30))
    inner_part = listed + table + tail
    if draw.random() < 0.5:
        data = struct.pack("<I", 4 + len(listed)) + inner_part
    else:
        head = struct.pack("<HHHH", 6, 8, 4, 0) + struct.pack("<i", 8) + struct.pack("<I", 4 + len(listed))
        data = struct.pack("<I", 12) + head + inner_part
    return embedded(inner, data, struct.pack("<I", len(inner.data)) + inner.data + b"\0", 4, "flatbuffers", keyed=False)


COMPACTED: dict[str, Wrap] = {"ion": ion, "amf": amf}
"""What gives bytes and names the value."""
UNNAMED: dict[str, Wrap] = {"capnp": capnp, "flatbuffers": flatbuffers}
"""What holds text alone, and gives it no name."""
