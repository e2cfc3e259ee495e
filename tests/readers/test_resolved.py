"""Answers of DNS over HTTPS and TLS, as mitmproxy packs them."""

import doctest
import gzip
import ipaddress
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy import connection, dns, tcp
from mitmproxy.io import FlowWriter
from support import flows, hars
from support.samples import exchange

from trafficaudit import readers
from trafficaudit.model import Exchange, Message
from trafficaudit.readers import resolved
from trafficaudit.readers.resolved import MANY, MOST_RECORDS, Framed, of_exchange, of_message

HOST, EDGE, IP = "img.shop.example", "shop.example.edgekey.net", "23.0.0.1"
SAID = [(HOST, EDGE), (EDGE, IP)]


def message(*, answer: bool = True, code: int = 0) -> bytes:
    question = dns.Question(HOST, 1, 1)
    query = dns.DNSMessage(
        timestamp=flows.START, id=1, query=True, op_code=0, authoritative_answer=False, truncation=False,
        recursion_desired=True, recursion_available=False, reserved=0, response_code=0,
        questions=[question], answers=[], authorities=[], additionals=[],
    )  # fmt: skip
    if not answer:
        return query.packed

    records = [
        dns.ResourceRecord.CNAME(HOST, EDGE),
        dns.ResourceRecord.A(EDGE, ipaddress.IPv4Address(IP)),
        dns.ResourceRecord.TXT(EDGE, "x"),
    ]
    made = query.succeed(records)
    made.response_code = code
    return made.packed


def over_https(body: bytes, kind: bytes = b"application/dns-message", **more: Any) -> list[tuple[str, str]]:
    headers = ((b"Content-Type", kind), *more.pop("headers", ()))
    return of_exchange(exchange(response=Message(headers=headers, body=body, body_size=len(body), **more)))


JSON = {
    "Status": 0,
    "Answer": [
        {"name": f"{HOST}.", "type": 5, "TTL": 60, "data": f"{EDGE}."},
        {"name": f"{EDGE}.", "type": 1, "TTL": 60, "data": IP},
        {"name": EDGE, "type": 16, "data": "x"},
        {"name": EDGE, "type": 1, "data": "no address"},
        {"name": 7, "type": 1, "data": IP},
        {"name": EDGE, "type": True, "data": IP},
        None,
    ],
}


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(resolved).failed == 0


def test_a_message_says_where_a_name_is() -> None:
    assert of_message(message()) == SAID
    assert of_message(message(answer=False)) == [], "a query answers nothing"
    assert of_message(message(code=3)) == [], "there is no such name"


def test_answers_over_https_are_read_by_what_they_say_they_are() -> None:
    assert over_https(message()) == SAID
    assert over_https(message(), b"application/octet-stream") == []
    packed = json.dumps(JSON).encode()
    assert over_https(packed, b"application/dns-json; charset=UTF-8") == SAID
    gzipped = gzip.compress(packed)
    assert over_https(gzipped, b"application/dns-json", headers=((b"content-encoding", b"gzip"),)) == SAID
    assert (
        over_https(packed, b"application/dns-json", headers=((b"content-encoding", b"gzip"),), body_form="decoded")
        == SAID
    )
    assert over_https(gzipped[:20] + b"xx", b"application/dns-json", headers=((b"content-encoding", b"gzip"),)) == []
    assert of_exchange(exchange(response=None)) == []


@given(st.integers(0, 200))
def test_a_message_over_tls_may_come_in_pieces(cut: int) -> None:
    framed, data = Framed(), 2 * (len(message()).to_bytes(2) + message())
    assert framed.take(data[:cut]) + framed.take(data[cut:]) == [*SAID, *SAID]


def test_messages_of_no_bytes_cost_no_time() -> None:
    start = time.process_time()
    assert Framed().take(bytes(4 << 20)) == []
    assert time.process_time() - start < 8


@given(st.binary(max_size=80), st.integers(0, 120), st.binary(max_size=3))
def test_any_bytes_give_answers_or_nothing(raw: bytes, at: int, damage: bytes) -> None:
    good = message()
    for body in (raw, b"\0\0\x80\0" + raw, good[:at] + damage + good[at + len(damage) :], good[:at]):
        for kind in (b"application/dns-message", b"application/dns-json"):
            for name, said in over_https(body, kind):
                assert name
                assert said
        Framed().take(body)


@pytest.mark.parametrize("kind", ["https", "har", "tls"])
def test_a_capture_tells_what_its_resolvers_answered_and_where(kind: str, tmp_path: Path) -> None:
    if kind == "https":
        asked = flows.flow(
            1,
            "/dns-query",
            body=b"q",
            response=message(),
            response_headers=[(b"content-type", b"application/dns-message")],
        )
        path = flows.write(tmp_path / "s.mitm", flows.flow(0), asked)
    elif kind == "har":
        entry = hars.entry("https://dns.example/resolve", "3.34.0.1", response=json.dumps(JSON))
        entry["response"]["headers"] = [{"name": "content-type", "value": "application/dns-json"}]
        path = hars.write(tmp_path / "s.har", hars.entry("https://a.example/", "3.34.0.1"), entry)
    else:
        client = connection.Client(
            peername=("10.8.0.2", 40000), sockname=("10.8.0.1", 853), timestamp_start=flows.START
        )
        server = connection.Server(address=("dns.example", 853), peername=("3.34.0.1", 853))
        made = tcp.TCPFlow(client, server)
        data = len(message()).to_bytes(2) + message()
        made.messages = [tcp.TCPMessage(True, b"q", flows.START), *(tcp.TCPMessage(False, part, flows.START + 1) for part in (data[:9], data[9:]))]  # fmt: skip
        path = tmp_path / "s.mitm"
        with path.open("wb") as file:
            FlowWriter(file).add(flows.flow(0))
            FlowWriter(file).add(made)
    source = readers.open_capture(path)
    found = source.network().resolved
    assert {(each.name, each.said) for each in found} == set(SAID)
    (name,) = {each.exchange_id for each in found}
    assert name in {item.id for item in source.items() if isinstance(item, Exchange)}


@pytest.mark.parametrize("many", [MOST_RECORDS, MOST_RECORDS + 1])
def test_records_that_nobody_looked_at_are_told(many: int) -> None:
    record = {"name": "a.example", "type": 1, "data": "192.0.2.7"}
    said = json.dumps({"Answer": [record] * many}).encode()
    head = b"\0\0\x80\0\0\0" + many.to_bytes(2) + bytes(4)
    raw = head + (b"\x01a\0\0\x01\0\x01" + bytes(4) + b"\0\x04\xc0\0\x02\x07") * many
    told: list[dict[str, None]] = [{}, {}, {}]
    kind = ((b"content-type", b"application/dns-json"),)
    assert of_exchange(exchange(response=Message(headers=kind, body=said, body_size=len(said))), told[0])
    assert len(of_message(raw, told[1])) == MOST_RECORDS
    assert Framed(told[2]).take(len(raw).to_bytes(2) + raw)
    assert told == [{MANY: None} if many > MOST_RECORDS else {}] * 3
