"""The framing of gRPC messages: one byte that says whether a message is compressed, four of length, the message.

Source: the gRPC project's "gRPC over HTTP2" protocol description.
"""

import struct
from collections.abc import Iterator

CONTENT_TYPE = "application/grpc"

_HEAD = struct.Struct("!BI")


def frame(message: bytes) -> bytes:
    """Give an uncompressed message with its head."""
    return _HEAD.pack(0, len(message)) + message


class Unframer:
    """Take messages out of a body that comes in pieces."""

    def __init__(self) -> None:
        self._buffer = b""
        self.messages = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give the messages that are whole now."""
        self._buffer += data
        while len(self._buffer) >= _HEAD.size:
            _, size = _HEAD.unpack_from(self._buffer)
            end = _HEAD.size + size
            if len(self._buffer) < end:
                return
            message, self._buffer = self._buffer[_HEAD.size : end], self._buffer[end:]
            self.messages += 1
            yield message


def text_field(number: int, value: str | bytes) -> bytes:
    """Give one length-delimited field of a protocol buffer."""
    raw = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(raw)) + raw


def number_field(number: int, value: int) -> bytes:
    """Give one varint field of a protocol buffer."""
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
