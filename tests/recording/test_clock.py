"""The clock's lines: a reading a minute, a step at once, a server's Date once a minute."""

import time
from pathlib import Path

import pytest

from trafficaudit.recording import clock as clocks
from trafficaudit.recording.clock import STEP, Clock, Reading, boot


def clock(*readings: tuple[float, ...]) -> Clock:
    left = [Reading(*each) for each in readings]
    return Clock(lambda: left.pop(0))


def test_a_reading_a_minute() -> None:
    seen = clock((1000.0, 1.0), (1001.0, 2.0), (1061.0, 62.0))
    assert [[line["kind"] for line in seen.look()] for _ in range(3)] == [["reading"], [], ["reading"]]


def test_a_step_is_noted_with_its_size_and_a_reading() -> None:
    seen = clock((1000.0, 1.0), (900.5, 1.5), (901.0, 2.0))
    list(seen.look())
    step, reading = seen.look()
    assert (step["kind"], step["seconds"], reading["kind"]) == ("step", -100.0, "reading")
    assert list(seen.look()) == []


def test_a_computer_that_sleeps_steps_no_clock() -> None:
    seen = clock((1000.0, 1.0, 5.0), (4600.5, 1.5, 3605.0), (8195.0, 2.0, 7205.0))
    list(seen.look())
    assert [(line["kind"], line.get("seconds")) for line in seen.look()] == [("suspended", 3600.0), ("reading", None)]
    lines = [(line["kind"], line.get("seconds")) for line in seen.look()]
    assert lines == [("suspended", 3600.0), ("step", -6.0), ("reading", None)]


def test_the_clocks_of_this_computer_agree() -> None:
    seen = Clock()
    assert [line["kind"] for _ in range(3) for line in seen.look()] == ["reading"]


def test_how_long_the_computer_slept_is_what_its_two_clocks_differ_by() -> None:
    reading = clocks.now()
    if hasattr(time, "CLOCK_BOOTTIME"):
        since = time.clock_gettime(time.CLOCK_BOOTTIME)
        assert reading.monotonic + reading.asleep == pytest.approx(since, abs=5)
    assert Reading(1.0, 2.0).asleep == 0


def test_drift_below_half_a_second_is_no_step() -> None:
    seen = clock((1000.0, 1.0), (1000.9, 1.5))
    list(seen.look())
    assert list(seen.look()) == []


def response(at: object, date: bytes = b"Tue, 24 Nov 2026 00:00:02 GMT") -> dict[str, object]:
    return {"timestamp_start": at, "headers": [[b"Server", b"x"], [b"Date", date]]}


def test_a_server_s_date_is_compared_once_a_minute() -> None:
    seen = Clock()
    start = 1795478400.5
    (line,) = seen.server("a.example", response(start))
    assert line == {
        "at": "2026-11-24T00:00:00.500000+00:00",
        "kind": "server",
        "host": "a.example",
        "server_ahead_seconds": 1.5,
    }
    assert not list(seen.server("a.example", response(start + 59)))
    assert list(seen.server("b.example", response(start + 59)))
    assert list(seen.server("a.example", response(start + 61)))
    assert list(seen.server("a.example", response(start - 500))), "the clock went back"


def test_a_step_is_more_than_half_a_second_and_servers_are_forgotten_when_they_are_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = clock((1000.0, 1.0), (1000.0 + STEP + 1, 2.0), (1000.0 + 3 * STEP + 2, 3.0))
    assert [[line["kind"] for line in exact.look()] for _ in range(3)] == [["reading"], [], ["step", "reading"]]
    monkeypatch.setattr(clocks, "_HOSTS", 2)
    seen, start = Clock(), 1795478400.5
    for host in ("a.example", "b.example"):
        assert list(seen.server(host, response(start)))
    assert not list(seen.server("a.example", response(start + 1)))
    assert list(seen.server("c.example", response(start + 2)))
    assert list(seen.server("a.example", response(start + 3)))
    assert not list(seen.server("c.example", response(start + 4)))


@pytest.mark.parametrize(
    "date",
    [b"Tue, 24 Nov 2026 00:00:02 -0000", b"Tue, 24 Nov 2026 00:00:02", b"Tue Nov 24 00:00:02 2026"],
)
def test_a_date_without_a_zone_is_in_utc_wherever_the_recorder_stands(
    date: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    try:
        (line,) = Clock(lambda: Reading(0.0, 0.0)).server("a.example", response(1795478400.5, date))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert line["server_ahead_seconds"] == 1.5


def test_what_a_cache_gave_says_nothing_of_its_server() -> None:
    seen, at = Clock(lambda: Reading(0.0, 0.0)), 1795478400.5
    for name, value, told in ((b"Age", b"86400", False), (b"age", b" 0", True), (b"Date", b"x", False)):
        given = response(at)
        assert isinstance(given["headers"], list)
        given["headers"].append([name, value])
        assert bool(list(seen.server(f"{value!r}.example", given))) is told


def test_no_date_no_line() -> None:
    seen = Clock()
    assert not list(seen.server("a", response(1.0, b"soon")))
    assert not list(seen.server("a", response(1.0, b"\xff" * 100)))
    assert not list(seen.server("a", response(None)))
    assert not list(seen.server("a", {"timestamp_start": 1.0}))


def test_a_start_of_the_computer_has_a_name_where_the_system_gives_one(tmp_path: Path) -> None:
    (tmp_path / "id").write_text("4f3c\n")
    (tmp_path / "odd").write_bytes(b"\xff")
    assert boot(tmp_path / "id") == "4f3c"
    assert boot(tmp_path / "odd") == boot(tmp_path / "absent") == ""
    assert boot() == boot()
