"""Encoders of files that apps send: property lists, pages, tables, BSON, archives, and bytes that JSON holds as numbers.

Written with the standard library, BSON and lists of numbers by their grammar.
"""

import bz2
import csv
import html
import io
import json
import lzma
import plistlib
import random
import re
import struct
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyarrow as pa
from corpus import decoys
from corpus.binary import replaced
from corpus.carried import MARK, Carried, Unfit, coded, embedded, held
from corpus.textual import Wrap, as_json, document, xml_escape


def _plist_head(kind: int, size: int) -> bytes:
    if size < 15:
        return bytes([kind << 4 | size])
    width = 0 if size < 256 else 1 if size < 1 << 16 else 2
    return bytes([kind << 4 | 15, 0x10 | width]) + size.to_bytes(1 << width, "big")


def _wide(run: bytes) -> bytes:
    return run.decode().encode("utf-16-be")


def binary_plist(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A binary property list: text in ASCII or UTF-16, or data."""
    value: Any = inner.data.decode() if inner.text else inner.data
    container = plistlib.dumps(replaced(document(draw, name, draw.randint(1, 6)), value), fmt=plistlib.FMT_BINARY)
    if not inner.text or inner.data.isascii():
        head = _plist_head(5 if inner.text else 4, len(inner.data))
        return embedded(inner, container, head + inner.data, len(head), "bplist", keyed=True)
    written = _wide(inner.data)
    head = _plist_head(6, len(written) // 2)
    return embedded(inner, container, head + written, len(head), "bplist", keyed=True, escape=_wide)


def keyed_archive(draw: random.Random, inner: Carried, name: str) -> Carried:
    """What ``NSKeyedArchiver`` makes of an object with a few properties."""
    if not inner.data.isascii() or not inner.text:
        raise Unfit
    uid, objects = plistlib.UID, ["$null", None, {"$classname": "Event", "$classes": ["Event", "NSObject"]}]
    properties: dict[str, Any] = {"$class": uid(2)}
    for key, value in [*decoys.flat(draw, draw.randint(1, 4)), (name, inner.data.decode())]:
        properties[key] = uid(len(objects))
        objects.append(value)
    objects[1] = properties
    graph = {"$version": 100000, "$archiver": "NSKeyedArchiver", "$top": {"root": uid(1)}, "$objects": objects}
    item = _plist_head(5, len(inner.data)) + inner.data
    container = plistlib.dumps(graph, fmt=plistlib.FMT_BINARY)
    return embedded(inner, container, item, len(item) - len(inner.data), "bplist", keyed=True)


def xml_plist(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A property list in XML."""
    if inner.string != inner.string.strip():
        raise Unfit
    written = plistlib.dumps(document(draw, name, draw.randint(1, 6))).decode()
    return held(inner, written, xml_escape, "plist", keyed=True)


def page(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A page with a form, the value in a control, a meta tag or an attribute."""
    if inner.string != inner.string.strip():
        raise Unfit
    rows = [f'<input type="text" name="{key}" value="{html.escape(text)}">' for key, text in decoys.flat(draw, 3)]
    row = draw.choice((
        f'<input type="hidden" name="{name}" value="{MARK}">', f"<input value='{MARK}' id='{name}'/>",
        f'<textarea name="{name}">{MARK}</textarea>', f'<meta name="{name}" content="{MARK}">',
        f'<select name="{name}"><option value="0">x</option><option selected>{MARK}</option></select>',
        f'<div class="row" data-{name}="{MARK}"></div>',
    ))  # fmt: skip
    rows.insert(draw.randint(0, len(rows)), row)
    head = draw.choice(("<!DOCTYPE html>\n<html><body><form>", "<html><head><title>x</title></head><body>"))
    written = f"{head}{'<br>'.join(rows)}</body></html>"
    return held(inner, written, xml_escape, "html", keyed=True)


def table(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A table with a row of names."""
    inner.string  # noqa: B018 - text only
    others = {key: value for key, value in decoys.flat(draw, draw.randint(1, 4)) if key != name}
    # Without a label a table is one of data: digits in some cell of every row.
    others["seq"] = str(draw.randint(1, 99))
    names = [*others, name]
    draw.shuffle(names)
    sink, sign = io.StringIO(), draw.choice(",,\t;|")
    writer = csv.writer(sink, delimiter=sign, lineterminator=draw.choice(("\n", "\r\n")), quoting=csv.QUOTE_MINIMAL)
    writer.writerow(names)
    chosen, count = draw.randrange(3), draw.randint(1, 3)
    quoted = any(char in inner.string for char in f'{sign}"\r\n') or inner.string != inner.string.strip()
    for row in range(count):
        own = MARK if row == chosen % count else ""
        writer.writerow([own if key == name else others[key] for key in names])
    written = sink.getvalue().replace(MARK, f'"{MARK}"') if quoted else sink.getvalue()
    return held(inner, written, lambda run: run.replace(b'"', b'""'), "csv", keyed=True)


def described(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An object as Kotlin, Java or Swift describe it."""
    text = inner.string
    if set(text) & set("()[]{}\"'") or text != text.strip() or re.search(r",\s*\w+\s?[=:]", text):
        raise Unfit
    pairs = [(key, value) for key, value in decoys.flat(draw, draw.randint(2, 5)) if key != name and value.isalnum()]
    pairs.insert(draw.randint(0, len(pairs)), (name, MARK))
    if len(pairs) < 2:
        raise Unfit
    left, right, sign = draw.choice((("(", ")", "="), ("{", "}", "="), ("[", "]", "="), ("(", ")", ": ")))
    quote = draw.choice(("", "'")) if sign == "=" else '"'
    rows = ", ".join(f"{key}{sign}{quote}{value}{quote}" for key, value in pairs)
    return held(
        inner,
        f"{draw.choice(('User', 'kr.shop.Event', 'Sent: Row'))}{left}{rows}{right}",
        bytes,
        "described",
        keyed=True,
    )


def http_message(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A call of HTTP as one in a batch."""
    head = f"POST /v1/{draw.choice(decoys.WORDS)} HTTP/1.1\r\nContent-Type: {{}}\r\nX-Request-Id: {draw.randint(1, 10**9)}\r\n\r\n"
    data = head.format("text/plain" if inner.text else "application/octet-stream").encode() + inner.data
    made = embedded(inner, data, b"\r\n\r\n" + inner.data, 4, "http", keyed=False)
    return replace(made, text=inner.text)


def _bson(members: dict[str, Any]) -> bytes:
    body = b"".join(_element(name, value) for name, value in members.items())
    return struct.pack("<i", len(body) + 5) + body + b"\0"


def _element(name: str, value: Any) -> bytes:
    kinds: tuple[tuple[type, int, Callable[[Any], bytes]], ...] = (
        (bool, 8, lambda v: bytes([v])), (int, 18, lambda v: struct.pack("<q", v)), (float, 1, lambda v: struct.pack("<d", v)),
        (str, 2, lambda v: struct.pack("<i", len(v.encode()) + 1) + v.encode() + b"\0"),
        (bytes, 5, lambda v: struct.pack("<ib", len(v), 0) + v), (dict, 3, _bson),
        (list, 4, lambda v: _bson({str(at): each for at, each in enumerate(v)})),
    )  # fmt: skip
    kind, write = next((kind, write) for each, kind, write in kinds if isinstance(value, each))
    return bytes([kind]) + name.encode() + b"\0" + write(value)


def bson(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A document of BSON."""
    value: Any = inner.data.decode() if inner.text else inner.data
    container = _bson(replaced(document(draw, name, draw.randint(1, 6)), value))
    item = _element(name, value)
    return embedded(inner, container, item, item.rindex(inner.data), "bson", keyed=True)


def zipped(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An archive of one to three members, stored or deflated; now and then without its directory."""
    sink, method = io.BytesIO(), draw.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED))
    names = draw.sample(decoys.WORDS, draw.randint(1, 3))
    with zipfile.ZipFile(sink, "w", method) as archive:
        for at, each in enumerate(names):
            info = zipfile.ZipInfo(f"{each}.log", (2026, 11, 26, 9, 0, 0))
            info.compress_type = method
            archive.writestr(info, inner.data if at == 0 else " ".join(decoys.nameless(draw, 5)))
    data = sink.getvalue()
    if draw.random() < 0.2:
        data = data[: data.index(b"PK\x01\x02")]
    if method == zipfile.ZIP_DEFLATED:
        return coded(inner, data, "zip", text=False)
    return embedded(inner, data, b".log" + inner.data, 4, "zip", keyed=False)


def tape(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A tape archive."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=draw.choice((tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))) as archive:
        for each in draw.sample(decoys.WORDS, draw.randint(0, 1)):
            archive.addfile(tarfile.TarInfo(f"{each}.txt"))
        info = tarfile.TarInfo("events.json")
        info.size = len(inner.data)
        archive.addfile(info, io.BytesIO(inner.data))
    return embedded(inner, sink.getvalue(), inner.data, 0, "tar", keyed=False)


def bzipped(draw: random.Random, inner: Carried, name: str) -> Carried:
    """bzip2."""
    return coded(inner, bz2.compress(inner.data), "bzip2", text=False)


def xz(draw: random.Random, inner: Carried, name: str) -> Carried:
    """The .xz format, or LZMA alone."""
    form, layer = draw.choice(((lzma.FORMAT_XZ, "xz"), (lzma.FORMAT_ALONE, "lzma")))
    return coded(inner, lzma.compress(inner.data, form), layer, text=False)


def stepped(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A frame of LZ4, or a chunk of Snappy's framing."""
    if draw.random() < 0.5:
        return coded(inner, bytes(pa.Codec("lz4").compress(inner.data).to_pybytes()), "lz4", text=False)
    run = bytes(pa.Codec("snappy").compress(inner.data).to_pybytes())
    chunk = b"\0" + (len(run) + 4).to_bytes(3, "little") + draw.randbytes(4) + run
    return coded(inner, b"\xff\x06\0\0sNaPpY" + chunk, "snappy", text=False)


def masked(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A document of JSON of which every byte is changed by the same one."""
    key, made = draw.randint(0x80, 0xFF), as_json(draw, inner, name)
    if made.data[:1] + made.data[-1:] not in (b"{}", b"[]"):
        raise Unfit
    return coded(made, bytes(byte ^ key for byte in made.data), "xor", text=False)


_OPENED = frozenset({"json", "gzip", "deflate", "zstd", "bzip2", "xz", "bplist", "bson", "zip", "xml", "plist", "html"})


def numbers(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A list of numbers, of what shows by itself that it is no list of prices."""
    if not inner.layers or inner.layers[0] not in _OPENED:
        raise Unfit
    minus, space = draw.random() < 0.5, draw.choice((",", ", "))
    values = [value - 256 if minus and value > 127 else value for value in inner.data]
    return coded(inner, ("[" + space.join(map(str, values)) + "]").encode(), "byte-array", text=True)


def numbers_in_json(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Such a list as a member of a JSON document."""
    packed = numbers(draw, inner, name)
    written = json.dumps(document(draw, name, draw.randint(1, 4))).replace(f'"{MARK}"', MARK)
    return replace(held(packed, written, bytes, "json", keyed=False), keyed=packed.keyed)


TEXTS: dict[str, Wrap] = {"plist": xml_plist, "html": page, "csv": table, "described": described, "xor": masked}
"""What holds text alone, and names it."""
NAMING: dict[str, Wrap] = {"bplist": binary_plist, "keyed archive": keyed_archive, "bson": bson}
"""What gives bytes and names the value."""
FILES: dict[str, Wrap] = {
    "zip": zipped,
    "tar": tape,
    "bzip2": bzipped,
    "xz": xz,
    "lz4": stepped,
    "byte-array": numbers,
    "http": http_message,
}
"""What holds something else and gives it no name."""
