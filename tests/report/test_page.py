import base64
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import resultfolders
from support.hostile import EMAIL, PAYLOADS

from trafficaudit.redaction import visible
from trafficaudit.report.elements import text
from trafficaudit.report.links import Linked, link
from trafficaudit.report.page import page, policy
from trafficaudit.report.results import Results, read_results


@pytest.fixture(scope="module")
def hostile(hostile_folder: Path) -> str:
    results = read_results(hostile_folder)
    return page(results, link(results), "ko")


def test_the_policy_names_the_very_bytes(demo: Results, linked: Linked) -> None:
    made = page(demo, linked, "en")
    (stated,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    for name in ("style", "script"):
        (content,) = re.findall(rf"<{name}>(.*?)</{name}>", made, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src &#x27;sha256-{digest}&#x27;" in stated
    for part in (
        "default-src &#x27;none&#x27;",
        "img-src data:",
        "base-uri &#x27;none&#x27;",
        "form-action &#x27;none&#x27;",
    ):
        assert part in stated
    assert policy("a", "b") != policy("a", "c")


def test_it_names_nothing_outside_itself(demo: Results, linked: Linked) -> None:
    made = page(demo, linked, "ko")
    assert set(re.findall(r'(?:href|src|xlink:href|action|srcset)="([^"#]*)', made)) == {"", "data:,"}
    assert not re.search(r"\son\w+=|\sstyle=|@import|url\((?!#hatch)", made)
    assert made.isprintable() or "\n" in made


def test_the_same_results_give_the_same_bytes(demo: Results, linked: Linked, demo_folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    code = "import sys; from trafficaudit.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "report", str(demo_folder), "-o", str(again), "--lang", "ko"]
    subprocess.run(command, check=True, capture_output=True, env={"PYTHONHASHSEED": "7", "TZ": "America/Lima"})
    assert again.read_text(encoding="utf-8") == page(demo, linked, "ko")


@pytest.mark.assertion("RED-1")
def test_no_seeded_value_stands_in_it(hostile: str) -> None:
    assert EMAIL not in hostile
    assert EMAIL.partition("@")[0] not in hostile


def test_every_payload_is_text(hostile: str) -> None:
    assert hostile.count("<script") == 2
    assert hostile.count("<style") == 1
    assert not re.search(r"<(img|iframe|object|b|base)\b", hostile)
    for payload in PAYLOADS:
        if payload == visible(payload):
            assert text(payload) in hostile
        assert payload not in hostile or not set(payload) & set("<>")


def test_the_recipients_of_several_apps_say_whose_they_are_and_one_without_a_name_that_it_has_none(
    tmp_path: Path,
) -> None:
    items = [
        (resultfolders.exchange(number, app=app), resultfolders.destination(), [resultfolders.finding()])
        for number, app in enumerate(("kr.example.shop", "unnamed"))
    ]
    results = read_results(resultfolders.write(tmp_path / "out", items))
    both = page(results, link(results), "ko")
    table = both[both.index('id="statute-table"') :].partition("</table>")[0]
    assert re.findall("앱: ([^<]+)<", table) == ["kr.example.shop", "이름 없는 앱"]
    assert "A Shop ← 이름 없는 앱: " in both
    assert json.loads(re.findall(r'id="data">(.*?)</script>', both)[0])["labels"]["app"] == {
        "kr.example.shop": "kr.example.shop",
        "unnamed": "이름 없는 앱",
    }
    assert ">unnamed<" not in both.partition("<script")[0]
    one = read_results(resultfolders.write(tmp_path / "one", items[1:]))
    shown = page(one, link(one), "ko").partition("<script")[0]
    assert '"quiet">앱: ' not in shown
    assert "← " not in shown
    assert '<p class="app">이름 없는 앱</p>' in shown


def test_no_row_and_no_app(demo: Results) -> None:
    made = page(Results(demo.recipe, [], [], [], [], []), [], "en")
    assert "unnamed app" in made
    assert "The recordings hold no exchange" in made


def test_the_contents_lead_to_every_part_that_is_there_and_to_no_other(tmp_path: Path) -> None:
    items = [(resultfolders.exchange(0), resultfolders.destination(), [resultfolders.finding()])]
    results = read_results(resultfolders.write(tmp_path / "out", items))
    for linked in (link(results), []):
        made = page(results, linked, "en").partition("<script")[0]
        (contents,) = re.findall(r"<nav.*?</nav>", made, re.S)
        parts = re.findall(r'<section[^>]* id="([a-z]+)"', made)
        assert re.findall(r'href="#([a-z]+)"', contents) == parts
        assert ("flows" in parts) == bool(linked)
        assert {"summary", "rows", "coverage", "method", "limits"} <= set(parts)
        assert re.findall(r'<section [^>]*aria-labelledby="([a-z]+)-heading"', made) == parts
        assert set(re.findall(r'aria-labelledby="([^"]*)"', made)) <= set(re.findall(r'\sid="([^"]*)"', made))


def test_the_filters_offer_all_that_stands_in_the_rows(tmp_path: Path) -> None:
    items = [
        (
            resultfolders.exchange(number, f"h{number}.example", phase, app),
            resultfolders.destination(f"h{number}.example", country, recipient=recipient),
            [resultfolders.finding(category)],
        )
        for number, (app, phase, country, recipient, category) in enumerate(
            [
                ("kr.one", "login", "SG", "B Shop", "email"),
                ("kr.two", "browse", "KR", "A Ads", "name"),
                ("kr.two", "login", "SG", "A Ads", "email"),
            ]
        )
    ]
    results = read_results(resultfolders.write(tmp_path / "out", items))
    linked = link(results)
    made = page(results, linked, "en").partition("<script")[0]
    offered = {
        name: re.findall(r'<option value="([^"]*)"', options)
        for name, options in re.findall(r'<select name="([a-z]+)">(.*?)</select>', made)
    }
    assert offered == {
        "app": ["", "kr.one", "kr.two"],
        "side": ["", "yes", "undetermined", "no"],
        "place": ["", "KR", "SG"],
        "category": ["", "email", "name"],
        "recipient": ["", "A Ads", "B Shop"],
        "phase": ["", *dict.fromkeys(row["phase"] for row, _ in linked)],
        "proof": ["", "proven", "hint"],
    }
    assert {*offered["phase"]} == {"", "login", "browse"}
    alone = page(results, linked[:1], "en").partition("<script")[0]
    assert '<select name="app">' not in alone


KNOWN = set(
    re.findall(
        r"[a-zA-Z0-9]+",
        "html head meta link title body script noscript style header nav main section h1 h2 h3 p div span ul ol li a figure "
        "figcaption details summary table caption thead tbody tr th td fieldset legend label select option input button "
        "code strong em b br wbr dl dt dd time svg g path rect circle line text tspan desc defs pattern use",
    )
)


def test_every_element_is_one_that_a_browser_knows(demo: Results, linked: Linked) -> None:
    made = re.sub(r"<(script|style)\b.*?</\1>", "", page(demo, linked, "en"), flags=re.S)
    used = set(re.findall(r"<([A-Za-z][A-Za-z0-9-]*)", made))
    assert used <= KNOWN
    assert {"svg", "table", "h1", "h2", "h3", "details", "rect", "th"} <= used
