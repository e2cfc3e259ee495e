import re
from pathlib import Path
from typing import get_args

import pytest

from trafficaudit.detectors import DETECTORS
from trafficaudit.model import Certainty
from trafficaudit.phases import NOWHERE
from trafficaudit.tables import coverage
from trafficaudit.tables.columns import COVERAGE, TABLES

PAGE = (Path(__file__).parents[2] / "docs" / "columns.md").read_text(encoding="utf-8")
SHARED, *SECTIONS = re.split(r"^## ", PAGE, flags=re.M)[1:]

CONTRACT = {
    "findings": (
        "capture exchange position at app phase direction host part path category match layers detector confidence "
        "reasoning span_start span_end value_sha256 value_preview"
    ),
    "transfers": (
        "app phase recipient recipient_country host country certainty leaves_korea category match exchanges values "
        "first_seen last_seen example party encrypted"
    ),
}


@pytest.mark.parametrize("table", CONTRACT)
def test_the_columns_that_other_programs_rely_on_are_there(table: str) -> None:
    assert set(CONTRACT[table].split()) <= {column.name for column in TABLES[table]}


@pytest.mark.parametrize("table", TABLES)
def test_names_and_headings_are_unique_and_complete(table: str) -> None:
    columns = TABLES[table]
    for heads in ([c.name for c in columns], [c.heading("ko") for c in columns], [c.heading("en") for c in columns]):
        assert len(set(heads)) == len(columns)
        assert all(heads)


def _rows(section: str) -> list[list[str]]:
    """Give the cells of a section's rows, without the heads of its tables."""
    lines = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in re.findall(r"^\|.*\|$", section, re.M)]
    return [line for line in lines if line[0] not in ("column", "state") and not line[0].startswith("---")]


def _section(table: str) -> str:
    return next(each for each in SECTIONS if f"`{table}`" in each.partition("\n")[0])


@pytest.mark.parametrize("table", TABLES)
def test_the_page_has_every_column_in_its_order_with_what_it_holds(table: str) -> None:
    """Of ``ledger`` it says that it has the columns of ``coverage`` as well."""
    columns = [each for each in TABLES[table] if table != "ledger" or each not in COVERAGE]
    told = [row for row in _rows(_section(table)) if len(row) == 3]
    if table == "ledger":
        told = told[:1]
    assert [(name.strip("`"), heading) for name, heading, _ in told] == [(c.name, c.ko) for c in columns]
    assert all(holds for _, _, holds in told)


def test_the_page_has_every_state_of_the_ledger_and_every_code() -> None:
    states = {row[0].strip("`") for row in _rows(_section("coverage")) if len(row) == 2}
    assert states == set(coverage.states({coverage.TUNNELLED}))
    for code in (*get_args(Certainty.__value__), *NOWHERE, "yes", "no", "undetermined", "first", "third", "unknown"):
        assert f"`{code}`" in SHARED, code
    for detector in DETECTORS:
        assert re.search(rf"`{detector.NAME}(:[A-Z]+)?`", SHARED), detector.NAME
