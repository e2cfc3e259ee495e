"""The recover command on what a dead recorder left behind."""

import json
from pathlib import Path

from support.command import run
from support.journals import recording


def test_it_finishes_a_recording_and_leaves_a_finished_one_alone(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(1)
    done = run("recover", tmp_path / "c", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["flows"] == 1
    before = _files(tmp_path / "c")
    again = run("recover", tmp_path / "c")
    assert (again.returncode, again.stdout) == (0, f"{tmp_path / 'c'}\n")
    assert _files(tmp_path / "c") == before


def _files(folder: Path) -> list[tuple[str, bytes]]:
    return sorted((str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def test_it_takes_no_recording_that_is_under_way(tmp_path: Path) -> None:
    with recording(tmp_path / "c"):
        done = run("recover", tmp_path / "c")
        assert done.returncode == 1
        assert "another recorder" in done.stderr


def test_what_is_no_recording_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        done = run("recover", path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
        assert "Traceback" not in done.stderr
    (tmp_path / "capture.json").write_text('{"format": 1, "id": "by-hand"}')
    done = run("recover", tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert "nothing to finish" in done.stderr
