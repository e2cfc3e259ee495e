"""Values in other alphabets and bases, and backwards: undone by ``support.disguised`` and told where they stand alone."""

import codecs
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.disguised import UNDO
from support.personas import seen

from trafficaudit.persona import disguises

EMAIL = "Seorim.Pyo.7f3k@example.com"
ADDRESS = "서울특별시 강서구 미르로 9, 407호"


def test_the_examples_hold() -> None:
    assert doctest.testmod(disguises).failed == 0


@given(st.binary(min_size=6, max_size=64).filter(lambda raw: raw[0] > 0))
def test_each_is_undone(raw: bytes) -> None:
    for layers, letters in disguises.of_bytes(raw):
        if layers[0] in UNDO:
            assert UNDO[layers[0]](letters) == raw, layers


def test_five_bytes_and_palindromes_and_short_words_are_no_proof() -> None:
    assert list(disguises.of_bytes(b"12345")) == []
    for text in ("1234321", "12344321"):
        assert ("reversed",) not in [layers for layers, _ in disguises.of_text(text)]
    assert ("reversed",) not in [layers for layers, _ in disguises.of_text("표서림")]


@pytest.mark.parametrize("layer", UNDO)
def test_a_value_is_told_where_it_stands_alone(layer: str) -> None:
    written = dict(disguises.of_bytes(EMAIL.encode()))[(layer,)].decode()
    for text in (written, f"d={written}&x=1", f'{{"d": "{written}"}}'):
        assert [one[:2] for one in seen(text, email=EMAIL)] == [("email", "verbatim")], text
    letters = "a" if written[0].isalnum() else "z"
    edges = [letters + written] if written[0].isalnum() else []
    edges += [written + letters] if written[-1].isalnum() else []
    for text in (
        *edges,
        written[:-2],
        written[1:-1],
        dict(disguises.of_bytes(b"x" + EMAIL.encode()))[(layer,)].decode(),
    ):
        assert seen(text, email=EMAIL) == [], text


@pytest.mark.parametrize("write", [lambda text: text[::-1], lambda text: f"x={text[::-1]};"])
def test_backwards(write: object) -> None:
    assert [one[0] for one in seen(write(EMAIL), email=EMAIL)] == ["email"]  # type: ignore[operator]
    assert [one[0] for one in seen(write(ADDRESS), postal_address=ADDRESS)] == ["postal_address"]  # type: ignore[operator]
    assert seen(write(EMAIL[:-1]), email=EMAIL) == []  # type: ignore[operator]
    assert seen(write("9" + EMAIL), email=EMAIL) == []  # type: ignore[operator]


def test_character_sets_that_few_know() -> None:
    for text in (ADDRESS.encode("gb18030").hex(), ADDRESS.encode("utf-7").decode()):
        assert [one[0] for one in seen(text, postal_address=ADDRESS)] == ["postal_address"]


def test_letters_turned_around_the_alphabet() -> None:
    for written in (codecs.encode(EMAIL, "rot13"), disguises_of("rot47")):
        assert [one[0] for one in seen(f'{{"d": "{written}"}}', email=EMAIL)] == ["email"]
        assert seen(f'{{"d": "{written[:-1]}"}}', email=EMAIL) == []
        assert seen(f'{{"d": "{written}x"}}', email=EMAIL) == []


def disguises_of(layer: str) -> str:
    return dict(disguises.of_text(EMAIL))[(layer,)].decode()


def test_zeros_have_no_digits_in_another_base() -> None:
    assert all(literal for _, literal in disguises.of_bytes(bytes(16)))
