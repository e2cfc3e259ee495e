"""Values in an object of their own: what holds it is their name; an object with more in it keeps its own names."""

import pytest

from trafficaudit.decode.arranged.held import name
from trafficaudit.decode.node import Child


def _keys(*paths: str) -> list[str]:
    children: list[Child] = [(path, path.rpartition(".")[2], "M", 0, 0, True) for path in paths]
    name(children, {"value"})
    return [child[1] for child in children]


@pytest.mark.parametrize(
    "word", ["value", "Value", "val", "@value", "$value", "newValue", "stringValue", "$numberLong"]
)
def test_a_value_alone_in_its_object_is_called_by_what_holds_it(word: str) -> None:
    assert _keys(f"user.sex.{word}") == ["sex"]


@pytest.mark.parametrize("beside", ["type", "timestamp", "old", "touched", "verified"])
def test_what_only_tells_of_the_value_leaves_it_its_name(beside: str) -> None:
    assert _keys(f"user.sex.{beside}", "user.sex.value") == [beside, "sex"]
    assert _keys("user.sex.value", f"user.sex.{beside}") == ["sex", beside]


@pytest.mark.parametrize("beside", ["currency", "name", "country"])
def test_an_object_that_holds_more_keeps_the_names_of_its_members(beside: str) -> None:
    assert _keys("amount.value", f"amount.{beside}") == ["value", beside]


@pytest.mark.parametrize("word", ["v", "text", "new", "$", "eq", "s"])
def test_a_short_word_is_a_wrapping_where_several_are_written_so(word: str) -> None:
    assert _keys(f"user.sex.{word}", f"user.zip.{word}", f"id.{word}") == ["sex", "zip", "id"]
    assert _keys(f"app.{word}", f"os.{word}") == [word, word]
    paired = [f"{name}.{member}" for name in "abc" for member in (word, "x")]
    assert _keys(f"app.{word}", f"os.{word}", f"sdk.{word}", *paired)[:3] == [word] * 3


def test_lists_and_quoted_steps_hold_nothing_so() -> None:
    assert _keys("emails[0].value", '["a.b"].value', "value") == ["value", "value", "value"]


def test_a_name_that_is_the_value_stays() -> None:
    children: list[Child] = [("sex.@value", "@value", "@value", 0, 0, True)]
    name(children, ())
    assert children[0][1] == "@value"
