"""Documents that were flattened into one list."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

DEVALUE = [
    {"user": 1, "tags": 5, "born": 7, "gone": -1}, {"nickname": 2, "religion": 3, "again": 2}, "달빛여우", {"is": 4}, "무교",
    [6], "hiking", ["Date", "1990-01-15T00:00:00.000Z"],
]  # fmt: skip


def keys(decoded: Decoded) -> dict[str, str]:
    """Give what each value is called: where a document is read by its places, by the first that names it."""
    found: dict[str, str] = {}
    for each in decoded.fields:
        if each.path != "$":
            found.setdefault(str(each.value), each.key)
    return found


@pytest.mark.parametrize("outer", [lambda flat: flat, lambda flat: {"nodes": [{"type": "data", "data": flat}]}])
def test_values_are_called_what_they_are_members_of(body: Body, outer: Callable[[object], object]) -> None:
    found = keys(body(json.dumps(outer(DEVALUE), ensure_ascii=False).encode()))
    assert found["달빛여우"] == "nickname"
    assert found["무교"] == "is"
    assert found["hiking"] == "tags"
    assert found["1990-01-15T00:00:00.000Z"] == "born"
    assert {found.get(place, "") for place in ("2", "3", "4", "6", "-1")} == {""}


def test_what_a_list_makes_of_another_stays_what_it_was_called(body: Body) -> None:
    raw = json.dumps([["ShallowReactive", 1], {"state": 2}, ["Reactive", 3], {"email": 4}, "kim@example.kr"]).encode()
    assert keys(body(raw))["kim@example.kr"] == "email"


def test_names_that_stand_in_the_list(body: Body) -> None:
    raw = json.dumps([{"_1": 2}, "profile", {"_3": 4, "_5": 6}, "email", "kim@example.kr", "height", 164]).encode()
    found = keys(body(raw))
    assert (found["kim@example.kr"], found["164"]) == ("email", "height")


@pytest.mark.parametrize(
    "value",
    [
        [{"nickname": 1, "zip": "06234"}, "달빛여우", "b"],
        [{"nickname": 1, "height": 164}, "달빛여우", "b"],
        [{"nickname": 1}, "달빛여우"],
        [{"a": 1, "b": 2}, "달빛여우", "b", "nobody's"],
        ["달빛여우", {"a": 0, "b": 2}, "c"],
        [{"a": 1, "deep": {"b": 2}}, "달빛여우", "c"],
    ],
)
def test_other_lists_stay_as_they_are(body: Body, value: object) -> None:
    found = keys(body(json.dumps(value, ensure_ascii=False).encode()))
    assert found["달빛여우"] == ""


@given(
    st.recursive(
        st.integers(-9, 9) | st.sampled_from(("Date", "x", "kim@example.kr")),
        lambda inner: (
            st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from(("a", "_1", "b.c")), inner, max_size=3)
        ),
        max_leaves=20,
    )
)
def test_any_list(body: Body, value: object) -> None:
    body(json.dumps([{"a": 1}, value, "x"]).encode())
