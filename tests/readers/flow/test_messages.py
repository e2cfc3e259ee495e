from pathlib import Path

import pytest
import wsproto
from mitmproxy import websocket
from mitmproxy.test import tflow
from support import shown_as_har
from support.states import read, record
from wsproto.frame_protocol import Opcode

from trafficaudit.export import export_har
from trafficaudit.model import Exchange
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.flow.messages import BROKEN, DROPPED, INJECTED


def test_a_websocket_is_its_handshake_and_its_messages(tmp_path: Path) -> None:
    exchanges, gaps = read(tmp_path / "ws.mitm", record(tflow.twebsocketflow()))
    assert not gaps
    assert [each.id for each in exchanges] == ["000000", "000000.w0", "000000.w1", "000000.w2"]
    assert [each.method for each in exchanges] == ["GET", "MESSAGE", "MESSAGE", "MESSAGE"]
    assert {each.position for each in exchanges} == {0}
    assert len({(each.url, each.host, each.connection_id) for each in exchanges}) == 1
    bodies = [(each.request and each.request.body, each.response and each.response.body) for each in exchanges[1:]]
    assert bodies == [(b"hello binary", None), (b"hello text", None), (None, b"it's me")]


@pytest.mark.parametrize("by_app", [True, False])
def test_the_reason_of_closing_is_the_last_message(tmp_path: Path, by_app: bool) -> None:
    made = tflow.twebsocketflow(close_code=4000, close_reason="bye kim@example.kr")
    assert made.websocket
    made.websocket.closed_by_client, made.websocket.timestamp_end = by_app, 1795478400.0
    exchanges, gaps = read(tmp_path / "ws.mitm", record(made))
    assert not gaps
    closing = exchanges[-1]
    said = closing.request if by_app else closing.response
    assert said is not None
    assert (closing.id, said.body, said.opcode) == ("000000.w3", b"bye kim@example.kr", 8)
    assert (closing.request is None, closing.started_at.timestamp()) == (not by_app, 1795478400.0)
    export_har(tmp_path / "ws.mitm", tmp_path / "ws.har")
    shown = shown_as_har.read(tmp_path / "ws.har")[-1]
    assert (shown.request, shown.response) == (closing.request, closing.response)


@pytest.mark.parametrize(
    "sent",
    [b"\x83\x80\0\0\0\0", b"\x80\x80\0\0\0\0", b"\x81\x01a", b"\xc1\x80\0\0\0\0", b"\x81\x81\0\0\0\0\xff", b"\x09\x80\0\0\0\0",
     b"\x88\x81\0\0\0\0a", b"\x88\x82\0\0\0\0\x00\x01", b"\x88\x82\0\0\0\0\x03\xed", b"\x88\x83\0\0\0\0\x03\xe8\xff",
     b"\x81\xfe\x00\x01\0\0\0\0a", b"\x89\xfe\x00\x80", b"\x01\x81\0\0\0\0a\x81\x81\0\0\0\0b"],
)  # fmt: skip
def test_what_the_proxy_says_of_a_broken_message_is_not_the_apps(tmp_path: Path, sent: bytes) -> None:
    proxy = wsproto.connection.Connection(wsproto.ConnectionType.SERVER)
    proxy.receive_data(sent)
    closed = next(each for each in proxy.events() if isinstance(each, wsproto.events.CloseConnection))
    assert closed.reason
    made = tflow.twebsocketflow(messages=False, close_code=closed.code, close_reason=closed.reason)
    assert made.websocket
    made.websocket.closed_by_client = True
    exchanges, _ = read(tmp_path / "ws.mitm", record(made))
    assert (exchanges[-1].error, exchanges[-1].sent) == (BROKEN, False)
    export_har(tmp_path / "ws.mitm", tmp_path / "ws.har")
    assert [each.sent for each in shown_as_har.read(tmp_path / "ws.har")][-1:] == [False]


@pytest.mark.parametrize(
    ("code", "reason"), [(1000, "Invalid opcode 0x3"), (1002, "bye kim@example.kr"), (4000, "CLOSE with invalid code")]
)
def test_what_the_app_says_when_it_closes_is_its_own(tmp_path: Path, code: int, reason: str) -> None:
    made = tflow.twebsocketflow(messages=False, close_code=code, close_reason=reason)
    exchanges, _ = read(tmp_path / "ws.mitm", record(made))
    assert (exchanges[-1].error, exchanges[-1].sent) == (None, True)


def test_what_the_proxy_did_to_a_message_is_said(tmp_path: Path) -> None:
    made = tflow.twebsocketflow(messages=False)
    assert made.websocket
    made.websocket.messages = [
        websocket.WebSocketMessage(Opcode.TEXT, True, b"a", 1.0, dropped=True),
        websocket.WebSocketMessage(Opcode.TEXT, True, b"b", 1.0, injected=True),
        websocket.WebSocketMessage(Opcode.TEXT, True, b"c", 1.0),
    ]
    exchanges, _ = read(tmp_path / "ws.mitm", record(made))
    assert [each.error for each in exchanges] == [None, DROPPED, INJECTED, None]
    assert [each.sent for each in exchanges] == [True, False, False, True]
    export_har(tmp_path / "ws.mitm", tmp_path / "ws.har")
    assert [each.sent for each in shown_as_har.read(tmp_path / "ws.har")] == [True, False, False, True]


def test_tcp_and_udp_messages(tmp_path: Path) -> None:
    for made, kind in ((tflow.ttcpflow(), "tcp"), (tflow.tudpflow(), "udp")):
        made.server_conn.address, made.client_conn.sni = ("192.0.2.7", 8883), "mqtt.example"
        exchanges, gaps = read(tmp_path / "stream.mitm", record(made))
        assert not gaps
        assert [each.id for each in exchanges] == ["000000.m0", "000000.m1"]
        assert {(each.protocol, each.url, each.host, each.port) for each in exchanges} == {
            (kind, f"{kind}://mqtt.example:8883", "mqtt.example", 8883)
        }
        assert exchanges[0].request is not None
        assert exchanges[0].request.body == b"hello"


@pytest.mark.parametrize(
    ("begun", "tls"),
    [
        (b"\xc3\0\0\0\x01\x08" + bytes(8) + bytes(20), True),  # QUIC 1
        (b"\xd0\x6b\x33\x43\xcf\x14" + bytes(20), True),  # QUIC 2
        (b"\xc0Q046\x50" + bytes(8), False),  # a longer connection id than there is
        (b"\xe3Q050\x08" + bytes(8), True),
        (b"\x16\x03\x01\x02\x00\x01", True),  # a ClientHello
        (b"\x16\xfe\xfd\0\0", True),  # DTLS
        (b"\x43" + bytes(30), False),  # a short header has no sign
        (b"\xc3\0\0\0\0\x08" + bytes(8), False),  # no version of QUIC is 0
        (b"\x16\x04\x01", False),
        (b"hello", False),
        (b"", False),
    ],
)
def test_what_the_proxy_passed_on_enciphered_is_no_clear_text(tmp_path: Path, begun: bytes, tls: bool) -> None:
    for made in (tflow.ttcpflow(), tflow.tudpflow()):
        made.client_conn.tls = made.server_conn.tls = False
        made.messages[0].content = begun
        exchanges, gaps = read(tmp_path / "stream.mitm", record(made))
        assert not gaps
        assert {each.tls for each in exchanges} == {tls}


def test_a_broken_message_keeps_those_before_it(tmp_path: Path) -> None:
    state = tflow.ttcpflow().get_state()
    state["messages"] = [state["messages"][0], [True], state["messages"][1]]
    exchanges, gaps = read(tmp_path / "stream.mitm", record(state))
    assert [each.id for each in exchanges] == ["000000.m0"]
    assert "message 1 of this flow" in gaps[0].reason


def test_a_long_message_is_cut_and_said(tmp_path: Path) -> None:
    made = tflow.ttcpflow()
    made.messages[0].content = b"x" * 50
    exchanges, gaps = read(tmp_path / "stream.mitm", record(made), body_limit=10)
    assert exchanges[0].request is not None
    assert (exchanges[0].request.body, exchanges[0].request.body_size) == (b"x" * 10, 50)
    assert "only the first 10 bytes of message 0 (50 bytes)" in gaps[0].reason


def test_an_old_websocket_flow_does_not_repeat_its_handshake(shared_captures: Path) -> None:
    path = shared_captures / "mitmproxy/test/mitmproxy/data/dumpfile-7-websocket.mitm"
    exchanges = [each for each in flowfile.read(path, "c") if isinstance(each, Exchange)]
    handshakes = [each for each in exchanges if each.protocol.startswith("http")]
    messages = [each for each in exchanges if each.protocol == "websocket"]
    assert len(handshakes) == 3
    assert len(messages) == 6
    assert {each.host for each in exchanges} == {"echo.websocket.org"}


@pytest.mark.parametrize(
    ("kind", "message", "why"),
    [
        ("websocket", [1, True, b"x"], "no list of a message's parts"), ("websocket", b"x", "no list of a message's parts"),
        ("websocket", [1, b"x", b"x", 1.0], "who sent it"), ("websocket", [1, True, 7, 1.0], "content is no bytes"),
        ("messages", [True, b"x"], "no list of a message's parts"), ("messages", [None, b"x", 1.0], "who sent it"),
        ("messages", [True, None, 1.0], "content is no bytes"),
    ],
)  # fmt: skip
def test_what_is_no_message_ends_them_with_a_gap(tmp_path: Path, kind: str, message: object, why: str) -> None:
    state = (tflow.twebsocketflow() if kind == "websocket" else tflow.ttcpflow()).get_state()
    held = state["websocket"] if kind == "websocket" else state
    held["messages"] = [*held["messages"][:1], message]
    exchanges, gaps = read(tmp_path / "odd.mitm", record(state))
    assert len([each for each in exchanges if each.method == "MESSAGE"]) == 1
    assert [why in gap.reason for gap in gaps] == [True]
