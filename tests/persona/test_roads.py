import pytest
from support.forms import texts
from support.personas import seen

from trafficaudit.persona.roads import english, romanised

ADDRESS = "부산광역시 사하구 라온버들로 9227, 시나온새빌라 154호"


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("종로", "Jongno"),
        ("왕십리", "Wangsimni"),
        ("신라", "Silla"),
        ("백마", "Baengma"),
        ("학여울", "Hagyeoul"),
        ("압구정", "Apgujeong"),
        ("한라", "Halla"),
    ],
)
def test_names_are_romanised_by_their_sounds(name: str, spelled: str) -> None:
    assert romanised(name)[0] == spelled


@pytest.mark.parametrize(
    "written",
    [
        "154-ho, 9227, Raonbeodeul-ro, Saha-gu, Busan",
        "9227 Raonbeodeul-ro, Saha-gu, Busan, South Korea",
        "9227, RAONBEODEUL-RO",
        "Raonbeodeul-ro 9227, Saha-gu",
    ],
)
def test_an_address_in_english_is_found(written: str) -> None:
    assert [found[0] for found in seen(written, postal_address=ADDRESS)] == ["postal_address"]


@pytest.mark.parametrize(
    "written", ["9228, Raonbeodeul-ro, Saha-gu", "19227, Raonbeodeul-ro", "Raonbeodeul-ro, Saha-gu", "9227, Beodeul-ro"]
)
def test_another_number_and_a_road_alone_are_another_address(written: str) -> None:
    assert seen(written, postal_address=ADDRESS) == []


def test_a_short_name_of_a_road_counts_with_its_district_only() -> None:
    found = texts(english("서울특별시 중구 세종대로 110"))
    assert found == {"110, Sejong-daero, Jung-gu", "110 Sejong-daero, Jung-gu", "Sejong-daero 110, Jung-gu"}


@pytest.mark.parametrize("value", ["부산광역시 사하구 버들라온동 9591-96", "", "somewhere", "라온버들로 9227"])
def test_what_is_no_address_by_road_has_no_english(value: str) -> None:
    assert list(english(value)) == []
