import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations import countries


def test_the_examples_hold() -> None:
    assert doctest.testmod(countries).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("미국", "US"),
        ("미국(버지니아주)", "US"),
        ("미국 오레곤주", "US"),
        ("USA", "US"),
        ("인도 뭄바이", "IN"),
        ("the US, the UK, and Singapore", "US GB SG"),
        ("U.S.", "US"),
        ("U.S. (Oregon), U.K.", "US GB"),
        ("United States of America", "US"),
        ("중화인민공화국", "CN"),
        ("중국, 홍콩 및 싱가폴", "CN HK SG"),
        ("Ireland and the Netherlands", "IE NL"),
        ("SG / JP", "SG JP"),
        ("대한민국", "KR"),
        ("Viet Nam", "VN"),
        ("독일(DE)", "DE"),
        ("미국 (us)", "US"),
        ("미국 버지니아주(US)", "US"),
        ("Hong Kong, China", "HK"),
        ("Taiwan, Province of China", "TW"),
        ("Korea, Republic of", "KR"),
        ("홍콩, 중국", "HK CN"),
        ("Singapore, Hong Kong, China", "SG HK CN"),
        ("Hong Kong\nChina", "HK CN"),
        ("중국(홍콩 제외)", "CN"),
        ("미국\n(AWS 오리건)\n일본\n(도쿄)", "US JP"),
        ("홍콩(중국 특별행정구)", "HK"),
        ("미국 버지니아주(AWS)", "US"),
    ],
)
def test_names_become_codes(text: str, expected: str) -> None:
    found, unread = countries.read(text)
    assert [country.code for country in found] == expected.split()
    assert unread == ()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "전 세계",
            "유럽",
            "조지아",
            "Georgia",
            "미국(캐나다)",
            "미국 일본 서버",
            "서울",
            "Globally",
            "in",
            "us",
            "-",
        ),
        *(
            "한국 외 국가",
            "대한민국 이외의 지역",
            "미국 외 3개국",
            "중국 제외 국가",
            "EU (except Ireland)",
            "EU(아일랜드 제외)",
            "EU(프랑크푸르트)",
        ),
        "China excluding Hong Kong",
        *(
            "중국(홍콩 포함)",
            "China (including Hong Kong)",
            "미국(AWS 아일랜드 리전)",
            "미국 오레곤주 (아일랜드)",
            "미주",
        ),
        *("미국(SG)", "미국 버지니아주 (sg)", "중국(HK)", "미국(CA)", "EU(DE)"),
    ],
)
def test_what_is_not_certain_is_kept_unread(text: str) -> None:
    found, unread = countries.read(text)
    assert found == ()
    assert "".join(unread) == text.strip(" -") or text == "-"


def test_what_speaks_of_a_country_is_not_dropped_beside_one_that_was_read() -> None:
    found, unread = countries.read("싱가포르, 미국 일본 서버로 전송, 가입 시", alone=False)
    assert ([each.code for each in found], unread) == (["SG"], ("미국 일본 서버로 전송",))
    assert countries.read("미국(SG), 싱가포르, 가입 시", alone=False)[1] == ("미국(SG)",)


def test_a_word_that_is_a_country_s_name_too_is_none_among_other_words() -> None:
    assert [each.code for each in countries.read("인도, 수단")[0]] == ["IN", "SD"]
    assert countries.read("상품 인도, 인도 시점에 전송", alone=False) == ((), ("상품 인도",))
    assert countries.spoken("결제 수단 관리, Jordan Lee") == ()
    assert countries.spoken("결제 (인도네시아)") == ("인도네시아",)


@pytest.mark.parametrize("text", ["미국(SG)", "EU (독일)", "미국 버지니아주(싱가포르)"])
def test_beside_other_words_brackets_do_not_outweigh_the_country_before_them(text: str) -> None:
    assert countries.read(f"{text}, 가입 시", alone=False) == ((), (text,))
    assert [each.code for each in countries.read("AWS 서버(미국), 가입 시", alone=False)[0]] == ["US"]


def test_a_label_within_the_cell_is_no_country() -> None:
    found, unread = countries.read("- 국가: 미국\n- 일시: 회원가입 시\n- 방법: 네트워크를 통한 전송")
    assert ([country.code for country in found], unread) == (["US"], ())
    assert countries.read("서버: 미국") == ((), ("서버: 미국",))


def test_a_union_by_two_names_is_one_union() -> None:
    assert len(countries.read("EU(유럽연합)")[0]) == 27


def test_a_union_stands_for_its_members() -> None:
    found, _ = countries.read("유럽연합")
    assert len(found) == 27
    assert {country.words for country in found} == {"유럽연합"}


def test_beside_time_and_method_other_words_are_no_country() -> None:
    assert countries.read("일본, 로그인 시 전송", alone=False)[1] == ()
    assert [country.code for country in countries.read("로그인 시 전송(일본)", alone=False)[0]] == ["JP"]
    assert countries.read("로그인 시 전송", alone=False) == ((), ("로그인 시 전송",))


def test_the_codes_are_those_of_iso_3166() -> None:
    assert len(countries.codes()) == 249
    assert {"KR", "SG", "HK", "TW"} <= countries.codes()
    assert not {"EU", "UK", "XK"} & countries.codes()
    assert countries.name_of("SG", "ko") == "싱가포르"
    assert countries.name_of("??", "en") == "??"


def test_aliases_are_written_in_their_comparable_form() -> None:
    from trafficaudit.declarations.wording import key

    assert all(key(name) == name for name in countries._names())


@given(st.text(max_size=200), st.booleans())
def test_any_text_can_be_read(text: str, alone: bool) -> None:
    found, _ = countries.read(text, alone=alone)
    assert {country.code for country in found} <= countries.codes()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("中国", "CN"),
        ("香港", "HK"),
        ("中国香港", "HK"),
        ("台灣", "TW"),
        ("台湾", "TW"),
        ("新加坡", "SG"),
        ("美国", "US"),
        ("美國", "US"),
        ("韩国", "KR"),
        ("澳门", "MO"),
        ("爱尔兰", "IE"),
        ("アメリカ合衆国", "US"),
        ("조선민주주의인민공화국", "KP"),
        ("남아프리카공화국", "ZA"),
    ],
)
def test_names_that_chinese_and_japanese_companies_write(text: str, code: str) -> None:
    (country,), unread = countries.read(text)
    assert (country.code, unread) == (code, ())


@pytest.mark.parametrize("text", ["刚果", "亚洲", "海外", "国外"])
def test_what_names_no_country_for_certain_stays_unread(text: str) -> None:
    assert countries.read(text) == ((), (text,))


@pytest.mark.parametrize("words", ["TV", "AI", "PG", "CI", "ID", "TV(앱)", "AS", "결제대행(PG)", "연계정보(CI)"])
def test_a_code_that_is_short_for_something_else_is_no_country_beside_other_things(words: str) -> None:
    assert countries.read(words, alone=False) == ((), (words,))
    found, unread = countries.read(f"US, {words}, 가입 시 전송", alone=False)
    assert [each.code for each in found] == ["US"]
    assert unread == ((words,) if words[:2].isascii() else ())  # a bare one may be meant nevertheless
    assert [each.code for each in countries.read("IT, 독일")[0]] == ["IT", "DE"]


def test_such_a_code_counts_with_its_country_behind_it() -> None:
    assert [each.code for each in countries.read("IT(이탈리아), 가입 시", alone=False)[0]] == ["IT"]


@pytest.mark.parametrize(
    ("text", "codes", "unread"),
    [
        ("미국과 영국", "US GB", ()),
        ("대만과 홍콩, 중국", "TW HK CN", ()),
        ("니카라과 및 미국", "NI US", ()),
        ("미국에 있는 서버", "US", ()),
        ("호주의 시드니 리전", "AU", ()),
        ("미국1)", "US", ()),
        ("싱가포르 주2)", "SG", ()),
        ("미국과 그 밖의 국가", "", ("미국과 그 밖의 국가",)),
        ("미국과 유럽", "", ("미국과 유럽",)),
        ("미국 외로", "", ("미국 외로",)),
        ("미국(일본으로 백업)", "", ("미국(일본으로 백업)",)),
        ("한국에서 미국으로", "", ("한국에서 미국으로",)),
    ],
)
def test_what_korean_hangs_on_a_name_leaves_it_the_country_that_it_is(
    text: str, codes: str, unread: tuple[str, ...]
) -> None:
    found, left = countries.read(text)
    assert (" ".join(each.code for each in found), left) == (codes, unread)


def test_a_country_in_a_sentence_beside_time_and_method_is_read() -> None:
    found, unread = countries.read("일본 및 미국이며, 가입 시 전송", alone=False)
    assert ([each.code for each in found], unread) == (["JP", "US"], ())
    for words in ("인도로 넘어갈 때", "결제 수단으로 전송", "오만에"):
        assert countries.read(words, alone=False) == ((), (words,))
    assert countries.spoken("이메일을 미국에 있는 회사로") == ("미국에",)


def test_names_of_several_words_are_found_among_others() -> None:
    assert countries.spoken("Data is transferred to the United States and Hong Kong.") == (
        "the United States",
        "United States",
        "Hong Kong",
    )
    assert countries.spoken("the republic of tea") == ()


def test_a_second_country_behind_the_first_leaves_both_unread_in_any_script() -> None:
    assert countries.read("미국 Japan") == ((), ("미국 Japan",))
    assert [each.code for each in countries.read("미국 CA")[0]] == ["US"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("미국, 일본을 제외한 국가", ""),
        ("countries other than US, Japan", ""),
        ("US, but not Japan", "US"),
        ("미국, 단 백업은 제외", "US"),
        ("미국, 일본 (서울 리전 제외)", "US JP"),
    ],
)
def test_a_list_of_countries_that_are_left_out_names_none(text: str, codes: str) -> None:
    found, unread = countries.read(text)
    assert " ".join(each.code for each in found) == codes
    assert bool(unread) is (codes != "US JP")


def test_beside_time_and_method_a_sentence_about_what_is_not_done_is_no_country() -> None:
    found, unread = countries.read("미국, 가입 시 전송, 원본은 보관하지 않음", alone=False)
    assert ([each.code for each in found], unread) == (["US"], ())
    found, unread = countries.read("미국, 일본을 제외한 국가, 가입 시 전송", alone=False)
    assert (found, unread) == ((), ("미국", "일본을 제외한 국가"))
