"""What of a state is searched: every text, what no exchange has a part for, and what each side said in one piece."""

from mitmproxy.test import tflow

from trafficaudit.redact import searched


def test_the_texts_of_a_state_are_all_there() -> None:
    text = searched.text_of({"a": "x", "b": [b"y", ("z", {"c": "\udcff"})], "certificate_list": [b"n"], "d": 7})
    assert sorted(text.split(b"\n")) == [b"x", b"y", b"z", b"\xff"]


def test_what_no_exchange_has_a_part_for_stands_apart() -> None:
    made = tflow.tflow(resp=True)
    made.request.headers["x-only-name"], made.metadata["phase"] = "only value", "only phase"
    found = searched.apart(made.get_state())
    assert {b"x-only-name", b"only phase"} <= set(found)
    assert b"only value" not in found
    assert made.id.encode() not in found


def test_each_side_of_a_conversation_in_one_piece() -> None:
    state = tflow.ttcpflow().get_state()
    state["messages"] = [[True, b"010-91", 1.0], [False, b"ok", 2.0], [True, b"83-2746", 3.0]]
    assert searched.streams(state) == [b"010-9183-2746", b"ok"]


def test_bytes_as_what_was_sent() -> None:
    made = searched.as_body(b"abc", "c", 7)
    assert (made.id, made.request and made.request.body, made.response) == ("000007", b"abc", None)
