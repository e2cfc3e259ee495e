"""Flow files against mitmproxy's own reader."""

import tracemalloc
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy import dns, flow, http, tcp, udp
from mitmproxy.io import FlowReader
from mitmproxy.test import tflow
from support.states import dns_flows, every_kind, http_flows, read, record, stream_flows

from trafficaudit.errors import ReadError
from trafficaudit.model import Exchange, Gap, Message
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.flow.http import UNKEPT

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
FILES = sorted(["011", "018", "019", "10", "19", "7-websocket", "7"])


def oracle(data: bytes, path: Path) -> list[flow.Flow]:
    path.write_bytes(data)
    with path.open("rb") as file:
        return list(FlowReader(file).stream())


def side(message: http.Message | None) -> object:
    if message is None:
        return None
    trailers = message.trailers.fields if message.trailers else ()
    return message.headers.fields, message.raw_content, trailers


def own(message: Message | None) -> object:
    return None if message is None else (message.headers, message.body, message.trailers)


def compare(flows: list[flow.Flow], exchanges: list[Exchange]) -> None:
    """Hold each flow that mitmproxy read against the exchanges at its position."""
    assert {each.position for each in exchanges} <= set(range(len(flows)))
    for position, theirs in enumerate(flows):
        mine = [each for each in exchanges if each.position == position]
        if isinstance(theirs, http.HTTPFlow):
            compare_http(theirs, mine)
        elif isinstance(theirs, tcp.TCPFlow | udp.UDPFlow):
            compare_messages(theirs.messages, mine, theirs.type, "m")
        elif isinstance(theirs, dns.DNSFlow):
            assert [(each.protocol, each.method) for each in mine] == [("dns", "QUERY")]


def compare_http(theirs: http.HTTPFlow, mine: list[Exchange]) -> None:
    messages = [each for each in mine if each.protocol == "websocket"]
    if theirs.websocket and theirs.websocket.close_reason:
        closing = messages.pop()
        said = closing.request if theirs.websocket.closed_by_client else closing.response
        assert said is not None
        assert (said.body, said.opcode) == (theirs.websocket.close_reason.encode(), 8)
    if "duplicated" not in theirs.metadata:
        first = mine[0]
        assert first.id == f"{first.position:06d}"
        assert own(first.request) == side(theirs.request)
        assert own(first.response) == side(theirs.response)
        assert first.url.endswith(theirs.request.path)
        assert first.method == theirs.request.method
        assert first.started_at.timestamp() == pytest.approx(theirs.request.timestamp_start, abs=1e-5)
        assert first.connection_id
        if theirs.response and first.response:
            assert first.response.status == theirs.response.status_code
        assert first.error == (theirs.error.msg if theirs.error else None)
    compare_messages(theirs.websocket.messages if theirs.websocket else [], messages, "websocket", "w")


def compare_messages(theirs: object, mine: list[Exchange], protocol: str, letter: str) -> None:
    assert isinstance(theirs, list)
    assert [each.protocol for each in mine] == [protocol] * len(theirs)
    for number, (message, exchange) in enumerate(zip(theirs, mine, strict=True)):
        assert exchange.id == f"{exchange.position:06d}.{letter}{number}"
        sent = exchange.request if message.from_client else exchange.response
        assert sent is not None
        # mitmproxy leaves the text of messages from versions before 12 as it was stored.
        assert sent.body == (message.content.encode() if isinstance(message.content, str) else message.content)
        assert (exchange.response if message.from_client else exchange.request) is None
        assert exchange.started_at.timestamp() == pytest.approx(message.timestamp, abs=1e-5)


def test_every_capture_that_mitmproxy_reads(shared_captures: Path) -> None:
    files = [*shared_captures.glob("mitmproxy/**/*.mitm"), *shared_captures.glob("mitmproxy2swagger/*_flows")]
    files = [path for path in sorted(files) if path.name != "dumpfile-010.mitm"]
    assert len(files) > 15
    for path in files:
        with path.open("rb") as file:
            flows = list(FlowReader(file).stream())
        items = list(flowfile.open_source(path).items())
        exchanges = [each for each in items if isinstance(each, Exchange)]
        assert len(exchanges) == len(items), [each for each in items if isinstance(each, Gap)]
        assert {each.position for each in exchanges} == set(range(len(flows))), path
        compare(flows, exchanges)
        for position, theirs in enumerate(flows):
            assert isinstance(theirs, http.HTTPFlow)
            mine = next(each for each in exchanges if each.position == position)
            if "duplicated" not in theirs.metadata:
                assert (mine.url, mine.host) == (theirs.request.pretty_url, theirs.request.pretty_host)
        assert list(flowfile.open_source(path).items()) == items, "reading twice gives the same"


def test_a_version_that_mitmproxy_refuses_is_refused(shared_captures: Path) -> None:
    with pytest.raises(ReadError, match=r"version 0\.10"):
        flowfile.open_source(shared_captures / "mitmproxy/test/mitmproxy/data/dumpfile-010.mitm")


def test_a_version_from_the_future_is_refused_as_a_file_and_a_gap_as_a_record(tmp_path: Path) -> None:
    state = tflow.tflow().get_state()
    future = record(state | {"version": 999})
    path = tmp_path / "future.mitm"
    path.write_bytes(future)
    with pytest.raises(ReadError, match="update mitmproxy"):
        flowfile.open_source(path)
    exchanges, gaps = read(path, record(state) + future + record(state))
    assert [each.position for each in exchanges] == [0, 2]
    assert [each.position for each in gaps] == [1]
    assert "999" in gaps[0].reason


@shared
@given(st.lists(http_flows() | stream_flows() | dns_flows(), max_size=4))
def test_agrees_with_mitmproxy_on_generated_flows(tmp_path: Path, made: list[flow.Flow]) -> None:
    data = b"".join(map(record, [*made, tflow.tflow()]))
    exchanges, gaps = read(tmp_path / "made.mitm", data)
    assert all(gap.reason.endswith(UNKEPT) for gap in gaps)
    compare(oracle(data, tmp_path / "theirs.mitm"), exchanges)


@pytest.mark.parametrize("version", [18, 19, 20])
def test_versions_that_can_be_written_today(tmp_path: Path, version: int) -> None:
    state = tflow.tflow(resp=True).get_state() | {"version": version}
    if version < 20:
        for connection in ("client_conn", "server_conn"):
            state[connection]["state"] = 3
    if version < 19:
        client, server = state["client_conn"], state["server_conn"]
        client |= {"address": client.pop("peername"), "tls_extensions": [], "cipher_name": client.pop("cipher")}
        server |= {"ip_address": server.pop("peername"), "source_address": server.pop("sockname")}
        server |= {"via2": server.pop("via"), "cipher_name": server.pop("cipher")}
        client["tls_established"] = server["tls_established"] = True
    exchanges, gaps = read(tmp_path / "old.mitm", record(state))
    now, _ = read(tmp_path / "new.mitm", record(tflow.tflow(resp=True)))
    assert not gaps
    assert [exchanges[0].url, exchanges[0].server_address] == [now[0].url, now[0].server_address]
    assert exchanges[0].response == now[0].response


@pytest.mark.assertion("REA-2")
def test_a_cut_at_every_byte_gives_every_whole_flow_and_one_gap(tmp_path: Path) -> None:
    path = tmp_path / "cut.mitm"
    for before, one in pairwise([b"", *map(record, every_kind())]):
        data, start = before + one, len(before)
        whole, gaps = read(path, data)
        assert not gaps
        complete = int(start > 0)
        for cut in range(start + 1, len(data)):
            exchanges, gaps = read(path, data[:cut])
            assert exchanges == [each for each in whole if each.position < complete]
            assert [(gap.offset, gap.position) for gap in gaps] == [(start, complete)]
        if start:
            assert read(path, before) == ([each for each in whole if each.position < complete], [])


@pytest.mark.assertion("REA-1")
@shared
@given(st.data())
def test_a_changed_byte_is_never_silent_about_a_lost_flow(tmp_path: Path, data: st.DataObject) -> None:
    one = record(tflow.tflow(resp=True))
    content = bytearray(one * 3)
    content[data.draw(st.integers(len(one), 2 * len(one) - 1))] = data.draw(st.integers(0, 255))
    exchanges, gaps = read(tmp_path / "changed.mitm", bytes(content))
    assert exchanges[0].position == 0
    assert exchanges[-1].url == exchanges[0].url
    assert len(exchanges) == 3 or gaps


def test_a_broken_response_keeps_the_request(tmp_path: Path) -> None:
    one = record(tflow.tflow(resp=True))
    inner = one.replace(b"11:status_code;", b"11:status_code,", 1).replace(
        b"7:content;7:message,", b"7:content;X:message,", 1
    )
    outer = one.replace(b"8:response;", b"8:response;9", 1)
    outer = b"%d:%b" % (len(one.partition(b":")[2]), outer.partition(b":")[2])
    for broken in (inner, outer):
        exchanges, gaps = read(tmp_path / "broken.mitm", one + broken + one)
        assert [each.position for each in exchanges] == [0, 1, 2]
        assert exchanges[1].request == exchanges[0].request
        assert exchanges[1].response is None
        assert [(gap.position, gap.offset) for gap in gaps] == [(1, len(one))] * len(gaps)
        assert gaps


def test_a_long_body_is_cut_and_said(tmp_path: Path) -> None:
    flow = tflow.tflow(resp=True)
    assert flow.response
    flow.response.content = b"y" * 1000
    for state in (flow.get_state(), flow.get_state() | {"version": 20}):
        exchanges, gaps = read(tmp_path / "long.mitm", record(state), body_limit=100)
        response = exchanges[0].response
        assert response is not None
        assert (response.body, response.body_size) == (b"y" * 100, 1000)
        assert [(gap.reason, gap.exchanges) for gap in gaps] == [
            ("only the first 100 bytes of the response body (1000 bytes) were examined", 0)
        ]


def _older(flow: http.HTTPFlow) -> dict[str, Any]:
    """Give a flow's state as format version 18 had it, which is not read lazily."""
    state: dict[str, Any] = flow.get_state() | {"version": 18}
    for side in ("client_conn", "server_conn"):
        state[side] |= {"tls_extensions": [], "tls_established": False, "cipher_name": None}
    state["client_conn"]["address"] = state["client_conn"]["peername"]
    return state


def test_a_long_path_or_header_is_cut_and_said(tmp_path: Path) -> None:
    flow = tflow.tflow(resp=True)
    flow.request.path = "/" + "p" * 999
    for state in (flow.get_state(), _older(flow)):
        exchanges, gaps = read(tmp_path / "long.mitm", record(state), body_limit=100)
        assert exchanges[0].url.endswith("/" + "p" * 99)
        assert [(gap.reason, gap.exchanges) for gap in gaps] == [
            ("only the first 100 bytes of the path of the request (1000 bytes) were examined", 1)
        ]
    flow = tflow.tflow(resp=True)
    flow.request.headers["x"] = "h" * 1000
    exchanges, gaps = read(tmp_path / "long.mitm", record(_older(flow)), body_limit=100)
    assert exchanges[0].request
    assert dict(exchanges[0].request.headers)[b"x"] == b"h" * 100
    assert [gap.reason for gap in gaps] == [
        "only the first 100 bytes of a header of the request (1000 bytes) were examined"
    ]


def test_memory_does_not_grow_with_a_body(tmp_path: Path) -> None:
    flow = tflow.tflow(resp=True)
    assert flow.response
    flow.response.content = b"y" * (40 << 20)
    path = tmp_path / "big.mitm"
    path.write_bytes(record(flow))
    del flow
    tracemalloc.start()
    exchanges = [each for each in flowfile.read(path, "c", body_limit=1 << 20) if isinstance(each, Exchange)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert exchanges[0].response is not None
    assert exchanges[0].response.body_size == 40 << 20
    assert peak < 8 << 20


@pytest.mark.assertion("REA-1")
@shared
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_give_exchanges_gaps_or_a_read_error(tmp_path: Path, data: bytes) -> None:
    exchanges, gaps = read(tmp_path / "any.mitm", data)
    assert exchanges or gaps
    inner = b"%d:%b}" % (len(data), data)
    exchanges, gaps = read(tmp_path / "any.mitm", inner)
    assert exchanges or gaps


def test_a_first_message_that_is_none_is_a_gap(tmp_path: Path) -> None:
    for state in [each.get_state() for each in every_kind() if each.type in ("tcp", "udp")]:
        state["messages"] = [None]
        exchanges, gaps = read(tmp_path / "none.mitm", record(state))
        assert exchanges == []
        assert len(gaps) == 1


@shared
@given(st.data())
def test_any_state_gives_exchanges_or_gaps(tmp_path: Path, data: st.DataObject) -> None:
    """A state with a value of a wrong type anywhere never raises."""
    state = data.draw(st.sampled_from(every_kind())).get_state()
    odd: st.SearchStrategy[object] = (
        st.none()
        | st.integers()
        | st.binary(max_size=5)
        | st.text(max_size=5)
        | st.lists(st.none(), max_size=2)
        | st.just({})
    )
    holder = state
    while True:
        key = data.draw(st.sampled_from(sorted(holder)))
        if isinstance(holder[key], dict) and holder[key] and data.draw(st.booleans()):
            holder = holder[key]
            continue
        holder[key] = data.draw(odd | st.floats())
        break
    version = data.draw(st.sampled_from([21, 20, 18, 7, 4]))
    state["version"] = version if state["version"] == 21 else state["version"]
    try:
        content = record(state)
    except ValueError:
        return
    exchanges, gaps = read(tmp_path / "odd.mitm", content)
    assert exchanges or gaps or state.get("messages") in ([], {}) or not state.get("messages")
    for exchange in exchanges:
        exchange.url.encode("utf-8", "surrogateescape")
        for text in (
            exchange.host,
            exchange.method,
            exchange.app,
            exchange.phase,
            exchange.error or "",
            exchange.sni or "",
        ):
            text.encode()
