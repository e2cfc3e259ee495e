"""Frames become flows that mitmproxy reads."""

from pathlib import Path
from typing import Any

import pytest
from mitmproxy.flow import Flow
from mitmproxy.io import FlowReader
from support.journals import SERVER, START, Recording, head, recording, request, response

from trafficaudit.model import Exchange
from trafficaudit.readers import open_capture
from trafficaudit.recording import assembly, frames
from trafficaudit.recording.writer import recover


def flows(folder: Path) -> list[Any]:
    found: list[Flow] = []
    for segment in sorted(folder.glob("traffic-*.mitm")):
        with segment.open("rb") as file:
            found += FlowReader(file).stream()
    return found


def chunk(flow: str, data: bytes, *, response: bool = False) -> frames.Chunk:
    return frames.Chunk(flow, response, data)


def talk(made: Recording, kind: str = "tcp") -> None:
    made.send(frames.Talk("t", kind, "client", "server", "login", START))


def said(content: bytes, *, app: bool = True, phase: str = "login", flow: str = "t") -> frames.Message:
    return frames.Message(flow, phase, len(content), [app, content, START + 1])


def test_an_exchange_is_whole_when_both_halves_are(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.send(head("a", request(1)), head("b", request(2)), head("b", response(2)), head("a", response(1)))
        made.finish()
    first, second = flows(tmp_path / "c")
    assert (first.id, second.id, first.request.path, first.response.content) == ("b", "a", "/2", b"ok")
    assert first.metadata == {"phase": "login"}
    assert first.server_conn.peername == ("3.34.0.1", 443)


def test_streamed_bodies_are_put_together_whatever_comes_between(tmp_path: Path) -> None:
    with recording(tmp_path / "c", file_size=100) as made:
        made.send(head("a", request(1, None), complete=False))
        for number in range(5):
            made.send(chunk("a", b"%d" % number * 3), chunk("other", b"x"))
        made.send(head("a", response(1, None), complete=False), chunk("a", b"", response=True))
        made.send(chunk("a", b"ab", response=True), chunk("a", b"cd", response=True))
        made.send(head("a", request(1, None)), head("a", response(1, None)))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert (flow.request.content, flow.response.content) == (b"000111222333444", b"abcd")


def test_a_response_may_be_over_before_its_request(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.send(head("a", request(1, None), complete=False), head("a", response(1)))
        made.send(chunk("a", b"late"), head("a", request(1, None)))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert (flow.request.content, flow.error) == (b"late", None)


def test_a_flow_that_failed_carries_its_error(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.send(
            head("a", request(1)), head("a", response(1, None), complete=False), chunk("a", b"par", response=True)
        )
        made.send(frames.End("a", {"msg": "reset", "timestamp": START}, {}, "server"))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert (flow.response.content, flow.error.msg) == (b"par", "reset")


def test_what_is_not_over_at_the_end_is_written_and_counted(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.send(head("a", request(1, b"sent")))
        talk(made)
        made.send(said(b"\x00\x01"))
        made.finish(orderly=False)
    http, tcp = flows(tmp_path / "c")
    assert (http.request.content, http.response, http.error.msg) == (b"sent", None, assembly.CUT_OFF)
    assert [message.content for message in tcp.messages] == [b"\x00\x01"]
    source = open_capture(tmp_path / "c")
    reasons = [item.reason for item in source.items() if not isinstance(item, Exchange)]
    assert reasons.count(assembly.CUT_OFF) == 2
    assert any("proxy died" in reason for reason in reasons)


def test_a_conversation_that_is_open_at_an_orderly_end_misses_nothing(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        talk(made)
        made.send(said(b"\x00\x01"), head("a", request(1, b"sent")))
        made.finish()
    tcp, http = sorted(flows(tmp_path / "c"), key=lambda flow: flow.type, reverse=True)
    assert (tcp.error, http.error.msg) == (None, assembly.CUT_OFF)
    reasons = [item.reason for item in open_capture(tmp_path / "c").items() if not isinstance(item, Exchange)]
    assert reasons == [assembly.CUT_OFF]


def test_ciphertext_in_pieces_is_told_once_there_is_enough(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        talk(made)
        made.send(said(b"\x16"), said(b"\x03\x01\x00\x05hello"), frames.End("t", None, {}, "server"))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert flow.metadata["passthrough"] is True


def test_what_a_server_says_first_does_not_tell_whether_it_is_ciphertext(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        talk(made)
        greeting = said(b"220 mail.shop.example", app=False)
        made.send(greeting, said(b"\x16\x03\x01\x00\x05hello"), frames.End("t", None, {}, "server"))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert flow.metadata["passthrough"] is True


def test_a_conversation_is_parted_at_a_phase_and_read_once(tmp_path: Path) -> None:
    web = request(1, b"", headers=((b"upgrade", b"websocket"),))
    with recording(tmp_path / "c") as made:
        made.send(head("w", web), head("w", response(1, b"", status_code=101), follows=True))
        for number, phase in enumerate(["login", "login", "browse", "browse", "checkout"]):
            made.send(
                frames.Message("w", phase, 2, [1, number % 2 == 0, b"m%d" % number, START + number, False, False])
            )
            if number == 1:
                made.send(frames.Phase("browse", START + 1.5, 2.5, ""))
        closed = {"closed_by_client": True, "close_code": 1000, "close_reason": "", "timestamp_end": START + 9}
        made.send(frames.End("w", None, closed, "server"))
        made.finish()
    found = flows(tmp_path / "c")
    assert len({flow.id for flow in found}) == len(found) == 3
    assert [flow.metadata.get("continues") for flow in found] == [None, "w", "w"]
    assert (found[0].websocket.close_code, found[2].websocket.close_code) == (None, 1000)
    exchanges = [item for item in open_capture(tmp_path / "c").items() if isinstance(item, Exchange)]
    assert [each.protocol for each in exchanges] == ["http/1.1", *["websocket"] * 5]
    assert [each.phase for each in exchanges] == ["login", "login", "login", "browse", "browse", "checkout"]
    bodies = [(each.request or each.response).body for each in exchanges[1:]]  # type: ignore[union-attr]
    assert bodies == [b"m0", b"m1", b"m2", b"m3", b"m4"]


def test_what_is_under_way_when_a_phase_begins_stays_one(tmp_path: Path) -> None:
    """A request without its answer, half an upload, and a conversation in which nothing was said are no parts."""
    with recording(tmp_path / "c") as made:
        made.send(head("a", request(1)), head("b", request(2, None), complete=False), chunk("b", b"be"))
        talk(made)
        made.send(frames.Phase("browse", START + 1.5, 2.5, ""))
        made.send(chunk("b", b"fore"), head("b", request(2, None)), head("b", response(2)), head("a", response(1)))
        made.send(said(b"\x00\x01", phase="browse"), frames.End("t", None, {}, "server"))
        made.finish()
    second, first, tcp = flows(tmp_path / "c")
    assert (first.id, first.request.path, first.response.content, first.websocket) == ("a", "/1", b"ok", None)
    assert (second.id, second.request.content, second.response.content, second.websocket) == (
        "b",
        b"before",
        b"ok",
        None,
    )
    assert [message.content for message in tcp.messages] == [b"\x00\x01"]
    assert [(each.metadata, each.error) for each in (first, second, tcp)] == [
        ({"phase": "login"}, None),
        ({"phase": "login"}, None),
        ({"phase": "browse"}, None),
    ]


@pytest.mark.parametrize("named", ["", "server"])
def test_an_end_that_names_no_server_leaves_the_one_that_was_known(tmp_path: Path, named: str) -> None:
    with recording(tmp_path / "c") as made:
        made.send(head("a", request(1)))
        made.send(frames.End("a", {"msg": "reset", "timestamp": START}, {}, named))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert flow.server_conn.peername == ("3.34.0.1", 443)


@pytest.mark.parametrize("kind", ["tcp", "udp"])
def test_conversations_are_written_by_size_and_number(tmp_path: Path, kind: str) -> None:
    with recording(tmp_path / "c") as made:
        talk(made, kind)
        for _ in range(assembly.PART_MESSAGES + 1):
            made.send(said(b"x"))
        made.send(said(bytes(assembly.PART_SIZE)), said(b"y", app=False))
        made.send(frames.End("t", None, {}, "server"))
        made.finish()
    assert [len(flow.messages) for flow in flows(tmp_path / "c")] == [assembly.PART_MESSAGES, 2, 1]


def test_an_old_part_of_a_conversation_does_not_wait(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        talk(made)
        made.send(said(b"x"))
        writer = made.writer()
        writer.step()
        writer.sync(alive=False)
        assert flows(tmp_path / "c") == []
        writer._assembly.age(START * 2)
        writer.sync(alive=False)
        assert len(flows(tmp_path / "c")) == 1


def test_ciphertext_that_passed_is_kept_and_not_taken_for_an_exchange(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        talk(made)
        made.send(said(b"\x16\x03\x01\x00\x05hello"), said(b"\x16\x03\x03\x00\x05there", app=False))
        made.send(frames.End("t", None, {}, "server"))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert (flow.metadata["passthrough"], len(flow.messages)) == (True, 2)
    assert list(open_capture(tmp_path / "c").items()) == []


@pytest.mark.parametrize(
    ("start", "passed"),
    [(b"\xc3\0\0\0\x01" + bytes(1195), True), (b"\x16\xfe\xfd\0", True), (b"\x16\x03\x01\0\x05hello", False)],
)
def test_datagrams_of_quic_and_of_dtls_passed_and_others_did_not(tmp_path: Path, start: bytes, passed: bool) -> None:
    with recording(tmp_path / "c") as made:
        talk(made, "udp")
        made.send(said(start), frames.End("t", None, {}, "server"))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert flow.metadata.get("passthrough", False) is passed


def test_a_websocket_in_which_nothing_was_said_stands_in_the_phase_that_opened_it(tmp_path: Path) -> None:
    """It may stay open for hours: what asked for it waits for no message."""
    web = request(1, b"", headers=((b"upgrade", b"websocket"),))
    with recording(tmp_path / "c") as made:
        made.send(head("w", web), head("w", response(1, b"", status_code=101), follows=True))
        made.send(frames.Phase("browse", START + 1.5, 2.5, ""), frames.Phase("checkout", START + 2.5, 3.5, ""))
        writer = made.writer()
        while writer.step():
            pass
        (opened,) = flows(tmp_path / "c")
        assert (opened.id, opened.metadata, opened.websocket.messages) == ("w", {"phase": "login"}, [])
        recover(writer)
    first, last = flows(tmp_path / "c")
    assert (first.id, last.metadata["continues"]) == ("w", "w")


def test_a_dns_query_is_kept_before_its_answer(tmp_path: Path) -> None:
    from mitmproxy.test import tflow

    state = tflow.tdnsflow(resp=True).get_state()
    asked = frames.Dns("d", "client", "server", "login", START, None, state["request"], None)
    told = frames.Dns("e", "client", "server", "login", START, None, state["request"], state["response"])
    waiting = frames.Dns("e", "client", "server", "login", START, None, state["request"], None)
    with recording(tmp_path / "c") as made:
        made.send(asked, waiting, told)
        made.finish()
    answered, open_ = flows(tmp_path / "c")
    assert answered.response.get_state() == state["response"]
    assert (open_.response, open_.error.msg) == (None, assembly.CUT_OFF)


def test_messages_of_an_unknown_flow_are_passed_over(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.send(said(b"x"), chunk("nobody", b"x"), frames.End("nobody", None, {}, "server"))
        assert made.finish()["flows"] == 0


def test_a_request_goes_out_on_the_connection_that_is_told_later(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.send(head("a", request(1), server="nobody"), frames.Reached("a", "server"), frames.Reached("b", "server"))
        made.finish()
    (flow,) = flows(tmp_path / "c")
    assert flow.server_conn.peername == ("3.34.0.1", 443)
    (exchange,) = (item for item in open_capture(tmp_path / "c").items() if isinstance(item, Exchange))
    assert (exchange.sent, exchange.server_address) == (True, "3.34.0.1")


def test_a_connection_that_is_over_is_remembered_until_it_is_named(tmp_path: Path) -> None:
    """Its state comes once more before the frame that names it, and the writer may look around in between."""
    with recording(tmp_path / "c") as made:
        made.send(head("a", request(1), server="nobody"), frames.Connection("late", SERVER), frames.Closed("late", {}))
        going_on = made.writer()
        going_on.step()
        going_on._save()
        made.send(head("a", response(1), server="late"), frames.Bye(START, ""))
        going_on.step()
        going_on._save()
        assert "late" not in going_on._assembly.connections
        recover(going_on)
    (exchange,) = (item for item in open_capture(tmp_path / "c").items() if isinstance(item, Exchange))
    assert exchange.server_address == "3.34.0.1"


def test_a_request_that_was_not_passed_on_is_unsent(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.send(head("a", request(1, None), complete=False, unsent=True), frames.End("a", {"msg": "x"}, {}, "server"))
        made.finish()
    (exchange,) = (item for item in open_capture(tmp_path / "c").items() if isinstance(item, Exchange))
    assert (exchange.sent, exchange.server_address) == (False, "3.34.0.1")
