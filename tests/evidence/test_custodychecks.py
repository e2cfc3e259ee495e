"""How far the custody log is fixed, and what of it can be cut off; by both verifiers."""

from pathlib import Path

import pytest
from support.packages import copied, covered, put, verified
from support.stampers import Stamper

from trafficaudit.evidence import custody, hashing, timestamp, verify
from trafficaudit.evidence.verdict import INCOMPLETE, REJECTED, VALID

LINE = "anchor/custody/{:04d}.txt"


@pytest.fixture
def logged(package: Path, stamper: Stamper, tmp_path: Path) -> Path:
    """A package whose log has five lines, of which the first four are covered."""
    mine = copied(package, tmp_path / "mine")
    for what in ("handed over", "received", "opened"):
        custody.append(mine, what)
    covered(mine, stamper, 3)
    custody.append(mine, "returned")
    return mine


def _told(package: Path, stamper: Stamper, check: str) -> tuple[str, str]:
    return next((c.outcome, c.found) for c in verify(package, roots=[stamper.root]).checks if c.id == check)


@pytest.mark.assertion("CUS-1")
def test_the_covered_line_is_told(logged: Path, stamper: Stamper) -> None:
    codes = verified(logged, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    outcome, found = _told(logged, stamper, "covered")
    assert (outcome, found[:5], found[-39:]) == ("ok", "0003,", "1 later line is bound by its chain only")
    digest = hashing.sha256(logged / LINE.format(4))
    assert _told(logged, stamper, "custody") == ("ok", f"5; SHA-256 of its last line (0004.txt): {digest}")
    assert "up to its line 0003" in codes.said
    assert digest in codes.said


@pytest.mark.assertion("CUS-1")
def test_cutting_a_covered_line_is_rejected(logged: Path, stamper: Stamper) -> None:
    for number in (4, 3):
        (logged / LINE.format(number)).unlink()
    codes = verified(logged, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("covered",)), codes.said
    assert "FAILED  covered" in codes.said
    unnamed = verified(logged, None, "")
    assert (unnamed.ours, unnamed.shell) == (REJECTED, REJECTED), "whoever is believed"
    (logged / "anchor/custody-0003.here.tsr").unlink()
    request = verified(logged, stamper.root)
    assert (request.ours, request.shell, request.failed) == (REJECTED, REJECTED, ("covered",)), "the request stands"


@pytest.mark.assertion("CUS-1")
def test_a_covered_line_written_anew_is_rejected(logged: Path, stamper: Stamper) -> None:
    (logged / LINE.format(4)).unlink()
    path = logged / LINE.format(3)
    put(path, path.read_bytes().replace(b'"opened"', b'"looked"'))
    codes = verified(logged, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("covered",)), codes.said


@pytest.mark.assertion("CUS-1")
def test_the_stamp_cannot_be_taken_away_alone_once_a_line_follows(logged: Path, stamper: Stamper) -> None:
    (logged / "anchor/custody-0003.here.tsr").unlink()
    codes = verified(logged, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("custody",)), codes.said


def test_what_cannot_be_caught_is_said_and_caught_by_a_note(logged: Path, stamper: Stamper) -> None:
    """Later lines, and covered ones with every trace of them: the package is then what it was before."""
    last, third = (hashing.sha256(logged / LINE.format(number)) for number in (4, 3))
    codes = verified(logged, stamper.root, noted=last)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    (logged / LINE.format(4)).unlink()
    codes = verified(logged, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), "an uncovered line leaves no trace"
    codes = verified(logged, stamper.root, noted=last)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("handover",)), codes.said
    assert _told(logged, stamper, "covered")[1].endswith(", which is the last one")
    for path in (logged / LINE.format(3), *(logged / "anchor").glob("custody-0003.*")):
        path.unlink()
    codes = verified(logged, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID)
    assert "note    covered" in codes.said
    assert "leave no trace" in codes.said
    assert _told(logged, stamper, "covered")[0] == "note"
    codes = verified(logged, stamper.root, noted=third)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("handover",)), codes.said


def test_a_stamp_that_leads_nowhere_covers_nothing(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    covered(mine, Stamper(tmp_path / "stranger"), 0, "there")
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("covered",)), codes.said
    codes = verified(mine)
    assert (codes.ours, codes.shell) == (INCOMPLETE, INCOMPLETE), codes.said
    assert "note    covered" in codes.said


def test_a_request_that_waits_is_told(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    content = (mine / "anchor/custody/0000.txt").read_bytes()
    put(mine / "anchor/custody-0000.there.tsq", timestamp.request(content))
    assert _told(mine, stamper, "covered") == ("note", "1 request waits")


def test_the_furthest_line_counts(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    custody.append(mine, "handed over")
    covered(mine, stamper, 1, "aaa")
    covered(mine, stamper, 0, "zzz")
    assert _told(mine, stamper, "covered")[1].startswith("0001, ")
    assert "up to its line 0001" in verified(mine, stamper.root).said
