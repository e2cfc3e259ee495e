"""``trafficaudit open``."""

import json
from pathlib import Path

import click

from trafficaudit.cli import encrypting
from trafficaudit.cli.options import FILE, INPUT, JSON, written_to
from trafficaudit.evidence import crypt
from trafficaudit.plurals import several


@click.command("open", epilog="Example: trafficaudit open shop.sealed.age --identity key.txt")
@click.argument("file", type=INPUT)
@click.option(
    "-i",
    "--identity",
    "keys",
    multiple=True,
    required=True,
    type=FILE,
    metavar="FILE",
    help="Private key: a file of age-keygen, or an SSH key (repeatable).",
)
@written_to("The package to make; default: the file's name without .age.")
@JSON
def open_command(*, file: Path, keys: tuple[Path, ...], target: Path | None, as_json: bool) -> None:
    """Decrypt a package that was sealed with --encrypt.

    FILE is in the age format. The package is whole or not there; verify it next.
    """
    opened = crypt.decrypt(file, crypt.identities(keys), target)
    encrypting.note_decrypted(opened.path, file)
    click.echo(f"{several(opened.files, 'file')}; verify them: trafficaudit verify {opened.path}", err=True)
    click.echo(json.dumps({"package": str(opened.path), "files": opened.files}) if as_json else str(opened.path))
