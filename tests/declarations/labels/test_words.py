from itertools import combinations

import pytest

from trafficaudit.categories import taxonomy
from trafficaudit.declarations.labels import words
from trafficaudit.declarations.model import Source, Store
from trafficaudit.declarations.wording import key

STORES: tuple[Store, ...] = ("app_store", "play")


@pytest.mark.parametrize("store", STORES)
def test_every_type_stands_under_a_heading_and_names_categories_that_there_are(store: Store) -> None:
    groups = set(words._list(store)["groups"])
    for one in words.types(store).values():
        assert one.group in groups, one
        assert {*one.categories, *one.perhaps} <= set(taxonomy()), one
        assert not {*one.categories} & {*one.perhaps}, one


def test_the_stores_lists_are_whole() -> None:
    assert len(words.types("app_store")) == 35
    assert len(words.types("play")) == 38
    assert words.types("manifest") == words.types("app_store")


@pytest.mark.parametrize("store", STORES)
def test_words_mean_one_thing_of_each_kind(store: Store) -> None:
    for said, meant in words.lexicon(store).items():
        for one, other in combinations(meant, 2):
            assert one.what != other.what or one == other, said
            # A heading and the only type under it may share their words.
            assert {one.what, other.what} <= {"group", "type"} or one == other, said


def test_a_line_is_read_whole_or_not_at_all() -> None:
    assert [said for said, _ in words.parted("비정상 종료 로그분석진단분석", "play")] == [
        "비정상 종료 로그",
        "분석",
        "진단",
        "분석",
    ]
    assert words.parted("이름을 입력하세요", "play") == []
    assert words.parted("x" * 400, "play") == []
    assert words.parted("", "play") == []


def test_decomposed_letters_are_read() -> None:
    import unicodedata

    assert [said for said, _ in words.parted(unicodedata.normalize("NFD", "이메일 주소"), "play")] == ["이메일 주소"]


def test_a_long_line_of_words_costs_no_more_than_it_is_long() -> None:
    assert len(words.parted("이름" * 150, "play")) == 150


def test_a_heading_may_be_any_type_under_it_and_a_lone_type_is_itself() -> None:
    heading = words.heading("app_store", "linked", "Contact Info", (), Source((1, 1)))
    assert (heading.reading, set(heading.categories)) == (
        "broad",
        {"name", "email", "phone_number", "postal_address", "postal_code"},
    )
    assert words.is_heading("app_store", heading)
    alone = words.heading("app_store", "linked", "Contacts", (), Source((1, 1)))
    assert (alone.reading, alone.categories) == ("named", ("contacts",))
    assert not words.is_heading("app_store", alone)


def test_what_a_store_has_no_type_for_is_not_judged() -> None:
    for store in STORES:
        assert not {"os_version", "consent_state", "ip_address", "region"} & words.judged(store)
        assert {"email", "advertising_id", "coordinates", "birth_date"} <= words.judged(store)


UNNAMED = {"password", "session_id", "access_token", "region", "referrer", "advertising_cookie"}
"""What no definition of a store names, nor what it calls any other personal information."""


@pytest.mark.parametrize("store", STORES)
def test_no_category_of_a_person_is_forgotten_in_a_stores_list(store: Store) -> None:
    of_the_phone = {"device_property", "app", "network"}  # but what crash reports tell, which both lists name
    asked = {slug for slug, category in taxonomy().items() if category.group not in of_the_phone} | {"diagnostics"}
    assert asked - words.judged(store) <= UNNAMED


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize(
    ("names", "category"),
    [
        ({"app_store": "Credit Info", "play": "Credit score"}, "credit_information"),
        ({"app_store": "Other Financial Info", "play": "Other financial info"}, "income"),
        ({"app_store": "Crash Data", "play": "Crash logs"}, "diagnostics"),
    ],
)
def test_a_type_that_has_a_category_covers_it(store: Store, names: dict[str, str], category: str) -> None:
    (meant,) = {one.name for one in words.lexicon(store)[key(names[store])] if one.what == "type"}
    told = words.types(store)[meant]
    # A crash report is one kind of diagnostics: that none was seen is no declaration too many.
    assert category in (told.perhaps if category == "diagnostics" else told.categories)
