"""``trafficaudit hooks``."""

import json
import sys

import click
from rich.console import Console
from rich.table import Table

from trafficaudit.cli.options import JSON
from trafficaudit.hooks import catalogue
from trafficaudit.hooks.catalogue import Agent
from trafficaudit.redaction import visible

_WIDTH = 200
_UNTESTED = "untested"


@click.group("hooks")
def hooks_group() -> None:
    """What can be put into an app, to see what it reads and what it ciphers."""


@hooks_group.command("list", epilog="Example: trafficaudit hooks list --platform android")
@click.option("--platform", type=click.Choice(catalogue.PLATFORMS), help="Only what is loaded on this platform.")
@JSON
def list_command(*, platform: str | None, as_json: bool) -> None:
    """Show the agents that ship: what each sees, and on what it was tested.

    They are loaded in this order. Those of the platform native are loaded on Android and iOS alike.
    """
    agents = catalogue.load()
    if platform:
        agents = catalogue.choose(agents, (), platform)
    if as_json:
        click.echo(json.dumps([_as_json(agent) for agent in agents], ensure_ascii=False, indent=1))
    else:
        _print(agents)


def _as_json(agent: Agent) -> dict[str, object]:
    return {
        "name": agent.name,
        "platform": agent.platform,
        "order": agent.order,
        "sees": agent.sees,
        "tested_on": list(agent.tested_on),
    }


def _print(agents: tuple[Agent, ...]) -> None:
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False, markup=False, emoji=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("agent", "platform", "sees", "tested on"):
        table.add_column(heading, overflow="fold")
    for agent in agents:
        row = (agent.name, agent.platform, agent.sees, "; ".join(agent.tested_on) or _UNTESTED)
        table.add_row(*map(visible, row))
    console.print(table)
