import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.line import Line, lines_of
from trafficaudit.declarations.unfolding import unfolded


def told(text: str) -> list[str]:
    return [line.text for line in unfolded(lines_of(text))]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Supabase Inc.(미국) — 이메일 / 인증", ["Supabase Inc.", "미국", "이메일", "인증"]),
        ("- Supabase Inc. (Singapore): email, IP address", ["Supabase Inc.", "Singapore", "email, IP address"]),
        ("Zendesk(미국): 이메일 / 상담 / 3년", ["Zendesk", "미국", "이메일", "상담", "3년"]),
        ("• Sentry(미국) - 오류 수집 / IP 주소", ["Sentry", "미국", "IP 주소", "오류 수집"]),
    ],
)
def test_a_company_with_its_country_and_items_in_one_line(line: str, parts: list[str]) -> None:
    assert [text.partition(": ")[2] for text in told(line)] == parts


@pytest.mark.parametrize(
    "line",
    [
        "Gaon Inc.(판교) — 이메일",
        "Gaon Inc.(대한민국) — 이메일",
        "Gaon Inc.(미국) — 서버 운영",
        "Gaon Inc.(미국 외 국가) — 이메일",
        "Gaon Inc.(미국) 이메일",
        "(미국) — 이메일",
        "Gaon Inc.(미국) — 이메일 / 상담 / 배송",
    ],
)
def test_other_lines_stay_as_they_are(line: str) -> None:
    assert told(line) == [line]


def test_labels_parted_by_slashes() -> None:
    line = "개인정보의 국외 이전: 수신자 Uber Technologies, Inc. / 국가 미국 / 항목 이름, 전화번호 / 기간 탈퇴 시까지"
    assert [text.partition(": ")[2] for text in told(line)] == [
        "Uber Technologies, Inc.",
        "미국",
        "이름, 전화번호",
        "탈퇴 시까지",
    ]
    for other in (
        "국가 미국 / 항목 이름 / 기간 1년",
        "수신자 / 국가 / 항목",
        "수신자 A / 국가 미국",
        "수신자 A / 국가 미국 / 국가 일본",
    ):
        assert told(other) == [other]


def test_labels_with_colons_in_one_line() -> None:
    line = "이전받는 자: Gaon, Inc., 이전 국가: 미국, 이전 항목: IP 주소, 이메일, 이전 목적: 분석"
    assert [text.partition(": ")[2] for text in told(line)] == ["Gaon, Inc.", "미국", "IP 주소, 이메일", "분석"]
    for other in (
        "이전받는 자: Gaon, 이전 국가: 미국",
        "Gaon: 이전 국가: 미국, 항목: 이메일, 목적: 분석",
        "a: b, c: d, e: f",
    ):
        assert told(other) == [other]


PASTED = "이전받는 자\n이전 국가\n이전 항목\nGaon Inc.\n미국\n이메일\nNarae Ltd.\n일본\n이름"


def test_cells_that_were_pasted_one_below_the_other() -> None:
    lines = unfolded(lines_of(f"국외 이전\n{PASTED}\n문의\n이메일로"))
    assert [line.text for line in lines] == [
        "국외 이전",
        "이전받는 자: Gaon Inc.",
        "이전되는 국가: 미국",
        "이전 항목: 이메일",
        "이전받는 자: Narae Ltd.",
        "이전되는 국가: 일본",
        "이전 항목: 이름",
        "문의",
        "이메일로",
    ]
    assert [line.number for line in lines[1:4]] == [5, 6, 7]


@pytest.mark.parametrize(
    "text",
    [
        PASTED.replace("미국", "서버"),
        PASTED.replace("이전 국가", "이전 목적"),
        "이전받는 자\nGaon Inc.\n이전 국가\n미국\n이전 항목\n이메일",
        "이전받는 자\n이전 국가\n이전 항목\n\nGaon Inc.\n미국\n이메일",
    ],
)
def test_headings_without_such_cells_stay(text: str) -> None:
    assert told(text) == text.split("\n")


@given(
    st.lists(st.sampled_from([*PASTED.split("\n"), "", "수신자 A / 국가 미국 / 항목 이름", "A(미국) — 이메일", "x"]))
)
def test_no_line_is_lost_but_headings(lines: list[str]) -> None:
    given_ = [Line(text, number) for number, text in enumerate(lines, 1)]
    kept = {line.number for line in unfolded(given_)}
    assert all(line.number in kept or line.text in PASTED.split("\n")[:3] for line in given_)


def test_many_lines_take_no_time() -> None:
    lines = [Line(f"{'a' * 100}(b{number}) — " + "c / " * 60, number) for number in range(20_000)]
    begun = time.process_time()
    unfolded(lines)
    assert time.process_time() - begun < 8
