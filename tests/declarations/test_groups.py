import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations import groups
from trafficaudit.declarations.groups import group_of
from trafficaudit.declarations.organisations import same, seated
from trafficaudit.destinations.recipients import Recipients

ORGANISATIONS = Recipients().organisations


def test_the_examples_hold() -> None:
    assert doctest.testmod(groups).failed == 0


def test_every_group_has_its_source_and_members_in_the_map() -> None:
    in_map = {one.group for one in ORGANISATIONS if one.group}
    for listed in groups._listed().values():
        assert listed.key in in_map
        assert len(listed.source) > 20
        assert listed.source in listed.label("ko")
    assert all(
        word == same(word) for word, group in groups._members().items() if word not in {o.name for o in ORGANISATIONS}
    )


def test_a_name_belongs_to_one_group_as_the_map_says() -> None:
    for one in ORGANISATIONS:
        found = group_of(one.name)
        if one.group:
            assert found is not None
            assert found.key == one.group


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Alibaba Cloud (Singapore) Private Limited", "Alibaba"),
        ("Alibaba.com Singapore E-Commerce Private Limited", "Alibaba"),
        ("AliExpress", "Alibaba"),
        ("Whaleco Inc.", "PDD"),
        ("Elementary Innovation Pte. Ltd.", "PDD"),
        ("PDD Holdings Inc.", "PDD"),
        ("Bytedance Pte. Ltd.", "ByteDance"),
        ("TikTok Pte. Ltd.", "ByteDance"),
        ("인스타그램", "Meta"),
        ("구글코리아 유한회사", "Google"),
        ("(주)카카오엔터프라이즈", "Kakao"),
        ("Amazon Web Services Korea LLC", "Amazon"),
        ("Metaverse Inc.", ""),
        ("카카오톡스토어 판매자", ""),
        ("Ant Group (Alipay)", "Ant"),
        ("Alipay Merchant Services Pte. Ltd.", "Ant"),
        ("엔에이치엔클라우드(주)", "NHN"),
        ("", ""),
    ],
)
def test_names_of_policies(name: str, expected: str) -> None:
    found = group_of(name)
    assert (found.key if found else "") == expected


def test_no_company_of_the_map_has_a_form_of_another_country_s_law() -> None:
    forms = {one.name: seated(one.name) for one in ORGANISATIONS if one.country}
    assert sum(map(bool, forms.values())) >= 15
    assert all(not forms[one.name] or one.country in forms[one.name] for one in ORGANISATIONS if one.country)


@given(st.text(max_size=60))
def test_any_name(name: str) -> None:
    group_of(name)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Gaon", "Google LLC", False),  # of one of them nothing is known
        ("Google LLC", "Gaon", False),
        ("Gaon Pte. Ltd.", "Google LLC", True),
        ("Google LLC", "Google LLC", False),
        ("TikTok Inc.", "TikTok Pte. Ltd.", True),  # behind a slash in the map
        ("Alibaba Group Ltd.", "Alibaba Cloud", False),
        ("Bytedance Pte. Ltd. (CapCut)", "Bytedance Pte. Ltd.", False),
    ],
)
def test_companies_are_apart_where_both_are_established_and_nowhere_alike(one: str, other: str, expected: bool) -> None:
    assert groups.apart(one, other) is expected


def test_a_group_is_named_in_the_language_that_is_asked_for_with_its_source() -> None:
    found = group_of("TikTok Pte. Ltd.")
    assert found is not None
    assert found.source.startswith("TikTok Privacy Policy")
    assert found.label("en").startswith("ByteDance; TikTok")
    assert found.label("ko").startswith("바이트댄스; TikTok")
