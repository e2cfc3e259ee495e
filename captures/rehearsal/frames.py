r"""A private binary protocol over TCP, such as a push service's: frames with an id, which no proxy knows.

A frame is ``00 4E 4D 31`` (a zero byte and ``NM1``), a kind (1 byte), the length of the id (1 byte), the length of the
payload (4 bytes, big endian), the id in ASCII, the payload. An answer has the frame's kind with the highest bit set.

>>> Frame(1, "login-007", b"hello").encode()
b'\x00NM1\x01\t\x00\x00\x00\x05login-007hello'
"""

import asyncio
import struct
from dataclasses import dataclass

MAGIC = b"\x00NM1"
ANSWER = 0x80
LIMIT = 1 << 20
"""The longest payload in bytes; what claims more is no frame."""

_HEAD = struct.Struct("!4sBBI")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    kind: int
    id: str
    payload: bytes

    def encode(self) -> bytes:
        """Give the frame as bytes."""
        name = self.id.encode("ascii")
        return _HEAD.pack(MAGIC, self.kind, len(name), len(self.payload)) + name + self.payload

    def answer(self) -> "Frame":
        """Give the answer to this frame: the payload backwards."""
        return Frame(self.kind | ANSWER, f"{self.id}.answer", self.payload[::-1])


async def read(reader: asyncio.StreamReader) -> Frame:
    """Read one frame.

    Raises:
        asyncio.IncompleteReadError: the connection ended; ``partial`` is empty where it ended between two frames.
        ValueError: what came is no frame.
    """
    magic, kind, name, size = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    if magic != MAGIC or size > LIMIT:
        raise ValueError("no frame")
    identity = (await reader.readexactly(name)).decode("ascii")
    return Frame(kind, identity, await reader.readexactly(size))
