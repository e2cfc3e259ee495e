"""The list of commands, which is shown without loading them."""

import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from trafficaudit.cli import COMMANDS, command, main


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_a_command_is_what_the_list_says(entry: tuple[str, str]) -> None:
    name, summary = entry
    found = command(name)
    assert (found.name, found.get_short_help_str(1000)) == (name, summary)
    assert main.get_command(click.Context(main), name) is found


def test_the_list_is_in_the_order_of_use_and_says_each_whole() -> None:
    shown = CliRunner().invoke(main, ["--help"], terminal_width=300).output
    assert main.list_commands(click.Context(main)) == [each.name for each in COMMANDS]
    assert re.findall(r"^  ([a-z][a-z-]*)  ", shown, re.M) == [each.name for each in COMMANDS]
    told = " ".join(shown.split())
    assert all(f"{each.name} {each.summary}" in told for each in COMMANDS)


def test_what_is_no_command_is_none() -> None:
    assert main.get_command(click.Context(main), "nonsense") is None


def test_the_list_is_shown_and_a_command_is_run_without_loading_the_others() -> None:
    program = (
        "import sys\n"
        "from trafficaudit.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    assert all(f"  {entry.name} " in done.stdout for entry in COMMANDS)
    loaded = set(done.stderr.split())
    assert not loaded & {"pandas", "cryptography", "trafficaudit.readers", "trafficaudit.cli.replay"}
    done = subprocess.run([sys.executable, "-c", program, "categories"], capture_output=True, text=True, check=True)
    assert "trafficaudit.cli.categories" in (loaded := set(done.stderr.split()))
    assert not loaded & {"pandas", "trafficaudit.cli.record", "trafficaudit.evidence.anchor"}
