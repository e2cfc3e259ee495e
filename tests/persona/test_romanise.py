import doctest

import pytest

from trafficaudit.persona import romanise


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(romanise).failed == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("표서림", ("표", "서림")),
        ("남궁서윤", ("남궁", "서윤")),
        ("남궁윤", ("남궁", "윤")),
        ("표림", ("표", "림")),
        ("표 서림", ("표", "서림")),
        ("Pyo", None),
        ("서울특별시", None),
        ("표", None),
    ],
)
def test_a_name_falls_into_surname_and_given_name(name: str, expected: tuple[str, str] | None) -> None:
    assert romanise.split(name) == expected


# Examples of the rule itself (문화체육관광부고시 제2014-42호) and of the National Institute of Korean Language.
@pytest.mark.parametrize(
    ("char", "first"),
    [
        ("한", "han"),
        ("복", "bok"),
        ("남", "nam"),
        ("빛", "bit"),
        ("나", "na"),
        ("홍", "hong"),
        ("설", "seol"),
        ("의", "ui"),
        ("웅", "ung"),
    ],
)
def test_the_revised_romanization_comes_first(char: str, first: str) -> None:
    assert romanise.syllable(char)[0] == first


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("김민준", "Kim Minjun"), ("이서연", "Lee Seo-yeon"), ("이서연", "Seoyeon Rhee"), ("이서연", "Yi Suhyeon"),
        ("박지훈", "Park, Jihoon"), ("최수현", "Choi Soohyun"), ("정은우", "Chung Eunwoo"), ("정은우", "Jung Eun-Woo"),
    ],
)  # fmt: skip
def test_what_passports_show_is_among_the_variants(name: str, written: str) -> None:
    family, given = romanise.split(name) or ("", "")
    listed = {text.lower() for text in romanise.variants(romanise.surname(family), romanise.given(given))}
    assert written.lower() in listed


def test_variants_are_bounded_and_do_not_repeat() -> None:
    listed = romanise.variants(romanise.surname("이"), romanise.given("이유의"))
    assert len(listed) == len(set(listed)) < 7_000
