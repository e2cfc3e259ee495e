"""Transit over JSON, by the format's own examples, and what only looks like it."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("transit",)]


def test_maps_have_their_names_in_paths(body: Body) -> None:
    made = ["^ ", "~:order", ["^ ", "~:receiver/email", "a@b.kr", "~:tags", ["~#set", ["~:new", "on sale"]], "~:sex", "~:F"],
            "~:rows", [["^ ", "zip", "06234"], {"n": 1}], "~:at", "~m1790000000000", "~:id", "~u531a379e-31bb-4ce1-8690-158dceb64be6",
            "~:odd", "~~x", "~:none", None]  # fmt: skip
    assert read(body(json.dumps(made).encode())) == [
        ("order.email", "email", "a@b.kr"), ("order.tags[1][0]", "tags", "new"), ("order.tags[1][1]", "tags", "on sale"),
        ("order.sex", "sex", "F"), ("rows[0].zip", "zip", "06234"), ("rows[1].n", "n", "1"), ("at", "at", "1790000000000"),
        ("id", "id", "531a379e-31bb-4ce1-8690-158dceb64be6"), ("odd", "odd", "~x"), ("none", "none", "null"),
    ]  # fmt: skip


def test_codes_stand_for_what_came_before(body: Body) -> None:
    made = [
        ["^ ", "~:email", "a@b.kr", "ab", "short names have none", "~:zip", "06234"],
        ["^ ", "^0", "c@d.kr", "^1", "06235"],
        "^1",
    ]
    assert read(body(json.dumps(made).encode())) == [
        ("[0].email", "email", "a@b.kr"), ("[0].ab", "ab", "short names have none"), ("[0].zip", "zip", "06234"),
        ("[1].email", "email", "c@d.kr"), ("[1].zip", "zip", "06235"), ("[2]", "", "zip"),
    ]  # fmt: skip


def test_codes_of_two_signs(body: Body) -> None:
    names = [f"~:name{at}" for at in range(46)]
    made = [["^ ", *(each for name in names for each in (name, "x"))], ["^ ", "^11", "y"]]
    assert read(body(json.dumps(made).encode()))[-1] == ("[1].name45", "name45", "y")


def test_a_value_stands_where_it_is_written(body: Body) -> None:
    raw = json.dumps(["^ ", "~:sex", "~:F", "~:name", "표서림", "~:note", "a\nb"]).encode()
    found = {each.key: each for each in body(raw).fields if each.layers == ("transit",)}
    assert raw[slice(*found["sex"].span)] == b"F"
    assert raw[slice(*found["name"].span)] == json.dumps("표서림")[1:-1].encode()


@pytest.mark.parametrize(
    "raw", ['["^ ", "a"', '["^ x", "a", "b"]', '{"a": "^ "}', '["a", "^ ", "b"]', '["^ ", "a", "b"] x', '["^ " "a"]']
)
def test_what_only_looks_like_it_is_none(body: Body, raw: str) -> None:
    assert read(body(raw.encode())) == []


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-zA-Z_]{0,8}", fullmatch=True),
        st.text(min_size=1).filter(lambda text: text[0] not in "~^`"),
        min_size=1,
        max_size=6,
    )
)
def test_every_text_comes_back(body: Body, members: dict[str, str]) -> None:
    raw = json.dumps(["^ ", *(each for key, value in members.items() for each in (f"~:{key}", value))]).encode()
    assert {key: value for _, key, value in read(body(raw))} == members


@given(
    st.lists(
        st.sampled_from(["^ ", "^0", "^1", "^ZZ", "~:a", "~#set", "x", 1, None, [], ["^ "], ["^ ", "~:b", "y"]]),
        max_size=8,
    )
)
def test_any_list_is_read_or_left_alone(body: Body, rows: list[object]) -> None:
    body(json.dumps(["^ ", *rows]).encode())
    body(json.dumps([["^ ", *rows], rows]).encode())
