import subprocess
import time
import zlib
from pathlib import Path

import pytest
from support import pdfs

from trafficaudit.declarations import pdffile
from trafficaudit.declarations.grid import Budget
from trafficaudit.declarations.line import Line
from trafficaudit.declarations.pdffile import read_pdf
from trafficaudit.errors import ReadError

X, Y = [30, 130, 200, 300], [80, 100, 120, 140]
CELLS = [
    (0, 0, 1, 1, "이전받는 자"), (0, 1, 1, 1, "국가"), (0, 2, 1, 1, "항목"),
    (1, 0, 2, 1, "가온"), (1, 1, 1, 1, "미국"), (1, 2, 1, 1, "성명"),
    (2, 1, 1, 2, "일본"),
]  # fmt: skip


def test_merged_cells_are_filled_and_know_their_lines() -> None:
    data = pdfs.document([[pdfs.text(30, 60, "국외 이전 현황 안내입니다. 다음과 같습니다"), *pdfs.ruled(X, Y, CELLS)]])
    (grid,) = read_pdf(data, "p.pdf").grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["이전받는 자", "국가", "항목"],
        ["가온", "미국", "성명"],
        ["가온", "일본", "일본"],
    ]
    assert grid.rows[2][1].lines == (4, 4)
    assert (grid.page, grid.rows[2][0].own, grid.rows[2][1].own) == (1, False, True)
    assert grid.before.startswith("국외 이전")


def test_a_picture_of_a_page_is_told_from_an_empty_one() -> None:
    with pytest.raises(ReadError, match="is scanned"):
        read_pdf(pdfs.document([[pdfs.picture()]]), "p.pdf")
    with pytest.raises(ReadError, match="holds no text"):
        read_pdf(pdfs.document([[]]), "p.pdf")


def test_a_broken_file_says_so_with_the_remedy() -> None:
    with pytest.raises(ReadError, match=r"p\.pdf: is a PDF that cannot be read \(print it"):
        read_pdf(b"%PDF-1.7\n", "p.pdf")


def test_a_password_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess([], 0, b'{"error": "password"}')
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(ReadError, match="is protected by a password"):
        read_pdf(b"%PDF-1.7\n", "p.pdf")


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdffile, "SECONDS", 0.01)
    with pytest.raises(ReadError, match="takes more time or memory"):
        read_pdf(b"%PDF-1.7\n", "p.pdf")


def test_no_module_of_the_working_folder_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pdfplumber.py").write_text("open('ran', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadError, match="holds no text"):
        read_pdf(pdfs.document([[]]), "p.pdf")
    assert not (tmp_path / "ran").exists()


@pytest.mark.slow
def test_a_stream_that_unpacks_without_end_costs_its_own_process_only() -> None:
    packer = zlib.compressobj(1)
    packed = b"".join([*(packer.compress(bytes(1 << 24)) for _ in range(150)), packer.flush()])  # 2.5 GB of zeros
    data = pdfs.document([[pdfs.text(1, 1, "a" * 50)]])
    start, end = data.index(b"stream\n") + 7, data.index(b"\nendstream")
    data = (data[:start] + packed + data[end:]).replace(b"/Length %d" % (end - start), b"/Length %d" % len(packed))
    with pytest.raises(ReadError, match=r"cannot be read|more time or memory"):
        read_pdf(data, "p.pdf")


def _table(rows: int, columns: int, every: int) -> dict[str, object]:
    """Make a table of which one cell in so many is given, none of which holds another place."""
    cells = [
        [[x, y, x + 0.1, y + 0.1, "a"] if (x + y) % every == 0 else None for x in range(columns)] for y in range(rows)
    ]
    sides = [(x, x + 1) for x in range(columns)], [(y, y + 1) for y in range(rows)]
    return {"box": [0, 0, columns, rows], "rows": cells, "columns": sides[0], "tops": sides[1]}


def test_the_work_of_a_table_is_bounded() -> None:
    """Each place without a cell asks all that are given; of a full table each cell asks which lines it stands on."""
    lines = [(at / 1000, Line("a", at)) for at in range(100_000)]
    start = time.process_time()
    (grid,) = pdffile._of_page({"tables": [_table(100, 100, 1)]}, lines, 1, Budget("p.pdf"))
    assert grid.rows[99][0].lines == (99_000, 99_100)
    with pytest.raises(ReadError, match="60,000 cells"):
        list(pdffile._of_page({"tables": [_table(200, 200, 2)]}, [], 1, Budget("p.pdf")))
    assert len(list(pdffile._of_page({"tables": [_table(30, 10, 2)]}, [], 1, Budget("p.pdf")))) == 1
    assert time.process_time() - start < 10


def test_a_list_that_a_page_cuts_is_one_recipient_s() -> None:
    first = ["국외 이전 현황을 다음과 같이 안내합니다", "이전받는 자: 가온", "이전 국가: 미국"]
    second = [
        "이전 항목: 성명,",
        "주소",
        "이용 목적: 배송",
        "이전받는 자: 나래",
        "이전 국가: 일본",
        "이전 항목: 이메일",
    ]
    laid = [[pdfs.text(30, 60 + 15 * n, said) for n, said in enumerate(page)] for page in (first, second)]
    grids = read_pdf(pdfs.document(laid), "p.pdf").grids
    assert [[row[0].text for row in grid.rows] for grid in grids] == [
        ["이전받는 자", "이전 국가", "이전 항목", "이용 목적"],
        ["이전받는 자", "이전 국가", "이전 항목"],
    ]
    assert grids[0].rows[2][1].text == "성명,\n주소"
    assert (grids[0].page, grids[0].rows[2][1].lines) == (1, (3, 3))


@pytest.mark.parametrize(
    ("before", "lines", "count"),
    [
        (["이전받는 자: 가온"], ["국가: 미국", "목적: 배송"], 2),
        (["이전받는 자: 가온"], ["다.", "국가: 미국", "글", "글", "글", "목적: 배송"], 2),
        (["이전받는 자: 가온", "국가: 미국"], ["국가: 일본", "목적: 배송"], 0),
        (["이전받는 자: 가온"], ["이전받는 자: 나래", "국가: 일본"], 0),
        (["목적: 배송"], ["국가: 일본"], 0),
        ([], ["국가: 일본"], 0),
        (["이전받는 자: 가온"], ["다른 글"], 0),
    ],
)
def test_how_much_of_the_next_page_goes_on_with_a_block(before: list[str], lines: list[str], count: int) -> None:
    def told(texts: list[str]) -> list[Line]:
        return [Line(text, number, 1) for number, text in enumerate(texts, 1)]

    assert pdffile.carried(told(before), told(lines)) == count


def test_a_paragraph_below_a_table_without_rules_is_none_of_it() -> None:
    rows = [("이전받는 자", "국가", "항목"), ("가온", "미국", "성명"), ("나래", "일본", "주소")]
    cells = [
        pdfs.text(x, 80 + 15 * n, said)
        for n, row in enumerate(rows)
        for x, said in zip((30, 130, 230), row, strict=True)
    ]
    below = [
        "8. 개인정보의 파기",
        "회사는 보유 기간이 지난 개인정보를 지체 없이 파기하며 그 방법은 다음과",
        "같습니다.",
    ]
    drawn = [
        pdfs.text(30, 60, "국외 이전 현황"),
        *cells,
        *(pdfs.text(30, 140 + 15 * n, said) for n, said in enumerate(below)),
    ]
    (grid,) = read_pdf(pdfs.document([drawn]), "p.pdf").grids
    assert [[cell.text for cell in row] for row in grid.rows][2:] == [
        ["나래", "일본", "주소"],
        *([said] * 3 for said in below),
    ]


def test_a_word_that_a_narrow_cell_breaks_is_one() -> None:
    cells = [
        (0, 0, 1, 1, "이전받는 자"),
        (0, 1, 1, 1, "항목"),
        (1, 0, 1, 1, "가온"),
        (1, 1, 1, 1, "성명, 이메일\n주소, 광고식별\n자"),
    ]
    data = pdfs.document(
        [
            [
                pdfs.text(30, 60, "국외 이전 현황 안내입니다. 다음과 같습니다"),
                *pdfs.ruled([30, 130, 200], [80, 100, 150], cells),
            ]
        ]
    )
    (grid,) = read_pdf(data, "p.pdf").grids
    assert grid.rows[1][1].text == "성명, 이메일주소, 광고식별자"


def test_letters_that_are_not_read_are_told_of() -> None:
    turned = f"BT /F1 9 Tf 0 1 -1 0 100 100 Tm <{('국외 이전 ' * 12).encode('utf-16-be').hex()}> Tj ET"
    upright = [pdfs.text(30, 60 + 15 * n, "회사는 개인정보를 지킵니다") for n in range(9)]
    words = read_pdf(pdfs.document([[*upright, turned]]), "p.pdf").words
    assert [(one.kind, one.page) for one in words] == [("closed", 1)]


def test_fonts_that_do_not_say_what_they_draw_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    page = {"words": [[0, 0, 9, 9, "(cid:12)" * 9]], "tables": [], "images": 0, "turned": 0, "unmapped": 9}
    monkeypatch.setattr(pdffile, "_pages", lambda *_: [page])
    with pytest.raises(ReadError, match=r"fonts that do not say .*ocrmypdf"):
        read_pdf(b"%PDF-1.7", "p.pdf")


def test_a_paragraph_below_a_list_is_no_part_of_its_last_value() -> None:
    listed = [
        "국외 이전 현황을 다음과 같이 안내합니다",
        "이전받는 자: 가온",
        "이전 국가: 미국",
        "이전 항목: 성명,",
        "주소",
    ]
    laid = [pdfs.text(30, 60 + 15 * n, said) for n, said in enumerate(listed)]
    (grid,) = read_pdf(pdfs.document([[*laid, pdfs.text(30, 160, "이메일로 문의할 수 있습니다")]]), "p.pdf").grids
    assert grid.rows[2][1].text == "성명,\n주소"
