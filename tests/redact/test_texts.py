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


def test_a_request_without_an_answer_has_its_texts() -> None:
    state = shells.bare(KINDS[0]) | {"response": None}
    state["request"]["content"] = b"whole"
    assert texts.bodies(state) == [b"whole"]
    assert b"address" in texts.apart(state)


def test_messages_stand_in_no_shell_and_ids_are_no_values() -> None:
    talk = shells.bare(KINDS[1])
    talk["websocket"]["messages"] = [[1, True, b"what was said", 0.0, False, False]]
    talk["request"]["path"], talk["id"] = b"/the/path", "0f6d3c1e-1111-2222-3333-0123456789ab"
    talk["request"]["trailers"] = ((b"x-trailer", b"behind"),)
    stream = shells.bare(KINDS[2])
    stream["messages"] = [[True, b"what was said", 0.0]]
    found = {*texts.apart(talk), *texts.apart(stream)}
    assert b"x-trailer" in found
    assert not {b"what was said", b"/the/path", b"behind", talk["id"].encode()} & found


def test_bytes_are_examined_as_one_message_that_was_sent() -> None:
    made = texts.as_body(b"said", "c", 7)
    assert (made.id, made.capture_id, made.position, made.protocol, made.method) == ("000007", "c", 7, "tcp", "MESSAGE")
    assert made.request is not None
    assert (made.request.body, made.request.body_size, made.response) == (b"said", 4, None)
