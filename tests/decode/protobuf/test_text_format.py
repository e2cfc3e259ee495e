"""Protobuf's text format, written by Google's own library and by hand."""

from collections.abc import Callable

import pytest
from google.protobuf import struct_pb2, text_format  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("textproto",)}


def test_what_the_library_writes(body: Body) -> None:
    message = struct_pb2.Struct()
    message.update({"mail": "kim@example.kr", "name": '김 "서윤"\n', "n": [1.5, True]})
    for written in (text_format.MessageToString(message), text_format.MessageToString(message, as_one_line=True)):
        told = found(body(written.encode(), "text/plain"))
        assert {"kim@example.kr", '김 "서윤"\n', "1.5", "true", "mail"} <= {*told.values()}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_every_text(body: Body, text: str) -> None:
    message = struct_pb2.ListValue()
    message.extend(["kim@example.kr", text])
    decoded = body(text_format.MessageToString(message).encode(), "text/plain")
    values = [value if isinstance(value, bytes) else str(value).encode() for value in found(decoded).values()]
    assert values == [b"kim@example.kr", text.encode()]


def test_escapes_of_characters_and_what_is_none(body: Body) -> None:
    raw = r'u { a: "\uC11C\U0001F600\ud83d\ude00" b: "\8\u12\U00110000\101" }'
    assert found(body(raw.encode())) == {"u.a": "서😀😀", "u.b": "8u12U00110000A"}
    lone = found(body(rb'u { a: "\ud83dx" b: "y" }'))
    assert lone["u.a"] == b"\xed\xa0\xbdx"


def test_by_hand(body: Body) -> None:
    raw = b"""# proto-message: User
    mail: 'kim@' "example.kr" id: 7, on: true;
    [ext.place] < lat: 37.5 > kinds: [A, B]
    city { name: "Seoul" } city: { name: "Busan" }"""
    assert found(body(raw, "text/plain")) == {
        "mail": "kim@example.kr", "id": "7", "on": "true", '["ext.place"].lat': "37.5", "kinds[0]": "A",
        "kinds[1]": "B", "city.name": "Seoul", "city[1].name": "Busan",
    }  # fmt: skip
    flat = b'mail: "kim@example.kr"\nid: 7\n'
    assert found(body(flat, "text/x-textproto")) == {"mail": "kim@example.kr", "id": "7"}
    assert found(body(flat, "text/plain")) == {}


@pytest.mark.parametrize(
    "raw",
    [
        'body { color: red; margin: 0 } /* "x" */',
        'function f() { return "x"; }',
        'user { mail: "kim@example.kr"',
        'user { mail: "kim@example.kr" } }',
        'user { mail: kim@example.kr "x" }',
        'user { n: 7 } and words "x"',
        "user { n: 7 }",
        '{"user": {"mail": "x"}}',
        'if (a) { b: "c" }',
        'user: "x{y" n: 7',
        'user { n: 7 } # "x"',
    ],
)
def test_what_is_none(body: Body, raw: str) -> None:
    assert found(body(raw.encode(), "text/plain")) == {}


def test_brackets_without_an_end_stop(body: Body) -> None:
    assert found(body(b"a{" * 50_000 + b'b:"c"' + b"}" * 50_000, "text/x-textproto")) == {}


@given(st.binary(max_size=60))
def test_any_bytes_are_read(body: Body, noise: bytes) -> None:
    body(b'user { a: "b" ' + noise, "text/x-textproto")
    body(b"# proto-file: x\n" + noise)


def test_what_stands_in_escaped_text_is_found_where_it_stands(body: Body) -> None:
    raw = b'user { note: "\\355\\231\\215 {\\"mail\\":\\"kim@example.kr\\"}" doc: "{\\"mail\\":\\"lee@example.kr\\"}" }'
    placed = {f.path: raw[slice(*f.span)] for f in body(raw).fields}
    assert placed["user.doc.mail"] == b"lee@example.kr"
    apart = b'user { doc: "{\\"mail\\":" "\\"lee@example.kr\\"}" }'
    assert {f.path: apart[slice(*f.span)] for f in body(apart).fields}["user.doc.mail"] == apart[13:-3]


def test_lists_of_messages(body: Body) -> None:
    written = 'user: [{ email: "kim@example.kr" tags: ["a", "b"] }, <email: "lee@example.kr">] id: 7'
    assert found(body(written.encode(), "text/x-textproto")) == {
        "user[0].email": "kim@example.kr",
        "user[0].tags[0]": "a",
        "user[0].tags[1]": "b",
        "user[1].email": "lee@example.kr",
        "id": "7",
    }
    near = ["user [{ a: 1 }", "user [{ a: 1 ]", "user [{ a: 1 }, 7]", "user [{ a: 1 } b: 2]", "user [{a: 1>]"]
    for broken in [*near, "a [{ " * 70 + "b: 1" + "}]" * 70]:
        assert not [f for f in body(broken.encode(), "text/x-textproto").fields if "textproto" in f.layers], broken
