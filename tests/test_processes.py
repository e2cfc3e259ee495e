"""Processes that die, are left alone or begin with what does not do: none of them is left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from support.shares import DEMO, request_for, small_slices  # noqa: F401 - a fixture

from trafficaudit import processes, readers, workers
from trafficaudit.errors import PersonaError, ReadError, WorkerError
from trafficaudit.readers import vanished
from trafficaudit.recipe import Summary
from trafficaudit.replay import replay, replay_each

pytestmark = pytest.mark.usefixtures("small_slices")


def _replayed(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    """Replay in two processes of a program of its own, which at the first exchange prints who they are and ends so."""
    program = f"""
import multiprocessing, os, signal
from pathlib import Path
from trafficaudit.recipe import Request
from trafficaudit.replay import replay
def end(count):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    {how}
if __name__ == "__main__":
    replay(Request((Path({str(folder / "cut.mitm")!r}),), Path({str(folder / "out")!r}), workers=2), end)
"""
    script = folder / "program.py"
    script.write_text(program, encoding="utf-8")
    return subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=120)


def test_a_process_that_dies_ends_the_replay(tmp_path: Path) -> None:
    request = request_for(tmp_path, 2)

    def kill(count: int) -> None:
        if count == 1:
            for child in multiprocessing.active_children():
                child.kill()

    with pytest.raises(WorkerError, match="a worker process: ended before its part"):
        replay(request, kill)
    assert not request.target.exists()
    assert multiprocessing.active_children() == []


def test_a_process_that_loses_what_it_reads_ends_the_replay(tmp_path: Path) -> None:
    """As the capture is as long as it was, it is not said to have been cut short."""
    request = request_for(tmp_path, 2)

    def strike(count: int) -> None:
        if count == 1:
            for child in multiprocessing.active_children():
                os.kill(int(child.pid or 0), signal.SIGBUS)  # as the system does at the next byte that is gone

    with pytest.raises(ReadError, match=r"^the bytes of a file that this program reads went away"):
        replay(request, strike)
    assert not request.target.exists()
    assert multiprocessing.active_children() == []


def test_what_a_capture_did_to_a_process_is_told_of_the_capture(tmp_path: Path) -> None:
    request = request_for(tmp_path, 2)
    ended = [cast("BaseProcess", SimpleNamespace(exitcode=code)) for code in (0, vanished.ELSEWHERE, vanished.CODE)]
    assert str(processes._ended(request, ended)).startswith(f"{request.captures[0]}: went away or was cut short")
    several = replace(request, captures=request.captures * 2)
    assert str(processes._ended(several, ended)).startswith("one of the captures: went away or was cut short")


def test_one_that_ends_at_once_leaves_one_line(tmp_path: Path) -> None:
    """Python's own tidying up of semaphores has nothing to say below it."""
    request_for(tmp_path, 2)
    done = _replayed(tmp_path, "os.kill(os.getpid(), signal.SIGBUS)")
    assert done.returncode == vanished.CODE
    assert done.stderr == f"trafficaudit: {vanished.FAILED} ({vanished.CHECK})\n"
    assert "PYTHONWARNINGS" not in os.environ


def test_what_was_whole_when_a_process_died_stays(tmp_path: Path) -> None:
    request = request_for(tmp_path, 2, DEMO)
    done: list[Summary] = []

    def kill(count: int) -> None:
        if done:
            for child in multiprocessing.active_children():
                child.kill()

    with pytest.raises(WorkerError, match="a worker process: ended before its part"):
        replay_each(replace(request, captures=request.captures[::-1]), kill, done.append)
    assert [folder.name for folder in request.target.iterdir()] == [done[0].target.name]
    assert (done[0].target / "recipe.json").is_file()
    assert multiprocessing.active_children() == []


def test_an_error_of_ours_stays_one(tmp_path: Path) -> None:
    request = request_for(tmp_path, 2)
    sources, examiner = readers.open_captures(request.captures), workers.examiner_of(request)
    person = tmp_path / "person.toml"
    person.write_text("values = 1", encoding="utf-8")
    with pytest.raises(PersonaError, match=r"person\.toml"):
        list(workers.examined(sources, examiner, processes.crew(replace(request, persona=person))))
    assert multiprocessing.active_children() == []


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    """A replay that is killed leaves nothing running."""
    request_for(tmp_path, 2)
    done = _replayed(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    assert done.returncode == -9
    children = [int(pid) for pid in done.stdout.split()]
    assert children
    until = time.monotonic() + 20
    while time.monotonic() < until and any(map(running, children)):
        time.sleep(0.05)
    assert not any(map(running, children))
    assert not (tmp_path / "out").exists()


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
