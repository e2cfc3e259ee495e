"""HTTP/2 servers, and the gRPC services on them: ``Find`` (one message each way) and ``Talk`` (a stream each way)."""

import asyncio

from captures.rehearsal import grpc, http2
from captures.rehearsal.ledger import COMPLETE, ID_HEADER, Tally
from captures.rehearsal.servers.answers import Answer, HangUpError, Request, ResetError, answer
from captures.rehearsal.servers.link import CUT, Link


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    """Answer the requests of one connection, all at once, until it ends."""
    tasks: set[asyncio.Task[None]] = set()

    def start(stream: http2.Stream) -> None:
        task = asyncio.create_task(_Exchange(connection, stream, link).run())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    connection = http2.Connection(reader, writer, start)
    try:
        await connection.run()
        if tasks:  # each sees that its stream is gone
            await asyncio.wait(tasks, timeout=1)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Exchange:
    def __init__(self, connection: http2.Connection, stream: http2.Stream, link: Link) -> None:
        self._connection, self._stream, self._link = connection, stream, link
        headers = stream.headers
        self._request = Request(
            headers.get(ID_HEADER, ""),
            "http/2",
            headers[":method"],
            headers.get(":authority") or headers.get("host", ""),
            headers[":path"],
            Tally(),
            lambda: stream.gone or connection.closed,
        )
        self._sent, self._status = Tally(), 0
        self._asked, self._answered = grpc.Unframer(), 0

    async def run(self) -> None:
        """Take in the request, answer, write the row."""
        outcome = CUT
        try:
            if self._stream.headers.get("content-type", "").startswith(grpc.CONTENT_TYPE):
                await self._call()
                outcome = COMPLETE
            else:
                async for piece in self._stream.body():
                    self._request.body.add(piece)
                made = answer(self._request)
                outcome = made.outcome if made.outcome != COMPLETE else CUT
                await self._send(made)
                outcome = made.outcome
        except ConnectionError:
            pass
        finally:
            messages = (self._asked.messages, self._answered)
            self._link.exchange(self._request, self._sent, self._status, outcome, messages)

    async def _send(self, made: Answer) -> None:
        if made.garbage:
            self._sent.add(made.garbage)
            self._connection.raw(made.garbage)
            return
        if made.chunks is None:
            self._head(made, len(made.body))
            self._sent.add(made.body)
            await self._connection.send(self._stream, made.body, end=True)
            return
        try:
            async for piece in made.chunks:
                if not self._status:
                    self._head(made, made.length)
                if piece:
                    self._sent.add(piece)
                    await self._connection.send(self._stream, piece)
        except (HangUpError, ResetError):
            self._connection.reset(self._stream)
            return
        if not self._status:
            self._head(made, made.length)
        await self._connection.send(self._stream, b"", end=True)

    def _head(self, made: Answer, length: int | None) -> None:
        self._status = made.status
        promised = [] if length is None else [("content-length", str(length))]
        self._connection.send_headers(self._stream, [(":status", str(made.status)), *made.headers, *promised])

    async def _call(self) -> None:
        """Answer each message of a call as soon as it is there."""
        self._status = 200
        started = False
        async for piece in self._stream.body():
            self._request.body.add(piece)
            for message in self._asked.feed(piece):
                if not started:
                    started = True
                    self._connection.send_headers(
                        self._stream, [(":status", "200"), ("content-type", grpc.CONTENT_TYPE)]
                    )
                await self._reply(message)
        code = "0" if started else "3"  # OK, or INVALID_ARGUMENT: a call without a message
        trailers = [("grpc-status", code), ("grpc-message", "")]
        if not started:
            trailers = [(":status", "200"), ("content-type", grpc.CONTENT_TYPE), *trailers]
        self._connection.send_headers(self._stream, trailers, end=True)

    async def _reply(self, message: bytes) -> None:
        self._answered += 1
        data = grpc.frame(grpc.number_field(1, self._answered) + grpc.text_field(2, message[::-1]))
        self._sent.add(data)
        await self._connection.send(self._stream, data)
