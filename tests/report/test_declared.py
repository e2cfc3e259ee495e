"""A declaration beside what was seen: on the demo's page, as a person would read it."""

import re
from pathlib import Path

import pytest
from support import resultfolders as made

from trafficaudit import declarations
from trafficaudit.declarations.outcomes import Outcome, outcomes
from trafficaudit.errors import DeclarationError
from trafficaudit.report.declared import Held, declared_section, hold
from trafficaudit.report.elements import text
from trafficaudit.report.links import Linked, link
from trafficaudit.report.page import page
from trafficaudit.report.results import read_results
from trafficaudit.report.statute import COLUMNS, entries, statute_table
from trafficaudit.report.texts import Texts

DECLARATION = Path(__file__).resolve().parents[2] / "captures" / "demo" / "declaration.yaml"


@pytest.fixture(scope="module")
def held(demo_folder: Path) -> Held:
    return hold(demo_folder, declarations.load(DECLARATION), lang="en", draft=False)


def test_every_row_that_left_or_may_have_left_has_an_outcome(held: Held, linked: Linked) -> None:
    for row, _ in linked:
        found = held.of(row)
        assert (found is None) == (row["leaves_korea"] == "no"), row
        if found is not None:
            assert found.observed is not None
            assert (found.observed.host, found.observed.category) == (row["host"], row["category"])


def test_the_policy_s_words_stand_beside_what_cannot_be_observed(held: Held, linked: Linked) -> None:
    assert [column.key for column in held.columns] == [column.key for column in COLUMNS]
    table = statute_table(entries(linked), Texts("ko"), held.columns)
    assert table.count("관찰 불가</span>") >= 3 * len(entries(linked))
    (clover,) = (line for line in table.split("<tr ") if "Clover Crash Reporting" in line)
    for words in ("일치", "방침: 90일", "방침: 앱 설정에서 거부", "방침: 아일랜드", "60–67행"):
        assert words in clover
    assert "방침: <" not in table
    (adjust,) = (line for line in table.split("<tr ") if "Adjust GmbH" in line)
    assert "미고지 수신자" in adjust
    assert "방침:" not in adjust
    for rows, row in re.findall(r'<li data-rows="([\d ]+)"><a href="#e\.(\d+)\.', table):
        assert row in rows.split()


def test_what_was_declared_and_not_observed_is_listed(held: Held) -> None:
    shown = declared_section(held, Texts("en"))
    for outcome in outcomes(labelled=False):
        count = sum(row.outcome is outcome for row in held.rows)
        assert count
        assert re.search(rf">{re.escape(outcome.label('en'))}</span> {count}<", shown), outcome
    assert held.declaration.policy.sha256 in shown
    unknown = [row.observed for row in held.rows if row.outcome is Outcome.UNDECLARED_RECIPIENT]
    whom = len({one.recipient for one in unknown if one})
    assert f"{sum(one.proven for one in unknown if one)} proven by a seeded value, at least {whom} recipients)" in shown
    assert whom < len(unknown), "a row is an item, and no recipient"
    # Morning Ads got both of its declared items in the United States, and was declared in Japan.
    assert "Of what was declared and not observed, 2 items were sent to this recipient in another country." in shown
    none = [row for row in held.rows if row.outcome is not Outcome.UNDECLARED_COUNTRY]
    assert "in another country. It is" not in declared_section(Held(held.declaration, tuple(none)), Texts("en"))
    apart = [row for row in held.rows if row.observed is None]
    assert shown.count("<tr>") == 1 + len({row.declared for row in apart})
    for row in apart:
        assert text(row.words) in shown
        assert text(row.note) in shown
    assert "키 입력 패턴" in shown
    heads, *lines = shown.partition("<caption>")[2].split("<tr>")[1:]
    assert [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<th.*?</th>", heads)] == [
        "declared recipient",
        "declared, not observed",
        text("cannot be observed: the policy's words"),
    ]
    kinds = Outcome.OVER_DECLARED, Outcome.NOT_OBSERVABLE
    for declared, line in zip(dict.fromkeys(row.declared for row in apart), lines, strict=True):
        for outcome, cell in zip(kinds, re.findall(r"<td.*?</td>", line, re.S), strict=True):
            told = {text(row.words) for row in apart if row.declared == declared and row.outcome is outcome}
            assert {word for word in told if f"{word}</b>" in cell or f"{word}, " in cell} == told
            assert ("–" in cell) == (not told)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_holds_it_and_without_a_declaration_it_does_not(held: Held, demo_folder: Path, lang: str) -> None:
    results = read_results(demo_folder)
    linked = link(results)
    assert 'id="declared"' in page(results, linked, lang, held)
    assert page(results, linked, lang, held) == page(results, linked, lang, held)
    assert 'id="declared"' not in page(results, linked, lang)
    assert 'href="#declared"' not in page(results, linked, lang)


def test_a_draft_is_refused_or_said_to_be_one(demo_folder: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(DECLARATION.read_text(encoding="utf-8").replace("confirm: true", "confirm: false", 1), "utf-8")
    with pytest.raises(DeclarationError, match="is a draft"):
        hold(demo_folder, declarations.load(draft), lang="en", draft=False)
    held = hold(demo_folder, declarations.load(draft), lang="en", draft=True)
    assert "no investigator has confirmed" in declared_section(held, Texts("en"))


def test_nothing_that_the_policy_says_becomes_markup(tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)>\u202e"
    words = DECLARATION.read_text(encoding="utf-8").replace("90일", evil).replace("키 입력 패턴", evil)
    hostile = tmp_path / "hostile.yaml"
    hostile.write_text(words, encoding="utf-8")
    items = [(made.exchange(0), made.destination(), [made.finding()])]
    folder = made.write(tmp_path / "out", items)
    results = read_results(folder)
    shown = page(results, link(results), "en", hold(folder, declarations.load(hostile), lang="en", draft=True))
    assert "onerror=alert" in shown
    assert "<img" not in shown
    assert "\u202e" not in shown


def test_a_label_stands_beside_what_was_sent_and_names_nobody(demo_folder: Path, tmp_path: Path) -> None:
    page_ = tmp_path / "page.txt"
    page_.write_text("Data Linked to You\nAnalytics\nContact Info\nEmail Address\nHealth", encoding="utf-8")
    drafted = declarations.read_label(page_)
    held = hold(demo_folder, drafted, lang="en", draft=True)
    section = text(declared_section(held, Texts("en")))
    assert "in the label" in section
    assert "undeclared" not in section.lower()
    assert "the whole app" in section
    results = read_results(demo_folder)
    shown = page(results, link(results), "en", held)
    assert "label: Email Address (linked to the user: Analytics)" in shown
    assert "the policy: " not in shown
