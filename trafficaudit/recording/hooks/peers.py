"""Connections: who spoke to whom, how TLS went, and what became of each."""

import hashlib
import time

from mitmproxy import connection, http, options, tls
from mitmproxy.proxy.server_hooks import ServerConnectionHookData
from mitmproxy.version import VERSION

from trafficaudit.capturefiles import GAPS, TLS_FAILURES
from trafficaudit.recording import frames
from trafficaudit.recording.connections import RANDOM, Connection
from trafficaudit.recording.hooks.core import raw
from trafficaudit.recording.hooks.layers import layers_of
from trafficaudit.recording.hooks.leftovers import Left, begun, left
from trafficaudit.recording.hooks.outgoing import Outgoing
from trafficaudit.recording.hooks.unread import (
    CLOSED,
    DISAGREED,
    OF_SERVERS,
    REASON,
    UNAGREED,
    UNCOUNTED,
    UNREADABLE,
    Peer,
    refusals,
)
from trafficaudit.recording.sidefiles import iso

_HEADERS = 9
"""Bytes before a ClientHello's body on the wire: record and handshake header (RFC 8446, 5.1 and 4)."""

_ERROR = 200
"""Characters of mitmproxy's words for a beginning that it could not read, which end with all of it."""

_LAYERS = 8
"""Layers of TLS around that of an app of which the randoms are noted."""

_CHAINS, _LARGEST = 10_000, 256 << 10
"""Chains, and bytes of one in PEM, that are handed over of connections that the app refused."""


class ConnectionHooks(Outgoing):
    """The events of connections and of TLS."""

    def client_connected(self, client: connection.Client) -> None:
        """Hand over that the app opened a connection."""
        self._begin()
        at = client.timestamp_start
        self._connections[client.id] = Connection(
            at, client.peername[1], client.transport_protocol, client.proxy_mode.full_spec, self.phase
        )
        self._clients[client.id] = client
        self._send(frames.Opened(client.id, at))

    def client_disconnected(self, client: connection.Client) -> None:
        """Hand over what became of a connection of the app."""
        self._known.pop(client.id, None)
        self._clients.pop(client.id, None)
        self._servers.pop(client.id, None)
        opened = self._connections.pop(client.id, None)
        if opened is not None:
            opened.alpn = (client.alpn or b"").decode("ascii", "replace")
            opened.tls_version = client.tls_version or ""
            opened.sni = opened.sni or client.sni or ""
            opened.error = opened.error or client.error or ""
            self._tell_lost(client, opened)
            line = opened.line(client.id, client.timestamp_end or time.time())
            self._send(frames.Closed(client.id, line))
            self._left(client)

    def unread(self, peer: Peer, reason: str) -> None:
        """Remember why mitmproxy did not pass on something on a connection of the app; two phones may have one port."""
        for name, opened in self._connections.items():
            if self._clients[name].peername[:2] == peer and reason not in opened.faults:
                opened.faults.append(reason)

    def try_words(self, chosen: options.Options) -> str:
        """Hand over a gap where this mitmproxy refuses messages in unknown words; give its reason, once."""
        unknown = ", ".join(kind for kind, known in refusals(chosen).items() if not known)
        if not unknown:
            return ""
        reason = UNCOUNTED.format(VERSION, unknown)
        if reason == self._uncounted:  # whoever needs the recorder at once has it begin before mitmproxy does
            return ""
        self._uncounted = reason
        told = {"at": iso(time.time()), "state": "lost", "phase": self.phase, "host": "", "reason": reason}
        self._send(frames.Line(GAPS, told | {"connections": 0, "exchanges": 0, "bytes": 0}))
        return reason

    def _tell_lost(self, client: connection.Client, opened: Connection) -> None:
        """Hand over a gap for each thing that did not pass on a connection, and stands nowhere."""
        faults = [Left(reason, 0) for reason in opened.faults if reason != REASON]
        faults += left(layers_of(client, self._handlers()), refused=REASON in opened.faults)
        for reason, size in faults:
            told = {"at": iso(time.time()), "state": "lost", "phase": opened.phase, "host": opened.sni or opened.target}
            counted = {"connections": int(reason not in OF_SERVERS), "exchanges": 0, "bytes": size}
            self._send(frames.Line(GAPS, told | counted | {"reason": reason}))
        opened.lost = any(reason not in OF_SERVERS for reason, _ in faults)

    def server_connected(self, data: ServerConnectionHookData) -> None:
        """Remember where the proxy connected to for the app; behind another proxy that is nobody the app spoke to."""
        opened = self._connections.get(data.client.id)
        if opened is not None and data.server.peername and data.client.proxy_mode.type_name != "upstream":
            opened.server = data.server.peername[0]
        self._stands(data.client, data.server)

    def server_connect_error(self, data: ServerConnectionHookData) -> None:
        """Remember why the proxy could not connect; where to, no flow tells where an app asked in SOCKS."""
        opened = self._connections.get(data.client.id)
        if opened is not None:
            opened.error = data.server.error or "no connection"
            if data.client.proxy_mode.type_name == "socks5" and data.server.address:
                opened.target = data.server.address[0]

    def server_disconnected(self, data: ServerConnectionHookData) -> None:
        """Hand over that a server's connection is no longer needed."""
        self._known.pop(data.server.id, None)
        self._falls(data.client, data.server)
        self._send(frames.Closed(data.server.id, {}))

    def http_connect(self, flow: http.HTTPFlow) -> None:
        """Remember which host the app asked the proxy for."""
        opened = self._connections.get(flow.client_conn.id)
        if opened is not None:
            opened.target = flow.request.host

    def tls_clienthello(self, data: tls.ClientHelloData) -> None:
        """Remember a connection's client random: hooks inside the app know it too."""
        opened = self._connections.get(data.context.client.id)
        if opened is not None:
            hello = raw(data.client_hello)
            random, before = hello[RANDOM].hex(), opened.client_random
            if before not in ("", random) and len(opened.outer_randoms) < _LAYERS:
                opened.outer_randoms += (before,)
            opened.client_random, opened.greeted = random, True
            opened.hello = len(hello) + (_HEADERS if opened.transport == "tcp" else 0)
            opened.sni = data.client_hello.sni or ""
            opened.passed = data.ignore_connection

    def tls_established_client(self, data: tls.TlsData) -> None:
        """Remember that the app took the proxy's certificate."""
        opened = self._connections.get(data.context.client.id)
        if opened is not None:
            opened.established = True

    def tls_established_server(self, data: tls.TlsData) -> None:
        """Hand over that a connection to a server stands with its TLS."""
        self._stands(data.context.client, data.context.server)

    def tls_failed_client(self, data: tls.TlsData) -> None:
        """Hand over that the app did not take the proxy's certificate (pinning), and its reason.

        Who never said hello, or speaks no TLS that the proxy speaks, was shown no certificate: that is no refusal.
        """
        opened, error = self._connections.get(data.context.client.id), data.conn.error or ""
        if opened is not None and (not opened.greeted or any(each in error for each in DISAGREED)):
            opened.error = error[:_ERROR]
            reason = UNAGREED if opened.greeted else "" if error.startswith(CLOSED) else UNREADABLE
            opened.faults += [reason] if reason and reason not in opened.faults else []
            opened.hello = opened.hello or begun(layers_of(data.context.client, self._handlers()))
        elif opened is not None:
            opened.refused = data.conn.error or "the handshake failed"
            opened.server = opened.server or (data.context.server.peername or ("",))[0]
            opened.chain, opened.certificates = self._chain_of(data.context.server)
            self._send(frames.Line(TLS_FAILURES, opened.refusal(time.time(), self.phase)))

    def tls_failed_server(self, data: tls.TlsData) -> None:
        """Remember why the proxy could not agree with the server."""
        opened = self._connections.get(data.context.client.id)
        if opened is not None:
            opened.error = data.conn.error or "TLS with the server failed"

    def _chain_of(self, server: connection.Server) -> tuple[str, tuple[str, ...]]:
        """Name the chain that a server showed by its SHA-256; give its certificates where nobody was told of it yet."""
        pems = [each.to_pem() for each in server.certificate_list]
        if not pems:
            return "", ()
        name = hashlib.sha256(b"".join(pems)).hexdigest()
        if name in self._chains or len(self._chains) >= _CHAINS or sum(map(len, pems)) > _LARGEST:
            return name, ()
        self._chains.add(name)
        return name, tuple(pem.decode("ascii", "replace") for pem in pems)
