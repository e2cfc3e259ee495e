import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations import several
from trafficaudit.declarations.organisations import Known
from trafficaudit.declarations.several import parted

KNOWN = Known(["Google LLC", "Meta Platforms, Inc.", "NAVER Corporation"])


def test_the_examples_hold() -> None:
    assert doctest.testmod(several).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("① 가온 ② 나래", ["가온", "나래"]),
        ("1. 가온\n2. 나래\n3. 도담", ["가온", "나래", "도담"]),
        ("가. 가온\n나. 나래", ["가온", "나래"]),
        ("(1) Gaon (2) Narae", ["Gaon", "Narae"]),
        ("Google LLC / Meta Platforms, Inc.", ["Google LLC", "Meta Platforms, Inc."]),
        ("구글, 메타 및 네이버", ["구글", "메타", "네이버"]),
        ("구글(미국), 메타(광고)", ["구글(미국)", "메타(광고)"]),
        ("Google LLC\nMountain View, CA 94043\nMeta Platforms, Inc.\n(a@b.example)",
         ["Google LLC\nMountain View, CA 94043", "Meta Platforms, Inc.\n(a@b.example)"]),
        ("Gaon Ltd.\nNarae Inc.\nDodam GmbH", ["Gaon Ltd.", "Narae Inc.", "Dodam GmbH"]),
    ],
)  # fmt: skip
def test_a_cell_that_names_several_is_parted(text: str, expected: list[str]) -> None:
    assert several.parted(text, KNOWN) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Google LLC",
        "Meta Platforms, Inc.",
        "Gaon Co., Ltd.",
        "구글 (Google LLC)",
        "구글\n(Google LLC)",
        "구글\nGoogle LLC",
        "가온 주식회사 / Gaon Co., Ltd.",
        "Gaon Inc.\nDenver, CO 80202",
        "Gaon & Narae",
        "Meta\nPlatforms, Inc.",
        "NAVER\nCorporation",
        "가온, 나래",
        "1. 가온",
        "3. 가온 4. 나래",
        "Google LLC (Google Analytics, Firebase)",
        "",
    ],
)
def test_what_is_not_certain_stays_one(text: str) -> None:
    assert several.parted(text, KNOWN) == [text]


def test_names_among_other_words_are_told() -> None:
    assert several.perhaps("Google LLC, 메타 광고팀", KNOWN) == ["Google LLC"]
    assert several.perhaps("Google LLC", KNOWN) == []
    assert several.perhaps("a subsidiary of Google LLC", KNOWN) == []


def test_what_a_cell_numbers_otherwise_is_everybody_s() -> None:
    assert several.shared("① 미국 ② 일본", 2) == ["미국", "일본"]
    assert several.shared("① 미국 ② 일본", 3) == ["① 미국 ② 일본"] * 3


def test_a_cell_of_any_length_is_not_taken_apart() -> None:
    begun = time.monotonic()
    for between in (", ", "\n"):
        text = between.join(("Google LLC", *(f"Gaon{number} Inc." for number in range(50_000))))
        assert several.parted(text, KNOWN) == [text]
        assert several.perhaps(text, KNOWN) == []
    assert time.monotonic() - begun < 10


@given(st.text(max_size=200))
def test_any_text_gives_entries(text: str) -> None:
    assert several.parted(text, KNOWN)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("위 위탁업체들 (소재 국가: 미국)", True),
        ("상기 수탁자", True),
        ("아래 표와 같음", True),
        ("별첨 1", True),
        ("제6조의 수탁자와 같음", True),
        ("Processors listed above", True),
        ("See the list of partners", True),
        ("위메프", False),
        ("위대한상상", False),
        ("각 나라 지사", False),
        ("Above Gaon Inc.", False),
        ("아래한글", False),
    ],
)
def test_words_that_only_say_where_the_recipients_stand_are_known(name: str, expected: bool) -> None:
    assert several.refers(name) is expected


def test_a_bullet_is_no_part_of_a_name() -> None:
    known = Known(["Google LLC"])
    assert several.parted("- 가온", known) == ["가온"]
    assert several.parted("- Gaon Inc.\n- Narae Inc.", known) == ["Gaon Inc.", "Narae Inc."]
    assert several.parted("-", known) == ["-"]
    assert several.parted("Gaon Inc. 및 Google LLC (구글 클라우드)", known) == [
        "Gaon Inc.",
        "Google LLC (구글 클라우드)",
    ]


def test_whom_a_list_leaves_out_is_none_of_its_recipients() -> None:
    known = Known(["Google LLC", "Meta Platforms, Inc."])
    assert several.perhaps("Google, 광고 사업부", known) == ["Google LLC"]
    assert several.perhaps("Google, Meta를 제외한 파트너", known) == []
    assert several.perhaps("partners other than Google, Meta", known) == []


def test_a_line_with_another_name_of_the_company_is_no_second_one() -> None:
    whole = "Meta Platforms, Inc.\nf/k/a Facebook, Inc."
    assert parted(whole, KNOWN) == [whole]
