"""Connections of the phone: through the proxy or straight to the shop, with TLS or without."""

import asyncio
import ipaddress
import ssl
import struct
from collections.abc import Iterable
from pathlib import Path

from captures.rehearsal import http1
from captures.rehearsal.places import Address
from captures.rehearsal.proxy import Proxies

HANDSHAKE = 20.0
"""Seconds that a TLS handshake may take."""


class Wire:
    """An open connection.

    Args:
        reader: what comes.
        writer: where to write.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def secure(self, context: ssl.SSLContext, name: str) -> None:
        """Begin TLS and name the server (RFC 6066).

        Raises:
            ssl.SSLError: the other side's certificate is refused.
        """
        await self.writer.start_tls(context, server_hostname=name, ssl_handshake_timeout=HANDSHAKE)

    async def close(self) -> None:
        """Close the connection; a connection that is broken already is no error."""
        self.writer.close()
        try:
            async with asyncio.timeout(2):
                await self.writer.wait_closed()
        except (OSError, TimeoutError):
            self.writer.transport.abort()

    def abort(self) -> None:
        """Drop the connection."""
        self.writer.transport.abort()


async def dial(address: Address) -> Wire:
    """Connect straight to an address."""
    return Wire(*await asyncio.open_connection(*address, limit=http1.LIMIT))


async def through_http_proxy(proxies: Proxies, target: Address) -> Wire:
    """Connect through the regular proxy with CONNECT (RFC 9110, 9.3.6), or straight where there is to be none.

    Raises:
        ConnectionError: there is no proxy, or it refuses.
    """
    if proxies.direct:
        return await dial(target)
    wire = await dial(_there(proxies.regular))
    try:
        authority = f"{target[0]}:{target[1]}"
        wire.writer.write(http1.request_head("CONNECT", authority, [("host", authority)]))
        head = http1.parse(await http1.read_head(wire.reader))
        if head.first[1] != "200":
            raise ConnectionError(f"the proxy answered {head.first[1]}")
    except BaseException:
        wire.abort()
        raise
    return wire


async def through_socks(proxies: Proxies, target: Address) -> Wire:
    """Connect through the SOCKS 5 proxy (RFC 1928), by address and without authentication.

    Raises:
        ConnectionError: there is no proxy, or it refuses.
    """
    wire = await dial(_there(proxies.socks))
    try:
        wire.writer.write(b"\x05\x01\x00")
        if await wire.reader.readexactly(2) != b"\x05\x00":
            raise ConnectionError("the SOCKS proxy wants a password")
        host = ipaddress.IPv4Address(target[0]).packed
        wire.writer.write(b"\x05\x01\x00\x01" + host + struct.pack("!H", target[1]))
        reply = await wire.reader.readexactly(10)
        if reply[1] != 0:
            raise ConnectionError(f"the SOCKS proxy answered {reply[1]}")
    except asyncio.IncompleteReadError as error:
        wire.abort()
        raise ConnectionError("the SOCKS proxy hung up") from error
    except BaseException:
        wire.abort()
        raise
    return wire


def trusting(authority: Path, protocols: Iterable[str] = ()) -> ssl.SSLContext:
    """Give a client's TLS settings that trust one authority, with the protocols to offer by ALPN (RFC 7301)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(authority)
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


def _there(address: Address | None) -> Address:
    if address is None:
        raise ConnectionError("there is no such proxy")
    return address
