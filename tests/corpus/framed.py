"""Encoders of what carries something else: frames of STOMP, packets of MQTT, events, lines, calls in a batch, packed
bytes as text or in a row, Base64 with something behind it, host names, texts in other character sets.

Written with the standard library, the frames by their specifications.
"""

import base64
import gzip
import json
import random
import re
import zlib
from collections.abc import Callable
from dataclasses import replace

from corpus import decoys
from corpus.carried import MARK, Carried, Unfit, coded, embedded, escaped, held
from corpus.squeezed import documented
from corpus.textual import Wrap, document, json_escape


def _kind(inner: Carried) -> str:
    """Give the media type of what is inside."""
    if not inner.text:
        return "application/octet-stream"
    return _KINDS.get(inner.layers[0] if inner.layers else "", "text/plain")


_KINDS = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "xml": "application/xml",
    "html": "text/html",
}


def stomp(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A frame (1.2) with the value as its body, or in a header."""
    if draw.random() < 0.3 and inner.text and inner.string.isprintable():
        rows = [f"destination:/topic/{draw.choice(decoys.WORDS)}", f"{name}:{MARK}", f"seq:{draw.randint(1, 999)}"]

        def escape(run: bytes) -> bytes:
            return run.replace(b"\\", b"\\\\").replace(b":", b"\\c")

        made = held(
            inner, "\n".join(["SEND", *rows, "", f"{draw.choice(decoys.WORDS)}\0"]), escape, "stomp", keyed=True
        )
        return replace(made, text=False)
    head = f"SEND\ndestination:/app/{draw.choice(decoys.WORDS)}\ncontent-type:{_kind(inner)}\ncontent-length:{len(inner.data)}\n\n"
    data = head.encode() + inner.data + b"\0"
    return embedded(inner, data, b"\n\n" + inner.data + b"\0", 2, "stomp", keyed=False)


def _run(raw: bytes) -> bytes:
    return len(raw).to_bytes(2) + raw


def _length(size: int) -> bytes:
    out = b""
    while size > 0x7F:
        out, size = out + bytes([size & 0x7F | 0x80]), size >> 7
    return out + bytes([size])


def mqtt(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A message that is published (3.1.1), alone or behind the packet that connects."""
    body = _run(f"app/{draw.choice(decoys.WORDS)}".encode()) + b"\x00\x07" + inner.data
    packet = b"\x32" + _length(len(body)) + body
    connect = _run(b"MQTT") + b"\x04\x02\x00\x3c" + _run(b"shop-app")
    before = b"\x10" + _length(len(connect)) + connect if draw.random() < 0.4 else b""
    return embedded(inner, before + packet, b"\x00\x07" + inner.data, 2, "mqtt", keyed=False)


def batch(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Calls of HTTP in the parts of a body (``multipart/mixed``), the value in the body of one of them."""
    boundary = f"batch_{draw.randbytes(6).hex()}"
    if boundary.encode() in inner.data or b"\r\n--" in inner.data:
        raise Unfit
    calls = [
        f"POST /v1/{draw.choice(decoys.WORDS)} HTTP/1.1\r\nContent-Type: {_kind(inner)}\r\nContent-Length: {len(inner.data)}\r\n\r\n".encode()
        + inner.data
    ]
    for _ in range(draw.randint(0, 2)):
        calls.insert(
            draw.randint(0, len(calls)),
            f"GET /v1/{draw.choice(decoys.WORDS)}?n={draw.randint(1, 99)} HTTP/1.1\r\n\r\n".encode(),
        )
    rows = [
        f"--{boundary}\r\nContent-Type: application/http\r\nContent-ID: <{at}>\r\n\r\n".encode() + call + b"\r\n"
        for at, call in enumerate(calls)
    ]
    data = b"".join(rows) + f"--{boundary}--\r\n".encode()
    made = embedded(inner, data, b"\r\n\r\n" + inner.data + b"\r\n--", 4, "batch", keyed=False)
    return replace(made, text=inner.text)


def events(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Server-sent events, one of which holds the value."""
    text = inner.string
    if "\n" in text or "\r" in text or text != text.strip() or not text:
        raise Unfit
    others = [f"event: ping\ndata: {draw.randint(1, 999)}\n\n" for _ in range(draw.randint(1, 3))]
    others.insert(draw.randint(0, len(others)), f"event: message\nid: {draw.randint(1, 999)}\ndata: {MARK}\n\n")
    return held(inner, "".join(others), bytes, "events", keyed=False)


def flight(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Rows with a number and JSON each, one of which is the value."""
    inner.string  # noqa: B018 - text only

    def written(run: bytes) -> bytes:
        return json.dumps(run.decode(), ensure_ascii=False)[1:-1].encode()

    numbers = draw.sample(range(1, 99), 3)
    rows = [
        f'{numbers[0]:x}:I["(app)/page.js",["{draw.randint(1, 999)}"],""]\n',
        f'{numbers[1]:x}:{{"n":{draw.randint(1, 99)}}}\n',
    ]
    rows.insert(draw.randint(0, len(rows)), f'{numbers[2]:x}:"{MARK}"\n')
    return held(inner, "".join(rows), written, "flight", keyed=False)


def lines(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Documents of JSON, one a line; or one behind a guard, in a call, or behind the name of an event (Socket.IO)."""
    inner.string  # noqa: B018 - text only
    written = json.dumps(document(draw, name, draw.randint(1, 4)), ensure_ascii=draw.random() < 0.5)
    way = draw.randrange(4)
    if way == 0:
        rows = [json.dumps(dict(decoys.pairs(draw, 3))) for _ in range(draw.randint(1, 3))]
        rows.insert(draw.randint(0, len(rows)), written)
        written = "\n".join(rows) + "\n"
    else:
        head, tail = (
            (")]}',\n", ""),
            ("cb_" + str(draw.randint(1, 99)) + "(", ");"),
            (f'42["{draw.choice(decoys.WORDS)}",', "]"),
        )[way - 1]
        written = head + written + tail
    return held(inner, written, json_escape(draw), "lines", keyed=True)


def starred(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Base64 of a document or of packed bytes with a file's ending or a signature behind it."""
    documented(inner, "json", "gzip", "deflate", "zstd")
    run = base64.urlsafe_b64encode(inner.data).rstrip(b"=") if draw.random() < 0.5 else base64.b64encode(inner.data)
    ending = draw.choice(
        (
            b".gif",
            b".png",
            b"." + base64.urlsafe_b64encode(draw.randbytes(20)).rstrip(b"="),
            b"--" + draw.randbytes(20).hex().encode(),
        )
    )
    return coded(inner, run + ending, "suffixed", text=True)


def as_characters(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Packed bytes as text of one character a byte, as pako gives them, in a document."""
    documented(inner, "gzip", "deflate")
    if inner.layers[0] == "deflate" and inner.data[1] not in (0x9C, 0xDA):
        raise Unfit
    written = json.dumps(document(draw, "z", draw.randint(1, 3)), ensure_ascii=draw.random() < 0.5)
    text = json.dumps(inner.data.decode("latin-1"), ensure_ascii=draw.random() < 0.5)
    data = written.replace(f'"{MARK}"', text)
    run = len(data[: data.index(text) + 1].encode()), len(data[: data.index(text) + len(text) - 1].encode())
    return replace(coded(inner, data.encode(), "characters", text=True), start=run[0], end=run[1], run=run)


def packed_row(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Packed runs in a row, each behind its length, the value in one of them."""
    inner.string  # noqa: B018 - text only
    if len(inner.data) < 6:
        raise Unfit
    pack: Callable[[bytes], bytes] = draw.choice((zlib.compress, lambda raw: gzip.compress(raw, mtime=0)))
    runs = [json.dumps(dict(decoys.pairs(draw, 3))).encode() for _ in range(draw.randint(1, 3))]
    runs.insert(draw.randint(0, len(runs)), inner.data)
    packed = [pack(run) for run in runs]
    data = b"".join(bytes([1, 0]) + len(run).to_bytes(2) + run for run in packed)
    return coded(inner, data, "packed row", text=False)


def host(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A host name in Punycode."""
    text = inner.string
    if inner.layers or text.isascii() or not text.isalpha():
        raise Unfit
    label = b"xn--" + text.encode("punycode")
    if len(label) > 63:
        raise Unfit
    return coded(inner, label + b".shop.example", "punycode", text=True)


_BY_CHARACTER = (
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
    ("utf-32-le", b"\xff\xfe\0\0"),
    ("utf-32-be", b"\0\0\xfe\xff"),
)


def wide(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A document in UTF-16 or UTF-32 behind its mark."""
    documented(inner, "json", "xml", "html", "csv", "plist", "pairs", "columns", "turns", "letters", "cells", "answers")
    codec, mark = draw.choice(_BY_CHARACTER)
    made = escaped(inner, lambda run: run.decode().encode(codec), "wide")
    moved = [at + len(mark) for at in (made.start, made.end, *made.run)]
    return replace(made, data=mark + made.data, text=False, start=moved[0], end=moved[1], run=(moved[2], moved[3]))


LABELLED = (
    ("utf-7", "utf-7"), ("iso-2022-kr", "iso2022_kr"), ("euc-kr", "cp949"), ("ks_c_5601-1987", "cp949"), ("johab", "johab"),
    ("utf-32le", "utf-32-le"), ("utf-16be", "utf-16-be"), ("utf-16le", "utf-16-le"), ("gb18030", "gb18030"),
)  # fmt: skip
"""Labels of character sets, and the codecs that write them."""
_SHIFTING = ("utf-7", "iso-2022-kr", "gb18030")


def labelled(draw: random.Random, inner: Carried) -> tuple[str, Carried]:
    """Give a label, and a document in the character set that it names."""
    label, codec = draw.choice(LABELLED)
    try:
        data = inner.string.encode(codec)
    except UnicodeEncodeError:
        raise Unfit from None
    if data == inner.data or (inner.string.isascii() and label != "utf-7" and not codec.startswith("utf")):
        raise Unfit
    if label in _SHIFTING:
        return label, coded(inner, data, label, text=False)
    return label, replace(escaped(inner, lambda run: run.decode().encode(codec), label), text=False)


DNS_LABEL = re.compile(rb"[A-Za-z0-9][A-Za-z0-9_-]{5,61}[A-Za-z0-9]").fullmatch

FRAMED: dict[str, Wrap] = {
    "stomp": stomp,
    "mqtt": mqtt,
    "batch": batch,
    "suffixed": starred,
    "characters": as_characters,
    "wide": wide,
}
"""What holds something else and gives it no name."""
SPOKEN = ("stomp", "mqtt")
"""Those of them that are messages of a WebSocket."""
FRAMED_TEXTS: dict[str, Wrap] = {"events": events, "flight": flight, "packed row": packed_row, "punycode": host}
"""Likewise, and holds text alone."""
FRAMED_NAMING: dict[str, Wrap] = {"lines": lines}
"""What holds text alone, and names it."""
