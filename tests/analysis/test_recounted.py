"""What the scripts of ``analysis/`` count, counted again in SQL from the tables of findings, exchanges and destinations.

The folders are made so that findings meet in fields, hosts have several SDKs, exchanges have no time or were not sent,
and two captures number theirs alike.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import resultfolders as made
from support import tabled
from support.command import script
from support.recounted import counted, items

from trafficaudit.categories import taxonomy
from trafficaudit.consents import LACKING
from trafficaudit.model import Finding
from trafficaudit.report.results import read_results
from trafficaudit.tables.consents import said

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"
PHASES = ("before-consent", "browse", "login", "unmarked", "after_withdrawal: browse")
REFUSED = (("query.gcs", "G100"), ("npa", "1"), ("npa", "0"), ("a.limit_ad_tracking", "true"))

type Rows = list[tuple[Any, ...]]


def varied(seed: int) -> Iterator[made.Item]:
    """Give the items of ``recounted`` in more phases, of two apps, with answers, errors and refusals."""
    for number, (each, where, findings) in enumerate(items(seed)):
        app = "kr.example.shop" if number % 5 else "kr.example.second"
        error = "reset" if number % 7 == 3 else None
        changed = [_changed(number + place, one) for place, one in enumerate(findings)]
        told = replace(each, phase=PHASES[number % 125 % len(PHASES)], app=app, error=error)
        yield replace(told, capture_id=f"made{number // 125}", id=f"{number % 125:06}"), where, changed


def _changed(number: int, one: Finding) -> Finding:
    if number % 6 == 0:
        path, value = REFUSED[number // 6 % len(REFUSED)]
        field = replace(one.field, path=path, key=path.rpartition(".")[2], direction="request")
        return replace(one, field=field, category="consent_state", value=value, detector="tracker:adjust")
    return replace(one, detector="tracker:amplitude") if number % 5 == 4 and "tracker" in one.detector else one


@pytest.fixture(scope="module", params=[2, 3])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.write(tmp_path_factory.mktemp("recounted") / "out", varied(request.param))


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(counted(read_results(folder))) as found:
        named = [(slug, one.en, one.weight) for slug, one in taxonomy().items()]
        found.execute("create table categories (category, item, weight)")
        found.executemany("insert into categories values (?, ?, ?)", named)
        found.create_function("said", 3, _said)
        yield found


def _said(path: str, digest: str, word: int) -> str:
    """Give a word of what a flag says, nothing where it says that somebody said yes."""
    told = said(path, digest)
    return str(told[word]) if told is not None and told.state in LACKING else ""


def shown(name: str, folder: Path, title: str, *columns: str) -> Rows:
    done = script(Path(tabled.__file__), ANALYSIS / name, folder)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout.splitlines()[-1])[title]
    assert rows, title
    return sorted(tuple(row[column] for column in columns) for row in rows)


def asked(base: sqlite3.Connection, query: str) -> Rows:
    return sorted(base.execute(query))


def test_states_and_what_broke_off(folder: Path, base: sqlite3.Connection) -> None:
    mine = asked(base, "select host, error, count(*) from exchanges where error is not null group by 1, 2")
    assert shown("04_unseen.py", folder, "Exchanges that broke off", "host", "error", "exchanges") == mine


def test_seeded_values_in_responses(folder: Path, base: sqlite3.Connection) -> None:
    """Of what reached a server; a value that the app sends is proof, in an answer as in a request."""
    mine = asked(
        base,
        """select f.host, d.country, d.recipient, d.recipient_country, item, count(distinct f.capture || f.exchange)
        from findings f join exchanges e using (capture, exchange) join categories using (category)
          join destinations d on d.destination = f.destination
        where f.direction = 'response' and e.sent <> 'no'
          and (f.detector like 'provenance%' or f.detector like 'persona%' and f.confidence > 0.6)
        group by 1, 2, 3, 4, 5""",
    )
    columns = ("host", "country", "recipient", "recipient_country", "field", "exchanges")
    assert shown("05_responses.py", folder, "Seeded values in responses", *columns) == mine


def test_who_sent_it(folder: Path, base: sqlite3.Connection) -> None:
    """An exchange is its first SDK's, or that of the host where it is the only one; a field counts by place and item."""
    base.executescript("""
    drop table if exists kits; drop table if exists whose;
    create table kits as select f.rowid as id, f.capture, f.exchange, f.host, f.detector, e.sent from findings f
      join exchanges e using (capture, exchange) where f.direction = 'request' and f.detector like 'tracker:%';
    create table whose as select e.*, coalesce(
      (select k.detector from kits k where k.capture = e.capture and k.exchange = e.exchange order by id limit 1),
      (select max(k.detector) from kits k where k.host = e.host
        having count(distinct k.detector) = 1 and max(k.sent <> 'no'))) as kit
      from exchanges e where e.sent <> 'no';
    """)
    mine = asked(
        base,
        """select w.app, case w.kit when 'tracker:adjust' then 'Adjust SDK' else 'Amplitude SDK' end,
          count(distinct w.capture || w.exchange),
          count(distinct k.of || k.part || k.path || k.category), count(distinct k.category)
        from whose w left join kept k using (capture, exchange) where w.kit is not null group by 1, 2""",
    )
    theirs = shown("08_sdk_share.py", folder, "Each SDK and each server, at least", "app", "kind", "sender", "exchanges", "fields", "items")  # fmt: skip
    assert [(row[0], *row[2:]) for row in theirs if row[1] == "SDK"] == mine
    assert sum(row[3] for row in theirs) == asked(base, "select count(*) from whose")[0][0]
    whole = "select count(distinct of || part || path || category) from kept"
    assert sum(row[4] for row in theirs) == asked(base, whole)[0][0]


def test_what_was_sent_where_something_was_refused(folder: Path, base: sqlite3.Connection) -> None:
    mine = asked(
        base,
        """select app, about, state, says, path, item, weight, count(distinct of) from (
            select distinct f.capture || '/' || f.exchange as of, path, said(path, value_sha256, 0) as about,
              said(path, value_sha256, 1) as state, said(path, value_sha256, 2) as says,
              e.app as app, e.host as host, e.phase as phase
            from findings f join exchanges e using (capture, exchange)
            where f.category = 'consent_state' and f.direction = 'request' and e.sent <> 'no')
          join (select distinct of, category from kept) using (of) join categories using (category)
        where says <> '' and category not in ('consent_state', 'transmission_time')
        group by app, about, state, says, path, host, phase, category""",
    )
    theirs = shown("11_refused.py", folder, "Sent in the same request, at least", "app", "about", "state", "says", "field", "item", "weight", "requests")  # fmt: skip
    assert _added(theirs) == _added(mine)


def _added(rows: Rows) -> dict[tuple[Any, ...], int]:
    out: dict[tuple[Any, ...], int] = {}
    for *key, count in rows:
        out[tuple(key)] = out.get(tuple(key), 0) + count
    return out
