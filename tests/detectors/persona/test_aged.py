"""The person's age on the day of the recording, under its name."""

import doctest
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from support.personas import built, persona
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors.persona import aged
from trafficaudit.model import Finding, Message

AT = datetime(2026, 3, 6, 14, 59, tzinfo=UTC)


def found(document: object, at: datetime = AT) -> list[Finding]:
    body = json.dumps(document).encode()
    made = replace(exchange(), started_at=at, request=Message(body=body, body_size=len(body)))
    return list(built(birth_date="1990-03-07")(made, decode(made)))


def test_the_doctests() -> None:
    assert doctest.testmod(aged).failed == 0


@pytest.mark.parametrize(
    ("age", "how"), [(35, "in full years"), ("36", "by the years alone"), (37, "by the count that begins with one")]
)
def test_an_age_under_its_name(age: object, how: str) -> None:
    (one,) = found({"age": age})
    assert (one.category, one.match, one.confidence) == ("birth_date", "normalised", 0.6)
    assert f"the age on the day of the recording, {how}" in one.reasoning


def test_it_is_that_of_the_day_in_korea() -> None:
    assert [str(one.value) for one in found({"age": 35})] == ["35"]
    assert found({"age": 35}, datetime(2026, 3, 6, 15, 1, tzinfo=UTC)) == []
    assert "in full years" in found({"age": 36}, datetime(2026, 3, 6, 15, 1, tzinfo=UTC))[0].reasoning


@pytest.mark.parametrize(
    "document",
    [
        {"age": 34}, {"age": 38}, {"age": "35.0"}, {"age": "x35"}, {"age": "035x"}, {"age": ""}, {"page": 35},
        {"max-age": 35}, {"pet": {"age": 35}}, {"children": [{"age": 35}]}, {"product": {"age": 35}}, {"ageLimit": 35},
        {"filters": {"age": ["35"]}}, {"child": {"memberAge": 35}},
    ],
)  # fmt: skip
def test_near_misses(document: object) -> None:
    assert found(document) == []


def test_of_several_that_are_listed_none_is_the_persons() -> None:
    assert found({"people": [{"age": 35}, {"age": 41}]}) == []


def test_without_a_time_or_a_day_there_is_no_age() -> None:
    assert found({"age": 35}, datetime(1970, 1, 1, tzinfo=UTC)) == []
    assert aged.births(persona(birth_date="someday")) == []
    assert aged.births(persona(birth_date="1990.3.7")) == [("1990.3.7", date(1990, 3, 7))]


@pytest.mark.parametrize("above", ["seller", "author", "shop"])
def test_an_age_of_whoever_sells_or_writes_is_theirs(above: str) -> None:
    assert found({above: {"age": 36}}) == []
