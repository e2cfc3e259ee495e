"""Trailers over HTTP/1 (RFC 9112, 7.1.2), at which mitmproxy 12.3 fails: the app would wait for ever.

They go the way that trailers of HTTP/2 go in mitmproxy: into the flow, and on to the other side when the flow was told.
Where the other side's message has no chunks there is no place for them, and mitmproxy fails as before.
"""

import functools
from collections.abc import Callable, Generator
from typing import Any

import h11
from h11._receivebuffer import ReceiveBuffer
from mitmproxy import http
from mitmproxy.proxy import commands, events
from mitmproxy.proxy.layers.http import _http1
from mitmproxy.proxy.layers.http._base import ReceiveHttp
from mitmproxy.proxy.layers.http._events import (
    HttpEvent,
    RequestEndOfMessage,
    RequestTrailers,
    ResponseEndOfMessage,
    ResponseTrailers,
)
from mitmproxy.proxy.layers.http._http1 import Http1Client, Http1Connection, Http1Server

type _Commands = Generator[commands.Command, Any, None]
type _Fields = tuple[tuple[bytes, bytes], ...]

_LAST = b"0\r\n\r\n"
"""The last chunk with no trailers behind it."""


class Reader:
    """Reads a body as ``inner`` does, and keeps the trailers at its end to itself."""

    def __init__(self, inner: Callable[[ReceiveBuffer], Any]) -> None:
        self._inner: Any = inner
        self.trailers: _Fields = ()

    def __call__(self, buffer: ReceiveBuffer) -> Any:
        """Give what comes next."""
        return self._without(self._inner(buffer))

    def read_eof(self) -> Any:
        """Give what it means that nothing more comes."""
        return self._without(self._inner.read_eof())

    def _without(self, event: Any) -> Any:
        if not isinstance(event, h11.EndOfMessage) or not event.headers:
            return event
        self.trailers = tuple((bytes(name), bytes(value)) for name, value in event.headers.raw_items())
        return h11.EndOfMessage()


def pass_on() -> None:
    """Have trailers over HTTP/1 passed on, from now on and in this process."""
    made = _http1.make_body_reader
    _http1.make_body_reader = lambda size: Reader(made(size))  # type: ignore[assignment,return-value]
    Http1Connection.read_body = _read(Http1Connection.read_body)  # type: ignore[assignment,method-assign]
    Http1Client.send = _send(Http1Client.send, RequestTrailers, RequestEndOfMessage)  # type: ignore[assignment,method-assign]
    Http1Server.send = _send(Http1Server.send, ResponseTrailers, ResponseEndOfMessage)  # type: ignore[assignment,method-assign]


def _read(read: Callable[[Any, events.Event], _Commands]) -> Callable[[Any, events.Event], _Commands]:
    @functools.wraps(read)
    def read_body(self: Any, event: events.Event) -> _Commands:
        kind = RequestTrailers if isinstance(self, Http1Server) else ResponseTrailers

        def told(command: commands.Command) -> list[commands.Command]:
            fields = self.body_reader.trailers
            said = command.event if fields and isinstance(command, ReceiveHttp) else None
            if not isinstance(said, self.ReceiveEndOfMessage):
                return [command]
            self.body_reader.trailers = ()  # What follows may be of the next message, and passes here once more.
            return [ReceiveHttp(kind(self.stream_id, http.Headers(fields))), command]

        yield from _each(read(self, event), told)

    return read_body


def _send(
    send: Callable[[Any, HttpEvent], _Commands], trailers: type[HttpEvent], end: type[HttpEvent]
) -> Callable[[Any, HttpEvent], _Commands]:
    @functools.wraps(send)
    def sent(self: Any, event: HttpEvent) -> _Commands:
        if isinstance(event, trailers) and _has_chunks(
            self.request if isinstance(self, Http1Client) else self.response
        ):
            self.audit_trailers = event.trailers.fields  # type: ignore[attr-defined]
            return
        fields = self.__dict__.pop("audit_trailers", ()) if isinstance(event, end) else ()
        last = b"".join((b"0\r\n", *(name + b": " + value + b"\r\n" for name, value in fields), b"\r\n"))

        def told(command: commands.Command) -> list[commands.Command]:
            if fields and isinstance(command, commands.SendData) and command.data == _LAST:
                return [commands.SendData(command.connection, last)]
            return [command]

        yield from _each(send(self, event), told)

    return sent


def _has_chunks(message: http.Message | None) -> bool:
    return message is not None and "chunked" in message.headers.get("transfer-encoding", "").lower()


def _each(
    given: _Commands, told: Callable[[commands.Command], list[commands.Command]]
) -> Generator[commands.Command, Any, None]:
    """Give what becomes of each command; the reply to the last of them is the reply to the command."""
    reply = None
    try:
        while True:
            for command in told(given.send(reply)):
                reply = yield command
    except StopIteration:
        return
