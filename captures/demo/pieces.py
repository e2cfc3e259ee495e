"""Wire formats that keep account of the seeded values which stand in them.

A `Piece` is some bytes with the marks of the persona's values inside: where each stands, what it is, how it is spelled,
and through which layers a reader has to go. Every encoder here takes pieces and gives a piece, so the ground truth of
an exchange comes about together with its bytes and not by reading them back.
"""

import base64
import hashlib
import json
import urllib.parse
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import brotli as brotli_format
import cbor2
import msgpack as msgpack_format
import zstandard


@dataclass(frozen=True)
class Mark:
    """One seeded value: its path inside the piece (empty: the piece itself), the layers around it outermost first."""

    path: str
    category: str
    match: str
    layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Bytes and the marks of the seeded values in them."""

    data: bytes
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: "Piece | str") -> "Piece":
        """Join two runs of text: a value inside a longer text stands at the path of the whole text."""
        more = piece(other)
        return Piece(self.data + more.data, self.marks + more.marks)

    def __radd__(self, other: str) -> "Piece":
        return piece(other) + self

    def within(self, layer: str, data: bytes) -> "Piece":
        """Give the same value wrapped once more, which adds a layer and no step to the path."""
        return Piece(data, tuple(replace(mark, layers=(layer, *mark.layers)) for mark in self.marks))

    def at(self, step: str, *layers: str) -> tuple[Mark, ...]:
        """Give the marks as they stand under one step of a container."""
        return tuple(replace(mark, path=joined(step, mark.path), layers=(*layers, *mark.layers)) for mark in self.marks)


def piece(value: "Piece | str | bytes | int") -> Piece:
    """Give plain text (as UTF-8), bytes or a number as a piece without marks."""
    if isinstance(value, Piece):
        return value
    return Piece(value if isinstance(value, bytes) else str(value).encode())


def joined(step: str, path: str) -> str:
    """Put one step before a path."""
    if not path or not step:
        return step or path
    return step + path if path.startswith("[") else f"{step}.{path}"


# -- what one value can look like ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """The seeded test person."""

    values: Mapping[str, str]

    def verbatim(self, category: str, charset: str = "utf-8") -> Piece:
        """Give a value as the persona file spells it."""
        layers = () if charset == "utf-8" else (charset,)
        return Piece(self.values[category].encode(charset), (Mark("", category, "verbatim", layers),))

    def spelled(self, category: str, text: str) -> Piece:
        """Give a value in another spelling of the same thing."""
        return Piece(text.encode(), (Mark("", category, "normalised"),))

    def hashed(self, category: str, algorithm: str, text: str = "", form: str = "hex") -> Piece:
        """Give the digest of a value, or of ``text``, another spelling of it: ``hex``, ``HEX`` or ``base64``."""
        digest = hashlib.new(algorithm, (text or self.values[category]).encode()).digest()
        if form == "base64":
            return Piece(base64.b64encode(digest), (Mark("", category, algorithm, ("base64",)),))
        shown = digest.hex().upper() if form == "HEX" else digest.hex()
        return Piece(shown.encode(), (Mark("", category, algorithm),))


# -- layers that wrap one value --------------------------------------------------------------------------------------


def gzip(inner: Piece) -> Piece:
    """Compress as RFC 1952, without a time in the header."""
    # zlib writes the header itself: the gzip module names another system in it from one Python to the next.
    return inner.within("gzip", zlib.compress(inner.data, 9, wbits=31))


def brotli(inner: Piece) -> Piece:
    """Compress as RFC 7932."""
    return inner.within("br", brotli_format.compress(inner.data, quality=9))


def zstd(inner: Piece) -> Piece:
    """Compress as RFC 8878."""
    return inner.within("zstd", zstandard.ZstdCompressor(level=9).compress(inner.data))


def base64_text(inner: Piece) -> Piece:
    """Encode as RFC 4648 section 4."""
    return inner.within("base64", base64.b64encode(inner.data))


def base64url_text(inner: Piece) -> Piece:
    """Encode as RFC 4648 section 5, without padding."""
    return inner.within("base64url", base64.urlsafe_b64encode(inner.data).rstrip(b"="))


def hex_text(inner: Piece) -> Piece:
    """Encode as hex digits."""
    return inner.within("hex", inner.data.hex().encode())


def percent(inner: Piece) -> Piece:
    """Percent-encode one round more than the place itself asks for."""
    return inner.within("percent", urllib.parse.quote_from_bytes(inner.data, safe="").encode())


def deflate(inner: Piece) -> Piece:
    """Compress as RFC 1950, the format that HTTP calls deflate."""
    return inner.within("deflate", zlib.compress(inner.data, 9))


def prefixed(prefix: str, inner: Piece) -> Piece:
    """Put characters that belong to no format before an encoded value (``Bearer``, a version)."""
    return inner.within("prefixed", prefix.encode() + inner.data)


# -- containers ------------------------------------------------------------------------------------------------------


def _plain(value: object) -> object:
    match value:
        case Piece():
            return value.data.decode()
        case Mapping():
            return {key: _plain(child) for key, child in value.items()}
        case list() | tuple():
            return [_plain(child) for child in value]
    return value


def _marks(value: object) -> tuple[Mark, ...]:
    match value:
        case Piece():
            return value.marks
        case Mapping():
            children = [(str(key), child) for key, child in value.items()]
        case list() | tuple():
            children = [(f"[{index}]", child) for index, child in enumerate(value)]
        case _:
            return ()
    return tuple(replace(mark, path=joined(step, mark.path)) for step, child in children for mark in _marks(child))


def json_text(value: object, *, ascii_only: bool = False) -> Piece:
    """Write JSON; ``ascii_only`` writes other letters as backslash, u and four hex digits."""
    data = json.dumps(_plain(value), ensure_ascii=ascii_only, separators=(",", ":")).encode()
    return Piece(data, _marks(value)).within("json", data)


def msgpack(value: object) -> Piece:
    """Write MessagePack."""
    data: bytes = msgpack_format.packb(_plain(value))
    return Piece(data, _marks(value)).within("msgpack", data)


def cbor(value: object) -> Piece:
    """Write CBOR (RFC 8949)."""
    data: bytes = cbor2.dumps(_plain(value))
    return Piece(data, _marks(value)).within("cbor", data)


def delimited(sign: str, *items: Piece | str) -> Piece:
    """Join values with a sign of the app's own."""
    pieces = [piece(each) for each in items]
    data = sign.encode().join(each.data for each in pieces)
    return Piece(data, tuple(mark for index, each in enumerate(pieces) for mark in each.at(f"[{index}]", "delimited")))


def _element(name: str, content: "Piece | str | Mapping[str, object]") -> Piece:
    if isinstance(content, Mapping):
        parts = [_element(child, inner) for child, inner in content.items()]  # type: ignore[arg-type]
        inner = Piece(b"".join(part.data for part in parts), tuple(mark for part in parts for mark in part.marks))
    else:
        inner = piece(content)
    return Piece(f"<{name}>".encode() + inner.data + f"</{name}>".encode(), inner.at(name))


def xml(root: str, content: Mapping[str, object]) -> Piece:
    """Write an XML document; the values must need no escaping."""
    inner = _element(root, content)
    return inner.within("xml", b'<?xml version="1.0" encoding="UTF-8"?>' + inner.data)


def form(fields: Mapping[str, Piece | str | int]) -> Piece:
    """Write application/x-www-form-urlencoded."""
    pairs = [(name, piece(value)) for name, value in fields.items()]
    data = "&".join(f"{name}={urllib.parse.quote_plus(value.data)}" for name, value in pairs)
    return Piece(data.encode(), tuple(mark for name, value in pairs for mark in value.at(name, "form")))


def multipart(fields: Mapping[str, Piece | str], boundary: str) -> Piece:
    """Write multipart/form-data (RFC 7578)."""
    pairs = [(name, piece(value)) for name, value in fields.items()]
    head = '--{}\r\nContent-Disposition: form-data; name="{}"\r\n\r\n'
    data = b"".join(head.format(boundary, name).encode() + value.data + b"\r\n" for name, value in pairs)
    marks = tuple(mark for name, value in pairs for mark in value.at(name, "multipart"))
    return Piece(data + f"--{boundary}--\r\n".encode(), marks)


def _varint(number: int) -> bytes:
    groups = []
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*groups, number])


type Message = Mapping[int, "Piece | str | int | Message"]


def _protobuf(message: Message) -> Piece:
    data, marks = b"", tuple[Mark, ...]()
    for number, value in message.items():
        if isinstance(value, int):
            data += _varint(number << 3) + _varint(value)
            continue
        inner = _protobuf(value) if isinstance(value, Mapping) else piece(value)
        data += _varint(number << 3 | 2) + _varint(len(inner.data)) + inner.data
        marks += inner.at(str(number))
    return Piece(data, marks)


def protobuf(message: Message) -> Piece:
    """Write protocol buffers: field number -> text, whole number or message."""
    inner = _protobuf(message)
    return inner.within("protobuf", inner.data)


def grpc(message: Message) -> Piece:
    """Write one uncompressed gRPC frame: a flag byte, four bytes of length, the message."""
    inner = protobuf(message)
    return inner.within("grpc", b"\0" + len(inner.data).to_bytes(4, "big") + inner.data)


def jwt(claims: object) -> Piece:
    """Write a signed JSON Web Token (RFC 7519); the signature is that of nobody."""
    head, body = json_text({"alg": "HS256", "typ": "JWT"}), json_text(claims)
    parts = [
        base64.urlsafe_b64encode(part).rstrip(b"=")
        for part in (head.data, body.data, b"synthetic demo signature 0000000")
    ]
    return Piece(b".".join(parts), tuple(replace(mark, layers=("jwt", *mark.layers)) for mark in body.at("payload")))
