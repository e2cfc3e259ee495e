"""What a flow's state says, to be examined."""

from support.states import every_kind

from trafficaudit.readers.flow.tnetstring import Cut
from trafficaudit.redact import shells, texts

KINDS = [each.get_state() for each in every_kind()]


def test_the_texts_of_a_state_are_all_there() -> None:
    text = texts.text_of({"a": "x", "b": [b"y", ("z", {"c": "\udcff"})], "certificate_list": [b"n"], "d": 7})
    assert sorted(text.split(b"\n")) == [b"x", b"y", b"z", b"\xff"]


def test_what_each_side_of_a_conversation_said_is_one_piece() -> None:
    talk = {"type": "tcp", "messages": [[True, b"a", 0.0], [False, b"b", 0.0], [True, b"c", 0.0]]}
    assert texts.streams(talk) == [b"ac", b"b"]
    assert texts.streams({"type": "http", "websocket": None}) == []
    messages = [[1, True, b"a", 0.0], [2, False, b"b", 0.0], [1, True, b"c", 0.0]]
    assert texts.streams({"type": "http", "websocket": {"messages": messages}}) == [b"ac", b"b"]


def test_a_body_that_was_not_read_whole_is_none() -> None:
    state = shells.bare(KINDS[0])
    state["request"]["content"], state["response"]["content"] = b"whole", Cut(b"begun")
    assert texts.bodies(state) == [b"whole"]


def test_what_stands_in_no_part_of_an_exchange_stands_apart() -> None:
    state = shells.bare(KINDS[0])
    state["request"]["headers"], state["request"]["content"] = ((b"x-name", b"the value"),), b"the body"
    state["client_conn"]["sni"] = "told.example"
    apart = texts.apart(state)
    assert {b"x-name", b"told.example"} <= set(apart)
    assert not {b"the value", b"the body"} & set(apart)
