"""``trafficaudit anchor``."""

import json
from pathlib import Path

import click

from trafficaudit.cli import sealing, stamping
from trafficaudit.cli.options import INPUT, JSON
from trafficaudit.cli.sealing import AUTHORITY, OPERATOR
from trafficaudit.evidence import anchor, bag
from trafficaudit.redaction import visible

WAITING = 4


@click.command("anchor", epilog="Example: trafficaudit anchor results/demo.sealed")
@click.argument("path", type=INPUT)
@AUTHORITY
@OPERATOR
@JSON
def anchor_command(*, path: Path, urls: tuple[str, ...], operator: str, as_json: bool) -> None:
    """Have the time of a sealed package confirmed: sends the requests that wait, and keeps the answers.

    Only digests leave this computer. Exit code: 0 when nothing waits any more, 4 when something does.
    """
    package = bag.required(path)
    asked = sealing.authorities(urls)
    had = {(each.subject, each.authority) for each in anchor.found(package / bag.ANCHOR) if each.answered}
    outcomes = stamping.complete(package, asked, who=operator)
    for each in asked if urls else ():
        if (anchor.TAG_MANIFEST, each.name) in had:
            told = f"{each.url} was not asked for the package: its time stamp, {each.name}, is there"
            click.echo(visible(f"{told}; name another authority"), err=True)
    found = anchor.found(package / bag.ANCHOR)
    stamping.say(outcomes, found)
    waiting = [each.stem for each in found if not each.answered]
    stamped = [each.stem for each in found if each.answered]
    if as_json:
        faults = {each.anchor.stem: each.fault for each in outcomes if each.fault}
        click.echo(json.dumps({"stamped": stamped, "waiting": waiting, "faults": faults}))
    else:
        click.echo(str(package))
    raise SystemExit(WAITING if waiting or not stamped else 0)
