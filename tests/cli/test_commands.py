"""The list of commands, which is shown without loading them."""

import subprocess
import sys

import click
import pytest

from trafficaudit.cli import COMMANDS, command, main


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_a_command_is_what_the_list_says(entry: tuple[str, str]) -> None:
    name, summary = entry
    found = command(name)
    assert (found.name, found.get_short_help_str(1000)) == (name, summary)
    assert main.get_command(click.Context(main), name) is found


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
