import pytest

from trafficaudit.declarations.grid import Budget, Cell, Grid, squared
from trafficaudit.declarations.htmlfile import read_html
from trafficaudit.declarations.line import lines_of
from trafficaudit.declarations.textlines import grids_of
from trafficaudit.declarations.transfertable import Row, find


def grids(text: str) -> list[Grid]:
    return grids_of(lines_of(text), Budget("p.txt"))


def test_the_table_of_transfers_abroad_is_found_among_others() -> None:
    rows, notes = find(
        grids(
            "위탁 현황\n| 수탁자 | 위탁업무 | 보유기간 |\n| 한강페이 | 결제 | 1년 |\n\n이용 약관\n\n"
            "| 이전받는 자 | 이전국가 | 이전항목 |\n| 가온 | 미국 | 성명 |\n"
        )
    )
    assert [row.cells["recipient"] for row in rows] == ["가온"]
    assert notes == ["the table at line 2 names recipients and no country, and was left out as domestic"]


def test_words_above_stand_in_for_a_column_of_countries() -> None:
    rows, _ = find(grids("국외 이전 현황\n| 이전받는 자 | 이전항목 | 이용목적 |\n| 가온 | 성명 | 배송 |\n"))
    assert rows[0].cells == {"recipient": "가온", "items": "성명", "purpose": "배송"}


def test_rows_may_be_columns() -> None:
    rows, _ = find(grids("| 이전받는 자 | 가온 | 나래 |\n| 국가 | 미국 | 일본 |\n| 항목 | 성명 | 주소 |\n"))
    assert [row.cells["countries"] for row in rows] == ["미국", "일본"]


def test_a_row_without_a_recipient_goes_on_with_the_one_above() -> None:
    rows, _ = find(grids("| 이전받는 자 | 국가 | 항목 |\n| 가온 | 미국 | 성명 |\n| | | 주소 |\n"))
    assert len(rows) == 1
    assert rows[0].cells["items"] == "성명\n주소"
    assert rows[0].source.lines == (2, 3)


def test_columns_that_are_not_understood_are_told_of() -> None:
    _, notes = find(grids("| 이전받는 자 | 국가 | 항목 | 비고 |\n| 가온 | 미국 | 성명 | x |\n"))
    assert notes == ["the column '비고' of the table at line 1 was not understood"]


def test_a_form_of_labels_and_values_side_by_side_is_one_recipient() -> None:
    rows, _ = find(grids("| 이전받는 자 | 가온 | 국가 | 미국 |\n| 이전항목 | 성명 | 이용목적 | 광고 |\n"))
    assert [row.cells for row in rows] == [
        {"recipient": "가온", "countries": "미국", "items": "성명", "purpose": "광고"}
    ]


def test_a_corner_without_a_heading_holds_the_recipients() -> None:
    rows, _ = find(
        grids("| | 가온 | 나래 |\n| 국가 | 미국 | 중국 |\n| 이전항목 | 성명 | 주소 |\n| 이용목적 | a | b |\n")
    )
    assert [row.cells["recipient"] for row in rows] == ["가온", "나래"]


def test_a_title_names_the_recipient_of_a_block_and_a_note_says_so() -> None:
    block = " - 이전되는 국가: 미국\n - 이전 항목: 쿠키\n - 이용 목적: 통계\n\n"
    rows, notes = find(grids(f"국외 이전\n\n1) Gaon LLC\n{block}2) Narae Inc.\n{block}"))
    assert [row.cells["recipient"] for row in rows] == ["Gaon LLC", "Narae Inc."]
    assert notes[0] == "the recipient of the table at line 4 was taken from the words above it"
    rows, notes = find(grids(f"개인정보의 국외 이전\n{block}"))
    assert rows == []
    assert notes == ["the table at line 2 names countries and no recipient, and was left out"]


@pytest.mark.parametrize("name", ["Crossborder Logistics", "Overseas Logistics Co., Ltd.", "해외위탁 주식회사"])
def test_a_company_may_be_called_by_what_it_does(name: str) -> None:
    block = "국가: 미국\n이전 항목: 쿠키\n이용 목적: 통계\n"
    rows, _ = find(grids(f"국외 이전\n1) Gaon LLC\n{block}2) {name}\n{block}"))
    assert [row.cells["recipient"] for row in rows] == ["Gaon LLC", name]


def test_a_title_of_one_block_is_not_the_next_one_s() -> None:
    block = "국가: 미국\n이전 항목: 쿠키\n이용 목적: 통계\n"
    rows, notes = find(grids(f"국외 이전\n1) Gaon LLC\n{block}그 밖의 말\n{block}"))
    assert [row.cells["recipient"] for row in rows] == ["Gaon LLC"]
    assert "the table at line 7 names countries and no recipient, and was left out" in notes


def test_where_a_recipient_is_located_is_no_part_of_its_name() -> None:
    rows, _ = find(grids("| Recipient | Recipient's location | Personal data |\n| Gaon Ltd. | Ireland | Name |\n"))
    assert rows[0].cells == {"recipient": "Gaon Ltd.", "countries": "Ireland", "items": "Name"}
    rows, _ = find(grids("| 이전받는 자 및 국가 | 이전항목 | 이용목적 |\n| 가온(미국) | 성명 | 배송 |\n"))
    assert rows[0].cells["recipient"] == rows[0].cells["countries"] == "가온(미국)"


def test_recipients_and_countries_alone_are_a_table_where_a_country_is_abroad() -> None:
    rows, _ = find(grids("| 업체명 | 소재지 | 비고 |\n| 가온 | 미국 | - |\n| 나래 | 서울 | - |\n"))
    assert [row.cells["recipient"] for row in rows] == ["가온", "나래"]
    assert find(grids("| 업체명 | 소재지 | 비고 |\n| 가온 | 대한민국 | - |\n| 나래 | 서울 | - |\n")) == ([], [])


def test_a_table_left_out_as_domestic_that_speaks_of_places_abroad_is_told_of() -> None:
    text = "| 제공받는 자 | 제공목적 | 제공항목 |\n| 판매자({}) | 배송 | 성명 |\n"
    _, notes = find(grids(text.format("중국, 가온")))
    assert notes[1] == (
        "the table at line 1 has no column of countries, and its recipients' cells speak of places abroad (중국): "
        "check whether it tells of transfers abroad"
    )
    assert len(find(grids(text.format("한국, 가온")))[1]) == 1


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("| 수탁자 | 위탁업무 | 재수탁자 |\n| 가온 | 인프라 운영 | Gaon, Inc.(미국) |\n", 1),
        ("| 수탁자 | 위탁업무 |\n| Gaon Pte. Ltd. (Singapore) | 발송 |\n", 1),
        ("| 수탁자 | 위탁업무 | 재수탁자 |\n| 가온 | 미국 배송 | 나래 |\n", 0),
        ("| 부서 | 담당자 |\n| 미국 법인 지원 | 김빛 |\n", 0),
    ],
)
def test_processors_abroad_in_a_small_table_are_told_of(text: str, notes: int) -> None:
    rows, told = find(grids(text))
    assert rows == []
    assert sum("speak of places abroad" in note for note in told) == notes


def page(number: int, *rows: str) -> Grid:
    return squared([[Cell(text, (1, 1)) for text in row.split("|")] for row in rows], page=number)


def test_a_table_goes_on_over_a_page_with_and_without_its_headings() -> None:
    heads = "이전받는 자|국가|항목"
    rows, notes = find(
        [page(1, heads, "가온|미국|성명"), page(2, "||주소", "나래|일본|음성"), page(3, heads, "도담|중국|사진")]
    )
    assert [note for note in notes if "going on with" in note] == [
        "the table at page 2, line 1 has no headings and was read as going on with the table of transfers before it: "
        "take its rows out if it is another one"
    ]
    assert [(row.cells["recipient"], row.source.page) for row in rows] == [("가온", 1), ("나래", 2), ("도담", 3)]
    assert [(row.source.table, row.source.row) for row in rows] == [(1, 1), (1, 3), (2, 1)]
    assert rows[0].cells["items"] == "성명\n주소"


def test_another_table_on_a_later_page_is_not_its_continuation() -> None:
    rows, _ = find([page(1, "이전받는 자|국가|항목", "가온|미국|성명"), page(4, "a|b|c")])
    assert len(rows) == 1
    rows, _ = find([page(1, "이전받는 자|국가|항목", "가온|미국|성명"), page(2, "a|b")])
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("위 업체 외에 나래(미국)에도 이전됩니다", True),
        ("Narae Pte. Ltd.에도 이전됩니다", True),
        ("광고", False),
        ("-", False),
        ("국내(한국)", False),
    ],
)
def test_a_row_over_the_whole_width_is_told_where_it_may_name_a_recipient(said: str, *, told: bool) -> None:
    across = f"{said}|{said}|{said}"
    rows, notes = find([page(1, "이전받는 자|국가|항목", "가온|미국|성명", across), page(2, across)])
    assert [row.cells["recipient"] for row in rows if row.cells["recipient"] != "-"] == ["가온"]
    aside = [note for note in notes if "goes over the whole width" in note]
    assert len(aside) == 2 * told
    assert all(f"'{said}'" in note for note in aside)


HEADS = "이전받는 자 | 이전되는 국가 | 이전 항목"


def earlier(above: str) -> list[str]:
    cells = tuple(tuple(Cell(text, (5, 5)) for text in row.split(" | ")) for row in (HEADS, "Lion | 싱가포르 | 이메일"))
    _, notes = find([Grid(cells, above)])
    return [note for note in notes if "earlier version" in note]


@pytest.mark.parametrize(
    "above",
    [
        "이전 방침 (2025.1.1 ~ 2026.3.31)",
        "변경 전",
        "종전 처리방침",
        "구 개인정보처리방침",
        "지난 개인정보 처리방침",
        "2025년 1월 1일 ~ 2026년 3월 31일",
        "Previous version of this policy",
    ],
)
def test_a_table_of_an_earlier_version_is_told(above: str) -> None:
    assert earlier(f"개인정보 국외 이전 / {above}") == [
        f"the table at line 5 may be of an earlier version of the policy (above it stands '{above}'): "
        "check that it still holds"
    ]


@pytest.mark.parametrize(
    "above",
    [
        "개인정보의 국외 이전",
        "이전받는 자의 개인정보 처리방침은 아래와 같습니다",
        "변경 후",
        "본 방침은 2026.4.1부터 시행됩니다",
        "연구방침",
        "Privacy policy, effective 2026-04-01",
        "",
    ],
)
def test_a_table_that_holds_is_not(above: str) -> None:
    assert earlier(above) == []


WIDE = (
    "<h2>개인정보의 국외 이전</h2><table><tr><th>이전받는 자</th><th>이전되는 국가</th><th>이전 항목</th><th>이용 목적</th></tr>"
    "{}<tr><td colspan=4>{}</td></tr></table>"
)


def of_html(markup: str) -> tuple[list[Row], list[str]]:
    return find(read_html(markup.encode(), "policy.html").grids)


@pytest.mark.parametrize("said", ["해당사항 없음", "-", "N/A"])
def test_a_row_over_the_whole_width_that_says_none_is_no_subtitle(said: str) -> None:
    (row,), notes = of_html(WIDE.format("", said))
    assert (row.cells["recipient"], notes) == (said, [])


def test_a_table_that_names_nobody_is_told_with_what_it_says() -> None:
    rows, (note,) = of_html(WIDE.format("", "회사는 개인정보를 국외로 이전하지 않습니다."))
    assert rows == []
    assert note.endswith(
        "has no row of a recipient; below its headings stands '회사는 개인정보를 국외로 이전하지 않습니다.'"
    )
    gaon = "<tr><td>Gaon</td><td>미국</td><td>성명</td><td>분석</td></tr>"
    (row,), notes = of_html(WIDE.format(gaon, "위탁"))
    assert (row.cells["recipient"], notes) == ("Gaon", [])


def test_a_row_that_speaks_of_nobody_is_told() -> None:
    body = "<tr><td></td><td>일본</td><td>이메일</td><td>분석</td></tr><tr><td>Gaon</td><td>미국</td><td>성명</td><td>분석</td></tr>"
    rows, notes = of_html(WIDE.format(body, "위탁"))
    assert [row.cells["recipient"] for row in rows] == ["Gaon"]
    assert notes == [
        "the row at line 1 has nobody in the recipient's place and no row above that it could go on with, and was left "
        "out: check whom it speaks of"
    ]


def test_when_and_how_may_be_two_columns_under_one_heading() -> None:
    rows, notes = of_html(
        "<table><tr><th rowspan=2>이전받는 자</th><th rowspan=2>국가</th><th colspan=2>이전</th><th rowspan=2>항목</th></tr>"
        "<tr><th>일시</th><th>방법</th></tr><tr><td>가온</td><td>미국</td><td>가입 시</td><td>전송</td><td>성명</td></tr></table>"
    )
    assert rows[0].cells == {"recipient": "가온", "countries": "미국", "when_how": "가입 시\n전송", "items": "성명"}
    assert notes == []


def test_a_heading_holds_above_a_second_row_that_only_explains_it() -> None:
    explained = "서비스에 따라 달라질 수 있으므로 자세한 사항은 각 항목의 설명을 참고하시기 바랍니다 " * 6
    rows, notes = of_html(
        "<table><tr><th rowspan=2>이전받는 자</th><th>국가</th><th colspan=2>이전</th><th rowspan=2>항목</th></tr>"
        f"<tr><th>{explained}</th><th>일시</th><th>방법</th></tr>"
        "<tr><td>가온</td><td>미국</td><td>가입 시</td><td>전송</td><td>성명</td></tr></table>"
    )
    assert rows[0].cells == {"recipient": "가온", "countries": "미국", "when_how": "가입 시\n전송", "items": "성명"}
    assert notes == []


def test_a_cell_that_speaks_of_the_one_above_holds_the_same_and_a_note_says_so() -> None:
    rows, notes = find(
        grids(
            "| 이전받는 자 | 국가 | 항목 | 보유기간 |\n| 가온 | 미국 | 성명, 주소 | 1년 |\n| 나래 | 〃 | 위와 같음 | 상동 |\n"
            "| 다솜 | 일본 | 상동 | 2년 |\n"
        )
    )
    assert [row.cells["countries"] for row in rows] == ["미국", "미국", "일본"]
    assert [row.cells["items"] for row in rows] == ["성명, 주소"] * 3
    assert [row.cells["retention"] for row in rows] == ["1년", "1년", "2년"]
    assert notes == [
        "cells at line 3 (〃, 위와 같음, 상동) were read as what stands in the row above",
        "cells at line 4 (상동) were read as what stands in the row above",
    ]


def test_a_list_below_words_about_transfers_that_is_no_table_of_them_is_told_of() -> None:
    text = "개인정보의 국외 이전\n\n이전받는 자: 가온 Inc.(미국) - 이메일\n이전받는 자: 나래 Inc.(미국) - 성명\n"
    rows, notes = find(grids(text))
    assert rows == []
    assert all("seem to tell of a transfer abroad" in note for note in notes)
    assert "'가온 Inc.(미국) - 이메일'" in notes[0]
    assert find(grids(text.replace("국외 이전", "처리위탁")))[1] == []


def test_a_row_across_a_form_names_its_recipient() -> None:
    form = "<table><tr><th colspan=2>{}<tr><th>이전되는 국가<td>벨기에<tr><th>이전항목<td>성명<tr><th>이용목적<td>송금</table>"
    rows, notes = find(read_html(form.format("SWIFT SCRL").encode(), "p").grids)
    assert [(row.cells["recipient"], row.cells["countries"]) for row in rows] == [("SWIFT SCRL", "벨기에")]
    assert any("names no recipient" in note or "above" in note for note in notes), notes
    assert find(read_html(form.format("개인정보 국외 이전").encode(), "p").grids)[0] == []


def test_a_word_that_alone_heads_a_column_stands_for_one() -> None:
    rows, _ = find(grids("| SDK | 회사 | 국가 | 업무 | 정보 |\n| Pangle | 가온 | 미국 | 광고 | 이메일 |\n"))
    assert rows[0].cells == {"recipient": "가온", "countries": "미국", "purpose": "광고", "items": "이메일"}


def test_a_row_of_nothing_but_merged_cells_is_none_of_its_own() -> None:
    page = (
        "<table><tr><td>구분<td colspan=2>내용<tr><td>이전받는 자<td colspan=2>가온<tr><td>이전 국가<td colspan=2>미국"
        "<tr><td>이전 항목<td colspan=2>성명</table>"
    )
    rows, _ = find(read_html(page.encode(), "p").grids)
    assert [row.cells["recipient"] for row in rows] == ["가온"]


def test_the_label_of_a_title_is_no_part_of_a_name() -> None:
    rows, _ = find(grids("국외 이전\n\n업체: 가온\n국가: 미국\n항목: 성명\n목적: 배송\n"))
    assert [row.cells["recipient"] for row in rows] == ["가온"]


@pytest.mark.parametrize("head", ["이전을 받는 자", "제공을 받는 자", "제공업체"])
def test_other_words_for_who_receives(head: str) -> None:
    rows, _ = find(grids(f"| {head} | 보관 위치 | 처리하는 개인정보 |\n| 가온 | 미국 | 성명 |\n"))
    assert rows[0].cells == {"recipient": "가온", "countries": "미국", "items": "성명"}
