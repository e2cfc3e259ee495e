"""What two results stand on, and why one may show what the other does not."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.resultfolders import destination, exchange, finding, write

from trafficaudit.tables.sides import among, doubts, elsewhere, footing, lines, phases, side, starred, transfers


def inputs(**more: object) -> dict[str, Any]:
    captures = [{"id": "made", "sha256": "1", "metadata": {"app.version": "5.2"}}]
    return {"captures": captures, "persona": {"id": "p", "sha256": "1"}, "databases": [{"sha256": "2"}], **more}


def made(folder: Path, *seen: tuple[int, str], app: str = "kr.shop", **changes: Any) -> Path:
    items = [(exchange(number, phase=phase, app=app), destination(), [finding()]) for number, phase in seen]
    return write(folder, items, **({"inputs": inputs()} | changes))


def test_a_result_says_what_it_stands_on(tmp_path: Path) -> None:
    folder = made(tmp_path / "a", (0, "install"), (90, "browse"), gaps=[{"reason": "x"}])
    assert footing(folder) == {
        "result": "a", "apps": "kr.shop", "versions": "5.2", "test person": "p", "phases": "install, browse",
        "minutes": 1.5, "exchanges": 2, "gaps": 1,
    }  # fmt: skip
    assert phases(folder) == ("install", "browse")
    empty = footing(made(tmp_path / "b", inputs=inputs(persona=None)))
    assert (empty["minutes"], empty["exchanges"], empty["test person"]) == (None, 0, "none")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"inputs": inputs(persona=None)}, "the two were searched for different test persons, or one for none"),
        ({"inputs": inputs(databases=[])}, "the two asked different geo databases"),
        ({"tool": {"version": "0.0.9", "rules_sha256": "0"}}, "the two were made by different versions or rules"),
        ({"app": "kr.other"}, "the two do not hold the same apps"),
    ],
)
def test_each_other_ground_is_told(changes: dict[str, Any], said: str, tmp_path: Path) -> None:
    one, other = made(tmp_path / "a", (0, "browse")), made(tmp_path / "b", (0, "browse"), **changes)
    (told,) = doubts(one, other)
    assert told.startswith(said)
    assert doubts(one, one) == doubts(other, other) == []


def test_phases_of_one_side_alone_are_named(tmp_path: Path) -> None:
    one, other = made(tmp_path / "a", (0, "install"), (1, "browse")), made(tmp_path / "b", (0, "browse"), (1, "login"))
    assert [told.split(":")[0] for told in doubts(one, other)] == [
        "only the first holds something of install", "only the second holds something of login",
    ]  # fmt: skip


def table(*lines: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=["recipient", "host", "category", "phase"]).astype("string")


def test_phases_of_which_the_other_side_holds_nothing_have_a_star() -> None:
    of = table(("A", "a.kr", "email", "install"), ("A", "a.kr", "email", "browse"), ("B", "b.kr", "email", "browse"))
    lines = starred(of.iloc[[0, 2]], of, ("browse",))
    assert list(lines["phases"]) == ["install*, browse", "browse"]


def test_a_recipient_that_is_known_at_another_host_is_nobody_new() -> None:
    lines = table(("A", "new.kr", "email", ""), ("A", "new.kr", "name", ""), ("", "c.kr", "email", ""))
    customer = table(("unknown customer of Some CDN", "d.kr", "email", ""))
    others = table(
        ("A", "a.kr", "email", ""), ("", "z.kr", "email", ""), ("unknown customer of Some CDN", "y.kr", "email", "")
    )
    assert list(elsewhere(lines, others)) == [True, False, False]
    assert list(elsewhere(customer, others)) == [False]


@pytest.mark.parametrize(
    ("phase", "on"),
    [
        ("install", "before consent"),
        ("동의 전", "before consent"),
        ("browse", "in other phases"),
        ("after_withdrawal: browse", "after consent was withdrawn"),
        ("동의 철회", "after consent was withdrawn"),
        ("unmarked", "on no side of a mark"),
        ("unmarked (no time)", "on no side of a mark"),
        ("unmarked (over a mark)", "on no side of a mark"),
        ("unmarked (clock set back)", "on no side of a mark"),
    ],
)
def test_a_phase_is_on_a_side_only_where_a_mark_says_so(phase: str, on: str) -> None:
    assert side(phase) == on


def test_a_line_holds_what_its_rows_say(tmp_path: Path) -> None:
    rows = transfers(made(tmp_path / "a", (0, "unmarked"), (1, "install"), (2, "browse")))
    assert rows["early"].tolist() == ["on no side of a mark", "before consent", "in other phases"]
    told = lines(rows, ["early", "absent"])
    assert told[["early", "absent"]].to_numpy().tolist() == [
        ["before consent, in other phases, on no side of a mark", ""]
    ]
    assert among(told, rows).tolist() == [True]
    assert among(told, rows.iloc[:0]).tolist() == [False]
