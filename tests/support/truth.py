"""A server on loopback that keeps every byte of every request: plain and TLS, HTTP/1 by hand, HTTP/2 by h2.

It shares no code with the recorder's proxy but h2, and answers by the path: ``/early`` before the body has come, ``/cut``
in the midst of it, ``/half`` and ``/reset`` not to the end, ``/trailers`` with some, ``/nolength`` by closing, ``/silent``
never.
"""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import h2.config
import h2.connection
import h2.events

type Fields = tuple[tuple[bytes, bytes], ...]

_ANSWERS = {
    b"/half": b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf",
    b"/nolength": b"HTTP/1.1 200 OK\r\n\r\nto the end",
    b"/old": b"HTTP/1.0 200 OK\r\n\r\nto the end",
    b"/reset": b"",
}
"""Answers after which the connection ends."""

_LASTING = {
    b"/trailers": b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-sum: 1\r\n\r\n",
    b"/unchanged": b"HTTP/1.1 304 Not Modified\r\netag: x\r\n\r\n",
    b"/nothing": b"HTTP/1.1 204 No Content\r\n\r\n",
}
_OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"
_MOVED = b"HTTP/1.1 307 Moved\r\ncontent-length: 0\r\nlocation: "
_CUT = 100_000


@dataclass(slots=True)
class Seen:
    """A request: what came of it, to the byte; ``whole`` where its end came."""

    protocol: str
    method: bytes = b""
    target: bytes = b""
    headers: Fields = ()
    body: bytes = b""
    trailers: Fields = ()
    whole: bool = False

    @property
    def path(self) -> bytes:
        return self.target.partition(b"?")[0]


class _EndedError(Exception):
    """The other side says no more."""


@dataclass
class Truth:
    """The server; ``plain`` and ``secure`` are its ports, once it listens."""

    seen: list[Seen] = field(default_factory=list)
    plain: int = 0
    secure: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a connection to its end."""
        shaken = writer.get_extra_info("ssl_object")
        spoken: type[_Http1 | _Http2] = (
            _Http2 if shaken is not None and shaken.selected_alpn_protocol() == "h2" else _Http1
        )
        try:
            await spoken(self.seen, reader, writer).run()
        except (_EndedError, ConnectionError, ssl.SSLError):
            pass  # as whoever calls may have it
        finally:
            if not writer.is_closing():
                writer.transport.abort()


class _Http1:
    def __init__(self, seen: list[Seen], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._seen, self._reader, self._writer, self._buffer = seen, reader, writer, b""

    async def run(self) -> None:
        while await self._one():
            await self._writer.drain()
        await self._writer.drain()
        self._writer.close()

    async def _more(self) -> None:
        if not (data := await self._reader.read(1 << 16)):
            raise _EndedError
        self._buffer += data

    async def _line(self, end: bytes = b"\r\n") -> bytes:
        while end not in self._buffer:
            await self._more()
        found, _, self._buffer = self._buffer.partition(end)
        return found

    async def _take(self, size: int, seen: Seen, stop: int = -1) -> None:
        while size:
            if not self._buffer:
                await self._more()
            piece, self._buffer = self._buffer[:size], self._buffer[size:]
            seen.body += piece
            size -= len(piece)
            if 0 <= stop <= len(seen.body):
                raise _EndedError

    async def _one(self) -> bool:
        first, *lines = (await self._line(b"\r\n\r\n")).split(b"\r\n")
        method, target, version = first.split(b" ")
        seen = Seen(version.decode().lower(), method, target, tuple(map(_pair, lines)))
        self._seen.append(seen)
        named = {name.lower(): value for name, value in seen.headers}
        if seen.path == b"/early":
            self._writer.write(_OK + b"no")
        await self._body(seen, named)
        seen.whole = True
        while seen.path == b"/silent":
            await self._more()
        if seen.path in _ANSWERS:
            self._writer.write(_ANSWERS[seen.path])
            return False
        if seen.path == b"/moved":
            self._writer.write(_MOVED + target.partition(b"to=")[2] + b"\r\n\r\n")
        elif seen.path != b"/early":
            self._writer.write(_LASTING.get(seen.path, _OK + (b"" if method == b"HEAD" else b"ok")))
        return version != b"HTTP/1.0" and named.get(b"connection", b"").lower() != b"close"

    async def _body(self, seen: Seen, named: dict[bytes, bytes]) -> None:
        if b"chunked" in named.get(b"transfer-encoding", b""):
            while size := int((await self._line()).partition(b";")[0], 16):
                await self._take(size, seen)
                await self._line()
            while line := await self._line():
                seen.trailers += (_pair(line),)
        else:
            await self._take(int(named.get(b"content-length", b"0")), seen, _CUT if seen.path == b"/cut" else -1)


class _Http2:
    def __init__(self, seen: list[Seen], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._seen, self._reader, self._writer = seen, reader, writer
        self._streams: dict[int, Seen] = {}
        self._spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding=None))

    async def run(self) -> None:
        self._spoken.initiate_connection()
        while True:
            self._writer.write(self._spoken.data_to_send())
            await self._writer.drain()
            if not (data := await self._reader.read(1 << 16)):
                return
            for event in self._spoken.receive_data(data):
                self._happened(event)

    def _happened(self, event: h2.events.Event) -> None:
        stream = getattr(event, "stream_id", 0) or 0
        if isinstance(event, h2.events.RequestReceived):
            fields: Fields = tuple((bytes(name), bytes(value)) for name, value in event.headers)
            named = dict(fields)
            real = tuple(pair for pair in fields if not pair[0].startswith(b":"))
            seen = self._streams[stream] = Seen("http/2", named[b":method"], named[b":path"], real)
            self._seen.append(seen)
        elif isinstance(event, h2.events.DataReceived) and stream in self._streams:
            self._streams[stream].body += event.data
            self._spoken.acknowledge_received_data(event.flow_controlled_length, stream)
            if self._streams[stream].path == b"/cut" and len(self._streams[stream].body) >= _CUT:
                del self._streams[stream]
                self._spoken.reset_stream(stream, 8)  # CANCEL: RFC 9113, 7
        elif isinstance(event, h2.events.TrailersReceived):
            self._streams[stream].trailers = tuple((bytes(name), bytes(value)) for name, value in event.headers)
        elif isinstance(event, h2.events.StreamEnded) and stream in self._streams:
            self._answer(stream, self._streams.pop(stream))

    def _answer(self, stream: int, seen: Seen) -> None:
        seen.whole = True
        if seen.path == b"/silent":
            return
        if seen.path in (b"/reset", b"/half"):
            self._spoken.reset_stream(stream, 2)
            return
        status = {b"/moved": "307", b"/unchanged": "304", b"/nothing": "204"}.get(seen.path, "200")
        headers = [(b":status", status.encode())]
        if status == "307":
            headers.append((b"location", seen.target.partition(b"to=")[2]))
        bare = status != "200" or seen.method == b"HEAD"
        self._spoken.send_headers(stream, headers, end_stream=bare)
        if not bare:
            self._spoken.send_data(stream, b"ok", end_stream=seen.path != b"/trailers")
            if seen.path == b"/trailers":
                self._spoken.send_headers(stream, [(b"x-sum", b"1")], end_stream=True)


def _pair(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b":")
    return name, value.strip(b" \t")


@contextlib.contextmanager
def truth(certificate: Path) -> Iterator[Truth]:
    """Serve on an event loop of its own, with this certificate."""
    made, ready, ending = Truth(), threading.Event(), list[Callable[[], object]]()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])

    async def main() -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        ending.append(lambda: loop.call_soon_threadsafe(over.set))
        plain = await asyncio.start_server(made.serve, "127.0.0.1", 0)
        secure = await asyncio.start_server(made.serve, "127.0.0.1", 0, ssl=context)
        made.plain, made.secure = (each.sockets[0].getsockname()[1] for each in (plain, secure))
        ready.set()
        await over.wait()
        for each in (plain, secure):
            each.close()  # what is still open ends with the loop

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield made
    finally:
        ending[0]()
        thread.join(60)
