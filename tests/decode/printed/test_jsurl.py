"""JSURL: what the grammar says, and what only looks like it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import documents

from trafficaudit.decode.printed import jsurl
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("jsurl",)]


def text(value: str) -> str:
    """Write a text as the library does: units of UTF-16 but for letters, digits and a few signs."""
    made = []
    for char in value:
        units = char.encode("utf-16-be", "surrogatepass").hex()
        plain = char.isascii() and (char.isalnum() or char in "_-.")
        short = f"*{ord(char):02x}" if ord(char) < 256 else ""
        made.append(
            char
            if plain
            else "!"
            if char == "$"
            else short or "".join(f"**{units[at : at + 4]}" for at in range(0, len(units), 4))
        )
    return "'" + "".join(made)


def test_values_are_called_by_their_names(body: Body) -> None:
    raw = "~(user~(email~'a*40b.kr~name~'**d45c**c11c**b9bc~age~34~vip~true~none~null)~tags~(~'new~'on*20sale~(~1~-2.5))~cost~'!7)"
    assert read(body(raw.encode())) == [
        ("user.email", "email", "a@b.kr"), ("user.name", "name", "표서림"), ("user.age", "age", "34"),
        ("user.vip", "vip", "true"), ("tags[0]", "tags", "new"), ("tags[1]", "tags", "on sale"),
        ("tags[2][0]", "tags", "1"), ("tags[2][1]", "tags", "-2.5"), ("cost", "cost", "$7"),
    ]  # fmt: skip


def test_an_escape_keeps_its_place(body: Body) -> None:
    raw = b"~(a~'x*20**d45c**c11c~b~1)"
    found = next(each for each in body(raw).fields if each.key == "a")
    assert (found.value, raw[slice(*found.span)], found.exact) == ("x 표서", b"x*20**d45c**c11c", False)
    assert list(jsurl.escapes(b"x*20**d83d**de00!")) == [(1, 4, 1, 0), (4, 16, 4, 0), (16, 17, 1, 0)]


@pytest.mark.parametrize(
    "raw",
    ["~(a~'x", "~(a~'x))", "~(a)", "~(a~b)", "~(a~'x~b)", "~()", "~(~)", "~(a~'x) more", "x~(a~'x)", "~ (a~'x)", "~(a b~'x)", "~(a~'x y)"],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: str) -> None:
    assert read(body(raw.encode())) == []


@given(documents.members())
def test_every_text_comes_back(body: Body, members: dict[str, str]) -> None:
    raw = "~(" + "~".join(f"{key}~{text(value)}" for key, value in members.items()) + ")"
    assert {key: value for _, key, value in read(body(raw.encode()))} == members


@given(st.text("()~'!*d0a1-.", max_size=60))
def test_any_signs_are_read_or_left_alone(body: Body, signs: str) -> None:
    body(f"~(a{signs})".encode())
