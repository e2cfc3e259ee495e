from trafficaudit.declarations.labels.found import MOST, Found, merged
from trafficaudit.declarations.labels.words import data_type, named
from trafficaudit.declarations.model import DataType, Section, Source


def entry(words: str, *purposes: str, section: Section = "linked", line: int = 1) -> DataType:
    return data_type(section, ("", words), named("app_store", words), purposes, Source((line, line)))


def test_what_is_said_twice_of_a_type_stands_once_in_each_section() -> None:
    given = [entry("User ID", "a"), entry("사용자 ID", "b", line=2), entry("User ID", section="tracking")]
    first, second = merged(given, "app_store")
    assert (first.words, first.purposes, first.source.lines) == ("User ID", ("a", "b"), (1, 1))
    assert second.section == "tracking"


def test_a_section_that_holds_something_is_not_said_to_be_empty() -> None:
    found = Found("app_store", types=[entry("Name")], empty=["linked", "tracking", "tracking"])
    assert found.label().empty == ("tracking",)


def test_no_more_entries_are_taken_than_a_label_can_have() -> None:
    assert len(merged([entry(f"x{number}") for number in range(MOST + 5)], "app_store")) == MOST


def test_nothing_said_is_nothing() -> None:
    assert not Found("play").some
    assert Found("play", empty=["shared"]).some
