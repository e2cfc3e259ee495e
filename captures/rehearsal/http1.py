"""HTTP/1.1 messages (RFC 9112) as both sides of the rehearsal read and write them: small, fast, and streaming."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass

LIMIT = 1 << 20
"""The size of a reader's buffer: the longest head, and what one read of a body gives at most."""

_REASONS = {101: "Switching Protocols", 200: "OK"}


@dataclass(frozen=True, slots=True)
class Head:
    """The first line's three words and the header fields, names in lower case."""

    first: tuple[str, str, str]
    headers: Mapping[str, str]


def parse(raw: bytes) -> Head:
    """Read a head that ends in an empty line.

    Raises:
        ValueError: it is no HTTP.
    """
    first, *lines = raw.decode("latin-1").split("\r\n")[:-2]
    words = first.split(" ", 2)
    if len(words) < 2 or "HTTP/1." not in first:
        raise ValueError("no HTTP")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Head((words[0], words[1], words[2] if len(words) > 2 else ""), headers)


async def read_head(reader: asyncio.StreamReader) -> bytes:
    """Read up to the empty line.

    Raises:
        ConnectionError: the connection ended first, or the head is too long.
    """
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise ConnectionError("the head is cut short") from error


async def body(reader: asyncio.StreamReader, headers: Mapping[str, str], *, to_end: bool) -> AsyncIterator[bytes]:
    """Give a body in the pieces in which it comes.

    Args:
        reader: the connection, behind the head.
        headers: the message's header fields.
        to_end: without a length and without chunks, read until the connection ends (responses) or nothing (requests).

    Raises:
        ConnectionError: the connection ended before the body did.
        ValueError: the framing is broken.
    """
    if "chunked" in headers.get("transfer-encoding", ""):
        async for piece in _chunked(reader):
            yield piece
    elif "content-length" in headers:
        async for piece in _exactly(reader, int(headers["content-length"])):
            yield piece
    elif to_end:
        while piece := await reader.read(LIMIT):
            yield piece


async def _exactly(reader: asyncio.StreamReader, size: int) -> AsyncIterator[bytes]:
    while size > 0:
        piece = await reader.read(min(size, LIMIT))
        if not piece:
            raise ConnectionError("the body is cut short")
        size -= len(piece)
        yield piece


async def _chunked(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while True:
        line = await reader.readline()
        if not line.endswith(b"\n"):
            raise ConnectionError("the body is cut short")
        size = int(line.split(b";")[0], 16)
        if size == 0:
            break
        async for piece in _exactly(reader, size):
            yield piece
        await reader.readline()
    while (await reader.readline()).strip():  # trailers
        pass


def chunk(data: bytes) -> bytes:
    """Give a piece as one chunk; nothing as the end of the body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def request_head(method: str, target: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """Write a request's head."""
    return _head(f"{method} {target} HTTP/1.1", headers)


def response_head(status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    """Write a response's head."""
    return _head(f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}", headers)


def _head(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    return "\r\n".join([first, *(f"{name}: {value}" for name, value in headers), "", ""]).encode("latin-1")
