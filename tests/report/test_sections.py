import hashlib
import re
import tomllib
from dataclasses import replace
from html import unescape
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from support import resultfolders

from trafficaudit import declarations
from trafficaudit.evidence.verdict import INCOMPLETE, REJECTED, VALID
from trafficaudit.report.elements import Markup
from trafficaudit.report.flows import flows
from trafficaudit.report.links import Linked, link
from trafficaudit.report.page import page
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.sections import (
    coverage_section,
    flow_section,
    limits,
    limits_section,
    made_from,
    method_section,
    recorded,
    rejected,
    summary,
)
from trafficaudit.report.texts import Texts

DEMO = Path(__file__).resolve().parents[2] / "captures" / "demo"


def test_the_summary_says_at_least_and_what_was_not_seen(demo: Results, linked: Linked) -> None:
    shown = summary(demo, linked, Texts("ko"), Markup("<p>먼저</p>"))
    for text in (
        "국외",
        "미확정",
        "국내",
        "수신자 최소 7곳",
        "TLS 거부: 3",
        "QUIC 차단: 집계 안 됨",
        "기록된 교신 205건 중 최소 189건",
        "<p>먼저</p>",
    ):
        assert text in shown


def test_connections_that_were_not_read_are_not_hidden_by_a_few_exchanges(demo: Results) -> None:
    row = {**demo.coverage[0], "counted": "yes", "bytes": 0}
    ledger = [
        {**row, "state": "not intercepted", "exchanges": 1, "connections": 8},
        {**row, "state": "lost", "exchanges": 2, "connections": 0},
    ]
    shown = summary(replace(demo, coverage=ledger), [], Texts("en"), Markup(""))
    assert "not intercepted: 8," in shown
    assert "lost: 2." in shown


def test_it_says_when_it_was_recorded_and_by_what(demo: Results) -> None:
    assert recorded(demo, Texts("en")).startswith(
        "Recorded 2026-11-24 09:59:00 – 10:14:04 KST · recording demo-3943fcda · trafficaudit"
    )
    assert "none KST" not in recorded(Results(demo.recipe, [], [], [], [], []), Texts("en"))


def test_nothing_found_points_to_the_coverage(demo: Results) -> None:
    shown = summary(demo, [], Texts("en"), Markup(""))
    assert "Look at the coverage below" in shown
    assert shown.count("tile-number") == 3


def test_the_flows_stand_as_a_table_as_well(linked: Linked) -> None:
    shown = flow_section(linked, Texts("en"))
    assert "<svg" in shown
    assert shown.count('scope="row"') == len(flows(linked)) > 15


def test_not_counted_is_not_zero(demo: Results) -> None:
    shown = coverage_section(demo, Texts("en"))
    assert shown.count("not counted</span>") == 3 * 10
    assert "0 (3 conn., 1,551 B)" in shown
    ledger, _, unread = shown.partition("</table>")
    assert ledger.count('scope="row"') == 10
    assert "hanbit.launches.appsflyersdk.com" in unread  # whose bodies the app ciphers


def test_two_apps_are_told_apart(demo: Results) -> None:
    more = [*demo.coverage, *({**row, "app": "kr.other"} for row in demo.coverage)]
    shown = coverage_section(Results(demo.recipe, [], [], [], [], more), Texts("en"))
    assert "kr.other: install" in shown


def test_the_method_names_everything_with_its_digest(demo: Results) -> None:
    shown = method_section(demo, Texts("ko"))
    inputs = demo.recipe["inputs"]
    named = [inputs["persona"], *inputs["captures"], *inputs["databases"], *inputs["recipients"]]
    for digest in (
        *(each["sha256"] for each in named),
        *demo.recipe["outputs"].values(),
        demo.recipe["tool"]["rules_sha256"],
    ):
        assert digest in shown
    assert {kind for kind, _, _ in made_from(demo, Texts("en"))} >= {
        "tool",
        "rules",
        "capture",
        "database",
        "output",
    }


def test_the_method_names_the_very_recipe_and_declaration_that_were_read(demo: Results, demo_folder: Path) -> None:
    """Nothing in the folder vouches for the recipe: one that was written in by hand has another digest."""
    written = DEMO / "declaration.yaml"
    declared = declarations.load(written)
    recipe, held, *_ = made_from(demo, Texts("en"), declared)
    assert recipe == ("recipe", "recipe.json", hashlib.sha256((demo_folder / "recipe.json").read_bytes()).hexdigest())
    assert held == ("declaration", "declaration.yaml", hashlib.sha256(written.read_bytes()).hexdigest())
    shown = method_section(demo, Texts("ko"), declared)
    assert (recipe[2] in shown, held[2] in shown, str(DEMO) in shown) == (True, True, False)


def sealed(results: Results, code: int) -> dict[str, Any]:
    seal = {"code": code, "tagmanifest_sha256": "7" * 64, "checks": {}}
    inputs = results.recipe["inputs"]
    captures = [{**one, "seal": seal} for one in inputs["captures"]]
    return {**results.recipe, "inputs": {**inputs, "captures": captures}}


@pytest.mark.parametrize("code", [VALID, REJECTED, INCOMPLETE])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_verifying_a_package_came_to_stands_in_the_method_and_a_rejection_first(
    demo: Results, lang: str, code: int
) -> None:
    texts, recipe = Texts(lang), sealed(demo, code)
    (line,) = [each for each in made_from(replace(demo, recipe=recipe), texts) if each[0] == "seal"]
    assert line[1:] == (f"{recipe['inputs']['captures'][0]['id']}: {texts.word('seal', str(code))}", "7" * 64)
    assert texts.word("seal", str(code)) != str(code)
    told = rejected(recipe, texts)
    assert len(told) == (code == REJECTED)
    made = unescape(page(replace(demo, recipe=recipe), [], lang))
    assert all(made.index(text) < made.index(texts("observation")) for text in told)
    assert (texts("seal_rejected", capture="").strip(": ") in made) == bool(told)


def test_the_summary_leads_to_warnings_and_gaps(demo: Results) -> None:
    for recipe, said in (
        ({**demo.recipe, "warnings": ["a"], "gaps": []}, "1 warning and 0 gaps"),
        ({**demo.recipe, "warnings": [], "gaps": [{"reason": "torn"}, {}]}, "0 warnings and 2 gaps"),
        ({**demo.recipe, "warnings": [], "gaps": []}, ""),
    ):
        shown = summary(replace(demo, recipe=recipe), [], Texts("en"), Markup(""))
        assert ('href="#method-gaps"' in shown) == bool(said)
        assert said in shown
        assert 'id="method-gaps"' in method_section(replace(demo, recipe=recipe), Texts("en"))


def test_the_limits_are_told_in_both_languages() -> None:
    korean = limits_section(Texts("ko"))
    for text in ("재이전", "원격 조회", "첫 접속 지점", "법적 판단이 아닙니다", "관찰 불가", "처리위탁"):
        assert text in korean
    english = limits_section(Texts("en"))
    for text in ("onward transfer", "views remotely", "first point of contact", "no legal conclusion"):
        assert text in english


def test_a_recording_of_nothing_tells_nothing_of_the_app(demo: Results) -> None:
    """ "No personal item was found in what the app sent" speaks of an app that was not recorded."""
    texts = Texts("en")
    shown = str(summary(replace(demo, exchanges=[]), [], texts, Markup("")))
    assert "The recordings hold no exchange: they tell nothing of what the app sends." in shown
    assert "No personal item was found" not in shown
    assert "No personal item was found in what the app sent" in str(summary(demo, [], texts, Markup("")))
    assert recorded(replace(demo, exchanges=[]), texts).startswith("Recorded at no known time")


def test_without_a_test_person_nothing_is_counted_as_searched_for(demo: Results, linked: Linked) -> None:
    inputs = demo.recipe["inputs"]
    nobody = replace(demo, recipe={**demo.recipe, "inputs": {**inputs, "persona": None}})
    shown = [str(summary(results, linked, Texts("en"), Markup(""))) for results in (demo, nobody)]
    assert ["no test person was given" in text for text in shown] == [False, True]
    assert ["of them with a seeded value" in text for text in shown] == [True, False]


def result(folder: Path, *sent: tuple[str, str, str], **changes: Any) -> tuple[Results, Linked]:
    """Give the results of exchanges with a country each, a recipient, and how an e-mail address was found in it."""
    items = [
        (
            resultfolders.exchange(number, f"h{number}.example"),
            resultfolders.destination(f"h{number}.example", country, recipient=recipient),
            [resultfolders.finding(detector="persona" if match == "verbatim" else "key", match=match)],
        )
        for number, (country, recipient, match) in enumerate(sent)
    ]
    results = read_results(resultfolders.write(folder / "out", items, **changes))
    return results, link(results)


def test_each_tile_counts_what_went_to_its_own_side(tmp_path: Path) -> None:
    abroad = ("SG", "A Shop", "verbatim"), ("SG", "A Shop", "named"), ("US", "B Ads", "named")
    results, linked = result(tmp_path, *abroad, ("KR", "C Pay", "verbatim"))
    texts = Texts("en")
    results = replace(
        results, recipe={**results.recipe, "inputs": {**results.recipe["inputs"], "persona": {"id": "p"}}}
    )
    shown = str(summary(results, linked, texts, Markup("")))
    told_of = re.findall(r'<li class="tile side-([a-z]+)">(.*?)</li>', shown)
    tiles = dict(told_of)
    assert list(tiles) == ["yes", "undetermined", "no"]
    for side, exchanges, told in (
        ("yes", 3, "at least 2 recipients, 1 item"),
        ("undetermined", 0, texts("summary_none")),
        ("no", 1, "at least 1 recipient, 1 item"),
    ):
        assert texts.word("side", side) in tiles[side]
        assert f'class="tile-number">{exchanges}<' in tiles[side]
        assert told in tiles[side]
    assert ["at least 1 of them with a seeded value" in tile for tile in tiles.values()] == [True, False, True]


def test_what_was_sent_without_encryption_is_counted(tmp_path: Path) -> None:
    results, linked = result(tmp_path, ("SG", "A Shop", "named"), ("KR", "C Pay", "named"))
    ciphered = str(summary(results, linked, Texts("en"), Markup("")))
    assert "without encryption" not in ciphered
    open_to_all = [
        ({**row, "encrypted": "no" if row["recipient"] == "A Shop" else "yes"}, each) for row, each in linked
    ]
    assert "Sent without encryption: at least 1 exchange." in summary(results, open_to_all, Texts("en"), Markup(""))


def test_the_table_of_the_flows_says_who_got_how_much_where(tmp_path: Path) -> None:
    _, linked = result(tmp_path, ("SG", "A Shop", "named"), ("SG", "A Shop", "named"), ("KR", "C Pay", "named"))
    lines = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", flow_section(linked, Texts("en")))
    assert [line.replace("</th>", "").replace("<td>", "|").replace("</td>", "") for line in lines] == [
        "kr.example.shop|A Shop|Singapore SG|abroad|2",
        "kr.example.shop|C Pay|Korea KR|in Korea|1",
    ]


def test_the_method_says_what_a_recording_says_of_itself_and_which_files_were_handed_over(tmp_path: Path) -> None:
    results, _ = result(tmp_path, ("SG", "A Shop", "named"))
    shown = method_section(results, Texts("en"))
    assert "What the recording says of itself" in shown
    assert "made up" in shown
    base = {"name": "Base", "built": "2026-11-01", "licence": "CC0", "sha256": "3" * 64}
    more = {
        "phases": {"file": "marks.jsonl", "sha256": "2" * 64},
        "recipients": [{"file": "own.toml", "sha256": "4" * 64}],
        "databases": [base],
        "captures": [{"id": "c", "file": "c.mitm", "format": "flow file", "size": 1234, "sha256": "1" * 64}],
    }
    recipe = {**results.recipe, "inputs": {**results.recipe["inputs"], **more}}
    made = made_from(replace(results, recipe=recipe), Texts("en"))
    for line in (
        ("phases", "marks.jsonl", "2" * 64),
        ("recipients", "own.toml", "4" * 64),
        ("database", "Base (as of 2026-11-01; CC0)", "3" * 64),
        ("persona", "none", ""),
        ("library", "pyarrow 26", ""),
    ):
        assert line in made
    (capture,) = [name for kind, name, _ in made if kind == "capture"]
    assert capture.startswith("c (c.mitm, ")
    assert capture.endswith(", 1,234 B)")
    assert "What the recording says of itself" not in method_section(replace(results, recipe=recipe), Texts("en"))


def test_every_limit_that_is_written_is_told() -> None:
    document = tomllib.loads(resources.files("trafficaudit.report").joinpath("texts.toml").read_text(encoding="utf-8"))
    written = {name for part in (document, *document.values()) if isinstance(part, dict) for name in part}
    numbered = {name for name in written if re.fullmatch(r"limits_[0-9]+", name)}
    for lang in ("ko", "en"):
        assert limits(Texts(lang)) == [Texts(lang)(f"limits_{number}") for number in range(1, len(numbered) + 1)]
