"""The compare command on the demo's results, with a declaration that gives all six outcomes."""

import csv
import io
import json
from pathlib import Path

import pytest
from support.command import run
from support.policies import DEMO

from trafficaudit.declarations.outcomes import Outcome, outcomes

CONFIRMED = DEMO / "declaration.yaml"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    done = run(
        "replay", DEMO, "--persona", DEMO / "persona.toml", "--recipients", DEMO / "recipients.toml", "-o", folder
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_demo_gives_every_outcome_of_a_policy(results: Path) -> None:
    done = run("compare", results, CONFIRMED, "--format", "json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert {row["outcome"] for row in rows} == {str(outcome) for outcome in outcomes(labelled=False)}
    assert all(len(row["policy_sha256"]) == 64 for row in rows)
    assert "At least, given what was not seen: opaque body: 5, tls refused: 3" in done.stderr
    assert "“Undeclared” means: not in this policy's table" in done.stderr
    by_outcome = {
        (row["outcome"], row["host"], row["category"]): row for row in rows if row["host"] and row["counted"] == "yes"
    }
    logistics = by_outcome["as_declared", "api.crossborder-logistics.example", "customs_clearance_code"]
    assert (logistics["declared_words"], logistics["policy_place"]) == ("개인통관고유부호", "lines 50-57")
    assert logistics["example"].split(" ", 1)[0].count("/") == 1
    assert ("undeclared_item", "in.lion-analytics.example", "email") in by_outcome
    assert ("undeclared_country", "track.morning-ads.example", "advertising_id") in by_outcome
    assert ("undeclared_recipient", "sdk.panda-push.example", "push_token") in by_outcome
    assert not [row for row in rows if row["host"] == "nlog.naver.com"]
    over = {row["declared_words"] for row in rows if row["outcome"] == "over_declared"}
    assert {"키 입력 패턴", "캐나다", "일본", "검색어"} <= over


def test_undetermined_rows_stand_apart_and_count_nowhere(results: Path) -> None:
    rows = json.loads(run("compare", results, CONFIRMED, "--format", "json").stdout)
    for row in rows:
        assert (row["counted"] == "no") == (row["outcome"] == "not_observable")
        if row["host"] in ("graph.facebook.com", "s2s.river-attribution.example", "acs.seller-bridge.example"):
            assert row["counted"] == "no"
            assert row["if_abroad"]


def test_who_is_only_declared_is_not_called_observed(results: Path) -> None:
    printed = run("compare", results, CONFIRMED).stdout
    over = printed.partition(f"\n{Outcome.OVER_DECLARED.label('en')} ")[2].partition(
        Outcome.NOT_OBSERVABLE.label("en")
    )[0]
    assert "Lion" in over
    assert "declared recipient" in over
    assert "observed recipient" not in over
    assert "observed recipient" in printed


def test_prints_a_table_in_both_languages_and_csv(results: Path) -> None:
    korean = run("compare", results, CONFIRMED, "--lang", "ko").stdout
    for outcome in outcomes(labelled=False):
        assert outcome.label("ko") in korean
    assert "라벨" not in korean
    assert "기기 모델 ← 기기정보" in korean
    english = run("compare", results, CONFIRMED).stdout
    counts = " ".join(english.partition("Rows, one an item and host")[2].split())
    assert "as declared 13 (9 proven), undeclared item 18 (10 proven), undeclared country 12" in counts
    assert "undeclared recipient 28 (9 proven, of at least 3 recipients)" in counts
    text = run("compare", results, CONFIRMED, "--format", "csv", "--lang", "ko").stdout
    assert next(csv.reader(io.StringIO(text)))[:3] == ["결과 부호", "결과", "집계 여부"]
    assert "as_declared,일치,yes" in text
    assert run("compare", results, CONFIRMED, "--format", "markdown").stdout.startswith("| outcome |")


def test_a_draft_is_refused_unless_it_is_asked_for(results: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(CONFIRMED.read_text(encoding="utf-8").replace("confirm: true", "confirm: false"), encoding="utf-8")
    done = run("compare", results, draft)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{draft}: is a draft: not confirmed at the top and in rows 1, 2, " in done.stderr
    assert "--draft" in done.stderr
    half = tmp_path / "half.yaml"
    half.write_text(draft.read_text(encoding="utf-8").replace("confirm: false", "confirm: true", 1), encoding="utf-8")
    assert f"{half}: is a draft: not confirmed in rows 1, 2, " in run("compare", results, half).stderr
    drafted = run("compare", results, draft, "--draft", "--format", "json")
    assert drafted.returncode == 0
    assert "unconfirmed draft" in drafted.stderr
    assert all(row["note"].startswith("based on an unconfirmed draft") for row in json.loads(drafted.stdout))


def test_what_cannot_be_compared_ends_with_its_exit_code(results: Path, tmp_path: Path) -> None:
    assert run("compare", tmp_path, CONFIRMED).returncode == 3
    assert run("compare", results, tmp_path / "absent.yaml").returncode == 3
    (tmp_path / "bad.yaml").write_text(CONFIRMED.read_text(encoding="utf-8").replace('"SG"', '"XX"'), encoding="utf-8")
    done = run("compare", results, tmp_path / "bad.yaml")
    assert done.returncode == 2
    assert "unknown country 'XX'" in done.stderr


def test_a_label_is_compared_without_recipients_and_countries(results: Path, tmp_path: Path) -> None:
    page, label = tmp_path / "page.txt", tmp_path / "label.yaml"
    page.write_text("Data Linked to You\nAnalytics\nContact Info\nEmail Address\nSurroundings\n", encoding="utf-8")
    assert run("declare", "from-label", page, "-o", label).returncode == 0
    done = run("compare", results, label, "--draft")
    assert "a label" in done.stderr.lower()
    assert "Undeclared" not in done.stderr
    counts = " ".join(done.stdout.partition("Rows, one an item and host")[2].split())
    for outcome in Outcome:
        assert (f"{outcome.label('en')} " in counts) == (outcome in outcomes(labelled=True))
    rows = json.loads(run("compare", results, label, "--draft", "--format", "json").stdout)
    assert {row["outcome"] for row in rows} == {"in_label", "not_in_label", "not_observable"}
    assert {(row["declared_recipient"] or "", row["declared_countries"] or "") for row in rows} == {("", "")}
    sent = [row for row in rows if row["category"] == "email"]
    assert {row["outcome"] for row in sent} == {"in_label"}
    assert {row["declared_words"] for row in sent} == {"Email Address (linked to the user: Analytics)"}
    assert {row["country"] for row in sent} >= {"KR", "SG"}
    assert next(row for row in rows if not row["host"])["declared_words"].startswith("Surroundings")
