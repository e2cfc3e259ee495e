"""One HTTP/2 connection (RFC 9113), for both sides: many streams at once, with flow control in both directions."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    Event,
    InformationalResponseReceived,
    RemoteSettingsChanged,
    RequestReceived,
    ResponseReceived,
    StreamEnded,
    StreamReset,
    TrailersReceived,
    WindowUpdated,
)
from h2.exceptions import H2Error
from h2.settings import SettingCodes

Headers = Iterable[tuple[str, str]]

_WINDOW = 1 << 20
"""Bytes that may be under way on a stream before the reader has taken them."""
_READ = 1 << 18


class Stream:
    """One request with its response. Made by a `Connection`."""

    def __init__(self, connection: "Connection", number: int) -> None:
        self.number = number
        self.headers: dict[str, str] = {}
        self.trailers: dict[str, str] = {}
        self.headed = asyncio.Event()
        self.gone = False
        self._connection = connection
        self._pieces: asyncio.Queue[tuple[bytes, int] | None] = asyncio.Queue()
        self._window = asyncio.Event()

    async def body(self) -> AsyncIterator[bytes]:
        """Give what the other side sends, in the pieces in which it comes.

        Raises:
            ConnectionError: the stream or the connection was reset before the end.
        """
        while (piece := await self._pieces.get()) is not None:
            data, counted = piece
            yield data
            self._connection.took(self, counted)
        if self.gone:
            raise ConnectionError("the stream was reset")

    async def head(self) -> dict[str, str]:
        """Wait for the other side's header fields.

        Raises:
            ConnectionError: the stream or the connection was reset first.
        """
        await self.headed.wait()
        if not self.headers:
            raise ConnectionError("the stream was reset")
        return self.headers

    def got(self, data: bytes, counted: int) -> None:
        """Take in a piece; ``counted`` is what flow control counts."""
        self._pieces.put_nowait((data, counted))

    def ended(self, *, lost: bool = False) -> None:
        """Take in the end of what the other side sends."""
        self.gone = self.gone or lost
        self._pieces.put_nowait(None)
        self.headed.set()
        self._window.set()

    def widened(self) -> None:
        """Wake whoever waits for room to send."""
        self._window.set()

    async def room(self) -> None:
        """Wait until there may be room to send."""
        self._window.clear()
        await self._window.wait()


class Connection:
    """An HTTP/2 connection over a pair of asyncio streams.

    Args:
        reader: what comes.
        writer: where to write.
        on_request: called with each new stream; makes this the server's side.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        on_request: Callable[[Stream], None] | None = None,
    ) -> None:
        self._reader, self._writer, self._on_request = reader, writer, on_request
        client = on_request is None
        self._h2 = H2Connection(H2Configuration(client_side=client, header_encoding="utf-8"))
        self._streams: dict[int, Stream] = {}
        self.closed = False
        self._h2.initiate_connection()
        self._h2.update_settings({SettingCodes.INITIAL_WINDOW_SIZE: _WINDOW})
        self._h2.increment_flow_control_window(_WINDOW)
        self._flush()

    async def run(self) -> None:
        """Read until the connection ends; every stream that is still open is then lost."""
        try:
            while data := await self._reader.read(_READ):
                for event in self._h2.receive_data(data):
                    self._handle(event)
                self._flush()
                if self.closed:
                    break
        except (H2Error, ConnectionError):
            self._flush()
        finally:
            self.closed = True
            for stream in self._streams.values():
                stream.ended(lost=True)
            self._streams.clear()

    def open(self, headers: Headers, *, end: bool) -> Stream:
        """Start a request.

        Raises:
            ConnectionError: the connection is closed.
        """
        if self.closed:
            raise ConnectionError("the connection is closed")
        stream = Stream(self, self._h2.get_next_available_stream_id())
        self._streams[stream.number] = stream
        self.send_headers(stream, headers, end=end)
        return stream

    def send_headers(self, stream: Stream, headers: Headers, *, end: bool = False) -> None:
        """Send header fields, or trailers.

        Raises:
            ConnectionError: the stream is gone.
        """
        try:
            self._h2.send_headers(stream.number, list(headers), end_stream=end)
        except H2Error as error:
            raise ConnectionError("the stream is gone") from error
        self._flush()

    async def send(self, stream: Stream, data: bytes, *, end: bool = False) -> None:
        """Send a part of a body as fast as the other side takes it.

        Raises:
            ConnectionError: the stream is gone.
        """
        view = memoryview(data)
        while view or end:
            if stream.gone or self.closed:
                raise ConnectionError("the stream is gone")
            try:
                window = self._h2.local_flow_control_window(stream.number)
                size = min(len(view), window, self._h2.max_outbound_frame_size)
                if size or not view:
                    self._h2.send_data(stream.number, bytes(view[:size]), end_stream=end and size == len(view))
            except H2Error as error:
                raise ConnectionError("the stream is gone") from error
            if size == 0 and view:
                await stream.room()
                continue
            self._flush()
            view = view[size:]
            if not view:
                break
            await self._writer.drain()

    def reset(self, stream: Stream) -> None:
        """Reset a stream."""
        try:
            self._h2.reset_stream(stream.number, ErrorCodes.INTERNAL_ERROR)
        except H2Error:
            return
        self._flush()

    def raw(self, data: bytes) -> None:
        """Write bytes that are no HTTP/2 and close the connection."""
        self._writer.write(data)
        self._writer.close()

    def took(self, stream: Stream, size: int) -> None:
        """Tell the other side that a piece was taken in."""
        if size and not self.closed:
            try:
                self._h2.acknowledge_received_data(size, stream.number)
            except H2Error:
                return
            self._flush()

    def finish(self) -> None:
        """Say goodbye."""
        if not self.closed:
            self._h2.close_connection()
            self._flush()

    def _flush(self) -> None:
        data = self._h2.data_to_send()
        if data and not self._writer.is_closing():
            self._writer.write(data)

    def _handle(self, event: Event) -> None:
        if isinstance(event, RequestReceived) and self._on_request is not None:
            stream = self._streams[event.stream_id] = Stream(self, event.stream_id)
            stream.headers = _names(event.headers)
            stream.headed.set()
            self._on_request(stream)
        elif isinstance(event, ConnectionTerminated):
            self.closed = True
        elif isinstance(event, RemoteSettingsChanged):
            self._widen(0)
        elif isinstance(event, WindowUpdated):
            self._widen(event.stream_id or 0)
        elif not isinstance(event, InformationalResponseReceived):
            self._handle_in_stream(event)

    def _handle_in_stream(self, event: Event) -> None:
        stream = self._streams.get(getattr(event, "stream_id", None) or 0)
        if stream is None:
            return
        if isinstance(event, ResponseReceived):
            stream.headers = _names(event.headers)
            stream.headed.set()
        elif isinstance(event, DataReceived):
            stream.got(event.data or b"", event.flow_controlled_length or 0)
        elif isinstance(event, TrailersReceived):
            stream.trailers = _names(event.headers)
        elif isinstance(event, StreamEnded):
            stream.ended()
        elif isinstance(event, StreamReset):
            stream.ended(lost=True)

    def _widen(self, number: int) -> None:
        for stream in self._streams.values() if number == 0 else filter(None, [self._streams.get(number)]):
            stream.widened()


def _names(headers: object) -> dict[str, str]:
    assert isinstance(headers, list)
    return {str(name): str(value) for name, value in headers}
