"""A real child process on the other end."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from trafficaudit.childlines import LONGEST
from trafficaudit.live.process import Task, WorkerProcess

SUM = '{"kind": "summary", "exchanges": 1}'


def python(code: str) -> WorkerProcess:
    return WorkerProcess([sys.executable, "-c", code])


def read(worker: WorkerProcess, seconds: float = 20) -> list[dict[str, object]]:
    """Read everything until it ends."""
    found: list[dict[str, object]] = []
    deadline = time.monotonic() + seconds
    while worker.open and time.monotonic() < deadline:
        found += worker.lines()
        time.sleep(0.005)
    assert not worker.open
    return found


@pytest.fixture
def workers() -> Iterator[list[WorkerProcess]]:
    started: list[WorkerProcess] = []
    yield started
    for worker in started:
        worker.end()


def test_the_command_line_is_understood_by_the_worker(tmp_path: Path) -> None:
    from trafficaudit.live.worker import arguments

    task = Task(tmp_path / "-x", Path("p.toml"), (Path("a.mmdb"), Path("b.mmdb")), (Path("r.toml"),), "--app")
    command = task.command()
    assert command[:4] == [sys.executable, "-P", "-m", "trafficaudit.live.worker"]
    asked = arguments(command[4:])
    assert (asked.folder, asked.persona, asked.geoip, asked.recipients, asked.app) == (
        task.folder,
        task.persona,
        list(task.geoip),
        list(task.recipients),
        "--app",
    )
    assert arguments(Task(Path("-x")).command()[4:]).folder == Path("-x")


def test_lines_are_read_without_waiting(workers: list[WorkerProcess]) -> None:
    worker = python(f"import sys; sys.stdin.read(); print('{SUM}')")
    workers.append(worker)
    began = time.monotonic()
    assert list(worker.lines()) == []
    assert time.monotonic() - began < 1
    assert worker.open
    assert worker.status() is None
    assert list(worker.finish(20)) == [{"kind": "summary", "exchanges": 1}]
    assert worker.status() == 0


def test_lines_may_come_in_pieces_and_what_is_none_becomes_the_last_words(workers: list[WorkerProcess]) -> None:
    code = f"""
import sys, time
for piece in ('{SUM[:9]}', '{SUM[9:]}\\n{SUM}\\n', 'x' * {LONGEST + 70_000}, 'x\\n', '{SUM}\\n', 'Bang\\x1b[31m: no\\n'):
    sys.stdout.write(piece); sys.stdout.flush(); time.sleep(0.02)
sys.exit(7)
"""
    worker = python(code)
    workers.append(worker)
    assert len(read(worker)) == 3
    worker.end()
    assert worker.status() == 7
    assert worker.words == "Bang\\x1b[31m: no"


def test_a_traceback_is_what_is_left_of_a_crash(workers: list[WorkerProcess]) -> None:
    worker = python("raise KeyError('gone')")
    workers.append(worker)
    assert read(worker) == []
    assert worker.words == "KeyError: 'gone'"


def test_one_that_is_killed_says_by_which_signal(workers: list[WorkerProcess]) -> None:
    worker = python("import sys; sys.stdin.read()")
    workers.append(worker)
    os.kill(worker.pid, signal.SIGKILL)
    assert read(worker) == []
    worker.end()
    assert worker.status() == -signal.SIGKILL


def test_ending_one_asks_it_first(workers: list[WorkerProcess]) -> None:
    worker = python(f"import sys; print('{SUM}', flush=True); sys.stdin.buffer.raw.read(); import time; time.sleep(60)")
    workers.append(worker)
    assert next(iter(_until_first(worker)))
    worker.end()
    assert worker.status() == -signal.SIGTERM


def test_finishing_waits_only_so_long_and_ends_what_does_not_end_itself() -> None:
    code = f"""
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    print('{SUM}', flush=True); time.sleep(0.05)
"""
    worker = python(code)
    began = time.monotonic()
    assert next(iter(_until_first(worker)))
    found = list(worker.finish(0.5))
    assert 0.4 < time.monotonic() - began < 10
    assert found
    assert worker.status() == -signal.SIGKILL
    assert not worker.open
    worker.end()  # a second time does no harm


def _until_first(worker: WorkerProcess) -> Iterator[dict[str, object]]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        yield from worker.lines()
        time.sleep(0.005)


def test_one_that_cannot_be_started_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        WorkerProcess([str(tmp_path / "none")])
