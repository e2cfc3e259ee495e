"""Documents, addresses, forms and packed runs between the words of a text."""

import base64
import gzip
import json
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]

DOCUMENT = '{"user": {"nick": "Quill"}, "n": [1, 2]}'
PACKED = base64.urlsafe_b64encode(DOCUMENT.encode()).decode().rstrip("=")
HEAD = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode().rstrip("=")
TOKEN = f"{HEAD}.{PACKED}.c2lnbmF0dXJlLW9mLWl0"
TEXTS = [
    "token {} expired", "the token is {}.", "s:{}", "528:{}", "528 {}", "{} 528", "({})", "<{}>", "v1:{}:abc", "~{}~", "#{}", "u@{}", "{}\n",
    "--> {}\n<-- ok", "2026-11-27 10:00:00 INFO uid=7 sending {} to host", "callback({});", "${}$", "[{}]", "web/1.0 ({}) x", "abc,{},def",
]  # fmt: skip
ADDRESS_GOES_ON = {"v1:{}:abc": ":abc", "~{}~": "~", "${}$": "$"}


def nicks(body: Body, text: str) -> list[tuple[object, str]]:
    raw = json.dumps({"memo": text}, ensure_ascii=False).encode()
    return [(f.value, f.path.partition(".")[0].partition("[")[0]) for f in body(raw).fields if f.key == "nick"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "run",
    [DOCUMENT, TOKEN, TOKEN.rpartition(".")[0] + ".", PACKED, DOCUMENT.encode().hex(), quote(DOCUMENT),
     base64.b64encode(gzip.compress(DOCUMENT.encode(), mtime=0)).decode(), "https://a.example/p?x=1&nick=Quill"],
)  # fmt: skip
def test_what_a_text_quotes_is_opened_once(body: Body, text: str, run: str) -> None:
    ((value, path),) = set(nicks(body, text.replace("{}", run)))
    # What an address may hold belongs to it.
    assert (value, path) == ("Quill" + (ADDRESS_GOES_ON.get(text, "") if run.startswith("https") else ""), "memo")


@pytest.mark.parametrize("text", [text for text in TEXTS if text[0] not in "[<"])  # as a program begins
@pytest.mark.parametrize(
    "run",
    ["User(nick=Quill, b=1)", "User{nick='Quill', b=1}", "Bundle[{nick=Quill, b=1}]", "com.a.User@1f2e(nick=Quill, b=1)",
     'User(nick: "Quill", b: Optional(1))', '{nick: "Quill", b: 1}', "{'nick': 'Quill', 'b': 1}", "{\n    nick = Quill;\n    b = 1;\n}", "/p?nick=Quill&x=1", "shop://p?nick=Quill&x=1"],
)  # fmt: skip
def test_objects_and_addresses_of_an_app_are_opened(body: Body, text: str, run: str) -> None:
    found = nicks(body, text.replace("{}", run))
    if run.startswith("/") and text.startswith(("s:", "528:", "v1:")):
        assert found == []  # a path behind a colon is no address
        return
    assert found
    for value, path in found:
        assert isinstance(value, str)
        assert (value[:6].strip("'~$:"), path) == ("Quill", "memo")


@pytest.mark.parametrize("text", ["sent {} in 4 ms", "--> POST {}\n<-- 200", "GET {} and {}"])
@pytest.mark.parametrize(
    "address", ["https://a.example/p%2Fq?x=a%26nick%3Db&nick=Qu%20ill%3F", "/p?x=a%26nick%3Db&nick=Qu%20ill%3F"]
)
def test_an_address_undoes_its_own_escapes(body: Body, text: str, address: str) -> None:
    assert {value for value, _ in nicks(body, text.replace("{}", address))} == {"Qu ill?"}


def test_a_document_undoes_its_own_escapes(body: Body) -> None:
    raw = json.dumps({"memo": r'search:{"a": "one\ntwo", "nick": "\uc774\ub984 \"Quill\"", "b": 1} done'}).encode()
    assert [f.value for f in body(raw).fields if f.key == "nick"] == ['이름 "Quill"']


def test_escapes_beside_an_address_are_undone_with_it(body: Body) -> None:
    fields = body(json.dumps({"memo": "to %7B%22nick%22: %22Quill%22%7D by /p?x=1%2F2"}).encode()).fields
    assert [f.value for f in fields if f.key == "nick"] == ["Quill"]


@pytest.mark.parametrize("text", ["see event?x=1&nick=Quill ok", "a.example/p?nick=Quill&x=1", "[p/q?x=1&nick=Quill]"])
def test_an_address_without_its_beginning_is_opened(body: Body, text: str) -> None:
    assert nicks(body, text) == [("Quill", "memo")]


def test_a_form_between_words_is_opened(body: Body) -> None:
    assert nicks(body, "POST a=b&nick=Quill&e=f -> 200") == [("Quill", "memo")]


def test_several_runs_are_counted(body: Body) -> None:
    raw = b'sent {"a": "kim"} and {"a": "lee"} to https://a.example/?a=choi'
    found = {f.path: f.value for f in body(raw, "text/plain").fields if f.key == "a"}
    assert found == {"[0].a": "kim", "[1].a": "lee", "[2].query.a": "choi"}


def test_a_document_that_a_log_cut_is_opened_to_its_end(body: Body) -> None:
    assert nicks(body, 'sent {"nick": "Quill", "title": "Blue sh') == [("Quill", "memo")]


def test_a_document_that_breaks_off_ends_with_its_line(body: Body) -> None:
    fields = body(b'sent {"nick": "Quill", "title": "Blue sh\nor mail kim@example.kr', "text/plain").fields
    assert [f.value for f in fields if f.key == "nick"] == ["Quill"]
    assert "or mail kim@example.kr" in [f.value for f in fields if f.leaf]


@pytest.mark.parametrize("behind", ["-y z", "/x z", "_1-2 z"])
def test_signs_of_the_text_behind_base64_are_no_part_of_it(body: Body, behind: str) -> None:
    assert nicks(body, f"id {PACKED}{behind}") == [("Quill", "memo")]


@pytest.mark.parametrize("name", ["p3p", "Content-Security-Policy"])
def test_where_a_server_says_more_of_its_policy_is_not_opened(exchange: Callable[..., Exchange], name: str) -> None:
    headers = (
        (name.encode(), b"see https://a.example/policy?hl=ko for more"),
        (b"x-more", b"see https://a.example/?hl=ko for more"),
    )
    fields = decode(exchange(b"", headers=headers)).fields
    assert [f.path.partition(".")[0] for f in fields if f.key == "hl"] == ["x-more"]


def test_spans_are_those_in_the_part(body: Body) -> None:
    raw = f"GET ok {DOCUMENT} in 7 ms".encode()
    (nick,) = [f for f in body(raw, "text/plain").fields if f.key == "nick"]
    assert raw[slice(*nick.span)] == b"Quill"


def test_the_words_around_it_stay_values(body: Body) -> None:
    fields = body(f"call 010-2345-6789 about\n{DOCUMENT} or mail kim@example.kr".encode(), "text/plain").fields
    words = [f.value for f in fields if f.leaf and f.path == "$"]
    assert words == ["call 010-2345-6789 about", "or mail kim@example.kr"]


def test_no_list_is_cut_through_a_document(body: Body) -> None:
    assert nicks(body, 'abc,{"nick":"Quill","b":2},def') == [("Quill", "memo")]


def test_an_address_ends_where_the_sentence_goes_on(body: Body) -> None:
    raw = b"(see https://a.example/?hl=ko, or https://b.example/?hl=en.)"
    assert [f.value for f in body(raw, "text/plain").fields if f.key == "hl"] == ["ko", "en"]


@pytest.mark.parametrize(
    "text",
    [
        "a {b} and {c: 1} [1, 2]",
        'he said {"yes"} twice',
        "https://a.example/plain/path only",
        "eyJ is what tokens begin with",
        "xeyJuaWNrIjogIlF1aWxsIn0 is glued to a letter",
        "eyJ1c2VyIjo_____w no document",
        "7b22 are two bytes, 7b22zz none",
        "R&D = cost & time",
        "a=1&b=2",
        "// an object {a: 1, b: 2} of a program",
        "to https://a.example/sync?id=${UID} and back",
        "see set(key=1) and get(a: b)",
        "width(a == b, c == d) rows",
        "at 10:20 (open: never) or/and?maybe",
        "e?t=n:r and e?t=n&&r=s:0",
        "function f(a, b) { return a }",
    ],
)
def test_near_misses(body: Body, text: str) -> None:
    fields = body(json.dumps({"memo": text}).encode()).fields
    assert not [f for f in fields if "delimited" in f.layers]


def test_what_another_decoder_read_is_not_read_again(body: Body) -> None:
    raw = ("a=1&data=" + quote(DOCUMENT) + "&b=https%3A%2F%2Fa.example%2F%3Fnick%3DQuill").encode()
    fields = body(raw, "application/x-www-form-urlencoded").fields
    assert len([f for f in fields if f.key == "nick"]) == 2


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":' * 50_000,
        b"{a:" * 50_000,
        b"f(a=" * 50_000,
        b'x {"a":1} ' * 20_000,
        b"x eyJ" + b"A-" * 100_000,
        b"a=b&" * 50_000 + b" ",
    ],
)
def test_hostile_texts_end(body: Body, raw: bytes) -> None:
    started = time.process_time()
    assert body(b"log: " + raw, "text/plain").fields
    assert time.process_time() - started < 5


@given(st.text(alphabet='aeyJ7b2{}[]":=&?.,;/ \n\\', max_size=120))
def test_any_text_gives_fields(body: Body, text: str) -> None:
    body(b"x " + text.encode(), "text/plain")
