"""Processes that fail: tried again after a growing pause, each by itself, and not for ever."""

import doctest

from trafficaudit.hooks import retries
from trafficaudit.hooks.retries import TRIES, Retries


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(retries) == doctest.TestResults(failed=0, attempted=1)


def test_the_pause_doubles_up_to_a_bound_and_the_last_try_is_the_last() -> None:
    now = [1000.0]
    made = Retries(3.0, lambda: now[0])
    pauses = []
    for time in range(1, TRIES):
        assert made.is_due(7)
        assert made.failed(7) == time
        before = now[0]
        while not made.is_due(7):
            now[0] += 0.5
        pauses.append(now[0] - before)
    assert pauses == [6.0, 10.0, 10.0, 10.0]
    assert made.failed(7) == TRIES
    now[0] += 1e6
    assert not made.is_due(7)


def test_one_that_fails_holds_up_no_other_and_is_forgotten_when_it_works_or_is_gone() -> None:
    made = Retries(2.0, lambda: 1000.0)
    made.failed(7)
    made.failed(8)
    assert [made.is_due(pid) for pid in (7, 8, 9)] == [False, False, True]
    made.worked(7)
    made.worked(9)
    made.keep({7, 8})
    assert [made.is_due(pid) for pid in (7, 8)] == [True, False]
    made.keep({7, 9})
    assert made.is_due(8)
    assert made.failed(8) == 1
