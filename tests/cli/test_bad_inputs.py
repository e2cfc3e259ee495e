"""What goes wrong on a user's computer: one line, the exit code of README, nothing half-written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from support import disks, flows
from support.command import run

COMMAND = [sys.executable, "-c", "from trafficaudit.cli import main; main()"]


@pytest.fixture
def result(capture: Path, persona: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "result"
    assert run("replay", capture, "--persona", persona, "-o", folder).returncode == 0
    return folder


def one_line(done: subprocess.CompletedProcess[str], code: int, said: str) -> None:
    assert (done.returncode, done.stderr.count("\n")) == (code, 1), done.stderr
    assert said in done.stderr


def test_a_file_where_a_folder_has_to_be_is_said(capture: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    one_line(run("replay", capture, "-o", tmp_path / "file"), 2, "is a file, not a folder (name another folder)")
    one_line(run("replay", capture, "-o", tmp_path / "file", "--force"), 2, "is a file, not a folder")
    one_line(run("replay", capture, "-o", tmp_path / "file" / "x"), 1, "a file stands where a folder has to be")
    one_line(run("replay", capture, "--each", "-o", tmp_path / "file"), 1, "a file stands where a folder has to be")
    assert (tmp_path / "file").read_text() == "kept"


def test_a_table_is_printed_only_of_what_the_recipe_names(result: Path, tmp_path: Path) -> None:
    table = result / "transfers.parquet"
    for content in (table.read_bytes()[:100], (result / "destinations.parquet").read_bytes()):
        table.write_bytes(content)
        for line in (("table", result), ("table", result, "--phase", "before-consent")):
            one_line(run(*line), 3, "transfers.parquet: is not the file that recipe.json names")
    recipe = json.loads((result / "recipe.json").read_bytes())
    (result / "recipe.json").write_text(json.dumps(recipe | {"format": 99}))
    one_line(run("table", result), 3, "of another version")


def test_a_comparison_is_made_only_of_what_the_recipe_names(result: Path) -> None:
    demo = Path(__file__).resolve().parents[2] / "captures" / "demo"
    with (result / "destinations.parquet").open("ab") as file:
        file.write(b"x")
    one_line(run("compare", result, demo / "declaration.yaml"), 3, "destinations.parquet: is not the file")


def test_a_folder_of_results_with_odd_databases_is_joined(result: Path, tmp_path: Path, capture: Path) -> None:
    root = tmp_path / "root"
    for name in ("a", "b"):
        shutil.copytree(result, root / name)
        recipe = json.loads((root / name / "recipe.json").read_bytes())
        recipe["inputs"]["databases"] = [1] if name == "a" else "x"
        recipe["inputs"]["captures"][0] |= {"id": name, "sha256": name, "traffic": [name]}
        (root / name / "recipe.json").write_text(json.dumps(recipe))
    assert run("table", root).returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not read")
def test_what_may_not_be_read_is_said(result: Path) -> None:
    def as_nobody(*line: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, line)],
            capture_output=True, text=True, check=False, timeout=60, user=65534, group=65534, extra_groups=[],
        )  # fmt: skip

    if as_nobody("--version").returncode:
        pytest.skip("nobody else can start the program here")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        shutil.copytree(result, folder / "root" / "a")
        (folder / "root" / "a").chmod(0o700)
        capture = flows.write(folder / "c.mitm", flows.flow(0, body=b"x"))
        capture.chmod(0o600)
        one_line(as_nobody("table", folder / "root"), 3, "Permission denied")
        one_line(as_nobody("replay", capture, "-o", folder / "o"), 3, "Permission denied")


@pytest.mark.parametrize(
    "line",
    [
        ("persona", "new", "-o"),
        ("report", "RESULT", "-o"),
        ("table", "RESULT", "--xlsx"),
        ("declare", "from-policy", "POLICY", "-o"),
    ],
    ids=" ".join,
)
def test_a_full_disk_leaves_no_half_file(line: tuple[str, ...], result: Path, tmp_path: Path) -> None:
    demo = Path(__file__).resolve().parents[2] / "captures" / "demo"
    named = {"RESULT": str(result), "POLICY": str(demo / "policy.html")}
    script = '"$@" "$0/out" 2> "$0.said"; echo $?; ls -A "$0"'
    fill = 'dd if=/dev/zero of="$0/fill" bs=4096 count=1 status=none; '
    done = disks.run_on_small_disk(tmp_path / "disk", "4k", fill + script, *COMMAND, *(named.get(x, x) for x in line))
    assert done.stdout.split() == ["1", "fill"], done
    said = (tmp_path / "disk.said").read_text().splitlines()
    assert "No space left on device (check the path, its rights and the disk)" in said[-1]
    assert not [one for one in said if "Traceback" in one]


@pytest.mark.parametrize("kind", ["table", "csv", "json"])
def test_a_terminal_or_file_that_takes_nothing_is_one_line(kind: str, result: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "table", result, "--format", kind], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    one_line(done, 1, "the output: No space left on device")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_replay_that_is_interrupted_leaves_nothing(tmp_path: Path, number: signal.Signals, workers: str) -> None:
    capture = tmp_path / "c.mitm"
    flows.write(capture, *(flows.flow(at, body=b'{"a": "%d"}' % at) for at in range(300)))
    capture.write_bytes(capture.read_bytes() * 100)
    out = tmp_path / "out"
    with subprocess.Popen(
        [*COMMAND, "replay", capture, "--workers", workers, "-o", out / "r"],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        until = time.monotonic() + 60
        while not (out / ".r.partial").exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert process.poll() is None
        # A terminal sends it to every process of the group, also to those that have hardly begun.
        (os.killpg if number is signal.SIGINT else os.kill)(process.pid, number)
        said = process.communicate(timeout=60)[1]
    assert (process.returncode, said) == (
        128 + number,
        "trafficaudit: interrupted: what was not finished is not kept\n",
    )
    assert list(out.iterdir()) == []
