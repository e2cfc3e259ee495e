"""What the shop answers to which path, whatever version of HTTP asks; among it every fault it can be asked for.

==============================  =======================================================================================
``/size/N``                     a body of N bytes with ``content-length``; ``?chunked=1`` without
``/upload``                     takes a body of any size and answers with its size and SHA-256
``/profile``                    the made-up person's data as JSON, gzip-coded
``/load``                       about 2 KB of JSON, for many small requests
``/events``                     server-sent events that never end; ``?count=N`` ends them, ``?interval=S`` (0.05)
``/drip``                       one byte at a time: ``?bytes=N`` (20) ``&interval=S`` (0.05)
``/stall``                      never answers; ``?after=N`` sends N bytes of a longer body first
``/reset``                      resets the connection (HTTP/2, HTTP/3: the stream); ``?after=N`` in the middle of a body
``/truncated``                  promises ``?declared=N`` bytes (2000), sends ``?sent=N`` (1000), closes
``/garbage``                    bytes that are no HTTP where the answer belongs
anything else                   a line of JSON
==============================  =======================================================================================

A stall and an endless stream end when the other side goes away.
"""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from captures.rehearsal import content
from captures.rehearsal.ledger import COMPLETE, Tally
from captures.rehearsal.places import persona

GARBAGE = b"\x16\x99 this is no HTTP \xff\xfe\x00\r\n\r\n" * 8

_POLL = 0.05
_FILLER = "nuri " * 390
_ENDLESS = 1 << 40


class ResetError(Exception):
    """The connection or stream is to be reset."""


class HangUpError(Exception):
    """The connection is to be closed although more was promised."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose body was taken in. ``gone`` tells whether the other side went away meanwhile."""

    id: str
    protocol: str
    method: str
    host: str
    path: str
    body: Tally
    gone: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response.

    ``chunks`` takes the place of ``body`` where that is made on the fly; ``length`` is then the promised size, or
    nothing where none is promised. ``outcome`` is what the ledger says of a fault that was asked for. ``garbage`` is
    sent in place of everything else.
    """

    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("content-type", "application/json"),)
    status: int = 200
    chunks: AsyncIterator[bytes] | None = None
    length: int | None = None
    outcome: str = COMPLETE
    garbage: bytes = b""


Query = Mapping[str, str]
_BINARY = (("content-type", "application/octet-stream"),)


def answer(request: Request) -> Answer:
    """Give the response to a request."""
    parts = urlsplit(request.path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    route = ROUTES.get(parts.path.split("/")[1] if parts.path.startswith("/") else "")
    if route is not None:
        return route(request, query)
    made = {"id": request.id, "path": parts.path, "received": request.body.size, "ok": True}
    return Answer(json.dumps(made).encode())


def _size(request: Request, query: Query) -> Answer:
    size = int(urlsplit(request.path).path.split("/")[2])
    length = None if query.get("chunked") else size
    return Answer(headers=_BINARY, chunks=_paced(size), length=length)


def _upload(request: Request, _: Query) -> Answer:
    return Answer(json.dumps({"received": request.body.size, "sha256": request.body.sha256}).encode())


def _profile(request: Request, _: Query) -> Answer:
    member = {
        name: value for name, value in persona().items() if name in {"name", "email", "phone_number", "postal_address"}
    }
    raw = json.dumps({"id": request.id, "member": member}, ensure_ascii=False).encode()
    headers = (("content-type", "application/json"), ("content-encoding", "gzip"))
    return Answer(gzip.compress(raw, mtime=0), headers)


def _load(request: Request, _: Query) -> Answer:
    return Answer(f'{{"id": "{request.id}", "received": {request.body.size}, "filler": "{_FILLER}"}}'.encode())


def _events(request: Request, query: Query) -> Answer:
    count = int(query.get("count", _ENDLESS))
    outcome = COMPLETE if "count" in query else "endless"
    interval = float(query.get("interval", _POLL))
    headers = (("content-type", "text/event-stream"), ("cache-control", "no-cache"))
    return Answer(headers=headers, chunks=_ticks(request, count, interval), outcome=outcome)


def _drip(request: Request, query: Query) -> Answer:
    size, interval = int(query.get("bytes", "20")), float(query.get("interval", _POLL))
    return Answer(headers=_BINARY, chunks=_drops(size, interval), length=size)


def _stall(request: Request, query: Query) -> Answer:
    after = int(query.get("after", "-1"))
    length = after + 1000 if after >= 0 else None
    return Answer(headers=_BINARY, chunks=_stuck(request, after), length=length, outcome="stall")


def _reset(request: Request, query: Query) -> Answer:
    after = int(query.get("after", "-1"))
    broken = _broken(after, ResetError())
    return Answer(headers=_BINARY, chunks=broken, length=after + 1000, outcome="reset")


def _truncated(request: Request, query: Query) -> Answer:
    declared, sent = int(query.get("declared", "2000")), int(query.get("sent", "1000"))
    return Answer(headers=_BINARY, chunks=_broken(sent, HangUpError()), length=declared, outcome="truncated")


def _garbage(request: Request, query: Query) -> Answer:
    return Answer(garbage=GARBAGE, outcome="garbage")


ROUTES: Mapping[str, Callable[[Request, Query], Answer]] = {
    "size": _size,
    "upload": _upload,
    "profile": _profile,
    "load": _load,
    "events": _events,
    "drip": _drip,
    "stall": _stall,
    "reset": _reset,
    "truncated": _truncated,
    "garbage": _garbage,
}


async def _paced(size: int) -> AsyncIterator[bytes]:
    for block in content.blocks(size):
        yield block


async def _ticks(request: Request, count: int, interval: float) -> AsyncIterator[bytes]:
    for number in range(count):
        if request.gone():
            raise HangUpError
        yield f"id: {number}\ndata: {json.dumps({'tick': number})}\n\n".encode()
        await asyncio.sleep(interval)


async def _drops(size: int, interval: float) -> AsyncIterator[bytes]:
    for block in content.blocks(size):
        for byte in block:
            yield bytes([byte])
            await asyncio.sleep(interval)


async def _stuck(request: Request, after: int) -> AsyncIterator[bytes]:
    """Give ``after`` bytes and then nothing; with a negative number the response does not even start."""
    if after >= 0:
        yield b""
        for block in content.blocks(after):
            yield block
    while not request.gone():
        await asyncio.sleep(_POLL)
    raise HangUpError


async def _broken(after: int, fault: Exception) -> AsyncIterator[bytes]:
    if after >= 0:
        yield b""
        for block in content.blocks(after):
            yield block
        await asyncio.sleep(_POLL)  # so that what was sent leaves before the connection goes
    raise fault
