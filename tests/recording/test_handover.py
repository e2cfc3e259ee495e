"""The proxy's end: a writer is started, watched, replaced, and waited for."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.journals import START, head, paths, request, response
from support.waiting import until

from trafficaudit.errors import RecordError
from trafficaudit.recording import frames, handover
from trafficaudit.recording.handover import Handover


class Failures(list[str]):
    """What the recording failed with."""


@pytest.fixture
def failures() -> Failures:
    return Failures()


@pytest.fixture
def made(tmp_path: Path, failures: Failures) -> Iterator[Handover]:
    one = Handover(tmp_path / "c", {"app": {"package": "kr.example"}}, 21, failures.append)
    yield one
    one.end("test", 30)


def exchange(made: Handover, number: int) -> None:
    assert made.send(head(f"f{number}", request(number)))
    assert made.send(head(f"f{number}", response(number)))


def told(made: Handover, key: str) -> object:
    made.read_status()
    return made.standing.get(key)


def test_what_is_sent_is_written_and_told(tmp_path: Path, failures: Failures) -> None:
    made = Handover(tmp_path / "c", {}, 21, failures.append)
    exchange(made, 1)
    until(lambda: told(made, "flows") == 1)
    assert made.end("ended in order")
    assert (made.standing["complete"], failures) == (True, [])
    assert paths(tmp_path / "c") == ["1"]


def test_the_clocks_are_read_at_the_end_as_well(tmp_path: Path, failures: Failures) -> None:
    """Whoever doubts the clocks asks for both ends of the recording."""
    made = Handover(tmp_path / "c", {}, 21, failures.append)
    until((tmp_path / "c" / "clock.jsonl").exists)
    before = time.monotonic()
    assert made.end("ended in order")
    first, *_, last = map(json.loads, (tmp_path / "c" / "clock.jsonl").read_text().splitlines())
    assert (first["kind"], last["kind"]) == ("reading", "reading")
    assert first["monotonic"] < before <= last["monotonic"] + 1e-6


def test_the_folder_is_held_until_the_end(tmp_path: Path, made: Handover) -> None:
    with pytest.raises(RecordError, match="another recorder"):
        Handover(tmp_path / "c", {}, 21, print)


def test_a_killed_writer_is_replaced_a_few_times(made: Handover, failures: Failures) -> None:
    for number in range(handover.RESTARTS):
        exchange(made, number)
        os.kill(made._writer.pid, signal.SIGKILL)
        until = time.monotonic() + 10
        while made.read_status() and time.monotonic() < until:
            time.sleep(0.01)
        assert made.restart()
    os.kill(made._writer.pid, signal.SIGKILL)
    made._writer.wait()
    assert not made.restart()
    assert "again and again" in failures[0]
    assert not made.send(frames.Bye(START, ""))


def test_a_writer_that_cannot_write_fails_the_recording_once(
    tmp_path: Path, made: Handover, failures: Failures
) -> None:
    (tmp_path / "c" / "gaps.jsonl").mkdir()
    made.send(frames.Line("gaps.jsonl", {}))
    until(lambda: not made.read_status())
    made.fail("another reason")
    assert len(failures) == 1
    assert "gaps.jsonl" in failures[0]


def test_odd_values_are_handed_over_all_the_same(tmp_path: Path, failures: Failures) -> None:
    made = Handover(tmp_path / "c", {}, 21, failures.append)
    assert made.send(frames.Line("gaps.jsonl", {"host": "a\ud800", "deep": [{"b\udfff": "c"}], "huge": 1 << 70}))
    assert made.end("")
    assert "a\\\\ud800" in (tmp_path / "c" / "gaps.jsonl").read_text()


def test_a_full_disk_fails_the_recording(made: Handover, failures: Failures, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(payload: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(made._journal, "append", full)
    assert not made.send(frames.Bye(START, ""))
    assert "No space left" in failures[0]


def test_why_the_proxy_was_ended_is_in_the_capture(
    tmp_path: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Handover(tmp_path / "c", {}, 21, failures.append)

    def full(payload: bytes) -> None:
        raise OSError(28, "No space left on device")

    exchange(made, 1)
    monkeypatch.setattr(made._journal, "append", full)
    assert not made.send(head("f2", request(2)))
    assert made.end("ended in order")
    ended = str(json.loads((tmp_path / "c" / "capture.json").read_text())["ended"])
    assert ended.startswith("the recorder ended the proxy: the recording cannot go on: No space left on device")


def test_a_writer_that_cannot_be_replaced_ends_the_recording(
    made: Handover, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.kill(made._writer.pid, signal.SIGKILL)
    made._writer.wait()
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: (_ for _ in ()).throw(OSError(24, "Too many open files")))
    assert not made.restart()
    assert failures == ["the writer cannot be started: Too many open files; the journal keeps what was not written"]


def test_it_has_not_begun_before_the_disk_has_something_of_it(made: Handover) -> None:
    """Until the writer is there nobody has anything put on the disk: what passed by then a power cut would take."""
    assert (made.folder / ".recording/checkpoint").exists()
    assert told(made, "flows") == 0


def test_the_proxy_waits_for_no_writer_that_tells_nothing(made: Handover) -> None:
    assert not os.get_blocking(made.status)
    os.kill(made._writer.pid, signal.SIGSTOP)
    begun = time.monotonic()
    assert made.read_status()
    assert made.read_status()
    os.kill(made._writer.pid, signal.SIGCONT)
    assert time.monotonic() - begun < 10


def test_a_writer_that_needs_longer_than_the_proxy_waits_goes_on_by_itself(tmp_path: Path, failures: Failures) -> None:
    made = Handover(tmp_path / "c", {}, 21, failures.append)
    exchange(made, 1)
    os.kill(made._writer.pid, signal.SIGSTOP)
    assert not made.end("ended in order", 0.1)
    assert not json.loads((tmp_path / "c" / "capture.json").read_text())["complete"]
    os.kill(made._writer.pid, signal.SIGCONT)
    assert made._writer.wait(30) == 0
    assert json.loads((tmp_path / "c" / "capture.json").read_text())["complete"]
    assert (paths(tmp_path / "c"), failures) == (["1"], [])
