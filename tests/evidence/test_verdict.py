"""Every outcome of every check has its meaning in both languages, and the code follows from them."""

from pathlib import Path

import pytest

from trafficaudit.evidence.verdict import Check, Finding, Outcome, Verdict, meanings, told


def test_every_meaning_stands_in_both_languages() -> None:
    for key, said in meanings().items():
        assert set(said) == {"ko", "en"}, key
        assert Outcome(key.partition(".")[2])
        assert all(said.values())


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([], 3),
        ([Outcome.OK], 0),
        ([Outcome.OK, Outcome.NOTE], 0),
        ([Outcome.OK, Outcome.OPEN], 4),
        ([Outcome.OPEN, Outcome.FAILED], 3),
    ],
)
def test_the_code_follows_from_the_outcomes(outcomes: list[Outcome], code: int) -> None:
    verdict = Verdict(Path("p"), "0" * 64, tuple(Check("names", each, "x") for each in outcomes))
    assert verdict.code == code
    assert verdict.valid is (code != 3)
    assert verdict.described()["code"] == code


def test_what_was_found_is_safe_to_show() -> None:
    [check] = told([Finding("names", Outcome.FAILED, "evil\x1b[31m")], "en")
    assert "\x1b" not in check.meaning
    assert check.meaning.endswith(": evil\\x1b[31m")
