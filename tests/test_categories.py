import re

from trafficaudit.categories import near, taxonomy


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


def test_an_unknown_slug_has_near_names() -> None:
    assert "phone_number" in near("phone-numbr")
    assert near("xyzzy") == []
