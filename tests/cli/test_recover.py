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
    assert again.stderr.startswith("1 flow, ")
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
    (tmp_path / "capture.json").write_text('{"complete": true, "flows": "x", "ended": "in\\u0007order"}')
    assert run("recover", tmp_path).stderr == "0 flows, in\\x07order\n"
    (tmp_path / "capture.json").write_text('{"a":' * 200_000)
    done = run("recover", tmp_path)
    assert (done.returncode, done.stderr.count("\n"), "it is no JSON" in done.stderr) == (3, 1, True)


def test_what_was_left_beside_a_finished_recording_is_taken_away(tmp_path: Path) -> None:
    """The recorder died while it took its own things away: without its checkpoint nothing is made again."""
    with recording(tmp_path / "c") as made:
        made.exchange(1)
    assert run("recover", tmp_path / "c").returncode == 0
    before = _files(tmp_path / "c")
    (tmp_path / "c" / ".recording").mkdir()
    (tmp_path / "c" / ".recording" / "journal-000007").write_bytes(b"what is left of it")
    done = run("recover", tmp_path / "c")
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'c'}\n"), done.stderr
    assert _files(tmp_path / "c") == before
    assert not (tmp_path / "c" / ".recording").exists()


def test_nothing_is_taken_back_without_the_checkpoint_that_says_how_far(tmp_path: Path) -> None:
    with recording(tmp_path / "c", file_size=500) as made:
        for number in range(3):
            made.exchange(number)
        writer = made.writer()
        writer.step()
        writer.sync(alive=True)
    (tmp_path / "c" / ".recording" / "checkpoint").unlink()
    before = _files(tmp_path / "c")
    done = run("recover", tmp_path / "c")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no longer whole" in done.stderr
    assert _files(tmp_path / "c") == before
