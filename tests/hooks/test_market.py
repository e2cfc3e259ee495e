"""An app that pins and ciphers, recorded whole: what the table shows with hooks, with the unpinning alone, and without."""

import asyncio
import json
from pathlib import Path

import pandas as pd
import pytest
from support import market
from support.market import PHASES, Recorded

AGENTS = ("sockets", "unpinning", "privacy", "crypto")


@pytest.fixture(scope="module")
def class_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return market.compiled(tmp_path_factory.mktemp("market"))


def _record(folder: Path, class_path: str, *agents: str) -> Recorded:
    options = [word for name in agents for word in ("--hook", name)]
    return asyncio.run(market.record(folder, class_path, *(["--hooks", "local:{app}", *options] if agents else [])))


def _tables(recorded: Recorded, out: Path, *options: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    done = recorded.replay(out, *options)
    assert done.returncode == 0, done.stderr
    coverage = pd.read_csv(out / "coverage.csv")
    return pd.read_parquet(out / "transfers.parquet"), coverage[coverage.exchanges > 0]


def test_with_hooks_the_table_shows_what_was_ciphered_and_which_call_gave_it(class_path: str, tmp_path: Path) -> None:
    recorded = _record(tmp_path / "hooked", class_path, *AGENTS)
    assert recorded.answers == ("done",) * len(PHASES), recorded.said
    told = [json.loads(line) for line in (recorded.capture / "events.jsonl").read_text().splitlines()]
    assert [event for event in told if event["kind"] in ("trouble", "dropped")] == []
    rows, coverage = _tables(recorded, tmp_path / "out")
    assert set(coverage.state) == {"decrypted"}
    shown = {
        (row.phase, row.country, row.category, row.match, row.app_cipher, row.origin)
        for row in rows.itertuples()
        if row.match != "named"
    }
    secure = "android.provider.Settings$Secure.getString(android_id) called by "
    own = "kr.example.nuri.market.Market"
    advertising = "com.google.android.gms.ads.identifier.AdvertisingIdClient$Info.getId() called by "
    assert shown == {
        ("before_consent", "CN", "android_id", "verbatim", "aes-gcm(key k1)", secure + own),
        ("before_consent", "CN", "advertising_id", "sha256", "aes-gcm(key k1)", advertising + own),
        ("before_consent", "SG", "android_id", "verbatim", "", secure + "AppsFlyer"),
        ("login", "KR", "phone_number", "pattern", "aes-cbc(key k2)", ""),
        ("login", "KR", "email", "pattern", "aes-cbc(key k2)", ""),
        ("browse", "KR", "android_id", "hmac-sha256(key k1)", "", secure + own),
    }
    findings = pd.read_parquet(tmp_path / "out" / "findings.parquet")
    (story,) = findings[
        (findings.category == "android_id")
        & (findings.phase == "before_consent")
        & (findings.layers == "aes-gcm(key k1)>json")
    ].reasoning
    order = ["learned from the device", "ciphered with AES/GCM/NoPadding and key k1", "sent by process"]
    assert [story.index(each) for each in order] == sorted(story.index(each) for each in order), story
    for secret in ("4e8f07b2d91c63a5", "c47d19e3", "010-0923-5174"):
        assert not any(secret in path.read_text(errors="replace") for path in (tmp_path / "out").glob("*.csv"))


def test_with_the_unpinning_alone_the_body_is_opaque(class_path: str, tmp_path: Path) -> None:
    recorded = _record(tmp_path / "unpinned", class_path, "unpinning")
    assert recorded.answers == ("done",) * len(PHASES), recorded.said
    rows, coverage = _tables(recorded, tmp_path / "out")
    assert list(coverage[coverage.phase == "before_consent"].state) == ["decrypted", "opaque body"]
    assert list(coverage[coverage.phase == "login"].state) == ["opaque body"]
    assert not {"android_id", "advertising_id", "phone_number", "email"} & set(rows.category)


def test_without_hooks_the_app_refuses_and_that_is_counted(class_path: str, tmp_path: Path) -> None:
    recorded = _record(tmp_path / "alone", class_path)
    assert all("PKIX path building failed" in answer for answer in recorded.answers)
    failures = (recorded.capture / "tls_failures.jsonl").read_text().splitlines()
    assert [json.loads(line)["host"] for line in failures] == [
        "collect.bamboo-push.example",
        "api.nuri-market.example",
        "api.nuri-market.example",
    ]
    # Nothing was decrypted, and that is a result.
    out = tmp_path / "out"
    done = recorded.replay(out)
    assert done.returncode == 0, done.stderr
    assert pd.read_parquet(out / "transfers.parquet").empty
    counted = pd.read_csv(out / "coverage.csv")
    refused = counted[counted.state == "tls refused"].set_index("phase").connections
    assert refused.to_dict() == dict.fromkeys(PHASES, 1)
