"""``trafficaudit hooks``."""

import json

import click

from trafficaudit.cli.options import JSON
from trafficaudit.cli.screen import Grid, console, show
from trafficaudit.hooks import catalogue
from trafficaudit.hooks.catalogue import Agent

_UNTESTED = "untested"


@click.group("hooks")
def hooks_group() -> None:
    """List the agents that can be loaded into an app, to see what it reads and encrypts."""


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
    rows = [(each.name, each.platform, each.sees, "; ".join(each.tested_on) or _UNTESTED) for each in agents]
    show([Grid("", ("agent", "platform", "sees", "tested on"), rows)], console())
