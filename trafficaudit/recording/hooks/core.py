"""What the hooks share: whether anything may pass, how a frame is sent, what is known of the connections."""

from collections.abc import Callable, Iterable
from typing import Any

from mitmproxy import connection, ctx, flow, http
from mitmproxy.proxy.server import ConnectionHandler
from mitmproxy.tls import ClientHello

from trafficaudit.recording import frames
from trafficaudit.recording.connections import Connection
from trafficaudit.recording.handover import Handover
from trafficaudit.recording.hooks.tee import Tee


class Core:
    """The state of one recording.

    ``phase`` is the phase of use that what begins now belongs to.
    """

    def __init__(self) -> None:
        self.phase = ""
        self._handover: Handover | None = None
        self._refusal = self._uncounted = ""
        self._connections: dict[str, Connection] = {}
        self._clients: dict[str, connection.Client] = {}
        self._known: dict[str, tuple[object, ...]] = {}
        self._begun: dict[str, flow.Flow] = {}
        self._chains: set[str] = set()
        self._tees: dict[tuple[str, bool], Tee] = {}
        self._servers: dict[str, list[connection.Server]] = {}
        self._waiting: dict[str, http.HTTPFlow] = {}
        self._partial: dict[str, http.HTTPFlow] = {}

    def _begin(self) -> None:
        """Begin the recording, unless it has begun or cannot."""
        raise NotImplementedError

    def _left(self, client: connection.Client) -> None:
        """Finish, in a moment, what is not over on a connection of the app that is."""
        raise NotImplementedError

    def _soon(self, call: Callable[[], None]) -> None:
        """Have something done as soon as mitmproxy has gone on from the event at hand."""
        raise NotImplementedError

    def _handlers(self) -> Iterable[ConnectionHandler]:
        """Give the proxy's open connections."""
        handlers: Iterable[ConnectionHandler] = ctx.master.addons.get("proxyserver").connections.values()
        return handlers

    def _send(self, frame: frames.Frame) -> bool:
        """Hand over; False where that is no longer possible."""
        return self._handover is not None and self._handover.send(frame)

    def _passes(self, flow: flow.Flow) -> bool:
        """Let a flow pass only while it is recorded."""
        self._begin()
        if self._refusal and flow.killable:
            flow.kill()
        return not self._refusal

    def _end(self, flow: flow.Flow, state: dict[str, Any]) -> None:
        self._begun.pop(flow.id, None)
        self._waiting.pop(flow.id, None)
        self._partial.pop(flow.id, None)
        self._tees.pop((flow.id, False), None)
        self._tees.pop((flow.id, True), None)
        error = flow.error.get_state() if flow.error else None
        self._connection(flow.client_conn)
        self._send(frames.End(flow.id, error, state, self._connection(flow.server_conn)))

    def _count(self, flow: flow.Flow) -> None:
        opened = self._connections.get(flow.client_conn.id)
        if opened is not None:
            opened.exchanges += 1

    def _connection(self, conn: connection.Connection) -> str:
        """Hand a connection's state over when it is new or has changed; give its id."""
        known = (
            conn.timestamp_start,
            conn.timestamp_end,
            conn.timestamp_tls_setup,
            conn.peername,
            conn.sni,
            conn.error,
            conn.alpn,
        )
        if self._known.get(conn.id) != known:
            self._send(frames.Connection(conn.id, conn.get_state()))
            if conn.timestamp_end is None:
                self._known[conn.id] = known
            else:
                self._known.pop(conn.id, None)
                self._send(frames.Closed(conn.id, {}))
        return conn.id


def raw(hello: ClientHello) -> bytes:
    """Give a ClientHello's bytes without its handshake header; none for DTLS, of which mitmproxy does not give them."""
    try:
        return hello.raw_bytes(wrap_in_record=False)
    except NotImplementedError:
        return b""
