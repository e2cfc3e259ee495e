"""What breaks off, comes in pieces or breaks the rules: it is recorded as what it was, or told as a gap. Real proxy, real clients."""

import asyncio
import contextlib
import struct
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import h2.config
import h2.connection
import pytest
from aioquic.asyncio.protocol import QuicConnectionProtocol
from aioquic.h3.connection import H3_ALPN, H3Connection
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.connection import QuicConnection
from support.jsonlines import lines
from support.rehearsals import Rehearsal, rehearsal
from support.waiting import until

from captures.rehearsal import proxy
from captures.rehearsal.phone.wire import through_http_proxy, trusting
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture
from trafficaudit.recording.assembly import CUT_OFF
from trafficaudit.recording.hooks.http import ENDED
from trafficaudit.recording.hooks.leftovers import FRAME, MESSAGE, UNFINISHED
from trafficaudit.recording.hooks.unread import BEYOND, FAILED, REASON

KR, US = "api.nuri-market.example", "track.prairie-ads.example"
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
UPGRADED = (
    b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n"
)
ANSWERS = {
    "/early": b"HTTP/1.1 413 Too Large\r\ncontent-length: 3\r\n\r\nbig",
    "/hints": b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + OK,
    "/more": OK + b"more",
    "/silent": b"",
    "/ws": UPGRADED,
}


class Server:
    """Answers a head with what stands in ``ANSWERS`` for its path, at once; keeps how much came for each path."""

    def __init__(self) -> None:
        self.got = Counter[str]()
        self.address = ("", 0)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Server"]:
        made = await asyncio.start_server(self._one, "127.0.0.1", 0)
        self.address = made.sockets[0].getsockname()
        yield self
        made.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = ""
        try:
            while data := await reader.read(1 << 16):
                if data.startswith((b"GET ", b"POST ")):
                    path = data.split()[1].decode()
                    writer.write(ANSWERS.get(path, OK))
                self.got[path] += len(data)
        except ConnectionError:
            pass
        finally:
            writer.close()


def head(server: Server, path: str, *fields: str, method: str = "POST") -> bytes:
    host = f"{server.address[0]}:{server.address[1]}"
    lines = [f"{method} http://{host}{path} HTTP/1.1", f"host: {host}", *fields, "", ""]
    return "\r\n".join(lines).encode()


def said(server: Server) -> dict[str, bytes]:
    """What each connection says, by a name."""
    handshake = ("upgrade: websocket", "connection: upgrade", "sec-websocket-key: eA==", "sec-websocket-version: 13")
    ws = head(server, "/ws", *handshake, method="GET")
    return {
        "early": head(server, "/early", "content-length: 500000") + b"x" * 2000,
        "hints": head(server, "/hints", method="GET"),
        "more": head(server, "/more", method="GET"),
        "trailers": head(server, "/trailers", "transfer-encoding: chunked")
        + b"2\r\nhi\r\n0\r\nx-mail: a@b.example\r\n\r\n",
        "tunnelled": f"CONNECT {server.address[0]}:{server.address[1]} HTTP/1.1\r\n\r\n".encode()
        + b"POST /tunnelled HTTP/1.1\r\nhost: a.example\r\ntransfer-encoding: chunked\r\n\r\n"
        + b"2\r\nhi\r\n0\r\nx-mail: a@b.example\r\n\r\n",
        "extension": head(server, "/extension", "transfer-encoding: chunked")
        + b"2;mail=a@b.example\r\nhi\r\n0\r\n\r\n",
        "pipelined": b"".join(head(server, f"/pipelined-{number}", method="GET") for number in range(3)),
        "behind": head(server, "/silent", method="GET") + head(server, "/behind?mail=a@b.example", method="GET"),
        "after the last": head(server, "/last", "connection: close", method="GET")
        + head(server, "/after?mail=a@b.example", method="GET"),
        "nowhere": b"GET /nowhere?mail=a@b.example HTTP/1.1\r\nx: y\r\n\r\n",
        "loris": b"GET http://127.0.0.1/loris?mail=a@b.example HTTP/1.1\r\nho",
        "small": head(server, "/small", "content-length: 900") + b"mail=a@b.example",
        "large": head(server, "/large", "content-length: 900000") + b"mail=a@b.example",
        "ws whole": ws + frame(1, b"whole") + frame(8, struct.pack("!H", 1000)),
        "ws cut": ws + frame(1, b"mail=a@b.example", last=False),
        "ws closed": ws + frame(1, b"mail=a@b.example", last=False) + frame(8, struct.pack("!H", 1000)),
        "ws broken": ws + frame(1, b"first") + b"\xff\xff\xff\xff",
    }


def frame(kind: int, data: bytes, *, last: bool = True) -> bytes:
    """A masked frame of a WebSocket (RFC 6455, 5.2), of less than 126 bytes; its mask is 0."""
    return bytes([0x80 * last | kind, 0x80 | len(data)]) + b"\0\0\0\0" + data


async def speak(made: Rehearsal, data: bytes, patience: float) -> asyncio.StreamWriter:
    """Say something to the proxy, wait until nothing more comes, and leave the connection open."""
    assert made.proxies.regular is not None
    reader, writer = await asyncio.open_connection(*made.proxies.regular)
    head, upgraded, rest = data.partition(b"\r\n\r\n") if b"websocket" in data else (data, b"", b"")
    writer.write(head + upgraded)
    try:
        async with asyncio.timeout(patience):
            if upgraded:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(rest)
            while await reader.read(1 << 16):
                pass
    except (TimeoutError, ConnectionError):
        pass
    return writer


async def warm(made: Rehearsal, server: Server) -> float:
    """Have the proxy do something, and give the seconds after which nothing more is to be expected from it.

    The first time takes it longer than all that follows; on a busy computer each takes as long as it likes.
    """
    assert made.proxies.regular is not None
    longest = 0.0
    for _ in range(5):
        begun = time.monotonic()
        reader, writer = await asyncio.open_connection(*made.proxies.regular)
        writer.write(head(server, "/warm", method="GET"))
        await reader.readuntil(b"ok")
        writer.close()
        longest = max(longest, time.monotonic() - begun)
    return 1.5 + 20 * longest


def items(made: Rehearsal) -> tuple[dict[str, Exchange], Counter[str]]:
    """Give the exchanges by path, messages by what they say, and how often each gap is told."""
    listed = list(open_capture(made.capture).items())
    exchanges = {name_of(each): each for each in listed if isinstance(each, Exchange)}
    return exchanges, Counter(each.reason for each in listed if isinstance(each, Gap))


def name_of(exchange: Exchange) -> str:
    if exchange.method == "MESSAGE" and exchange.request is not None:
        return (exchange.request.body or b"").decode()
    return f"/{exchange.url.split('/', 3)[3]}"


async def ended(made: Rehearsal) -> None:
    await asyncio.to_thread(made.end)
    await asyncio.to_thread(made.wait_until_complete)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Exchange], Counter[str], Server]:
    """Every connection of ``said``: the app closes all but the last, which is open when the recording ends."""

    async def run() -> tuple[Rehearsal, Server]:
        async with Server().listening() as server, rehearsal(tmp_path_factory.mktemp("broken")) as made:
            patience = await warm(made, server)
            opened = said(server)
            writers = await asyncio.gather(*(speak(made, data, patience) for data in opened.values()))
            for writer in writers:
                writer.transport.abort()
            connections = made.capture / "connections.jsonl"
            await asyncio.to_thread(until, lambda: len(lines(connections)) >= len(opened))
            await asyncio.sleep(2.6 + patience)
            kept = await speak(made, b"GET http://127.0.0.1/open?mail=a@b.example HTTP/1.1\r\nho", patience)
            await ended(made)
            kept.close()
            return made, server

    made, server = asyncio.run(run())
    assert open_capture(made.capture).network().steps == (), "no exchange stands where its time looks set back"
    return *items(made), server


def test_what_was_sent_is_what_the_server_got(broken: tuple[dict[str, Exchange], Counter[str], Server]) -> None:
    exchanges, _, server = broken
    requests = {path: each for path, each in exchanges.items() if path.startswith("/")}
    assert {path for path, each in requests.items() if each.sent} == set(server.got) - {""}
    assert {path for path, each in requests.items() if not each.sent} == {"/small"}
    for path in ("/early", "/large", "/extension"):
        (request,) = [requests[path].request]
        assert request is not None
        assert request.body == {"/early": b"x" * 2000, "/large": b"mail=a@b.example", "/extension": b"hi"}[path]


def test_an_exchange_ends_when_its_connection_does(broken: tuple[dict[str, Exchange], Counter[str], Server]) -> None:
    """Not when the recording does: mitmproxy tells no end where the answer came before the request was whole."""
    exchanges, gaps, _ = broken
    early = exchanges["/early"]
    assert early.response is not None
    assert (early.response.status, early.response.body, early.error) == (413, b"big", ENDED)
    for path in ("/trailers", "/tunnelled"):
        asked, answer = exchanges[path].request, exchanges[path].response
        assert asked is not None
        assert answer is not None
        assert (asked.body, asked.trailers, answer.body) == (b"hi", ((b"x-mail", b"a@b.example"),), b"ok")
    assert gaps[CUT_OFF] == 0
    assert [exchanges[f"/pipelined-{number}"].error for number in range(3)] == [None] * 3


@pytest.mark.assertion("REC-4")
def test_what_did_not_pass_is_a_gap(broken: tuple[dict[str, Exchange], Counter[str], Server]) -> None:
    exchanges, gaps, _ = broken
    assert gaps == {
        BEYOND: 2,  # hints, more
        UNFINISHED: 3,  # behind, after the last, open
        REASON: 2,  # nowhere, loris
        MESSAGE: 2,  # ws cut, ws closed
        FRAME: 1,  # ws broken
    }
    assert {"whole", "first"} <= set(exchanges)
    assert not [path for path in exchanges if "a@b.example" in path]


def headers(path: str, host: str, method: str = "POST") -> list[tuple[bytes, bytes]]:
    named = {":method": method, ":scheme": "https", ":authority": host, ":path": path}
    return [(name.encode(), value.encode()) for name, value in named.items()]


@pytest.mark.assertion("REC-4")
def test_http2_streams_that_are_reset(tmp_path: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            place, begun = made.shop.map.place_of(KR), time.monotonic()
            wire = await through_http_proxy(made.proxies, (place.address, place.tls))
            await wire.secure(trusting(proxy.authority_of(tmp_path / "mitmproxy"), ["h2"]), KR)
            patience = 0.4 + 5 * (time.monotonic() - begun)
            spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding=None))

            async def put() -> None:
                wire.writer.write(spoken.data_to_send())
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(patience):
                        while data := await wire.reader.read(1 << 16):
                            spoken.receive_data(data)

            spoken.initiate_connection()
            await put()
            for stream, (path, at_once) in {1: ("/upload?later", False), 3: ("/upload?now", True)}.items():
                spoken.send_headers(stream, headers(path, KR))
                spoken.send_data(stream, b"mail=a@b.example")
                if not at_once:
                    await put()
                spoken.reset_stream(stream, 8)
                await put()
            spoken.send_headers(5, headers("/size/10", KR, "GET"), end_stream=True)
            await put()
            wire.abort()
            await ended(made)
            return made

    made = asyncio.run(run())
    exchanges, gaps = items(made)
    reached = {row.path for row in made.server_rows()}
    assert reached == {path for path, each in exchanges.items() if each.sent} == {"/upload?later", "/size/10"}
    later, now = exchanges["/upload?later"], exchanges["/upload?now"]
    assert later.request is not None
    assert (later.request.body, later.error, now.error) == (b"mail=a@b.example", *["stream reset (CANCEL)"] * 2)
    assert not gaps


class Http3(QuicConnectionProtocol):
    """A client of HTTP/3 that does what it is told, WebTransport among it."""

    def __init__(self, quic: QuicConnection) -> None:
        super().__init__(quic)
        self.spoken = H3Connection(quic, enable_webtransport=True)
        self.patience = 0.5

    def quic_event_received(self, event: Any) -> None:
        self.spoken.handle_event(event)

    async def ask(self, fields: list[tuple[bytes, bytes]], body: bytes = b"", *, whole: bool = True) -> int:
        stream = self._quic.get_next_available_stream_id()
        self.spoken.send_headers(stream, fields, end_stream=whole and not body)
        if body:
            self.spoken.send_data(stream, body, end_stream=whole)
        self.transmit()
        await asyncio.sleep(self.patience)
        return stream

    def reset(self, stream: int) -> None:
        self._quic.reset_stream(stream, 0x10C)  # H3_REQUEST_CANCELLED: RFC 9114, 8.1
        self.transmit()

    def datagram(self, data: bytes) -> None:
        self._quic.send_datagram_frame(data)
        self.transmit()


async def over_http3(made: Rehearsal, play: Callable[[Http3], Awaitable[object]]) -> None:
    assert made.proxies.h3 is not None
    named: dict[str, Any] = {"is_client": True, "alpn_protocols": H3_ALPN, "server_name": US}
    configuration = QuicConfiguration(**named, max_datagram_frame_size=1 << 16)
    configuration.load_verify_locations(cafile=str(proxy.authority_of(made.folder / "mitmproxy")))
    transport, client = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: Http3(QuicConnection(configuration=configuration)), local_addr=("127.0.0.1", 0)
    )
    begun = time.monotonic()
    client.connect(made.proxies.h3)
    await client.wait_connected()
    client.patience += 5 * (time.monotonic() - begun)
    await play(client)
    client.close()
    await client.wait_closed()
    transport.close()


def test_http3_streams_datagrams_and_webtransport(tmp_path: Path) -> None:
    async def plays(client: Http3) -> None:
        client.reset(await client.ask(headers("/upload?reset", US), b"mail=a@b.example", whole=False))
        client.datagram(b"\0mail=a@b.example")
        await client.ask(headers("/size/10", US, "GET"))
        await client.ask([*headers("/transport?mail=a@b.example", US, "CONNECT"), (b":protocol", b"webtransport")])

    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            await over_http3(made, plays)
            await asyncio.to_thread(until, (made.capture / "connections.jsonl").exists)
            await ended(made)
            return made

    made = asyncio.run(run())
    exchanges, gaps = items(made)
    assert {path for path, each in exchanges.items() if each.sent} == {"/upload?reset", "/size/10"}
    reset = exchanges["/upload?reset"]
    assert reset.request is not None
    assert reset.request.body == b"mail=a@b.example"
    assert reset.error == "stream closed (H3_REQUEST_CANCELLED)"
    assert gaps == {FAILED: 1, REASON: 1}


def test_quic_whose_certificate_is_refused_counts_as_tls_that_is(tmp_path: Path) -> None:
    """An app falls back to TCP then, or fails; nothing was kept from passing."""

    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            assert made.proxies.h3 is not None
            named: dict[str, Any] = {"is_client": True, "alpn_protocols": H3_ALPN, "server_name": US}
            transport, client = await asyncio.get_running_loop().create_datagram_endpoint(
                lambda: Http3(QuicConnection(configuration=QuicConfiguration(**named))), local_addr=("127.0.0.1", 0)
            )
            client.connect(made.proxies.h3)
            with pytest.raises(ConnectionError):
                await client.wait_connected()
            transport.close()
            await asyncio.to_thread(until, (made.capture / "tls_failures.jsonl").exists)
            await ended(made)
            return made

    capture = open_capture(asyncio.run(run()).capture).capture
    assert {state: number for (state, _, _), (number, _) in capture.lost.items()} == {"tls refused": 1}
    assert "quic blocked" not in capture.counted
