from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.reproduce.changes import changes, first_place
from trafficaudit.reproduce.inputs import Found, Input

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def recipe(**changed: Any) -> dict[str, Any]:
    tool = {"version": "1", "rules_sha256": "a", "rules": {"trackers/x.toml": "1", "keys.toml": "2"}}
    base: dict[str, Any] = {
        "tool": tool,
        "python": "3.13.1",
        "platform": "Linux x86_64",
        "libraries": {"pyarrow": "21", "pandas": "3"},
        "inputs": {"databases": [{"file": "dbip.ranges.xz", "sha256": "d", "size": None}, {"file": "own.mmdb", "sha256": "o", "size": 3}]},
    }  # fmt: skip
    return base | changed


def said(now: dict[str, Any], *found: Found) -> list[tuple[str, str, str]]:
    return [(each.what, each.recorded, each.now) for each in changes(recipe(), now, found)]


def test_nothing_changed() -> None:
    assert said(recipe()) == []


@pytest.mark.assertion("RPD-3")
def test_each_thing_that_changes_is_named() -> None:
    tool = recipe()["tool"]
    rules = {"trackers/x.toml": "9", "new.toml": "3", "keys.toml": "2"}
    assert said(recipe(tool=tool | {"version": "2"})) == [("tool version", "1", "2")]
    assert said(recipe(tool=tool | {"rules_sha256": "b", "rules": rules})) == [
        ("rule file new.toml", "none", "3"),
        ("rule file trackers/x.toml", "1", "9"),
    ]
    assert said(recipe(tool=tool | {"rules_sha256": "b"})) == [("the toolkit's code", "a", "b")]
    assert said(recipe(python="3.14")) == [("Python", "3.13.1", "3.14")]
    assert said(recipe(libraries={"pyarrow": "22", "pandas": "3"})) == [("library pyarrow", "21", "22")]
    databases = [
        {"file": "dbip.ranges.xz", "sha256": "e", "size": None},
        {"file": "own.mmdb", "sha256": "p", "size": 3},
    ]
    assert said(recipe(inputs={"databases": databases})) == [("geo database dbip.ranges.xz", "d", "e")]
    other = Found(Input("persona", "p.toml", 3, "s"), Path("p.toml"), "t")
    assert said(recipe(), other) == [("persona p.toml", "s", "t")]


@given(VALUES, VALUES)
def test_the_first_place_is_there_exactly_where_two_values_differ(one: object, two: object) -> None:
    assert (first_place(one, two) is None) == (one == two)


def test_the_place_is_a_path() -> None:
    assert first_place({"a": [{"b": 1}]}, {"a": [{"b": 2}]}) == ("a[0].b", "1", "2")
    assert first_place({"a": [1]}, {"a": [1, 2]}) == ("a", "[1]", "[1, 2]")
    assert first_place({"a": 1}, {}) == ("a", "1", "none")


@given(VALUES)
def test_any_recipe_that_was_written_by_anybody_is_compared(value: object) -> None:
    said(recipe(tool=value, libraries=value, python=value, inputs={"databases": [value]}))
