"""HTTP/1.1 and HTTP/2 clients, gRPC among them. Each holds one connection."""

import asyncio

from captures.rehearsal import grpc, http1, http2
from captures.rehearsal.ledger import ID_HEADER
from captures.rehearsal.phone.call import GRPC, Call, Progress
from captures.rehearsal.phone.wire import Wire

AGENT = "NuriMarket/3.4.1 (Android 16; SM-A566S)"


class Http1:
    """A client that sends one request after the other.

    Args:
        wire: the connection.
        origin: what stands before the path in the request's first line: nothing, or the whole origin for a proxy that
            is asked without CONNECT.
    """

    def __init__(self, wire: Wire, origin: str = "") -> None:
        self._wire, self._origin = wire, origin

    async def send(self, identity: str, call: Call, progress: Progress) -> None:
        """Do one exchange and note in ``progress`` how far it got.

        Raises:
            OSError: the connection broke, or ended in the middle.
            ValueError: the answer is no HTTP.
        """
        headers = [("host", call.host), ("user-agent", AGENT), (ID_HEADER, identity), *call.headers]
        if call.chunked:
            headers.append(("transfer-encoding", "chunked"))
        elif call.size or call.method in {"POST", "PUT"}:
            headers.append(("content-length", str(call.size)))
        writer, reader = self._wire.writer, self._wire.reader
        writer.write(http1.request_head(call.method, self._origin + call.path, headers))
        if ("expect", "100-continue") in call.headers:
            head = http1.parse(await http1.read_head(reader))
            if head.first[1] != "100":
                raise ConnectionError(f"100 (Continue) was expected, not {head.first[1]}")
        for block in call.blocks():
            writer.write(http1.chunk(block) if call.chunked else block)
            progress.sent.add(block)
            await writer.drain()
        if call.chunked:
            writer.write(http1.chunk(b""))
        head = http1.parse(await http1.read_head(reader))
        progress.status = int(head.first[1])
        async for piece in http1.body(reader, head.headers, to_end=True):
            progress.received.add(piece)

    async def close(self) -> None:
        """Close the connection."""
        await self._wire.close()


class Http2:
    """A client that sends any number of requests at once."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._connection = http2.Connection(wire.reader, wire.writer)
        self._reading = asyncio.create_task(self._connection.run())

    async def send(self, identity: str, call: Call, progress: Progress) -> None:
        """Do one exchange or gRPC call; see `Http1.send`."""
        if call.way == GRPC:
            await self._call(identity, call, progress)
            return
        headers = self._headers(identity, call)
        if call.size:
            headers.append(("content-length", str(call.size)))
        stream = self._connection.open(headers, end=not call.size)
        left = call.size
        for block in call.blocks():
            left -= len(block)
            progress.sent.add(block)
            await self._connection.send(stream, block, end=not left)
        await self._receive(stream, progress)

    async def close(self) -> None:
        """Say goodbye and close the connection."""
        self._connection.finish()
        await self._wire.close()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)

    async def _call(self, identity: str, call: Call, progress: Progress) -> None:
        """Send every message, half-close, then read: a proxy that buffers a whole request passes it on as well."""
        headers = self._headers(identity, call)
        stream = self._connection.open([*headers, ("content-type", grpc.CONTENT_TYPE), ("te", "trailers")], end=False)
        for message in call.messages:
            data = grpc.frame(message.encode() if isinstance(message, str) else message)
            progress.sent.add(data)
            await self._connection.send(stream, data)
        await self._connection.send(stream, b"", end=True)
        await self._receive(stream, progress)
        if stream.trailers.get("grpc-status") != "0":
            raise ConnectionError("the gRPC call has no good status in its trailers")

    @staticmethod
    async def _receive(stream: http2.Stream, progress: Progress) -> None:
        progress.status = int((await stream.head())[":status"])
        async for piece in stream.body():
            progress.received.add(piece)

    @staticmethod
    def _headers(identity: str, call: Call) -> list[tuple[str, str]]:
        pseudo = {":method": call.method, ":scheme": "https", ":authority": call.host, ":path": call.path}
        return [*pseudo.items(), ("user-agent", AGENT), (ID_HEADER, identity), *call.headers]
