"""An HTTP/3 client over QUIC. It holds one connection."""

import asyncio
from pathlib import Path
from typing import Self

from aioquic.asyncio.protocol import QuicConnectionProtocol
from aioquic.h3.connection import H3_ALPN, H3Connection
from aioquic.h3.events import DataReceived, HeadersReceived
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.connection import QuicConnection
from aioquic.quic.events import ConnectionTerminated, QuicEvent, StreamReset

from captures.rehearsal.ledger import ID_HEADER
from captures.rehearsal.phone.call import Call, Progress
from captures.rehearsal.phone.web import AGENT
from captures.rehearsal.places import Address


class Http3:
    """A client that sends any number of requests at once; made by `connect`."""

    def __init__(self, transport: asyncio.DatagramTransport, protocol: "_Protocol") -> None:
        self._transport, self._protocol = transport, protocol

    @classmethod
    async def connect(cls, address: Address, name: str, authority: Path) -> Self:
        """Open a connection.

        Args:
            address: the server, or a proxy's listener in front of it.
            name: the server's host name.
            authority: the PEM file of the authority to trust.

        Raises:
            ConnectionError: the handshake failed.
        """
        configuration = QuicConfiguration(is_client=True, alpn_protocols=H3_ALPN, server_name=name)
        configuration.load_verify_locations(cafile=str(authority))
        transport, protocol = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: _Protocol(QuicConnection(configuration=configuration)), local_addr=("127.0.0.1", 0)
        )
        try:
            protocol.connect(address)
            await protocol.wait_connected()
        except BaseException:
            protocol.close()
            transport.close()
            raise
        return cls(transport, protocol)

    async def send(self, identity: str, call: Call, progress: Progress) -> None:
        """Do one exchange and note in ``progress`` how far it got.

        Raises:
            ConnectionError: the stream or the connection broke.
        """
        pseudo = {":method": call.method, ":scheme": "https", ":authority": call.host, ":path": call.path}
        headers = [*pseudo.items(), ("user-agent", AGENT), (ID_HEADER, identity), *call.headers]
        if call.size:
            headers.append(("content-length", str(call.size)))
        await self._protocol.exchange([(name.encode(), value.encode()) for name, value in headers], call, progress)

    async def close(self) -> None:
        """Close the connection."""
        self._protocol.close()
        try:
            async with asyncio.timeout(2):
                await self._protocol.wait_closed()
        except TimeoutError:
            pass
        self._transport.close()


class _Protocol(QuicConnectionProtocol):
    def __init__(self, quic: QuicConnection) -> None:
        super().__init__(quic)
        self._h3 = H3Connection(quic)
        self._waiting: dict[int, tuple[Progress, asyncio.Future[None]]] = {}

    async def exchange(self, headers: list[tuple[bytes, bytes]], call: Call, progress: Progress) -> None:
        number = self._quic.get_next_available_stream_id()
        done = asyncio.get_running_loop().create_future()
        self._waiting[number] = progress, done
        self._h3.send_headers(number, headers, end_stream=not call.size)
        left = call.size
        for block in call.blocks():
            left -= len(block)
            progress.sent.add(block)
            self._h3.send_data(number, block, end_stream=not left)
        self.transmit()
        try:
            await done
        finally:
            self._waiting.pop(number, None)

    def quic_event_received(self, event: QuicEvent) -> None:
        for each in self._h3.handle_event(event):
            if not isinstance(each, HeadersReceived | DataReceived) or each.stream_id not in self._waiting:
                continue
            progress, done = self._waiting[each.stream_id]
            if isinstance(each, DataReceived):
                progress.received.add(each.data)
            else:
                progress.status = int(dict(each.headers).get(b":status", b"0"))
            if each.stream_ended and not done.done():
                done.set_result(None)
        if isinstance(event, StreamReset):
            self._lose([event.stream_id])
        elif isinstance(event, ConnectionTerminated):
            self._lose(list(self._waiting))

    def _lose(self, numbers: list[int]) -> None:
        for number in numbers:
            _, done = self._waiting.get(number, (None, None))
            if done is not None and not done.done():
                done.set_exception(ConnectionError("the stream was reset"))
