"""The made-up shop: every server of every place, on free ports of loopback addresses.

    async with Shop(folder) as shop:
        shop.map.places["SG"].tls  # a port

The folder then holds the ledger, the certificate authority and the servers' certificates, and ``shop.json``, with which
another process finds the shop.
"""

import asyncio
import itertools
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from aioquic.asyncio.server import QuicServer

from captures.rehearsal import http1 as http1_messages
from captures.rehearsal.certificates import Authority, Identity
from captures.rehearsal.ledger import Ledger
from captures.rehearsal.places import MAP, Place, ShopMap, aliases, planned
from captures.rehearsal.servers import http1, http2, http3, plain
from captures.rehearsal.servers.link import Link

LEDGER = "servers.jsonl"

_HANDSHAKE = 20.0
_BACKLOG = 1024
_GOODBYE = 2.0

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter, Link], Awaitable[None]]


class Shop:
    """The servers. ``map`` says where they are once the context is entered.

    Args:
        folder: where the ledger, the certificates and ``shop.json`` go; it must exist.
    """

    def __init__(self, folder: Path) -> None:
        self.map = ShopMap({}, folder)
        self.ledger_file = folder / LEDGER
        self._folder = folder
        self._ledger: Ledger
        self._servers: list[asyncio.Server] = []
        self._quic: list[QuicServer] = []
        self._name_servers: list[asyncio.BaseTransport] = []
        self._tasks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._numbers = itertools.count(1)

    async def __aenter__(self) -> Self:
        self._ledger = Ledger(self.ledger_file)
        authority = Authority(self._folder)
        try:
            places = [await self._open(each, authority) for each in planned()]
            self.map = ShopMap({each.country: each for each in places}, authority.file, aliases())
            for place in places:
                name_server = await self._open_name_server(place)
                self.map = replace(self.map, places={**self.map.places, place.country: name_server})
        except BaseException:
            await self.close()
            raise
        self.map.write(self._folder / MAP)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End every server and every connection."""
        for server in self._servers:
            server.close()
        for task, writer in list(self._tasks.items()):
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for server in self._servers:
            # Python 3.13; it takes along those that have not finished their handshake.
            abort = getattr(server, "abort_clients", None)
            if abort is not None:
                abort()
        for quic in self._quic:
            quic.close()  # type: ignore[no-untyped-call]
        for transport in self._name_servers:
            transport.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE):
                await asyncio.gather(*(server.wait_closed() for server in self._servers))
        await asyncio.sleep(0)  # datagram transports close on the loop's next round
        self._ledger.close()

    async def _open(self, place: Place, authority: Authority) -> Place:
        identity = authority.issue(place.country.lower(), place.hosts, [place.address])
        web, bare = _context(identity, ["h2", "http/1.1"]), _context(identity, [])
        quic, http3_port = await http3.listen(place.address, identity, self._ledger)
        self._quic.append(quic)
        listen = self._listen
        return replace(
            place,
            tls=await listen(place.address, _by_alpn, web),
            plain=await listen(place.address, http1.serve),
            http3=http3_port,
            frames=await listen(place.address, plain.serve_frames),
            frames_tls=await listen(place.address, plain.serve_frames, bare),
            silent=await listen(place.address, plain.stay_silent),
            hangup=await listen(place.address, plain.hang_up),
            babble=await listen(place.address, plain.babble),
        )

    async def _open_name_server(self, place: Place) -> Place:
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: plain.NameServer(self.map, self._ledger), local_addr=(place.address, 0)
        )
        self._name_servers.append(transport)
        return replace(place, dns=transport.get_extra_info("sockname")[1])

    async def _listen(self, address: str, serve: Serve, context: ssl.SSLContext | None = None) -> int:
        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            name, port = writer.get_extra_info("sockname")[:2]
            link = Link(self._ledger, f"{name}:{port}", next(self._numbers))
            task = asyncio.create_task(self._serve(serve, reader, writer, link))
            self._tasks[task] = writer
            task.add_done_callback(self._tasks.pop)

        options: dict[str, Any] = {} if context is None else {"ssl": context, "ssl_handshake_timeout": _HANDSHAKE}
        server = await asyncio.start_server(accept, address, 0, limit=http1_messages.LIMIT, backlog=_BACKLOG, **options)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    @staticmethod
    async def _serve(serve: Serve, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
        try:
            await serve(reader, writer, link)
            writer.close()
            await writer.wait_closed()
        except (OSError, ValueError):  # the other side broke off, or sent what is no HTTP
            writer.transport.abort()


async def _by_alpn(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    """Speak what the handshake settled on (RFC 7301)."""
    chosen = writer.get_extra_info("ssl_object").selected_alpn_protocol()
    await (http2.serve if chosen == "h2" else http1.serve)(reader, writer, link)


def _context(identity: Identity, protocols: list[str]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(identity.certificate, identity.key)
    if protocols:
        context.set_alpn_protocols(protocols)
    return context
