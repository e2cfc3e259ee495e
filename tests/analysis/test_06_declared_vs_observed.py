"""What ``analysis/06_declared_vs_observed.py`` prints, against a folder in which it can be counted by hand."""

from collections.abc import Callable
from pathlib import Path

type Run = Callable[[str, Path], str]
SCRIPT = "06_declared_vs_observed.py"


def test_counts_the_outcomes_of_each_recipient(results: Path, run: Run) -> None:
    lines = [line.split() for line in run(SCRIPT, results).splitlines()]
    # as declared, undeclared item, country, recipient, declared and not observed, cannot be observed
    assert ["Morning", "Ads", "1", "3", "0", "0", "0", "1"] in lines  # one of its bodies could not be read
    assert ["Crossborder", "Logistics", "0", "0", "2", "0", "3", "1"] in lines


def test_lists_what_was_not_told_with_the_policy_s_place(results: Path, run: Run) -> None:
    sent = run(SCRIPT, results).split("Sent and not told:")[1].split("Told and not seen")[0]
    assert "undeclared_country" in sent
    assert "lines 12-14" in sent
    assert "advertising id" not in sent


def test_lists_what_was_told_and_not_seen(results: Path, run: Run) -> None:
    told = run(SCRIPT, results).split("Told and not seen:")[1]
    assert "생체 $리듬$" in told
    assert "at least" in told


def test_says_what_was_not_seen_and_draws_one_picture(results: Path, run: Run) -> None:
    printed = run(SCRIPT, results)
    assert "At least, given what was not seen: tls refused: 2." in printed
    assert "figures: 1" in printed


def test_says_that_there_is_no_declaration(nothing: Path, run: Run) -> None:
    printed = run(SCRIPT, nothing)
    assert f"There is no declaration ({nothing / 'declaration.yaml'})" in printed
    for title in (
        "What each recipient comes to, in rows (one an item and host)",
        "Sent and not told",
        "Told and not seen",
    ):
        assert f"\n{title}: not known without a declaration\n" in printed
    assert ": none" not in printed, "nothing that nobody asked may read as an answer"
