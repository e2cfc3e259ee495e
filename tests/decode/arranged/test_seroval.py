"""What seroval 1.8.2 wrote (``toJSON``, ``toCrossJSON``, ``toCrossJSONStream`` and its plugins), and what looks like it."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Message

Body = Callable[..., Decoded]

BUYER = (
    '{"t":10,"i":2,"p":{"k":["fullName","email","agreed","age","address"],"v":[{"t":1,"s":"두초샘"},{"t":1,"s":"a@b.kr"},'
    '{"t":2,"s":2},{"t":0,"s":34},{"t":10,"i":3,"p":{"k":["zip","memo"],"v":[{"t":1,"s":"06234"},{"t":2,"s":0}]},"o":0}]},"o":0}'
)
DOCUMENT = (
    '{"t":10,"i":0,"p":{"k":["tags","buyer","again"],"v":[{"t":9,"i":1,"a":[{"t":1,"s":"new"},0,{"t":1,"s":"sale"}],"o":0},'
    + BUYER
    + ',{"t":4,"i":2}]},"o":0}'
)
FOUND = [
    ("tags[0]", "tags", "new"), ("tags[2]", "tags", "sale"), ("buyer.fullName", "fullName", "두초샘"),
    ("buyer.email", "email", "a@b.kr"), ("buyer.agreed", "agreed", "true"), ("buyer.age", "age", "34"),
    ("buyer.address.zip", "zip", "06234"),
]  # fmt: skip


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("json", "seroval")]


@pytest.mark.parametrize(
    ("raw", "before", "further"),
    [
        (DOCUMENT, "", []),
        ('{"t":' + DOCUMENT + ',"f":127,"m":[2]}', "", [("f", "f", "127"), ("m[0]", "m", "2")]),
        ('{"data":{"t":' + DOCUMENT + ',"f":127,"m":[]},"context":{}}', "data.", [("data.f", "f", "127")]),
        ('{"note":"x"}\n' + DOCUMENT + "\n", "[1].", [("[0].note", "note", "x")]),
    ],
)
def test_values_stand_where_their_names_lead(
    body: Body, raw: str, before: str, further: list[tuple[str, str, str]]
) -> None:
    decoded = body(raw.encode())
    assert sorted(read(decoded)) == sorted([(before + path, key, value) for path, key, value in FOUND] + further)
    assert not [field for field in decoded.fields if field.layers == ("json",)]
    for field in decoded.fields:
        if field.layers and field.exact:
            assert raw.encode()[slice(*field.span)].decode() == field.value


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            '{"t":8,"i":0,"e":{"k":[{"t":10,"i":2,"p":{"k":["sex"],"v":[{"t":1,"s":"F"}]},"o":0},{"t":1,"s":"email"},'
            '{"t":0,"s":5}],"v":[{"t":1,"s":"x"},{"t":1,"s":"a@b.kr"},{"t":1,"s":"y"}]},"f":{"t":26,"i":1,"s":0}}',
            [("[0].sex", "sex", "F"), ("0", "0", "x"), ("email", "email", "a@b.kr"), ("5", "5", "y")],
        ),
        (
            '{"t":10,"i":0,"p":{"k":["data"],"v":[{"t":12,"i":1,"s":1,"f":{"t":10,"i":2,"p":{"k":["zip"],"v":[{"t":1,"s":"06234"}'
            ']},"o":0}}]},"o":0}',
            [("data.zip", "zip", "06234")],
        ),
        (
            '{"t":13,"i":0,"s":5,"m":"not found","p":{"k":["email"],"v":[{"t":1,"s":"a@b.kr"}]}}',
            [("message", "message", "not found"), ("email", "email", "a@b.kr")],
        ),
        (
            '{"t":10,"i":0,"p":{"k":["data"],"v":[{"t":25,"i":1,"s":{"factory":{"t":25,"i":2,"s":{},"c":"x/FormDataFactory"},'
            '"entries":{"t":9,"i":3,"a":[{"t":9,"i":4,"a":[{"t":1,"s":"email"},{"t":1,"s":"a@b.kr"}],"o":0},{"t":9,"i":5,"a":['
            '{"t":1,"s":"phone"},{"t":1,"s":"010-3010-2646"}],"o":0}],"o":0}},"c":"x/FormData"}]},"o":0}',
            [
                ("data.entries[0][0]", "data", "email"), ("data.entries[0][1]", "email", "a@b.kr"),
                ("data.entries[1][0]", "data", "phone"), ("data.entries[1][1]", "phone", "010-3010-2646"),
            ],
        ),
        (
            '{"t":10,"i":0,"p":{"k":["kim@a.kr","u","d"],"v":[{"t":1,"s":"x"},{"t":25,"i":1,"s":{"value":{"t":1,"s":"https://a/"}},'
            '"c":"x/URL"},{"t":5,"i":2,"s":"1970-01-01T00:00:00.000Z"}]},"o":0}',
            [
                ('["kim@a.kr"]', "kim@a.kr", "kim@a.kr"), ('["kim@a.kr"]', "kim@a.kr", "x"), ("u", "u", "https://a/"),
                ("d", "d", "1970-01-01T00:00:00.000Z"),
            ],
        ),
    ],
    ids=["map", "promise", "error", "form", "names and dates"],
)  # fmt: skip
def test_what_other_types_hold(body: Body, raw: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(body(raw.encode())) == expected


@pytest.mark.parametrize(
    "document",
    [
        {"p": {"k": ["email"], "v": ["a@b.kr"]}},
        {"t": "10", "i": 0, "p": {"k": ["email"], "v": [{"t": 1, "s": "a@b.kr"}]}},
        {"t": 10, "p": {"k": ["email"], "v": [{"t": 1, "s": "a@b.kr"}]}},
        {"t": 10, "i": 0, "q": {"k": ["email"], "v": [{"t": 1, "s": "a@b.kr"}]}},
        {"t": 10, "i": 0, "p": {"k": [], "v": []}},
    ],
)
def test_what_only_looks_like_it(body: Body, document: object) -> None:
    decoded = body(json.dumps(document, separators=(",", ":")).encode())
    assert not read(decoded)
    assert [field for field in decoded.fields if field.layers[:1] == ("json",)]


def test_deep_paths_that_were_cut(body: Body) -> None:
    deep = '{"t":10,"i":0,"p":{"k":["a"],"v":[' * 400 + '{"t":1,"s":"a@b.kr"}' + "]}}" * 400
    assert "a@b.kr" in [field.value for field in body(deep.encode()).fields]


@given(st.recursive(st.sampled_from(["s", 1, {"t": 1, "s": "x"}, {"t": 4, "i": 1}, {"t": 2, "s": 2}]), lambda inner: st.one_of(
    st.lists(inner, max_size=3),
    st.fixed_dictionaries({"t": st.sampled_from([8, 9, 10, 25, "10"]), "i": st.just(0)}, optional={
        "p": st.fixed_dictionaries({"k": st.lists(inner, max_size=3), "v": st.lists(inner, max_size=3)}),
        "e": st.fixed_dictionaries({"k": st.lists(inner, max_size=3), "v": st.lists(inner, max_size=3)}),
        "a": st.lists(inner, max_size=3), "s": inner, "f": inner, "m": inner,
    }),
), max_leaves=20))  # fmt: skip
def test_any_document_is_read_to_its_end(document: object) -> None:
    raw = json.dumps([{"t": 10, "i": 0, "p": {"k": ["a", "b"], "v": [document, {"t": 1, "s": "last"}]}}]).encode()
    raw = raw.replace(b": ", b":")
    fields = decode(exchange(request=Message(body=raw, body_size=len(raw)))).fields
    assert "last" in [field.value for field in fields if field.layers == ("json", "seroval")]
