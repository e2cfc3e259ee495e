from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from support import resultfolders as made
from support.hostile import PAYLOADS

from trafficaudit.report.lettering import width
from trafficaudit.report.links import Linked, link
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.texts import Texts
from trafficaudit.report.timeline import Strip, axis, strips, timeline

times = st.lists(st.floats(1e9, 2e9), max_size=40).map(sorted)


@given(times)
def test_any_times_stay_in_the_picture_and_in_their_order(seconds: list[float]) -> None:
    scale = axis(seconds)
    placed = [scale.at(second) for second in seconds]
    assert all(b - a > -1e-6 for a, b in pairwise(placed))
    assert all(219.9 <= place <= 980.1 for place in placed)


def test_a_long_silence_is_drawn_short() -> None:
    scale = axis([0, 1, 2, 3, 1_000_000, 1_000_001])
    assert len(scale.breaks) == 1
    assert scale.at(1_000_000) - scale.at(3) < 20
    assert scale.at(3) - scale.at(0) > 100


@given(st.lists(st.tuples(st.integers(0, 500), st.sampled_from([*PAYLOADS, "a", "", "이용"])), max_size=40))
def test_phases_on_one_line_do_not_overlap(marks: list[tuple[int, str]]) -> None:
    rows: list[dict[str, Any]] = [
        {"at": made.exchange(second).started_at, "phase": name} for second, name in sorted(marks)
    ]
    placed = strips(rows, axis([row["at"].timestamp() for row in rows]))
    assert {strip.name for strip in placed} == {name for _, name in marks}
    for line in {strip.line for strip in placed}:
        bars = sorted((strip.x, strip.long) for strip in placed if strip.line == line)
        assert all(x + long <= after + 0.01 for (x, long), (after, _) in pairwise(bars))


def test_the_demo_has_its_phases_and_lanes(demo: Results, linked: Linked) -> None:
    drawn = timeline(demo.exchanges, linked, Texts("ko"))
    assert drawn == timeline(demo.exchanges, linked, Texts("ko"))
    assert drawn.count('class="lane"') == 15
    assert drawn.count('href="#f.phase=') == 10
    assert "2026-11-24 09:59:00 KST" in drawn


def test_many_recipients_one_exchange_and_none(tmp_path: Path) -> None:
    items = [
        (made.exchange(n, f"h{n}"), made.destination(f"h{n}", recipient=f"R{n} {PAYLOADS[1]}"), [made.finding()])
        for n in range(40)
    ]
    results = read_results(made.write(tmp_path / "many", items))
    drawn = timeline(results.exchanges, link(results), Texts("en"))
    assert "24 further recipients stand in the tables." in drawn
    ET.fromstring(f"<p>{drawn}</p>")
    one = read_results(made.write(tmp_path / "one", items[:1]))
    assert timeline(one.exchanges, link(one), Texts("en")).count("<circle") == 1
    assert "<circle" not in timeline([], [], Texts("en"))


def test_phases_for_which_there_is_no_room_are_counted(tmp_path: Path) -> None:
    items = [(made.exchange(n, phase=f"phase {n}"), made.destination(), [made.finding()]) for n in range(43)]
    results = read_results(made.write(tmp_path / "phases", items))
    assert "3 further phases of use stand in the tables." in timeline(results.exchanges, link(results), Texts("en"))
    assert "further phases" not in timeline(results.exchanges[:40], [], Texts("en"))


def extent(strip: Strip) -> tuple[float, float]:
    """Give from where to where a phase's bar and name reach."""
    long = width(strip.shown, 12.0)
    name = (strip.x + 4, strip.x + 4 + long) if strip.x + 4 + long <= 1000 else (998 - long, 998)
    return min(strip.x, name[0]), max(strip.x + strip.long, name[1])


@given(st.lists(st.tuples(st.integers(0, 500), st.text("가a", min_size=1, max_size=20)), max_size=30))
def test_names_of_phases_on_one_line_do_not_overlap(marks: list[tuple[int, str]]) -> None:
    rows: list[dict[str, Any]] = [
        {"at": made.exchange(second).started_at, "phase": name} for second, name in sorted(marks)
    ]
    placed = strips(rows, axis([row["at"].timestamp() for row in rows]))
    for line in {strip.line for strip in placed}:
        reaches = sorted(extent(strip) for strip in placed if strip.line == line)
        assert all(end <= after for (_, end), (after, _) in pairwise(reaches))


def test_what_is_drawn_stands_where_it_was(tmp_path: Path) -> None:
    """Seconds 0, 1 and 2, then a silence, then the last: 373 points a second, and 14 for the silence."""
    phases = [(0, "install"), (1, "install"), (1, "install"), (2, "login"), (100, "login")]
    items = [
        (
            replace(made.exchange(at, phase=name), id=f"{number:06d}", position=number),
            made.destination(),
            [made.finding()],
        )
        for number, (at, name) in enumerate(phases)
    ]
    results = read_results(made.write(tmp_path / "out", items))
    scale = axis([row["at"].timestamp() for row in results.exchanges])
    assert (scale.places, scale.breaks) == ((220.0, 966.0, 980.0, 980.0), (973.0,))
    assert [(strip.name, strip.x, strip.long, strip.line) for strip in strips(results.exchanges, scale)] == [
        ("install", 220.0, 373.0, 0),
        ("login", 966.0, 14.0, 0),
    ]
    drawn = timeline(results.exchanges, link(results), Texts("en"))
    root = ET.fromstring(drawn)
    assert root.get("viewBox") == "0 0 1000 86"
    dots = [(one.get("cx"), one.get("cy"), one.get("r")) for one in root.iter("circle")]
    assert dots == [("222", "68", "4"), ("594", "68", "4.62"), ("966", "68", "4"), ("982", "68", "4")]
    boxes = [(one.get("x"), one.get("y"), one.get("width"), one.get("class")) for one in root.iter("rect")]
    assert boxes == [("220", "22", "373", "phase p0"), ("966", "22", "14", "phase p1")]
    texts = [(one.text, one.get("x"), one.get("y")) for one in root.iter("text")]
    assert texts[:2] == [("install", "224", "37"), ("login", "998", "37")]  # at the edge a name runs to the left
    assert texts[3:] == [("2026-11-24 09:00:00 KST", "220", "12"), ("2026-11-24 09:01:40 KST", "980", "12")]
    assert 'class="note"' not in drawn
