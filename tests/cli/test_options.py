"""Options, and the help of every command."""

import doctest
import os
from pathlib import Path

import click
import pytest
from support.command import run

from trafficaudit.cli import options
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
