"""``trafficaudit log``."""

import json
from pathlib import Path

import click

from trafficaudit.cli.options import INPUT
from trafficaudit.evidence import chain, custody
from trafficaudit.plurals import several
from trafficaudit.redaction import visible


@click.command("log", epilog="Example: trafficaudit log results/demo.sealed")
@click.argument("path", type=INPUT)
@click.option("--json", "as_json", is_flag=True, help="Print the lines for a program to read: a JSON object a line.")
def log_command(path: Path, *, as_json: bool) -> None:
    """Print the custody log: who did what when, with which version.

    PATH is a sealed package or a capture folder. The log is a chain: a line that was changed, or taken away before the
    last one, shows. Lines that were cut off its end show where a time stamp was made for them, or their SHA-256 noted.
    """
    noted = ""
    for place, link, digest in custody.read(path):
        noted = f"{place}/{chain.name(link.number)} SHA-256 {digest}" if place == custody.PLACE else ""
        entry = link.entry
        if as_json:
            fields = chain.described(entry) | {
                "log": place,
                "link": link.number,
                "files": sorted(link.files),
                "sha256": digest,
            }
            click.echo(json.dumps(fields, ensure_ascii=False))
            continue
        files = f" [{several(len(link.files), 'file')}]" if link.files else ""
        note = f": {entry.note}" if entry.note else ""
        line = (
            f"{entry.at}  {place}/{chain.name(link.number)}  {entry.who}  {entry.what}{note}{files}  ({entry.version})"
        )
        click.echo(visible(line))
    if noted:
        click.echo(f"Last line, to be noted at a hand-over (verify --custody): {noted}", err=True)
