"""The joined tables, against folders in which everything can be counted by hand, and the demo counted in another way."""

import json
import tomllib
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from support import flows
from support.resultfolders import START, Item, destination, exchange, finding, unsent, write

from trafficaudit.destinations.recipients import told_apart
from trafficaudit.model import TUNNEL, UNDATED
from trafficaudit.replay import Request, replay_each
from trafficaudit.tables import formats, sheets
from trafficaudit.tables.across import VIEWS, joined
from trafficaudit.tables.roots import read_root

DEMO = Path(__file__).resolve().parents[2] / "captures" / "demo"
ADJUST = "tracker:adjust"


def root(folder: Path, **results: list[Item]) -> dict[str, pd.DataFrame]:
    for name, items in results.items():
        captures = [{"id": name, "sha256": name, "phases": [{"at": "2026-11-24T00:00:00Z", "phase": "browse"}]}]
        write(folder / name, items, "ko", inputs={"captures": captures, "persona": {"id": "p"}, "databases": []})
    return joined(read_root(folder).results)


def records(data: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in data[list(columns)].fillna("").to_numpy().tolist()]


def test_a_row_is_an_item_of_an_app_at_a_recipient_in_a_country(tmp_path: Path) -> None:
    ads = destination("t.ads.example", "US", "established", "Ads")
    edge = destination("c.ads.example", "", "edge", "Ads")
    made = root(
        tmp_path,
        a=[
            (exchange(0, "t.ads.example", "before_consent"), ads, [finding(), finding(path="b", detector="key", match="named")]),
            (exchange(1, "t.ads.example"), ads, [finding()]),
            (exchange(2, "c.ads.example"), edge, [finding(detector="key", match="named")]),
        ],
        b=[(exchange(0, "t.ads.example", app="kr.other"), ads, [finding("name", detector="key", match="named")])],
    )  # fmt: skip
    assert records(
        made["across"],
        "app",
        "recipient",
        "country",
        "certainty",
        "leaves_korea",
        "category",
        "phases",
        "match",
        "proven",
        "hosts",
        "exchanges",
        "results",
    ) == [
        (
            "kr.example.shop",
            "Ads",
            "",
            "edge",
            "undetermined",
            "email",
            "browse",
            "named",
            "no",
            "c.ads.example",
            1,
            "a",
        ),
        (
            "kr.example.shop",
            "Ads",
            "US",
            "established",
            "yes",
            "email",
            "before_consent, browse",
            "named, verbatim",
            "yes",
            "t.ads.example",
            2,
            "a",
        ),
        ("kr.other", "Ads", "US", "established", "yes", "name", "browse", "named", "no", "t.ads.example", 1, "b"),
    ]


def test_an_exchange_that_is_recognised_in_two_ways_is_one(tmp_path: Path) -> None:
    two = [finding(path="a"), finding(path="b", match="sha256")]
    made = root(tmp_path, a=[(exchange(0), destination(), two), (exchange(1), destination(), two[:1])])
    assert records(made["across"], "exchanges", "match") == [(2, "sha256, verbatim")]


def test_an_sdk_counts_once_an_app_and_by_where_its_data_went(tmp_path: Path) -> None:
    us = destination("app.adjust.com", "US", "established", "Adjust")
    kr = destination("app.adjust.com", "KR", "likely", "Adjust")
    edge = destination("app.adjust.com", "", "edge", "Adjust")
    fits = [finding("advertising_id", detector=ADJUST, match="named"), finding()]
    unsent = exchange(0, "app.adjust.com", app="kr.d")
    made = root(
        tmp_path,
        a=[(exchange(n, "app.adjust.com", app="kr.a"), us, fits) for n in range(2)],
        b=[(exchange(0, "app.adjust.com", app="kr.b"), kr, fits), (exchange(1, "app.adjust.com", app="kr.b"), edge, fits)],
        c=[(exchange(0, app="kr.c"), destination(), [finding()])],
        d=[(type(unsent)(**{name: getattr(unsent, name) for name in unsent.__slots__} | {"sent": False}), us, fits)],
        e=[],
    )  # fmt: skip
    assert records(
        made["sdks"], "sdk", "apps", "of_apps", "apps_abroad", "apps_undetermined", "apps_in_korea", "countries",
        "categories", "exchanges", "app_names", "results",
    ) == [("Adjust SDK", 2, 4, 1, 1, 1, "? (edge), KR (likely), US (established)", "advertising_id, email", 4, "kr.a, kr.b", "a, b")]  # fmt: skip
    assert records(made["results"], "result", "apps", "exchanges", "abroad", "undetermined", "in_korea")[-2:] == [
        ("d", "kr.d", 1, 0, 0, 0),
        ("e", "", 0, 0, 0, 0),
    ]


def test_apps_without_a_name_stay_apart(tmp_path: Path) -> None:
    item = (exchange(0, app="unnamed"), destination(), [finding(), finding("name", detector=ADJUST)])
    made = root(tmp_path, a=[item], b=[item])
    assert made["across"]["app"].unique().tolist() == ["unnamed (a)", "unnamed (b)"]
    assert records(made["sdks"], "apps", "of_apps") == [(2, 2)]


def test_customers_below_a_domain_that_a_user_lists_for_an_operator_are_not_one_recipient(tmp_path: Path) -> None:
    customer = "unknown customer of Hanbit Cloud"
    places = [destination(host, recipient=customer) for host in ("a.hanbit-cloud.example", "b.hanbit-cloud.example")]
    made = root(tmp_path, a=[(exchange(n, place.host), place, [finding()]) for n, place in enumerate(places)])
    assert made["across"]["recipient"].tolist() == [f"{customer} ({place.host})" for place in places]


def test_unknown_customers_of_one_operator_are_not_one_recipient(tmp_path: Path) -> None:
    cloud = [replace(destination(host, recipient="unknown customer of Cloud"), recipient_basis="asn") for host in ("a.pay.example", "b.pay.example", "log.ads.example", "203.0.113.7", "198.51.113.7")]  # fmt: skip
    silent = [destination(host, recipient="") for host in ("x.one.example", "x.two.example")]
    made = root(
        tmp_path,
        a=[(exchange(n, place.host), place, [finding()]) for n, place in enumerate((*cloud[:4], *silent))],
        b=[(exchange(n, place.host, app="kr.b"), place, [finding()]) for n, place in enumerate((cloud[1], cloud[4]))],
    )
    assert records(made["across"], "app", "recipient", "hosts", "exchanges") == [
        ("kr.b", "unknown customer of Cloud (198.51.113.7)", "198.51.113.7", 1),
        ("kr.b", "unknown customer of Cloud (pay.example)", "b.pay.example", 1),
        ("kr.example.shop", "unknown (one.example)", "x.one.example", 1),
        ("kr.example.shop", "unknown (two.example)", "x.two.example", 1),
        ("kr.example.shop", "unknown customer of Cloud (203.0.113.7)", "203.0.113.7", 1),
        ("kr.example.shop", "unknown customer of Cloud (ads.example)", "log.ads.example", 1),
        ("kr.example.shop", "unknown customer of Cloud (pay.example)", "a.pay.example, b.pay.example", 2),
    ]


def test_warnings_are_put_into_words_by_whoever_asks(tmp_path: Path) -> None:
    write(tmp_path / "a", [(exchange(0), destination(), [finding()])], warnings=["one", "two"])
    read = read_root(tmp_path).results
    assert [joined(read)["results"]["warnings"][0], joined(read, "ko", str.upper)["results"]["warnings"][0]] == [
        "one, two",
        "ONE, TWO",
    ]


def test_what_was_not_seen_stands_beside(tmp_path: Path) -> None:
    made = root(tmp_path, a=[(exchange(0), destination(), [finding()])])
    (row,) = made["results"].to_dict("records")
    assert (row["captures"], row["phases"], row["persona"], row["gaps"]) == ("a", "browse", "p", 0)
    assert row["unseen"].startswith("tls refused: not counted")
    ledger = made["ledger"].set_index("state")
    assert (ledger.loc["tls refused", "counted"], ledger.loc["decrypted", "exchanges"]) == ("no", 1)
    assert ledger["exchanges"].isna()["tls refused"]
    assert set(made["ledger"]["result"]) == {"a"}
    assert tuple(made) == VIEWS
    for name, table in made.items():
        formats.csv_text(name, table, "ko")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo and some shops of one kind, a result each."""
    folder = tmp_path_factory.mktemp("across")
    captures, mail = [DEMO], tomllib.loads((DEMO / "persona.toml").read_text(encoding="utf-8"))["values"]["email"][0]
    for number in range(3):
        body = json.dumps({"email": mail, "n": number}).encode()
        made = folder / f"shop{number}"
        made.mkdir()
        sent = [
            flows.flow(n, host=f"{host}.example", ip=ip, body=body)
            for n, (host, ip) in enumerate((("a", "3.34.0.1"), ("b", "3.91.20.4")))
        ]
        flows.write(made / "traffic-0001.mitm", *sent[: number + 1])
        (made / "capture.json").write_text(json.dumps({"app": {"package": f"kr.shop{number}"}, "id": f"shop{number}"}))
        captures.append(made)
    request = Request(
        tuple(captures), folder / "results", DEMO / "persona.toml", recipients=(DEMO / "recipients.toml",)
    )
    replay_each(request)
    return folder / "results"


def test_the_demo_and_some_shops_counted_in_another_way(demo: Path) -> None:
    made = joined(read_root(demo).results)
    names = ("app", "recipient", "recipient_country", "country", "certainty", "leaves_korea", "category")
    hosts: dict[tuple[object, ...], set[str]] = defaultdict(set)
    exchanges: dict[tuple[object, ...], set[str]] = defaultdict(set)
    fits: dict[str, set[str]] = defaultdict(set)
    for folder in demo.iterdir():
        for row in pq.read_table(folder / "transfers.parquet").to_pylist():
            row["recipient"] = told_apart(row["recipient"], row["host"])
            hosts[tuple(row[name] for name in names)].add(row["host"])
        places = {row["destination"]: row for row in pq.read_table(folder / "destinations.parquet").to_pylist()}
        for row in pq.read_table(folder / "findings.parquet").to_pylist():
            if row["direction"] == "request":
                whole = places[row["destination"]] | row
                whole["recipient"] = told_apart(whole["recipient"], row["host"])
                exchanges[tuple(whole[name] for name in names)].add(row["exchange"])
                if row["detector"].startswith("tracker:"):
                    fits[row["detector"]].add(row["app"])
    found = {row[:-2]: row[-2:] for row in records(made["across"], *names, "hosts", "exchanges")}
    assert {place: set(str(text).split(", ")) for place, (text, _) in found.items()} == hosts
    # At least: an exchange in which another item explains a named run away is not counted.
    assert all(0 < int(str(count)) <= len(exchanges[place]) for place, (_, count) in found.items())
    assert sum(int(str(count)) == len(exchanges[place]) for place, (_, count) in found.items()) > 0.8 * len(found)
    assert len(made["sdks"]) == len(fits) > 3
    assert {(row[0], row[1]) for row in records(made["sdks"], "apps", "of_apps")} == {(1, 4)}
    shops = made["across"][made["across"]["app"].str.startswith("kr.shop")]
    mails = shops[shops["category"] == "email"]
    assert records(mails, "app", "hosts", "country", "leaves_korea", "proven", "exchanges") == [
        ("kr.shop0", "a.example", "KR", "no", "yes", 1),
        ("kr.shop1", "a.example", "KR", "no", "yes", 1),
        ("kr.shop1", "b.example", "US", "yes", "yes", 1),
        ("kr.shop2", "a.example", "KR", "no", "yes", 1),
        ("kr.shop2", "b.example", "US", "yes", "yes", 1),
    ]


def test_the_same_results_give_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        made = joined(read_root(demo).results, "ko")
        sheets.write_xlsx([(view, made[view]) for view in VIEWS], tmp_path / name, "ko")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_what_reached_no_server_went_to_no_sdk(tmp_path: Path) -> None:
    known, lost = destination("t.ads.example", "US", "established"), destination("t.ads.example", "", "unknown")
    item = finding("advertising_id", detector=ADJUST, match="named")
    made = root(
        tmp_path,
        a=[
            (exchange(0, "t.ads.example"), known, [item]),
            (unsent(exchange(1, "t.ads.example")), lost, [item]),
        ],
    )
    assert records(made["sdks"], "exchanges", "countries", "apps_undetermined") == [(1, "US (established)", 0)]


def test_tunnels_are_among_the_recorded_exchanges_and_unread(tmp_path: Path) -> None:
    tunnel = replace(unsent(exchange(1, "acs.shop.example")), method=TUNNEL)
    made = root(tmp_path, a=[(exchange(0), destination(), []), (tunnel, destination("acs.shop.example"), [])])
    ((exchanges, unseen),) = records(made["results"], "exchanges", "unseen")
    assert exchanges == 2
    assert "가로채지 못함: 1" in str(unseen) or "not intercepted: 1" in str(unseen)


def test_a_joined_row_spans_the_times_of_its_rows_and_of_its_rows_alone(tmp_path: Path) -> None:
    undated = replace(exchange(7), started_at=UNDATED)
    mail = [finding()]
    made = root(
        tmp_path,
        a=[(exchange(5, phase="login"), destination(), mail), (undated, destination(), mail)],
        b=[(exchange(9), destination(), mail), (exchange(2), destination(), mail)],
        c=[(replace(undated, app="kr.never"), destination(), mail)],
    )
    by_app = {row["app"]: row for row in made["across"].to_dict("records")}
    spans = {app: (row["first_seen"], row["last_seen"]) for app, row in by_app.items()}
    assert spans.pop("kr.shop", None) is None
    assert [str(each) for each in spans["kr.example.shop"]] == [
        str(pd.Timestamp(START + timedelta(seconds=n))) for n in (2, 9)
    ]
    assert all(pd.isna(each) for each in spans["kr.never"])


def test_a_recipe_that_lists_no_gaps_has_none_and_of_one_phase_only_that_one_is_told(tmp_path: Path) -> None:
    marks = [{"at": f"2026-11-24T00:0{place}:00Z", "phase": name} for place, name in enumerate(("login", "browse"))]
    inputs = {"captures": [{"id": "made", "sha256": "a", "phases": marks}], "databases": []}
    items = [(exchange(0), destination(), [finding()]), (exchange(1, phase="login"), destination(), [finding()])]
    write(tmp_path / "a", items, inputs=inputs, gaps=None, warnings=None)
    (row,) = joined(read_root(tmp_path).results)["results"].to_dict("records")
    assert (row["gaps"], row["warnings"], row["phases"], row["abroad"]) == (0, "", "login, browse", 2)
    (row,) = joined(read_root(tmp_path, "browse").results)["results"].to_dict("records")
    assert (row["phases"], row["abroad"]) == ("browse", 1)
