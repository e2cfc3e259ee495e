"""The findings of a result folder in SQL, with those that count by docs/results.md; and folders in which they meet."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from support import resultfolders as made

from trafficaudit.categories import taxonomy
from trafficaudit.model import UNDATED, Finding, Span
from trafficaudit.report.results import Results
from trafficaudit.tables.columns import TABLES

_FOUND = """
create view sent as select f.rowid as id, f.*, e.encrypted, f.capture || '/' || f.exchange as of,
  f.part || ' ' || f.path as field, f.span_start || '-' || f.span_end as run,
  case substr(f.detector, 1, instr(f.detector || ':', ':') - 1) when 'persona' then 0 when 'provenance' then 0
    when 'identifier' then 1 when 'tracker' then 2 when 'consent' then 2 when 'key' then 3 when 'crosssite' then 4
    when 'recurring' then 5 end as way
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


def counted(results: Results) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    for name in ("findings", "exchanges", "destinations"):
        columns = [column.name for column in TABLES[name]]
        listed, holes = ", ".join(columns), ", ".join("?" * len(columns))
        base.execute(f"create table {name} ({listed})")
        rows = ([plain(row[column]) for column in columns] for row in results.table(name))
        base.executemany(f"insert into {name} values ({holes})", rows)
    base.execute("create table phones (category)")
    phones = [slug for slug, category in taxonomy().items() if category.group == "device_identifier"]
    base.executemany("insert into phones values (?)", [(slug,) for slug in (*phones, "wifi_bssid")])
    base.executescript(_FOUND)
    return base


def plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def items(seed: int) -> Iterator[made.Item]:
    """Give exchanges whose findings meet in fields and runs as no real capture has them meet so often."""
    draw = random.Random(seed)
    ways = (
        ("email", "persona"), ("email", "identifier:email"), ("email", "key"), ("email", "tracker:adjust"),
        ("advertising_id", "persona"), ("advertising_id", "identifier:advertising_id"), ("advertising_id", "key"),
        ("android_id", "identifier:android_id"), ("android_id", "provenance:call"), ("wifi_bssid", "identifier:mac"),
        ("device_id", "key"), ("device_id", "identifier:device_id"), ("device_id", "tracker:adjust"),
        ("user_id", "key"), ("advertising_cookie", "tracker:adjust"), ("advertising_cookie", "crosssite"),
        ("behaviour", "tracker:adjust"), ("behaviour", "key"), ("user_id", "recurring"), ("device_id", "recurring"),
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
