import doctest

import pytest

from trafficaudit.report import particles
from trafficaudit.report.particles import particle


@pytest.mark.parametrize(
    ("before", "forms", "shown"),
    [
        ("서버", "은/는", "는"),
        ("주소 대역", "은/는", "은"),
        ("값", "이/가", "이"),
        ("키", "이/가", "가"),
        ("서울", "으로/로", "로"),
        ("일본", "으로/로", "으로"),
        ("중국어", "으로/로", "로"),
        ("프로세스 7", "이/가", "이"),
        ("프로세스 12", "이/가", "가"),
        ("3", "으로/로", "으로"),
        ("8", "으로/로", "로"),
        ("10", "을/를", "을"),
        ("KR", "은/는", "은"),
        ("DNS", "은/는", "는"),
        ("URL", "으로/로", "로"),
        ("Amazon", "은/는", "은(는)"),
        ("Cloud (pay.example)", "이/가", "이(가)"),
        ("AbC", "은/는", "은(는)"),
        ("iOS", "으로/로", "로"),
        ("hex", "으로/로", "(으)로"),
        ("hex", "과/와", "과(와)"),
        ("", "을/를", "을(를)"),
    ],
)
def test_particles_follow_the_sound_before_them(before: str, forms: str, shown: str) -> None:
    assert particle(before, forms) == shown


def test_the_examples_hold() -> None:
    assert doctest.testmod(particles).failed == 0
