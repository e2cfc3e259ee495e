import pytest
from support import labels

from trafficaudit.declarations.labels.found import Found
from trafficaudit.declarations.labels.spoken import read_lines
from trafficaudit.declarations.labels.words import named
from trafficaudit.declarations.model import Store


def read(text: str, store: Store) -> Found:
    return read_lines(enumerate(text.splitlines(), 1), store)


def told(text: str, store: Store) -> list[tuple[str, str, int, bool]]:
    found: list[tuple[str, str, int, bool]] = []
    for one in read(text, store).label().types:
        kind = named(store, one.words)
        assert kind
        found.append((one.section, kind.name, len(one.purposes), one.optional))
    return found


def test_an_app_store_s_page_in_two_languages_says_the_same() -> None:
    assert told(labels.APPLE_EN, "app_store") == told(labels.APPLE_KO, "app_store") == [
        ("tracking", "DeviceID", 0, False),
        ("linked", "EmailAddress", 2, False),
        ("linked", "CoarseLocation", 1, False),
        ("linked", "CrashData", 1, False),
    ]  # fmt: skip


def test_google_play_s_page_in_two_languages_says_the_same() -> None:
    assert told(labels.PLAY_EN, "play") == told(labels.PLAY_KO, "play") == [
        ("shared", "DeviceOrOtherIds", 1, False),
        ("collected", "Name", 2, True),
        ("collected", "EmailAddress", 2, False),
        ("collected", "UserIds", 0, False),
        ("collected", "CrashLogs", 0, False),
        ("collected", "Diagnostics", 0, False),
    ]  # fmt: skip
    assert read(labels.PLAY_EN, "play").encrypted
    assert read(labels.PLAY_KO, "play").encrypted


def test_a_heading_without_types_stands_for_them_only_where_none_is_named() -> None:
    short = read("사용자에게 연결된 데이터\n구입 항목\n연락처 정보\n연락처\n식별자", "app_store").label().types
    assert [(one.words, one.reading) for one in short] == [
        ("구입 항목", "broad"),
        ("연락처 정보", "broad"),
        ("연락처", "named"),
        ("식별자", "broad"),
    ]
    both = read("Data Linked to You\nIdentifiers\nData Linked to You\nAnalytics\nIdentifiers\nUser ID", "app_store")
    assert [one.words for one in both.label().types] == ["User ID"]


@pytest.mark.parametrize(
    ("text", "store", "empty"),
    [
        ("Data Not Collected", "app_store", ("tracking", "linked", "not_linked")),
        ("데이터가 수집되지 않음", "app_store", ("tracking", "linked", "not_linked")),
        ("No data shared with third parties\nNo data collected", "play", ("shared", "collected")),
        ("제3자와 공유되는 데이터 없음", "play", ("shared",)),
        ("사용자를 추적하는 데 사용되는 데이터: 해당 없음", "app_store", ("tracking",)),
    ],
)
def test_what_is_said_to_hold_nothing(text: str, store: Store, empty: tuple[str, ...]) -> None:
    assert read(text, store).label().empty == empty


def test_words_that_the_list_does_not_have_are_told_of_and_end_what_is_no_label() -> None:
    found = read("Data Linked to You\nIdentifiers\nUser ID\nIris Pattern\nContact Info\nName", "app_store")
    assert found.strange == [(4, "Iris Pattern")]
    after = "\n".join(f"Row {number}" for number in range(9))
    found = read(f"Data Linked to You\nIdentifiers\nUser ID\n{after}\nName", "app_store")
    assert [one.words for one in found.types] == ["User ID"]


def test_outside_of_a_section_no_word_is_a_type() -> None:
    assert not read("Name\nEmail Address\nLocation", "app_store").types
    assert read("No details provided", "app_store").missing
