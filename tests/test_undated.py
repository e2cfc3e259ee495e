"""What has no time stands without one in every table and in the report, in no marked phase, and a gap says so."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from mitmproxy.test import tflow
from support import hars
from support.command import script
from support.states import record

from trafficaudit.cli import main
from trafficaudit.readers.flow.state import UNTOLD
from trafficaudit.replay import Request, replay

EMAIL = "seoyun.kim@hanbit.example"
MARKS = '{"at": "1960-01-01T00:00:00Z", "phase": "install"}\n{"at": "2026-11-24T09:04:00+09:00", "phase": "browse"}\n'
NO_PHASE = "unmarked (no time)"
ANALYSIS = Path(__file__).resolve().parents[1] / "analysis"


def entry(number: int, **changes: Any) -> dict[str, Any]:
    return hars.entry(f"https://h{number}.shop.example/t?m={EMAIL}", "8.8.8.8") | changes


def spoken() -> dict[str, Any]:
    made = entry(5, startedDateTime="2026-11-24T09:05:00+09:00")
    said = [{"type": "send", "opcode": 1, "data": EMAIL, "time": time} for time in (1795478800.5, 0, None)]
    return made | {"_webSocketMessages": [*said, {"type": "send", "opcode": 1, "data": EMAIL}]}


def flow_without_a_time(time: float | None) -> bytes:
    made = tflow.tflow(resp=True)
    made.request.url = f"https://f.shop.example/t?m={EMAIL}"
    state = made.get_state()
    state["request"]["timestamp_start"] = time
    return record(state)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("undated")
    (place / "p.toml").write_text(f'[values]\nemail = ["{EMAIL}"]\n')
    (place / "marks.jsonl").write_text(MARKS)
    missing = entry(2)
    del missing["startedDateTime"]
    hars.write(
        place / "s.har",
        entry(1, startedDateTime="2026-11-24T09:05:00+09:00"),
        missing,
        entry(3, startedDateTime="2026-11-24T09:05:00"),
        entry(4, startedDateTime="0001-01-01T00:00:00Z"),
        spoken(),
    )
    (place / "f.mitm").write_bytes(flow_without_a_time(None) + flow_without_a_time(0))
    request = Request(
        (place / "s.har", place / "f.mitm"), place / "out", place / "p.toml", "kr.example.shop", place / "marks.jsonl"
    )
    replay(request)
    return place / "out"


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Give every file of a result, and what reports and commands make of it, as text."""
    run = CliRunner().invoke
    for lang in ("en", "ko"):
        made = folder.parent / f"r-{lang}"
        args = ["report", str(folder), "--lang", lang, "-o", f"{made}.html", "--xlsx", f"{made}.xlsx"]
        result = run(main, args)
        assert result.exit_code == 0, result.output
        yield f"{lang}.html", Path(f"{made}.html").read_text("utf-8")
        yield f"{lang}.xlsx", "\n".join(cells(Path(f"{made}.xlsx")))
        for option in ([], ["--format", "json"], ["--format", "csv"], ["--format", "markdown"]):
            result = run(main, ["table", str(folder), "--lang", lang, *option])
            assert result.exit_code == 0, result.output
            yield " ".join(["table", *option]), result.output
    for name in ("transfers.csv", "coverage.csv", "recipe.json"):
        yield name, (folder / name).read_text("utf-8")
    yield "transfers.xlsx", "\n".join(cells(folder / "transfers.xlsx"))
    for name in ("exchanges", "findings", "transfers", "destinations"):
        yield f"{name}.parquet", pd.read_parquet(folder / f"{name}.parquet").to_csv()
    for path in sorted(ANALYSIS.glob("[0-9]*.py")):
        if "declared" not in path.name:
            done = script(path, folder, *([folder] if "compare" in path.name else []))
            assert done.returncode == 0, (path.name, done.stderr)
            yield path.name, done.stdout


def cells(path: Path) -> Iterator[str]:
    # What is read line by line holds its file until it is closed.
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        for sheet in book:
            for row in sheet.iter_rows(values_only=True):
                yield " ".join(map(str, row))


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, str]:
    return dict(texts(folder))


def test_no_table_and_no_report_shows_a_time_that_nobody_knows(told: dict[str, str]) -> None:
    assert {Path(name).suffix for name in told} >= {".csv", ".html", ".xlsx"}
    for name, text in told.items():
        assert not any(day in text for day in ("1969-12-31", "1970-01-01", "0001-01-01")), name


def test_they_stand_in_no_marked_phase_and_without_a_time(folder: Path) -> None:
    exchanges = pd.read_parquet(folder / "exchanges.parquet")
    untimed = exchanges[exchanges["at"].isna()]
    assert set(untimed["phase"]) == {NO_PHASE}
    assert sorted(untimed["exchange"]) == sorted(
        ["000001", "000002", "000003", "000004.w1", "000004.w2", "000004.w3", "000000", "000001"]
    )
    assert set(exchanges[exchanges["at"].notna()]["phase"]) == {"browse"}
    findings = pd.read_parquet(folder / "findings.parquet")
    assert set(findings[findings["phase"] == NO_PHASE]["at"].isna()) == {True}
    transfers = pd.read_parquet(folder / "transfers.parquet")
    hidden = transfers[transfers["phase"] == NO_PHASE]
    assert set(hidden["host"]) == {"f.shop.example", *(f"h{number}.shop.example" for number in (2, 3, 4, 5))}
    assert hidden[["first_seen", "last_seen"]].isna().all(axis=None)
    assert list(transfers["phase"].unique()) == ["browse", NO_PHASE]


def test_gaps_say_so_and_the_databases_are_not_too_new(folder: Path) -> None:
    recipe = json.loads((folder / "recipe.json").read_bytes())
    reasons = [gap["reason"] for gap in recipe["gaps"]]
    assert sum(UNTOLD in reason for reason in reasons) == 2
    assert sum("startedDateTime" in reason for reason in reasons) == 3
    assert sum("3 messages of this WebSocket have no time" in reason for reason in reasons) == 1
    assert not any("1970" in warning for warning in recipe["warnings"])


def test_before_consent_is_asked_of_what_has_a_time(folder: Path) -> None:
    result = CliRunner().invoke(main, ["table", str(folder), "--phase", "before-consent", "--format", "json"])
    assert json.loads(result.stdout) == []


def test_the_report_counts_them_apart(told: dict[str, str]) -> None:
    assert "8 exchanges of which no time is recorded are not in this picture." in told["en.html"]
    assert "시각이 기록되지 않은 교신 8건은 이 그림에 없습니다." in told["ko.html"]


def test_without_marks_they_are_unmarked_and_have_no_time_either(tmp_path: Path) -> None:
    hars.write(tmp_path / "s.har", entry(1, startedDateTime="soon"), entry(2, startedDateTime=None))
    replay(Request((tmp_path / "s.har",), tmp_path / "out"))
    exchanges = pd.read_parquet(tmp_path / "out" / "exchanges.parquet")
    assert set(exchanges["phase"]) == {"unmarked"}
    assert exchanges["at"].isna().all()
    assert json.loads((tmp_path / "out" / "recipe.json").read_bytes())["warnings"] == []
    result = CliRunner().invoke(main, ["report", str(tmp_path / "out"), "-o", str(tmp_path / "r.html")])
    assert result.exit_code == 0, result.output
    assert "1970" not in (tmp_path / "r.html").read_text("utf-8")


def test_results_are_joined_across_apps_without_a_time(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["table", str(folder.parent), "--format", "json"])
    assert result.exit_code == 0, result.output
    across = json.loads(result.stdout)["across"]
    assert {row["first_seen"] for row in across if row["hosts"] == "h2.shop.example"} <= {None}
