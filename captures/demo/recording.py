"""From what an app and a server say to mitmproxy flows, their ground truth, and the clock they share."""

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from ipaddress import IPv4Address

from hosts import ADDRESSES, MILLISECONDS, NEAR
from mitmproxy import connection, dns, flow, http, websocket
from mitmproxy.proxy.mode_specs import ProxyMode
from pieces import Mark, Piece, form, piece
from wsproto.frame_protocol import Opcode

type Pairs = Mapping[str, Piece | str | int]

PHONE = "10.215.173.2"
PROXY = "10.215.173.1"
EMPTY_OBJECT = Piece(b"{}")


@dataclass(frozen=True)
class Truth:
    """One row of ``truth.csv``: a seeded value in one place."""

    position: int
    direction: str
    part: str
    path: str
    category: str
    match: str
    layers: str
    host: str
    phase: str


@dataclass(frozen=True)
class Answer:
    """A response; the default is an empty JSON object."""

    body: Piece = EMPTY_OBJECT
    kind: str = "application/json; charset=utf-8"
    status: int = 200
    encoding: str = ""
    headers: Pairs = field(default_factory=dict)
    cookies: Pairs = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """An absolute URL with the marks of the seeded values in it."""

    scheme: str
    host: str
    path: Piece


def place(url: str, *segments: Piece | str, **query: Piece | str | int) -> Place:
    """Put a URL together: ``url`` as far as it is fixed, then path segments, then the query."""
    scheme, _, rest = url.partition("://")
    host, slash, fixed = rest.partition("/")
    path = piece(slash + fixed)
    for segment in segments:
        step = f"path[{path.data.count(b'/')}]"
        path += Piece(b"/" + piece(segment).data, piece(segment).at(step, "url"))
    if query:
        values = form(query)
        marks = (replace(mark, path=f"query.{mark.path}", layers=("query", *mark.layers[1:])) for mark in values.marks)
        path += Piece(b"?" + values.data.replace(b"+", b"%20"), tuple(marks))
    return Place(scheme, host, path)


class Recording:
    """Collects flows; every id, port and time comes out of one seeded generator, so that a second run is the same."""

    def __init__(self, seed: int, started_at: datetime) -> None:
        self.flows: list[flow.Flow] = []
        self.truth: list[Truth] = []
        self.phases: list[tuple[datetime, str]] = []
        self.refused: list[dict[str, object]] = []
        self.random = random.Random(seed)
        self._now = started_at.timestamp()
        self._phase = ""
        self._connections: dict[tuple[str, bool], tuple[connection.Client, connection.Server]] = {}

    @property
    def now(self) -> datetime:
        """The time on the clock, in UTC."""
        return datetime.fromtimestamp(self._now, UTC)

    def phase(self, name: str, *, after: float) -> None:
        """Start a phase of use, ``after`` seconds later; the app opens new connections."""
        self._now = round(self._now + after)
        self._phase = name
        self.phases.append((self.now, name))
        self._connections.clear()

    def millis(self) -> int:
        """Give the time on the clock as apps send it: milliseconds since 1970."""
        return int(self._now * 1000)

    def token(self) -> str:
        """Give a random UUID that belongs to nobody."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def ask(
        self,
        method: str,
        where: Place,
        *,
        headers: Pairs | None = None,
        cookies: Pairs | None = None,
        body: Piece | None = None,
        kind: str = "application/json; charset=utf-8",
        encoding: str = "",
        answer: Answer | None = Answer(),
        http1: bool = False,
    ) -> http.HTTPFlow:
        """Record one request and its response; ``answer=None`` is a connection that broke off."""
        self._pass(0.05, 1.6)
        given = dict(headers or {})
        if body is not None:
            given |= {"content-type": kind} | ({"content-encoding": encoding} if encoding else {})
        record = http.HTTPFlow(*self._connection(where.host, tls=where.scheme == "https", http1=http1))
        record.request = self._request(method, where, given, cookies or {}, body, http1=http1)
        self._mark("request", "url", where.path.marks, where.host)
        self._note("request", given, cookies or {}, body, where.host)
        self._pass(0.02, 0.4)
        if answer is None:
            record.error = flow.Error("Server disconnected", self._now)
        else:
            record.response = self._response(answer, where.host, http1=http1)
        self._keep(record)
        return record

    def talk(self, handshake: http.HTTPFlow, messages: list[tuple[bool, Piece, bool]]) -> None:
        """Add WebSocket messages to the flow recorded last: (sent by the app, content, text or else binary)."""
        handshake.websocket = websocket.WebSocketData()
        for sent, content, is_text in messages:
            self._pass(0.5, 3)
            opcode = Opcode.TEXT if is_text else Opcode.BINARY
            handshake.websocket.messages.append(websocket.WebSocketMessage(opcode, sent, content.data, self._now))
            self._mark("request" if sent else "response", "body", content.marks, handshake.request.host, back=1)
        handshake.websocket.close_code = 1000
        handshake.websocket.closed_by_client = True
        handshake.websocket.timestamp_end = self._now

    def resolve(self, name: str) -> None:
        """Record one DNS query with its answer."""
        self._pass(0.01, 0.1)
        client, server = self._pair("dns", ("168.126.63.1", 53), "dns", "udp")
        question = dns.Question(name, 1, 1)
        request = dns.DNSMessage(
            self.random.getrandbits(16), True, 0, False, False, True, False, 0, 0, [question], [], [], [], self._now
        )
        record = dns.DNSFlow(client, server)
        record.request = request
        self._pass(0.005, 0.03)
        record.response = request.succeed([dns.ResourceRecord.A(name, IPv4Address(ADDRESSES[name]), ttl=60)])
        record.response.timestamp = self._now
        self._keep(record)

    def refuse(self, host: str) -> None:
        """Record a connection that the app gave up because it did not trust the proxy's certificate (pinning)."""
        self._pass(0.2, 1)
        reason = "the client does not trust the proxy's certificate"
        at = self.now.isoformat(timespec="milliseconds")
        self.refused.append({"at": at, "host": host, "address": ADDRESSES[host], "bytes": 517, "reason": reason})

    def _request(
        self, method: str, where: Place, headers: Pairs, cookies: Pairs, body: Piece | None, *, http1: bool
    ) -> http.Request:
        wire = _wire(headers)
        if cookies:
            line = "; ".join(f"{name}={piece(value).data.decode()}" for name, value in cookies.items())
            wire.append((b"cookie", line.encode()))
        if http1:
            wire.insert(0, (b"host", where.host.encode()))
        port = 443 if where.scheme == "https" else 80
        return http.Request(
            where.host,
            port,
            method.encode(),
            where.scheme.encode(),
            b"" if http1 else where.host.encode(),
            where.path.data,
            b"HTTP/1.1" if http1 else b"HTTP/2.0",
            tuple(wire),
            body.data if body else b"",
            None,
            self._now,
            self._now + 0.004,
        )

    def _response(self, answer: Answer, host: str, *, http1: bool) -> http.Response:
        headers = {"content-type": answer.kind, "date": self.now.strftime("%a, %d %b %Y %H:%M:%S GMT")}
        given: Pairs = (
            headers | dict(answer.headers) | ({"content-encoding": answer.encoding} if answer.encoding else {})
        )
        wire = _wire(given)
        for name, value in answer.cookies.items():
            wire.append((b"set-cookie", f"{name}={piece(value).data.decode()}; Path=/; Secure; HttpOnly".encode()))
        self._note("response", given, answer.cookies, answer.body, host)
        version, reason = (b"HTTP/1.1", b"OK") if http1 else (b"HTTP/2.0", b"")
        body = answer.body.data
        return http.Response(version, answer.status, reason, tuple(wire), body, None, self._now, self._now + 0.01)

    def _note(self, direction: str, headers: Pairs, cookies: Pairs, body: Piece | None, host: str) -> None:
        for name, value in headers.items():
            self._mark(direction, "header", piece(value).at(name.lower()), host)
        for name, value in cookies.items():
            self._mark(direction, "cookie", piece(value).at(name, "cookie"), host)
        if body is not None:
            self._mark(direction, "body", body.marks, host)

    def _mark(self, direction: str, part: str, marks: tuple[Mark, ...], host: str, back: int = 0) -> None:
        for mark in marks:
            path, layers = mark.path or "$", ">".join(mark.layers)
            position = len(self.flows) - back
            row = Truth(position, direction, part, path, mark.category, mark.match, layers, host, self._phase)
            self.truth.append(row)

    def _keep(self, record: flow.Flow) -> None:
        record.id = self.token()
        record.timestamp_created = record.client_conn.timestamp_start
        self.flows.append(record)

    def _pass(self, least: float, most: float) -> None:
        self._now = round(self._now + self.random.uniform(least, most), 3)

    def _connection(self, host: str, *, tls: bool, http1: bool) -> tuple[connection.Client, connection.Server]:
        if (host, tls) not in self._connections:
            client, server = self._pair(host, (ADDRESSES[host], 443 if tls else 80), "regular", "tcp")
            for side in (client, server) if tls else ():
                side.tls, side.sni, side.tls_version = True, host, "TLSv1.3"
                side.cipher, side.alpn = "TLS_AES_128_GCM_SHA256", b"http/1.1" if http1 else b"h2"
                side.timestamp_tls_setup = round(self._now + 0.03, 3)
            if tls:
                server.timestamp_tls_setup = round(self._now + 2 * _round_trip(host) + 0.003, 3)
            self._connections[host, tls] = client, server
        return self._connections[host, tls]

    def _pair(
        self, host: str, peer: tuple[str, int], mode: str, transport: connection.TransportProtocol
    ) -> tuple[connection.Client, connection.Server]:
        client = connection.Client(
            id=self.token(),
            peername=(PHONE, self.random.randrange(32768, 61000)),
            sockname=(PROXY, 8080 if mode == "regular" else 53),
            timestamp_start=self._now,
            transport_protocol=transport,
            proxy_mode=ProxyMode.parse(mode),
        )
        server = connection.Server(
            id=self.token(),
            address=(host, peer[1]) if mode == "regular" else peer,
            peername=peer,
            sockname=(PROXY, self.random.randrange(32768, 61000)),
            timestamp_start=self._now,
            timestamp_tcp_setup=round(self._now + _round_trip(host), 3) if transport == "tcp" else None,
            transport_protocol=transport,
        )
        return client, server


def _round_trip(host: str) -> float:
    return MILLISECONDS.get(host, NEAR) / 1000


def _wire(headers: Pairs) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), piece(value).data) for name, value in headers.items()]
