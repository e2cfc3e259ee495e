"""The edges that keep a number from being a part of something longer."""

import re

import pytest
from support.fields import CONTEXT, find, leaves

from trafficaudit.detectors import identifiers
from trafficaudit.detectors.identifiers import coordinates, ip_address
from trafficaudit.detectors.identifiers.verdict import AFTER, ALONE, APART, BEFORE, BUSINESS, Verdict
from trafficaudit.detectors.names.table import parents_in


@pytest.mark.parametrize("text", ["12", " 12 ", "번호12입니다", "(12)", "12.", "a=12&b", "12, 13", '"12"'])
def test_a_number_by_itself(text: str) -> None:
    found = re.search(f"{BEFORE}12{AFTER}", text)
    assert found is not None
    assert found.group() == "12"


@pytest.mark.parametrize("text", ["112", "123", "a12", "12a", "-12", "12-", "_12", "1.12", "12.5"])
def test_a_part_of_something_longer(text: str) -> None:
    assert re.search(f"{BEFORE}12{AFTER}", text) is None


@pytest.mark.parametrize(
    ("text", "apart"),
    [("12", True), ("a 12", True), ("12,13", True), ("12;", True), ("(12)", False), ("x12", False), ("12x", False)],
)
def test_a_word_of_its_own(text: str, apart: bool) -> None:
    assert bool(re.search(f"{ALONE}12{APART}", text)) is apart


def test_a_verdict_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Verdict(0.9, 0.0, "").named = 1  # type: ignore[misc]


def test_business_words_are_single_words() -> None:
    assert all(word == word.lower() and " " not in word for word in BUSINESS)


@pytest.mark.parametrize(
    "holder", ["companies", "partners", "vendors", "brands", "organization", "pharmacy", "고객센터"]
)
def test_what_names_a_company_says_so_to_every_format(holder: str) -> None:
    """The words of the names' table are those of the formats."""
    assert holder in BUSINESS
    body = {
        holder: [{"phone": "02-312-1234", "email": "mina@corp.example", "zip": "04524", "account_no": "110-123-456789"}]
    }
    assert find(identifiers.build(CONTEXT), *leaves(body)) == []


def test_a_persons_number_under_the_name_of_a_thing_is_his() -> None:
    for holder in ("support", "event", "item"):
        assert find(identifiers.build(CONTEXT), *leaves({holder: {"phone": "010-2345-6789"}}))


@pytest.mark.parametrize(("avoid", "context"), [(coordinates.AVOID, "places"), (ip_address.AVOID, "servers")])
def test_formats_and_names_avoid_the_same(avoid: frozenset[str], context: str) -> None:
    assert avoid == parents_in(context)
