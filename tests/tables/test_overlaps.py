from datetime import timedelta

from support.samples import START, exchange

from trafficaudit.model import UNDATED
from trafficaudit.tables.overlaps import Overlaps


def said(*times: tuple[str, str, int, int]) -> list[str]:
    """Give the recordings that are told of: (recording, app, first second, last second)."""
    made = Overlaps()
    for capture, app, *seconds in times:
        for each in seconds:
            made.add(exchange(capture_id=capture, app=app, started_at=START + timedelta(seconds=each)))
    return [warning.partition(" were recorded")[0] for warning in made.warnings()]


def test_recordings_of_one_app_at_the_same_time() -> None:
    assert said(("b", "x", 5, 20), ("a", "x", 0, 10)) == ["a and b"]


def test_one_after_the_other_and_other_apps_are_none() -> None:
    assert said(("a", "x", 0, 10), ("b", "x", 10, 20), ("c", "y", 5, 15)) == []


def test_one_exchange_in_two_recordings_is_of_the_same_time() -> None:
    assert said(("a", "x", 5, 5), ("b", "x", 5, 5), ("c", "x", 6, 6), ("d", "x", 6, 9)) == ["a and b"]


def test_each_is_told_of_once_with_the_one_that_lasts_longest() -> None:
    assert said(("a", "x", 0, 100), ("b", "x", 1, 2), ("c", "x", 50, 60), ("d", "x", 99, 120)) == [
        "a and b",
        "a and c",
        "a and d",
    ]


def test_nothing_recorded_is_nothing_to_say() -> None:
    assert said() == []


def test_an_exchange_without_a_time_says_nothing_of_when_it_was_recorded() -> None:
    made = Overlaps()
    for capture, times in (("a", (START, UNDATED)), ("b", (START - timedelta(days=9), START - timedelta(days=8)))):
        for at in times:
            made.add(exchange(capture_id=capture, app="x", started_at=at))
    assert list(made.warnings()) == []


def test_a_recording_spans_the_times_of_all_its_apps() -> None:
    made = Overlaps()
    for app, second in (("x", 5), ("y", 1), ("x", 9)):
        made.add(exchange(capture_id="a", app=app, started_at=START + timedelta(seconds=second)))
    assert made.span("a") == (START.timestamp() + 1, START.timestamp() + 9)
    assert made.span("b") is None
