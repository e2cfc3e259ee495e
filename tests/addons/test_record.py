"""A whole recording: what the capture holds is what the servers and the phone wrote down."""

import asyncio
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
from mitmproxy.io import FlowReader
from support.jsonlines import lines
from support.rehearsals import Rehearsal, rehearsal

from captures.rehearsal import conversation, frames, geo
from captures.rehearsal.ledger import ID_HEADER, TO_SERVER
from captures.rehearsal.phone import scripts
from trafficaudit.destinations import Locator
from trafficaudit.model import Exchange, Gap, Message
from trafficaudit.readers import open_capture


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """Every phase of use in every protocol, then the connections that cannot be looked into."""

    async def play() -> Rehearsal:
        async with rehearsal(tmp_path_factory.mktemp("played")) as made:
            await made.play()
            await made.phone.pinned()
            await made.phone.pinned_late()
            await made.phone.raw_tcp()
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    return asyncio.run(play())


def exchanges(made: Rehearsal) -> list[Exchange]:
    return [item for item in open_capture(made.capture).items() if isinstance(item, Exchange)]


def fingerprint(message: Message | None) -> tuple[int, str]:
    body = (message.body if message else None) or b""
    return len(body), hashlib.sha256(body).hexdigest()


def identity(exchange: Exchange) -> str:
    headers = exchange.request.headers if exchange.request else ()
    return next((value.decode() for name, value in headers if name.lower() == ID_HEADER.encode()), "")


def test_every_exchange_is_there_byte_for_byte_in_its_phase(played: Rehearsal) -> None:
    phases = {row.id: row.phase for row in played.phone_rows()}
    expected: Counter[tuple[object, ...]] = Counter(
        (
            *(row.id, row.method, row.host, row.path, row.server_address, row.status, phases[row.id]),
            *(row.request_size, row.request_sha256, row.response_size, row.response_sha256),
        )
        for row in played.server_rows()
        if row.direction == "exchange" and row.protocol.startswith("http")
    )
    found: Counter[tuple[object, ...]] = Counter(
        (
            *(identity(each), each.method, each.host, "/" + each.url.partition("://")[2].partition("/")[2]),
            *(f"{each.server_address}:{each.port}", each.response.status if each.response else 0, each.phase),
            *(*fingerprint(each.request), *fingerprint(each.response)),
        )
        for each in exchanges(played)
        if each.protocol.startswith("http")
    )
    assert len(expected) > 60
    assert found == expected


def test_every_protocol_is_there(played: Rehearsal) -> None:
    found = {each.protocol for each in exchanges(played)}
    assert found == {"http/1.1", "http/2", "http/3", "websocket", "tcp", "dns"}


def test_every_message_is_there_in_its_phase(played: Rehearsal) -> None:
    phases = {row.id: row.phase for row in played.phone_rows()}
    expected: Counter[tuple[object, ...]] = Counter()
    for row in played.server_rows():
        if row.protocol == "websocket" and row.direction != "exchange":
            size, digest = (
                (row.request_size, row.request_sha256)
                if row.direction == TO_SERVER
                else (row.response_size, row.response_sha256)
            )
            expected[row.id, row.direction == TO_SERVER, size, digest, phases[row.id]] += 1
    found: Counter[tuple[object, ...]] = Counter()
    for each in exchanges(played):
        if each.protocol == "websocket":
            message = each.request or each.response
            assert message is not None
            assert message.body is not None
            try:
                named = conversation.identity(message.body.decode())
            except (UnicodeDecodeError, ValueError):
                named = conversation.identity(message.body)
            found[named, each.request is not None, *fingerprint(message), each.phase] += 1
    assert len(expected) > 5
    assert found == expected


def test_every_byte_of_the_private_protocol_is_there(played: Rehearsal) -> None:
    sent: dict[str | None, bytes] = {}
    for each in exchanges(played):
        if each.protocol == "tcp" and each.request:
            sent[each.connection_id] = sent.get(each.connection_id, b"") + (each.request.body or b"")

    async def spoken(stream: bytes) -> Counter[tuple[str, int, str]]:
        reader = asyncio.StreamReader()
        reader.feed_data(stream)
        reader.feed_eof()
        found: Counter[tuple[str, int, str]] = Counter()
        while not reader.at_eof():
            frame = await frames.read(reader)
            data = frame.encode()
            found[frame.id, len(data), hashlib.sha256(data).hexdigest()] += 1
        return found

    found = sum((asyncio.run(spoken(stream)) for stream in sent.values()), Counter())
    expected = Counter(
        (row.id, row.request_size, row.request_sha256)
        for row in played.server_rows()
        if row.protocol == "tcp" and row.direction == TO_SERVER
    )
    assert len(expected) > 3
    assert found == expected


def test_every_dns_question_and_its_answers(played: Rehearsal) -> None:
    asked = [row for row in played.server_rows() if row.protocol == "dns"]
    found = [each for each in exchanges(played) if each.protocol == "dns"]
    assert sorted(each.url for each in found) == sorted(f"dns://{row.host}?type={row.method}" for row in asked)
    answers = lines(played.capture / "dns.jsonl")
    assert {line["query"] for line in answers} == {row.host for row in asked}
    assert any(line["type"] == "A" and line["answer"].startswith("127.0.0.") for line in answers if line["answer"])


def test_the_phases_close_the_segments(played: Rehearsal) -> None:
    marks = lines(played.capture / "phases.jsonl")
    assert [mark["phase"] for mark in marks] == list(scripts.PHASES)
    segments = lines(played.capture / "segments.jsonl")
    assert len(segments) == len(scripts.PHASES)
    for segment in segments:
        path = played.capture / segment["file"]
        assert segment["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        with path.open("rb") as file:
            assert len(list(FlowReader(file).stream())) == segment["flows"]


def test_refused_and_unused_connections_are_counted(played: Rehearsal) -> None:
    (refusal,) = lines(played.capture / "tls_failures.jsonl")
    assert (refusal["host"], refusal["phase"]) == ("pay.dalbit-pay.example", "background")
    assert "does not trust" in refusal["reason"]
    assert refusal["bytes"] > 100
    (pem,) = refusal["server_certificates"]
    assert hashlib.sha256(pem.encode()).hexdigest() == refusal["server_chain"]
    connections = lines(played.capture / "connections.jsonl")
    states = Counter(line["state"] for line in connections)
    assert (states["tls refused"], states["no request"]) == (1, 1)
    assert len({line["client_random"] for line in connections if line["client_random"]}) == sum(
        bool(line["client_random"]) for line in connections
    )
    lost = open_capture(played.capture).capture.lost
    assert {state for state, _, _ in lost} == {"tls refused", "no request"}


def test_nothing_is_missing_and_nothing_is_left(played: Rehearsal) -> None:
    assert [item.reason for item in open_capture(played.capture).items() if isinstance(item, Gap)] == []
    description = json.loads((played.capture / "capture.json").read_text())
    assert (description["complete"], description["app"]) == (True, {"package": "kr.example.nuri"})
    assert not (played.capture / ".recording").exists()
    assert "Traceback" not in played.log.read_text()


def test_handshakes_and_names_place_the_servers(played: Rehearsal, tmp_path: Path) -> None:
    """Real handshakes on loopback are far too short for the other end of the world."""
    source = open_capture(played.capture)
    network = source.network()
    servers = {place.address for place in played.shop.map.places.values()}
    assert servers <= set(network.handshakes)
    for address in servers:
        times = [seconds for seconds in network.handshakes[address] if seconds is not None]
        assert times
        assert all(0 < seconds < 5 for seconds in times)
    assert network.names["www.nuri-market.example"] == ("api.nuri-market.example",)
    far, near = "127.0.0.14", "127.0.0.11"
    geo.write_countries(tmp_path / "c.mmdb", {far: "BR", near: "KR"})
    said = {}
    for place in ("", "KR"):
        locator = Locator([tmp_path / "c.mmdb"], observer=place)
        locator.learn(network)
        found = {each.server_address: locator.locate(each) for each in exchanges(played)}
        said[place] = [(found[one].country, found[one].certainty) for one in (far, near)]
    assert said == {"": [("BR", "likely"), ("KR", "likely")], "KR": [("BR", "disputed"), ("KR", "likely")]}
