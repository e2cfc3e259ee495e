"""Small mitmproxy flow files for end-to-end tests, written by mitmproxy itself."""

from collections.abc import Iterable
from pathlib import Path

from mitmproxy import connection, dns, http, websocket
from mitmproxy.io import FlowWriter
from wsproto.frame_protocol import Opcode

START = 1_795_478_400.0  # 2026-11-24T00:00:00Z


def flow(
    number: int,
    path: str = "/",
    *,
    host: str = "api.shop.example",
    ip: str = "3.34.0.1",
    headers: Iterable[tuple[bytes, bytes]] = (),
    body: bytes = b"",
    response: bytes = b"",
    response_headers: Iterable[tuple[bytes, bytes]] = (),
    messages: Iterable[tuple[bool, bytes]] = (),
) -> http.HTTPFlow:
    """Make one HTTPS flow; ``messages`` are WebSocket messages as (from the app, content)."""
    at = START + number
    client = connection.Client(
        id=f"client-{number}",
        peername=("10.8.0.2", 40000 + number % 20000),
        sockname=("10.8.0.1", 8080),
        timestamp_start=at,
        tls=True,
    )
    server = connection.Server(
        id=f"server-{number}", address=(host, 443), peername=(ip, 443), timestamp_start=at, tls=True, sni=host
    )
    made = http.HTTPFlow(client, server)
    made.id = f"flow-{number}"
    made.timestamp_created = at
    made.request = http.Request(
        host,
        443,
        b"POST" if body else b"GET",
        b"https",
        host.encode(),
        path.encode(),
        b"HTTP/2.0",
        http.Headers(list(headers)),
        body,
        None,
        at,
        at + 0.01,
    )
    made.response = http.Response(
        b"HTTP/2.0", 200, b"", http.Headers(list(response_headers)), response, None, at + 0.02, at + 0.03
    )
    sent = list(messages)
    if sent:
        frames = [
            websocket.WebSocketMessage(Opcode.BINARY, from_client, content, at + 0.1) for from_client, content in sent
        ]
        made.websocket = websocket.WebSocketData(frames)
    return made


def query(number: int, name: str) -> dns.DNSFlow:
    """Make the flow of a query of DNS, for the address of a name, that was not answered."""
    told = flow(number)
    made = dns.DNSFlow(told.client_conn, told.server_conn)
    made.id, made.timestamp_created = told.id, told.timestamp_created
    made.request = dns.DNSMessage(
        timestamp=START + number, id=number % 65536, query=True, op_code=0, authoritative_answer=False, truncation=False,
        recursion_desired=True, recursion_available=False, reserved=0, response_code=0,
        questions=[dns.Question(name, 1, 1)], answers=[], authorities=[], additionals=[],
    )  # fmt: skip
    return made


def write(path: Path, *flows: http.HTTPFlow | dns.DNSFlow) -> Path:
    with path.open("wb") as file:
        writer = FlowWriter(file)
        for one in flows:
            writer.add(one)
    return path
