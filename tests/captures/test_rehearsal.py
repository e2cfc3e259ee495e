"""The rehearsal's shop and phone, straight and through a real mitmdump that does nothing but write flows."""

import asyncio
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import maxminddb
import pytest
from mitmproxy import dns, http, tcp
from mitmproxy.io import FlowReader
from support.samples import exchange

from captures.rehearsal import content, frames, geo, names, proxy
from captures.rehearsal.ledger import (
    COMPLETE,
    TO_CLIENT,
    TO_SERVER,
    Ledger,
    PhoneRow,
    ServerRow,
    read_phone,
    read_server,
)
from captures.rehearsal.phone import Call, Load, Phone, Result, scripts
from captures.rehearsal.phone.pinned import REFUSED
from captures.rehearsal.places import HERE, PACKAGE, ShopMap, persona, planned, read_map
from captures.rehearsal.servers import Shop
from trafficaudit import persona as personas
from trafficaudit.destinations.locate import Locator

MITMDUMP = Path(sys.executable).with_name("mitmdump")
DEADLINE = 30.0
ADS = "track.prairie-ads.example"

Row = tuple[object, ...]


@dataclass(frozen=True)
class Played:
    """What came of a run: both ledgers, the proxy's log and its flow file."""

    phone: list[PhoneRow]
    servers: list[ServerRow]
    log: str = ""
    flows: Path = Path()


@dataclass(frozen=True)
class Running:
    """A mitmdump and the file of its authority."""

    process: subprocess.Popen[bytes]
    authority: Path


@contextmanager
def running_proxy(shop: ShopMap, proxies: proxy.Proxies, folder: Path) -> Iterator[Running]:
    """Run mitmdump, with its flow file and its log as ``flows`` and ``log`` in the folder."""
    arguments = proxy.proxy_arguments(shop, proxies, folder / "mitmproxy")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [MITMDUMP, *arguments, "-w", folder / "flows", "--set", "termlog_verbosity=info", "--set", "flow_detail=0"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        until = time.monotonic() + DEADLINE
        while not (proxy.listening(proxies) and proxy.authority_of(folder / "mitmproxy").exists()):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, "mitmdump does not listen"
            time.sleep(0.05)
        yield Running(process, proxy.authority_of(folder / "mitmproxy"))
    finally:
        process.terminate()
        # The exit code says nothing: with UDP listeners the interpreter may crash on its way out.
        process.wait(DEADLINE)


async def use(phone: Phone) -> None:
    for play in phone.phases().values():
        await play()
    await phone.raw_tcp()
    await phone.raw_tcp(tls=True)


def straight(folder: Path, play: Callable[[Phone], Coroutine[Any, Any, object]]) -> Played:
    """Let the phone speak to the shop without a proxy."""

    async def run() -> Path:
        async with Shop(folder) as shop:
            with Ledger(folder / "phone.jsonl") as ledger:
                await play(Phone(shop.map, proxy.no_proxy(shop.map), shop.map.authority, ledger))
            return shop.ledger_file

    servers = asyncio.run(run())
    return Played(read_phone(folder / "phone.jsonl"), read_server(servers))


def through_proxy(folder: Path, play: Callable[[Phone], Coroutine[Any, Any, object]]) -> Played:
    """Let the phone speak to the shop through a mitmdump."""

    async def run() -> Path:
        async with Shop(folder) as shop:
            proxies = proxy.free_ports()
            with running_proxy(shop.map, proxies, folder) as running, Ledger(folder / "phone.jsonl") as ledger:
                await play(Phone(shop.map, proxies, running.authority, ledger))
            return shop.ledger_file

    servers = asyncio.run(run())
    log = (folder / "log").read_text(encoding="utf-8")
    return Played(read_phone(folder / "phone.jsonl"), read_server(servers), log, folder / "flows")


def agreed(rows: Iterable[PhoneRow | ServerRow]) -> Counter[Row]:
    """Give the columns that both sides must agree about, of what was completed."""
    return Counter(
        (
            row.id,
            row.protocol,
            row.direction,
            row.method,
            row.host,
            row.path,
            row.status,
            (row.request_size, row.request_sha256),
            (row.response_size, row.response_sha256),
        )
        for row in rows
        if row.outcome == COMPLETE
    )


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return straight(tmp_path_factory.mktemp("direct"), use)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Played:
    async def play(phone: Phone) -> None:
        await use(phone)
        await phone.pinned("pay.dalbit-pay.example")
        await phone.pinned_late("api.tea-road-logistics.example")

    return through_proxy(tmp_path_factory.mktemp("proxied"), play)


# -- the script ------------------------------------------------------------------------------------------------------


def test_both_sides_agree_without_a_proxy(direct: Played) -> None:
    assert agreed(direct.phone) == agreed(direct.servers)
    assert {row.outcome for row in direct.phone} | {row.outcome for row in direct.servers} == {COMPLETE}


def test_both_sides_agree_through_the_proxy(proxied: Played) -> None:
    assert agreed(proxied.phone) == agreed(proxied.servers)
    assert [row.id for row in proxied.phone if row.outcome != COMPLETE] == ["p-pinned-003", "p-pinned-004"]


def test_every_protocol_takes_part(proxied: Played) -> None:
    count = Counter((row.protocol, row.direction) for row in proxied.servers)
    assert count["http/1.1", "exchange"] > 30
    assert count["http/2", "exchange"] > 20
    assert count["http/3", "exchange"] == 6
    assert count["dns", "exchange"] == 9
    assert (count["websocket", TO_SERVER], count["websocket", TO_CLIENT]) == (4, 6)
    assert count["tcp", TO_SERVER] == count["tcp", TO_CLIENT] == 13
    calls = [(row.messages_in, row.messages_out) for row in proxied.servers if row.path.startswith("/nuri.")]
    assert sorted(calls) == [(1, 1), (1, 1), (5, 5)]
    assert 60 <= sum(count.values()) <= 140


def test_only_socks_is_left_out_without_a_proxy(direct: Played, proxied: Played) -> None:
    without = {row.path for row in direct.phone}
    missing = {
        row.path.partition("?")[0] for row in proxied.phone if row.path not in without and row.outcome == COMPLETE
    }
    assert missing == {"/v1/ping", "/v3/points"}


def test_each_phase_plays_its_fixed_script(direct: Played, proxied: Played) -> None:
    order = [row.phase for row in direct.phone]
    assert order == sorted(order, key=list(scripts.PHASES).index)
    assert {row.phase for row in proxied.phone} == set(scripts.PHASES)
    for row in proxied.phone:
        if row.id.startswith("p-") and "raw" not in row.id and "pinned" not in row.id:
            assert row.id.split("-")[1] == row.phase
    mine = {row.id: row.request_sha256 for row in direct.phone}
    assert mine == {row.id: row.request_sha256 for row in proxied.phone if row.id in mine}


def test_the_large_bodies_are_as_large_as_said(proxied: Played) -> None:
    sent = {row.path: (row.request_size, row.request_sha256) for row in proxied.servers}
    received = {row.path: (row.response_size, row.response_sha256) for row in proxied.servers}
    assert sent["/upload"] == (scripts.UPLOADED, content.digest(scripts.UPLOADED))
    assert received[f"/size/{scripts.DOWNLOADED}"] == (scripts.DOWNLOADED, content.digest(scripts.DOWNLOADED))


def test_hosts_stand_where_places_says(proxied: Played) -> None:
    where = {host: place.address for place in planned() for host in place.hosts}
    rows = [row for row in proxied.servers if row.protocol not in {"tcp", "dns"}]
    assert {row.host: row.server_address.partition(":")[0] for row in rows} == where
    assert {row.server_address.partition(":")[0] for row in proxied.servers if row.protocol == "tcp"} == {"127.0.0.12"}


def test_what_the_app_says_is_the_persona() -> None:
    values = persona()
    said = b"".join(
        (call.body if isinstance(call.body, bytes) else b"") + call.path.encode()
        for play in scripts.PHASES.values()
        for call in play()
    )
    for category in ("email", "phone_number", "advertising_id", "android_id", "card_number", "customs_clearance_code"):
        value = values[category]
        assert value.encode() in said or value.replace("@", "%40").encode() in said, category


def test_the_clocks_of_a_row_are_in_order(proxied: Played) -> None:
    for row in proxied.phone:
        assert row.started_at <= row.completed_at
        assert 0 < row.started_monotonic <= row.completed_monotonic


# -- what the proxy saw ----------------------------------------------------------------------------------------------


def test_the_flow_file_holds_every_exchange(proxied: Played) -> None:
    with proxied.flows.open("rb") as stream:
        flows = list(FlowReader(stream).stream())
    web = [flow for flow in flows if isinstance(flow, http.HTTPFlow)]
    seen = {
        flow.request.headers["x-rehearsal-id"]: (
            len(flow.request.raw_content or b""),
            len(flow.response.raw_content or b""),
        )
        for flow in web
        if flow.response
    }
    expected = {
        row.id: (row.request_size, row.response_size)
        for row in proxied.phone
        if row.protocol.startswith("http") and row.outcome == COMPLETE
    }
    assert seen == expected
    assert {flow.request.http_version for flow in web} == {"HTTP/1.1", "HTTP/2.0", "HTTP/3"}
    sockets = [message for flow in web if flow.websocket for message in flow.websocket.messages]
    assert len(sockets) == 10
    assert sum(isinstance(flow, dns.DNSFlow) for flow in flows) == 9
    talks = [flow for flow in flows if isinstance(flow, tcp.TCPFlow)]
    said = sum(len(message.content) for flow in talks for message in flow.messages if message.from_client)
    assert said == sum(row.request_size for row in proxied.phone if row.protocol == "tcp")


def test_a_pinned_client_refuses_with_an_alert(proxied: Played) -> None:
    assert [row.outcome for row in proxied.phone if row.host == "pay.dalbit-pay.example" and "pinned" in row.id] == [
        REFUSED
    ]
    assert "does not trust the proxy's certificate for pay.dalbit-pay.example" in proxied.log


def test_a_late_pinned_client_leaves_no_trace_but_a_connection(proxied: Played) -> None:
    assert [row.outcome for row in proxied.phone if row.id == "p-pinned-004"] == [REFUSED]
    assert "certificate for api.tea-road-logistics.example" not in proxied.log


def test_pinned_clients_are_content_without_a_proxy(tmp_path: Path) -> None:
    async def play(phone: Phone) -> None:
        await phone.pinned()
        await phone.pinned_late()

    assert [row.outcome for row in straight(tmp_path, play).phone] == ["connected", "connected"]


# -- faults ----------------------------------------------------------------------------------------------------------


FAULTS = {
    "/stall": ("stall", 0, 0),
    "/stall?after=10": ("stall", 200, 10),
    "/reset": ("reset", 0, 0),
    "/reset?after=100": ("reset", 200, 100),
    "/truncated?declared=900&sent=300": ("truncated", 200, 300),
}


@pytest.mark.parametrize("way", ["http/1.1", "http/2", "http/3", "plain"])
def test_faults_are_what_was_asked_for(tmp_path: Path, way: str) -> None:
    async def play(phone: Phone) -> None:
        for path in [*FAULTS, "/garbage"]:
            await phone.fetch(Call(way, ADS, path), identity=path, timeout=0.7)
        await phone.fetch(Call(way, ADS, "/drip?bytes=5&interval=0.01"), identity="drip")

    played = straight(tmp_path, play)
    rows = {row.id: row for row in played.phone}
    assert rows.pop("drip").outcome == COMPLETE
    assert all(row.outcome.startswith("failed: ") for row in rows.values())
    outcomes = {row.id: row.outcome for row in played.servers}
    for path, (outcome, status, size) in FAULTS.items():
        assert (outcomes[path], rows[path].status, rows[path].response_size) == (outcome, status, size)
    assert outcomes["/garbage"] == "garbage"


def test_a_proxy_passes_faults_on(tmp_path: Path) -> None:
    async def play(phone: Phone) -> None:
        for path in ("/stall", "/reset", "/reset?after=100", "/truncated", "/garbage"):
            await phone.fetch(Call("http/1.1", ADS, path), identity=path, timeout=2)

    played = through_proxy(tmp_path, play)
    assert {row.id: row.status for row in played.phone} == {
        "/stall": 0,
        "/reset": 502,
        "/reset?after=100": 502,
        "/truncated": 502,
        "/garbage": 502,
    }


@pytest.mark.parametrize("port", ["silent", "hangup", "babble"])
def test_the_servers_that_are_none(tmp_path: Path, port: str) -> None:
    async def run() -> PhoneRow:
        async with Shop(tmp_path) as shop:
            number = getattr(shop.map.place_of(ADS), port)
            with Ledger(tmp_path / "phone.jsonl") as ledger:
                phone = Phone(shop.map, proxy.no_proxy(shop.map), shop.map.authority, ledger)
                return await phone.fetch(Call("plain", ADS, port=number), timeout=0.5)

    row = asyncio.run(run())
    assert row.outcome.startswith("failed: ")
    assert ("Timeout" in row.outcome) == (port == "silent")


def test_events_never_end(tmp_path: Path) -> None:
    async def play(phone: Phone) -> None:
        await phone.fetch(Call("http/1.1", ADS, "/events?interval=0.01"), timeout=0.5)

    played = straight(tmp_path, play)
    assert played.phone[0].response_size > 100
    assert played.phone[0].outcome == "failed: TimeoutError"
    assert played.servers[0].outcome == "endless"


ONE_LARGE_EXCHANGE = """
import asyncio, resource, sys
from pathlib import Path
from captures.rehearsal import proxy
from captures.rehearsal.ledger import Ledger
from captures.rehearsal.phone import Call, Phone
from captures.rehearsal.servers import Shop

async def run(folder, way, size):
    async with Shop(folder) as shop:
        with Ledger(folder / "phone.jsonl") as ledger:
            phone = Phone(shop.map, proxy.no_proxy(shop.map), shop.map.authority, ledger)
            await phone.fetch(Call(way, "img.nuri-market.example", f"/size/{size}"), timeout=60)
            await phone.fetch(Call(way, "img.nuri-market.example", "/upload", "POST", body=size), timeout=60)

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
asyncio.run(run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("way", ["http/1.1", "http/2"])
def test_bodies_of_any_size_take_no_memory(tmp_path: Path, way: str) -> None:
    size = 200 << 20
    command = [sys.executable, "-c", ONE_LARGE_EXCHANGE, str(tmp_path), way, str(size)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=120, cwd=HERE.parent.parent)
    assert int(run.stdout) < 60 * 1024  # KiB
    download, upload = read_server(tmp_path / "servers.jsonl")
    assert (download.response_size, upload.request_size) == (size, size)
    assert download.response_sha256 == upload.request_sha256 == content.digest(size)


def test_a_request_that_breaks_off_is_in_the_ledger(tmp_path: Path) -> None:
    async def run() -> None:
        async with Shop(tmp_path) as shop:
            place = shop.map.place_of(ADS)
            _, writer = await asyncio.open_connection(place.address, place.plain)
            writer.write(b"POST /x HTTP/1.1\r\nhost: a\r\nx-rehearsal-id: half\r\ncontent-length: 10\r\n\r\n12345")
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            until = time.monotonic() + DEADLINE
            while not shop.ledger_file.read_bytes():
                assert time.monotonic() < until
                await asyncio.sleep(0.01)

    asyncio.run(run())
    (row,) = read_server(tmp_path / "servers.jsonl")
    assert (row.id, row.outcome, row.request_size) == ("half", "cut", 5)


# -- load ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", [Load(count=200), Load(count=50, http2=True), Load(count=30, reconnect=True)])
def test_load_is_in_both_ledgers(tmp_path: Path, plan: Load) -> None:
    results: list[Result] = []

    async def play(phone: Phone) -> None:
        results.append(await phone.load(replace(plan, seconds=DEADLINE)))

    played = through_proxy(tmp_path, play)
    assert (results[0].completed, results[0].failed) == (plan.count, 0)
    assert agreed(played.phone) == agreed(played.servers)
    assert len(played.phone) == plan.count
    assert all(1400 < row.request_size < 1700 and 1900 < row.response_size < 2200 for row in played.phone)


def test_load_outlives_the_proxy(tmp_path: Path) -> None:
    async def run() -> Result:
        async with Shop(tmp_path) as shop:
            proxies = proxy.free_ports()
            with running_proxy(shop.map, proxies, tmp_path) as running, Ledger(tmp_path / "phone.jsonl") as ledger:
                phone = Phone(shop.map, proxies, running.authority, ledger)
                loading = asyncio.create_task(phone.load(Load(seconds=3)))
                until = time.monotonic() + DEADLINE
                while ledger.rows < 50:
                    assert time.monotonic() < until
                    await asyncio.sleep(0.01)
                running.process.kill()
                return await loading

    result = asyncio.run(run())
    rows = read_phone(tmp_path / "phone.jsonl")
    outcomes = Counter(row.outcome == COMPLETE for row in rows)
    assert (outcomes[True], outcomes[False]) == (result.completed, result.failed)
    assert result.completed >= 50
    assert result.failed >= 8
    assert not agreed(rows) - agreed(read_server(tmp_path / "servers.jsonl"))


# -- the pieces ------------------------------------------------------------------------------------------------------


def test_the_geo_database_answers_for_each_place(tmp_path: Path) -> None:
    shop = ShopMap({place.country: place for place in planned()}, tmp_path)
    path = geo.write_countries(tmp_path / "countries.mmdb", shop.countries())
    with maxminddb.open_database(path) as database:
        for place in planned():
            names_of_country = {"en": place.country}
            assert database.get(place.address) == {"country": {"iso_code": place.country, "names": names_of_country}}
        assert database.get("127.0.0.10") is None
        assert database.get("203.0.113.1") is None
    again = geo.write_countries(tmp_path / "again.mmdb", shop.countries())
    assert again.read_bytes() == path.read_bytes()


def test_the_toolkit_believes_the_geo_database_and_the_recipients(tmp_path: Path) -> None:
    shop = ShopMap({place.country: place for place in planned()}, tmp_path)
    path = geo.write_countries(tmp_path / "countries.mmdb", shop.countries())
    locator = Locator([path], [HERE / "recipients.toml"])
    for place in planned():
        for host in place.hosts:
            found = locator.locate(exchange(host=host, server_address=place.address, port=4433, app=PACKAGE))
            assert (found.country, found.recipient_country) == (place.country, place.country)
            assert found.recipient.endswith("(made up)")
            assert (found.party == "first") == host.endswith("nuri-market.example")


def test_the_map_survives_its_file(tmp_path: Path) -> None:
    shop = ShopMap({place.country: place for place in planned()}, tmp_path / "ca.pem", {"a.example": "b.example"})
    shop.write(tmp_path / "shop.json")
    assert read_map(tmp_path / "shop.json") == shop
    with pytest.raises(KeyError):
        shop.place_of("elsewhere.example")


def test_the_persona_is_one_and_every_host_has_a_recipient() -> None:
    assert set(personas.load(HERE / "persona.toml").values) == set(persona())
    recipients = tomllib.loads((HERE / "recipients.toml").read_text(encoding="utf-8"))["organisation"]
    country = {domain: each["country"] for each in recipients for domain in each["domains"]}
    for place in planned():
        for host in place.hosts:
            assert country[".".join(host.split(".")[-2:])] == place.country
    assert [each["apps"] for each in recipients if "apps" in each] == [[PACKAGE]]


@pytest.mark.parametrize("message", [b"", b"\0" * 11, b"\0" * 12, b"\0\1\1\0\0\1" + b"\0" * 6 + b"\x05ab"])
def test_what_is_no_dns_query_is_no_question(message: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut short|no query"):
        names.read_question(message)


def test_a_frame_that_is_too_long_is_none() -> None:
    async def read(raw: bytes) -> frames.Frame:
        reader = asyncio.StreamReader()
        reader.feed_data(raw)
        reader.feed_eof()
        return await frames.read(reader)

    frame = frames.Frame(1, "a-1", b"payload")
    assert asyncio.run(read(frame.encode())) == frame
    with pytest.raises(ValueError, match="no frame"):
        asyncio.run(read(b"\0NM1\1\0\xff\xff\xff\xff"))
