"""What ``analysis/05_responses.py`` prints, against a folder in which it can be counted by hand."""

from collections.abc import Callable
from pathlib import Path

type Run = Callable[[str, Path], str]


def words(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines() if line.strip()]


def test_lists_what_came_back(results: Path, run: Run) -> None:
    lines = words(run("05_responses.py", results))
    assert ["shop.hanbit.example", "KR", "한빛상회", "KR", "e-mail", "address", "1", "email"] in lines
    assert ["shop.hanbit.example", "KR", "한빛상회", "KR", "name", "1", "name"] in lines


def test_tells_what_a_host_knows_without_having_been_told(results: Path, run: Run) -> None:
    unsent = run("05_responses.py", results).split("Returned, but not sent there before:")[1]
    assert words(unsent)[0] == ["shop.hanbit.example:", "name"]


def test_draws_one_picture_without_a_warning(results: Path, run: Run) -> None:
    assert "figures: 1" in run("05_responses.py", results)


def test_says_that_nothing_came_back(nothing: Path, run: Run) -> None:
    printed = run("05_responses.py", nothing)
    assert "No seeded value was found in a response." in printed
    assert "not sent there before: nothing" in printed
