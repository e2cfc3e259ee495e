"""What stands around a field: the names above it, and those beside it."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import field

from trafficaudit.detectors import key_places
from trafficaudit.detectors.key_places import above, around, names, parents, place_of, steps
from trafficaudit.model import Part


def test_the_examples_of_the_docstrings_hold() -> None:
    failed, tried = doctest.testmod(key_places)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", ("$",)),
        ("user.email", ("user", "email")),
        ("items[0].id", ("items", "id")),
        ('a["b.c"][2].d', ("a", "b.c", "d")),
        (r'["x\"y"].z', ('x"y', "z")),
        ("x[0][1]", ("x",)),
    ],
)
def test_steps(path: str, found: tuple[str, ...]) -> None:
    assert steps(path) == found


def test_a_name_that_says_little_borrows_its_parents() -> None:
    assert {"phonenumber", "phone"} <= set(names(field("user.phone.number", "1")))
    assert "pushtoken" in names(field("push.token", "1"))
    assert "push" not in names(field("push.token", "1"))
    assert names(field("user.email", "1")) == ("email",)


def test_the_part_of_an_address_is_no_parent() -> None:
    assert parents(field("query.name", "1", part="url")) == ()
    assert parents(field("query.name", "1")) == ("query",)
    assert names(field("query.id", "1", part="url")) == ("id",)


def test_around_takes_two_levels() -> None:
    assert around(field("order.buyer.homeAddress.line1", "1")) == {
        "buyer",
        "home",
        "address",
        "homeaddress",
        "line",
        "1",
        "line1",
    }


PATHS = st.lists(
    st.sampled_from(["a", "ab", ".", "..", "[0]", "[12]", '["a.b"]', '["', '"]', "[", "]", '"', "\\"])
).map("".join)


@given(PATHS | st.text())
def test_names_are_those_between_the_marks(path: str) -> None:
    path = path.replace('"', "")
    assert steps(path) == tuple(step.group(2) for step in key_places._STEP.finditer(path) if step.group(2))


@given(PATHS | st.text(), st.sampled_from(["url", "body"]))
def test_the_short_way_to_the_names_above_gives_what_the_long_one_gives(path: str, part: Part) -> None:
    assert above(path, part) == parents(field("a", "1", path=path, part=part))[-2:]


@given(PATHS | st.text())
def test_a_place_is_the_path_before_its_last_step(path: str) -> None:
    whole = list(key_places._STEP.finditer(path))
    assert place_of(path) == (path[: whole[-1].start()] if whole else "")


@given(st.text(), st.text())
def test_any_name_and_path(name: str, path: str) -> None:
    one = field("a", "1", path=path, key=name)
    names(one)
    around(one)
