"""Paths of fields without what only wraps a value, and what those beside a field have in common with it."""

import doctest

import pytest

from trafficaudit.detectors.names import paths as key_paths
from trafficaudit.detectors.names.paths import is_of_listed, place_under, steps, unwrapped


@pytest.mark.parametrize(
    ("path", "key", "bare"),
    [
        ("session.id.value", "id", "session.id"),
        ("id.value", "id", "id"),
        ("session.id.value", "value", "session.id.value"),
        ("session.sid.value", "id", "session.sid.value"),
        ("fields.a.structValue.fields.b.numberValue", "b", "fields.a.b"),
        ("props[3].value", "model", "props[3].value"),
    ],
)
def test_a_path_leads_to_what_has_the_value(path: str, key: str, bare: str) -> None:
    assert unwrapped(path, key) == bare


def test_steps_of_typed_lists() -> None:
    assert steps("fields.tags.listValue.values[0].stringValue") == ("fields", "tags")


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ("user.name.value", "name", "user."),
        ("x.struct.member[3].value.string", "name", "x.struct"),
        ("x.struct.member.value.dateTime.iso8601", "at", "x.struct"),
        ("1[1].2.5.1[0].2.3", "os.name", "1[1].2.5.1os"),
        ("user.tel[1]", "tel", "user."),
        ("[3].value", "name", ""),
    ],
)
def test_the_place_under_which_others_stand(path: str, key: str, place: str) -> None:
    assert place_under(path, key) == place


def test_lists_under_plain_names_make_a_record_of_each_place() -> None:
    assert place_under('["name[]"]', "name") == place_under('["tel[]"]', "tel") == "[]"
    assert place_under('["name[0]"]', "name") == place_under('["tel[0]"]', "tel") != place_under('["tel[1]"]', "tel")
    assert place_under('["user[name]"]', "name") == place_under('["user[tel]"]', "tel") != place_under("name", "name")


def test_a_value_in_an_object_of_a_list_is_of_it() -> None:
    assert is_of_listed("events[0].name.value", "name")
    assert not is_of_listed("event.name.value", "name")


def test_the_examples_hold() -> None:
    failed, tried = doctest.testmod(key_paths)
    assert tried > 0
    assert failed == 0
