"""README shows what the demo really prints; the commands, options and links of the pages are there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from support.command import run

from trafficaudit.cli import main

REPOSITORY = Path(__file__).resolve().parent.parent


def test_the_table_in_the_readme_is_what_the_demo_prints(tmp_path: Path) -> None:
    demo = REPOSITORY / "captures" / "demo"
    out = tmp_path / "out"
    given = ("--persona", demo / "persona.toml", "--recipients", demo / "recipients.toml")
    assert run("replay", demo, *given, "-o", out).returncode == 0
    printed = run("table", out).stdout
    shown = re.search(
        r"<!-- table -->\n```text\n(.*?)```", (REPOSITORY / "README.md").read_text(encoding="utf-8"), re.S
    )
    assert shown is not None
    assert len(shown[1]) > 1000
    assert shown[1] in "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"


def _pages() -> list[Path]:
    return [
        REPOSITORY / "README.md",
        *sorted((REPOSITORY / "docs").glob("*.md")),
        REPOSITORY / "captures" / "README.md",
    ]


def _below(group: click.Group, name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    """Walk down to the command that words name; what is left are its options and arguments."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = _below(command, words[0]), words[1:]
    return command, words


def _options(command: click.Command) -> set[str]:
    return {
        name for each in command.params if isinstance(each, click.Option) for name in (*each.opts, *each.secondary_opts)
    }


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.name)
def test_every_command_line_that_is_shown_is_one(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"^ *\$ (?:\.venv/bin/)?trafficaudit (.+)$", text, re.M)
    shown += re.findall(r"`trafficaudit ([^`]+)`", text)
    for line in shown:
        command, words = _command(shlex.split(line, comments=True))
        assert not isinstance(command, click.Group) or words in ([], ["..."]), line
        used = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert used <= _options(command) | {"--help", "--version"}, line


def test_the_options_of_every_command_stand_on_their_page() -> None:
    text = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    told: dict[click.Command, set[str]] = {}
    for head, row in re.findall(r"^\| `trafficaudit ([^`]+)` \| (.*) \|$", text, re.M):
        command, _ = _command(shlex.split(head))
        told.setdefault(command, set()).update(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", f"{head} {row}"))
    for command in _all(main):
        left = [
            each.opts
            for each in command.params
            if isinstance(each, click.Option) and not each.hidden and not told[command] & _spelled(each)
        ]
        assert not left, command.name


def _spelled(option: click.Option) -> set[str]:
    return {*option.opts, *option.secondary_opts}


def _all(group: click.Group) -> Iterator[click.Command]:
    for command in (_below(group, name) for name in group.commands):
        if isinstance(command, click.Group):
            yield from _all(command)
        else:
            yield command


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        file, _, part = target.partition("#")
        linked = (page.parent / file) if file else page
        assert linked.exists(), target
        heads = re.findall(r"^#+ (.*)$", linked.read_text(encoding="utf-8"), re.M) if part else []
        assert not part or part in [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads], target
