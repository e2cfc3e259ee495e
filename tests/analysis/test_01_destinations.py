"""What ``analysis/01_destinations.py`` prints, against a folder in which it can be counted by hand."""

from collections.abc import Callable
from pathlib import Path

type Run = Callable[[str, Path], str]


def words(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines() if line.strip()]


def test_counts_three_sides_and_never_a_disputed_address_as_abroad(results: Path, run: Run) -> None:
    lines = words(run("01_destinations.py", results))
    assert ["count", "of", "abroad", "in", "Korea", "undetermined"] in lines
    assert ["exchanges", "4", "2", "2"] in lines
    assert ["exchanges", "with", "a", "seeded", "value", "3", "1", "1"] in lines
    assert ["hosts", "2", "1", "2"] in lines
    assert ["bytes", "sent", "1420", "100", "50"] in lines


def test_lists_countries_with_their_certainty(results: Path, run: Run) -> None:
    lines = words(run("01_destinations.py", results))
    assert ["US", "established", "3", "1", "2"] in lines
    assert ["KR", "or", "SG", "disputed", "1", "1", "1"] in lines
    assert ["(none)", "edge", "1", "1", "0"] in lines


def test_keeps_server_and_recipient_apart(results: Path, run: Run) -> None:
    line = next(line for line in words(run("01_destinations.py", results)) if "acs.bridge.example" in line)
    assert line == [
        "KR",
        "or",
        "SG",
        "disputed",
        "acs.bridge.example",
        "Seller",
        "Bridge",
        "CN",
        "curated",
        "third",
        "1",
        "1",
    ]


def test_draws_one_picture_without_a_warning(results: Path, run: Run) -> None:
    assert "figures: 1" in run("01_destinations.py", results)


def test_says_that_nothing_was_recorded(nothing: Path, run: Run) -> None:
    assert "No exchange was recorded" in run("01_destinations.py", nothing)
