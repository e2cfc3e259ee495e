from collections.abc import Sequence

from trafficaudit.declarations.line import Line, lines_of
from trafficaudit.declarations.sidebyside import in_turn

CARDS = """\
이전받는 자: Google LLC      이전받는 자: 가온
이전 국가: 미국              이전 국가: 일본
이전 항목: 이메일,           이전 항목: 성명
                             주소
가온은 위와 같이 개인정보를 국외로 이전합니다"""


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def test_blocks_side_by_side_are_read_one_after_another() -> None:
    first = ["이전받는 자: Google LLC", "이전 국가: 미국", "이전 항목: 이메일,", ""]
    second = ["이전받는 자: 가온", "이전 국가: 일본", "이전 항목: 성명", "주소", ""]
    assert texts(in_turn(lines_of(CARDS))) == [*first, *second, "가온은 위와 같이 개인정보를 국외로 이전합니다"]


def test_their_titles_go_with_them() -> None:
    titled = in_turn(lines_of("1. 구글                      2. 가온\n" + CARDS))
    assert texts(titled)[0] == "1. 구글"
    assert texts(titled)[5] == "2. 가온"


def test_a_label_apart_from_its_value_and_a_sentence_below_stay() -> None:
    apart = lines_of("이전받는 자:     가온\n이전 국가:       미국")
    assert in_turn(apart) == apart
    below = lines_of("이전받는 자: 가온      국가: 미국\n가온은 위와 같이 개인정보를 미국으로 이전합니다")
    assert texts(in_turn(below))[-1] == below[-1].text
    assert in_turn([]) == []
