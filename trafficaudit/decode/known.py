"""Bytes that say what they are: packed runs, archives, property lists, PDF, messages of HTTP, frames of STOMP, packets
of MQTT that connect, dictionaries of bencode, PHP's values, ASN.1, AMF, Cap'n Proto, FlatBuffers, what Redis is asked,
datasets of Nexacro, typed formats with a head, pictures and videos, points, documents that one byte hides.

Streams that nothing names count where all of them is one of text (``compression.shows``).
"""

import re
from collections.abc import Callable

from trafficaudit.decode import bencode, php_serialized, resp, xored
from trafficaudit.decode.messages import http_message, mail, mqtt, ssv, stomp
from trafficaudit.decode.packed import compression, tar, zipped
from trafficaudit.decode.pdf import document as pdf
from trafficaudit.decode.wire import amf, capnp, der, flatbuffers, thrift, wkb

_HEAD = re.compile(
    rb"SQLite format 3\0|Obj\x01[\x02-\x10]|\xac\xed\0\x05[\x70-\x7e]|:\)\n[\0-\7][\x20-\xff]"
    rb"|\xe0\x01\x00\xea|(\x80\x01|\x82)"
).match
"""What databases, container files of Avro, objects of Java, Smile and Ion begin with, and messages of Thrift may."""
_PICTURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|RIFF....WEBP|\0\0..ftyp", re.DOTALL).match
"""What may have a place or a text beside its pixels, and in bytes at random begins once in some 17 millions."""


def shows(raw: bytes) -> bool:
    """Say whether bytes are, or begin as, one of these. Most bytes are random, and few can begin as any."""
    if compression.shows(raw) or tar.shows(raw):
        return True
    return raw != b"" and any(test(raw) for test in _BY_FIRST[raw[0]])


def _is_plist(raw: bytes) -> bool:
    return raw.startswith((b"bplist00", b"bplist15"))


def _is_typed(raw: bytes) -> bool:
    match = _HEAD(raw)
    return match is not None and (match[1] is None or thrift.shows(raw))


def _is_picture(raw: bytes) -> bool:
    return _PICTURE(raw) is not None


_FIRST: tuple[tuple[bytes, Callable[[bytes], object]], ...] = (
    (b"b", _is_plist),
    (zipped.FIRST, zipped.shows),
    (pdf.FIRST, pdf.shows),
    (http_message.FIRST, http_message.shows),
    (stomp.FIRST, stomp.shows),
    (bytes(range(0x21, 0x7F)), mail.shows),
    (b"\x10", mqtt.shows),
    (bencode.FIRST, bencode.shows),
    (php_serialized.FIRST, php_serialized.shows),
    (b"SO\xac:\xe0\x80\x82", _is_typed),
    (der.FIRST, der.shows),
    (amf.FIRST, amf.shows),
    (capnp.FIRST, capnp.sizes),
    (flatbuffers.FIRST, flatbuffers.shows),
    (resp.FIRST, resp.shows),
    (wkb.FIRST, wkb.shows),
    (bytes(range(256)), xored.shows),
    (ssv.FIRST, ssv.shows),
    (b"\x89\xffR\0", _is_picture),
)
_BY_FIRST = tuple(tuple(test for first, test in _FIRST if byte in first) for byte in range(256))
