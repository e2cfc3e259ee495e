import subprocess
import time
import zlib
from pathlib import Path

import pytest
from support import pdfs

from trafficaudit.declarations import pdffile
from trafficaudit.declarations.grid import Budget
from trafficaudit.declarations.pdffile import read_pdf
from trafficaudit.declarations.textlines import Line
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
