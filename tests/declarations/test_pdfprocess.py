import json
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st
from support import pdfs

from trafficaudit.declarations import pdfprocess
from trafficaudit.declarations.pdfprocess import MAX_PAGES, pages

SMALL = pdfs.document(
    [
        [
            pdfs.text(30, 60, "이전받는 자"),
            *pdfs.ruled([30, 100, 200], [80, 100], [(0, 0, 1, 1, "가온"), (0, 1, 1, 1, "미국")]),
        ]
    ]
)


def test_gives_runs_of_text_and_ruled_tables() -> None:
    (page,) = pages(SMALL)["pages"]
    assert [word[4] for word in page["words"]] == ["이전받는 자", "가온", "미국"]
    assert [[cell[4] for cell in row] for row in page["tables"][0]["rows"]] == [["가온", "미국"]]


def test_what_is_broken_or_too_long_is_an_error() -> None:
    assert pages(b"%PDF-1.5\nnothing")["error"] == "broken"
    assert pages(pdfs.document([[]] * (MAX_PAGES + 1)))["error"] == f"has more than {MAX_PAGES} pages"


def test_speaks_json_over_its_pipes() -> None:
    command = [sys.executable, "-m", "trafficaudit.declarations.pdfprocess"]
    done = subprocess.run(command, input=SMALL, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout) == pages(SMALL)
    assert done.stderr == b""


@settings(max_examples=60)
@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_gives_pages_or_an_error(place: int, data: bytes) -> None:
    told = pages(SMALL[:place] + data + SMALL[place + len(data) :])
    assert set(told) in ({"pages"}, {"error"})


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_give_pages_or_an_error(data: bytes) -> None:
    assert set(pages(b"%PDF-1.5\n" + data)) in ({"pages"}, {"error"})


def drawn(*operators: str) -> bytes:
    return pdfs.document([list(operators)])


X, Y = [30, 130, 200], [80, 100, 120]
CELLS = [(0, 0, 1, 1, "가온"), (0, 1, 1, 1, "미국"), (1, 0, 1, 1, "나래"), (1, 1, 1, 1, "일본")]


def test_shades_of_rows_are_no_rules() -> None:
    shade = f"0.9 g 30 {pdfs.HEIGHT - 100} 170 20 re f 0 g"
    assert (
        pages(drawn(shade, *(pdfs.text(X[c], Y[r] + 11, said) for r, c, _, _, said in CELLS)))["pages"][0]["tables"]
        == []
    )
    ruled = pages(drawn(shade, *pdfs.ruled(X, Y, CELLS)))["pages"][0]["tables"]
    assert [[len(row) for row in table["rows"]] for table in ruled] == [[2, 2]]


def test_a_frame_of_one_cell_is_no_table() -> None:
    (page,) = pages(drawn(*pdfs.ruled([30, 200], [80, 100], [(0, 0, 1, 1, "국가: 미국")])))["pages"]
    assert page["tables"] == []


def test_a_table_without_outer_rules_keeps_its_outer_columns() -> None:
    across = [pdfs.line(30, y, 300, y) for y in Y]
    down = [pdfs.line(x, 80, x, 120) for x in (100, 200)]
    said = [
        pdfs.text(x, y + 11, word)
        for y, row in ((80, "abc"), (100, "def"))
        for x, word in zip((33, 103, 203), row, strict=True)
    ]
    beside = pdfs.ruled([400, 450, 500], Y, CELLS)
    (page,) = pages(drawn(*across, *down, *said, *beside))["pages"]
    told = [[[cell[4] for cell in row] for row in table["rows"]] for table in page["tables"]]
    assert [["a", "b", "c"], ["d", "e", "f"]] in told
    assert [["가온", "미국"], ["나래", "일본"]] in told


def test_a_page_on_its_side_is_turned_upright_and_the_rest_is_counted() -> None:
    said = "이전받는 자가 소재하는 국가"
    turned = f"BT /F1 9 Tf 0 1 -1 0 100 100 Tm <{said.encode('utf-16-be').hex()}> Tj ET"
    (page,) = pages(drawn(turned, pdfs.text(30, 60, "가온")))["pages"]
    assert page["words"][0][4] == said
    assert page["turned"] == len("가온")
    (upright,) = pages(drawn(turned, pdfs.text(30, 60, said * 2)))["pages"]
    assert upright["turned"] == len(said.replace(" ", ""))


def test_a_control_character_is_a_blank() -> None:
    assert pdfprocess._plain("Gaon\x01Inc.\n미국") == "Gaon Inc.\n미국"
