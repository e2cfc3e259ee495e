import sys
import unicodedata
from collections.abc import Callable
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
    PREFIX,
    SPREAD,
    UNMARKED,
    UNSURE,
    all_qualified,
    belongs,
    crossed,
    crossing,
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


def test_numbers_part_other_phases() -> None:
    assert not belongs("2. browse", "1. browse")
    assert standing("12") == ""


@pytest.mark.parametrize("name", ["idle_baseline", "Idle", "대기", "after_withdrawal: idle_baseline"])
def test_the_phone_is_left_alone_by_any_name(name: str) -> None:
    assert is_idle(name)
    assert not is_idle("대기업")


@pytest.mark.parametrize("name", ["idle_baseline", "08 idle baseline", "3_대기", "after_withdrawal: 12 Idle"])
def test_the_number_that_keeps_phases_in_order_is_none_of_the_idle_one_s_name(name: str) -> None:
    assert is_idle(name)
    assert not is_idle(f"{name} 2")


def steps(work: Callable[[], object]) -> int:
    """Count the lines of Python that are run, and the calls, also of expressions that give one element after the other."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    kinds = sys.monitoring.events.LINE | sys.monitoring.events.PY_START | sys.monitoring.events.PY_RESUME
    sys.monitoring.use_tool_id(4, "steps")
    try:
        for kind in (sys.monitoring.events.LINE, sys.monitoring.events.PY_START, sys.monitoring.events.PY_RESUME):
            sys.monitoring.register_callback(4, kind, count)
        sys.monitoring.set_events(4, kinds)
        work()
    finally:
        sys.monitoring.set_events(4, 0)
        sys.monitoring.free_tool_id(4)
    return counted


@pytest.mark.parametrize("names", [["browse"], ["before_consent", "withdrawal", "browse"]])
def test_an_exchange_costs_no_more_among_many_marks(names: list[str]) -> None:
    def cost(many: int) -> int:
        marks = marked(*(names[number % len(names)] for number in range(many)))
        late = marks[-1].at + timedelta(seconds=1)
        sent = exchange(started_at=late, sent_until=late + timedelta(seconds=1))
        qualified("browse", late, marks)  # what is worked out once for a recording
        return steps(lambda: (qualified("browse", late, marks), crossed(sent, marks)))

    assert cost(4_000) <= cost(40) + 2


def test_marks_are_all_named_in_steps_as_many_as_they_are() -> None:
    few, many = (marked(*["before_consent", "withdrawal", "browse"] * times) for times in (40, 160))
    assert steps(lambda: all_qualified(many)) < 5 * steps(lambda: all_qualified(few))


@given(
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["browse", "withdrawal", "consent", "login"])), max_size=9)
)
def test_marks_hold_as_by_going_over_them_all(given_marks: list[tuple[int, str]]) -> None:
    marks = tuple(Phase(START + timedelta(seconds=at), name) for at, name in sorted(given_marks))
    for second in range(-1, 22):
        at = START + timedelta(seconds=second)
        told = [said for mark in marks if mark.at <= at and (said := standing(mark.name))]
        wanted = PREFIX if told and told[-1] == "after-withdrawal" else ""
        assert qualified("browse", at, marks) == wanted + "browse"
        sent = exchange(started_at=at, sent_until=at + timedelta(seconds=3))
        first = next((mark for mark in marks if at < mark.at <= at + timedelta(seconds=3)), None)
        assert crossed(sent, marks) == first
