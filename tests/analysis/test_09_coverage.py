"""What ``analysis/09_coverage.py`` prints, against a folder in which it can be counted by hand."""

from collections.abc import Callable
from pathlib import Path

type Run = Callable[[str, Path], str]


def words(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines() if line.strip()]


def test_each_app_has_its_shares_and_what_was_not_recorded(results: Path, run: Run) -> None:
    printed = run("09_coverage.py", results)
    app = "kr.example.hanbit.shop"
    assert [app, "decrypted", "7", "87.5", "6", "85.7", "670", "42.7"] in words(printed)
    assert [app, "opaque", "body", "1", "12.5", "1", "14.3", "900", "57.3"] in words(printed)
    assert [app, "quic", "blocked", *["not", "counted"] * 6] in words(printed)
    assert (
        f"{app}: at most 87.5 % of the exchanges, 85.7 % of the connections, 42.7 % of the bytes could be read whole; "
        "not counted: quic blocked." in printed
    )


def test_phases_stand_in_the_order_of_time_by_connections_and_bytes(results: Path, run: Run) -> None:
    connections, size = run("09_coverage.py", results).split("Connections phase by phase:")[1].split("Bytes phase")
    rows = [line for line in words(connections) if line[0] == "kr.example.hanbit.shop"]
    assert [line[1] for line in rows] == [
        "first_launch",
        "before_consent",
        "login",
        "checkout",
        "browse",
        "background",
    ]
    assert [line[-1] for line in rows] == ["100.0", "50.0", "100.0", "100.0", "100.0", "100.0"]
    (early,) = [line for line in words(size) if "before_consent" in line]
    assert early[2:5] == ["50", "0", "900"]
    assert early[-1] == "5.3"


def test_draws_one_picture_without_a_warning(results: Path, run: Run) -> None:
    assert "figures: 1" in run("09_coverage.py", results)


def test_says_that_nothing_was_counted(nothing: Path, run: Run) -> None:
    assert "No traffic was counted." in run("09_coverage.py", nothing)
