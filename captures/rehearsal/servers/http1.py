"""HTTP/1.1 servers, with and without TLS; a WebSocket begins here too."""

import asyncio
from collections.abc import AsyncIterator

from captures.rehearsal import http1
from captures.rehearsal.ledger import COMPLETE, ID_HEADER, Tally
from captures.rehearsal.servers import websocket
from captures.rehearsal.servers.answers import Answer, HangUpError, Request, ResetError, answer
from captures.rehearsal.servers.link import CUT, Link


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    """Answer the requests of one connection, one after the other, until it ends."""
    while True:
        try:
            raw = await http1.read_head(reader)
        except ConnectionError:
            return
        head = http1.parse(raw)
        if head.headers.get("upgrade", "").lower() == "websocket":
            await websocket.serve(raw, head, reader, writer, link)
            return
        if not await _Exchange(reader, writer, link, head).run():
            return


class _Exchange:
    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link, head: http1.Head
    ) -> None:
        self._reader, self._writer, self._link, self._headers = reader, writer, link, head.headers
        method, target, _ = head.first
        identity, host = head.headers.get(ID_HEADER, ""), head.headers.get("host", "")
        self._request = Request(identity, "http/1.1", method, host, target, Tally(), self._gone)
        self._sent, self._status = Tally(), 0

    async def run(self) -> bool:
        """Take in the request, answer, write the row; say whether the connection can be used again."""
        outcome = CUT
        try:
            if self._headers.get("expect", "").lower() == "100-continue":
                self._writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            async for piece in http1.body(self._reader, self._headers, to_end=False):
                self._request.body.add(piece)
            made = answer(self._request)
            outcome = made.outcome if made.outcome != COMPLETE else CUT
            reusable = await self._send(made)
            outcome = made.outcome
        finally:
            self._link.exchange(self._request, self._sent, self._status, outcome)
        await self._writer.drain()
        return reusable and self._headers.get("connection", "").lower() != "close"

    async def _send(self, made: Answer) -> bool:
        if made.garbage:
            self._write(made.garbage)
            return False
        if made.chunks is None:
            head = http1.response_head(made.status, [*made.headers, ("content-length", str(len(made.body)))])
            self._status = made.status
            self._sent.add(made.body)
            self._writer.write(head + made.body)
            return True
        try:
            await self._send_chunks(made, made.chunks)
        except HangUpError:
            return False
        except ResetError:
            self._writer.transport.abort()
            return False
        return True

    async def _send_chunks(self, made: Answer, chunks: AsyncIterator[bytes]) -> None:
        chunked = made.length is None
        framing = ("transfer-encoding", "chunked") if chunked else ("content-length", str(made.length))
        head = http1.response_head(made.status, [*made.headers, framing])
        async for piece in chunks:
            if not self._status:
                self._status = made.status
                self._writer.write(head)
            if piece:
                self._write(http1.chunk(piece) if chunked else piece, piece)
                await self._writer.drain()
        if not self._status:
            self._status = made.status
            self._writer.write(head)
        if chunked:
            self._writer.write(http1.chunk(b""))

    def _write(self, data: bytes, counted: bytes | None = None) -> None:
        self._writer.write(data)
        self._sent.add(data if counted is None else counted)

    def _gone(self) -> bool:
        return self._writer.transport.is_closing() or self._reader.at_eof()
