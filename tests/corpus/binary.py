"""Encoders that give bytes: compression, Protocol Buffers, gRPC, MessagePack, CBOR, and blobs behind a head.

Written with zlib, brotli, zstandard, protobuf, msgpack and cbor2 themselves.
"""

import base64
import gzip
import random
import struct
import zlib
from dataclasses import replace
from typing import Any

import cbor2
import msgpack
import zstandard
from corpus import decoys
from corpus.carried import MARK, Carried, Unfit, coded, embedded
from corpus.textual import Wrap, document
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory  # type: ignore[import-untyped]

_FIELD = descriptor_pb2.FieldDescriptorProto
_FIELDS = (
    ("text", 1, _FIELD.TYPE_STRING), ("number", 2, _FIELD.TYPE_INT64), ("raw", 3, _FIELD.TYPE_BYTES),
    ("price", 5, _FIELD.TYPE_DOUBLE), ("flag", 6, _FIELD.TYPE_BOOL), ("note", 16, _FIELD.TYPE_STRING),
)  # fmt: skip


def _event_type() -> Any:
    file = descriptor_pb2.FileDescriptorProto(name="corpus.proto", package="corpus", syntax="proto3")
    event = file.message_type.add(name="Event")
    for name, number, kind in _FIELDS:
        event.field.add(name=name, number=number, type=kind, label=_FIELD.LABEL_OPTIONAL)
    event.field.add(
        name="inner", number=4, type=_FIELD.TYPE_MESSAGE, label=_FIELD.LABEL_OPTIONAL, type_name=".corpus.Event"
    )
    event.field.add(name="tags", number=7, type=_FIELD.TYPE_STRING, label=_FIELD.LABEL_REPEATED)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("corpus.Event"))


_EVENT = _event_type()


def gzipped(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 1952."""
    return coded(inner, gzip.compress(inner.data, mtime=0), "gzip", text=False)


def deflated(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 1950, at any level."""
    return coded(inner, zlib.compress(inner.data, draw.choice((1, 6, 9))), "deflate", text=False)


def zstandard_(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 8878."""
    return coded(inner, zstandard.ZstdCompressor().compress(inner.data), "zstd", text=False)


def filled(draw: random.Random, count: int) -> Any:
    """Give a message with decoys."""
    event = _EVENT()
    values = {
        "number": draw.randint(1, 1 << 40), "price": draw.random() * 1000, "flag": draw.random() < 0.5,
        "note": "_".join(draw.sample(decoys.WORDS, 2)), "tags": decoys.nameless(draw, count),
    }  # fmt: skip
    for name in draw.sample(list(values), draw.randint(1, len(values))):
        if name == "tags":
            event.tags.extend(values[name])
        else:
            setattr(event, name, values[name])
    return event


def protobuf(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A message, the value a string or bytes in it or in a message inside."""
    event = filled(draw, draw.randint(0, 4))
    if inner.text:
        event.text = inner.data.decode()
    else:
        event.raw = inner.data
    item = _EVENT(text=event.text, raw=event.raw).SerializeToString()
    for _ in range(draw.randint(0, 2)):
        outer = filled(draw, draw.randint(0, 2))
        outer.inner.CopyFrom(event)
        event = outer
    lead = len(item) - len(inner.data)
    return embedded(inner, event.SerializeToString(deterministic=True), item, lead, "protobuf", keyed=False)


def grpc(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A message in a frame of gRPC."""
    made = protobuf(draw, inner, name)
    frame = struct.pack(">BI", 0, len(made.data)) + made.data
    return replace(embedded(made, frame, made.data, 0, "grpc", keyed=False), keyed=inner.keyed)


def _packed(draw: random.Random, inner: Carried, name: str, layer: str, pack: Any) -> Carried:
    held: Any = inner.data.decode() if inner.text else inner.data
    container = pack(replaced(document(draw, name, draw.randint(1, 6)), held))
    item = pack(held)
    return embedded(inner, container, item, len(item) - len(inner.data), layer, keyed=True)


def replaced(node: Any, held: Any) -> Any:
    """Put a value where ``MARK`` stands."""
    if isinstance(node, dict):
        return {key: replaced(member, held) for key, member in node.items()}
    if isinstance(node, list):
        return [replaced(member, held) for member in node]
    return held if node == MARK else node


def message_pack(draw: random.Random, inner: Carried, name: str) -> Carried:
    """MessagePack."""
    return _packed(draw, inner, name, "msgpack", msgpack.packb)


def cbor(draw: random.Random, inner: Carried, name: str) -> Carried:
    """CBOR (RFC 8949)."""
    return _packed(draw, inner, name, "cbor", cbor2.dumps)


def prefixed(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A length of one, two or four bytes before the value, or a private head before a compressed blob, short or of some dozens."""
    if inner.layers[:1] in (("gzip",), ("deflate",), ("zstd",)):
        more = draw.choice((0, 1, 2, 3, draw.randint(20, 200)))
        head = bytes([draw.randint(1, 9), 0, draw.randint(0, 9), *draw.choices(range(256), k=more)])
    else:
        width, order = draw.choice((1, 2, 4)), draw.choice(("big", "little"))
        size = len(inner.data)
        # A length that is a letter before letters is part of the text to everybody.
        if not 6 <= size < 256**width or (width == 1 and chr(size).isalnum()):
            raise Unfit
        head = len(inner.data).to_bytes(width, order)  # type: ignore[arg-type]
    return embedded(inner, head + inner.data, inner.data, 0, "prefixed", keyed=False)


def two_characters(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Two characters before base64url of compressed bytes, as some shops' headers have them."""
    if inner.layers[:1] not in (("gzip",), ("deflate",), ("zstd",)):
        raise Unfit
    made = coded(inner, base64.urlsafe_b64encode(inner.data).rstrip(b"="), "base64url", text=True)
    data = draw.choice((b"0a", b"1b", b"v2")) + made.data
    return replace(made, data=data, start=2, end=len(data), run=(2, len(data)), layers=("prefixed", *made.layers))


COMPRESSED: dict[str, Wrap] = {"gzip": gzipped, "deflate": deflated, "zstd": zstandard_}
PACKED: dict[str, Wrap] = {"protobuf": protobuf, "msgpack": message_pack, "cbor": cbor}
HEADED: dict[str, Wrap] = {"prefixed": prefixed, "two characters": two_characters}
