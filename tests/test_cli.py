"""The command as a person runs it: a process of its own, its exit code, its stdout and its stderr."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from support import hars

SEOUL = "3.34.0.1"


def run(*arguments: str | Path, cwd: Path | None = None, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    def bound() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-c", "from trafficaudit.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=cwd,
        preexec_fn=bound,
        env=os.environ | {"COLUMNS": "200"},
        check=False,
        timeout=120,
    )


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    body = json.dumps({"email": "seoyun.kim@hanbit.example", "imei": "x"})
    return hars.write(tmp_path / "s.har", hars.entry("https://a.shop.example/=cmd", SEOUL, body=body))


@pytest.fixture
def persona(tmp_path: Path) -> Path:
    path = tmp_path / "p.toml"
    path.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    return path


def test_replay_then_table(capture: Path, persona: Path, tmp_path: Path) -> None:
    done = run("replay", capture, "--persona", persona, "--app", "kr.example.shop", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'out'}\n"
    assert "1 exchanges" in done.stderr
    assert "\x1b" not in done.stderr
    table = run("table", tmp_path / "out")
    assert "email (verbatim ×1)" in table.stdout
    korean = run("table", tmp_path / "out", "--lang", "ko")
    assert "전자우편주소" in korean.stdout
    csv = run("table", tmp_path / "out", "--format", "csv")
    assert csv.stdout == (tmp_path / "out" / "transfers.csv").read_bytes().decode().replace("\r\n", "\n")
    rows = json.loads(run("table", tmp_path / "out", "--format", "json").stdout)
    assert {row["category"] for row in rows} >= {"email"}
    assert run("table", tmp_path / "out", "--format", "markdown", "--lang", "ko").stdout.startswith("| 앱 |")


def test_json_summary_is_one_object(capture: Path, tmp_path: Path) -> None:
    done = run("replay", capture, "-o", tmp_path / "out", "--json")
    summary = json.loads(done.stdout)
    assert (summary["exchanges"], summary["gaps"]) == (1, 0)
    assert summary["coverage"]["tls refused"] is None


def test_exit_codes_are_exact_and_messages_are_one_line(capture: Path, persona: Path, tmp_path: Path) -> None:
    nothing, empty = tmp_path / "x.bin", tmp_path / "empty.mitm"
    nothing.write_bytes(b"\x7fELF not a capture")
    empty.write_bytes(b"")
    (tmp_path / "taken").mkdir()
    (tmp_path / "folder").mkdir()
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[values]\nphone_numbr = ["010"]\n')
    out = tmp_path / "out"
    cases: list[tuple[int, tuple[str | Path, ...], str]] = [
        (3, ("replay", nothing, "-o", out), "x.bin"),
        (3, ("replay", empty, "-o", out), "empty"),
        (3, ("replay", tmp_path / "absent.har", "-o", out), "absent.har"),
        (3, ("replay", tmp_path / "folder", "-o", out), "folder"),
        (3, ("replay", capture, nothing, "-o", out), "x.bin"),
        (3, ("table", tmp_path / "folder"), "recipe.json"),
        (2, ("replay", capture, "-o", tmp_path / "taken"), "--force"),
        (2, ("replay", capture, "--persona", wrong, "-o", out), "phone_number"),
        (2, ("replay", capture, "--persona", tmp_path / "absent.toml", "-o", out), "absent.toml"),
        (2, ("replay", capture), "--output"),
        (2, ("persona", "check", wrong), "phone_number"),
        (3, ("replay", capture, "--geoip", nothing, "-o", out), "x.bin"),
        (1, ("replay", capture, "-o", capture / "below"), "cannot be written"),
    ]
    for code, arguments, hint in cases:
        done = run(*arguments)
        assert done.returncode == code, (arguments, done.stderr)
        assert hint in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
        if done.stderr.startswith("trafficaudit:"):
            assert done.stderr.count("\n") == 1
    assert not out.exists()


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


def test_persona_new_writes_a_file_that_check_takes(tmp_path: Path) -> None:
    made = run("persona", "new", "--seed", "7", "-o", tmp_path / "p.toml")
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip()
    again = run("persona", "new", "--seed", "7")
    assert again.stdout == (tmp_path / "p.toml").read_text(encoding="utf-8")
    assert run("persona", "new", "--seed", "7", "-o", tmp_path / "p.toml").returncode == 2
    checked = run("persona", "check", tmp_path / "p.toml", "--json")
    assert checked.returncode == 0, checked.stderr
    values = json.loads(checked.stdout)["values"]
    assert all(row["spellings"] >= 1 for row in values)
    assert run("persona", "new").stdout != run("persona", "new").stdout
    assert "@mail.authority.example" in run("persona", "new", "--domain", "mail.authority.example").stdout
    assert run("persona", "new", "--domain", "no domain").returncode == 2


def test_categories_lists_the_taxonomy_in_both_languages() -> None:
    assert "개인통관고유부호" in run("categories", "--lang", "ko").stdout
    assert "customs_clearance_code" in {row["slug"] for row in json.loads(run("categories", "--json").stdout)}


@pytest.mark.parametrize(
    "command", [(), ("replay",), ("table",), ("persona", "new"), ("persona", "check"), ("categories",)]
)
def test_help_has_an_example(command: tuple[str, ...]) -> None:
    shown = run(*command, "--help")
    assert shown.returncode == 0
    assert not command or "Example:" in shown.stdout
