"""``trafficaudit reproduce``."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficaudit.cli.options import INPUT, JSON, geoip_folder, progress
from trafficaudit.plurals import several
from trafficaudit.redaction import visible

if TYPE_CHECKING:
    from trafficaudit.reproduce import File, Outcome

EXIT_CODES = {"identical": 0, "different": 3, "undecided": 4}
"""As ``trafficaudit verify`` has them: it holds, it does not, it cannot be said."""


@click.command("reproduce", epilog="Example: trafficaudit reproduce results/demo --captures captures/demo")
@click.argument("folder", metavar="RESULTS", type=INPUT)
@click.option(
    "--captures",
    "places",
    multiple=True,
    type=click.Path(exists=True, readable=False, path_type=Path),
    metavar="PATH",
    help="A file or folder in which the inputs lie: captures, persona, rule files, databases (repeatable).",
)
@JSON
def reproduce_command(*, folder: Path, places: tuple[Path, ...], as_json: bool) -> None:
    """Make a result folder again from its recipe, and compare every byte.

    RESULTS is what `trafficaudit replay` wrote. Its inputs are found by their SHA-256, whatever they are called now: in
    captures/, in the working folder, in the installed set of geo databases, and where --captures says. Exit codes: 0
    every file comes out byte for byte, 3 something differs, 4 an input is missing.
    """
    from trafficaudit.reproduce import reproduce  # noqa: PLC0415 - pandas takes a while to load

    installed = geoip_folder()
    with progress() as tick:
        outcome = reproduce(folder, (*places, installed) if os.path.isdir(installed) else places, tick)
    if as_json:
        click.echo(json.dumps({"result": str(folder), **asdict(outcome)}, ensure_ascii=False))
    else:
        for each in outcome.files:
            click.echo(_line(each))
    for each in outcome.files:
        _tell(each)
    _conclude(outcome)
    raise SystemExit(EXIT_CODES[outcome.verdict])


def _line(file: "File") -> str:
    return f"{file.state:<9}  {file.stands or '-' * 64}  {visible(file.name)}"


def _tell(file: "File") -> None:
    found = file.difference
    if found is None:
        return
    why = {"altered": "is not the file that recipe.json names", "different": "comes out otherwise now"}[file.state]
    place = f"row {found.row}, column {found.column}" if found.row and found.column else found.column
    place = place or (f"row {found.row}" if found.row else "")
    values = f" ({found.first!r} in the result, {found.second!r} now)" if found.first or found.second else ""
    text = f"{visible(file.name)} {why}: {found.what}{' at ' if place else ''}{place}{values}"
    click.echo(text, err=True)


def _conclude(outcome: "Outcome") -> None:
    for wanted in outcome.missing:
        click.echo(
            f"missing: {wanted.role} {visible(wanted.name)} ({wanted.size} bytes, SHA-256 {wanted.sha256}): "
            "name the file or the folder that it lies in with --captures",
            err=True,
        )
    for bound in outcome.bounds:
        click.echo(f"{bound}: name the very folder of what is missing", err=True)
    for change in outcome.changes:
        click.echo(f"changed: {change.what}: {change.recorded} -> {change.now}", err=True)
    unlisted = sum(each.state == "unlisted" for each in outcome.files)
    if unlisted:
        click.echo(f"{several(unlisted, 'file')} in the folder: no part of the result, and not compared", err=True)
    compared = len(outcome.files) - unlisted
    sentence = {
        "identical": f"Reproduced: all {several(compared, 'file')} come out byte for byte"
        + (", with what changed above." if outcome.changes else "."),
        "different": "Not reproduced: see what differs above."
        + ("" if outcome.changes else " No input changed: the result was changed after it was made."),
        "undecided": "Not decided: nothing was compared, as an input is missing.",
    }[outcome.verdict]
    click.echo(sentence, err=True)
