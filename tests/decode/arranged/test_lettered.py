"""Members called by letters, beside a map of what these mean."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
NAMES = {"a": "email", "b": "zip", "c": "sex", "d": "count"}
VALUES = {"a": "a@b.kr", "b": "06234", "c": "F", "d": 12}


def keys(body: Body, made: Any) -> dict[str, str]:
    return {each.path: each.key for each in body(json.dumps(made).encode()).fields if each.layers == ("json",)}


@pytest.mark.parametrize(
    "called", ["map", "keys", "legend", "fieldMap", "field_names", "_k", "schema", "aliases", "attrMap"]
)
@pytest.mark.parametrize("legend", [NAMES, {name: letter for letter, name in NAMES.items()}])
def test_members_are_called_by_what_their_letters_mean(body: Body, called: str, legend: dict[str, str]) -> None:
    found = keys(body, {called: legend, "events": [VALUES, {"b": "06235", "c": "M"}], "u": VALUES})
    assert {path: key for path, key in found.items() if not path.startswith(f"{called}.")} == {
        **{f"events[0].{letter}": name for letter, name in NAMES.items()}, "events[1].b": "zip", "events[1].c": "sex",
        **{f"u.{letter}": name for letter, name in NAMES.items()},
    }  # fmt: skip
    assert {path for path, key in found.items() if path.startswith(f"{called}.") and path != f"{called}.{key}"} == set()


@pytest.mark.parametrize(
    "made",
    [
        {"labels": NAMES, "events": [VALUES]},  # no map of names is called so
        {"map": {"a": "email", "b": "zip"}, "events": [{"a": "a@b.kr", "b": "06234"}]},  # too few
        {"map": {"a": "email", "b": "email", "c": "zip"}, "events": [VALUES]},  # one name twice
        {"map": NAMES, "events": [{**VALUES, "e": "x"}]},  # a letter that it does not have
        {"map": NAMES, "events": [{"a": "a@b.kr"}]},  # one member
        {"map": NAMES, "texts": {"a": "email", "b": "zip"}},  # names again
        {"map": NAMES, "keys": NAMES, "events": [VALUES]},  # two maps
        {"map": {"a": "1.5", "b": "2", "c": "x y"}, "events": [VALUES]},  # no names
        {"map": {"email": "a@b.kr", "zip": "06234", "sex": "F"}, "events": [VALUES]},
    ],
)
def test_other_objects_keep_their_names(body: Body, made: Any) -> None:
    assert all(path.endswith(key) for path, key in keys(body, made).items())


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.text(max_size=6), max_size=8),
    st.dictionaries(st.sampled_from("abcdefgh"), st.text(max_size=6), max_size=8),
)
def test_any_objects_keep_their_values(body: Body, legend: dict[str, str], data: dict[str, str]) -> None:
    made = {"map": legend, "data": [data, {"x": 1}]}
    found = {each.path: each.value for each in body(json.dumps(made).encode()).fields if each.layers == ("json",)}
    told = {path.removeprefix("data[0]."): value for path, value in found.items() if path.startswith("data[0].")}
    assert told == data
