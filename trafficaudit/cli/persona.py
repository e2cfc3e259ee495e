"""``trafficaudit persona``: make and check test persons."""

import json
import secrets
from pathlib import Path

import click

from trafficaudit import output, persona
from trafficaudit.cli.group import Group
from trafficaudit.cli.options import INPUT, JSON, LANG, PATH, REPLACE, Whole
from trafficaudit.redaction import preview, visible


@click.group("persona", cls=Group)
def persona_group() -> None:
    """Make and check the made-up test person whose values are searched for."""


@persona_group.command("new", epilog="Example: trafficaudit persona new -o person.toml")
@click.option("--seed", type=Whole(0, 2**63 - 1), help="The same seed gives the same person; default: a fresh one.")
@click.option("-o", "--output", "target", type=PATH, help="Write the TOML here; default: stdout.")
@click.option(
    "--domain", default=persona.DOMAIN, show_default=True, help="Domain of the e-mail address; one whose mail you read."
)
@LANG
@REPLACE
def persona_new(*, seed: int | None, target: Path | None, domain: str, lang: str, force: bool) -> None:
    """Make a unique, made-up Korean test person and print what to type into the phone.

    Without -o the TOML goes to stdout and the instructions to stderr.
    """
    person = persona.new(secrets.randbits(48) if seed is None else seed, domain)
    instructions = persona.instructions(person, lang)
    if target is None:
        click.echo(persona.to_toml(person), nl=False)
        click.echo(instructions, err=True)
        return
    with output.whole_file(target, force=force) as file:
        file.write(persona.to_toml(person).encode())
    click.echo(instructions)


@persona_group.command("check", epilog="Example: trafficaudit persona check person.toml")
@click.argument("file", type=INPUT)
@JSON
def persona_check(file: Path, as_json: bool) -> None:
    """Check a persona file: what is wrong, and how much is searched for.

    Prints each value (redacted) with the number of its spellings.
    """
    person = persona.load(file)
    counts: dict[tuple[str, str], int] = {}
    for indicator in persona.indicators(person):
        counts[indicator.category, indicator.value] = counts.get((indicator.category, indicator.value), 0) + 1
    rows = [
        {"category": category, "value": preview(value), "spellings": counts.get((category, value), 0)}
        for category, values in person.values.items()
        for value in values
    ]
    for warning in person.warnings:
        click.echo(f"warning: {visible(warning)}", err=True)
    if as_json:
        click.echo(json.dumps({"id": person.id, "values": rows, "warnings": list(person.warnings)}, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['category']:<28} {row['value']:<24} {row['spellings']:>6} spellings")
