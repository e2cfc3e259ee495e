"""EDN: what its description says, and what only looks like it."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import documents

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("edn",)]


def test_values_are_called_by_their_keywords(body: Body) -> None:
    raw = """{:user/email "a@b.kr", :order {:zip "06234" :n 12 :sex :F :none nil} ; a remark
      :tags #{:new "on sale"} :at #inst "2026-11-24" :list [(1 2) [\\a]] "name" "표서림"}"""
    assert read(body(raw.encode())) == [
        ("email", "email", "a@b.kr"), ("order.zip", "zip", "06234"), ("order.n", "n", "12"), ("order.sex", "sex", "F"),
        ("tags[0]", "tags", "new"), ("tags[1]", "tags", "on sale"), ("at", "at", "2026-11-24"),
        ("list[0][0]", "list", "1"), ("list[0][1]", "list", "2"), ("list[1][0]", "list", "a"), ("name", "name", "표서림"),
    ]  # fmt: skip


def test_maps_of_texts_vectors_and_escapes(body: Body) -> None:
    assert read(body(b'{"email" "a@b.kr" "zip" "06234"}')) == [("email", "email", "a@b.kr"), ("zip", "zip", "06234")]
    assert read(body(b'[{:a "x"} {:a "y"}]')) == [("[0].a", "a", "x"), ("[1].a", "a", "y")]
    raw = rb'{:note "say \"hi\"\n" :b 1}'
    found = next(each for each in body(raw).fields if each.key == "note")
    assert (found.value, raw[slice(*found.span)], found.exact) == ('say "hi"\n', rb"say \"hi\"\n", False)


@pytest.mark.parametrize(
    "raw",
    ['{:a "x"', '{:a "x"}}', '{:a}', "{:a 1 {:b 2}}", "(:smile) (:sad)", "[:a]x", "{: a}", "see {:a 1} here", '{"a" : 1}', "(: no :)", "[10:30 :b"],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: str) -> None:
    assert read(body(raw.encode())) == []


@given(documents.members(name=r"[a-z][a-zA-Z_-]{0,8}"))
def test_every_text_comes_back_from_where_it_stands(body: Body, members: dict[str, str]) -> None:
    listed = " ".join(f":{key} {json.dumps(value, ensure_ascii=False)}" for key, value in members.items())
    raw = f"{{{listed}}}".encode()
    decoded = body(raw)
    assert {key: value for _, key, value in read(decoded)} == members


@given(st.text('{}()[]#:"\\; ,ab1', max_size=60))
def test_any_signs_are_read_or_left_alone(body: Body, signs: str) -> None:
    body(f"{{:a {signs}}}".encode())


@pytest.mark.parametrize("first", ["80883", "-1", "true", "nil", '#inst "2026-11-20T03:04:05Z"', "[1 2]", '"x"'])
def test_names_may_be_texts_whatever_comes_first(body: Body, first: str) -> None:
    """As edn-format 0.8.0 for Python and jsedn 0.4.1 write maps of texts."""
    raw = f'{{"seq" {first} "user" {{"email" "a@b.kr"}}}}'.encode()
    assert ("user.email", "a@b.kr") in [(f.path, f.value) for f in body(raw).fields if f.layers == ("edn",)]
