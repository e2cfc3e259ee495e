"""Amazon Ion as text: what the specification says, and what only looks like it."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import documents

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("ion-text",)]


def test_values_are_called_by_their_fields(body: Body) -> None:
    raw = """$ion_1_0
    event::{ email: "a@b.kr", 'zip': symbol_x, "n": +12, // a remark
      sex: sex::'F', born: 1990-03-07, at: 2026-11-24T09:00:00.5+09:00, none: null.string, /* more */
      long: '''one ''' '''two''', alone: '''x''', raw: {{ aGVsbG8= }}, text: {{"hi"}}, list: [1, a::2, (p + q)] }"""
    assert read(body(raw.encode())) == [
        ("email", "email", "a@b.kr"), ("zip", "zip", "symbol_x"), ("n", "n", "+12"), ("sex", "sex", "F"),
        ("born", "born", "1990-03-07"), ("at", "at", "2026-11-24T09:00:00.5+09:00"), ("long", "long", "one two"),
        ("alone", "alone", "x"), ("raw", "raw", "hello"), ("text", "text", "hi"), ("list[0]", "list", "1"),
        ("list[1]", "list", "2"), ("list[2][0]", "list", "p"), ("list[2][2]", "list", "q"),
    ]  # fmt: skip


def test_several_values_in_a_row_are_counted(body: Body) -> None:
    assert read(body(b'$ion_1_0 {a:"x"} {a:"y"} b::{a:"z"}')) == [
        ("a", "a", "x"),
        ("[1].a", "a", "y"),
        ("[2].a", "a", "z"),
    ]


def test_an_escape_keeps_its_place(body: Body) -> None:
    raw = rb'e::{note:"say \"hi\" \x41", b:1}'
    found = next(each for each in body(raw).fields if each.key == "note")
    assert (found.value, raw[slice(*found.span)], found.exact) == ('say "hi" A', rb"say \"hi\" \x41", False)


@pytest.mark.parametrize(
    "raw",
    ['event::{a:"x"', 'event::{a:"x"}}', 'event::{a "x"}', "std::vector<int> v{1}", "a::b", "event::{a:}", "$ion_1_0", "Kim::(hello", "{{name}} and {{other}}",
     'event::{a:"x"} more'],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: str) -> None:
    assert read(body(raw.encode())) == []


def test_what_json_reads_stays_json(body: Body) -> None:
    decoded = body(b'{"a": "x::y", "b": ["\'\'\'", "{{t}}"]}')
    assert {each.layers for each in decoded.fields if each.layers} == {("json",)}


@given(documents.members())
def test_every_text_comes_back(body: Body, members: dict[str, str]) -> None:
    listed = ", ".join(f"'{key}': {json.dumps(value, ensure_ascii=False)}" for key, value in members.items())
    assert {key: value for _, key, value in read(body(f"$ion_1_0 t::{{{listed}}}".encode()))} == members


@given(st.text("{}()[]:\"'\\/*, ab1.-", max_size=60))
def test_any_signs_are_read_or_left_alone(body: Body, signs: str) -> None:
    body(f"$ion_1_0 e::{{a:{signs}}}".encode())
