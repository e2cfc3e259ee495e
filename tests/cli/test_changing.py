"""A capture that changes while it is replayed, and two processes that write the same output."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import flows
from support.command import COMMAND, run


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    """A capture that takes a second or two."""
    path = flows.write(tmp_path / "c.mitm", *(flows.flow(at, body=b'{"a": "%d"}' % at) for at in range(300)))
    path.write_bytes(path.read_bytes() * 50)
    return path


def begun(capture: Path, target: Path, *more: str) -> subprocess.Popen[str]:
    """Start a replay, and wait until it has begun to write."""
    line = [*COMMAND, "replay", str(capture), "-o", str(target), *more]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (target.parent / f".{target.name}.partial").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert process.poll() is None
    return process


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 10)


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _replace(path: Path) -> None:
    other = path.with_suffix(".other")
    other.write_bytes(path.read_bytes()[:-1] + b"!")
    other.replace(path)


@pytest.mark.parametrize("how", [_cut, _grow, _replace, Path.unlink], ids=["cut", "grows", "replaced", "removed"])
def test_it_is_one_line_and_no_result(how: Callable[[Path], None], capture: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with begun(capture, out / "r") as process:
        how(capture)
        _, said = process.communicate(timeout=120)
    assert (process.returncode, said.count("\n"), out.exists()) == (3, 1, False), said
    assert "c.mitm: " in said
    assert any(what in said for what in ("was cut short", "changed while it was being read", "No such file"))


def test_of_two_replays_into_one_folder_the_second_is_refused(capture: Path, tmp_path: Path) -> None:
    other = flows.write(tmp_path / "other.mitm", flows.flow(0))
    capture.write_bytes(capture.read_bytes() * 2)  # the second one may have to load first
    out = tmp_path / "out"
    with begun(capture, out / "r") as process:
        done = run("replay", other, "-o", out / "r", "--force")
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert "is being made by another process (wait for it)" in done.stderr
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert run("replay", other, "-o", out / "r").returncode == 0
    assert [path.name for path in out.iterdir()] == ["r"]


def test_what_a_killed_replay_left_is_in_nobodys_way(capture: Path, tmp_path: Path) -> None:
    other = flows.write(tmp_path / "other.mitm", flows.flow(0))
    out = tmp_path / "out"
    with begun(capture, out / "r") as process:
        process.kill()
        process.communicate(timeout=60)
    assert not (out / "r").exists()
    assert run("replay", other, "-o", out / "r").returncode == 0
    assert [path.name for path in out.iterdir()] == ["r"]
    assert (
        run("reproduce", out / "r", "--captures", shutil.copytree(tmp_path / "out", tmp_path / "x").parent).returncode
        == 0
    )
