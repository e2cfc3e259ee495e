"""Clocks that were set back, and files whose order only looks like it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import flows, hars

from trafficaudit import readers
from trafficaudit.network import Step
from trafficaudit.readers.clock import MOST, ClockOrder, unsure

AT = 1_795_478_400.0


def told(*times: tuple[float, float]) -> list[tuple[int, float]]:
    """Give the position and seconds of each step of exchanges by their beginnings and ends."""
    order = ClockOrder()
    for position, (start, end) in enumerate(times):
        order.take(position, AT + start, AT + end)
    return [(step.position, (step.before - step.after).total_seconds()) for step in order.steps()]


def test_a_step_back_is_told_where_it_stands_and_how_large_it_is() -> None:
    assert told((0, 1), (10, 11), (20, 21), (-580, -579), (-570, -569)) == [(3, 601.0)]


def test_a_step_is_told_from_the_seconds_on_that_tools_do_not_round() -> None:
    assert told((0, 0), (20, 20), (18.1, 18.1)) == []
    assert told((0, 0), (20, 20), (17, 17)) == [(2, 3.0)]


def test_neither_order_in_which_tools_write_is_a_step() -> None:
    slow = [(0, 90), (5, 6), (10, 11), (20, 21), (95, 96)]
    assert told(*slow) == [], "by their beginnings"
    assert told(*sorted(slow, key=lambda times: times[1])) == [], "as they end"
    assert told((0, 1), (0.5, 0.6), (0.2, 1.2)) == [], "what ends at about the same time"


def test_a_step_shows_among_exchanges_that_overlap() -> None:
    assert [position for position, _ in told((0, 5), (1, 8), (7, 9), (-900, -899), (-905, -890), (-880, -870))] == [3]


def test_a_file_in_no_order_of_time_tells_nothing_and_says_so() -> None:
    order = ClockOrder()
    for number in range(MOST + 2):
        order.take(number, AT - 100 * number, AT - 100 * number + 1)
    assert order.steps() == ()
    assert order.disordered
    assert not ClockOrder().disordered


def test_as_many_steps_as_are_told_are_all_told() -> None:
    assert len(told(*((-100 * number, -100 * number + 1) for number in range(MOST + 1)))) == MOST


def test_one_order_without_steps_explains_the_other() -> None:
    order = ClockOrder()
    for number in range(MOST + 3):  # as they end, the later the earlier they began
        order.take(number, AT - 100 * number, AT + number)
    assert (order.disordered, order.steps()) == (False, ())


def test_what_stands_before_all_time_is_no_time() -> None:
    order = ClockOrder()
    for position, at in enumerate((AT, 0, -5.0, AT + 1)):
        order.take(position, at, at)
    assert order.steps() == ()


@given(
    st.lists(st.tuples(*[st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text())] * 2), max_size=20)
)
def test_whatever_stands_in_the_place_of_times_is_taken(times: list[tuple[object, object]]) -> None:
    order = ClockOrder()
    for position, (start, end) in enumerate(times):
        order.take(position, start, end)
    assert all(step.before > step.after for step in order.steps())
    assert len(order.steps()) <= MOST


def test_only_a_period_in_which_a_mark_was_set_is_unsure() -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    step = Step(3, at + timedelta(minutes=10), at)
    assert unsure((step,), []) == unsure((step,), [at - timedelta(minutes=1), at + timedelta(minutes=11)]) == ()
    ((start, end),) = unsure((step,), [at + timedelta(minutes=5)])
    assert start < at < step.before < end


@pytest.mark.parametrize("kind", ["flows", "har"])
def test_a_capture_tells_of_its_clock(kind: str, tmp_path: Path) -> None:
    seconds = [0, 10, 20, -600, -590]
    if kind == "har":
        path = hars.write(
            tmp_path / "s.har",
            *(
                hars.entry("https://a.example/", "3.34.0.1", at=datetime.fromtimestamp(AT + n, UTC).isoformat())
                for n in seconds
            ),
        )
    else:
        path = flows.write(tmp_path / "s.mitm", *(flows.flow(n) for n in seconds))
    (step,) = readers.open_capture(path).network().steps
    assert step.position == 3
    assert 619 < (step.before - step.after).total_seconds() < 622
