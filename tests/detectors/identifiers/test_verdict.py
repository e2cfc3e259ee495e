"""The edges that keep a number from being a part of something longer."""

import re

import pytest

from trafficaudit.detectors.identifiers.verdict import AFTER, ALONE, APART, BEFORE, BUSINESS, Verdict


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
