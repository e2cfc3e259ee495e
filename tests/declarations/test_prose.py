import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations import prose
from trafficaudit.declarations.grid import Document, Words
from trafficaudit.declarations.htmlfile import read_html
from trafficaudit.declarations.line import Line
from trafficaudit.declarations.pdffile import _outside
from trafficaudit.declarations.textfile import read_text

TABLE = "<table><tr><th>이전받는 자<th>국가<th>이전 항목<tr><td>가온<td>미국<td>성명</table>"


def page(markup: str) -> list[tuple[str, int]]:
    document = read_html(f"<html><body>\n{markup}</body></html>".encode(), "p.html")
    return [(one.text, one.line) for one in document.words]


def test_a_sentence_behind_words_about_transfers_is_kept_with_its_line() -> None:
    text = "국외 이전\n\n회사는 이메일을 미국에 있는 곳에 보냅니다.\n나래 Inc.가 보관합니다.\n끝\n"
    (words,) = read_text(text.encode(), "p.txt").words
    assert (words.text, words.line) == ("회사는 이메일을 미국에 있는 곳에 보냅니다. / 나래 Inc.가 보관합니다.", 3)


@pytest.mark.parametrize(
    "text",
    [
        "회사는 이메일을 미국에 있는 곳에 보냅니다.",  # nothing says that it is about transfers
        "회사는 개인정보를 국외로 이전하지 않습니다.",  # nobody is named
        "국외 이전\n" + "문단\n" * 7 + "미국 지사",  # too far behind
        "국외 이전\n한국에 보관합니다.",
    ],
)
def test_what_tells_of_no_transfer_is_not(text: str) -> None:
    assert read_text(text.encode(), "p.txt").words == ()


def test_as_far_as_the_words_reach_it_is() -> None:
    (words,) = read_text(("국외 이전\n" + "문단\n" * 5 + "미국 지사").encode(), "p.txt").words
    assert words.line == 7


def test_tables_and_labels_are_not_told_of_as_sentences() -> None:
    assert page(f"<h2>국외 이전</h2>{TABLE}<p>거부할 수 있습니다.") == []
    assert page("<h2>국외 이전</h2><p>이전받는 자: 가온 Inc.<p>이전 국가: 미국<p>이전 항목: 성명") == []
    assert [line for _, line in page(f"<h2>국외 이전</h2>{TABLE}\n<p>미국의 나래 Inc.에도 이전합니다.")] == [3]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<h2>국외 이전</h2><img src=a.png>", True),
        ("<h2>국외 이전 <img src=a.png></h2>", True),
        ("<h2>국외 이전</h2><iframe src=b></iframe>", True),
        ("<p>위탁<p><img alt='개인정보 국외 이전 현황'>", True),
        ("<h2>처리위탁</h2><img alt=logo>", False),
        ("<h2>국외 이전</h2><p>가<p>나<p>다<img>", False),
        ("<h2>국외 이전</h2><table><tr><td><img></table>", False),
    ],
)
def test_a_picture_beside_such_words_is_kept(markup: str, found: bool) -> None:
    assert page(markup) == [("", 2)] * found


def test_of_a_page_of_a_pdf_pictures_count_where_no_table_is_ruled() -> None:
    lines = [(10.0, Line("국외 이전", 1, 3)), (20.0, Line("미국 지사", 2, 3))]
    whole = {"images": 1, "tables": []}
    assert list(_outside(whole, lines, 3)) == [Words("미국 지사", 2, 3), Words("", 1, 3, "picture")]
    ruled = {"images": 1, "tables": [{"box": [0, 15, 100, 30]}]}
    assert list(_outside(ruled, lines, 3)) == []
    assert list(_outside({"images": 1, "tables": []}, [(10.0, Line("처리위탁", 1, 3))], 3)) == []


def test_notes_say_where_and_how_many_more() -> None:
    words = (Words("", 7, kind="picture"), *(Words(f"미국 {n}", n) for n in range(1, 23)))
    told = prose.notes(Document((), words=words), "en")
    assert told[0].startswith("beside the words about transfers abroad at line 7 stands a picture")
    assert told[1].startswith(
        "words at line 1 seem to tell of a transfer abroad and were not read as a table: '미국 1'"
    )
    assert told[-1].endswith("were not read as tables: 3")
    assert len(told) == prose.MOST + 1
    assert len(prose.notes(Document((), words=words[: prose.MOST]), "ko")) == prose.MOST
    assert prose.notes(Document((), words=words[: prose.MOST + 1]), "en")[-1].endswith("tables: 1")


@given(st.lists(st.sampled_from(["국외 이전", "미국", "가온 Inc.", "", "성명", "x" * 3000]), max_size=30))
def test_any_lines_give_short_words_in_their_order(texts: list[str]) -> None:
    found = list(prose.spoken_of([Line(text, number) for number, text in enumerate(texts, 1)]))
    assert [one.line for one in found] == sorted({one.line for one in found})
    assert all(one.text and len(one.text) <= 200 for one in found)


def test_a_country_late_in_a_long_paragraph_is_found() -> None:
    text = "개인정보의 국외 이전 " + "가나다 " * 150 + "미국에 있는 회사"
    (words,) = prose.spoken_of([Line(text, 5)])
    assert words.line == 5
    assert list(prose.spoken_of([Line(text.replace("미국에", "서울에"), 5)])) == []


def test_behind_as_many_lines_as_are_asked_the_next_is_told_of_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "_ASKED", 3)
    lines = [Line("국외 이전", number) for number in range(1, 10)]
    assert list(prose.spoken_of(lines)) == [Words("국외 이전", 4)]
    assert list(prose.spoken_of(lines[:3])) == []


def test_passages_that_other_lines_part_are_told_of_each() -> None:
    lines = [Line(text, number) for number, text in enumerate(["국외 이전", "미국", "문단", "일본", "대만"], 1)]
    assert list(prose.spoken_of(lines)) == [Words("미국", 2), Words("일본 / 대만", 4)]
