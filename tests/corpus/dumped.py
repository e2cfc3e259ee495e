"""Encoders of what languages write of their objects: Python's pickles by Python itself; Hessian, Erlang's terms, Ruby's
Marshal and UBJSON after their specifications, which the tests of each hold against their libraries.
"""

import pickle
import random
import struct
from collections.abc import Callable, Sequence

from corpus.carried import Carried, embedded
from corpus.textual import Wrap
from corpus.typed import members_of

type Members = Sequence[tuple[str, str | bytes]]
type Item = Callable[[str | bytes], bytes]


def _raw(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _value(inner: Carried) -> str | bytes:
    return inner.data.decode() if inner.text else inner.data


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _hessian_value(value: str | bytes) -> bytes:
    size, short = (_units(value), 0) if isinstance(value, str) else (len(value), 0x20)
    if size < (32 if isinstance(value, str) else 16):
        return bytes([short + size]) + _raw(value)
    return (b"S" if isinstance(value, str) else b"B") + struct.pack(">H", size) + _raw(value)


def hessian(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A map or an object, by itself, as a call's argument, or in a frame of Dubbo."""
    members = members_of(draw, inner, name)
    if draw.random() < 0.5:
        body = b"H" + b"".join(_hessian_value(key) + _hessian_value(value) for key, value in members) + b"Z"
    else:
        names = b"".join(_hessian_value(key) for key, _ in members)
        body = b"C" + _hessian_value("kr.example.Report") + bytes([0x90 + len(members)]) + names + b"\x60"
        body += b"".join(_hessian_value(value) for _, value in members)
    kind = draw.randrange(3)
    if kind == 1:
        body = b"H\2\0C" + _hessian_value("report") + b"\x91" + body
    elif kind == 2:
        row = b"".join(map(_hessian_value, ("2.0.2", "kr.example.Api", "1.0", "report", "Lkr/example/Report;"))) + body
        body = b"\xda\xbb\xc2\0" + draw.randbytes(8) + struct.pack(">I", len(row)) + row
    item = _hessian_value(_value(inner))
    return embedded(inner, body, item, len(item) - len(inner.data), "hessian", keyed=True)


def _erlang_value(value: str | bytes) -> bytes:
    return b"m" + struct.pack(">I", len(_raw(value))) + _raw(value)


def erlang(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A map, or a list of pairs named by atoms."""
    members, item = members_of(draw, inner, name), _erlang_value(_value(inner))
    if draw.random() < 0.5:
        rows = b"".join(_erlang_value(key) + _erlang_value(value) for key, value in members)
        made = b"\x83t" + struct.pack(">I", len(members)) + rows
    else:
        rows = b"".join(b"h\2w" + bytes([len(_raw(k))]) + _raw(k) + _erlang_value(value) for k, value in members)
        made = b"\x83l" + struct.pack(">I", len(members)) + rows + b"j"
    return embedded(inner, made, item, 5, "erlang", keyed=True)


def _small(value: int) -> bytes:
    if value == 0:
        return b"\0"
    if value < 123:
        return bytes([value + 5])
    run = value.to_bytes((value.bit_length() + 7) // 8, "little")
    return bytes([len(run)]) + run


def _ruby_value(value: str | bytes) -> bytes:
    run = b'"' + _small(len(_raw(value))) + _raw(value)
    return b"I" + run + b"\6:\6ET" if isinstance(value, str) else run


def ruby(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A hash whose keys are texts or symbols, or an object."""
    members, kind = members_of(draw, inner, name), draw.randrange(3)
    sign = "@" if kind == 2 else ""
    rows = b""
    for key, value in members:
        named = _ruby_value(key) if kind == 0 else b":" + _small(len(_raw(sign + key))) + _raw(sign + key)
        rows += named + _ruby_value(value)
    head = b"o:\x0bReport" if kind == 2 else b"{"
    run = b'"' + _small(len(inner.data)) + inner.data
    return embedded(
        inner, b"\4\x08" + head + _small(len(members)) + rows, run, len(run) - len(inner.data), "ruby", keyed=True
    )


def pickled(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A map in any protocol that writes texts as they are."""
    members, protocol = members_of(draw, inner, name), draw.choice((3, 4, 5))
    made = pickle.dumps(dict(members), protocol)
    size = len(inner.data)
    heads = {
        True: (b"X" + struct.pack("<I", size), b"\x8c" + bytes([size & 0xFF])),
        False: (b"B" + struct.pack("<I", size), b"C" + bytes([size & 0xFF])),
    }
    head = heads[inner.text][0 if size > 255 or (protocol == 3 and inner.text) else 1]
    return embedded(inner, made, head + inner.data, len(head), "pickle", keyed=True)


def _ubjson_size(size: int) -> bytes:
    return (
        b"i" + bytes([size]) if size < 128 else b"U" + bytes([size]) if size < 256 else b"l" + struct.pack(">i", size)
    )


def ubjson(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An object, with the number of its members or without."""
    members, told = members_of(draw, inner, name), draw.random() < 0.5

    def value(each: str | bytes) -> bytes:
        run = _ubjson_size(len(_raw(each))) + _raw(each)
        return b"S" + run if isinstance(each, str) else b"[$U#" + run

    rows = b"".join(_ubjson_size(len(_raw(key))) + _raw(key) + value(each) for key, each in members)
    made = b"{#" + _ubjson_size(len(members)) + rows if told else b"{" + rows + b"}"
    item = value(_value(inner))
    return embedded(inner, made, item, len(item) - len(inner.data), "ubjson", keyed=True)


DUMPED: dict[str, Wrap] = {"hessian": hessian, "erlang": erlang, "ruby": ruby, "pickle": pickled, "ubjson": ubjson}
"""What gives bytes and names the value."""
