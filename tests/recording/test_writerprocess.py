"""The writer's process: it outlives the proxy, and finishes the capture when the proxy lets go."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.journals import START, paths, recording
from support.waiting import until

from trafficaudit.errors import RecordError
from trafficaudit.recording import frames, writerprocess
from trafficaudit.recording.writer import Writer, recover


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "trafficaudit.recording.writerprocess", str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def finish(process: subprocess.Popen[bytes]) -> list[dict[str, Any]]:
    out, _ = process.communicate(timeout=30)
    return [json.loads(line) for line in out.splitlines()]


def test_the_process_survives_signals_and_finishes_when_the_proxy_lets_go(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with recording(folder) as made:
        process = start(folder)
        made.exchange(1)
        until((folder / "traffic-0001.mitm").exists)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(process.pid, number)
        made.exchange(2)
        made.send(frames.Bye(START, ""))
        told = finish(process)
    assert process.returncode == 0
    assert told[-1]["complete"] is True
    assert paths(folder) == ["1", "2"]


def test_a_killed_process_is_followed_by_another(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with recording(folder) as made:
        first = start(folder)
        for number in range(50):
            made.exchange(number)
        until((folder / "traffic-0001.mitm").exists)
        first.kill()
        first.communicate()
        second = start(folder)
        made.exchange(50)
        assert finish(second)[-1]["ended"] == "the proxy died"
    assert sorted(map(int, paths(folder))) == list(range(51))


def test_a_side_file_that_may_not_be_written_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with recording(folder) as made:
        (folder / "clock.jsonl").mkdir()
        process = start(folder)
        made.exchange(1)
        told = finish(process)
        assert process.returncode == 1
        assert "clock.jsonl" in told[-1]["error"]
        (folder / "clock.jsonl").rmdir()
        assert recover(Writer(folder))["flows"] == 1


def test_a_folder_that_is_no_recording_is_an_error(tmp_path: Path) -> None:
    process = start(tmp_path)
    assert "error" in finish(process)[-1]
    assert process.returncode == 1


def test_it_begins_without_the_readers() -> None:
    """They take longer to load than everything else that it needs."""
    code = "import sys, trafficaudit.recording.writerprocess; raise SystemExit('trafficaudit.readers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(30, "Read-only file system", "/c/gaps.jsonl"), "Read-only file system: /c/gaps.jsonl"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (OSError("odd"), "odd"),
        (RecordError("is no journal", "/c/journal-1", "report this"), "/c/journal-1: is no journal (report this)"),
    ],
)
def test_why_it_cannot_go_on_is_told_in_words(monkeypatch: pytest.MonkeyPatch, error: Exception, told: str) -> None:
    said = list[object]()

    def failing(folder: Path, tell: object) -> None:
        raise error

    monkeypatch.setattr(writerprocess, "follow", failing)
    monkeypatch.setattr(writerprocess, "_tell", said.append)
    monkeypatch.setattr("signal.signal", lambda number, handler: None)
    monkeypatch.setattr("os.nice", lambda more: 0)
    assert (writerprocess.main(["/c"]), said) == (1, [{"error": told}])
