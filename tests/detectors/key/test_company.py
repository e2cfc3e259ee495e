"""Who stands beside a field: by place, whatever wraps a value, and by the way in a pair's name."""

import pytest

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key.company import Company
from trafficaudit.detectors.names.table import Surroundings
from trafficaudit.model import Field, Span

PHONE = frozenset(("phone",))


def _company(*places: tuple[str, str]) -> tuple[Company, Fields]:
    fields = [
        Field("request", "body", path, key, "x", ("json",), Span(at, at + 1), True, -1, True)
        for at, (path, key) in enumerate(places)
    ]
    made = Fields.of(fields)
    said = [(at, key, frozenset((key.rpartition(".")[2],))) for at, (_, key) in enumerate(places)]
    return Company(made, lambda: said), made


@pytest.mark.parametrize(
    "places",
    [
        [("user.sex", "sex"), ("user.phone", "phone")],
        [("user.sex.value", "sex"), ("user.phone.value", "phone")],
        [("user.sex.value", "sex"), ("user.phone", "phone")],
        [("a[0].value", "sex"), ("a[1].value", "phone")],
        [("a[0].value", "user.sex"), ("a[1].value", "user.phone")],
        [("a[0][1]", "sex"), ("a[1][1]", "phone")],
        [("a[0][1]", "user.sex"), ("a[1][1]", "user.phone")],
        [("user.sex[0]", "sex"), ("user.phone[0]", "phone")],
        [("1[0].2.3", "sex"), ("1[1].2.3", "phone")],
        [('["sex[]"]', "sex"), ('["phone[]"]', "phone")],
    ],
)
def test_a_name_stands_beside_another(places: list[tuple[str, str]]) -> None:
    company, fields = _company(*places)
    assert company.has(fields.group(0), *places[0], PHONE)
    assert not company.has(fields.group(1), *places[1], PHONE)  # it is none beside itself


@pytest.mark.parametrize(
    "places",
    [
        [("user.sex", "sex"), ("shop.phone", "phone")],
        [("a[0].value", "user.sex"), ("a[1].value", "shop.phone")],
        [("a[0][1]", "user.sex"), ("a[1][1]", "shop.phone")],
        [('["sex[0]"]', "sex"), ('["phone[1]"]', "phone")],
    ],
)
def test_a_name_elsewhere_stands_beside_none(places: list[tuple[str, str]]) -> None:
    company, fields = _company(*places)
    assert not company.has(fields.group(0), *places[0], PHONE)


def test_surroundings_speak_unless_another_word_does() -> None:
    company, fields = _company(("user.sex", "sex"), ("user.phone", "phone"), ("user.pet", "pet"))
    at = fields.group(0), "user.sex", "sex"
    none = frozenset[str]()
    assert company.is_elsewhere(Surroundings(none, PHONE), *at)
    assert not company.is_elsewhere(Surroundings(none, PHONE, frozenset(("pet",))), *at)
    assert company.is_elsewhere(Surroundings(none, PHONE, frozenset(("pet",)), PHONE), *at)
