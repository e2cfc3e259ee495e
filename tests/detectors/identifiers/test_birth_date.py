"""Dates of birth: by key, and the date must exist."""

import pytest
from support.fields import identified

from trafficaudit.detectors.identifiers import birth_date


@pytest.mark.parametrize(
    "value",
    [
        "19900115",
        "1990-01-15",
        "1990.1.15",
        "1990-1-5",
        "1990/01/15",
        "1990년 1월 15일",
        "1990-01-15T00:00:00Z",
        "1990-01-15 00:00",
    ],
)
def test_by_key(value: str) -> None:
    assert identified("birthDate", value) == {"birth_date": 0.9}
    assert identified("생년월일", value) == {"birth_date": 0.9}


@pytest.mark.parametrize(
    ("value", "run"),
    [
        ("1990-01-14T15:00:00.000Z", "1990-01-14T15:00:00.000Z"),  # midnight in Korea
        ("1990-01-14T15:00Z", "1990-01-14T15:00Z"),
        ("1990-01-15T09:30:00+09:00", "1990-01-15T09:30:00+09:00"),
        ("1990-01-15T00:00:00+09:00", "1990-01-15"),
        ("1990-01-15T00:00:00.000Z", "1990-01-15"),
        ("1990-01-15Tx", "1990-01-15"),
    ],
)
def test_an_hour_belongs_to_the_value(value: str, run: str) -> None:
    hit = birth_date.CANDIDATE.search(value)
    assert hit is not None
    assert hit[0] == run
    assert birth_date.check(run) is not None


def test_six_digits_count_less() -> None:
    assert identified("birthday", "900115") == identified("dob", "050228") == {"birth_date": 0.7}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", "19900115"),
        ("", "1990-01-15"),
        ("birthday", "19900230"),
        ("birthday", "901301"),
        ("birthday", "2045-01-01"),
        ("birthday", "18500101"),
        ("birthday", "false"),
        ("birthday", "0"),
        ("artist.birth", "1993-05-16"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert "birth_date" not in identified(key, value)


@pytest.mark.parametrize("path", ["minBirth", "birthMax", "reviews[0].born", "reviews[0].user.birth", "qna.member.dob"])
def test_bounds_of_a_form_and_who_writes_in_a_shop(path: str) -> None:
    assert identified(path.rpartition(".")[2], "1985-03-09", path=path) == {}
    assert (
        identified(path.rpartition(".")[2].removeprefix("min").removesuffix("Max"), "1985-03-09", path="me.birth") != {}
    )
