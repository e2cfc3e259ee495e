"""The ends of card and telephone numbers: under a name that says whose they are, and no box of a divided number."""

import doctest
from dataclasses import replace

import pytest
from support.fields import field, leaves
from support.personas import detect

from trafficaudit.detectors.persona import tails
from trafficaudit.model import Span
from trafficaudit.tables.strength import proves

GIVEN = {"phone_number": "010-6274-0913", "card_number": "5188-3122-0947-6130", "imei": "359811842300913"}


def found(document: object) -> list[tuple[str, str, str]]:
    return [(one.field.path, one.category, one.match) for one in detect(*leaves(document), **GIVEN)]


def test_the_doctests() -> None:
    assert doctest.testmod(tails).failed == 0


@pytest.mark.parametrize(
    ("name", "digits", "category"),
    [
        ("phone", "0913", "phone_number"),
        ("tel", "0913", "phone_number"),
        ("receiverMobile", "0913", "phone_number"),
        ("phone_last4", "0913", "phone_number"),
        ("phoneTail", "0913", "phone_number"),
        ("checkPhoneNo", "0913", "phone_number"),
        ("hp_back4", "0913", "phone_number"),
        ("휴대폰뒷자리", "0913", "phone_number"),
        ("휴대전화번호뒤4자리", "0913", "phone_number"),
        ("cardLast4", "6130", "card_number"),
    ],
)
def test_the_end_of_a_number_under_a_name_of_it(name: str, digits: str, category: str) -> None:
    assert found({name: digits}) == [(name, category, "masked")]
    (one,) = detect(*leaves({name: digits}), **GIVEN)
    assert not proves(one.detector, one.confidence)


@pytest.mark.parametrize(
    ("name", "digits"),
    [
        ("phone", "0914"),  # another one's
        ("phone", "627"),  # fewer tell nothing
        ("phone", "6274"),  # not its end
        ("phone", "6130"),  # the end of the card
        ("last4", "0913"),  # a card's, whose end it is not
        ("hotel", "0913"),
        ("pin", "0913"),
        ("tel3", "0913"),  # a box of a form
        ("telecom", "0913"),
        ("x", "0913"),
    ],
)
def test_what_only_looks_like_one(name: str, digits: str) -> None:
    assert found({name: digits}) == []


def test_one_of_a_list_is_a_box() -> None:
    assert found({"phone": ["0913"]}) == []


def test_a_box_of_a_number_that_is_put_together_is_no_end() -> None:
    whole = field("tel1+tel2+telNo", "010-6274-0913", layers=("divided",), span=Span(5, 40))
    last = field("telNo", "0913", span=Span(36, 40))
    assert [one.match for one in detect(whole, last, **GIVEN)] == ["verbatim"]
    assert [one.match for one in detect(last, **GIVEN)] == ["masked"]


def test_an_answer_shows_others() -> None:
    sent = next(iter(leaves({"phone": "0913"})))
    assert detect(sent, **GIVEN)
    assert detect(replace(sent, direction="response"), **GIVEN) == []


def test_a_number_of_few_digits_has_no_end() -> None:
    assert [one.match for one in detect(*leaves({"phone": "0913"}), phone_number="1588-0913")] == []
