import doctest

import pytest

from trafficaudit.destinations import vote as module
from trafficaudit.destinations.databases import Answer
from trafficaudit.destinations.vote import ballot, doubt, vote


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


def test_only_a_likely_country_is_put_in_doubt() -> None:
    elsewhere = [frozenset({"SG"})]
    assert doubt("KR", "established", elsewhere) == ("KR", "established")
    assert doubt("", "edge", elsewhere) == ("", "edge")
    assert doubt("", "unknown", elsewhere) == ("", "unknown")
    assert doubt("SG", "likely", [frozenset({"SG", "HK"})]) == ("SG", "likely")


@pytest.mark.assertion("LOC-2")
def test_every_raw_answer_is_kept() -> None:
    lines = ballot([Answer("a", "", "EU"), Answer("b", "", ""), Answer("own", "KR", "KR", user=True)])
    assert [(line.source, line.answer) for line in lines] == [("a", "EU"), ("b", "no answer"), ("own", "KR")]
    assert lines[2].detail


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0
