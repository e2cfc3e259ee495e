"""What says nothing under any name; the table of examples is that of ``test_key_values.py``."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.key import nothing as key_nothing
from trafficaudit.detectors.key.nothing import is_nothing, stands_for_none


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(key_nothing) == doctest.TestResults(failed=0, attempted=1)


PIECES = ["null", "None", "TRUE", "0", "-", ":", ".", " ", "$", "{", "}", "%%", "@@", "__", "[", "]", "<", ">", "(", ")", "A", "İ", "unspecified", "(null)", "\x85", "*", "#", "<%", "[["]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join) | st.text(max_size=14))
def test_the_short_way_to_nothing_gives_what_the_long_one_gives(text: str) -> None:
    bare = text.strip()
    empty = not bare.lower().strip("0-:. ") or bare.lower() in key_nothing.EMPTY | key_nothing._BARE
    assert is_nothing(text) == (empty or key_nothing.MACRO.fullmatch(bare) is not None)


@pytest.mark.parametrize("value", ["OPTOUT", "opt-out", "17105-OPTOUT", "uid:opted_out", "uid1711123456789"])
def test_an_identifier_that_stands_for_nobody(value: str) -> None:
    assert stands_for_none(value)
    assert not is_nothing(value)
    assert not stands_for_none(f"{value}x9")


@pytest.mark.parametrize("value", ['{"a": 1}', "{x:0.1,y:9.8}", "{a, b}"])
def test_an_object_is_no_macro(value: str) -> None:
    assert not is_nothing(value)
