"""Encoders of scripts and shells: lz-string, documents in Base32, Base58, Base85, uuencode and other letters, streams that nothing
names (raw deflate, Brotli), text cut into numbered objects, names that are asked of DNS, bytes written one by one.

Written with the standard library and brotli; lz-string by its algorithm.
"""

import base64
import binascii
import json
import random
import re
import struct
import zlib
from collections.abc import Callable
from itertools import pairwise

import brotli
from corpus import decoys
from corpus.carried import Carried, Unfit, coded, embedded
from corpus.textual import Wrap, base58
from support import disguised, lzstrings

_SHORTEST = 16
_LONGEST_NUMBER = 2_000
_LABEL = re.compile(rb"[A-Za-z0-9_-]{6,63}").fullmatch


def documented(inner: Carried, *outermost: str) -> None:
    """Leave out what is not within one of these encoders."""
    if inner.layers[:1] not in [(each,) for each in outermost]:
        raise Unfit


def lz_string(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A document, in the letters of Base64 or of an address, or as UTF-16."""
    documented(inner, "json", "xml", "html", "pairs", "columns", "turns", "letters", "cells", "answers")
    write = draw.choice((lzstrings.base64, lzstrings.address, lzstrings.utf16))
    return coded(inner, write(inner.string).encode(), "lz-string", text=True)


def _dense(layer: str, *writers: Callable[[bytes], bytes]) -> Wrap:
    def wrap(draw: random.Random, inner: Carried, name: str) -> Carried:
        documented(inner, "json", "gzip", "deflate", "zstd")
        if len(inner.data) > _LONGEST_NUMBER:
            raise Unfit
        return coded(inner, draw.choice(writers)(inner.data), layer, text=True)

    return wrap


def _base58(raw: bytes) -> bytes:
    return base58(random.Random(0), Carried(raw, False, 0, len(raw), (0, len(raw))), "").data


def _spaced(raw: bytes) -> bytes:
    return raw.hex(" ").encode()


def _colons(raw: bytes) -> bytes:
    return raw.hex(":").upper().encode()


def _literal(raw: bytes) -> bytes:
    return b",".join(b"0x%02x" % byte for byte in raw)


def _adobe(raw: bytes) -> bytes:
    return base64.a85encode(raw, adobe=True)


def _uuencode(raw: bytes) -> bytes:
    lines = [binascii.b2a_uu(raw[at : at + 45], backtick=True) for at in range(0, len(raw), 45)]
    return b"begin 644 event.json\n" + b"".join(lines) + b"`\nend\n"


def _lower32(raw: bytes) -> bytes:
    return base64.b32encode(raw).rstrip(b"=").lower()


def _turned(raw: bytes) -> bytes:
    try:
        return raw.decode()[::-1].encode()
    except UnicodeDecodeError:
        raise Unfit from None


def _base64_turned(raw: bytes) -> bytes:
    return base64.b64encode(raw)[::-1]


def raw_deflate(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 1951 without a head, as SAML and .NET's ``DeflateStream`` give it."""
    if not inner.text or len(inner.data) < _SHORTEST:
        raise Unfit
    packer = zlib.compressobj(draw.choice((1, 6, 9)), zlib.DEFLATED, -15)
    return coded(inner, packer.compress(inner.data) + packer.flush(), "raw deflate", text=False)


def unnamed_brotli(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 7932, and no header that says so."""
    if not inner.text or len(inner.data) < _SHORTEST:
        raise Unfit
    packed = brotli.compress(inner.data, quality=draw.choice((0, 1, 4, 5, 9, 11)), lgwin=draw.choice((18, 19, 22, 24)))
    return coded(inner, packed, "br", text=False)


def numbered(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Objects of one list, each with its number, how many they are, and a piece of the text; in any order."""
    text, first = inner.string, draw.randint(0, 1)
    if len(text) < 2:
        raise Unfit
    places = sorted({0, len(text), *(draw.randrange(1, len(text)) for _ in range(draw.randint(1, 4)))})
    cuts = [text[start:end] for start, end in pairwise(places)]
    number, total, data = draw.choice(
        (("i", "n", "d"), ("seq", "total", "data"), ("chunkIndex", "totalChunks", "payload"))
    )
    rows = [{number: at, total: len(cuts), data: cut} for at, cut in enumerate(cuts, first)]
    if draw.random() < 0.5:
        draw.shuffle(rows)
    document = rows if draw.random() < 0.5 else {**dict(decoys.pairs(draw, 2)), "log": rows}
    written = json.dumps(document, ensure_ascii=draw.random() < 0.5)
    return coded(inner, written.encode(), "numbered", text=True)


def dns(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A query (RFC 1035, section 4) with the value as a label, as DNS over HTTPS carries it."""
    if not _LABEL(inner.data) or (inner.typed and not inner.keyed):
        raise Unfit
    labels = [inner.data, draw.choice(decoys.WORDS).encode(), b"metrics", b"example"]
    asked = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    message = struct.pack(">HHHHHH", draw.choice((0, 4711)), 0x0100, 1, 0, 0, 0) + asked + struct.pack(">HH", 1, 1)
    return embedded(inner, message, inner.data, 0, "dns", keyed=False)


SQUEEZED: dict[str, Wrap] = {
    "lz-string": lz_string, "raw deflate": raw_deflate, "br": unnamed_brotli, "numbered": numbered, "dns": dns,
    "base32 of a document": _dense("base32 of a document", base64.b32encode, _lower32),
    "base58 of a document": _dense("base58 of a document", _base58),
    "base85 of a document": _dense("base85 of a document", base64.a85encode, _adobe, base64.b85encode),
    "uuencode": _dense("uuencode", _uuencode),
    "relettered": _dense("relettered", *disguised.WRITE.values(), _turned, _base64_turned),
    "codes": _dense("codes", _spaced, _colons, _literal),
}  # fmt: skip
"""What holds something else and gives it no name; of most the documents alone are opened."""
