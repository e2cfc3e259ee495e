"""What ``analysis/03_before_consent.py`` prints, against a folder in which it can be counted by hand."""

from collections.abc import Callable
from pathlib import Path

type Run = Callable[[str, Path], str]


def words(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines() if line.strip()]


def test_counts_the_hosts_that_were_told_before_consent(results: Path, run: Run) -> None:
    printed = run("03_before_consent.py", results)
    assert "Before consent at least 2 hosts were sent a seeded value: 1 abroad, 0 in Korea, 1 undetermined." in printed
    assert "the operating system asks by itself track.ads.example" in printed


def test_lists_only_what_left_before_consent(results: Path, run: Run) -> None:
    printed = run("03_before_consent.py", results)
    proven = printed.split("Proven by a seeded value:")[1].split("Hints:")[0]
    assert [line[1:3] for line in words(proven)[1:]] == [["advertising", "id"], ["Android", "id"]]
    assert "phone number" not in proven
    assert "track.ads.example: OS version" in printed.split("Hints:")[1]


def test_tells_what_a_host_got_only_afterwards(results: Path, run: Run) -> None:
    after = run("03_before_consent.py", results).split("Sent to a host only in other phases:")[1]
    assert "track.ads.example: e-mail address" in after
    assert "advertising id" not in after
    assert "screen" not in after.lower(), "it is only a hint"


def test_what_left_after_a_withdrawal_stands_apart(results: Path, withdrawn: Path, run: Run) -> None:
    none = "No phase after consent was withdrawn is marked: what left then, this recording cannot tell."
    assert none in run("03_before_consent.py", results)
    printed = run("03_before_consent.py", withdrawn)
    assert none not in printed
    later, apart = printed.split("Sent to a host only in other phases")[1].split("Sent after consent was withdrawn")
    assert "phone number" not in later
    assert "track.ads.example" not in later, "it was sent the address after the withdrawal alone"
    assert [line[0] for line in words(apart.split("figures")[0])[2:]] == [
        "withdrawal",
        "withdrawal",
        "after_withdrawal:",
    ]
    assert ["phone number" in apart, "e-mail address" in apart] == [True, True]


def test_draws_one_picture_without_a_warning(results: Path, run: Run) -> None:
    assert "figures: 1" in run("03_before_consent.py", results)


def test_does_not_answer_without_phase_marks(nothing: Path, run: Run) -> None:
    printed = run("03_before_consent.py", nothing)
    assert "the question cannot be answered" in printed
    assert "Before consent at least" not in printed
