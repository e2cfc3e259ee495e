"""Entries within entries: the way to a value is its name; what is no entry's value keeps its own."""

from trafficaudit.decode.arranged.entries import lead
from trafficaudit.decode.node import Child


def _keys(*members: tuple[str, str, str]) -> list[str]:
    children: list[Child] = [(path, key, value, 0, 0, True) for path, key, value in members]
    lead(children, str.isidentifier)
    return [child[1] for child in children]


def test_an_entry_in_an_entry_is_named_by_both() -> None:
    assert _keys(
        ("[0].name", "name", "os"),
        ("[0].value[0].name", "name", "version"),
        ("[0].value[0].value", "version", "16"),
        ("[1].name", "name", "zip"),
        ("[1].value", "zip", "06234"),
    ) == ["name", "name", "os.version", "name", "zip"]


def test_structures_of_calls_and_of_messages() -> None:
    at = "methodCall.params.param.value.struct.member"
    inner = f"{at}[1].value.struct.member"
    assert _keys(
        (f"{at}[1].name", "name", "os"),
        (f"{inner}.name", "name", "version"),
        (f"{inner}.value.string", "version", "16"),
    ) == ["name", "name", "os.version"]
    assert _keys(
        ("1[0].1", "1", "os"), ("1[0].2.5.1[0].1", "1", "version"), ("1[0].2.5.1[0].2.3", "version", "16")
    ) == [
        "1",
        "1",
        "os.version",
    ]


def test_what_stands_in_a_list_is_called_by_the_entry() -> None:
    member = "a.struct.member"
    assert _keys(
        (f"{member}.name", "name", "macs"),
        (f"{member}.value.array.data.value[0].string", "string", "x"),
        (f"{member}.value.array.data.value[1].string", "string", "y"),
    ) == ["name", "macs", "macs"]
    assert _keys(("1[1].1", "1", "macs"), ("1[1].2.6.1.3", "3", "x")) == ["1", "macs"]


def test_records_of_a_list_are_told_apart() -> None:
    at = "e.struct.member"
    data = f"{at}.value.array.data.value[1].struct.member"
    assert _keys((f"{at}.name", "name", "events"), (f"{data}.name", "name", "id"), (f"{data}.value", "id", "7")) == [
        "name",
        "name",
        "events[1].id",
    ]


def test_members_of_an_object_and_values_elsewhere_keep_their_names() -> None:
    assert _keys(("[0].key", "key", "os"), ("[0].value.version", "version", "16")) == ["key", "version"]
    assert _keys(("[0].key", "key", "places"), ("[0].value[0].lat", "lat", "37.5")) == ["key", "lat"]
    assert _keys(("[0].name", "name", "os"), ("[1].value[0].value", "version", "16")) == ["name", "version"]
    assert _keys(("1[0].1", "1", "os"), ("1[0].2.5.1.2", "2", "53")) == ["1", "2"]
