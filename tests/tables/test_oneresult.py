"""One result folder: read whole, and in one phase of use."""

from pathlib import Path
from typing import Any

import pytest
from support.resultfolders import destination, exchange, finding, unsent, write

from trafficaudit.errors import ReadError
from trafficaudit.model import UNNAMED
from trafficaudit.tables.folder import read_recipe
from trafficaudit.tables.oneresult import limited_to, read_result

MARK = {"at": "2026-11-24T00:00:00+00:00", "phase": "before_consent"}


def made(folder: Path, *, app: str = "kr.example.shop", marked: bool = True) -> Path:
    captures: list[dict[str, Any]] = [{"id": "c", "sha256": "s", "traffic": [], "phases": [MARK] if marked else []}]
    to = finding(detector="tracker:adjust")
    items = [
        (exchange(0, phase="before_consent", app=app), destination(), [to]),
        (exchange(1, phase="browse", app=app), destination(), [finding()]),
        (unsent(exchange(2, "b.shop.example", app=app)), destination("b.shop.example"), [to]),
    ]
    return write(folder, items, inputs={"captures": captures, "persona": None, "databases": []})


def test_its_tables_name_it_and_sdks_are_what_reached_their_endpoints(tmp_path: Path) -> None:
    folder = made(tmp_path / "a")
    read = read_result(folder, read_recipe(folder))
    assert (read.name, read.apps) == ("a", ("kr.example.shop",))
    assert set(read.transfers["result"]) == {"a"}
    assert read.sdks[["slug", "phase"]].to_numpy().tolist() == [["adjust", "before_consent"]]


def test_an_app_without_a_name_goes_by_the_result(tmp_path: Path) -> None:
    folder = made(tmp_path / "a", app=UNNAMED)
    read = read_result(folder, read_recipe(folder))
    assert read.apps == (f"{UNNAMED} (a)",)


def test_a_changed_table_is_refused(tmp_path: Path) -> None:
    folder = made(tmp_path / "a")
    with (folder / "coverage.csv").open("a") as file:
        file.write("x")
    with pytest.raises(ReadError, match=r"a/coverage\.csv: is not the file"):
        read_result(folder, read_recipe(folder))


def test_in_a_phase_there_is_only_what_is_of_it(tmp_path: Path) -> None:
    folder = made(tmp_path / "a")
    limited = limited_to(read_result(folder, read_recipe(folder)), "before-consent", "en")
    assert limited is not None
    assert (limited.phases, set(limited.transfers["phase"])) == (("before_consent",), {"before_consent"})
    unmarked = made(tmp_path / "b", marked=False)
    assert limited_to(read_result(unmarked, read_recipe(unmarked)), "after-withdrawal", "en") is None
