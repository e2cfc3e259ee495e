from dataclasses import replace

from support import labels

from trafficaudit.declarations.labels.changes import changes
from trafficaudit.declarations.labels.manifest import manifest
from trafficaudit.declarations.labels.spoken import read_lines
from trafficaudit.declarations.model import Label, Store


def label(text: str, store: Store = "app_store") -> Label:
    return read_lines(enumerate(text.splitlines(), 1), store).label()


def test_a_page_in_another_language_is_no_change_but_for_the_words_of_purposes() -> None:
    old, new = label(labels.APPLE_EN), label(labels.APPLE_KO)
    assert {one.kind for one in changes(old, new)} == {"purpose"}
    assert changes(old, old) == []


def test_types_that_come_go_and_move_to_another_section() -> None:
    later = label(labels.APPLE_EN.replace("Device ID", "User ID").replace("Crash Data", "Performance Data"))
    told = [(one.change, one.before, one.after) for one in changes(label(labels.APPLE_EN), later) if one.kind == "type"]
    assert told == [
        ("added", "", "User ID (used to track)"),
        ("added", "", "Performance Data (linked to the user)"),
        ("removed", "Device ID (used to track)", ""),
        ("removed", "Crash Data (linked to the user)", ""),
    ]
    moved = label("Data Not Linked to You\nIdentifiers\nUser ID"), label("Data Linked to You\nIdentifiers\nUser ID")
    assert [(one.change, one.places) for one in changes(*moved)] == [
        ("added", ("", "line 3")),
        ("removed", ("line 3", "")),
    ]


def test_purposes_hosts_and_claims() -> None:
    later = label(labels.APPLE_EN.replace("Third-Party Advertising", "App Functionality"))
    (one,) = changes(label(labels.APPLE_EN), later)
    assert (one.kind, one.before, one.after) == (
        "purpose", "Third-Party Advertising, Analytics", "App Functionality, Analytics",
    )  # fmt: skip
    old = manifest(labels.MANIFEST).label()
    assert [(each.kind, each.change) for each in changes(old, replace(old, tracking_domains=("b.example",)))] == [
        ("tracking_domain", "added"),
        ("tracking_domain", "removed"),
    ]
    play = label(labels.PLAY_EN, "play")
    assert [each.kind for each in changes(play, replace(play, encrypted=False))] == ["encrypted"]
    assert [each.kind for each in changes(play, replace(play, empty=("shared",)))] == ["empty"]
