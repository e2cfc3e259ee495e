"""The transfer table and the report's numbers, counted again in SQL: by docs/results.md, from the other tables alone."""

import itertools
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support import resultfolders as made
from support.recounted import counted, items, plain

from trafficaudit.report.flows import SIDES, by_side, flows
from trafficaudit.report.links import link
from trafficaudit.report.results import Results, read_results

_ROWS = """
select c.app, c.phase, d.recipient, d.recipient_country, c.host, d.country, d.certainty, d.leaves_korea, c.category,
  c.match, d.party, c.encrypted, count(distinct of), count(distinct value_sha256), min(c.at), max(c.at),
  round(max(sure), 3), group_concat(distinct said), group_concat(of || ' ' || part || ' ' || path, char(1))
from counted c join destinations d using (destination) group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
"""
_WENT = """
select distinct of, app, recipient, case when country <> '' then country when certainty = 'edge' then 'edge'
  else 'unknown' end, leaves_korea from kept join destinations using (destination)
"""
_KEY = ("app", "phase", "recipient", "recipient_country", "host", "country", "certainty", "leaves_korea", "category",
        "match", "party", "encrypted")  # fmt: skip
_COUNTS = ("exchanges", "values", "first_seen", "last_seen", "confidence")


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(row[name]) for name in _COUNTS} | {"detectors": set(row["detectors"].split(", "))}


@pytest.fixture(params=["demo", 1])
def results(request: pytest.FixtureRequest, tmp_path: Path) -> Results:
    if request.param == "demo":
        found: Results = request.getfixturevalue("demo")
        return found
    return read_results(made.write(tmp_path / "out", items(request.param)))


def test_every_row_of_the_transfer_table_comes_out_again(results: Results) -> None:
    with closing(counted(results)) as base:
        mine = {row[: len(_KEY)]: row[len(_KEY) :] for row in base.execute(_ROWS)}
    theirs = {tuple(row[name] for name in _KEY): row for row in results.transfers}
    assert len(theirs) == len(results.transfers) > 20
    assert mine.keys() == theirs.keys()
    for key, row in theirs.items():
        *counts, detectors, examples = mine[key]
        again = dict(zip(_COUNTS, counts, strict=True)) | {"detectors": set(detectors.split(","))}
        assert told(row) == again, key
        assert row["example"] in examples.split("\1"), key


def test_the_report_counts_the_distinct_exchanges_behind_its_rows(results: Results) -> None:
    linked = link(results)
    with closing(counted(results)) as base:
        found = list(base.execute(_WENT))
        kinds = set(base.execute("select leaves_korea, category from kept join destinations using (destination)"))
    assert {(flow.app, flow.recipient, flow.place, flow.side): flow.exchanges for flow in flows(linked)} == Counter(
        row[1:] for row in found
    )
    sides = Counter(side for _, side in {(row[0], row[4]) for row in found})
    assert {side: tally.exchanges for side, tally in by_side(linked).items()} == {side: sides[side] for side in SIDES}
    assert {side: tally.categories for side, tally in by_side(linked).items()} == {
        side: sum(place == side for place, _ in kinds) for side in SIDES
    }


def test_the_ledger_and_the_destinations_count_the_exchanges(results: Results) -> None:
    states = Counter((row["app"], row["phase"], row["state"]) for row in results.exchanges)
    lines = {(row["app"], row["phase"], row["state"]): row["exchanges"] for row in results.coverage if row["exchanges"]}
    assert lines == states
    went = Counter(row["destination"] for row in results.exchanges)
    assert {row["destination"]: row["exchanges"] for row in results.destinations} == went
    of = Counter((row["capture"], row["exchange"]) for row in results.findings)
    assert all(row["findings"] == of[row["capture"], row["exchange"]] for row in results.exchanges)
    assert len(set(itertools.chain.from_iterable(of))) > 1
