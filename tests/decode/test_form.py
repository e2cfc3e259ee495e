import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]


FORM = "application/x-www-form-urlencoded"
NAMES = st.text("abcdefgh_홍", min_size=1, max_size=8)


@given(st.lists(st.tuples(NAMES, st.text(max_size=12)), min_size=1, max_size=6))
def test_every_pair(body: Body, pairs: list[tuple[str, str]]) -> None:
    raw = urlencode(pairs).encode()
    found = [
        (f.key, f.value if isinstance(f.value, str) else f.value.decode())
        for f in body(raw, FORM).fields
        if f.layers == ("form",)
    ]
    assert found == pairs


def test_spans_and_repeated_names(body: Body) -> None:
    raw = b"email=kim%40example.kr&x=1&x=2&name=Kim+Seo"
    fields = body(raw, FORM).fields[1:]
    assert [(f.path, f.value, f.exact) for f in fields] == [
        ("email", "kim@example.kr", False),
        ("x", "1", True),
        ("x[1]", "2", True),
        ("name", "Kim Seo", False),
    ]
    assert raw[fields[0].span.start : fields[0].span.end] == b"kim%40example.kr"


def test_json_in_a_form_keeps_exact_offsets(body: Body) -> None:
    raw = b"data=%7B%22email%22%3A%22kim%40example.kr%22%2C%22id%22%3A%22abc-123%22%7D"
    fields = {f.path: f for f in body(raw, FORM).fields}
    email, number = fields["data.email"], fields["data.id"]
    assert raw[email.span.start : email.span.end] == b"kim%40example.kr"
    assert (number.exact, raw[number.span.start : number.span.end]) == (True, b"abc-123")
    assert email.layers == ("form", "json")


@pytest.mark.parametrize("label", ["", "text/plain", "application/json", "application/octet-stream"])
def test_wrong_label(body: Body, label: str) -> None:
    assert ("email", "kim@example.kr") in [
        (f.path, f.value) for f in body(b"id=7&email=kim%40example.kr", label).fields
    ]


def test_json_labelled_as_form(body: Body) -> None:
    decoded = body(b'{"email": "kim@example.kr", "q": "a=b&c=d"}', FORM)
    assert decoded.fields[1].layers == ("json",)
    assert decoded.fields[1].path == "email"


def test_cp949_values(body: Body) -> None:
    decoded = body(b"name=%C8%AB%B1%E6%B5%BF", FORM)
    assert [(f.value, f.layers) for f in decoded.fields[1:]] == [
        ("홍길동".encode("cp949"), ("form",)),
        ("홍길동", ("form", "cp949")),
    ]


def test_pairs_between_semicolons_are_read_once(body: Body) -> None:
    decoded = body(b"os=android;mail=kim@example.kr;v=1")
    found = [(f.path, f.layers) for f in decoded.fields if f.value == "kim@example.kr"]
    assert found == [("mail", ("delimited",))]
    assert ("a", "x;y;1=2") in [(f.path, f.value) for f in body(b"a=x;y;1=2").fields]


def test_a_name_that_is_data(body: Body) -> None:
    assert [f.value for f in body(b"kim%40example.kr=1", FORM).fields[1:]] == ["kim@example.kr", "1"]


@pytest.mark.parametrize("raw", [b"a sentence with = in it", b"dGVzdA==", b"=", b"&&&", b"<a href=x>"])
def test_what_is_no_form(body: Body, raw: bytes) -> None:
    assert not any("form" in f.layers for f in body(raw).fields)


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(raw, FORM)


def test_an_ampersand_in_a_value_between_semicolons_makes_no_form(body: Body) -> None:
    def keys(text: bytes) -> set[str]:
        return {f.key for f in body(text).fields if f.layers and f.leaf}

    assert keys(b"waybill=7903;item_no=659;authToken=c1We&vN") == {"waybill", "item_no", "authToken"}
    assert keys(b"a1=7903;b=659;c=c1We&vN=2") >= {"a1", "vN"}
    assert keys(b"a1=7903&vN") == {"a1", ""}


@pytest.mark.parametrize(
    ("raw", "model"),
    [
        ("width=750&height=1334&brand=apple&model=iPhone 6s&osv=14.6", "iPhone 6s"),
        ("terminal=android&bundle_name=봄 시장&model=SM-S921N&did=8F14", "SM-S921N"),
    ],
)
def test_pairs_with_blanks_within_a_value(body: Body, raw: str, model: str) -> None:
    found = {f.path: f.value for f in body(json.dumps({"queries": raw}).encode()).fields}
    assert found["queries.model"] == model


@pytest.mark.parametrize(
    "text", ["fish & chips = 3", "a=1 & b=2 & c=3", "x=1&y=two words", "see a=b&c=d\nnext", "x={y} z&a=1&b=2"]
)
def test_prose_with_signs_is_no_form(body: Body, text: str) -> None:
    assert not any("form" in f.layers for f in body(json.dumps({"note": text}).encode()).fields)


def test_a_query_within_an_object_that_was_printed_is_that_members(body: Body) -> None:
    text = "Visit(query='a=1&b=2&adid=38400000', name='push notice')"
    found = {f.path: f.layers for f in body(json.dumps({"m": text}).encode()).fields}
    assert found["m.query.adid"] == ("json", "described", "form")
    assert "m.name" in found
    assert [f.key for f in body(b"f(x)=1&g(y=2&h=3)").fields if "form" in f.layers] == ["f(x)", "g(y", "h"]


def test_ampersands_that_html_escaped_stand_between_pairs(body: Body, exchange: Callable[..., Exchange]) -> None:
    raw = b"a=1&amp;email=kim@example.kr&amp;amp=3"
    fields = body(raw, "application/x-www-form-urlencoded").fields
    assert [(f.key, f.value) for f in fields[1:]] == [("a", "1"), ("email", "kim@example.kr"), ("amp", "3")]
    found = decode(exchange(url="https://a.example/?amp;b=1&amp;email=kim@example.kr")).fields
    assert [(f.key, f.value) for f in found if f.layers == ("query",)] == [("amp;b", "1"), ("email", "kim@example.kr")]


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("url=https://a.example/p?to=a%26b&c=1", "url.query.to", "a&b"),
        ("url=/p?to=a%26b&c=1", "url.query.c", "1"),
        ("url=https%3A%2F%2Fa.example%2Fp%3Fto%3Da&c=1", "c", "1"),
        ('name="a%2525"', "name", "a%2525"),
        ("href='/p?to=a%26b';", "href.query.to", "a&b"),
    ],
)
def test_what_was_not_escaped_keeps_its_escapes(body: Body, text: str, path: str, value: str) -> None:
    assert value in {f.value for f in body(text.encode()).fields if f.path == path}


def test_semicolons_between_pairs(body: Body) -> None:
    found = {f.path: f.value for f in body(b"a=1;mail=kim%40example.kr;c=%3B", FORM).fields if f.layers == ("form",)}
    assert found == {"a": "1", "mail": "kim@example.kr", "c": ";"}


@pytest.mark.parametrize("label", ["", "text/plain", FORM])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_form_on_each_line(body: Body, label: str, end: str) -> None:
    raw = end.join(["uid=K7f&mail=kim%40example.kr", "uid=K7f&page=cart&", ""]).encode()
    fields = {f.path: f for f in body(raw, label).fields if f.layers == ("form",)}
    assert {path: field.value for path, field in fields.items()} == {
        "[0].uid": "K7f",
        "[0].mail": "kim@example.kr",
        "[1].uid": "K7f",
        "[1].page": "cart",
    }
    assert [raw[f.span.start : f.span.end] for f in fields.values()] == [b"K7f", b"kim%40example.kr", b"K7f", b"cart"]


@pytest.mark.parametrize("text", ["a=1&b=2\nno pairs here", "a=1\nb=2", "note=one\ntwo&b=2", "a=1&b=2\n"])
def test_lines_that_are_no_forms_are_none(body: Body, text: str) -> None:
    assert not [f for f in body(text.encode(), FORM).fields if f.path.startswith("[")]


@pytest.mark.parametrize("raw", ["b&u=Q7rT&v=2.0&c", "new&returning&u=Q7rT&v=2.0", "b.1&u=Q7rT&c&v=&d"])
def test_flags_before_the_first_pair(body: Body, exchange: Callable[..., Exchange], raw: str) -> None:
    assert ("v.u", ("json", "form"), "Q7rT") in [
        (f.path, f.layers, f.value) for f in body(f'{{"v":"{raw}"}}'.encode()).fields
    ]
    sent = decode(exchange(headers=((b"cookie", f"visit={quote(raw)}".encode()),)))
    assert "visit.u" in {f.path for f in sent.fields}


@pytest.mark.parametrize(
    "text", ["b&c", "b&u=7", "b&c&u=7&w", "Tom & u=7&v=8", "R&D", "a&b&c&d", "7&u=8&v=9 km", "&&u=7"]
)
def test_other_ampersands_make_no_form(body: Body, text: str) -> None:
    assert ("json", "form") not in {f.layers for f in body(f'{{"v":"{text}"}}'.encode()).fields}
