from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support import resultfolders as made

from trafficaudit.report.boundary import NEAR, boundary
from trafficaudit.report.consent import consent_section
from trafficaudit.report.links import Linked, link
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.statute import entries
from trafficaudit.report.texts import Texts

type Mark = tuple[float, str]


def results(folder: Path, phases: Sequence[str], marks: object) -> tuple[Results, Linked]:
    """Exchange number N stands N seconds after the start."""
    items = [
        (made.exchange(number, phase=phase), made.destination(), [made.finding()])
        for number, phase in enumerate(phases)
    ]
    inputs = {"captures": [{"id": "made", "size": 1, "metadata": {}, "phases": marks}]}
    found = read_results(made.write(folder / "out", items, inputs=inputs))
    return found, link(found)


def at(*marks: Mark) -> list[dict[str, str]]:
    return [{"at": (made.START + timedelta(seconds=seconds)).isoformat(), "phase": phase} for seconds, phase in marks]


def test_the_latest_before_the_mark_that_ended_it(tmp_path: Path) -> None:
    phases = ["first_launch", "before_consent", "before_consent", "login"]
    told = boundary(
        "before-consent",
        *results(
            tmp_path, phases, at((-60, "first_launch"), (0.5, "before_consent"), (11.5, "consent"), (12, "login"))
        ),
    )
    assert told is not None
    assert (told.at, told.seconds, told.near) == (made.START + timedelta(seconds=11.5), 9.5, 1)


def test_the_earliest_after_the_mark_that_began_it(tmp_path: Path) -> None:
    phases = ["browse", "browse", "browse", "withdrawal", "after_withdrawal: browse"]
    marks = at((0, "browse"), (2.5, "withdrawal"), (3.5, "after_withdrawal: browse"))
    told = boundary("after-withdrawal", *results(tmp_path, phases, marks))
    assert told is not None
    assert (told.at, told.seconds, told.near) == (made.START + timedelta(seconds=2.5), 0.5, 2)
    (tmp_path / "later").mkdir()
    phases[3] = "browse"  # nothing between the two marks: the first one is the boundary all the same
    told = boundary("after-withdrawal", *results(tmp_path / "later", phases, marks))
    assert told is not None
    assert (told.at, told.seconds, told.near) == (made.START + timedelta(seconds=2.5), 1.5, 1)


def test_near_is_up_to_the_bound_and_what_has_no_time_is_not(tmp_path: Path) -> None:
    marks = at((-5, "before_consent"), (NEAR + 1, "consent"))
    found, linked = results(tmp_path, ["before_consent"] * 3, marks)
    told = boundary("before-consent", found, linked)
    assert told is not None
    assert (told.seconds, told.near) == (NEAR - 1, 2)
    undated = replace(found, exchanges=[{**row, "at": None} for row in found.exchanges])
    assert boundary("before-consent", undated, linked) is None


@pytest.mark.parametrize(
    ("phases", "marks"),
    [
        (["before_consent"], at((-5, "before_consent"))),  # nothing ended it
        (["browse"], at((-5, "browse"), (5, "consent"))),
        (["before_consent"], None),
        (["before_consent"], "x"),
        (["before_consent"], [5, {}, {"at": "x", "phase": 1}, {"at": "2026-11-24T00:00:00", "phase": "consent"}]),
    ],
)
def test_there_is_none_where_nothing_is_counted_or_marked(tmp_path: Path, phases: Sequence[str], marks: object) -> None:
    assert boundary("before-consent", *results(tmp_path, phases, marks)) is None


def test_the_report_says_how_near_and_what_came_before_the_first_mark(tmp_path: Path) -> None:
    marks = at((0.5, "before_consent"), (1.75, "consent"), (1.8, "withdrawal"))
    found, linked = results(tmp_path, ["unmarked", "before_consent", "withdrawal"], marks)
    section = consent_section(found, linked, entries(linked), Texts("en"))
    assert "1 exchange before the first mark (at least 1 of them carried an item) counts on neither side" in section
    assert "nearest exchange stands 0.8 s before the mark that ended it" in section
    assert "nearest exchange stands 0.2 s behind the mark" in section


def test_what_counts_on_neither_side_is_told_apart(tmp_path: Path) -> None:
    unsure = ["unmarked (clock set back)"] * 2
    phases = ["unmarked (no time)", *unsure, "unmarked (over a mark)", "before_consent"]
    found, linked = results(tmp_path, phases, at((0.5, "before_consent"), (1.75, "consent")))
    section = consent_section(found, linked, entries(linked), Texts("en"))
    assert (
        "1 exchange of which no time is recorded (at least 1 of them carried an item) counts on neither side" in section
    )
    assert "2 exchanges from times that the clock went through twice (at least 2 of them carried an item)" in section
    assert "1 exchange that was being sent for long, over a mark (at least 1 of them carried an item)" in section
    assert "before the first mark" not in section


def test_a_recording_of_several_without_a_mark_has_no_first_one(tmp_path: Path) -> None:
    items = [
        (replace(made.exchange(number, phase=phase), capture_id=capture), made.destination(), [made.finding()])
        for number, (capture, phase) in enumerate([("made", "unmarked"), ("made", "install"), ("b", "unmarked")])
    ]
    captures = [{"id": "made", "phases": at((0.5, "install"))}, {"id": "b", "phases": []}]
    found = read_results(made.write(tmp_path / "two", items, inputs={"captures": captures}))
    linked = link(found)
    section = consent_section(found, linked, entries(linked), Texts("en"))
    assert "1 exchange before the first mark (at least 1 of them carried an item) counts on neither side" in section
    assert "1 exchange of recordings in which no phase is marked (at least 1 of them carried an item)" in section


def test_without_any_mark_nothing_is_said_of_one(tmp_path: Path) -> None:
    found, linked = results(tmp_path, ["unmarked"], [])
    section = consent_section(found, linked, entries(linked), Texts("en"))
    assert "before the first mark" not in section
    assert "A person set the marks" not in section
