"""What ``analysis/02_personal_fields.py`` prints, against a folder in which it can be counted by hand."""

from collections.abc import Callable
from pathlib import Path

type Run = Callable[[str, Path], str]


def words(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines() if line.strip()]


def test_counts_hosts_per_proven_category_and_side(results: Path, run: Run) -> None:
    lines = words(run("02_personal_fields.py", results))
    assert ["Proven", "by", "a", "seeded", "value", "(5", "categories),", "hosts:"] in lines
    assert ["direct", "e-mail", "address", "1", "1", "0"] in lines
    assert ["persistent", "Android", "id", "0", "0", "1"] in lines


def test_keeps_hints_apart_from_proof(results: Path, run: Run) -> None:
    proof, hints = run("02_personal_fields.py", results).split("Hinted at (2 categories), hosts:")
    assert "OS version" not in proof
    assert ["context", "OS", "version", "1", "0", "0"] in words(hints)


def test_tells_how_each_was_recognised(results: Path, run: Run) -> None:
    lines = words(run("02_personal_fields.py", results))
    assert ["field", "normalised", "sha256", "verbatim"] in lines
    assert ["e-mail", "address", "0", "1", "1"] in lines
    assert ["phone", "number", "1", "0", "0"] in lines


def test_names_the_recipients(results: Path, run: Run) -> None:
    printed = run("02_personal_fields.py", results)
    assert "abroad        Crossborder Logistics [CN], server in CN: name, phone number" in printed
    assert "undetermined  Seller Bridge [CN], server in KR or SG: Android id" in printed


def test_draws_one_picture_without_a_warning(results: Path, run: Run) -> None:
    assert "figures: 1" in run("02_personal_fields.py", results)


def test_says_that_nothing_was_found(nothing: Path, run: Run) -> None:
    assert "No personal field was found" in run("02_personal_fields.py", nothing)
