"""WebSocket, TCP, UDP and DNS: each message is handed over before it goes on."""

from collections.abc import Callable
from typing import Any

from mitmproxy import dns, flow, http, tcp, udp, websocket
from mitmproxy.proxy.layers.quic import quic_parse_client_hello_from_datagrams
from mitmproxy.proxy.layers.tls import dtls_parse_client_hello, parse_client_hello
from mitmproxy.proxy.layers.websocket import WebsocketLayer
from mitmproxy.tls import ClientHello

from trafficaudit.recording import frames
from trafficaudit.recording.connections import RANDOM, Connection, is_dtls, is_quic, is_tls, may_be_tls
from trafficaudit.recording.hooks.controls import tap
from trafficaudit.recording.hooks.core import Core, raw
from trafficaudit.recording.hooks.layers import stream_of

_KEPT = 200
"""Messages of a conversation that stay for a user interface; the proxy's memory must not grow with it."""

_LONGEST_HELLO = 1 << 16
"""Bytes after which a ClientHello that is not whole yet is given up."""


class ConversationHooks(Core):
    """The events of everything that has messages."""

    def websocket_start(self, flow: http.HTTPFlow) -> None:
        """Have the data of pings and pongs handed over as messages."""
        layer = getattr(stream_of(flow, self._handlers()), "child_layer", None)
        if isinstance(layer, WebsocketLayer):
            tap(layer, lambda message: self._hand_over(flow, message))

    def websocket_message(self, flow: http.HTTPFlow) -> None:
        """Hand over a WebSocket message."""
        assert flow.websocket is not None
        self._message(flow, flow.websocket.messages)

    def websocket_end(self, flow: http.HTTPFlow) -> None:
        """Hand over how a WebSocket was closed."""
        assert flow.websocket is not None
        state = dict(flow.websocket.get_state())
        del state["messages"]
        self._end(flow, state)

    def tcp_start(self, flow: tcp.TCPFlow | udp.UDPFlow) -> None:
        """Hand over that a conversation begins."""
        if not self._passes(flow):
            return
        flow.metadata["phase"] = self.phase
        self._count(flow)
        names = self._connection(flow.client_conn), self._connection(flow.server_conn)
        self._send(frames.Talk(flow.id, flow.type, *names, self.phase, flow.timestamp_created))

    def tcp_message(self, flow: tcp.TCPFlow | udp.UDPFlow) -> None:
        """Hand over a TCP or UDP message."""
        message = flow.messages[-1]
        opened = self._connections.get(flow.client_conn.id)
        if opened is not None:
            if message.from_client:
                self._first(opened, message.content)
                opened.sent += len(message.content)
            else:
                opened.received += len(message.content)
        self._message(flow, flow.messages)

    def tcp_end(self, flow: tcp.TCPFlow | udp.UDPFlow) -> None:
        """Hand over that a conversation is over."""
        self._end(flow, {})

    udp_start, udp_message, udp_end = tcp_start, tcp_message, tcp_end
    tcp_error = udp_error = tcp_end

    def _message(self, flow: flow.Flow, messages: list[Any]) -> None:
        if not self._hand_over(flow, messages[-1]):
            self.hold_back(flow)
        if len(messages) > 2 * _KEPT:
            del messages[:_KEPT]

    def _hand_over(
        self, flow: flow.Flow, message: tcp.TCPMessage | udp.UDPMessage | websocket.WebSocketMessage
    ) -> bool:
        return self._send(frames.Message(flow.id, self.phase, len(message.content), list(message.get_state())))

    @staticmethod
    def hold_back(flow: flow.Flow) -> None:
        """Let the newest message of a conversation not pass: it could not be recorded."""
        if isinstance(flow, http.HTTPFlow) and flow.websocket and flow.websocket.messages:
            flow.websocket.messages[-1].drop()
        elif isinstance(flow, tcp.TCPFlow | udp.UDPFlow) and flow.messages:
            flow.messages[-1].content = b""

    @staticmethod
    def _first(opened: Connection, data: bytes) -> None:
        """Tell from what the app says first whether it is TLS or QUIC that passes unread; it may come in pieces."""
        if opened.heard or opened.established:
            return
        opened.start.append(data)
        said = b"".join(opened.start)
        if opened.transport == "tcp" and may_be_tls(said):
            return
        hello = None
        try:
            parse = _parser(opened.transport, said)
            opened.passed = parse is not None
            hello = parse(opened.start) if parse else None
            opened.heard = parse is None or hello is not None or len(said) >= _LONGEST_HELLO
        except ValueError:
            opened.heard = True
        if opened.heard:
            opened.start = []
        if hello is not None:
            opened.sni = hello.sni or ""
            opened.client_random = raw(hello)[RANDOM].hex()

    def dns_request(self, flow: dns.DNSFlow) -> None:
        """Hand over a query before it goes on, its answer, or why there is none."""
        if flow.response is None and flow.error is None:
            if not self._passes(flow):
                return
            flow.metadata["phase"] = self.phase
            self._count(flow)
        self._send(
            frames.Dns(
                flow.id,
                self._connection(flow.client_conn),
                self._connection(flow.server_conn),
                flow.metadata.get("phase", ""),
                flow.timestamp_created,
                flow.error.get_state() if flow.error else None,
                flow.request.get_state(),
                flow.response.get_state() if flow.response else None,
            )
        )

    dns_response = dns_error = dns_request


def _parser(transport: str, said: bytes) -> Callable[[list[bytes]], ClientHello | None] | None:
    """Give what reads the ClientHello out of the pieces that an app sent first; None where there is none in them."""
    if transport == "tcp":
        return (lambda pieces: parse_client_hello(b"".join(pieces))) if is_tls(said) else None
    if is_quic(said):
        return quic_parse_client_hello_from_datagrams
    return (lambda pieces: dtls_parse_client_hello(b"".join(pieces))) if is_dtls(said) else None
