import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.barelabels import spelled_out
from trafficaudit.declarations.htmlfile import read_html
from trafficaudit.declarations.line import Line, lines_of
from trafficaudit.declarations.textfile import read_text

BLOCK = "1. 이전받는 자 (수탁자)\n- 가온 Inc.\n2. 이전되는 개인정보 항목\n- 성명\n3. 이전 국가\n- 미국\n"


def told(text: str) -> list[str]:
    return [line.text for line in spelled_out(lines_of(text))]


def pairs(text: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in read_text(text.encode(), "p.txt").grids]


def test_labels_above_their_values_become_labels_before_them() -> None:
    assert pairs("국외 이전\n\n" + BLOCK) == [
        [["이전받는 자 (수탁자)", "- 가온 Inc."], ["이전되는 개인정보 항목", "- 성명"], ["이전 국가", "- 미국"]]
    ]


def test_so_do_those_of_a_page_that_are_no_table() -> None:
    markup = "".join(
        f"<li><div><b>{label}</b></div><div>{value}</div>"
        for label, value in [("이전받는 자", "가온"), ("이전받는 자가 소재하는 국가", "미국"), ("이전 항목", "성명")]
    )
    (grid,) = read_html(f"<p>국외 이전<ul>{markup}</ul>".encode(), "p.html").grids
    assert [row[1].text for row in grid.rows] == ["가온", "미국", "성명"]


def test_the_title_of_labels_that_have_their_values_is_left_out() -> None:
    text = BLOCK.replace("3. 이전 국가\n- 미국\n", "3. 이전 국가, 일시 및 방법\n- 국가: 미국\n- 일시: 가입 시\n")
    assert [row[1] for row in pairs(text)[0]] == ["- 가온 Inc.", "- 성명", "미국", "가입 시"]
    assert "3. 이전 국가, 일시 및 방법" not in told(text)


def test_blank_lines_between_labels_and_values_part_nothing() -> None:
    assert pairs("국외 이전\n\n" + BLOCK.replace("\n", "\n\n") + "끝") == pairs("국외 이전\n\n" + BLOCK)


@pytest.mark.parametrize(
    "text",
    [
        "1. 이전받는 자\n- 가온\n2. 이전 항목\n- 성명\n",  # no country
        "1. 수집 항목\n성명\n2. 이용 목적\n배송\n3. 보유 기간\n1년\n",
        "이전받는 자\n이전 국가\n이전 항목\n가온\n미국\n성명\n",  # headings of columns, one below the other
        "1. 이전받는 자\n- 가온\n가. 이전 국가\n- 미국\n",  # of two kinds of numbering
        "1. 이전받는 자\n" + "- 가온\n" * 7 + "2. 이전 국가\n- 미국\n",  # too far apart
        "1. 이전받는 자\n- 가온\n개인정보의 국외 이전\n2. 이전 국가\n- 미국\n",  # another list
        "제1조 이전받는 자\n가온\n제2조 이전 국가\n미국\n",
        "이전받는 자는 가온입니다.\n\n이전 국가가 있습니다.\n미국\n",
        "1. 이전받는 자: 가온\n2. 이전 국가: 미국\n",
    ],
)
def test_other_headings_stay_what_they_are(text: str) -> None:
    assert told(text) == text.split("\n")


def test_as_far_as_a_value_may_reach_it_does() -> None:
    text = "1. 이전받는 자\n" + "- 가온\n" * 6 + "2. 이전 국가\n- 미국\n"
    assert told(text)[0] == "1. 이전받는 자:"


def test_two_lists_are_two() -> None:
    assert len(pairs(BLOCK + "\n\n" + BLOCK.replace("가온", "나래"))) == 2
    other = "\n가\n나\n다\n라\n마\n바\n사\n1. 이전받는 자\n끝"
    assert told(BLOCK + other)[-2:] == ["1. 이전받는 자", "끝"]


@given(
    st.lists(
        st.sampled_from(
            ["1. 이전받는 자", "2) 이전 국가", "이전 국가", "- 가온", "", "국가: 미국", "국외 이전", "x" * 99]
        ),
        max_size=30,
    )
)
def test_any_lines_stay_in_their_order_with_their_numbers(texts: list[str]) -> None:
    lines = [Line(text, number) for number, text in enumerate(texts, 1)]
    made = spelled_out(lines)
    kept = {line.number: line.text for line in made}
    assert list(kept) == sorted(kept)
    assert all(kept[line.number] in (line.text, f"{line.text}:") for line in lines if line.number in kept)
    assert {"x" * 99, "- 가온"} & set(texts) <= set(kept.values())


@pytest.mark.parametrize(
    "label",
    [
        "1. 이전받는 자\t가온",
        "1. 이전받는 자 | 가온",
        "1. 이전받는 자:",
        "1. 이전받는 자.",
        "1. 이전받는 자" + " 국가" * 40,
    ],
)
def test_a_line_that_holds_more_than_a_label_is_none(label: str) -> None:
    text = f"{label}\n- 가온\n2. 이전 국가\n- 미국\n"
    assert told(text) == text.split("\n")


def test_blank_lines_are_no_distance_and_a_sentence_about_transfers_is_no_title() -> None:
    assert told("1. 이전받는 자" + "\n" * 9 + "- 가온\n2. 이전 국가\n- 미국")[0] == "1. 이전받는 자:"
    sentence = "회사는 서비스를 이용하는 데에 필요한 범위에서 회원의 개인정보를 국외로 이전할 수 있으며 그 내용은 언제든지 물을 수 있습니다"
    assert told(f"1. 이전받는 자\n- 가온\n{sentence}\n2. 이전 국가\n- 미국")[0] == "1. 이전받는 자:"
