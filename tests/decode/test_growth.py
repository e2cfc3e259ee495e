"""What would cost much more than it is long: classes that name each other, items that share their bytes, texts without an end.

Each takes a second or less; what it was made against took minutes, gigabytes, or did not end.
"""

import gzip
import io
import json
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from support import pictures

from trafficaudit.decode import Limits, decode, free_space
from trafficaudit.decode.limits import Bound, Budget
from trafficaudit.decode.pictures import heif
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]

M = 1 << 20
SECONDS = 10


def java(*parts: bytes) -> bytes:
    return b"\xac\xed\x00\x05" + b"".join(parts)


def named(handle: int) -> bytes:
    """Name what was met before."""
    return b"\x71" + struct.pack(">I", 0x7E0000 + handle)


def described(name: bytes, above: bytes, annotation: bytes = b"") -> bytes:
    """Write a class without fields."""
    return b"\x72" + struct.pack(">H", len(name)) + name + bytes(8) + b"\2\0\0" + annotation + b"\x78" + above


def _upon_each_other(names: Callable[[int], bytes], count: int) -> bytes:
    """Write classes each of which is above the next one, then objects of the last."""
    rows = [b"\x76" + described(names(k), named(2 * (k - 1)) if k else b"\x70") for k in range(count)]
    return java(*rows, (b"\x73" + named(2 * (count - 1))) * count * 4)


def _circle() -> bytes:
    """Write an object whose class is above a hundred, the last of which is above it."""
    inner = b"".join(b"\x76" + described(b"D%d" % k, named(2 * k - 1 if k else 0)) for k in range(100))
    return java(b"\x73" + described(b"C", named(199), inner))


def number(value: int) -> bytes:
    value, out = value << 1, b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def avro(schema: Any, records: bytes) -> bytes:
    said = json.dumps(schema).encode()
    head = b"Obj\1\2" + number(11) + b"avro.schema" + number(len(said)) + said + b"\0" + bytes(16)
    return head + number(len(records)) + number(len(records)) + records + bytes(16)


def _record(**changes: Any) -> dict[str, Any]:
    return {"type": "record", "name": "a", "fields": [{"name": "x", "type": "boolean"}]} | changes


def shared_items(count: int, kind: bytes, size: int) -> bytes:
    """Write a picture whose items are each all that stands behind it."""
    info = b"".join(pictures.box(b"infe", b"\2\0\0\0" + struct.pack(">HH", i, 0) + kind) for i in range(count))
    rows = b"".join(struct.pack(">HHHII", i, 0, 1, 0, 0x7FFFFFFF) for i in range(count))
    meta = pictures.box(b"iinf", bytes(4) + struct.pack(">H", count) + info)
    meta += pictures.box(b"iloc", b"\0\0\0\0\x44\0" + struct.pack(">H", count) + rows)
    return pictures.box(b"ftyp", b"heic\0\0\0\0") + pictures.box(b"meta", bytes(4) + meta) + b"x" * size


def blocks_in_blocks(pages: int) -> bytes:
    """Write a database whose pages have free blocks that all reach to the end."""
    page = bytearray(b"z" * 65_536)
    page[:8] = b"\x0d\0\x10\0\0\xff\xff\0"
    for at in range(16, 8_192, 8):
        page[at : at + 4] = struct.pack(">HH", at + 8, 65_535)
    first = bytearray(page)
    first[:100] = (b"SQLite format 3\0\0\1\1\1\0\x40\x20\x20").ljust(100, b"\0")
    first[100:108] = page[:8]
    return bytes(first) + bytes(page) * (pages - 1)


def xmp(text: bytes) -> bytes:
    rows = [(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + text), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + kind + data + bytes(4) for kind, data in rows)


def packed_text(size: int) -> bytes:
    """Write so many bytes in Smile, seven bits in each byte."""
    digits, left = bytes([0x80 | size & 63]), size >> 6
    while left:
        digits, left = bytes([left & 127]) + digits, left >> 7
    return b":)\n\0\xe8" + digits + b"\x55" * ((size * 8 + 6) // 7)


def _pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, each) for at, each in enumerate(objects, 1))


def _stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (more, len(packed), packed)


def _page(text: bytes, cmap: bytes = b"") -> bytes:
    font = b"<< /Type /Page /Contents 2 0 R /Resources << /Font << /F << /Subtype /Type0 /ToUnicode 3 0 R >> >> >> >>"
    return _pdf(font, _stream(text), _stream(cmap or b"x y"))


def _pages(count: int, size: int) -> bytes:
    text = _stream(b"BT (a) Tj " * (size // 10))
    return _pdf(text, *[b"<< /Type /Page /Contents [" + b"1 0 R " * 50 + b"] >>"] * count)


def _named_often(count: int, size: int) -> bytes:
    head = b"".join(b"%d 0 " % number for number in range(9, 9 + count))
    data = head + b"[" + b"(a) " * (size // 4) + b"]"
    return _pdf(_stream(data, b"/Type /ObjStm /N %d /First %d" % (count, len(head))))


def _sheet(rows: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"<si><t>" * (len(rows) // 8))
        archive.writestr("xl/worksheets/sheet1.xml", rows)
    return out.getvalue()


def _in_bytes(count: int) -> bytes:
    held = b"\x0c\x04text"
    for _ in range(count):
        size = len(held)
        held = b"\x30\x84" + size.to_bytes(4) + held if len(held) % 2 else b"\x04\x84" + size.to_bytes(4) + held
    return b"\x30\x84" + len(held).to_bytes(4) + held


TRAPS: dict[str, Callable[[], bytes]] = {
    "Java classes upon each other": lambda: _upon_each_other(lambda k: b"C%d" % k, 20_000),
    "Java classes of one name": lambda: _upon_each_other(lambda k: b"C", 20_000),
    "Java classes in a circle": _circle,
    "Avro, a long space of names": lambda: avro(_record(namespace="n" * M), bytes(M)),
    "Avro, a name that is none": lambda: avro(_record(fields=[{"name": ["n"] * M, "type": "boolean"}]), bytes(M)),
    "Avro, a symbol that is none": lambda: avro({"type": "enum", "name": "a", "symbols": [["n"] * M]}, bytes(M)),
    "Smile without values": lambda: b":)\n\0" + b"\x20" * (2 * M),
    "Smile of packed bytes": lambda: gzip.compress(packed_text(24 * M)),
    "Thrift of empty texts": lambda: gzip.compress(
        b"\x80\1\0\1\0\0\0\1a\0\0\0\1\x0f\0\1\x0b" + struct.pack(">i", 2 * M) + bytes(8 * M)
    ),
    "GraphQL blocks without an end": lambda: b'query{a(b:"c")' + b'"""\n\\' * (M // 8),
    "GraphQL texts without an end": lambda: b'query{a(b:"c")"' + b'\\"' * (M // 4) + b"\n",
    "GraphQL levels": lambda: b"query{a(" + b"b:{" * (M // 16) + b'x:"1",' * (M // 16),
    "a list in Protobuf's text": lambda: gzip.compress(b'# proto-file: a\nb { c:"d" } a: [' + b"1," * (8 * M)),
    "STOMP headers": lambda: gzip.compress(b"SEND\n" + b"a:b\n" * (6 * M) + b"\nx\0"),
    "a picture's items": lambda: shared_items(4_000, b"Exif\0", 4 * M),
    "a picture's XMP": lambda: shared_items(4_000, b"mime\0application/rdf+xml\0", 4 * M),
    "XMP elements without an end": lambda: xmp(b" tiff:Make>" * (2 * M // 11)),
    "texts of a PDF without an end": lambda: b"%PDF-1.7\n" + b"1 0 obj (" * (3 * M // 9),
    "streams of a PDF without an end": lambda: b"%PDF-1.7\n" + b"1 0 obj << /Length 9 >> stream\n" * (3 * M // 31),
    "pages of a PDF that show one text": lambda: _pages(5_000, 200_000),
    "a page of a PDF without an end": lambda: _page(b"BT " + b"(" * M + b") Tj"),
    "a packed PDF that names one object": lambda: _named_often(40_000, 200_000),
    "maps of a PDF's font without an end": lambda: _page(b"BT /F 1 Tf <01> Tj", b"beginbfchar " * (M // 6)),
    "maps of a PDF's font that name all codes again and again": lambda: _page(
        b"BT /F 1 Tf <01> Tj", b"beginbfrange <0000><ffff><0041> endbfrange " * 400
    ),
    "an object identifier": lambda: (
        b"\x30\x84" + (M + 7).to_bytes(4) + b"\6\x84" + (M + 1).to_bytes(4) + b"\x81" * M + b"\1"
    ),
    "words of a mail in Punycode": lambda: b"=?punycode?B?YWJjZGVmZ2hhYmNkZWZnaA==?= " * (M // 40),
    "words of a mail of one set": lambda: b"=?utf-8?Q?a?= " * (12 * M // 14),
    "one name again and again in an entry": lambda: b'{"a":[{"1":"n","2":{"x":"v"' + b',"x":"v"' * (M // 16) + b"}}]}",
    "rows of a sheet without an end": lambda: _sheet(b"<row>" * (8 * M // 5)),
    "rows of a sheet with one end": lambda: _sheet(b"<row>" * (8 * M // 5) + b"</row>"),
    "cells of a sheet without an end": lambda: _sheet(b"<row>" + b"<c><v>" * (8 * M // 6) + b"</row>"),
    "bytes in bytes of ASN.1": lambda: _in_bytes(100_000),
    "texts behind their lengths": lambda: b"1:a" * M + b"9",
    "encoded words": lambda: b"=?utf-8?B?" * (M // 4),
    "lines of a card without an end": lambda: b"BEGIN:VCARD\n" + b"A;" * (M // 2),
    "a name in a card without an end": lambda: b"BEGIN:VCARD\n" + b"A" * M,
    "free blocks in each other": lambda: blocks_in_blocks(200),
}


@pytest.mark.parametrize("name", sorted(TRAPS))
def test_the_work_grows_as_the_bytes_do(exchange: Callable[[bytes], Exchange], name: str) -> None:
    made = exchange(TRAPS[name]())
    start = time.process_time()
    decode(made)
    assert time.process_time() - start < SECONDS


def test_a_circle_of_classes_is_told(body: Body) -> None:
    decoded = body(java(b"\x74\0\x0ekim@example.kr", b"\x79", _circle()[4:]))  # the numbers begin anew
    assert [field.value for field in decoded.fields if field.layers == ("java",)] == ["kim@example.kr"]
    assert [gap.reason for gap in decoded.opaque] == ["typed values of more than 64 levels"]


def test_what_shares_its_bytes_is_given_once() -> None:
    """Of items and of free blocks together no more than there are bytes; of pictures that is told."""
    raw = shared_items(9, b"Exif\0", 5_000)
    reached: list[Bound] = []
    given = [min(end, len(raw)) - start for _, start, end in heif.items(raw, reached)]
    assert 0 < sum(given) <= len(raw)
    assert reached == ["items of a picture that hold more than all of its bytes"]
    raw = blocks_in_blocks(2)
    assert sum(end - start for start, end in free_space.runs(raw, 1 << 20, Budget(Limits()))) <= 2 * len(raw)


def test_avro_names_that_are_none_say_nothing(body: Body) -> None:
    decoded = body(avro(_record(fields=[{"name": 7, "type": "boolean"}, {"name": "y", "type": "boolean"}]), b"\1\0"))
    assert [(field.key, field.value) for field in decoded.fields if field.layers == ("avro",)] == [
        ("", "true"), ("y", "false"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "told"), [(b'"""kim lee', "kim lee"), (b'"kim lee', "kim lee"), (b'"kim lee\n', "kim lee")]
)
def test_a_text_of_graphql_that_is_cut_is_still_one(body: Body, end: bytes, told: str) -> None:
    decoded = body(b'mutation { save(zip: "06234", name: ' + end)
    assert [(f.key, f.value) for f in decoded.fields if "graphql" in f.layers] == [("zip", "06234"), ("name", told)]
