import doctest
import subprocess
import sys
from pathlib import Path

import pytest

from trafficaudit.destinations import vote as module
from trafficaudit.destinations.databases import Answer
from trafficaudit.destinations.places import Seat, seats
from trafficaudit.destinations.vote import ballot, doubt, favoured, vote


def _answers(*codes: str, user: str = "") -> list[Answer]:
    answers = [Answer(f"db{place}", code, code) for place, code in enumerate(codes)]
    return [*answers, Answer("own.mmdb", user, user, user=True)] if user else answers


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (_answers("KR", "KR", "KR"), ("KR", "likely")),
        (_answers("KR", "", "KR"), ("KR", "likely")),
        (_answers("SG", "KR", "SG"), ("KR or SG", "disputed")),
        (_answers("US", "SG", "CN"), ("CN or SG or US", "disputed")),
        (_answers("KR", "", ""), ("", "unknown")),
        (_answers("", "", ""), ("", "unknown")),
        (_answers(user="CN"), ("CN", "likely")),
        (_answers("", "KR", "", user="KR"), ("KR", "likely")),
        (_answers("KR", "KR", "KR", user="SG"), ("KR or SG", "disputed")),
        (_answers("KR", "SG", "KR", user="SG"), ("KR or SG", "disputed")),
    ],
)
def test_vote(answers: list[Answer], expected: tuple[str, str]) -> None:
    assert vote(answers) == expected
    assert vote(reversed(answers)) == expected


MICROSOFT = Seat("Microsoft", frozenset({"US", "GB"}), frozenset({"GB"}))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (_answers("GB", "GB", "GB"), ("GB", "disputed")),
        (_answers("GB", "GB", ""), ("GB", "disputed")),
        (_answers("GB", "US", "GB"), ("GB or US", "disputed")),
        (_answers("US", "US", "US"), ("US", "likely")),
        (_answers("KR", "KR", "KR"), ("KR", "likely")),
        (_answers("", "", "GB"), ("", "unknown")),
        (_answers("GB", "GB", "GB", user="GB"), ("GB", "disputed")),
    ],
)
def test_agreement_on_a_doubted_registration_is_no_finding(answers: list[Answer], expected: tuple[str, str]) -> None:
    assert vote(answers, MICROSOFT) == expected


@pytest.mark.parametrize(
    ("answers", "seat", "expected"),
    [
        (_answers("US", "US", "IN"), None, "US"),
        (_answers("US", "US", "IN"), MICROSOFT, "IN"),
        (_answers("US", "ID", "MY"), MICROSOFT, ""),
        (_answers("GB", "US", "GB"), MICROSOFT, "US"),
        (_answers("GB", "GB", "GB"), MICROSOFT, "GB"),
        (_answers("SG", "KR", ""), None, ""),
        (_answers("", "", ""), MICROSOFT, ""),
    ],
)
def test_a_registered_country_gives_way_to_a_place(answers: list[Answer], seat: Seat | None, expected: str) -> None:
    assert favoured(answers, seat) == expected
    assert favoured(reversed(answers), seat) == expected


def test_seats_are_keyed_by_network() -> None:
    assert seats()[8075] == MICROSOFT
    assert seats()[16509].operator == "Amazon"
    assert all(seat.doubted <= seat.registered for seat in seats().values())


def test_only_what_the_vote_gave_is_put_in_doubt() -> None:
    elsewhere = [frozenset({"SG"})]
    assert doubt("KR", "established", elsewhere) == ("KR", "established")
    assert doubt("", "edge", elsewhere) == ("", "edge")
    assert doubt("", "unknown", elsewhere) == ("", "unknown")
    assert doubt("SG", "likely", [frozenset({"SG", "HK"})]) == ("SG", "likely")
    assert doubt("KR or SG", "disputed", elsewhere) == ("KR or SG", "disputed")
    assert doubt("GB or US", "disputed", elsewhere) == ("GB or SG or US", "disputed")


@pytest.mark.assertion("LOC-2")
def test_every_raw_answer_is_kept() -> None:
    lines = ballot([Answer("a", "", "EU"), Answer("b", "", ""), Answer("own", "KR", "KR", user=True)])
    assert [(line.source, line.answer) for line in lines] == [("a", "EU"), ("b", "no answer"), ("own", "KR")]
    assert lines[2].detail
    answered = ballot(_answers("GB", "DE", "DE"), MICROSOFT)
    assert (answered[0].detail, answered[1].detail) == (
        "where Microsoft has addresses registered, whatever place they serve",
        "",
    )
    assert (answered[3].source, answered[3].answer) == ("vote", "DE")


def test_the_targets_hold_on_a_small_sample() -> None:
    """The benchmark on five addresses of each region; ``make bench`` takes more."""
    bench = Path(__file__).resolve().parent.parent / "benchmarks" / "bench_geography.py"
    done = subprocess.run(
        [sys.executable, bench, "--addresses", "5"], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "MISSED" not in done.stdout
    assert done.stdout.count("\nmet ") == 9


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0
