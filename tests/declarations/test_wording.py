import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations import wording
from trafficaudit.declarations.wording import flat, rejoined


def test_the_examples_hold() -> None:
    assert doctest.testmod(wording).failed == 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("성명, 이메일 / 전화번호", ["성명", "이메일", "전화번호"]),
        ("① 광고식별자 ② 기기정보(모델명, OS)", ["광고식별자", "기기정보(모델명, OS)"]),
        ("- 성명\n- 주소", ["성명", "주소"]),
        ("기기정보(모델명,\nOS)", ["기기정보(모델명, OS)"]),
        ("기기정보(모델명\n성명", ["기기정보(모델명", "성명"]),
        (" , ,, ", []),
    ],
)
def test_an_enumeration_is_taken_apart(text: str, parts: list[str]) -> None:
    assert list(wording.pieces(text)) == parts


@pytest.mark.parametrize("text", ["1. 성명", "가. 성명", "(1) 성명", "• 성명", "③성명", "- 성명"])
def test_bullets_and_numbers_are_no_words(text: str) -> None:
    assert wording.unnumbered(text) == "성명"


@pytest.mark.parametrize("blank", [c for c in map(chr, range(0x110000)) if c.isspace() or c in "\u200b\ufeff"])
def test_a_run_of_any_blanks_is_one(blank: str) -> None:
    line = wording.tidy(f"이름{blank * 3}주소 ")
    assert line == ("이름\n주소" if blank in "\r\n" else "이름 주소")


@given(st.text())
def test_any_text_can_be_compared_and_taken_apart(text: str) -> None:
    wording.head_and_brackets(text)
    assert all(part.strip() for part in wording.pieces(text))
    assert wording.key(wording.key(text)) == wording.key(text) or not text.isascii()
    assert "\n" not in wording.flat(text)


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("미국, 일본 등", True),
        ("기기정보(모델명) 등.", True),
        ("미국 등 3개국", True),
        ("가온 외 다수", True),
        ("美国等", True),
        ("names, etc.", True),
        ("the US and others", True),
        ("including but not limited to names", True),
        ("가로등", False),
        ("고등학교", False),
        ("해외 서버", False),
        ("미국 외", False),
        ("fetch", False),
        ("", False),
    ],
)
def test_words_that_leave_something_open(text: str, open_: bool) -> None:
    assert wording.goes_on(text) is open_


@pytest.mark.parametrize(
    ("listed", "out"),
    [
        (["가", "나"], "--"),
        (["가", "나를 제외한 것", "다"], "xx-"),
        (["가", "나는 보내지 않습니다."], "xx"),
        (["가", "나를 알아보지 않는 것"], "--"),
        (["가", "다만, 나는 제외"], "--"),
        (["가(나 제외)", "다"], "--"),
        (["all except a", "b"], "xx"),
        (["a", "never b", "c"], "-xx"),
        (["no a", "b"], "xx"),
        ([], ""),
    ],
)
def test_what_words_beside_an_entry_may_take_out(listed: list[str], out: str) -> None:
    assert "".join("x" if each else "-" for each in wording.left_out(listed)) == out


def test_words_that_a_cell_broke_are_put_together_only_where_that_makes_one() -> None:
    known = {"성명", "이메일", "주소", "이메일주소", "광고식별자", "push token", "pushtoken"}.__contains__
    assert rejoined("성\n명\n광고\n식별\n자", known) == "성명\n광고식별자"
    assert rejoined("이메일\n주소", known) == "이메일\n주소"
    assert rejoined("이메일\n주소", known, laid=True) == "이메일\n주소"
    assert rejoined("성명, 이메일\n주소", known, laid=True) == "성명, 이메일주소"
    assert rejoined("성명, 이메일,\n주소", known, laid=True) == "성명, 이메일,\n주소"
    assert rejoined("push\ntoken", known) == "push token"
    assert rejoined("광고, 식별\n자", known) == "광고, 식별\n자"


@given(st.text(alphabet="성명, \n/a(", max_size=60), st.booleans())
def test_nothing_else_changes_by_that(text: str, laid: bool) -> None:
    told = rejoined(text, {"성명", "성", "aa"}.__contains__, laid=laid)
    assert told.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_a_control_character_is_a_blank() -> None:
    assert flat("Gaon\x01\x7fInc.") == "Gaon Inc."
