"""The person's age on the day of the recording, as a whole field under a name that says age.

In Korea three counts are in use: full years, which the law has counted since 2023 (행정기본법 제7조의2), the years
between the birth and this year, and one more (세는나이). Many people have one age, so that it proves nothing by itself.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.identifiers.verdict import BUSINESS
from trafficaudit.detectors.names.places import owners
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.detectors.persona.otherwise import is_anothers
from trafficaudit.model import UNDATED, Field
from trafficaudit.persona import Persona
from trafficaudit.persona.dates import day_of

NAMES = vocabulary(
    "age Age AGE userAge user_age memberAge member_age mbrAge customerAge myAge my_age ageYears age_years fullAge "
    "나이 만나이 연령 age[] user[age] profile[age] cd_age nianling 年龄"
)
_ELSE = BUSINESS | vocabulary(
    "child children kid kids baby babies son daughter pet pets dog cat spouse family friend goods product products "
    "item items sku category categories filter filters cache cookie account session domain content video movie rating "
    "target receiver recipient sender passenger companion author writer artist actor player 자녀 아이 상품"
)
"""Names above an age that say that it is of somebody, or something, else."""

_KOREA = timezone(timedelta(hours=9))
_OLDEST = 130
_LONGEST = 3

type Born = tuple[str, date]
"""A seeded value, and the day that it says."""


def births(persona: Persona) -> list[Born]:
    """Give the days of birth of a persona."""
    given = [(value, day_of(value)) for value in persona.values.get("birth_date", ())]
    return [(value, day) for value, day in given if day is not None]


def ages(fields: Fields, born: Sequence[Born], at: datetime | None) -> Iterator[tuple[int, Hit]]:
    """Give the fields that hold an age of the person, which it is at a time."""
    if not born or at is None or at == UNDATED or NAMES.isdisjoint(fields.names):
        return
    today = at.astimezone(_KOREA).date()
    for index, key in enumerate(fields.keys):
        if key not in NAMES:
            continue
        text = str(fields.values[index]).strip()
        if not text.isascii() or not text.isdigit() or len(text) > _LONGEST:
            continue
        field = fields[index]
        for value, day in born:
            if (how := counted(day, today).get(int(text))) and field.part != "header" and not _of_else(field):
                data = fields.joined.values[index]
                yield index, _hit(value, how, data)


def counted(born: date, today: date) -> dict[int, str]:
    """Give the ages of who was born on a day, with the way each is counted.

    >>> counted(date(1990, 3, 7), date(2026, 3, 6))
    {37: 'by the count that begins with one', 36: 'by the years alone', 35: 'in full years'}
    """
    years = today.year - born.year
    full = years - ((today.month, today.day) < (born.month, born.day))
    found = {years + 1: "by the count that begins with one", years: "by the years alone", full: "in full years"}
    return {age: how for age, how in found.items() if 0 < age < _OLDEST}


def _of_else(field: Field) -> bool:
    return is_anothers(reversed(owners(field)), _ELSE)


def _hit(value: str, how: str, data: bytes) -> Hit:
    why = "many people have this age, and the field's name says that it is one"
    return Hit(
        "birth_date", value, "normalised", (), 0, len(data), len(data), data, 0.6,
        reason("birth_date", f"found as the age on the day of the recording, {how}", why), short=True,
    )  # fmt: skip
