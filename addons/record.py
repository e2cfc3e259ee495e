"""Record everything that passes the proxy into a capture folder, so that nothing is lost, whatever dies.

The proxy hands over raw state and does no more; a writer process of its own puts exchanges together, writes native flow
files in segments, hashes them, and has everything on the disk within a second. What cannot be recorded does not pass:
on a full disk the proxy stops.

    mitmdump -s addons/record.py --set audit_folder=captures/ID --set audit_app=PACKAGE

Options: `audit_folder` (default: captures/recording-TIME), `audit_app` (package or bundle id), `audit_about` (a JSON
file with more for capture.json), `audit_free` (MiB of disk below which the recording ends in order).
"""

import asyncio
import json
import logging
import platform
import time
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from mitmproxy import connection, ctx, dns, flow, http, tcp, tls, udp
from mitmproxy.addonmanager import Loader
from mitmproxy.proxy.layers.tls import parse_client_hello
from mitmproxy.proxy.server_hooks import ServerConnectionHookData
from mitmproxy.version import FLOW_FORMAT_VERSION

from trafficaudit.errors import AuditError, RecordError
from trafficaudit.recording import frames, status
from trafficaudit.recording.connections import RANDOM, Connection, is_tls
from trafficaudit.recording.flowrecord import FLOW_VERSION
from trafficaudit.recording.folder import default
from trafficaudit.recording.handover import Handover
from trafficaudit.recording.sidefiles import TLS_FAILURES, iso

log = logging.getLogger(__name__)

STREAMED = 64 << 10
"""Bytes of a body from which on it is handed over piece by piece while it passes."""

SHOWN = 1 << 20
"""Bytes of a streamed body that are kept for a user interface until its flow is over."""

_KEPT_MESSAGES = 200
_BODILESS = frozenset((b"GET", b"HEAD", b"DELETE", b"OPTIONS", b"TRACE", b"CONNECT"))
_TOOLS = ("trafficaudit", "mitmproxy", "mitmproxy_rs", "aioquic", "h2", "cryptography")


class Tee:
    """Hands a streamed body over while it passes unchanged, and keeps a short one for the user interface."""

    def __init__(self, send: Callable[[frames.Frame], None], name: str, *, response: bool) -> None:
        self._send, self._name, self._response = send, name, response
        self._kept: list[bytes] = []
        self._size = 0

    def __call__(self, data: bytes) -> bytes:
        """Take a piece; mitmproxy gives an empty one at the end."""
        if data:
            self._send(frames.Chunk(self._name, self._response, data))
            self._size += len(data)
            if self._size <= SHOWN:
                self._kept.append(data)
            else:
                self._kept.clear()
        return data

    @property
    def body(self) -> bytes | None:
        """The whole body, or None where it was too long to be kept."""
        return b"".join(self._kept) if self._size <= SHOWN else None


class Record:
    """The addon. `phase` is the phase of use that what begins now belongs to."""

    name = "audit_record"

    def __init__(self) -> None:
        self.phase = ""
        self._handover: Handover | None = None
        self._refusal = ""
        self._connections: dict[str, Connection] = {}
        self._known: dict[str, tuple[object, ...]] = {}
        self._begun: set[str] = set()
        self._tees: dict[tuple[str, bool], Tee] = {}

    # Beginning and ending

    def load(self, loader: Loader) -> None:
        """Add the options."""
        loader.add_option("audit_folder", str, "", "The capture folder to record into.")
        loader.add_option("audit_app", str, "", "Package or bundle id of the app that is recorded.")
        loader.add_option("audit_about", str, "", "A JSON file with more for capture.json.")
        loader.add_option("audit_free", int, 256, "MiB of free disk below which the recording ends in order.")

    def running(self) -> None:
        """Begin, if nothing has come before; tell whoever started the proxy where it listens."""
        self._begin()
        servers = ctx.master.addons.get("proxyserver")
        if servers is not None and not self._refusal:
            status.tell("servers", {"servers": [server.to_json() for server in servers.servers]})

    def done(self) -> None:
        """End in order."""
        handover, self._handover = self._handover, None
        if handover is None:
            return
        asyncio.get_running_loop().remove_reader(handover.status)
        if handover.end("ended in order"):
            log.info("Recorded %s flows: %s", handover.standing.get("flows"), handover.folder)
        else:
            log.error("The capture is not finished yet: %s", handover.standing.get("error", "the writer goes on"))

    def mark(self, name: str, ticket: str = "") -> None:
        """Begin a phase of use: what begins from now on belongs to it."""
        self.phase = name
        self._send(frames.Phase(name, time.time(), time.monotonic(), ticket))

    @property
    def folder(self) -> Path | None:
        """The capture folder; None before the recording and where it could not begin."""
        return self._handover.folder if self._handover else None

    @property
    def standing(self) -> Mapping[str, object]:
        """How the writer stands, as it told last."""
        return self._handover.standing if self._handover else {}

    def _begin(self) -> None:
        if self._handover is not None or self._refusal:
            return
        folder = Path(ctx.options.audit_folder) if ctx.options.audit_folder else default()
        try:
            if FLOW_FORMAT_VERSION != FLOW_VERSION:
                what = f"mitmproxy writes flow format {FLOW_FORMAT_VERSION}, the recorder {FLOW_VERSION}"
                raise RecordError(what, "", "install the versions that trafficaudit's lock file names")
            self._handover = handover = Handover(folder, self._description(), FLOW_FORMAT_VERSION, self._stop)
        except (AuditError, OSError, ValueError) as error:
            self._stop(str(error))
            return
        if ctx.options.stream_large_bodies:
            log.warning("stream_large_bodies is switched off: the recorder streams bodies itself")
        ctx.options.update(stream_large_bodies=None, show_ignored_hosts=True)
        asyncio.get_running_loop().add_reader(handover.status, self._status)
        log.info("Recording into %s", folder)

    def _send(self, frame: frames.Frame) -> None:
        if self._handover is not None:
            self._handover.send(frame)

    def _passes(self, flow: flow.Flow) -> bool:
        """Let a flow pass only while it is recorded."""
        self._begin()
        if self._refusal and flow.killable:
            flow.kill()
        return not self._refusal

    def _description(self) -> dict[str, Any]:
        tools = {name: metadata.version(name) for name in _TOOLS}
        about: Mapping[str, Any] = {}
        if ctx.options.audit_about:
            about = json.loads(Path(ctx.options.audit_about).read_text(encoding="utf-8"))
        app = {"package": ctx.options.audit_app} if ctx.options.audit_app else {}
        return {
            **about,
            "app": dict(about.get("app", {})) | app,
            "started_at": iso(time.time()),
            "tools": tools | {"python": platform.python_version(), "modes": ", ".join(ctx.options.mode)},
        }

    def _status(self) -> None:
        handover = self._handover
        if handover is None:
            return
        before = handover.status
        if not handover.read_status():
            asyncio.get_running_loop().remove_reader(before)
            if handover.restart():
                log.warning("The writer died; another one has taken over")
                asyncio.get_running_loop().add_reader(handover.status, self._status)
        status.tell("record", {**handover.standing, "folder": str(handover.folder), "now": self.phase})
        free = handover.standing.get("free")
        if isinstance(free, int) and free < ctx.options.audit_free << 20:
            self._stop(f"less than {ctx.options.audit_free} MiB of disk are free")

    def _stop(self, reason: str) -> None:
        """End the proxy: nothing may pass that is not recorded."""
        if not self._refusal:
            self._refusal = reason
            log.error("The recorder ends the proxy: %s", reason)
            status.tell("failure", {"reason": reason})
            ctx.master.shutdown()

    # HTTP

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Decide whether the request's body streams."""
        if not self._passes(flow):
            return
        flow.metadata["phase"] = self.phase
        self._count(flow)
        if flow.request.stream or self._streams(flow.request, bodiless=flow.request.data.method in _BODILESS):
            self._request(flow, complete=False)
            flow.request.stream = self._tee(flow, response=False)

    def request(self, flow: http.HTTPFlow) -> None:
        """Hand over the request before it goes on."""
        self._show(flow.request, (flow.id, False))
        self._request(flow, complete=True)

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """Decide whether the response's body streams."""
        response = flow.response
        assert response is not None
        status = response.data.status_code
        bodiless = status < 200 or status in (204, 304) or flow.request.data.method == b"HEAD"
        if response.stream or self._streams(response, bodiless=bodiless, unknown=not bodiless):
            self._response(flow, complete=False)
            response.stream = self._tee(flow, response=True)

    def response(self, flow: http.HTTPFlow) -> None:
        """Hand over the response before it goes back."""
        assert flow.response is not None
        self._show(flow.response, (flow.id, True))
        self._response(flow, complete=True)
        if flow.websocket is None:
            self._begun.discard(flow.id)

    def error(self, flow: http.HTTPFlow) -> None:
        """Hand over what there is of an exchange that failed."""
        if flow.id not in self._begun:
            self._request(flow, complete=False)
        if flow.response is not None and (flow.id, True) not in self._tees:
            self._response(flow, complete=False)
        self._end(flow, {})

    @staticmethod
    def _streams(message: http.Message, *, bodiless: bool, unknown: bool = False) -> bool:
        length = message.headers.get("content-length")
        if length is None:
            return unknown or (not bodiless and (not message.is_http10 and not message.is_http11))
        return not bodiless and (not length.isdigit() or int(length) > STREAMED)

    def _tee(self, flow: http.HTTPFlow, *, response: bool) -> Tee:
        tee = self._tees[flow.id, response] = Tee(self._send, flow.id, response=response)
        return tee

    def _show(self, message: http.Message, key: tuple[str, bool]) -> None:
        """Give a user interface the body that has streamed past."""
        if key in self._tees:
            message.data.content = self._tees[key].body

    def _request(self, flow: http.HTTPFlow, *, complete: bool) -> None:
        self._begun.add(flow.id)
        self._head(flow, flow.request, complete=complete, response=False)

    def _response(self, flow: http.HTTPFlow, *, complete: bool) -> None:
        assert flow.response is not None
        self._head(flow, flow.response, complete=complete, response=True)

    def _head(self, flow: http.HTTPFlow, message: http.Message, *, complete: bool, response: bool) -> None:
        state = message.data.get_state()
        if not complete or ((flow.id, response) in self._tees and self._tees.pop((flow.id, response))):
            state["content"] = None
        self._send(
            frames.Head(
                flow.id,
                response,
                complete,
                self._connection(flow.client_conn),
                self._connection(flow.server_conn),
                flow.metadata.get("phase", ""),
                flow.timestamp_created,
                state,
                response and flow.websocket is not None,
                flow.client_conn.sni or flow.request.data.host if response else "",
            )
        )

    # Conversations

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
                self._first(opened, flow, message.content)
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
        message = messages[-1]
        self._send(frames.Message(flow.id, self.phase, len(message.content), list(message.get_state())))
        if len(messages) > 2 * _KEPT_MESSAGES:
            del messages[:_KEPT_MESSAGES]

    def _end(self, flow: flow.Flow, state: dict[str, Any]) -> None:
        self._begun.discard(flow.id)
        self._tees.pop((flow.id, False), None)
        self._tees.pop((flow.id, True), None)
        error = flow.error.get_state() if flow.error else None
        self._connection(flow.client_conn)
        self._send(frames.End(flow.id, error, state, self._connection(flow.server_conn)))

    @staticmethod
    def _first(opened: Connection, flow: tcp.TCPFlow | udp.UDPFlow, data: bytes) -> None:
        """Tell from a conversation's first bytes whether it is TLS that passes unread."""
        if opened.sent or opened.established or not is_tls(data):
            return
        opened.passed = True
        try:
            hello = parse_client_hello(data)
        except ValueError:
            return
        if hello is not None:
            opened.sni = hello.sni or ""
            opened.client_random = hello.raw_bytes(wrap_in_record=False)[RANDOM].hex()

    # DNS

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

    # Connections

    def client_connected(self, client: connection.Client) -> None:
        """Hand over that the app opened a connection."""
        self._begin()
        at = client.timestamp_start
        self._connections[client.id] = Connection(
            at, client.peername[1], client.transport_protocol, client.proxy_mode.full_spec, self.phase
        )
        self._send(frames.Opened(client.id, at))

    def client_disconnected(self, client: connection.Client) -> None:
        """Hand over what became of a connection of the app."""
        self._known.pop(client.id, None)
        opened = self._connections.pop(client.id, None)
        if opened is not None:
            opened.alpn = (client.alpn or b"").decode("ascii", "replace")
            opened.tls_version = client.tls_version or ""
            opened.sni = opened.sni or client.sni or ""
            opened.error = opened.error or client.error or ""
            line = opened.line(client.id, client.timestamp_end or time.time())
            self._send(frames.Closed(client.id, line))

    def server_connected(self, data: ServerConnectionHookData) -> None:
        """Remember where the proxy connected to for the app."""
        opened = self._connections.get(data.client.id)
        if opened is not None and data.server.peername:
            opened.server = data.server.peername[0]

    def server_connect_error(self, data: ServerConnectionHookData) -> None:
        """Remember why the proxy could not connect."""
        opened = self._connections.get(data.client.id)
        if opened is not None:
            opened.error = data.server.error or "no connection"

    def server_disconnected(self, data: ServerConnectionHookData) -> None:
        """Hand over that a server's connection is no longer needed."""
        self._known.pop(data.server.id, None)
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
            raw = data.client_hello.raw_bytes(wrap_in_record=False)
            opened.client_random = raw[RANDOM].hex()
            opened.hello = len(raw)
            opened.sni = data.client_hello.sni or ""
            opened.passed = data.ignore_connection

    def tls_established_client(self, data: tls.TlsData) -> None:
        """Remember that the app took the proxy's certificate."""
        opened = self._connections.get(data.context.client.id)
        if opened is not None:
            opened.established = True

    def tls_failed_client(self, data: tls.TlsData) -> None:
        """Hand over that the app did not take the proxy's certificate (pinning), and its reason."""
        opened = self._connections.get(data.context.client.id)
        if opened is not None:
            opened.refused = data.conn.error or "the handshake failed"
            opened.server = opened.server or (data.context.server.peername or ("",))[0]
            self._send(frames.Line(TLS_FAILURES, opened.refusal(time.time(), self.phase)))

    def tls_failed_server(self, data: tls.TlsData) -> None:
        """Remember why the proxy could not agree with the server."""
        opened = self._connections.get(data.context.client.id)
        if opened is not None:
            opened.error = data.conn.error or "TLS with the server failed"

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


addons = [Record()]
