"""The recorder in every mode of the proxy: what is recorded is what the servers wrote down, with address and phase."""

import asyncio
import hashlib
import re
import signal
import socket
import ssl
import subprocess
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from aioquic.h3.connection import H3_ALPN
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.connection import QuicConnection
from aioquic.quic.events import ConnectionTerminated, HandshakeCompleted
from mitmproxy.io import FlowReader
from OpenSSL import SSL
from support.jsonlines import lines
from support.namespaces import HOUSE, NAME_SERVER, SERVERS, Network, Routed, missing, network
from support.ports import free_port
from support.rehearsals import start
from support.waiting import until

from captures.rehearsal import conversation, frames, proxy, servers
from captures.rehearsal.ledger import ID_HEADER, TO_SERVER, Ledger, read_phone, read_server
from captures.rehearsal.phone import Phone, scripts, talk
from captures.rehearsal.phone import network as ways
from captures.rehearsal.phone.call import DNS, FRAMES, FRAMES_TLS, HTTP1, HTTP2, PLAIN, Call, Diary, Progress, Started
from captures.rehearsal.phone.web import Http1, Http2
from captures.rehearsal.phone.wire import Wire, dial, through_http_proxy, through_socks, trusting
from captures.rehearsal.places import Address, Place, ShopMap, planned
from captures.rehearsal.servers import Shop, plain
from trafficaudit.model import Exchange, Message
from trafficaudit.readers import open_capture
from trafficaudit.recording import control, folder
from trafficaudit.recording.proxy import addon, mitmdump

APP = "kr.example.nuri"
API, PAY, PUSH, ADS = scripts.API, scripts.PAY, scripts.PUSH, scripts.ADS
ASKED = ("10.0.0.53", 53)
"""The name server that the proxy plays in WireGuard mode."""
RANDOM = slice(11, 43)
"""Where the client random stands in a first TLS record (RFC 8446, 5.1 and 4.1.2)."""


@dataclass
class Recording:
    """A recording under way."""

    path: Path
    map: ShopMap
    process: subprocess.Popen[bytes]
    ledger: Ledger

    @property
    def capture(self) -> Path:
        return self.path / "capture"

    @property
    def authority(self) -> Path:
        return proxy.authority_of(self.path / "conf")

    @property
    def log(self) -> str:
        return (self.path / "log").read_text()

    async def phase(self, name: str) -> None:
        await asyncio.to_thread(control.send, self.capture, name, 20.0)

    async def ask(self, wire: Wire, call: Call, identity: str, phase: str) -> None:
        """Do one exchange over HTTP on a connection."""
        diary, started, progress = Diary(self.ledger, phase), Started(), Progress()
        if call.way != PLAIN:
            await wire.secure(trusting(self.authority, ways.ALPN[call.way]), call.host)
        client = Http2(wire) if call.way == HTTP2 else Http1(wire)
        try:
            await client.send(identity, call, progress)
        finally:
            await client.close()
        diary.exchange(identity, call, started, progress)

    async def say(self, wire: Wire, call: Call, identity: str, phase: str) -> None:
        """Speak the private protocol on a connection."""
        if call.way == FRAMES_TLS:
            await wire.secure(trusting(self.authority), call.host)
        await talk.private(wire, identity, call, Diary(self.ledger, phase))
        await wire.close()

    async def end(self) -> None:
        """End the proxy in order and wait for the capture; what is still open stays open until then."""
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(60) in (0, -signal.SIGSEGV), self.log
        until(lambda: not (self.capture / ".recording").exists())
        assert folder.read_description(self.capture)["complete"] is True
        assert "Traceback" not in self.log, self.log


@asynccontextmanager
async def recording(
    path: Path,
    arguments: Callable[[ShopMap], Sequence[str]],
    *,
    places: Sequence[Place] | None = None,
    addons: Sequence[str] = ("record", "phases"),
) -> AsyncIterator[Recording]:
    """Open the shop and start the proxy with such arguments."""
    path.mkdir(parents=True, exist_ok=True)
    with patch.object(servers, "planned", lambda: tuple(places or planned())):
        async with Shop(path) as shop:
            options = [*arguments(shop.map), "--set", f"confdir={path / 'conf'}"]
            if not any("ssl_verify_upstream_trusted_ca" in option for option in options):
                options += ["--set", f"ssl_verify_upstream_trusted_ca={shop.map.authority}"]
            process = start(options, path / "capture", path / "log", addons=addons)
            ready = path / "capture" / ".recording" / "control"
            try:
                await asyncio.to_thread(until, lambda: ready.exists() or process.poll() is not None)
                assert process.poll() is None, (path / "log").read_text()
                with Ledger(path / "phone.jsonl") as ledger:
                    yield Recording(path, shop.map, process, ledger)
            finally:
                if process.poll() is None:
                    process.terminate()
                process.wait(60)


# What the capture holds


def exchanges(path: Path) -> list[Exchange]:
    return [item for item in open_capture(path / "capture").items() if isinstance(item, Exchange)]


def identity(exchange: Exchange) -> str:
    headers = exchange.request.headers if exchange.request else ()
    return next((value.decode() for name, value in headers if name.lower() == ID_HEADER.encode()), "")


def web_in_the_ledgers(path: Path, *, address: bool = True) -> Counter[tuple[object, ...]]:
    phases = {row.id: row.phase for row in read_phone(path / "phone.jsonl")}
    return Counter(
        (
            *(row.id, row.protocol, row.method, row.host, row.path, row.status, phases[row.id]),
            *(row.request_size, row.request_sha256, row.response_size, row.response_sha256),
            row.server_address if address else "None",
        )
        for row in read_server(path / "servers.jsonl")
        if row.direction == "exchange" and row.protocol.startswith("http")
    )


def web_in_the_capture(path: Path) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for each in exchanges(path):
        if each.protocol.startswith("http"):
            bodies = [(message.body if message else None) or b"" for message in (each.request, each.response)]
            sums = [part for body in bodies for part in (len(body), hashlib.sha256(body).hexdigest())]
            where = f"{each.server_address}:{each.port}" if each.server_address else "None"
            status = each.response.status if each.response else 0
            below = "/" + each.url.partition("://")[2].partition("/")[2]
            found[(identity(each), each.protocol, each.method, each.host, below, status, each.phase, *sums, where)] += 1
    return found


def assert_web_is_right(path: Path, at_least: int, *, address: bool = True) -> None:
    expected, found = web_in_the_ledgers(path, address=address), web_in_the_capture(path)
    assert sum(expected.values()) >= at_least
    assert (found - expected, expected - found) == (Counter(), Counter())


def frames_in_the_ledgers(path: Path) -> Counter[tuple[object, ...]]:
    return Counter(
        (row.id, row.server_address, row.request_size, row.request_sha256)
        for row in read_server(path / "servers.jsonl")
        if row.protocol == "tcp" and row.direction == TO_SERVER
    )


def frames_in_the_capture(path: Path) -> Counter[tuple[object, ...]]:
    streams: dict[tuple[str | None, str], bytes] = {}
    for each in exchanges(path):
        if each.protocol == "tcp" and each.request:
            key = each.connection_id, f"{each.server_address}:{each.port}"
            streams[key] = streams.get(key, b"") + (each.request.body or b"")

    async def spoken(stream: bytes) -> list[frames.Frame]:
        reader = asyncio.StreamReader()
        reader.feed_data(stream)
        reader.feed_eof()
        found = []
        while not reader.at_eof():
            found.append(await frames.read(reader))
        return found

    return Counter(
        (frame.id, address, len(frame.encode()), hashlib.sha256(frame.encode()).hexdigest())
        for (_, address), stream in streams.items()
        for frame in asyncio.run(spoken(stream))
    )


def connections(path: Path, **wanted: object) -> list[dict[str, Any]]:
    return [
        line
        for line in lines(path / "capture" / "connections.jsonl")
        if all(line[name] == value for name, value in wanted.items())
    ]


# WireGuard and transparent mode: a phone in a namespace of its own


def abroad() -> tuple[Place, ...]:
    return tuple(replace(each, address=address) for each, address in zip(planned(), SERVERS, strict=True))


async def use(running: Recording, made: Network, play: Callable[[Phone], Awaitable[object]], dns: Address) -> None:
    """Let the phone do something in its namespace, where it goes straight to the servers, as far as it knows."""
    proxies = replace(proxy.no_proxy(running.map), dns=dns)

    async def inside() -> None:
        with patch.object(ways, "Http3", Routed):
            await play(Phone(running.map, proxies, running.authority, running.ledger))

    await asyncio.to_thread(made.phone.play, inside)


class Echo(asyncio.DatagramProtocol):
    """A server that answers each datagram with itself, backwards."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.DatagramTransport)
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._transport.sendto(data[::-1], addr)


DATAGRAMS = (b"hello", b"\x16\x03\x01 is no TLS here", bytes(range(256)) * 4)
ECHO = (SERVERS[2], 5222)
OTHER_QUERIES = (("www.nuri-market.example", "CNAME", ASKED), (API, "A", (NAME_SERVER, 53)))
"""What the proxy's own name server passes on, and a name server that the app itself chose."""


def send_datagrams() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as bare:
        bare.settimeout(10)
        bare.connect(ECHO)
        for each in DATAGRAMS:
            bare.send(each)
            assert bare.recv(2048) == each[::-1]


@asynccontextmanager
async def small_servers(running: Recording) -> AsyncIterator[None]:
    """A name server on the usual port, and an echo over UDP."""
    loop = asyncio.get_running_loop()
    with Ledger(running.path / "names.jsonl") as ledger:
        shop = lambda: plain.NameServer(running.map, ledger)  # noqa: E731
        server, _ = await loop.create_datagram_endpoint(shop, local_addr=(NAME_SERVER, 53))
        echo, _ = await loop.create_datagram_endpoint(Echo, local_addr=ECHO)
        try:
            yield
        finally:
            server.close()
            echo.close()


@pytest.fixture(scope="module")
def wireguard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every phase of use through a WireGuard tunnel; then raw UDP, raw TCP, a refusal."""
    if reason := missing("wireguard-go", "wg", tun=True):
        pytest.skip(reason)
    path = tmp_path_factory.mktemp("wireguard")
    mode = ("--mode", f"wireguard@{HOUSE}:51820", "--set", f"dns_name_servers={NAME_SERVER}")

    async def play() -> None:
        async with recording(path, lambda _: mode, places=abroad()) as running, small_servers(running):
            with made.tunnel(running.log.split("-" * 60)[1]):
                for name in scripts.PHASES:
                    await running.phase(name)
                    await use(running, made, lambda phone, name=name: phone.phases()[name](), ASKED)  # type: ignore[misc]
                await use(running, made, Phone.raw_tcp, ASKED)
                await use(running, made, Phone.pinned, ASKED)
                for number, (host, kind, server) in enumerate(OTHER_QUERIES, 500):
                    call, diary = Call(DNS, host, kind), Diary(running.ledger, "background")
                    query = lambda s=server, n=number, c=call, d=diary: talk.resolve(s, f"dns-{n}", c, d)  # noqa: E731
                    await asyncio.to_thread(made.phone.play, query)
                await asyncio.to_thread(made.phone.run, send_datagrams)
            await running.end()

    with network() as made:
        made.house.play(play)
        yield path


def test_wireguard_every_exchange_with_address_and_phase(wireguard: Path) -> None:
    assert_web_is_right(wireguard, at_least=60)
    assert {each.protocol for each in exchanges(wireguard)} == {
        *("http/1.1", "http/2", "http/3", "websocket", "tcp", "udp", "dns")
    }
    assert {each.sni for each in exchanges(wireguard) if each.tls} >= {API, PAY, PUSH, ADS}


def test_wireguard_every_message(wireguard: Path) -> None:
    assert len(frames_in_the_ledgers(wireguard)) > 5
    assert frames_in_the_capture(wireguard) == frames_in_the_ledgers(wireguard)
    said = Counter(
        (row.id, row.direction == TO_SERVER, row.request_size or row.response_size)
        for row in read_server(wireguard / "servers.jsonl")
        if row.protocol == "websocket" and row.direction != "exchange"
    )
    heard: Counter[tuple[object, ...]] = Counter()
    for each in exchanges(wireguard):
        if each.protocol == "websocket":
            body = ((each.request or each.response) or pytest.fail("a message without a side")).body or b""
            with suppress(UnicodeDecodeError):
                heard[conversation.identity(body.decode()), each.request is not None, len(body)] += 1
                continue
            heard[conversation.identity(body), each.request is not None, len(body)] += 1
    assert len(said) > 5
    assert heard == said


def test_wireguard_raw_udp(wireguard: Path) -> None:
    found = [each for each in exchanges(wireguard) if each.protocol == "udp"]
    assert [each.request.body for each in found if each.request] == list(DATAGRAMS)
    assert [each.response.body for each in found if each.response] == [each[::-1] for each in DATAGRAMS]
    assert {(each.server_address, each.port, each.phase, each.tls) for each in found} == {(*ECHO, "background", False)}


def test_wireguard_dns(wireguard: Path) -> None:
    asked = [row for row in read_phone(wireguard / "phone.jsonl") if row.protocol == "dns"]
    found = [each for each in exchanges(wireguard) if each.protocol == "dns"]
    expected = sorted((f"dns://{row.host}?type={row.method}", row.phase) for row in asked)
    assert sorted((each.url, each.phase) for each in found) == expected
    answers = lines(wireguard / "capture" / "dns.jsonl")
    assert sorted({(line["query"], line["query_type"], line["phase"]) for line in answers}) == sorted(
        {(row.host, row.method, row.phase) for row in asked}
    )
    addresses = {line["query"]: line["answer"] for line in answers if line.get("type") == "A"}
    assert addresses == {
        row.host: abroad_address(row.host)
        for row in asked
        if row.method == "A" and row.host != "nowhere.nuri-market.example"
    }
    (unknown,) = [line for line in answers if line["query"] == "nowhere.nuri-market.example"]
    assert unknown["answer"] is None
    (alias,) = [line for line in answers if line.get("type") == "CNAME"]
    assert alias["answer"] == API


def abroad_address(host: str) -> str:
    return (
        ShopMap({each.country: each for each in abroad()}, Path(), {"www.nuri-market.example": API})
        .place_of(host)
        .address
    )


def test_wireguard_connections(wireguard: Path) -> None:
    """Each connection that the app opened has its line, those that were still open at the end as well."""
    found = connections(wireguard)
    assert {line["mode"] for line in found} == {f"wireguard@{HOUSE}:51820"}
    assert Counter(line["state"] for line in found)["tls refused"] == 1
    assert {line["state"] for line in found} == {"decrypted", "tls refused"}
    opened = wireguard.joinpath("log").read_text().count("client connect")
    assert len(found) == opened
    by_transport = Counter((line["transport"], line["alpn"]) for line in found)
    assert by_transport["udp", "h3"] > 3
    assert by_transport["tcp", "h2"] > 3
    queries = [row for row in read_phone(wireguard / "phone.jsonl") if row.protocol == "dns"]
    assert by_transport["udp", ""] == len(queries) + 1
    for line in found:
        if line["sni"]:
            assert line["server_address"] == abroad_address(line["sni"])
            assert re.fullmatch("[0-9a-f]{64}", line["client_random"])
    randoms = [line["client_random"] for line in found if line["client_random"]]
    assert len(randoms) == len(set(randoms)) > 20
    (refusal,) = lines(wireguard / "capture" / "tls_failures.jsonl")
    assert (refusal["host"], refusal["server_address"], refusal["phase"]) == (PAY, abroad_address(PAY), "background")
    assert refusal["client_random"] in randoms


@pytest.mark.parametrize(
    "version", [b"\xfe\xff", b"\xfe\xfd"], ids=["1.0 in the first record", "1.2 in the first record"]
)
def test_dtls_through_wireguard(tmp_path: Path, version: bytes) -> None:
    """DTLS, such as of a call inside an app: mitmproxy looks into it only where its first record says 1.2."""
    if reason := missing("wireguard-go", "wg", tun=True):
        pytest.skip(reason)
    server, read = (abroad_address(API), 5349), version == b"\xfe\xfd"
    kept: list[Datagrams] = []

    def call(authority: Path) -> bytes:
        context = SSL.Context(SSL.DTLS_CLIENT_METHOD)
        context.load_verify_locations(str(authority))
        context.set_verify(SSL.VERIFY_PEER)
        with socket.socket(type=socket.SOCK_DGRAM) as bare:
            bare.connect(server)
            dtls = Datagrams(context, bare, version)
            kept.append(dtls)
            dtls.tls.set_tlsext_host_name(API.encode())
            dtls.tls.set_connect_state()
            dtls.step(dtls.tls.do_handshake)
            dtls.step(lambda: dtls.tls.send(b"hello"))
            heard: bytes = dtls.step(lambda: dtls.tls.recv(100))
            return heard

    async def play() -> None:
        mode = ("--mode", f"wireguard@{HOUSE}:51820")
        async with recording(tmp_path, lambda _: mode, places=abroad()) as running:
            await running.phase("browse")
            # Bound before anybody speaks: of a port that is closed mitmproxy is told, and lets nothing pass from then on.
            listening = socket.socket(type=socket.SOCK_DGRAM)
            listening.bind(server)
            answering = asyncio.create_task(asyncio.to_thread(answer_dtls, listening, tmp_path / "kr"))
            with made.tunnel(running.log.split("-" * 60)[1]):
                authority = running.authority if read else running.map.authority
                assert await asyncio.to_thread(made.phone.run, lambda: call(authority)) == b"olleh"
            await answering
            await running.end()

    with network() as made:
        made.house.play(play)
    found = [
        (each.protocol, each.request is not None, (each.request or each.response or Message()).body, each.phase)
        for each in exchanges(tmp_path)
    ]
    assert found == ([("udp", True, b"hello", "browse"), ("udp", False, b"olleh", "browse")] if read else [])
    (line,) = connections(tmp_path)
    state = "decrypted" if read else "not intercepted"
    assert (line["state"], line["server_address"]) == (state, server[0])
    if read:
        assert line["sni"] == API
    else:
        assert (line["bytes_sent"], line["bytes_received"]) == (kept[0].sent, kept[0].received)
        assert len(unread_flows(tmp_path)) == 1


class Datagrams:
    """DTLS on a socket. A flight that is not answered in time is sent again (RFC 6347, 4.2.4): UDP may lose it.

    ``patience`` is in seconds, for one step.
    """

    def __init__(self, context: SSL.Context, bare: socket.socket, version: bytes = b"", patience: float = 60.0) -> None:
        self.tls, self.bare, self._version = SSL.Connection(context, None), bare, version
        self.sent = self.received = 0
        self._patience = patience
        self.tls.set_ciphertext_mtu(1200)

    def step(self, what: Callable[[], Any]) -> Any:
        until = time.monotonic() + self._patience
        while True:
            try:
                found = what()
                self._flush()
                return found
            except SSL.WantReadError:
                self._flush()
                self._hear(until)

    def _hear(self, until: float) -> None:
        """Take what comes; where nothing does until the timer of the flight runs out, have it sent again."""
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the other side says nothing")
        timer = self.tls.DTLSv1_get_timeout()
        self.bare.settimeout(left if timer is None else min(max(timer, 0.01), left))
        try:
            data = self.bare.recv(4096)
        except (TimeoutError, ConnectionRefusedError):  # nobody listens there yet, for one
            self.tls.DTLSv1_handle_timeout()
            self._flush()
            return
        self.received += len(data)
        self.tls.bio_write(data)

    def _flush(self) -> None:
        with suppress(SSL.WantReadError):
            while True:
                data = self.tls.bio_read(4096)
                if self._version and data[:3] == b"\x16\xfe\xff":
                    # The version of a first record is the sender's choice (RFC 9147, 4; RFC 6347, 4.2.1).
                    data = data[:1] + self._version + data[3:]
                self.sent += self.bare.send(data)


def answer_dtls(bare: socket.socket, stem: Path) -> None:
    """Answer one message on one connection to a bound socket with itself, backwards; close the socket."""
    context = SSL.Context(SSL.DTLS_SERVER_METHOD)
    context.use_certificate_file(str(stem.with_suffix(".pem")))
    context.use_privatekey_file(str(stem.with_suffix(".key")))
    with bare:
        bare.settimeout(60)
        bare.connect(bare.recvfrom(4096, socket.MSG_PEEK)[1])
        dtls = Datagrams(context, bare)
        dtls.tls.set_accept_state()
        dtls.step(dtls.tls.do_handshake)
        heard = dtls.step(lambda: dtls.tls.recv(100))
        dtls.step(lambda: dtls.tls.send(heard[::-1]))


def test_transparent(tmp_path: Path) -> None:
    if reason := missing("iptables"):
        pytest.skip(reason)
    phases = ("consent", "login", "background")

    async def play() -> None:
        async with recording(tmp_path, lambda _: ("--mode", "transparent@8080"), places=abroad()) as running:
            made.redirect(8080)
            for name in phases:
                await running.phase(name)
                await use(running, made, lambda phone, name=name: phone.phases()[name](), ASKED)  # type: ignore[misc]
            plainly = Call(PLAIN, ADS, "/v1/install?gaid=1")
            await use(running, made, lambda phone: phone.fetch(plainly, phase="background"), ASKED)
            await use(running, made, Phone.raw_tcp, ASKED)
            await use(running, made, Phone.pinned, ASKED)
            await running.end()

    with network() as made:
        made.house.play(play)
    assert_web_is_right(tmp_path, at_least=12)
    assert frames_in_the_capture(tmp_path) == frames_in_the_ledgers(tmp_path)
    assert len(frames_in_the_ledgers(tmp_path)) > 3
    assert {each.protocol for each in exchanges(tmp_path)} == {"http/1.1", "http/2", "websocket", "tcp"}
    found = connections(tmp_path)
    assert {line["mode"] for line in found} == {"transparent@8080"}
    assert {line["state"] for line in found} == {"decrypted", "tls refused"}
    assert len(found) == tmp_path.joinpath("log").read_text().count("client connect")
    for line in found:
        assert line["server_address"] in SERVERS
        assert line["host"] == line["sni"]
    (refusal,) = lines(tmp_path / "capture" / "tls_failures.jsonl")
    assert (refusal["host"], refusal["server_address"]) == (PAY, abroad_address(PAY))


# The modes that need no namespace


def run(play: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await play()

    asyncio.run(main())


def test_socks5(tmp_path: Path) -> None:
    port = free_port()
    proxies = proxy.Proxies(socks=("127.0.0.1", port))

    async def play() -> None:
        async with recording(tmp_path, lambda _: ("--mode", f"socks5@127.0.0.1:{port}")) as running:
            await running.phase("login")
            for number, way in enumerate((HTTP1, HTTP2)):
                place = running.map.place_of(API)
                wire = await through_socks(proxies, (place.address, place.tls))
                await running.ask(wire, Call(way, API, "/v3/points", "POST", body=b"who=me"), f"s-{number}", "login")
            place = running.map.place_of(PUSH)
            wire = await through_socks(proxies, (place.address, place.frames))
            await running.say(wire, Call(FRAMES, PUSH, messages=("token", b"\0\1")), "s-raw", "login")
            wire = await through_socks(proxies, (place.address, place.frames_tls))
            await running.say(wire, Call(FRAMES_TLS, PUSH, messages=("token", b"\0\1")), "s-tls", "login")
            await running.end()

    run(play)
    assert_web_is_right(tmp_path, at_least=2)
    assert len(frames_in_the_ledgers(tmp_path)) == 4
    assert frames_in_the_capture(tmp_path) == frames_in_the_ledgers(tmp_path)
    found = connections(tmp_path, mode=f"socks5@127.0.0.1:{port}", state="decrypted", phase="login")
    assert [(line["sni"], line["alpn"]) for line in found] == [(API, "http/1.1"), (API, "h2"), ("", ""), (PUSH, "")]
    assert [line["server_address"] for line in found] == ["127.0.0.11"] * 2 + ["127.0.0.12"] * 2
    assert len(connections(tmp_path)) == 4


def test_reverse_https_tcp_and_tls(tmp_path: Path) -> None:
    web, raw, secure = free_port(), free_port(), free_port()

    def modes(shop: ShopMap) -> Sequence[str]:
        kr, cn = shop.places["KR"], shop.places["CN"]
        return (
            *("--mode", f"reverse:https://{kr.address}:{kr.tls}@127.0.0.1:{web}"),
            *("--mode", f"reverse:tcp://{cn.address}:{cn.frames}@127.0.0.1:{raw}"),
            *("--mode", f"reverse:tls://{cn.address}:{cn.frames_tls}@127.0.0.1:{secure}"),
            *("--set", "keep_host_header=true"),
        )

    async def play() -> None:
        async with recording(tmp_path, modes) as running:
            await running.phase("checkout")
            for number, way in enumerate((HTTP1, HTTP2)):
                call = Call(way, API, "/upload", "POST", body=300_000)
                await running.ask(await dial(("127.0.0.1", web)), call, f"r-{number}", "checkout")
            call = Call(FRAMES, PUSH, messages=("token", "ping"))
            await running.say(await dial(("127.0.0.1", raw)), call, "r-raw", "checkout")
            call = Call(FRAMES_TLS, PUSH, messages=("token", "ping"))
            await running.say(await dial(("127.0.0.1", secure)), call, "r-tls", "checkout")
            await running.end()

    run(play)
    assert_web_is_right(tmp_path, at_least=2)
    assert len(frames_in_the_ledgers(tmp_path)) == 4
    assert frames_in_the_capture(tmp_path) == frames_in_the_ledgers(tmp_path)
    found = connections(tmp_path, state="decrypted", phase="checkout")
    assert [(line["sni"], line["alpn"]) for line in found] == [(API, "http/1.1"), (API, "h2"), ("", ""), (PUSH, "")]
    assert [line["server_address"] for line in found] == ["127.0.0.11"] * 2 + ["127.0.0.12"] * 2
    schemes = [line["mode"].partition("//")[0] for line in found]
    assert schemes == ["reverse:https:"] * 2 + ["reverse:tcp:", "reverse:tls:"]


def test_reverse_dns(tmp_path: Path) -> None:
    listener = ("127.0.0.1", free_port())

    def mode(shop: ShopMap) -> Sequence[str]:
        kr = shop.places["KR"]
        return ("--mode", f"reverse:dns://{kr.address}:{kr.dns}@127.0.0.1:{listener[1]}")

    async def play() -> None:
        async with recording(tmp_path, mode) as running:
            await running.phase("install")
            asked = ((API, "A"), ("www.nuri-market.example", "A"), ("no.nuri-market.example", "A"), (ADS, "AAAA"))
            for number, (host, kind) in enumerate(asked, 1):
                diary = Diary(running.ledger, "install")
                await talk.resolve(listener, f"dns-{number}", Call(DNS, host, kind), diary)
            await running.end()

    run(play)
    found = [
        (each.url.removeprefix("dns://"), f"{each.server_address}:{each.port}", each.phase)
        for each in exchanges(tmp_path)
    ]
    asked = [row for row in read_server(tmp_path / "servers.jsonl") if row.protocol == "dns"]
    assert found == [(f"{row.host}?type={row.method}", row.server_address, "install") for row in asked]
    answers = [
        (line["query"], line.get("name"), line.get("type"), line["answer"], line["phase"])
        for line in lines(tmp_path / "capture" / "dns.jsonl")
    ]
    assert answers == [
        (API, API, "A", "127.0.0.11", "install"),
        ("www.nuri-market.example", "www.nuri-market.example", "CNAME", API, "install"),
        ("www.nuri-market.example", API, "A", "127.0.0.11", "install"),
        ("no.nuri-market.example", None, None, None, "install"),
        (ADS, ADS, "AAAA", "::ffff:127.0.0.14", "install"),
    ]
    assert [line["state"] for line in connections(tmp_path, transport="udp", server_address="127.0.0.11")] == [
        "decrypted"
    ] * 4


def test_upstream(tmp_path: Path) -> None:
    """Behind another proxy nobody here knows which address that one connected to, and none is made up."""
    port, outer_port = free_port(), free_port()
    outer_conf = tmp_path / "outer"

    def mode(shop: ShopMap) -> Sequence[str]:
        options = ("--set", f"confdir={outer_conf}", "--set", f"ssl_verify_upstream_trusted_ca={shop.authority}")
        outer.append(subprocess.Popen([mitmdump(), "-q", "--mode", f"regular@127.0.0.1:{outer_port}", *options]))
        until(lambda: not is_free(outer_port) and proxy.authority_of(outer_conf).exists())
        return (
            *("--mode", f"upstream:http://127.0.0.1:{outer_port}@127.0.0.1:{port}"),
            *("--set", f"ssl_verify_upstream_trusted_ca={proxy.authority_of(outer_conf)}"),
        )

    async def play() -> None:
        async with recording(tmp_path, mode) as running:
            await running.phase("browse")
            place = running.map.place_of(API)
            for number, way in enumerate((HTTP1, HTTP2)):
                wire = await through_http_proxy(proxy.Proxies(("127.0.0.1", port)), (place.address, place.tls))
                await running.ask(wire, Call(way, API, f"/size/{30_000 + number}"), f"u-{number}", "browse")
            await running.end()

    outer: list[subprocess.Popen[bytes]] = []
    try:
        run(play)
    finally:
        for each in outer:
            each.terminate()
            each.wait(30)
    assert_web_is_right(tmp_path, at_least=2, address=False)
    assert [(line["sni"], line["state"]) for line in connections(tmp_path)] == [(API, "decrypted")] * 2
    assert [line["server_address"] for line in connections(tmp_path)] == ["", ""]


def is_free(port: int) -> bool:
    with socket.socket() as bare:
        return bare.connect_ex(("127.0.0.1", port)) != 0


# What is passed on unread


@dataclass
class Metered:
    """TLS done by hand on a connection: every byte is counted, and the first ones go in two pieces."""

    wire: Wire
    context: ssl.SSLContext
    name: str
    sent: bytes = b""
    received: int = 0
    incoming: ssl.MemoryBIO = field(default_factory=ssl.MemoryBIO)
    outgoing: ssl.MemoryBIO = field(default_factory=ssl.MemoryBIO)

    def __post_init__(self) -> None:
        self.tls = self.context.wrap_bio(self.incoming, self.outgoing, server_hostname=self.name)

    async def shake_hands(self, first: int = 0) -> None:
        with suppress(ssl.SSLWantReadError):
            self.tls.do_handshake()
        hello = self.outgoing.read()
        if first:
            self._put(hello[:first])
            await asyncio.to_thread(until, self._is_taken)
        self._put(hello[first:])
        while True:
            try:
                self.tls.do_handshake()
                self._put(self.outgoing.read())
                return
            except ssl.SSLWantReadError:
                self._put(self.outgoing.read())
                await self._take()

    async def get(self, path: str, identity: str) -> bytes:
        head = f"GET {path} HTTP/1.1\r\nhost: {self.name}\r\n{ID_HEADER}: {identity}\r\nconnection: close\r\n\r\n"
        self.tls.write(head.encode())
        self._put(self.outgoing.read())
        answer = b""
        while b"\r\n\r\n" not in answer or len(answer.partition(b"\r\n\r\n")[2]) < int(length(answer)):
            try:
                answer += self.tls.read()
            except ssl.SSLWantReadError:
                await self._take()
        return answer

    def _put(self, data: bytes) -> None:
        self.sent += data
        self.wire.writer.write(data)

    async def _take(self) -> None:
        data = await self.wire.reader.read(1 << 16)
        if not data:
            raise ConnectionError("the other side hung up")
        self.received += len(data)
        self.incoming.write(data)

    async def drain(self) -> None:
        """Close our side, and count what still comes."""
        self.wire.writer.write_eof()
        while data := await self.wire.reader.read(1 << 16):
            self.received += len(data)
        await self.wire.close()

    def _is_taken(self) -> bool:
        """Tell whether the proxy has read everything so far (Linux: /proc/net/tcp, rx_queue of its end)."""
        mine = self.wire.writer.get_extra_info("sockname")[1]
        theirs = self.wire.writer.get_extra_info("peername")[1]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            local, remote, _, queues = line.split()[1:5]
            if (local[9:], remote[9:]) == (f"{theirs:04X}", f"{mine:04X}"):
                return queues.partition(":")[2] == "00000000"
        return False


def length(answer: bytes) -> bytes:
    found = re.search(rb"content-length: (\d+)", answer, re.IGNORECASE)
    assert found
    return found[1]


IGNORING = """
class Ignoring:
    def tls_clienthello(self, data):
        data.ignore_connection = data.client_hello.sni == "pay.dalbit-pay.example"

addons = [Ignoring()]
"""


def ignoring(path: Path, how: str) -> tuple[list[str], tuple[str, ...]]:
    """Give options and addons with which connections to PAY pass unread."""
    path.mkdir(parents=True, exist_ok=True)
    script = path / "ignoring.py"
    script.write_text(IGNORING)
    ours = [part for name in ("record", "phases") for part in ("-s", str(addon(name)))]
    return {
        "ignore_hosts": (["--ignore-hosts", re.escape(PAY)], ("record", "phases")),
        "allow_hosts": (["--allow-hosts", re.escape(API)], ("record", "phases")),
        "an addon before": (["-s", str(script)], ("record", "phases")),
        "an addon after": ([*ours, "-s", str(script)], ()),
    }[how]


@pytest.mark.parametrize(
    ("how", "first", "open_at_end"),
    [
        ("ignore_hosts", 0, False),
        ("ignore_hosts", 3, False),
        ("ignore_hosts", 100, False),
        ("ignore_hosts", 0, True),
        ("allow_hosts", 0, False),
        ("allow_hosts", 3, True),
        ("an addon before", 0, False),
        ("an addon before", 3, False),
        ("an addon after", 0, False),
        ("an addon after", 100, True),
    ],
)
def test_tls_that_passes_unread(tmp_path: Path, how: str, first: int, open_at_end: bool) -> None:
    port = free_port()
    options, addons = ignoring(tmp_path, how)
    kept: list[Metered] = []

    async def play() -> None:
        mode = ["--mode", f"regular@127.0.0.1:{port}"]
        async with recording(tmp_path, lambda _: [*mode, *options], addons=addons) as running:
            await running.phase("checkout")
            proxies = proxy.Proxies(regular=("127.0.0.1", port))
            place = running.map.place_of(PAY)
            wire = await through_http_proxy(proxies, (place.address, place.tls))
            metered = Metered(wire, trusting(running.map.authority, ["http/1.1"]), PAY)
            kept.append(metered)
            await metered.shake_hands(first)
            assert b" 200 " in await metered.get("/size/50000", "unread-1")
            if not open_at_end:
                await metered.drain()
            wire = await through_http_proxy(proxies, (place.address, place.tls))
            await running.ask(wire, Call(HTTP1, API, "/size/10"), "read-1", "checkout")
            await running.end()
            if open_at_end:
                await metered.drain()

    run(play)
    (metered,) = kept
    (line,) = connections(tmp_path, state="not intercepted")
    assert (line["sni"], line["host"], line["server_address"]) == (PAY, PAY, "127.0.0.11")
    assert (line["phase"], line["mode"], line["transport"]) == ("checkout", f"regular@127.0.0.1:{port}", "tcp")
    assert line["client_random"] == metered.sent[RANDOM].hex()
    assert (line["bytes_sent"], line["bytes_received"]) == (len(metered.sent), metered.received)
    assert [each.method for each in exchanges(tmp_path) if each.host == PAY] == []
    assert [identity(each) for each in exchanges(tmp_path)] == ["read-1"]
    counted = open_capture(tmp_path / "capture").capture.lost
    assert counted["not intercepted", APP, "checkout"] == (1, len(metered.sent) + metered.received)
    assert {state for state, _, _ in counted} <= {"not intercepted", "lost"}
    (flow,) = unread_flows(tmp_path)
    assert b"".join(message.content for message in flow.messages if message.from_client) == metered.sent
    assert sum(len(message.content) for message in flow.messages if not message.from_client) == metered.received
    if first and "addon" not in how:
        assert len(flow.messages[0].content) == first, "the first bytes did not go in two pieces"


def unread_flows(path: Path) -> list[Any]:
    found = []
    for segment in sorted((path / "capture").glob("traffic-*.mitm")):
        with segment.open("rb") as file:
            found += [flow for flow in FlowReader(file).stream() if flow.metadata.get("passthrough")]
    return found


@dataclass
class MeteredQuic:
    """A QUIC handshake done by hand on a socket: every byte is counted."""

    address: Address
    name: str
    authority: Path
    sent: int = 0
    received: int = 0
    hello: bytes = b""

    def __post_init__(self) -> None:
        self.socket = socket.socket(type=socket.SOCK_DGRAM)
        self.socket.connect(self.address)
        self.socket.settimeout(0.05)
        configuration = QuicConfiguration(is_client=True, alpn_protocols=H3_ALPN, server_name=self.name)
        configuration.load_verify_locations(cafile=str(self.authority))
        self.connection = QuicConnection(configuration=configuration)

    def shake_hands(self) -> None:
        self.connection.connect(self.address, time.monotonic())
        self._until(HandshakeCompleted)
        self.connection.close()
        self._until(ConnectionTerminated)

    def drain(self) -> None:
        """Count what still came."""
        with suppress(TimeoutError, ConnectionRefusedError):
            while True:
                self.received += len(self.socket.recv(4096))
        self.socket.close()

    def _until(self, what: type) -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for data, _ in self.connection.datagrams_to_send(time.monotonic()):
                self.sent += self.socket.send(data)
            with suppress(TimeoutError):
                data = self.socket.recv(4096)
                self.received += len(data)
                self.connection.receive_datagram(data, self.address, time.monotonic())
            timer = self.connection.get_timer()
            if timer is not None and timer <= time.monotonic():
                self.connection.handle_timer(time.monotonic())
            while (event := self.connection.next_event()) is not None:
                if isinstance(event, what):
                    return
        raise AssertionError(f"no {what.__name__}")


def test_quic_that_passes_unread(tmp_path: Path) -> None:
    """The connection is open when the proxy ends, as UDP usually is.

    By hosts only: where an addon ignores a QUIC connection, mitmproxy 12.3 itself crashes and nothing passes.
    """
    port = free_port()
    kept: list[MeteredQuic] = []

    def modes(shop: ShopMap) -> Sequence[str]:
        kr = shop.places["KR"]
        return [
            "--mode",
            f"reverse:http3://{kr.address}:{kr.http3}@127.0.0.1:{port}",
            "--ignore-hosts",
            f":{kr.http3}$",
        ]

    async def play() -> None:
        async with recording(tmp_path, modes) as running:
            await running.phase("checkout")
            metered = MeteredQuic(("127.0.0.1", port), PAY, running.map.authority)
            kept.append(metered)
            await asyncio.to_thread(metered.shake_hands)
            await running.end()
            await asyncio.to_thread(metered.drain)

    run(play)
    (metered,) = kept
    (line,) = connections(tmp_path)
    assert (line["state"], line["transport"], line["phase"]) == ("not intercepted", "udp", "checkout")
    assert (line["sni"], line["server_address"]) == (PAY, "127.0.0.11")
    assert (line["bytes_sent"], line["bytes_received"]) == (metered.sent, metered.received)
    assert re.fullmatch("[0-9a-f]{64}", line["client_random"])
    assert exchanges(tmp_path) == []
    (flow,) = unread_flows(tmp_path)
    assert sum(len(message.content) for message in flow.messages if message.from_client) == metered.sent
    assert sum(len(message.content) for message in flow.messages if not message.from_client) == metered.received


def test_what_is_open_at_the_end_has_its_line(tmp_path: Path) -> None:
    port = free_port()

    async def play() -> None:
        async with recording(tmp_path, lambda _: ["--mode", f"regular@127.0.0.1:{port}"]) as running:
            await running.phase("background")
            place = running.map.place_of(API)
            wire = await through_http_proxy(proxy.Proxies(("127.0.0.1", port)), (place.address, place.tls))
            await wire.secure(trusting(running.authority, ["http/1.1"]), API)
            await Http1(wire).send("kept-1", Call(HTTP1, API, "/size/10"), Progress())
            idle = await through_http_proxy(proxy.Proxies(("127.0.0.1", port)), (place.address, place.tls))
            await running.end()
            await wire.close()
            await idle.close()

    run(play)
    found = connections(tmp_path, phase="background")
    assert [(line["state"], line["sni"], line["exchanges"]) for line in found] == [
        ("decrypted", API, 1),
        ("empty", "", 0),
    ]
    assert [line["alpn"] for line in found] == ["http/1.1", ""]
