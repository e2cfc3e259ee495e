import json
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest
from support import resultfolders as made

from trafficaudit.markdoubts import BETWEEN
from trafficaudit.model import Decoded, Gap
from trafficaudit.phases import standing
from trafficaudit.report import consent
from trafficaudit.report.consent import before_line, consent_section
from trafficaudit.report.dated import Dated
from trafficaudit.report.links import Linked, link
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.statute import entries
from trafficaudit.report.texts import Texts
from trafficaudit.tables.collect import Results as Collected


def shown(tmp_path: Path, phases: Sequence[str], *, found: bool = True) -> str:
    items = [
        (made.exchange(number, phase=phase), made.destination(), [made.finding()] if found else [])
        for number, phase in enumerate(phases)
    ]
    results = read_results(made.write(tmp_path / "out", items))
    linked = link(results)
    return consent_section(results, linked, entries(linked), Texts("en"))


def test_what_left_before_consent_is_counted_and_listed(demo: Results, linked: Linked) -> None:
    section = consent_section(demo, linked, entries(linked), Texts("ko"))
    early = [(row, each) for row, each in linked if standing(row["phase"]) == "before-consent"]
    exchanges = {place for _, each in early for place in each.exchanges}
    recorded = sum(standing(row["phase"]) == "before-consent" for row in demo.exchanges)
    told = (
        f"교신 {recorded}건 중 최소 {len(exchanges)}건(국외 9 · 미확정 9 · 국내 8)에서 "
        f"수신자 최소 {len({row['recipient'] for row, _ in early})}곳"
    )
    assert told in section
    assert told in before_line(demo, linked, Texts("ko"))
    assert "근거가 된 단계 표시: 설치, 첫 실행, 동의 전" in section
    before, _, after = section.partition('id="consent-after"')
    assert before.count('scope="row"') == len({(row["app"], row["recipient"]) for row, _ in early})
    assert "근거가 된 단계 표시: 동의 철회" in after
    assert "Hangang Pay" not in before  # was sent something at the checkout only


def test_the_clock_is_held_against_the_servers(demo: Results, linked: Linked, tmp_path: Path) -> None:
    section = consent_section(demo, linked, entries(linked), Texts("en"))
    assert re.search(r"Clock of demo-\w+: what \d+ sites wrote into \d+ answers", section)
    assert re.search(r"clock by \+0\.\d s in the middle", section)
    assert "cannot be held against others: only 0 sites" in shown(tmp_path, ["before_consent", "browse"])
    (tmp_path / "unmarked").mkdir()
    assert "cannot be held" not in shown(tmp_path / "unmarked", ["browse"])


@pytest.mark.parametrize(("recordings", "told"), [(6, 6), (7, 1)])
def test_of_many_recordings_those_are_named_whose_clocks_are_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recordings: int, told: int
) -> None:
    clocks = [Dated(f"c{number}", 9, 4, (0.1, 60.0 if number == 3 else 0.2, 0.3)) for number in range(recordings)]
    monkeypatch.setattr(consent, "dated", lambda results: iter(clocks))
    section = shown(tmp_path, ["before_consent", "browse"])
    assert section.count("Clock of c") == told
    assert '<p class="unmarked">Clock of c3: ' in section
    assert section.count('<p class="quiet">Clock of c') == told - 1


def test_a_recording_without_the_marks_says_that_it_cannot_tell(tmp_path: Path) -> None:
    section = shown(tmp_path, ["browse", "login"])
    assert "it cannot tell what left before consent" in section
    assert "it cannot tell what left after that" in section
    assert "<table" not in section
    (tmp_path / "unmarked").mkdir()
    aside = Texts("en")("consent_without", exchanges=1, found=1)
    assert aside not in shown(tmp_path / "unmarked", ["unmarked"]), "without a mark nothing is before the first one"
    (tmp_path / "marked").mkdir()
    assert aside in shown(tmp_path / "marked", ["unmarked", "before_consent"])


def test_its_tables_hold_what_traffic_shows_alone(demo: Results, linked: Linked) -> None:
    section = consent_section(demo, linked, entries(linked), Texts("ko"))
    head = section.partition("<thead>")[2].partition("</thead>")[0]
    assert head.count("<th ") == 4
    assert "관찰 불가</td>" not in section


@pytest.mark.parametrize("mark", ["withdrawal", "after_withdrawal"])
def test_what_left_after_consent_was_taken_back(tmp_path: Path, mark: str) -> None:
    section = shown(tmp_path, ["before_consent", "browse", mark])
    assert (
        section.count(
            "At least 1 of 1 exchange carried an item (1 abroad · 0 undetermined · 0 in Korea), to at least 1 recipient."
        )
        == 2
    )
    assert 'id="consent-after-table"' in section
    assert ".item-after" in section


def test_a_marked_phase_in_which_nothing_could_be_recorded_is_no_phase_that_nobody_marked(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with Collected(folder, "en") as tables:
        tables.exchange(made.exchange(0, phase="consent"), made.destination(), Decoded((), ()), [])
        tables.gap(Gap("made", 0, 0, "made up"), "kr.example.shop", "before_consent")
    made.seal(folder)
    section = consent_section(read_results(folder), [], [], Texts("en"))
    before, _, after = section.partition('id="consent-after"')
    assert "No item was seen to leave in 0 exchanges. What was not seen stands in the coverage." in before
    assert "it cannot tell what left after that" in after


def test_a_phase_that_was_marked_and_stayed_silent_is_no_recording_without_the_mark(tmp_path: Path) -> None:
    """The same as the table of a phase says: nothing was recorded then, which is another thing than no mark."""
    phases = [
        {"at": "2026-11-24T08:59:00+09:00", "phase": "before_consent"},
        {"at": "2026-11-24T09:00:00+09:00", "phase": "consent"},
        {"at": "2026-11-24T09:30:00+09:00", "phase": "after_withdrawal: browse"},
    ]
    folder = made.write(tmp_path / "out", [(made.exchange(0, phase="consent"), made.destination(), [made.finding()])])
    results = read_results(folder)
    results.recipe["inputs"]["captures"][0]["phases"] = phases
    linked = link(results)
    section = consent_section(results, linked, entries(linked), Texts("en"))
    assert section.count("It was marked, and no exchange was recorded in it.") == 2
    assert "cannot tell" not in section
    assert "It was marked" in before_line(results, linked, Texts("en"))
    results.recipe["inputs"]["captures"][0]["phases"] = phases[1:2]
    assert "cannot tell" in before_line(results, linked, Texts("en"))


def test_nothing_seen_is_not_nothing_sent(tmp_path: Path) -> None:
    section = shown(tmp_path, ["before_consent", "after_withdrawal"], found=False)
    assert section.count("No item was seen to leave in 1 exchange. What was not seen stands in the coverage.") == 2
    assert "<table" not in section


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "the phase 'login' was marked after 'install' and before consent was marked: it counts on neither side"),
        ("ko", "단계 'login'은(는) 'install' 뒤, 동의 표시 앞에 표시됨: 시간상 동의 전이지만 어느 쪽에도 세지 않음"),
    ],
)
def test_what_the_marks_leave_open_stands_beside_what_rests_on_them(tmp_path: Path, lang: str, expected: str) -> None:
    folder = made.write(tmp_path / "out", [(made.exchange(0), made.destination(), [made.finding()])])
    recipe = json.loads((folder / "recipe.json").read_bytes())
    told = f"c: the phase 'login' was marked after 'install' and {BETWEEN}"
    (folder / "recipe.json").write_text(json.dumps(recipe | {"warnings": [told, "c: something else"]}))
    results = read_results(folder)
    linked = link(results)
    section = consent_section(results, linked, entries(linked), Texts(lang))
    assert expected in unescape(section)
    assert "something else" not in section


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_marks_of_a_file_are_not_said_to_be_the_recording_s(tmp_path: Path, lang: str) -> None:
    folder = made.write(tmp_path / "out", [(made.exchange(0), made.destination(), [made.finding()])])
    recipe = json.loads((folder / "recipe.json").read_bytes())
    results = read_results(folder)
    linked = link(results)
    assert Texts(lang)("consent_note") not in unescape(consent_section(results, linked, [], Texts(lang))), "no marks"
    recipe["inputs"]["captures"][0]["phases"] = [{"at": "2026-11-24T00:00:00+00:00", "phase": "consent"}]
    (folder / "recipe.json").write_text(json.dumps(recipe))
    results = read_results(folder)
    own = consent_section(results, linked, entries(linked), Texts(lang))
    recipe["inputs"]["phases"] = {"file": "later.jsonl", "sha256": "2" * 64}
    (folder / "recipe.json").write_text(json.dumps(recipe))
    results = read_results(folder)
    told = consent_section(results, linked, entries(linked), Texts(lang))
    of_the_recording = Texts(lang)("consent_note")
    assert of_the_recording in unescape(own)
    assert of_the_recording not in unescape(told)
    assert "later.jsonl" in told
