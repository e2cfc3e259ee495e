"""Exit codes and messages of every command."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from support.command import run

from trafficaudit import ending
from trafficaudit.cli.group import Group


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


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("Unable to allocate memory."),
        ImportError("x.so: failed to map segment from shared object"),
    ],
)
def test_where_memory_runs_out_it_is_said_in_a_line(error: Exception) -> None:
    def fails() -> None:
        raise error

    group = Group("program", commands={"fails": click.Command("fails", callback=fails)})
    done = CliRunner().invoke(group, ["fails"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("trafficaudit: this computer: there is not enough memory (give it more")
    assert done.stderr.count("\n") == 1


_WITHIN_A_TEXT = """
import click
from trafficaudit.cli.group import Group
def asks():
    exec("import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(9)")
Group("program", commands={"asks": click.Command("asks", callback=asks)})(["asks"])
"""


def test_an_interrupt_while_a_text_is_executed_ends_with_its_exit_code(tmp_path: Path) -> None:
    (tmp_path / "asking.py").write_text(_WITHIN_A_TEXT)
    command = [sys.executable, "-m", "asking"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    said = "trafficaudit: interrupted: what was not finished is not kept\n"
    assert (done.returncode, done.stdout, done.stderr) == (130, "", said)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ending.KeptError("trafficaudit: it is kept here")])
def test_who_interrupts_a_command_is_told_what_stands(error: BaseException) -> None:
    def ended() -> None:
        raise error

    group = Group("program", commands={"ended": click.Command("ended", callback=ended)})
    done = CliRunner().invoke(group, ["ended"])
    said = str(error) or ending.INTERRUPTED
    assert (done.exit_code, done.stdout, done.stderr) == (130, "", f"{said}\n")


def test_a_working_folder_that_was_removed_is_called_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a command looks for there by a relative name."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    group = Group("program", commands={"looks": click.Command("looks", callback=lambda: Path("a").absolute())})
    done = CliRunner().invoke(group, ["looks"])
    told = "trafficaudit: the folder that you are in: is not there any more (go to another one)\n"
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", told)
