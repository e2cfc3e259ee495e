"""What goes wrong on a user's computer: one line, the exit code of README, nothing half-written."""

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import disks, flows, hars
from support.command import COMMAND, run


@pytest.fixture(scope="module")
def replayed() -> dict[bytes, Path]:
    """The result of a capture and a persona, by their bytes: every test has the same, each its own copy."""
    return {}


@pytest.fixture
def result(
    capture: Path, persona: Path, tmp_path: Path, replayed: dict[bytes, Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    inputs = capture.read_bytes() + persona.read_bytes()
    if inputs not in replayed:
        kept = tmp_path_factory.mktemp("replayed") / "result"
        assert run("replay", capture, "--persona", persona, "-o", kept).returncode == 0
        replayed[inputs] = kept
    return shutil.copytree(replayed[inputs], tmp_path / "result")


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
    for content in (b"PAR1 damaged PAR1", (result / "destinations.parquet").read_bytes()):
        table.write_bytes(content)
        recipe["outputs"]["transfers.parquet"] = hashlib.sha256(content).hexdigest()
        (result / "recipe.json").write_text(json.dumps(recipe))
        one_line(
            run("table", result), 3, "transfers.parquet: cannot be read, or is a table of another version (make it anew"
        )
    (result / "recipe.json").write_text(json.dumps(recipe | {"format": 99}))
    one_line(run("table", result), 3, "of another version")


def test_a_comparison_is_made_only_of_what_the_recipe_names(result: Path) -> None:
    demo = Path(__file__).resolve().parents[2] / "captures" / "demo"
    with (result / "destinations.parquet").open("ab") as file:
        file.write(b"x")
    one_line(run("compare", result, demo / "declaration.yaml"), 3, "destinations.parquet: is not the file")


def test_an_argument_that_is_empty_is_not_the_folder_one_is_in() -> None:
    for line in (("table",), ("report",), ("reproduce",), ("verify",), ("replay", "-o", "x")):
        done = run(*line, "")
        assert (done.returncode, "it is empty: name a file or folder" in done.stderr) == (2, True), line


def test_a_folder_of_results_with_odd_databases_is_joined(result: Path, tmp_path: Path, capture: Path) -> None:
    root = tmp_path / "root"
    for name in ("a", "b"):
        shutil.copytree(result, root / name)
        recipe = json.loads((root / name / "recipe.json").read_bytes())
        recipe["inputs"]["databases"] = [1] if name == "a" else "x"
        recipe["inputs"]["captures"][0] |= {"id": name, "sha256": name, "traffic": [name]}
        (root / name / "recipe.json").write_text(json.dumps(recipe))
    assert run("table", root).returncode == 0


def as_nobody(*line: str | Path) -> subprocess.CompletedProcess[str]:
    return run(*line, environment={"XDG_CONFIG_HOME": "/nonexistent"}, cwd=Path("/"), user=65534)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder of which everybody can see what lies in it, and the means to be everybody."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody who may not read")
    if as_nobody("--version").returncode:
        pytest.skip("nobody else can start the program here")
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o777)
        yield Path(made)


def _closed(path: Path, mode: int, *, files: bool = False) -> Path:
    for each in path.rglob("*") if files else ():
        if each.is_file():
            each.chmod(mode)
    path.chmod(0o755 if files else mode)
    return path


def test_what_may_not_be_read_is_said(result: Path, shared: Path) -> None:
    shutil.copytree(result, shared / "root" / "a")
    (shared / "root" / "a").chmod(0o700)
    capture = flows.write(shared / "c.mitm", flows.flow(0, body=b"x"))
    capture.chmod(0o600)
    one_line(as_nobody("table", shared / "root"), 3, "Permission denied")
    one_line(as_nobody("replay", capture, "-o", shared / "o"), 3, "Permission denied")


@pytest.mark.parametrize("how", ["closed", "cannot be listed", "cannot be entered", "its files are closed"])
def test_a_folder_that_may_not_be_read_is_said_by_every_command(how: str, result: Path, shared: Path) -> None:
    """Nothing of it passes for empty, not there, or rejected."""
    demo = Path(__file__).resolve().parents[2] / "captures" / "demo"
    folder, capture, package = shared / "result", shared / "capture", shared / "package"
    shutil.copytree(result, folder)
    shutil.copytree(demo, capture)
    assert run("seal", capture, "--offline", "-o", package).returncode == 0
    mode = {"closed": 0o700, "cannot be listed": 0o711, "cannot be entered": 0o744}.get(how, 0o600)
    for each in (folder, capture, package):
        _closed(each, mode, files=how == "its files are closed")
    lines: list[tuple[str | Path, ...]] = [
        ("table", folder), ("table", folder, "--phase", "before-consent"), ("report", folder, "-o", "/nowhere"),
        ("compare", folder, demo / "declaration.yaml"), ("reproduce", folder),
        ("verify", package, "--offline"), ("log", package), ("redact", package, "--offline"),
        ("export", "--case", package, "-o", "/nowhere"), ("replay", package, "-o", "/nowhere"),
        ("replay", capture, "-o", "/nowhere"), ("export", "--har", capture, "-o", "/nowhere"), ("recover", capture),
        ("seal", capture, "--offline", "-o", "/nowhere"), ("serve-replay", capture),
    ]  # fmt: skip
    for line in lines:
        one_line(as_nobody(*line), 3, "Permission denied (")


@pytest.mark.parametrize("place", ["bag", "anchor", "bag/data", "bag/data/capture"])
def test_a_package_of_which_a_folder_is_closed_is_not_called_rejected(place: str, shared: Path) -> None:
    demo = Path(__file__).resolve().parents[2] / "captures" / "demo"
    package = shared / "package"
    assert run("seal", demo, "--offline", "-o", package).returncode == 0
    for each in package.rglob("*"):
        each.chmod(0o755)
    (package / place).chmod(0o700)
    one_line(as_nobody("verify", package, "--offline"), 3, f"{place}: cannot be read: Permission denied")


def test_an_input_of_a_recipe_that_may_not_be_read_is_not_called_missing(result: Path, shared: Path) -> None:
    kept = shared / "kept"
    kept.mkdir()
    shutil.copytree(result, shared / "result")
    shutil.copy(result.parent / "s.har", kept)
    shutil.copy(result.parent / "p.toml", kept)
    for each, mode in ((kept / "s.har", 0o600), (kept, 0o744)):
        each.chmod(mode)
        one_line(as_nobody("reproduce", shared / "result", "--captures", kept), 3, "Permission denied")


def test_an_output_that_may_not_be_written_is_no_matter_of_the_input(result: Path, shared: Path) -> None:
    shutil.copytree(result, shared / "result")
    line = as_nobody("table", shared / "result", "--xlsx", shared / "result" / "x.xlsx")
    one_line(line, 1, "Permission denied (check the path, its rights and the disk)")


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
    assert "No space left on device (free some disk)" in said[-1]
    assert not [one for one in said if "Traceback" in one]


@pytest.mark.parametrize("kind", ["table", "csv", "json"])
def test_a_terminal_or_file_that_takes_nothing_is_one_line(kind: str, result: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "table", result, "--format", kind], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    one_line(done, 1, "the output: No space left on device (free some disk)")


@pytest.mark.parametrize("line", [("table", "nothing-there"), ("--help",), ("replay", "nothing", "-o", "out")])
def test_talk_that_nobody_takes_leaves_the_exit_code_alone(line: tuple[str, ...], tmp_path: Path) -> None:
    expected = run(*line, cwd=tmp_path).returncode
    with open("/dev/full", "w") as full:
        done = subprocess.run([*COMMAND, *line], stdout=subprocess.DEVNULL, stderr=full, check=False, cwd=tmp_path)
        both = subprocess.run([*COMMAND, *line], stdout=full, stderr=full, check=False, cwd=tmp_path)
    assert done.returncode == expected
    assert both.returncode == (expected or 1)


@pytest.mark.parametrize("asked", ["--help", "--version", "table --help", "geoip --help"])
def test_help_that_nobody_takes_is_one_line(asked: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([*COMMAND, *asked.split()], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
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
    assert not out.exists()


EMPTY = '{"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [%s]}}'


@pytest.mark.parametrize(
    ("entries", "why"),
    [("", "nothing was recorded, or it is another file than the one that was meant"), ("{}, 1", "see its 2 gaps")],
)
def test_a_recording_without_an_exchange_is_told_wherever_it_is_used(tmp_path: Path, entries: str, why: str) -> None:
    """The exit code is 0: the file was read, and it says nothing."""
    demo = Path(__file__).resolve().parents[2] / "captures" / "demo"
    capture, result = tmp_path / "e.har", tmp_path / "root" / "r"
    capture.write_text(EMPTY % entries)
    done = run("replay", capture, "-o", result)
    assert done.returncode == 0
    assert "warning: e.har holds no exchange: " in done.stderr
    assert why in done.stderr
    assert json.loads((result / "recipe.json").read_bytes())["warnings"][0].endswith(why)
    for line in (
        ("table", result), ("table", result.parent), ("compare", result, demo / "declaration.yaml"),
        ("report", result, "-o", tmp_path / "x.html"),
    ):  # fmt: skip
        done = run(*line)
        assert (done.returncode, "warning: r: no exchange was recorded or read" in done.stderr) == (0, True), done
    done = run("export", "--har", capture, "-o", tmp_path / "x.har")
    assert (done.returncode, "warning: no exchange of this capture" in done.stderr) == (0, True)
    assert "주의: r: 기록되거나" in run("table", result, "--lang", "ko").stderr


UNANSWERED = json.dumps(
    hars.entry("https://a.example/u", "", at="2026-11-24T00:00:00Z")
    | {"_error": "net::ERR_NAME_NOT_RESOLVED", "response": {"status": 0, "headers": [], "content": {"size": 0}}}
)


def test_a_recording_of_which_nothing_reached_a_server_is_told(capture: Path, tmp_path: Path) -> None:
    """Its exchanges stand in the ledger as any other, and the table is empty: that says nothing of the app."""
    (tmp_path / "e.har").write_text(EMPTY % f"{UNANSWERED}, {UNANSWERED}")
    done = run("replay", tmp_path / "e.har", "-o", tmp_path / "r")
    assert done.returncode == 0
    assert "warning: e.har: none of its 2 exchanges reached a server: nothing of them was sent" in done.stderr
    assert "reached a server" not in run("replay", capture, "-o", tmp_path / "s").stderr


def test_what_is_given_for_a_capture_by_mistake_is_called_by_its_name(result: Path, tmp_path: Path) -> None:
    one_line(run("replay", result, "-o", tmp_path / "s"), 3, "result: is a result folder, no capture folder")
    packed = tmp_path / "x.mitm.gz"
    packed.write_bytes(gzip.compress(flows.write(tmp_path / "x.mitm", flows.flow(0)).read_bytes(), mtime=0))
    one_line(run("replay", packed, "-o", tmp_path / "s"), 3, "x.mitm.gz: is gzip-compressed data that is no HAR")
    assert not (tmp_path / "s").exists()


def test_one_empty_recording_among_others_is_told(capture: Path, tmp_path: Path) -> None:
    (tmp_path / "e.har").write_text(EMPTY % "")
    done = run("replay", capture, tmp_path / "e.har", "-o", tmp_path / "r")
    assert done.stderr.count("holds no exchange") == 1
    assert "holds no exchange" not in run("table", tmp_path / "r").stderr


def test_a_recorder_that_only_counted_is_told_as_such(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "capture.json").write_text('{"format": 1, "id": "x"}')
    (folder / "tls_failures.jsonl").write_text('{"at": "2026-11-24T09:00:00+09:00", "host": "a.example"}\n' * 3)
    done = run("replay", folder, "-o", tmp_path / "r")
    assert "c holds no exchange: its recorder only counted 3 connections that it could not look into" in done.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("replay", "CAPTURE", "-o", "OUT", "--persona", "PIPE"), 2),
        (("replay", "CAPTURE", "-o", "OUT", "--phases", "PIPE"), 2),
        (("replay", "CAPTURE", "-o", "OUT", "--recipients", "PIPE"), 2),
        (("replay", "CAPTURE", "-o", "OUT", "--geoip", "PIPE"), 2),
        (("replay", "PIPE", "-o", "OUT"), 3),
        (("persona", "check", "PIPE"), 3),
        (("declare", "from-policy", "PIPE"), 3),
        (("compare", "RESULT", "PIPE"), 3),
        (("report", "RESULT", "--declaration", "PIPE"), 3),
        (("verify", "PIPE"), 3),
        (("serve-replay", "PIPE"), 3),
        (("geoip", "add", "PIPE"), 3),
    ],
)
def test_a_pipe_is_refused_at_once(
    line: tuple[str, ...], code: int, result: Path, capture: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    named = {"CAPTURE": str(capture), "OUT": str(tmp_path / "out"), "PIPE": str(pipe), "RESULT": str(result)}
    done = run(*(named.get(word, word) for word in line))
    assert done.returncode == code, done.stderr
    assert "a pipe, not a file" in done.stderr
    assert "save it as a file" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_table_that_is_a_pipe_is_not_read(result: Path) -> None:
    (result / "transfers.parquet").unlink()
    os.mkfifo(result / "transfers.parquet")
    for line in (("table", result), ("report", result)):
        one_line(run(*line), 3, "transfers.parquet: is a pipe, not a file")


def test_an_output_that_was_closed_is_no_fault() -> None:
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *COMMAND, "categories"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_name_that_is_no_text_is_one_line(result: Path, capture: Path, tmp_path: Path) -> None:
    """Names of files are bytes (POSIX); the tables' libraries take text alone."""
    odd = tmp_path / os.fsdecode(b"odd \xff")
    one_line(run("replay", capture, "-o", odd, afresh=True), 1, "odd \\udcff: is no name in UTF-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.toml", "result", "s.har"]
    result.rename(odd)
    assert run("table", odd, afresh=True).returncode == 0
    one_line(run("table", odd, "--phase", "before-consent"), 3, "has no phase before-consent")
    shutil.copy(capture, tmp_path / os.fsdecode(b"c\xff.har"))
    assert run("replay", tmp_path / os.fsdecode(b"c\xff.har"), "-o", tmp_path / "named").returncode == 0
