from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def test_events(body: Body) -> None:
    raw = b': ping\n\nevent: login\ndata: {"email": "kim@example.kr"}\n\ndata: second one\nid: 7\n\n'
    fields = {f.path: f for f in body(raw, "text/event-stream").fields}
    email = fields["data.email"]
    assert (email.value, email.layers, raw[slice(*email.span)]) == (
        "kim@example.kr",
        ("delimited", "json"),
        b"kim@example.kr",
    )
    assert (fields["event"].value, fields["data[1]"].value, fields["id"].value) == ("login", "second one", "7")


def test_a_line_with_another_name_is_none(body: Body) -> None:
    raw = b"\xef\xbb\xbfdata: first\nmetadata: second\nuser id: third\n:fourth\ndata:fifth\n\n"
    fields = [(f.path, f.value) for f in body(raw, "text/event-stream").fields if f.layers == ("delimited",)]
    assert fields == [("data", "first"), ('[""]', "fourth"), ("data[1]", "fifth")]


@given(st.lists(st.text("abc{}: 홍", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_every_line_of_data(body: Body, values: Any) -> None:
    raw = "".join(f"data: {v}\r\n\r\n" for v in values).encode()
    assert [f.value for f in body(raw, "text/event-stream").fields if f.layers == ("delimited",)] == values


@given(st.binary(max_size=40))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"data: " + raw, "text/event-stream")


def test_a_program_in_an_event(body: Body) -> None:
    """Pieces of a text have the layer that events have; what a program hands on is looked for in these alone."""
    raw = b'event: run\ndata: gtag("set","user_data",{first_name:"haneul",mail:"kim@example.kr"});go()\n\ndata: a,b\n\n'
    found = {f.path: f for f in body(raw, "text/event-stream").fields}
    mail = found["data.gtag.mail"]
    assert (mail.key, mail.value, mail.layers) == ("mail", "kim@example.kr", ("delimited", "script", "json"))
    assert raw[slice(*mail.span)] == b"kim@example.kr"
    assert not [f for f in found.values() if f.layers.count("script") > 1]
