"""Options, and the help of every command."""

import doctest
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from support.command import run

from trafficaudit.cli import options
from trafficaudit.cli.options import in_language, written_to
from trafficaudit.errors import ReadError


def test_the_examples_hold() -> None:
    assert doctest.testmod(options).failed == 0


@pytest.mark.parametrize(
    "command", [(), ("replay",), ("table",), ("persona", "new"), ("persona", "check"), ("categories",)]
)
def test_help_has_an_example(command: tuple[str, ...]) -> None:
    shown = run(*command, "--help")
    assert shown.returncode == 0
    assert not command or "Example:" in shown.stdout


def test_an_input_that_waits_for_nobody_is_remembered_and_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadError, match="is a pipe"):
        options.INPUT.convert(str(tmp_path / "pipe"), None, None)
    context = click.Context(click.Command("x"))
    assert options.INPUT.convert(str(tmp_path), None, context) == tmp_path
    assert context.meta[options.INPUTS] == [tmp_path]


@pytest.mark.parametrize(
    "command",
    [
        ("replay", "x.har", "--force", "-o", ""),
        ("report", "results", "-o", ""),
        ("table", "results", "--xlsx", ""),
        ("persona", "new", "-o", ""),
        ("declare", "from-policy", "policy.html", "-o", ""),
        ("doctor", "--confdir", ""),
        ("serve-replay", "x.har", "--confdir", ""),
    ],
)
def test_an_empty_path_is_never_the_folder_that_one_is_in(command: tuple[str, ...], tmp_path: Path) -> None:
    """As a script has it whose variable is not set: with --force it would have written there."""
    for name in ("x.har", "results", "policy.html"):
        (tmp_path / name).touch()
    before = set(tmp_path.iterdir())
    said = run(*command, cwd=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert "it is empty: name a file or folder" in said.stderr
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("value", ["", "x", "0", "65", "1.5", "٣x", "9" * 30])
def test_what_is_no_number_is_told_with_its_bounds(value: str) -> None:
    with pytest.raises(click.BadParameter, match="is no whole number from 1 to 64"):
        options.Whole(1, 64).convert(value, None, None)
    assert options.Whole(1, 64).convert("64", None, None) == 64


def test_what_a_command_writes_and_in_which_language() -> None:
    @click.command()
    @written_to("The page.", metavar="FILE", required=True)
    @in_language("the page")
    def command(*, target: Path, lang: str) -> None:
        click.echo(f"{target} {lang}")

    runner = CliRunner()
    assert runner.invoke(command, ["-o", "a/b", "--lang", "ko"]).output == "a/b ko\n"
    assert runner.invoke(command, ["--output", "b"]).output == "b en\n"
    assert "Missing option '-o' / '--output'" in runner.invoke(command, []).output
    shown = " ".join(runner.invoke(command, ["--help"]).output.split())
    assert "-o, --output FILE The page. [required]" in shown
    assert "--lang [ko|en] Language of the page. [default: en]" in shown
