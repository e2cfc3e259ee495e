import re
from typing import get_args

from trafficaudit.categories import WEIGHTS, Weight, near, taxonomy


def test_every_category_is_complete_and_named_once() -> None:
    categories = taxonomy()
    assert len(categories) >= 60
    for slug, category in categories.items():
        assert re.fullmatch(r"[a-z][a-z_]*", slug)
        assert category.slug == slug
        assert category.ko
        assert category.en
        assert category.weight in ("direct", "persistent", "linkable", "context")
    assert len({category.ko for category in categories.values()}) == len(categories)
    assert len({category.en for category in categories.values()}) == len(categories)


def test_labels_follow_the_language() -> None:
    assert taxonomy()["phone_number"].label("ko") == "전화번호"
    assert taxonomy()["phone_number"].label("en") == "phone number"


def test_labels_say_what_counts_under_them() -> None:
    """An age is counted as a part of a date of birth, when a card runs out and its check number with the card's number."""
    birth, card = taxonomy()["birth_date"], taxonomy()["card_number"]
    assert ("age" in birth.en, "나이" in birth.ko) == (True, True)
    assert ("other data on a card" in card.en, "카드 정보" in card.ko) == (True, True)


def test_what_article_23_lists_has_categories() -> None:
    """The act: beliefs, unions and parties, political opinions, health, sex life; the rest in its decree."""
    group = {slug for slug, category in taxonomy().items() if category.group == "sensitive"}
    assert group == {
        "health", "body_measurements", "biometrics", "genetic_data", "criminal_record", "ethnicity", "beliefs",
        "union_or_party", "sexual_life",
    }  # fmt: skip


def test_an_unknown_slug_has_near_names() -> None:
    assert "phone_number" in near("phone-numbr")
    assert near("xyzzy") == []


def test_every_weight_has_its_place_in_the_order() -> None:
    assert set(WEIGHTS) == set(get_args(Weight.__value__)) == {category.weight for category in taxonomy().values()}
    assert len(WEIGHTS) == len(set(WEIGHTS))


def test_what_holds_two_kinds_of_number_is_called_by_both() -> None:
    label = taxonomy()["connecting_information"].ko
    assert "연계정보(CI)" in label
    assert "중복가입확인정보(DI)" in label
