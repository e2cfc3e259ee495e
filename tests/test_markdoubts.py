"""What of phase marks tells less than it seems is told, in bounds; marks that tell what they say are in no doubt."""

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from trafficaudit.markdoubts import HELD, about_marks, anew, between, doubts
from trafficaudit.model import Phase

START = datetime(2026, 11, 24, tzinfo=UTC)


def marked(*names: str) -> tuple[Phase, ...]:
    return tuple(Phase(START + timedelta(minutes=number), name) for number, name in enumerate(names))


def said(names: tuple[str, ...]) -> list[str]:
    marks = marked(*names)
    return list(doubts(marks, START, START + timedelta(hours=1)))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_a_name_is_doubted_however_its_letters_are_composed(form: Literal["NFC", "NFD", "NFKD"]) -> None:
    assert said((unicodedata.normalize(form, "동의 화면"),))[0].endswith("it counts on neither side")


@pytest.mark.parametrize(
    "name",
    [
        *("동의 전 (첫 화면)", "동의(마케팅)", "consent screen", "no consent", "철회 요청"),
        *("after agree", "terms accepted", "02 reject all", "약관 화면", "모두 수락"),
    ],
)
def test_a_name_that_speaks_of_consent_and_does_not_say_how_it_stands_is_told(name: str) -> None:
    (told,) = said((name,))
    assert told == (
        f"the phase {name!r} speaks of consent and is none of the names that say how it stands: it counts on neither side"
    )
    assert about_marks(f"c.har: {told}")


@pytest.mark.parametrize(
    "name", ["회원 탈퇴", "탈퇴 후", "account_removal", "after account removal", "계정 삭제 후", "delete-account"]
)
def test_a_name_that_speaks_of_the_end_of_an_account_is_told(name: str) -> None:
    (told,) = said((name,))
    assert told.startswith(f"the phase {name!r} speaks of the end of an account")
    assert about_marks(f"c.har: {told}")
    assert said((name, "withdrawal"))
    assert not said(("withdrawal",))


@pytest.mark.parametrize(
    "names", [("동의 전", "동의", "browse"), ("install", "consent", "login", "withdrawal", "browse"), ()]
)
def test_marks_that_tell_what_they_say_are_in_no_doubt(names: tuple[str, ...]) -> None:
    assert said(names) == []


def test_what_lies_between_before_consent_and_consent_is_told() -> None:
    assert list(between(marked("install", "login", "login", "browse", "idle_baseline", "consent", "checkout"))) == [
        ("login", "install"),
        ("browse", "install"),
    ]
    assert list(between(marked("before_consent", "login", "before_consent", "browse", "동의"))) == [
        ("browse", "before_consent")
    ]
    assert list(between(marked("login", "consent", "browse"))) == []
    assert list(between(marked("install", "login"))) == [], "no consent was marked: nobody says that it came later"
    assert list(between(marked("install", "withdrawal", "login", "consent"))) == []
    assert said(("install", "login", "consent")) == [
        "the phase 'login' was marked after 'install' and before consent was marked: it counts on neither side, "
        "although by time it lies before consent"
    ]


def test_before_consent_while_consent_stands_is_told() -> None:
    assert list(anew(marked("consent", "install", "before_consent", "consent", "install"))) == [
        ("install", "consent"),
        ("before_consent", "consent"),
    ]
    assert list(anew(marked("install", "consent", "withdrawal", "before_consent", "consent"))) == []
    assert said(("consent", "before_consent", "consent"))[0].endswith("rests on consent being asked for anew")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (-0.5, 2, ""),
        (0.5, 2, ""),
        (-9, -8, "all 2 phase marks stand behind its last exchange, by 8.0 h at least; moved by -9 h, within"),
        (-6, -5, "all 2 phase marks stand behind its last exchange, by 5.0 h at least; moved by -5 h, within"),
        (-2000, -1000, "all 2 phase marks stand behind its last exchange, by 1,000.0 h at least: are they"),
        (9, 10, "all 2 phase marks stand before its first exchange, by 9.0 h at least; moved by +9 h, within"),
        (900, 1000, "all 2 phase marks stand before its first exchange, by 900.0 h at least: are they"),
    ],
)
def test_marks_of_another_recording_or_clock_are_told(first: float, last: float, expected: str) -> None:
    marks = marked("install", "consent")
    told = list(doubts(marks, START + timedelta(hours=first), START + timedelta(hours=last)))
    assert [each[: len(expected)] for each in told] == ([expected] if expected else [])
    assert all(map(about_marks, told))


def test_one_mark_before_everything_and_none_at_all_are_usual() -> None:
    late = START + timedelta(hours=5)
    assert list(doubts(marked("browse"), late, late)) == []
    assert list(doubts((), late, late)) == []
    assert len(list(doubts(marked("browse"), START - timedelta(hours=2), START - timedelta(hours=1)))) == 1


def test_as_many_marks_as_are_told_are_told_without_a_word_of_more() -> None:
    assert [each.startswith("the phase") for each in said(tuple(f"동의 화면 {number}" for number in range(50)))] == [
        True
    ] * 50


def test_marks_without_end_are_told_in_bounds() -> None:
    told = said(tuple(f"동의 화면 {number}" for number in range(70)))
    assert len(told) == 51
    assert told[-1] == "20 more of its phase marks leave something open, in one of these ways"
    assert about_marks(told[-1])


def test_a_phase_without_time_says_nothing_and_is_told() -> None:
    at_once = (Phase(START, "before_consent"), Phase(START, "consent"))
    (told,) = doubts(at_once, START, START + timedelta(hours=1))
    assert told.startswith("the phase 'before_consent' ends in the moment in which 'consent' was marked")
    assert about_marks(told)
    assert list(doubts((at_once[0], at_once[0], Phase(START + HELD, "consent")), START, START + HELD)) == []
    assert list(doubts((Phase(START, "login"), at_once[1]), START, START + HELD)) == []


def test_a_phase_before_consent_that_no_mark_ends_is_told_where_it_lasts() -> None:
    marks = (Phase(START, "install"), Phase(START + timedelta(minutes=1), "before_consent"))
    end = marks[1].at + HELD
    assert list(doubts(marks, START, end)) == []
    (told,) = doubts(marks, START, end + timedelta(minutes=1))
    assert told.startswith("the phase 'before_consent' lasts for 11 min to the recording's end, which no mark ends")
    assert about_marks(told)
    assert list(doubts((*marks, Phase(end, "login")), START, end + timedelta(hours=1))) == []
