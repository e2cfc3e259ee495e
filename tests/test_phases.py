import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.model import UNDATED, Phase
from trafficaudit.phases import (
    AFTER_WITHDRAWAL,
    BEFORE_CONSENT,
    CONSENTED,
    CROSSED,
    HELD,
    PREFIX,
    SPREAD,
    UNMARKED,
    UNSURE,
    about_marks,
    all_qualified,
    anew,
    belongs,
    between,
    crossing,
    doubts,
    is_idle,
    qualified,
    spread,
    standing,
)
from trafficaudit.recording.control import PHASES, checked

START = datetime(2026, 11, 24, tzinfo=UTC)


def marked(*names: str) -> tuple[Phase, ...]:
    return tuple(Phase(START + timedelta(minutes=number), name) for number, name in enumerate(names))


@pytest.mark.parametrize("written", ["before_consent", "Before-Consent", "BEFORE CONSENT", "동의전", "동의 전", "설치"])
def test_names_however_they_are_written(written: str) -> None:
    assert standing(written) == "before-consent"
    assert belongs(written, "before-consent")
    assert belongs(written, "동의전")


def test_the_usual_phases_are_known_by_name() -> None:
    told = {name: standing(name) for name in PHASES}
    assert {name for name, said in told.items() if said == "before-consent"} == {
        "install",
        "first_launch",
        "before_consent",
    }
    assert (told["consent"], told["withdrawal"], told["browse"]) == ("consented", "after-withdrawal", "")
    names = (*BEFORE_CONSENT, *CONSENTED, *AFTER_WITHDRAWAL)
    assert len({standing(name) for name in names}) == 3
    assert len(names) == len(set(names))
    assert all(checked(name) == name for name in names), "each can be marked while recording"


def test_a_withdrawal_holds_until_consent_is_given_again() -> None:
    names = ("before_consent", "consent", "browse", "동의 철회", "browse", "checkout", "재동의", "browse")
    assert [mark.name for mark in all_qualified(marked(*names))] == [
        *("before_consent", "consent", "browse", "동의 철회"),
        *(PREFIX + "browse", PREFIX + "checkout", "재동의", "browse"),
    ]
    assert belongs(PREFIX + "browse", "after-withdrawal")
    assert not belongs("browse", "after-withdrawal")


def test_a_withdrawal_holds_from_the_very_moment_of_its_mark() -> None:
    marks = marked("consent", "browse", "withdrawal")
    at = marks[-1].at
    assert qualified("browse", at, marks) == PREFIX + "browse"
    assert qualified("browse", at - timedelta(microseconds=1), marks) == "browse"


def test_an_app_that_asks_anew_stands_before_consent_again() -> None:
    names = ("consent", "withdrawal", "install", "browse", "withdrawal", "before_consent", "browse")
    assert [mark.name for mark in all_qualified(marked(*names))] == list(names)


def test_nothing_changes_without_a_withdrawal_or_a_mark() -> None:
    marks = marked("consent", "browse")
    assert all_qualified(marks) == marks
    assert qualified(UNMARKED, START + timedelta(days=1), marked("withdrawal")) == UNMARKED
    assert qualified("browse", START - timedelta(days=1), marked("withdrawal")) == "browse"


@given(st.lists(st.sampled_from(["consent", "withdrawal", "browse", "철회 후", "x", "install"]) | st.text(max_size=9)))
def test_any_marks_keep_their_names_at_the_end(names: list[str]) -> None:
    for name, mark in zip(names, all_qualified(marked(*names)), strict=True):
        assert mark.name in (name, PREFIX + name)
        if mark.name != name:
            assert standing(mark.name) == "after-withdrawal"
        assert belongs(mark.name, mark.name) or standing(mark.name)


MARKS = (Phase(START, "before_consent"), Phase(START + timedelta(seconds=10), "consent"))


@pytest.mark.parametrize(
    ("began", "until", "told"),
    [
        (5, 12, f"not sent in full before 'consent' was marked, 5.0 s after its beginning: {CROSSED}"),
        (5, 10, f"not sent in full before 'consent' was marked, 5.0 s after its beginning: {CROSSED}"),
        (5, 9, ""),
        (10, 12, ""),
        (-5, -1, ""),
        (-5, 5, f"not sent in full before 'before_consent' was marked, 5.0 s after its beginning: {CROSSED}"),
        (5, None, ""),
    ],
)
def test_a_request_that_lasts_over_a_mark(began: int, until: int | None, told: str) -> None:
    ended = None if until is None else START + timedelta(seconds=until)
    sent = exchange(started_at=START + timedelta(seconds=began), sent_until=ended)
    assert crossing(sent, MARKS) == told
    assert crossing(sent, ()) == ""


@pytest.mark.parametrize(
    ("began", "until", "found"), [(5, 15, False), (5, 15.1, True), (10, 99, False), (-9, -1, False)]
)
def test_what_was_being_sent_for_long_over_a_mark_is_of_no_one_phase(began: int, until: float, found: bool) -> None:
    sent = exchange(
        started_at=START + timedelta(seconds=began), sent_until=START + timedelta(seconds=until), phase=SPREAD
    )
    assert spread(sent, MARKS) is found
    told = crossing(sent, MARKS)
    assert told.endswith("may have left on either side, and it is 'unmarked (over a mark)'") or not found
    assert standing(SPREAD) == ""


@pytest.mark.parametrize("changes", [{"sent": False}, {"phase": UNSURE}, {"started_at": UNDATED}])
def test_of_what_went_nowhere_or_has_no_phase_by_time_nothing_is_said(changes: dict[str, Any]) -> None:
    late = {"started_at": START + timedelta(seconds=5), "sent_until": START + timedelta(seconds=12)}
    assert crossing(exchange(**late | changes), MARKS) == ""


@pytest.mark.parametrize("written", ["1. 동의 전", "02_before_consent", "3) Pre-consent", "앱 설치"])
def test_a_number_in_front_is_none_of_the_name(written: str) -> None:
    assert standing(written) == "before-consent"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_a_name_is_one_however_its_letters_are_composed(form: Literal["NFC", "NFD", "NFKD"]) -> None:
    assert standing(unicodedata.normalize(form, "동의 전")) == "before-consent"
    assert standing(unicodedata.normalize(form, "철회 후")) == "after-withdrawal"
    assert standing("ｂｅｆｏｒｅ＿ｃｏｎｓｅｎｔ") == "before-consent"
    assert belongs(unicodedata.normalize(form, "장바구니"), "장바구니")
    assert said((unicodedata.normalize(form, "동의 화면"),))[0].endswith("it counts on neither side")


def test_numbers_part_other_phases() -> None:
    assert not belongs("2. browse", "1. browse")
    assert standing("12") == ""


@pytest.mark.parametrize("name", ["idle_baseline", "Idle", "대기", "after_withdrawal: idle_baseline"])
def test_the_phone_is_left_alone_by_any_name(name: str) -> None:
    assert is_idle(name)
    assert not is_idle("대기업")


def said(names: tuple[str, ...]) -> list[str]:
    marks = marked(*names)
    return list(doubts(marks, START, START + timedelta(hours=1)))


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


@pytest.mark.parametrize("name", ["idle_baseline", "08 idle baseline", "3_대기", "after_withdrawal: 12 Idle"])
def test_the_number_that_keeps_phases_in_order_is_none_of_the_idle_one_s_name(name: str) -> None:
    assert is_idle(name)
    assert not is_idle(f"{name} 2")


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
