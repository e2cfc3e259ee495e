import doctest

import pytest

from trafficaudit.declarations import organisations
from trafficaudit.declarations.organisations import Known, called, same
from trafficaudit.destinations.recipients import Recipients

NAMES = [one.name for one in Recipients().organisations]


def test_the_examples_hold() -> None:
    assert doctest.testmod(organisations).failed == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Google LLC", "Google LLC"),
        ("구글 (Google LLC)", "Google LLC"),
        ("Google, Inc.", "Google LLC"),
        ("메타", "Meta Platforms, Inc."),
        ("Adjust GmbH", "Adjust GmbH"),
        ("AppsFlyer Ltd", "AppsFlyer Ltd."),
        ("주식회사 카카오페이", "KakaoPay Corp."),
        ("㈜카카오", "Kakao Corp."),
        ("(주)케이에스넷", "KSNET Inc."),
        ("나이스평가정보 주식회사", "NICE Information Service Co., Ltd."),
        ("CJ대한통운", "CJ Logistics Corporation"),
        ("한국모바일인증(주)", "Korea Mobile Certification Inc. (KMC)"),
        ("삼성전자㈜ (Samsung Electronics Co., Ltd.)", "Samsung Electronics Co., Ltd."),
        ("㈜케이지이니시스", "KG Inicis Co., Ltd."),
        ("에스케이플래닛(주)", "SK Planet Co., Ltd."),
        ("한국사이버결제", "NHN KCP Corp."),
        ("세일즈포스", "Salesforce"),
        ("포트원", "PortOne Co., Ltd. (iamport)"),
        ("케이지비인터내셔널", ""),  # another company that begins with the same syllables
        ("세일즈포스 코리아", ""),
        ("애플코리아 유한회사", ""),
        ("Airbridge", "AB180 Inc. (Airbridge)"),
        ("Channel.io", "Channel Corporation (Channel.io)"),
        ("Wider Planet Inc.", "Artist Company Inc. (formerly Wider Planet Inc.)"),
        ("카카오뱅크", ""),
        ("삼성전자서비스", ""),
        ("현대홈쇼핑", "Hyundai Home Shopping Network Corp."),
        (
            "AliExpress Korea Holding (Singapore) Pte. Ltd.",
            "AliExpress Korea Holding (Singapore) Pte. Ltd. / Alibaba.com Singapore E-Commerce Private Limited (AliExpress)",
        ),
        ("Criteo", "Criteo S.A."),
        ("友盟同欣（北京）科技有限公司", "Umeng (Youmeng Tongxin (Beijing) Technology Co., Ltd.)"),
        ("每日互动股份有限公司", "Getui (Merit Interactive Co., Ltd.)"),
        ("Merit Interactive Co., Ltd.", "Getui (Merit Interactive Co., Ltd.)"),
        ("Alipay Singapore E-Commerce Private Limited", "Alipay+ (Alipay Singapore E-Commerce Private Limited)"),
        ("Outbrain Inc.", "Outbrain (Teads Holding Co.)"),
        ("Teads Holding Co.", "Outbrain (Teads Holding Co.)"),
        ("Google LLC 및 그 계열사", "Google LLC"),
        ("구글과 계열회사", "Google LLC"),
        ("Google LLC and its affiliates", "Google LLC"),
        ("Google LLC, its subsidiaries", "Google LLC"),
        ("Meta Platforms, Inc. 외 3개사", "Meta Platforms, Inc."),
        ("Meta Platforms, Inc. 등", "Meta Platforms, Inc."),
        ("affiliates of Google LLC", ""),
        ("Google LLC의 계열사", ""),
        ("Google Group", ""),
        ("및 자회사", ""),
        ("Google Korea LLC", ""),
        ("구글코리아 유한회사", ""),
        ("Bytedance Pte. Ltd.", ""),
        ("구글 (Meta Platforms, Inc.)", ""),
        ("", ""),
        ("Inc.", ""),
    ],
)
def test_only_what_is_certain_is_named(name: str, expected: str) -> None:
    assert Known(NAMES).find(name) == expected


def test_legal_forms_do_not_part_a_company_from_itself() -> None:
    assert same("㈜가온") == same("가온 주식회사") == same("(주) 가온")
    assert same("Gaon Co., Ltd.") == same("GAON") != same("Gaon Korea")


def test_letters_that_are_read_out_are_letters_at_the_head_alone() -> None:
    assert same("에스케이플래닛") == same("SK플래닛") != same("플래닛에스케이")
    assert same("엔에이치엔") == same("NHN")
    assert same("에스에스지닷컴") == same("SSG닷컴")
    assert same("이마트") == "이마트"


def test_the_names_that_are_written_down_are_in_the_map() -> None:
    assert set(organisations._written().values()) <= set(NAMES)


def test_a_written_name_is_written_as_it_is_compared() -> None:
    for word in organisations._written():
        assert same(word) == word


@pytest.mark.parametrize(
    "name",
    [
        "구글 엘엘씨",
        "메타 플랫폼스 인코퍼레이티드",
        "OpenAI, L.L.C.",
        "Anthropic PBC",
        "주)카카오",
        "Adyen N.V.",
        "Dara S.p.A.",
    ],
)
def test_legal_forms_of_other_countries_are_left_out_in_every_spelling(name: str) -> None:
    assert same(name) in {"구글", "메타플랫폼스", "openai", "anthropic", "카카오", "adyen", "dara"}
    assert same("에이블리코퍼레이션") == "에이블리코퍼레이션"  # no blank: the syllables are the name's own


@pytest.mark.parametrize(
    ("korean", "latin"),
    [
        ("틱톡", "TikTok"),
        ("클라우드플레어", "Cloudflare, Inc."),
        ("앱러빈", "AppLovin"),
        ("바이트댄스", "ByteDance"),
        ("라인 주식회사", "LINE"),
    ],
)
def test_a_name_in_korean_letters_is_the_same_in_latin_ones(korean: str, latin: str) -> None:
    assert same(korean) == same(latin)
    assert same(f"{korean}코리아") != same(latin)
    assert Known(NAMES).find(korean) == Known(NAMES).find(latin)


def test_a_name_in_korean_letters_stands_for_one_of_the_map() -> None:
    known = Known(NAMES)
    for korean, latin in organisations._table()["spelled"].items():
        assert same(latin) == latin
        assert same(korean) == latin
        assert latin in known._by_spelling


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("트위터", "X Corp."),
        ("Twitter, Inc.", "X Corp."),
        ("유니티", "Unity (Tapjoy)"),
        ("Unity Technologies ApS", "Unity (Tapjoy)"),
        ("SendGrid", "Twilio (Segment, SendGrid)"),
        ("Amazon Web Service, Inc", "Amazon Web Services"),
        ("마이크로소프트 애저", "Microsoft Azure"),
        ("YouTube", "Google LLC"),
        ("TikTok", ""),  # the map has several of that name
        ("페이스북코리아", ""),
        ("라인플러스", ""),
        ("Sellers", ""),
        ("판매자", ""),
    ],
)
def test_brands_stand_for_the_one_company_that_has_them(name: str, expected: str) -> None:
    assert Known(NAMES).find(name) == expected


def test_the_mark_of_a_footnote_is_no_part_of_a_name() -> None:
    assert (
        same("Gaon Inc.1)")
        == same("가온 주2)").replace("가온", "gaon")
        == same("Gaon™")
        == same("Gaon Inc.*")
        == "gaon"
    )
    assert same("Forty2") == "forty2"


def test_companies_behind_the_name_of_their_service() -> None:
    known = Known(["OpenAI OpCo, LLC", "Aurora Mobile (JPush)"])
    assert known.find("OpenAI, L.L.C.") == known.find("오픈AI") == "OpenAI OpCo, LLC"
    assert known.find("深圳市和讯华谷信息技术有限公司 (极光推送)") == "Aurora Mobile (JPush)"
    assert known.find("OpenTable, Inc.") == ""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Meta Platforms, Inc. f/k/a Facebook, Inc.", "Meta Platforms, Inc."),
        ("Gaon LLC dba Adjust GmbH", "Adjust GmbH"),
        ("Gaon LLC, doing business as Adjust", "Adjust GmbH"),
        ("X Corp. (formerly Twitter, Inc.)", "X Corp."),
        ("메타 플랫폼스(구 페이스북)", "Meta Platforms, Inc."),
        ("Twitter, Inc. (현 X Corp.)", "X Corp."),
        ("Adjust GmbH f/k/a Facebook, Inc.", ""),  # two that the map has: neither is certain
        ("AKA Adjust", ""),
        ("北京数美时代科技有限公司", "Ishumei (Beijing Nextdata Times Technology)"),
        ("Shumei Technology Co., Ltd.", "Ishumei (Beijing Nextdata Times Technology)"),
        ("X Corp.", "X Corp."),  # the whole of one name, and a part of another
        ("Google LLC¹", "Google LLC"),
        ("Google LLC*", "Google LLC"),
        ("Google LLC [1]", "Google LLC"),
    ],
)
def test_other_names_of_a_company_and_marks_behind_it(name: str, found: str) -> None:
    assert Known(NAMES).find(name) == found


def test_names_that_begin_with_such_words_stay_whole() -> None:
    assert called("AKA Inc.") == ["AKA Inc."]
    assert called("Now Gaon Inc.") == ["Now Gaon Inc."]
    assert called("Gaon Inc. (구 나래 (주))") == ["Gaon Inc.", "나래 (주)"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Goolge LLC", ["Google LLC"]),
        ("Amplitud, Inc.", ["Amplitude, Inc."]),
        ("파이어베이즈", ["Google LLC"]),
        ("Google LLC", []),  # it is one
        ("Gaon Inc.", []),
        ("Google Korea LLC", []),  # another company
        ("AWZ", []),
    ],
)
def test_a_slip_of_the_pen_is_told_of_and_matches_nothing(name: str, near: list[str]) -> None:
    known = Known(NAMES)
    assert known.near(name) == near
    assert not near or known.find(name) == ""
