"""Messages are handed over one by one, before they go on; the proxy keeps only the last of them."""

import pytest
from mitmproxy import tcp
from mitmproxy.test import tflow
from mitmproxy.websocket import WebSocketMessage
from support.hooked import Hooked
from wsproto.frame_protocol import Opcode

from trafficaudit.recording import frames

HELLO = bytes.fromhex(
    "16030100710100006d0303" + "ab" * 32 + "00000213010100004200000010000e00000b70617920"
)  # a ClientHello that is cut short


def test_a_websocket_s_messages_and_its_end() -> None:
    hooked, flow = Hooked(), tflow.twebsocketflow()
    assert flow.websocket is not None
    flow.websocket.messages = []
    for number in range(1000):
        flow.websocket.messages.append(WebSocketMessage(Opcode.TEXT, True, b"%d" % number))
        hooked.websocket_message(flow)
    assert [message.state[2] for message in hooked.of(frames.Message)] == [b"%d" % number for number in range(1000)]
    assert len(flow.websocket.messages) <= 400
    hooked.websocket_end(flow)
    (end,) = hooked.of(frames.End)
    assert set(end.state) == {"closed_by_client", "close_code", "close_reason", "timestamp_end"}


@pytest.mark.parametrize("kind", ["tcp", "udp"])
def test_a_conversation_begins_goes_on_and_ends(kind: str) -> None:
    hooked = Hooked()
    flow = tflow.ttcpflow() if kind == "tcp" else tflow.tudpflow()
    hooked.client_connected(flow.client_conn)
    hooked.tcp_start(flow)
    (talk,) = hooked.of(frames.Talk)
    assert (talk.kind, talk.phase) == (kind, "login")
    hooked.phase = "browse"
    hooked.tcp_message(flow)
    hooked.tcp_end(flow)
    (message,) = hooked.of(frames.Message)
    assert (message.phase, message.state[1]) == ("browse", flow.messages[-1].content)
    assert len(hooked.of(frames.End)) == 1


def test_tls_that_passes_unread_is_told_by_its_first_bytes_and_counted() -> None:
    hooked, flow = Hooked(), tflow.ttcpflow()
    hooked.client_connected(flow.client_conn)
    flow.messages = [tcp.TCPMessage(True, HELLO)]
    hooked.tcp_message(flow)
    flow.messages.append(tcp.TCPMessage(False, b"\x16\x03\x03" + bytes(90)))
    hooked.tcp_message(flow)
    hooked.client_disconnected(flow.client_conn)
    line = hooked.of(frames.Closed)[-1].line
    assert (line["state"], line["bytes_sent"], line["bytes_received"]) == ("not intercepted", len(HELLO), 93)


def test_what_cannot_be_recorded_does_not_pass() -> None:
    hooked = Hooked(works=False)
    web, stream = tflow.twebsocketflow(), tflow.ttcpflow()
    assert web.websocket is not None
    hooked.websocket_message(web)
    assert web.websocket.messages[-1].dropped
    hooked.tcp_message(stream)
    assert stream.messages[-1].content == b""


def test_a_dns_query_is_handed_over_before_and_after_its_answer() -> None:
    hooked, flow = Hooked(), tflow.tdnsflow()
    hooked.dns_request(flow)
    flow.response = tflow.tdnsflow(resp=True).response
    hooked.dns_response(flow)
    asked, told = hooked.of(frames.Dns)
    assert (asked.response, told.response is None, told.phase) == (None, False, "login")
