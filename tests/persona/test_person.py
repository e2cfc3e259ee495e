import pytest
from support.forms import texts

from trafficaudit.persona.person import address, gender, name


def test_a_name_is_spaced_reordered_and_romanised() -> None:
    found = texts(name("이서연"))
    assert {"이서연", "이 서연", "서연 이", "Lee Seoyeon", "Yi, Seo-yeon", "Seoyeon Rhee", "SeoyeonLee"} <= found
    assert {"서연", "seoyeon"} <= texts(name("이서연"), typed=True)


def test_a_name_of_two_syllables_is_looked_for_in_latin_letters_only_in_a_field() -> None:
    assert texts(name("소순")) == {"소순", "소 순", "순 소"}
    assert "So Soon" in texts(name("소순"), typed=True)


def test_a_name_that_is_a_phrase_of_english_is_looked_for_in_latin_letters_only_in_a_field() -> None:
    anywhere, field = texts(name("안아라")), texts(name("안아라"), typed=True)
    phrases = {"An Ara", "Ara An", "An, Ara", "An-Ara", "An A-ra", "An.A.Ra", "Ara,An"}
    assert phrases <= field
    assert not phrases & anywhere
    assert {"Ahn Ara", "Ara Ahn", "Ahn.A.Ra", "안아라"} <= anywhere
    assert {"An Areum", "Areum An", "Ahn Areum"} <= texts(name("안아름"))
    assert {"Kim Ara", "Ara Kim"} <= texts(name("김아라"))


@pytest.mark.parametrize("written", ["Lee Seo-yeon", "Seo-yeon Lee"])
def test_a_romanised_name_is_respelled_by_its_surname_wherever_that_stands(written: str) -> None:
    assert {"Rhee Seoyeon", "Seo-yeon Yi", "Lee, Seo Yeon"} <= texts(name(written))


def test_a_surname_stands_with_initials_only_in_a_field() -> None:
    found = texts(name("이서연"), typed=True)
    assert {"Lee S.Y.", "S. Y. Yi", "SY Lee", "Lee, S.-Y.", "S. Lee"} <= found
    assert not {"SY", "S.Y.", "L.", "Lee S.Y.", "Lee"} & texts(name("이서연"))
    assert not {"SY", "S.Y."} & found


def test_a_name_is_written_with_a_slash_as_airlines_do() -> None:
    assert {"Lee/Seoyeon", "Seoyeon/Lee"} <= texts(name("이서연"))


@pytest.mark.parametrize(
    ("value", "other", "not_so"), [("F", "여성", "male"), ("여", "女", "남"), ("Male", "男性", "F")]
)
def test_a_gender_has_other_words_only_in_a_field(value: str, other: str, not_so: str) -> None:
    assert other in texts(gender(value), typed=True)
    assert not_so not in texts(gender(value), typed=True)
    assert texts(gender(value)) == texts(gender("1")) == set()


@pytest.mark.parametrize("value", ["Cher", "a b c d", "표", "서울특별시청", "x1 y2"])
def test_what_is_no_korean_name_has_no_other_form(value: str) -> None:
    assert list(name(value)) == []


def test_an_address_by_road_gives_its_parts() -> None:
    found = texts(address("서울특별시 강서구 미르달빛로 9112, 가온별빌라 407호"))
    assert {
        "서울 강서구 미르달빛로 9112, 가온별빌라 407호",
        "서울시 강서구 미르달빛로 9112, 가온별빌라 407호",
        "서울특별시강서구미르달빛로9112가온별빌라407호",
        "서울특별시 강서구 미르달빛로 9112",
        "미르달빛로 9112",
        "미르달빛로9112",
        "가온별빌라 407호",
        "가온별빌라407호",
    } <= found
    assert "경기도 파주시 가온동 산 9112번지 3호" in texts(address("경기도 파주시 가온동 산 9112-3 가온별빌라 407호"))


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("경기 파주시 미르달길 12-3 101동 1001호", "미르달길 12-3"),
        ("경기 파주시 미르길 12-3 101동 1001호", "파주시 미르길 12-3"),
        ("경기도 파주시 가온동 산 9112-3 가온별빌라 407호", "파주시 가온동 산 9112-3"),
        ("경기도 파주시 가온동 산 9112-3 가온별빌라 407호", "경기 파주시 가온동 산 9112-3"),
        ("경기도 파주시 가온읍 미르달리 9112번지", "미르달리 9112"),
        ("서울 강서구 미르로 12번길 34 (가온동, 별빌라)", "미르로 12번길 34"),
        ("서울특별시 중구 을지로1가 24", "서울 중구 을지로1가 24"),
    ],
)
def test_road_and_lot_are_found_with_their_number(value: str, part: str) -> None:
    assert part in texts(address(value))


def test_of_a_road_that_many_towns_have_the_number_says_nothing_without_the_town() -> None:
    for value, part in (
        ("서울특별시 강남구 중앙로 12, 별빌라 7호", "중앙로 12"),
        ("경기도 파주시 가온동 산 9112-3", "가온동 산9112-3"),
    ):
        assert part not in texts(address(value))
        assert part in texts(address(value), typed=True)
    assert not any(text.startswith("중구") for text in texts(address("부산광역시 중구 새벽별로 12")))


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("서울특별시 중구 을지로1가 24", {"을지로1", "서울특별시 중구 을지로1", "1, Eulji-ro, Jung-gu"}),
        ("서울 강서구 미르로 12번길 34", {"미르로 12", "서울 강서구 미르로 12", "강서구 미르로 12"}),
        ("서울특별시 중구 세종대로 110, 서울특별시청", {"서울특별시청"}),
        ("서울 강남구 새벽별로 12 한빛오피스텔", {"한빛오피스텔"}),
    ],
)
def test_what_others_have_as_well_is_no_part_of_an_address(value: str, others: set[str]) -> None:
    assert others.isdisjoint(texts(address(value)))


def test_a_second_line_that_half_the_country_has_is_looked_for_only_in_a_field() -> None:
    value = "경기 파주시 미르길 12-3 101동 1001호"
    assert "101동 1001호" in texts(address(value), typed=True)
    assert "101동 1001호" not in texts(address(value))


@pytest.mark.parametrize(
    "text",
    [
        "남궁,서윤",
        "남궁-서윤",
        "서윤_남궁",
        "남궁·서윤",
        "남 궁 서 윤",
        "Namgung.Seo.Yun",
        "Seo_Yun_Namgung",
        "Namgung,Seoyun",
        "Seoyun+Namgung",
    ],
)
def test_the_parts_of_a_name_are_joined_by_other_signs(text: str) -> None:
    assert text in texts(name("남궁서윤"))


def test_the_parts_of_an_address_are_joined_by_other_signs() -> None:
    found = texts(address("서울특별시 종로구 새벽별로 48217, 노을빌라 301호"))
    assert {
        "서울특별시+종로구+새벽별로+48217",
        "서울특별시|종로구|새벽별로|48217",
        "서울특별시-종로구-새벽별로-48217-노을빌라-301호",
    } <= found
