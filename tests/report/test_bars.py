from dataclasses import replace
from pathlib import Path

from support import resultfolders as made

from trafficaudit.report.bars import country_chart, places
from trafficaudit.report.links import Linked, link
from trafficaudit.report.results import read_results
from trafficaudit.report.texts import Texts


def test_places_are_counted_once_and_sides_stay_apart(linked: Linked) -> None:
    listed = places(linked)
    assert [(place.name, place.side) for place in listed][:2] == [("CN", "yes"), ("US", "yes")]
    assert listed[-1].name == "KR"
    assert {place.side for place in listed} == {"yes", "undetermined", "no"}


def test_the_chart_says_at_least_and_names_the_country(linked: Linked) -> None:
    drawn = country_chart(linked, Texts("ko"))
    assert "중국 CN: 최소 14건" in drawn
    assert "배포망(CDN) 경계" in drawn


def test_many_places_and_none(tmp_path: Path) -> None:
    codes = [a + b for a in "ABCDEF" for b in "GHIJK"]
    items = [
        (made.exchange(n, f"h{n}"), made.destination(f"h{n}", code), [made.finding()]) for n, code in enumerate(codes)
    ]
    drawn = country_chart(link(read_results(made.write(tmp_path / "out", items))), Texts("en"))
    assert "6 further places stand in the tables." in drawn
    assert drawn.count("<rect") == 24
    assert "<rect" not in country_chart([], Texts("en"))


def test_rows_that_no_exchange_stands_behind_are_drawn(linked: Linked) -> None:
    bare = [(row, replace(found, exchanges=(), findings=(), total=0)) for row, found in linked]
    assert 'class="chart bars"' in country_chart(bare, Texts("en"))
