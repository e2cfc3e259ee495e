"""The servers that are not HTTP: the private protocol, DNS, and three that misbehave from the start."""

import asyncio
import socket
import struct

from captures.rehearsal import frames, names
from captures.rehearsal.ledger import Ledger, ServerRow, Tally, now
from captures.rehearsal.places import ShopMap
from captures.rehearsal.servers.link import Link

BABBLE = b"\x00\x01\x02 this is no protocol \xfe\xff\r\n" * 32

_NO_LINGER = struct.pack("ii", 1, 0)


async def serve_frames(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    """Answer each frame with another, until the connection ends."""
    while True:
        try:
            frame = await frames.read(reader)
        except (asyncio.IncompleteReadError, ValueError):
            return
        link.message(frame.id, "tcp", frame.encode(), received=True)
        answer = frame.answer()
        writer.write(answer.encode())
        link.message(answer.id, "tcp", answer.encode(), received=False)
        await writer.drain()


async def stay_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    """Take whatever comes and never say a word."""
    while await reader.read(1 << 16):
        pass


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    """Reset the connection at once."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    writer.transport.abort()


async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    """Send bytes that are no protocol, whatever comes, and close."""
    await reader.read(1 << 16)
    writer.write(BABBLE)
    await writer.drain()


class NameServer(asyncio.DatagramProtocol):
    """A DNS server that knows the hosts of ``places.toml``."""

    def __init__(self, shop: ShopMap, ledger: Ledger) -> None:
        self._shop, self._ledger = shop, ledger
        self._transport: asyncio.DatagramTransport | None = None
        self._address = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the transport."""
        assert isinstance(transport, asyncio.DatagramTransport)
        self._transport = transport
        self._address = "{}:{}".format(*transport.get_extra_info("sockname"))

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a query; anything else is dropped."""
        try:
            question = names.read_question(data)
        except ValueError:
            return
        try:
            place = self._shop.place_of(question.name)
            canonical = self._shop.aliases.get(question.name, question.name)
            message = names.answer(question, canonical, place.address)
        except KeyError:
            message = names.answer(question, question.name, "", names.NO_SUCH_NAME)
        assert self._transport is not None
        self._transport.sendto(message, addr)
        asked, answered = Tally(), Tally()
        asked.add(data)
        answered.add(message)
        self._ledger.add(
            ServerRow(
                id=f"dns-{question.number}",
                protocol="dns",
                method=names.TYPES.get(question.kind, str(question.kind)),
                host=question.name,
                server_address=self._address,
                request_size=asked.size,
                request_sha256=asked.sha256,
                response_size=answered.size,
                response_sha256=answered.sha256,
                status=names.rcode_of(message),
                at=now(),
            )
        )
