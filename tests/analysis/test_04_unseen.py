"""What ``analysis/04_unseen.py`` prints, against a folder in which it can be counted by hand."""

from collections.abc import Callable
from pathlib import Path

type Run = Callable[[str, Path], str]


def words(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines() if line.strip()]


def test_ledger_tells_not_recorded_from_zero(results: Path, run: Run) -> None:
    lines = words(run("04_unseen.py", results))
    assert ["decrypted", "7", "6", "670"] in lines
    assert ["opaque", "body", "1", "1", "900"] in lines
    assert ["quic", "blocked", *["not", "counted"] * 3] in lines


def test_reads_korean_headings(results: Path) -> None:
    assert "판독 상태" in (results / "coverage.csv").read_text(encoding="utf-8-sig")


def test_gives_the_share_of_opaque_bodies_and_their_hosts(results: Path, run: Run) -> None:
    printed = run("04_unseen.py", results)
    assert "1 of 8 recorded exchanges hold a body that could not be looked into (12.5 %)." in printed
    assert ["track.ads.example", "before_consent", "1", "900", "2"] in words(printed)


def test_goes_phase_by_phase(results: Path, run: Run) -> None:
    lines = words(run("04_unseen.py", results))
    assert ["before_consent", "1", "0", "1", "not", "counted"] in lines
    assert ["login", "2", "0", "0", "not", "counted"] in lines


def test_names_what_broke_off(results: Path, run: Run) -> None:
    assert ["track.ads.example", "Server", "disconnected", "1"] in words(run("04_unseen.py", results))


def test_draws_one_picture_without_a_warning(results: Path, run: Run) -> None:
    assert "figures: 1" in run("04_unseen.py", results)


def test_says_that_nothing_was_recorded(nothing: Path, run: Run) -> None:
    assert "No exchange was recorded." in run("04_unseen.py", nothing)
