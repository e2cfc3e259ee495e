"""What ``seal --encrypt`` does with a package: log it, encrypt it, and take the one in the clear away."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from trafficaudit.errors import AuditError, ExistsError
from trafficaudit.evidence import crypt, custody, package_of, verify
from trafficaudit.plurals import several
from trafficaudit.redaction import visible

ENCRYPT = click.option(
    "--encrypt",
    "keys",
    multiple=True,
    metavar="RECIPIENT",
    help="Encrypt it (age): a public key (age1..., ssh-...), or a file with one a line (repeatable).",
)
REMOVE = click.option(
    "--remove", is_flag=True, help="With --encrypt of a package: remove it once the file was read back and compared."
)


def is_package(path: Path) -> bool:
    """Tell whether a path is a sealed package, which is encrypted as it is."""
    return package_of(path) == path


def check(package: Path, keys: Sequence[str]) -> None:
    """Look whether a package can be encrypted, before any work is done.

    Raises:
        SignerError: one of the keys is none.
        ExistsError: the encrypted file exists already.
    """
    crypt.recipients(keys)
    target = file_of(package)
    if is_package(package) and not verify(package, offline=True).valid:
        said = f"warning: {visible(str(package))}: is REJECTED by trafficaudit verify, and is encrypted as it is"
        click.echo(said, err=True)
    if target.exists():
        raise ExistsError("the encrypted file exists already", str(target), "move it away")


def file_of(package: Path) -> Path:
    """Give the file that a package is encrypted into."""
    return package.absolute().with_name(package.absolute().name + crypt.SUFFIX)


def encrypt(package: Path, keys: Sequence[str], *, remove: bool, operator: str, as_json: bool) -> None:
    """Encrypt a package and print the file; that it is still there in the clear is said, also where that fails."""
    to = crypt.recipients(keys)
    try:
        custody.append(package, "encryption begun", f"age, to {several(len(to), 'key')}", who=operator)
        done = crypt.encrypt(package, to, file_of(package), remove=remove)
    except BaseException:
        _say_clear(package)
        raise
    click.echo(
        f"Encrypted to {several(done.recipients, 'key')}, read back and compared: {several(done.files, 'file')}, "
        f"SHA-256 {done.sha256}",
        err=True,
    )
    if not remove:
        _say_clear(package)
    click.echo(json.dumps(asdict(done), default=str) if as_json else str(done.path))


def _say_clear(package: Path) -> None:
    click.echo(f"still in the clear: {visible(str(package))}", err=True)


def note_decrypted(package: Path, file: Path) -> None:
    """Log in a package that it was decrypted; one whose log does not hold stays as it is, which verifying tells."""
    try:
        custody.append(package, "decrypted", visible(file.name))
    except AuditError as error:
        click.echo(f"warning: not logged: {visible(str(error))}", err=True)
