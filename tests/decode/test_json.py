"""JSON against the standard library: every leaf at its path, with its value, at its bytes."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.documents import flatten

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


TEXT = st.text(max_size=20).filter(lambda text: not re.match(r"\s*(?:\"[\\\"\s]*)?[\w$.\[\]]*\s*[=(]?\s*[\[{]", text))
"""Texts but those that open as JSON, a call with it or a message of Socket.IO: cut off, they say so (see the test of that)."""
VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=25,
)


@pytest.mark.parametrize("ascii_only", [True, False])
@given(value=st.dictionaries(st.text(min_size=1, max_size=12), VALUES, min_size=1, max_size=5))
def test_every_leaf(body: Body, written_path: Callable[..., str], ascii_only: bool, value: Any) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    decoded = body(raw, "application/json")
    found = {(f.path, f.value) for f in decoded.fields}
    for steps, leaf in flatten(value):
        assert (written_path(*steps), leaf) in found
    assert not decoded.opaque


@pytest.mark.parametrize("value", ["000000[{", "[000000{"])
def test_a_value_that_opens_as_json_and_is_cut_off_says_so(body: Body, value: str) -> None:
    decoded = body(json.dumps({"a": value}).encode(), "application/json")
    assert [(run.path.partition("[")[0], run.reason) for run in decoded.opaque] == [
        ("a", "the JSON text ends before its last bracket")
    ]
    assert ("a", value) in {(field.path, field.value) for field in decoded.fields}


def test_span_key_and_layers(body: Body) -> None:
    raw = b'{"user": {"email": "kim@example.kr", "tags": ["a", {"id": 37.5}]}}'
    email, first, number = body(raw).fields[1:]
    assert (email.path, email.key, email.layers) == ("user.email", "email", ("json",))
    assert raw[email.span.start : email.span.end] == b"kim@example.kr"
    assert (first.path, first.key) == ("user.tags[0]", "tags")
    assert (number.path, number.value, number.exact) == ("user.tags[1].id", "37.5", True)


def test_escaped_string_is_not_exact(body: Body) -> None:
    raw = b'{"name": "\\ud64d\\uae38\\ub3d9"}'
    field = body(raw).fields[1]
    assert (field.value, field.exact, field.layers) == ("홍길동", False, ("json",))
    assert raw[field.span.start : field.span.end] == b"\\ud64d\\uae38\\ub3d9"


def test_value_inside_an_escaped_string_keeps_its_bytes(body: Body) -> None:
    raw = json.dumps({"s": json.dumps({"phone": "010-1234-5678", "n": "홍길동"})}).encode()
    phone = next(f for f in body(raw).fields if f.key == "phone")
    assert (phone.path, phone.layers, phone.exact) == ("s.phone", ("json", "json"), True)
    assert raw[phone.span.start : phone.span.end] == b"010-1234-5678"


def test_a_key_that_is_data_is_a_field(body: Body) -> None:
    decoded = body(b'{"kim@example.kr": {"x": 1}, "01012345678": 2, "plain": 3}')
    keys = [f.value for f in decoded.fields if f.value in ("kim@example.kr", "01012345678", "plain")]
    assert keys == ["kim@example.kr", "01012345678"]


@pytest.mark.parametrize(
    "head", ["", ")]}',\n", ")]}'\n", "for(;;);", "while(1);", "\ufeff", "callback(", "var x = ", "42", "42/chat,7"]
)
def test_heads(body: Body, head: Any) -> None:
    raw = head.encode() + b'{"email": "kim@example.kr"}' + (b");" if head.endswith("(") else b"")
    assert [(f.path, f.value) for f in body(raw).fields[1:]] == [("email", "kim@example.kr")]


def test_socket_io_event(body: Body) -> None:
    assert [f.path for f in body(b'42["login",{"email":"kim@example.kr"}]').fields[1:]] == ["[0]", "[1].email"]


@pytest.mark.parametrize("between", ["\n", "", " ", "\n\n", ",\n", "\x1e"])
def test_several_texts_carry_an_index(body: Body, between: str) -> None:
    raw = between.join(['{"a": "one"}', '{"a": "two"}', '["three"]']).encode()
    assert {f.path: f.value for f in body(raw).fields if "json" in f.layers} == {
        "[0].a": "one",
        "[1].a": "two",
        "[2][0]": "three",
    }


@example(value={"b": ["x"], "a" * 33: ["y"]}, cut=49)
@example(value={"b": ["x"], "a" * 33: ["y"]}, cut=46)
@given(
    value=st.dictionaries(st.text("abc", min_size=1), st.lists(st.text("xyz홍", min_size=1), min_size=1), min_size=1),
    cut=st.integers(2),
)
def test_cut_json_gives_what_was_whole(body: Body, value: Any, cut: int) -> None:
    raw = json.dumps(value, ensure_ascii=False).encode()
    cut = 2 + (cut - 2) % (len(raw) - 2)
    decoded = body(raw[:cut], "application/json")
    whole = {(f.path, f.value, f.span) for f in body(raw, "application/json").fields[1:] if f.span.end < cut}
    found = {(f.path, f.value, f.span) for f in decoded.fields[1:]}
    assert whole <= found
    assert len(found - whole) <= 1
    if found:
        assert [gap.reason for gap in decoded.opaque] == ["the JSON text ends before its last bracket"]


@pytest.mark.parametrize("rest", ['": ', '":', '":"x', '": \'x\', "b": 1}', '" = x;}', ""])
def test_a_name_that_is_data_is_a_value_however_its_member_is_written(body: Body, rest: str) -> None:
    decoded = body(b'{"a": 1, "kim@hanbit.example' + rest.encode(), "application/json")
    found = [(f.path, f.value, f.span.start, f.exact) for f in decoded.fields[1:]]
    assert ('["kim@hanbit.example"]', "kim@hanbit.example", 10, True) in found
    assert sum(value == "kim@hanbit.example" for _, value, _, _ in found) == 1


def test_unfinished_string_is_a_value_and_a_gap(body: Body) -> None:
    decoded = body(b'{"a": "whole", "email": "kim@exam')
    assert [(f.path, f.value) for f in decoded.fields[1:]] == [("a", "whole"), ("email", "kim@exam")]
    assert decoded.opaque[0].span.end == 33


@pytest.mark.parametrize(
    "raw",
    [
        b"{email: 'kim@example.kr', 'ok': true,}",
        b'{"ok": 1 "email": "kim@example.kr"}',
        b'{\n  email = "kim@example.kr";\n  list = (\n a, b );\n}',
        b'{"x": NaN, /* note */ "email": "kim@example.kr"}',
        b'{"x": undefined, "email" => "kim@example.kr"}',
        b'{"x": "bad \\x escape", "email": "kim@example.kr"}',
        b'{"x": "raw\nline", "email": "kim@example.kr"}',
        b'{"email": "kim@example.kr"} trailing words',
        b'{"a":[1,2}, "email": "kim@example.kr"]',
    ],
)
def test_nearly_json(body: Body, raw: bytes) -> None:
    assert ("email", "kim@example.kr") in [(f.key, f.value) for f in body(raw).fields]


@pytest.mark.parametrize(
    "raw",
    [
        '["email": "kim@example.kr", "tags": ["a", "b"], "of": ["city": "서울"]]',
        '["email" : "kim@example.kr",\n "tags" : ["a", "b"],\n "of" : [ "city" : "서울" ]]',
        '[AnyHashable("email"): "kim@example.kr", AnyHashable("tags"): ["a", "b"], AnyHashable("of"): ["city": "서울"]]',
    ],
)
def test_a_dictionary_as_swift_prints_it(body: Body, raw: str) -> None:
    decoded = body(raw.encode())
    assert {f.path: f.value for f in decoded.fields if f.layers} == {
        "email": "kim@example.kr", "tags[0]": "a", "tags[1]": "b", "of.city": "서울",
    }  # fmt: skip
    assert not decoded.opaque


@pytest.mark.parametrize(
    "raw", ['["a": "b"', '[["x"]: 1, "a": "b"]', '["a", "b": "c"]', '["a":]', '[: "a"]', '["a"::"b"]']
)
def test_what_is_no_dictionary_of_swift_is_read_as_far_as_it_goes(body: Body, raw: str) -> None:
    for each in body(raw.encode()).fields:
        assert raw[each.span.start : each.span.end] == each.value or not each.exact


@pytest.mark.parametrize(
    "raw", [b"[INFO] started at 09:00", b"{name}", b"[2026-11-24 09:00:00] ok", b"{ color }", b"{}", b"[]"]
)
def test_what_only_looks_like_json_stays_whole(body: Body, raw: bytes) -> None:
    assert body(raw).fields[0].leaf


def test_bytes_that_are_not_utf8_stay_bytes(body: Body) -> None:
    decoded = body(b'{"a": "\xff\xfe\x01", "b": "text"}')
    assert {f.path: f.value for f in decoded.fields[1:]} == {"a": b"\xff\xfe\x01", "b": "text"}


@given(st.binary(max_size=60), st.sampled_from([b"", b"{", b'{"', b"[", b'["a",']))
def test_any_bytes(body: Body, raw: bytes, head: Any) -> None:
    body(head + raw, "application/json")


def test_the_command_of_a_chats_message(body: Body) -> None:
    raw = b'MESG{"message": "hi", "email": "kim@example.kr"}\n'
    (email,) = [f for f in body(raw).fields if f.path == "email"]
    assert (email.value, raw[slice(*email.span)]) == ("kim@example.kr", b"kim@example.kr")
    assert not [f for f in body(b'SOMECOMMANDS{"email": "kim@example.kr"} x').fields if f.layers == ("json",)]


SIGNED = "9e47ad50a1b994bf8053d4652b2bd70c9e47ad50a1b994bf8053d4652b2bd70c"


@pytest.mark.parametrize("head", [f"{SIGNED}.", "1711123456789:", "v2-ab12:", "Shop/8.1", "Shop-App/8.1.0 "])
def test_behind_a_signature(body: Body, head: str) -> None:
    raw = f'{head}{{"phone_id":"aB3","username":"kim@example.kr"}}'.encode()
    found = {f.path: f for f in body(raw).fields}
    assert found["username"].value == "kim@example.kr"
    assert raw[slice(*found["username"].span)] == b"kim@example.kr"


def test_in_a_form_behind_a_signature(body: Body) -> None:
    raw = f'signed_body={SIGNED}.{{"username":"kim@example.kr","password":"s3cret!pass"}}&ig_sig_key_version=5'.encode()
    found = {f.path: f.value for f in body(raw, "application/x-www-form-urlencoded").fields}
    assert found["signed_body.username"] == "kim@example.kr"
    assert found["signed_body.password"] == "s3cret!pass"


@pytest.mark.parametrize(
    "raw", [b"answer.{x}", b"signature.{x}", b"12.{}", b"note1.[1, 2]", b"and/or {x}", b"Shop/8.1 {x}"]
)
def test_what_only_looks_signed(body: Body, raw: bytes) -> None:
    assert not any("json" in f.layers for f in body(raw).fields)


def test_behind_a_bar_stands_a_piece_that_is_said_once(body: Body) -> None:
    fields = body(b'count2|{"name": "kim@example.kr"}|7').fields
    assert [f.path for f in fields if f.leaf and f.value == "kim@example.kr"] == ["[1].name"]


@pytest.mark.parametrize("tail", [b"\n--END--", b" trailing words", b"\0\xff"])
def test_a_list_of_objects_with_something_behind_it(body: Body, tail: bytes) -> None:
    raw = b'[{"email": "kim@example.kr"}, {"email": "lee@example.kr"}]' + tail
    assert [f.path for f in body(raw).fields if f.key == "email"] == ["[0].email", "[1].email"]
    assert len(body(b'["INFO"] started' + tail.replace(b"\0\xff", b"")).fields) == 1


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('{"a": "1", "b": "2", "a": "3", "a": "4"}', ["a", "b", "a[1]", "a[2]"]),
        ('{"q": {"a": "1"}, "q": {"a": "2", "b": "3"}}', ["q.a", "q.a[1]", "q.b"]),
        ('{"x": ["1", "2"], "x": ["3"]}', ["x[0]", "x[1]", "x[0][1]"]),
        ('{"a@b.example": "1", "a@b.example" : "2"}', [*['["a@b.example"]'] * 2, *['["a@b.example"][1]'] * 2]),
        ('{"a": "a", "a": "b"}', ["a", "a[1]"]),
        ("{a: '1', a = '2'}", ["a", "a[1]"]),
        ('{"a": "1"}\n{"a": "2"}', ["[0].a", "[1].a"]),
    ],
)
def test_a_name_that_comes_again_in_one_object_has_a_path_of_its_own(body: Body, text: str, paths: list[str]) -> None:
    decoded = body(text.encode(), "application/json")
    assert [field.path for field in decoded.fields if field.part == "body" and field.leaf] == paths


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_text_in_a_string_that_is_all_there_is(body: Body, times: int) -> None:
    text = json.dumps({"name": "표하람", "mails": ["kim@example.kr"]})
    for _ in range(times):
        text = json.dumps(text)
    for raw, layers in ((text.encode(), ()), (json.dumps({"a": text}).encode(), ("json",))):
        found = {field.path.removeprefix("a."): field for field in body(raw).fields}
        assert (found["name"].value, found["mails[0]"].value) == ("표하람", "kim@example.kr")
        assert found["mails[0]"].layers == layers + ("json",) * (times + 1)
        assert raw[slice(*found["mails[0]"].span)] == b"kim@example.kr"


@pytest.mark.parametrize(
    "raw", [b'"[a] and "b"', b'"{', b'"{"', b'"a {}"', b'"{} a" b', b'{}"', b'"\\', b'"\\"[', b'"\\n[1]"']
)
def test_what_is_no_text_in_a_string_stays_as_it_is(body: Body, raw: bytes) -> None:
    assert not [field for field in body(raw, "text/plain").fields if "json" in field.layers]


@pytest.mark.parametrize(
    ("raw", "paths"),
    [
        (b'42["a",{"mail":"kim@example.kr"}]\x1e2', ["[1].mail"]),
        (b'2\x1e42["a",{"mail":"kim@example.kr"}]', ["[1].mail"]),
        (
            b'42["a",{"mail":"kim@example.kr"}]\x1e3\x1e42/chat,7["a",{"mail":"kim@example.kr"}]\x1e',
            ["[0][1].mail", "[1][1].mail"],
        ),
        (b'\x1e{"mail":"kim@example.kr"}\n\x1e{"mail":"kim@example.kr"}\n', ["[0].mail", "[1].mail"]),
        (b'a["{\\"mail\\":\\"kim@example.kr\\"}"]', ["[0].mail"]),  # SockJS
        (b'o\nh\na["{\\"mail\\":\\"kim@example.kr\\"}"]\nh\n', ["[0].mail"]),
        (
            b'a["{\\"mail\\":\\"kim@example.kr\\"}"]\nh\na["x","{\\"mail\\":\\"kim@example.kr\\"}"]\n',
            ["[0][0].mail", "[1][1].mail"],
        ),
    ],
)
def test_packets_and_texts_behind_record_separators(body: Body, raw: bytes, paths: list[str]) -> None:
    found = [field for field in body(raw, "text/plain").fields if field.value == "kim@example.kr"]
    assert [(field.path, {*field.layers}) for field in found] == [(path, {"json"}) for path in paths]
    assert not body(raw, "text/plain").opaque


@pytest.mark.parametrize(
    "raw",
    [
        '({user:{mail:"kim@example.kr",ok:!0,n:7},list:["a",void 0]})',
        '($R[0]={user:$R[1]={mail:"kim@example.kr",ok:!0,n:7},list:$R[2]=["a"]})',
    ],
)
def test_what_seroval_writes_of_a_value_for_a_program_to_run(body: Body, raw: str) -> None:
    fields = {field.path: field for field in body(raw.encode(), "text/javascript").fields}
    assert [str(fields[path].value) for path in ("user.mail", "user.ok", "user.n", "list[0]")] == [
        "kim@example.kr", "true", "7", "a",
    ]  # fmt: skip
    assert raw.encode()[slice(*fields["user.mail"].span)] == b"kim@example.kr"


def _json(decoded: Decoded) -> list[tuple[str, str | bytes]]:
    return [(field.path, field.value) for field in decoded.fields if field.layers == ("json",)]


def test_calls_that_make_values_count_as_what_these_are_made_of(body: Body) -> None:
    """As serialize-javascript 7.1.4, javascript-stringify 2.1.0, devalue 6.0.3 and MongoDB's shell write values."""
    raw = b"""{"at":new Date("2026-06-18T12:32:03.500Z"),email:"a@b.kr",n:new Date(1790000000000),id:ObjectId('507f1f77'),
      c:["x", BigInt("450"),Long(5)],zip:"06234"}"""
    assert _json(body(raw)) == [
        ("at", "2026-06-18T12:32:03.500Z"), ("email", "a@b.kr"), ("n", "1790000000000"), ("id", "507f1f77"),
        ("c[0]", "x"), ("c[1]", "450"), ("c[2]", "5"), ("zip", "06234"),
    ]  # fmt: skip


def test_texts_that_java_prints_may_be_empty_or_have_commas(body: Body) -> None:
    """As ``AbstractMap.toString`` of OpenJDK 17 prints maps."""
    raw = "{memo=, address=서울특별시 강서구 달빛로 4168, 새벽빌라 980호 (역삼), in={a=, b=GV34==}, tags=[가, 나], vip=true, zip=}"
    assert _json(body(raw.encode())) == [
        ("memo", ""), ("address", "서울특별시 강서구 달빛로 4168, 새벽빌라 980호 (역삼)"), ("in.a", ""), ("in.b", "GV34=="),
        ("tags[0]", "가"), ("tags[1]", "나"), ("vip", "true"), ("zip", ""),
    ]  # fmt: skip


def test_what_is_json5_to_its_end_is_read_once(body: Body) -> None:
    """As json5 2.2.3 writes a document."""
    raw = b"{grid:[[6,4],[0,7]],email:'a@b.kr',device:{rooted:!1,battery:.75,mac:\"3c:db:4e:9e:a9:d2\"}}"
    decoded = body(raw)
    assert _json(decoded)[-3:] == [
        ("device.rooted", "false"), ("device.battery", "0.75"), ("device.mac", "3c:db:4e:9e:a9:d2"),
    ]  # fmt: skip
    assert {field.layers for field in decoded.fields if field.part == "body"} == {(), ("json",)}
    assert decoded.opaque == ()
