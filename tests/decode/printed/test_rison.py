"""Rison: what the grammar says, and what only looks like it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import documents

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("rison",)]


def text(value: str) -> str:
    return "'" + value.replace("!", "!!").replace("'", "!'") + "'"


def test_values_are_called_by_their_names(body: Body) -> None:
    raw = "(user:(email:'a@b.kr',tel:'010-1234-5678',age:34,vip:!t,none:!n),tags:!(new,'on sale',!(1,-2.5e3)),zip:'06234')"
    assert read(body(raw.encode())) == [
        ("user.email", "email", "a@b.kr"), ("user.tel", "tel", "010-1234-5678"), ("user.age", "age", "34"),
        ("user.vip", "vip", "true"), ("tags[0]", "tags", "new"), ("tags[1]", "tags", "on sale"),
        ("tags[2][0]", "tags", "1"), ("tags[2][1]", "tags", "-2.5e3"), ("zip", "zip", "06234"),
    ]  # fmt: skip


def test_lists_empty_values_and_names_in_quotation_marks(body: Body) -> None:
    assert read(body(b"!((a:1,b:()),(a:!(),c:''),('d e':it!'s,f:x))")) == []  # an escape outside of quotation marks
    assert read(body(b"!((a:1,b:()),(a:!(),c:''),('d e':'it!'s',f:x))")) == [
        ("[0].a", "a", "1"), ("[2].d e", "d e", "it's"), ("[2].f", "f", "x"),
    ]  # fmt: skip


def test_an_escape_keeps_its_place(body: Body) -> None:
    raw = b"(a:'it!'s a@b.kr',b:1)"
    found = next(each for each in body(raw).fields if each.key == "a")
    assert (found.value, raw[slice(*found.span)], found.exact) == ("it's a@b.kr", b"it!'s a@b.kr", False)


def test_it_is_read_in_an_address(exchange: Callable[..., Exchange]) -> None:
    asked = exchange(url="https://api.example.kr/app?_g=(email:'a%40b.kr',zip:'06234')&n=1")
    found = [(each.key, each.value) for each in decode(asked).fields if "rison" in each.layers]
    assert found == [("email", "a@b.kr"), ("zip", "06234")]


@pytest.mark.parametrize(
    "raw",
    ["(note:something)", "(a:1,b:2", "(a:1,b:2))", "(a:1,b)", "(a:1,,b:2)", "(a:1,b:2,)", "(see: above, and: below)", "!(a,b", "()", "!()",
     "(a:1,b:2) and more", "(a:!x,b:2)", "f(a:1,b:2)", "(a b:1,c:2)", "(os 16; udid:0f)"],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: str) -> None:
    assert read(body(raw.encode())) == []


@given(documents.members(2))
def test_every_text_comes_back_from_where_it_stands(body: Body, members: dict[str, str]) -> None:
    raw = ("(" + ",".join(f"{key}:{text(value)}" for key, value in members.items()) + ")").encode()
    decoded = body(raw)
    assert {key: value for _, key, value in read(decoded)} == members
    for each in decoded.fields:
        if each.exact and each.layers:
            assert raw[slice(*each.span)].decode() == each.value


@given(st.text("()!':,ab1 -", max_size=60))
def test_any_signs_are_read_or_left_alone(body: Body, signs: str) -> None:
    body(f"({signs})".encode())
