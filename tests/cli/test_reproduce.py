"""`trafficaudit reproduce` as a person runs it, on results that were left alone and on results that were not."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import command, flows

from trafficaudit.replay import Request, replay

DEMO = Path(__file__).resolve().parents[2] / "captures" / "demo"


@pytest.fixture
def results(capture: Path, persona: Path, tmp_path: Path) -> Path:
    replay(Request((capture,), tmp_path / "out", persona))
    return tmp_path / "out"


def reproduce(results: Path, *more: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return command.run("reproduce", results, *more, cwd=cwd)


@pytest.mark.assertion("RPD-1")
def test_results_that_were_left_alone_come_out_byte_for_byte(results: Path, tmp_path: Path) -> None:
    done = reproduce(results, "--captures", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["verdict"] == "identical"
    assert {each["name"] for each in said["files"]} == {each.name for each in results.iterdir()}
    assert all(each["stands"] == each["again"] for each in said["files"])
    assert done.stderr == "Reproduced: all 8 files come out byte for byte.\n"


@pytest.mark.assertion("RPD-1")
def test_the_demo_from_its_own_folder_and_under_other_names(tmp_path: Path) -> None:
    replay(Request((DEMO,), tmp_path / "out", DEMO / "persona.toml", recipients=(DEMO / "recipients.toml",), lang="ko"))
    copy = tmp_path / "archive" / "2026-117"
    copy.mkdir(parents=True)
    for number, file in enumerate(sorted(DEMO.iterdir(), reverse=True)):
        if file.is_file():
            kept = file.name.startswith(("traffic", "capture", "phases", "tls"))
            shutil.copy(file, copy / (file.name if kept else f"exhibit-{number}"))
    done = reproduce(tmp_path / "out", "--captures", tmp_path / "archive", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_what_is_no_part_of_the_result_is_told(results: Path, tmp_path: Path) -> None:
    (results / "notes.txt").write_text("seen by two")
    done = reproduce(results, "--captures", tmp_path)
    assert done.returncode == 0
    assert "unlisted" in done.stdout
    assert "1 file in the folder: no part of the result, and not compared" in done.stderr


def test_a_difference_is_told_in_one_line_with_what_changed(results: Path, persona: Path, tmp_path: Path) -> None:
    persona.write_text('[values]\nemail = ["nobody@hanbit.example"]\n')
    path = results / "transfers.csv"
    path.write_bytes(path.read_bytes().replace(b"a.shop.example", b"b.shop.example", 1))
    done = reproduce(results, "--captures", tmp_path)
    assert done.returncode == 3
    assert "transfers.csv is not the file that recipe.json names: a cell differs at row 1, column " in done.stderr
    assert "changed: persona p.toml: " in done.stderr
    assert done.stderr.endswith("Not reproduced: see what differs above.\n")
    assert len(done.stdout.splitlines()) == 8


def test_missing_inputs_are_named_with_the_remedy(results: Path, capture: Path, tmp_path: Path) -> None:
    capture.rename(tmp_path / "gone")
    (tmp_path / "empty").mkdir()
    done = reproduce(results, cwd=tmp_path / "empty")
    assert done.returncode == 4
    assert "missing: capture s.har (" in done.stderr
    assert "name the file or the folder that it lies in with --captures" in done.stderr
    assert reproduce(results, "--captures", tmp_path).returncode == 0


def test_no_result_folder_and_no_place(tmp_path: Path, results: Path) -> None:
    (tmp_path / "not").mkdir()
    done = reproduce(tmp_path / "not")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    done = reproduce(results, "--captures", tmp_path / "nowhere")
    assert done.returncode == 2, "a place that is misspelt is no result that comes out otherwise"
    assert "does not exist" in done.stderr


@pytest.mark.assertion("REP-2")
def test_results_do_not_depend_on_where_when_and_how_the_replay_runs(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    for number in range(3):
        body = f'{{"email": "seoyun.kim@hanbit.example", "이름": "김서윤", "n": {number}}}'.encode()
        flows.write(folder / f"traffic-{number:04}.mitm", flows.flow(number, f"/v{number}?a=1", body=body))
    other = tmp_path / "elsewhere" / "shop"
    other.mkdir(parents=True)
    for file in sorted(folder.iterdir(), reverse=True):
        shutil.copy(file, other)
    persona = tmp_path / "p.toml"
    persona.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\nname = ["김서윤"]\n')
    settings = (
        (folder, {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "LC_ALL": "C"}, tmp_path, 0o022),
        (other, {"PYTHONHASHSEED": "99", "TZ": "America/Caracas", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}, tmp_path / "elsewhere", 0o077),
        (Path("shop"), {"PYTHONHASHSEED": "random", "TZ": "", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"}, tmp_path / "elsewhere", 0o002),
    )  # fmt: skip
    made = []
    for number, (capture, environment, cwd, umask) in enumerate(settings):
        out = tmp_path / f"out{number}"
        line: list[str | Path] = [
            sys.executable,
            "-c",
            "from trafficaudit.cli import main; main()",
            "replay",
            capture,
            "--persona",
            persona,
            "-o",
            out,
        ]
        subprocess.run(line, check=True, capture_output=True, cwd=cwd, env=os.environ | environment, umask=umask)
        made.append({file.name: file.read_bytes() for file in sorted(out.iterdir())})
    assert len(made[0]) == 8
    for other_made in made[1:]:
        assert other_made == made[0]
