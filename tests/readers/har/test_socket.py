import base64
from typing import Any

import pytest
from support.harentries import entry, read

from trafficaudit.model import UNDATED
from trafficaudit.readers.flow.messages import BROKEN, DROPPED, INJECTED
from trafficaudit.readers.har.own import BYTES


def test_a_websocket_whose_messages_a_tool_did_not_keep_is_a_gap() -> None:
    upgrade = [{"name": "Upgrade", "value": "WebSocket"}]
    told = "entry 7: the messages of this WebSocket are not in this file"
    assert read(entry(response__status=101, response__headers=upgrade))[1] == [told]
    others: tuple[dict[str, Any], ...] = (
        {"response__status": 200},
        {"_webSocketMessages": []},
        {"_trafficaudit": {}},
        {"response__headers": []},
    )
    for other in others:
        assert read(entry(**{"response__status": 101, "response__headers": upgrade} | other))[1] == []


def test_websocket_messages() -> None:
    messages = [
        {"type": "send", "time": 1.5, "opcode": 1, "data": "hi"},
        {"type": "receive", "time": 1795478400123, "opcode": 2, "data": "//79"},
        {"type": "error", "data": "x"},
        5,
        {"type": "send", "opcode": 2, "data": "no base64!"},
    ]
    found, gaps = read(entry(_webSocketMessages=messages, request__url="wss://h.example/s"))
    assert [each.id for each in found] == ["000007", "000007.w0", "000007.w1", "000007.w4"]
    assert [each.started_at.timestamp() for each in found[1:]] == [1.5, 1795478400.123, UNDATED.timestamp()]
    bodies = [(each.request or each.response) for each in found[1:]]
    assert [body and (body.body, body.body_form) for body in bodies] == [
        (b"hi", "text"),
        (b"\xff\xfe\xfd", "decoded"),
        (b"no base64!", "text"),
    ]
    assert found[1].request is not None
    assert found[2].response is not None
    assert [gap.rpartition(" ")[2] for gap in gaps] == ["message", "message", "time"]


def test_a_message_of_text_that_is_none_stands_as_base64() -> None:
    data = base64.b64encode(b"\xff\xfe").decode()
    message = {"type": "send", "time": 1795700000.5, "opcode": 1, "data": data, "encoding": "base64"}
    (_, sent), gaps = read(entry(_webSocketMessages=[message]))
    assert not gaps
    assert sent.request is not None
    assert (sent.request.body, sent.request.opcode) == (b"\xff\xfe", 1)


def test_bytes_that_no_text_holds_stand_beside_it() -> None:
    message = {"type": "send", "time": 1.5, "opcode": 1, "data": "\ufffd", BYTES: base64.b64encode(b"\xff").decode()}
    (_, sent), gaps = read(entry(_webSocketMessages=[message]))
    assert not gaps
    assert sent.request is not None
    assert (sent.request.body, sent.request.body_form) == (b"\xff", "text")


@pytest.mark.parametrize("opcode", ["1", 1.0, True, None])
def test_an_opcode_is_a_whole_number_or_not_known(opcode: object) -> None:
    (_, sent), _ = read(entry(_webSocketMessages=[{"type": "send", "time": 1.5, "opcode": opcode, "data": "hi"}]))
    assert sent.request is not None
    assert sent.request.opcode is None


@pytest.mark.parametrize("error", [BROKEN, DROPPED, INJECTED])
def test_a_message_that_did_not_arrive_or_was_the_proxys_own_was_not_sent(error: str) -> None:
    plain = {"type": "send", "time": 1.5, "opcode": 1, "data": "hi"}
    (_, stopped, other, went), _ = read(entry(_webSocketMessages=[{**plain, "_error": error}, {**plain, "_error": "late"}, plain]))  # fmt: skip
    assert [(one.sent, one.error) for one in (stopped, other, went)] == [(False, error), (True, "late"), (True, None)]
    reached_nobody, _ = read(entry(_webSocketMessages=[plain], _trafficaudit={"sent": False}))
    assert [one.sent for one in reached_nobody] == [False, False]
