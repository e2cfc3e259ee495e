"""The example under the help of each command runs as it is printed, one after the other, on the demo."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from support.command import run

from trafficaudit.cli import COMMANDS, command

DEMO = Path(__file__).resolve().parents[2] / "captures" / "demo"

ELSEWHERE = {
    "doctor", "record", "phase", "recover",  # need a phone, or a recording that is under way or was cut off
    "serve-replay",  # answers until it is ended
    "anchor",  # needs a time stamp authority
    "open", "geoip add", "geoip remove", "geoip update",  # need a key, a database or packages of one's own
    "declare from-label",  # reads a file of an app
}  # fmt: skip

IN_ORDER = (
    "replay", "table", "report", "compare", "declare from-policy", "declare versions", "reproduce", "export", "seal", "verify", "log",
    "redact", "persona new", "persona check", "categories", "hooks list", "geoip list",
)  # fmt: skip

OPEN = {"verify": 4}
"""Exit codes of what is right and not 0: no authority was asked, so the time of the package is open."""


def _leaves(name: str, found: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(found, click.Group):
        for each in found.commands:
            yield from _leaves(f"{name} {each}", found.commands[each])
    else:
        yield name, found


def _examples() -> dict[str, str]:
    all_ = (leaf for entry in COMMANDS for leaf in _leaves(entry.name, command(entry.name)))
    return {name: (found.epilog or "").removeprefix("Example: ") for name, found in all_}


def test_every_command_has_an_example_of_itself() -> None:
    examples = _examples()
    assert set(examples) == ELSEWHERE | set(IN_ORDER)
    for name, line in examples.items():
        assert line.startswith(f"trafficaudit {name}"), name


@pytest.mark.slow
def test_the_examples_run_as_they_are_printed(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "captures" / "demo")
    (tmp_path / "results").mkdir()
    own = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    examples = _examples()
    for name in IN_ORDER:
        words = shlex.split(examples[name])[1:]
        more = ["--offline"] if name in ("seal", "verify", "redact") else []
        done = run(*words, *more, cwd=tmp_path, environment=own, afresh=True)
        assert done.returncode == OPEN.get(name, 0), f"{examples[name]}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        named = re.search(r"-o (\S+)", examples[name])
        assert named is None or (tmp_path / named[1]).exists(), examples[name]
