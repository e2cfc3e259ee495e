import json
from pathlib import Path

import pandas as pd
import pytest
from support.samples import destination, exchange, finding

from trafficaudit.model import Decoded, Evidence
from trafficaudit.redaction import digest
from trafficaudit.tables import collect
from trafficaudit.tables.collect import Results

EMPTY = Decoded((), ())


def test_rows_land_in_their_tables_with_no_value_in_the_clear(tmp_path: Path) -> None:
    secret = "seoyun@hanbit.example"
    with Results(tmp_path, "en") as results:
        place = destination(evidence=(Evidence("geo-whois", "CN"),))
        results.exchange(
            exchange(0), place, EMPTY, [finding(value=secret), finding(direction="response", value=secret)]
        )
        results.exchange(exchange(1, host="bad\x1bhost"), place, EMPTY, [])
        assert (results.exchanges, results.findings, results.received) == (2, 2, 1)
    findings = pd.read_parquet(tmp_path / "findings.parquet")
    assert list(findings["value_sha256"]) == [digest(secret)] * 2
    assert list(findings["direction"]) == ["request", "response"]
    assert list(findings["layers"]) == ["json", "json"]
    assert str(findings["at"].dtype) == "datetime64[us, UTC]"
    exchanges = pd.read_parquet(tmp_path / "exchanges.parquet")
    assert list(exchanges["host"]) == ["api.shop.example", "bad\\x1bhost"]
    assert list(exchanges["endpoint"]) == ["/v1/login"] * 2
    destinations = pd.read_parquet(tmp_path / "destinations.parquet")
    assert list(destinations["exchanges"]) == [2]
    assert json.loads(str(destinations.loc[0, "evidence"]))[0]["answer"] == "CN"
    assert pd.read_parquet(tmp_path / "transfers.parquet")["exchanges"].tolist() == [1]
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes()


def test_more_rows_than_a_batch_are_all_written(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(collect, "_BATCH", 7)
    with Results(tmp_path, "en") as results:
        for number in range(50):
            results.exchange(exchange(number), destination(), EMPTY, [finding()])
    assert pd.read_parquet(tmp_path / "exchanges.parquet")["position"].tolist() == list(range(50))
    assert len(pd.read_parquet(tmp_path / "findings.parquet")) == 50


def test_a_replay_without_anything_still_gives_every_table(tmp_path: Path) -> None:
    with Results(tmp_path, "en"):
        pass
    names = {path.name for path in tmp_path.iterdir()}
    assert {
        "exchanges.parquet",
        "findings.parquet",
        "destinations.parquet",
        "transfers.parquet",
        "transfers.csv",
        "transfers.xlsx",
        "coverage.csv",
    } <= names


@pytest.mark.assertion("TAB-1")
def test_what_reached_no_server_is_no_transfer(tmp_path: Path) -> None:
    with Results(tmp_path, "en") as results:
        results.exchange(exchange(0, sent=False, error="refused"), destination(), EMPTY, [finding()])
        results.exchange(exchange(1), destination(), EMPTY, [finding()])
    assert pd.read_parquet(tmp_path / "transfers.parquet")["exchanges"].tolist() == [1]
    assert len(pd.read_parquet(tmp_path / "findings.parquet")) == 2
    errors = pd.read_parquet(tmp_path / "exchanges.parquet")["error"]
    assert (errors[0], errors.isna().tolist()) == ("refused", [False, True])
