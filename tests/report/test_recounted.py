"""The transfer table and the report's numbers, counted again in SQL: by docs/results.md, from the other tables alone."""

import itertools
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import resultfolders as made

from trafficaudit.categories import taxonomy
from trafficaudit.model import UNDATED, Finding, Span
from trafficaudit.report.flows import SIDES, by_side, flows
from trafficaudit.report.links import link
from trafficaudit.report.results import Results, read_results
from trafficaudit.tables.columns import TABLES

_FOUND = """
create view sent as select f.rowid as id, f.*, e.encrypted, f.capture || '/' || f.exchange as of,
  f.part || ' ' || f.path as field, f.span_start || '-' || f.span_end as run,
  case substr(f.detector, 1, instr(f.detector || ':', ':') - 1) when 'persona' then 0 when 'provenance' then 0
    when 'identifier' then 1 when 'tracker' then 2 when 'consent' then 2 when 'key' then 3 when 'crosssite' then 4 end as way
from findings f join exchanges e using (capture, exchange) where f.direction = 'request' and e.sent = 'yes';
create table s as select * from sent;
create index fields on s (of, field);
create table kept as select * from s as one where not exists (
  select 1 from s as b where b.of = one.of and b.field = one.field and b.category = one.category and b.way < one.way
) and not (
  (one.way = 3 or one.detector in (
    'identifier:advertising_id', 'identifier:device_id', 'identifier:installation_id', 'identifier:vendor_id'))
  and one.category not in (select category from s as b where b.of = one.of and b.field = one.field
    and b.run = one.run and b.way in (0, 2) and b.category <> 'behaviour')
  and exists (select 1 from s as b where b.of = one.of and b.field = one.field
    and b.run = one.run and b.way in (0, 2) and b.category <> 'behaviour')
) and not (
  one.category in phones and (one.way = 1 or one.way = 3 and one.category = 'device_id') and exists (
    select 1 from s as b where b.of = one.of and b.field = one.field and b.run = one.run and b.category in phones
      and b.way < min(one.way, 3) and (b.way > 0 or b.confidence > 0.6))
) and not (
  one.category = 'user_id' and one.way = 3 and exists (
    select 1 from s as b where b.of = one.of and b.part = 'cookie' and b.category = 'advertising_cookie'
      and b.way = 2 and b.value_sha256 = one.value_sha256)
) and not exists (
  select 1 from s as b where b.of = one.of and b.part = one.part and b.category = one.category and b.way < one.way
    and b.span_start <= one.span_start and one.span_end <= b.span_end
    and one.path like '%]' and one.path glob replace(b.path, '[', '[[]') || '[[]*'
    and instr(substr(one.path, length(b.path) + 2), '[') = 0
);
create table counted as select kept.*, detector as said, confidence as sure from kept union all
  select kept.*, b.detector, b.confidence from s as b join kept using (of, field, category)
  where b.way > 1 and kept.id in (select min(id) from kept where way = 1 group by of, field, category);
"""
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


def counted(results: Results) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    for name in ("findings", "exchanges", "destinations"):
        columns = [column.name for column in TABLES[name]]
        listed, holes = ", ".join(columns), ", ".join("?" * len(columns))
        base.execute(f"create table {name} ({listed})")
        rows = ([_plain(row[column]) for column in columns] for row in results.table(name))
        base.executemany(f"insert into {name} values ({holes})", rows)
    base.execute("create table phones (category)")
    phones = [slug for slug, category in taxonomy().items() if category.group == "device_identifier"]
    base.executemany("insert into phones values (?)", [(slug,) for slug in (*phones, "wifi_bssid")])
    base.executescript(_FOUND)
    return base


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(row[name]) for name in _COUNTS} | {"detectors": set(row["detectors"].split(", "))}


def items(seed: int) -> Iterator[made.Item]:
    """Give exchanges whose findings meet in fields and runs as no real capture has them meet so often."""
    draw = random.Random(seed)
    ways = (
        ("email", "persona"), ("email", "identifier:email"), ("email", "key"), ("email", "tracker:adjust"),
        ("advertising_id", "persona"), ("advertising_id", "identifier:advertising_id"), ("advertising_id", "key"),
        ("android_id", "identifier:android_id"), ("android_id", "provenance:call"), ("wifi_bssid", "identifier:mac"),
        ("device_id", "key"), ("device_id", "identifier:device_id"), ("device_id", "tracker:adjust"),
        ("user_id", "key"), ("advertising_cookie", "tracker:adjust"), ("advertising_cookie", "crosssite"),
        ("behaviour", "tracker:adjust"), ("behaviour", "key"),
    )  # fmt: skip
    for number in range(250):
        each = made.exchange(number, draw.choice(("a.example", "b.example")), draw.choice(("browse", "login")))
        each = replace(
            each, sent=draw.random() < 0.8, started_at=draw.choice((each.started_at, each.started_at, UNDATED))
        )
        findings: list[Finding] = []
        for _ in range(draw.randint(0, 16)):
            path = draw.choice(("a", "a[0]", "a[0][1]"))
            category, way = draw.choice(ways)
            one = made.finding(category, draw.choice(("one", "two", "three")), path, way)
            where = replace(
                one.field,
                part=draw.choice(("body", "body", "cookie")),
                direction=draw.choice(("request", "request", "response")),
            )
            span = Span(*draw.choice(((0, 9), (0, 9), (4, 9))))
            findings.append(replace(one, field=where, span=span, confidence=draw.choice((0.3, 0.6, 0.601, 0.9))))
        country, certainty = draw.choice(made.PLACES)
        yield each, made.destination(each.host, country, certainty, draw.choice(("A", "B"))), findings


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
