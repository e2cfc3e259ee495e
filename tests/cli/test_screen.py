"""Tables on terminals of any width: nothing is cut, and no word falls into pieces where there is room for it."""

import io
import sys
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from rich.console import Console

from trafficaudit.cli.screen import NARROW, Grid, console, show

HOST = "hanbit.launches.appsflyersdk.example"
ROWS = (
    ("AppsFlyer Ltd. (IL)", HOST, "US (established)", "", "device_model (verbatim ×1), user_agent (named ×1)"),
    ("한빛몰 (KR)", "shop.hanbit.example", "KR", "yes", "성명 ×1"),
)
HEADINGS = ("recipient", "host", "first contact in", "encrypted", "category")


def shown(width: int, rows: Sequence[Sequence[str]] = ROWS, title: str = "kr.example.shop: install") -> str:
    file = io.StringIO()
    screen = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    show([Grid(title, HEADINGS, rows, wide=1)], screen)
    return file.getvalue()


def test_where_there_is_room_it_is_a_grid() -> None:
    title, heading, *lines = shown(NARROW).splitlines()
    assert title.rstrip() == "kr.example.shop: install"
    assert heading.split() == ["recipient", "host", "first", "contact", "in", "encrypted", "category"]
    assert lines[0].startswith("AppsFlyer Ltd. (IL)  hanbit")


def test_on_a_narrow_terminal_a_row_is_a_paragraph() -> None:
    lines = [line.rstrip() for line in shown(80).splitlines()]
    assert lines == [
        "kr.example.shop: install",
        "AppsFlyer Ltd. (IL)",
        f"  host: {HOST}",
        "  first contact in: US (established)",
        "  category: device_model (verbatim ×1), user_agent (named ×1)",
        "한빛몰 (KR)",
        "  host: shop.hanbit.example · first contact in: KR · encrypted: yes",
        "  category: 성명 ×1",
        "",
    ]


@pytest.mark.parametrize("width", [4, 7, 20, 40, 80, NARROW - 1, NARROW, 160])
def test_nothing_is_cut_whatever_the_width(width: int) -> None:
    letters = "!#$%&"
    printed = shown(width, [[letter * 300 for letter in letters]])
    assert [printed.count(letter) for letter in letters] == [300] * 5
    assert all(cell_len(line) <= width for line in printed.splitlines())


@pytest.mark.parametrize("width", [60, 160])
def test_what_a_recording_holds_moves_no_cursor(width: int) -> None:
    hostile = "\x1b[2J\x1b]0;own\x07\u202e\u200b\x9b31m"
    printed = shown(width, [[hostile] * 5], hostile)
    assert all(letter.isprintable() or letter == "\n" for letter in printed)
    assert "[red]" in shown(width, [["[red]x[/red]", ":smile:", "", "", ""]])


def test_styles_go_with_their_rows() -> None:
    file = io.StringIO()
    grid = Grid("", ("check", "status"), [("a", "ok"), ("b", "failed")], styles=["green", "bold red"])
    show([grid], Console(file=file, width=40, force_terminal=True, color_system="standard"))
    assert "\x1b[1;32ma" in file.getvalue()
    assert "\x1b[1;31mb" in file.getvalue()


def test_a_pipe_has_the_width_of_the_pages_and_a_terminal_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "72")
    for stream, width in ((io.StringIO(), 160), (Terminal(), 72)):
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", stream)
            assert console().width == width
