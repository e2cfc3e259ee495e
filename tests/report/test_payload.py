import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from support import resultfolders
from support.hostile import PAYLOADS

from trafficaudit.report.clock import clock
from trafficaudit.report.elements import data
from trafficaudit.report.links import Linked, link
from trafficaudit.report.payload import Dictionary, payload
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.statute import entries
from trafficaudit.report.texts import Texts


def test_a_text_stands_once_and_safe() -> None:
    word = Dictionary()
    assert [word("a"), word(None), word("a"), word("\u202ex")] == [0, 1, 0, 2]
    assert word.words == ["a", "", "\\u202ex"]
    assert all(text.isprintable() for text in map(str, [*(word(each) for each in PAYLOADS), *word.words]))


def test_every_row_reads_back(demo: Results, linked: Linked) -> None:
    made = json.loads(data(payload(demo, linked, entries(linked), Texts("en"))))
    words, transfers = made["words"], made["transfers"]
    assert {len(column) for column in transfers.values()} == {len(linked)}
    for place, (row, one) in enumerate(linked):
        assert words[transfers["category"][place]] == row["category"]
        assert words[transfers["side"][place]] == row["leaves_korea"]
        steps = list(map(int, transfers["seen"][place].split()))
        assert tuple(sum(steps[: n + 1]) for n in range(len(steps))) == one.exchanges
        for finding, number in zip(one.findings, transfers["findings"][place], strict=True):
            assert words[made["findings"]["value_sha256"][number]] == demo.findings[finding]["value_sha256"]
            exchange = made["findings"]["exchange"][number]
            assert words[made["exchanges"]["exchange"][exchange]] == demo.findings[finding]["exchange"]
            assert made["findings"]["start"][number] == demo.findings[finding]["span_start"]


def test_labels_are_in_the_language(demo: Results, linked: Linked) -> None:
    labels = (
        payload(demo, linked, [], Texts("ko"))["labels"]
        if not linked
        else payload(demo, linked, entries(linked), Texts("ko"))["labels"]
    )
    assert labels["category"]["email"] == "전자우편주소"
    assert labels["place"]["CN"] == "중국 CN"
    assert labels["side"]["undetermined"] == "미확정"


def test_nothing_is_data_too(demo: Results) -> None:
    empty = Results(demo.recipe, [], [], [], [], [])
    made = payload(empty, [], [], Texts("en"))
    assert made["transfers"]["app"] == []
    assert made["sizes"] == {"exchanges": 0}


def test_times_are_cut_off_as_the_page_itself_cuts_them(tmp_path: Path) -> None:
    """Rounded, what was sent a tenth of a millisecond before consent would stand at the very second of it."""
    late = replace(resultfolders.exchange(0), started_at=resultfolders.START - timedelta(microseconds=100))
    results = read_results(
        resultfolders.write(tmp_path / "out", [(late, resultfolders.destination(), [resultfolders.finding()])])
    )
    linked = link(results)
    shown = payload(results, linked, entries(linked), Texts("en"))["transfers"]
    assert shown["first"] == shown["last"] == [int(resultfolders.START.timestamp()) * 1000 - 1]
    assert clock(results.transfers[0]["first_seen"]).endswith("08:59:59")
