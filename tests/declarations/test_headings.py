import doctest
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations import headings

ROLES = get_args(headings.Role.__value__)


def test_the_examples_hold() -> None:
    assert doctest.testmod(headings).failed == 0


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("국외 이전의 근거", "basis"),
        ("이전되는 개인정보 항목", "items"),
        ("이전하는 개인정보의 항목", "items"),
        ("개인정보가 이전되는 국가, 시기 및 방법", "countries when_how"),
        ("개인정보를 이전받는 자의 성명(법인의 경우에는 그 명칭 및 연락처)", "recipient contact"),
        ("이전받는 자의 개인정보 이용목적 및 보유·이용 기간", "purpose retention"),
        ("개인정보의 이전을 거부하는 방법, 절차 및 거부의 효과", "refusal"),
        ("수탁업체", "recipient"),
        ("Items of personal information transferred", "items"),
        ("Personal data", "items"),
        ("Country to which personal information is transferred", "countries"),
        ("Recipient's purpose of use", "purpose"),
        ("Period of retention and use by the recipient", "retention"),
        ("Date and method of transfer", "when_how"),
        ("가온클라우드", ""),
        ("境外接收方名称", "recipient"),
        ("接收方名称及联系方式", "recipient contact"),
        ("国家/地区", "countries"),
        ("个人信息的种类", "items"),
        ("处理目的、处理方式", "purpose when_how"),
        ("", ""),
        ("이전받는 자 " * 40, ""),
    ],
)
def test_a_heading_names_columns_of_the_statute(heading: str, expected: str) -> None:
    assert " ".join(headings.roles(heading)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Cross-border transfer of personal data", True), ("Crossborder Logistics", False), ("跨境传输", True)],
)
def test_words_above_a_table_tell_of_transfers_and_not_of_a_company(text: str, expected: bool) -> None:
    assert headings.overseas(text) is expected


def test_phrases_are_written_in_their_comparable_form_and_stand_once() -> None:
    from trafficaudit.declarations.wording import key

    table = headings._data()["columns"]
    phrases = [phrase for role in table for phrase in dict.fromkeys(table[role])]
    assert not [phrase for phrase in phrases if key(phrase) != phrase]
    assert len(phrases) == len(set(phrases))
    assert set(table) - {"nothing", "weak"} == set(ROLES)


@pytest.mark.parametrize(
    "text", ["6. 개인정보의 국외 이전", "해외로 이전하는", "Cross-border transfer", "transferred outside Korea"]
)
def test_words_above_a_table_tell_of_transfers_abroad(text: str) -> None:
    assert headings.overseas(text)
    assert not headings.overseas("처리업무의 위탁")


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    assert set(headings.roles(text)) <= set(ROLES)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("이전하는 개인정보의 보유 및 이용기간", ("retention",)),
        ("이전되는 개인정보의 이용목적", ("purpose",)),
        ("이전받는 법인의 정보관리책임자", ("contact",)),
        ("이전받는 업체의 소재국가", ("countries",)),
        ("이전받는 회사의 명칭", ("recipient",)),
        ("이전되는 개인정보의 항목", ("items",)),
        ("이전되는 국가의 이전되는 국가", ("countries",)),
        ("이전 국가 및 이전 항목의 목적", ("countries", "purpose")),
    ],
)
def test_what_a_heading_speaks_of_is_no_column_of_its_own(heading: str, expected: tuple[str, ...]) -> None:
    assert headings.roles(heading) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("국가", True),
        ("이전되는 국가", True),
        ("이전 국가 안내", True),
        ("회사는 국가를 아래와 같이 안내", False),
        ("국가 및 항목은 아래와 같이 안내", False),
        ("아래와 같이 안내하는 여러 국가", False),
    ],
)
def test_a_columns_name_is_half_of_the_words_at_least(text: str, expected: bool) -> None:
    """However far into the words it stands."""
    assert headings.bare(text) is expected


def test_a_text_too_long_for_a_heading_names_no_column() -> None:
    long = headings._LONGEST
    assert headings.roles("국가" + "가" * (long - 2)) == ("countries",)
    assert headings.roles("국가" + "가" * (long - 1)) == ()
