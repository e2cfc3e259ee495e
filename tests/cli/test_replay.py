"""The replay command in a process of its own."""

import json
from pathlib import Path

from support.command import run


def test_json_summary_is_one_object(capture: Path, tmp_path: Path) -> None:
    done = run("replay", capture, "-o", tmp_path / "out", "--json")
    summary = json.loads(done.stdout)
    assert (summary["exchanges"], summary["gaps"]) == (1, 0)
    assert summary["coverage"]["tls refused"] is None


def test_a_disk_that_fills_leaves_no_half_result(capture: Path, tmp_path: Path) -> None:
    done = run("replay", capture, "-o", tmp_path / "out", limit=1500)
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_force_replaces_a_result(capture: Path, tmp_path: Path) -> None:
    assert run("replay", capture, "-o", tmp_path / "out").returncode == 0
    assert run("replay", capture, "-o", tmp_path / "out").returncode == 2
    assert run("replay", capture, "-o", tmp_path / "out", "--force").returncode == 0
