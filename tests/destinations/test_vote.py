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


MICROSOFT = Seat("Microsoft", frozenset({"US", "GB"}), frozenset({"GB"}), "azure")


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


@pytest.mark.parametrize(
    ("registered", "answers", "voted", "hint"),
    [
        ("US", _answers("GB", "GB", "GB"), ("GB", "likely"), "GB"),
        ("GB", _answers("GB", "GB", "GB"), ("GB", "disputed"), "GB"),
        ("", _answers("GB", "GB", "GB"), ("GB", "disputed"), "GB"),
        ("US", _answers("GB", "GB", "US"), ("GB or US", "disputed"), "GB"),
        ("GB", _answers("GB", "GB", "US"), ("GB or US", "disputed"), "US"),
        ("US", _answers("US", "US", "US"), ("US", "likely"), "US"),
        ("SG", _answers("SG", "SG", "KR"), ("KR or SG", "disputed"), "KR"),
    ],
)
def test_only_the_registration_of_the_block_itself_gives_way(
    registered: str, answers: list[Answer], voted: tuple[str, str], hint: str
) -> None:
    seat = MICROSOFT.narrowed(registered)
    assert (vote(answers, seat), favoured(answers, seat)) == (voted, hint)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2026-06-17", "2026-06-01", "2026-10-28"), "KR"),
        (("2026-06-17", "2026-11-01", "2026-10-28"), "JP"),
        (("2026-11-02", "2026-06-01", "2026-06-01"), ""),
        (("", "", ""), ""),
    ],
)
def test_of_countries_named_as_often_the_newest_word_is_favoured(dates: tuple[str, str, str], expected: str) -> None:
    """The registered US weighs less however new it is; two answers of one day stay a tie."""
    answers = [Answer(str(place), code, code, built=dates[place]) for place, code in enumerate(("US", "JP", "KR"))]
    google = Seat("Google", frozenset({"US"}), frozenset())
    assert favoured(answers, google) == favoured(reversed(answers), google) == expected
    assert vote(answers, google) == ("JP or KR or US", "disputed")


def test_of_countries_named_twice_each_the_one_with_the_newest_word_is_favoured() -> None:
    dates = {"JP": ("2026-06-01", "2026-11-01"), "KR": ("2026-10-01", "2026-10-28")}
    answers = [Answer(f"{code} {built}", code, code, built=built) for code in dates for built in dates[code]]
    assert favoured(answers) == favoured(reversed(answers)) == "JP"


def test_a_database_without_an_answer_favours_nothing() -> None:
    said = [Answer("a", "", "", built="2026-11-01"), Answer("b", "KR", "KR", built="2026-10-01")]
    assert favoured(said) == "KR"
    assert favoured(said[:1]) == ""


def test_the_newest_word_does_not_outvote_two_others() -> None:
    answers = [Answer("a", "KR", "KR", built="2020-01-01"), Answer("b", "KR", "KR", built="2020-01-01")]
    assert favoured([*answers, Answer("c", "JP", "JP", built="2026-10-28")]) == "KR"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (_answers("US", "US", "US"), ("US", "disputed")),
        (_answers("GB", "GB", "GB"), ("GB", "likely")),
        (_answers("AU", "AU", "US"), ("AU or US", "disputed")),
    ],
)
def test_the_registration_of_what_the_operator_does_not_list_is_no_finding(
    answers: list[Answer], expected: tuple[str, str]
) -> None:
    assert vote(answers, MICROSOFT.narrowed("US").unlisted()) == expected


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
    assert doubt("US", "likely", [frozenset({"HK", "SG"}), frozenset({"JP"})]) == ("HK or JP or SG or US", "disputed")


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


def test_the_registrys_own_address_is_called_that() -> None:
    """WHOIS has APNIC's address in Australia for blocks of Korea: "names no country" was said of AU."""
    (line,) = ballot([Answer("geo-whois", "", "AU")])
    assert (line.answer, line.detail.partition(",")[0]) == ("AU", "the registry's own address")


def test_the_targets_hold_on_a_small_sample() -> None:
    """The benchmark on twelve addresses of each region; ``make bench`` takes more."""
    bench = Path(__file__).resolve().parent.parent / "benchmarks" / "bench_geography.py"
    done = subprocess.run(
        [sys.executable, bench, "--addresses", "12"], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "MISSED" not in done.stdout
    assert done.stdout.count("\nmet ") == 16


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


def test_japans_pools_tell_nothing_of_a_korean_operator() -> None:
    """NHN's blocks of JPNIC serve its regions in Korea as well, and no list says which is where."""
    nhn = seats()[45974]
    assert vote(_answers("JP", "JP", "JP"), nhn.narrowed("JP")) == ("JP", "disputed")
    assert vote(_answers("KR", "KR", "KR"), nhn.narrowed("KR")) == ("KR", "likely")
    assert vote(_answers("JP", "JP", "JP"), nhn.narrowed("KR")) == ("JP", "likely")
