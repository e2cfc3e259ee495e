"""What getprop prints."""

import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.devices import getprop
from trafficaudit.devices.adb import LIMIT
from trafficaudit.devices.getprop import parse


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(getprop).failed == 0


def test_a_value_over_several_lines_and_brackets_inside() -> None:
    text = "[a.b]: [one\ntwo]\r\n[c]: [[x]: y]\n[gsm.operator.alpha]: [한빛,]\nnoise\n"
    assert parse(text) == {"a.b": "one\ntwo", "c": "[x]: y", "gsm.operator.alpha": "한빛,"}


@pytest.mark.parametrize("line", ["[a]: [\n", "[a]: [", "x\n", "[a]: []", "[a]: [x]\n"])
def test_the_time_grows_with_the_length_alone(line: str) -> None:
    begun = time.monotonic()
    parse("[first]: [" + line * (LIMIT // len(line)))
    assert time.monotonic() - begun < 20


def test_a_value_that_never_ends_is_dropped() -> None:
    assert parse("[a]: [x\n[b]: [y]\n[c]: [z\n") == {"b": "y"}


def test_it_is_bounded() -> None:
    many = parse("".join(f"[p{n}]: [{'x' * 5000}]\n" for n in range(20_100)))
    assert len(many) == 20_000
    assert {len(value) for value in many.values()} == {4096}


@given(st.dictionaries(st.from_regex(r"[a-z.]{1,20}", fullmatch=True), st.text(st.characters(categories=["L", "N"]))))
def test_what_is_printed_is_read(known: dict[str, str]) -> None:
    assert parse("".join(f"[{name}]: [{value}]\n" for name, value in known.items())) == known
