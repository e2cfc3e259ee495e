import json
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st
from support import pdfs

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
