"""How the phone gets to a host of the shop, for each way of speaking to it."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

from captures.rehearsal.phone.call import (
    DNS,
    FRAMES,
    FRAMES_REVERSE,
    FRAMES_TLS,
    GRPC,
    HTTP1,
    HTTP2,
    HTTP3,
    PLAIN,
    SOCKS,
    WEBSOCKET,
    Call,
)
from captures.rehearsal.phone.quic import Http3
from captures.rehearsal.phone.web import Http1, Http2
from captures.rehearsal.phone.wire import Wire, dial, through_http_proxy, through_socks, trusting
from captures.rehearsal.places import Address, ShopMap
from captures.rehearsal.proxy import Proxies

ALPN = {HTTP1: ["http/1.1"], SOCKS: ["http/1.1"], WEBSOCKET: ["http/1.1"], HTTP2: ["h2"], GRPC: ["h2"]}
"""What each way offers in its TLS handshake; nothing where it is not named."""

Client = Http1 | Http2 | Http3


@dataclass(frozen=True, slots=True)
class Network:
    """The shop, the proxies in front of it, and the authority that the phone trusts."""

    shop: ShopMap
    proxies: Proxies
    authority: Path
    _contexts: dict[str, ssl.SSLContext] = field(default_factory=dict)

    def reachable(self, way: str) -> bool:
        """Tell whether the proxy has the listener that a way needs."""
        return self._listener(way) is not None or (self.proxies.direct and way != SOCKS)

    def trust(self, way: str) -> ssl.SSLContext:
        """Give the TLS settings of a way; one context for all its connections."""
        protocols = ALPN.get(way, [])
        name = ",".join(protocols)
        if name not in self._contexts:
            self._contexts[name] = trusting(self.authority, protocols)
        return self._contexts[name]

    async def client(self, call: Call) -> Http1 | Http2 | Http3:
        """Open a connection for a call over HTTP.

        Raises:
            OSError: it cannot be opened.
        """
        if call.way == HTTP3:
            return await Http3.connect(self.listener(HTTP3), call.host, self.authority)
        if call.way == PLAIN and not self.proxies.direct:
            address, port = self.target(call)
            return Http1(await dial(self.listener(PLAIN)), f"http://{address}:{port}")
        wire = await self.wire(call)
        return Http2(wire) if call.way in {HTTP2, GRPC} else Http1(wire)

    async def wire(self, call: Call) -> Wire:
        """Open a TCP connection for a call, with TLS where its way has it.

        Raises:
            OSError: it cannot be opened.
        """
        if call.way == FRAMES_REVERSE:
            return await dial(self.listener(FRAMES_REVERSE))
        wire = await self.bare_wire(call)
        if call.way not in {PLAIN, FRAMES}:
            try:
                await wire.secure(self.trust(call.way), call.host)
            except BaseException:
                wire.abort()
                raise
        return wire

    async def bare_wire(self, call: Call) -> Wire:
        """Open a connection to where a call's TLS would begin."""
        through = through_socks if call.way == SOCKS else through_http_proxy
        return await through(self.proxies, self.target(call))

    def target(self, call: Call) -> Address:
        """Give the address and port of the shop that a call goes to."""
        place = self.shop.place_of(call.host)
        usual = {PLAIN: place.plain, FRAMES: place.frames, FRAMES_TLS: place.frames_tls}
        return place.address, call.port or usual.get(call.way, place.tls)

    def listener(self, way: str) -> Address:
        """Give the proxy's listener for a way.

        Raises:
            ConnectionError: there is none.
        """
        listener = self._listener(way)
        if listener is None:
            raise ConnectionError("there is no such proxy")
        return listener

    def _listener(self, way: str) -> Address | None:
        proxies = self.proxies
        special = {SOCKS: proxies.socks, HTTP3: proxies.h3, FRAMES_REVERSE: proxies.tcp, DNS: proxies.dns}
        return special.get(way, proxies.regular)
