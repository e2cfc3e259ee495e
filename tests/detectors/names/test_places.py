"""What stands around a field: the names above it, and those beside it."""

import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.fields import field

from trafficaudit.detectors.names import paths as key_paths
from trafficaudit.detectors.names import places as key_places
from trafficaudit.detectors.names.paths import is_of_listed, place_of, place_under, steps, unwrapped
from trafficaudit.detectors.names.places import above, around, is_piece, names, parents
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
        ('a["b.c"][2].d', ("a", "b", "c", "d")),
        ('a["b c.d"][2].e', ("a", "b c.d", "e")),
        (r'["x\"y"].z', ('x"y', "z")),
        ("x[0][1]", ("x",)),
        ('a["device[ids][0]"]', ("a", "device", "ids")),
        ('["items[0].name"]', ("items", "name")),
        ('["[x"]', ("[x",)),
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
    assert steps(path) == tuple(step.group(2) for step in key_paths._STEP.finditer(path) if step.group(2))


@example("a.ab", "body")
@given(PATHS | st.text(), st.sampled_from(["url", "body"]))
def test_the_short_way_to_the_names_above_gives_what_the_long_one_gives(path: str, part: Part) -> None:
    assert above(path, part, "a") == parents(field("a", "1", path=path, part=part))[-2:]


@given(PATHS | st.text())
def test_a_place_is_the_path_before_its_last_step(path: str) -> None:
    path = path.replace("a.b", "a b")
    whole = list(key_paths._STEP.finditer(path))
    assert place_of(path) == (path[: whole[-1].start()] if whole else "")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ('["device[os][name]"]', '["device[os]"]'),
        ('["device[os]"]', "device"),
        ('a.b["device.os"]', "a.b.device"),
        ('["macs[0]"]', "macs"),
        ('["macs[]"]', "macs"),
        ('a["two words"]', "a"),
    ],
)
def test_what_stands_beside_a_name_with_the_way_to_it_begins_its_name_so(path: str, place: str) -> None:
    assert place_of(path) == place


def test_a_value_with_the_name_beside_it_stands_beside_those_of_other_pairs() -> None:
    assert place_under("props[3].value", "model") == place_under("props[0].value", "brand") == "props"
    assert place_under("[3].value", "model") == ""
    assert place_under("props[3].value", "value") == "props[3]."
    assert place_under("rows[3][1]", "model") == "rows[3]"
    assert place_under('["device[os]"]', "os") == "device"


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("events[0].name", True),
        ("events[0].tags[1]", True),
        ("[0].name", True),
        ('["events[0][name]"]', True),
        ('["events[0].name"]', True),
        ('["events[0]"]', False),
        ('["event[name]"]', False),
        ("event.name", False),
        ("names[0]", False),
    ],
)
def test_a_member_of_one_thing_in_a_list(path: str, listed: bool) -> None:
    assert is_of_listed(path) == listed


@pytest.mark.parametrize(
    ("path", "bare"),
    [
        ("fields.os.mapValue.fields.name.stringValue", "fields.os.name"),
        ("fields.a.arrayValue.values[2].mapValue.fields.x.doubleValue", "fields.a[2].x"),
        ("Item.os.M.name.S", "os.name"),
        ("a.PutRequest.Item.macs.L[0].S", "a.PutRequest.macs[0]"),
        ("sizes.M.price", "sizes.M.price"),
        ("fields.mapValue", "fields.mapValue"),
        ("firstItem.name.S", "firstItem.name"),
    ],
)
def test_steps_that_are_only_types_are_no_names(path: str, bare: str) -> None:
    assert unwrapped(path) == bare
    assert steps(path) == steps(bare)
    assert place_of(path) == place_of(bare)


def test_a_name_in_quotes_is_no_place_in_a_list() -> None:
    assert not is_piece(("delimited",), '["app.session"]', "$")
    assert is_piece(("delimited",), 'a["app.session"][1]', 'a["app.session"]')


@given(st.text(), st.text())
def test_any_name_and_path(name: str, path: str) -> None:
    one = field("a", "1", path=path, key=name)
    names(one)
    around(one)
