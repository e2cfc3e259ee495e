"""``trafficaudit redact``."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficaudit import evidence, output
from trafficaudit.cli import sealing
from trafficaudit.cli.options import FILE, INPUT, JSON, progress, written_to
from trafficaudit.cli.sealing import AUTHORITY, CERTIFICATE, KEY, OFFLINE, OPERATOR
from trafficaudit.errors import AuditError, ExistsError, OutputError, room
from trafficaudit.evidence import bag, custody, hashing, keys, places
from trafficaudit.plurals import several
from trafficaudit.redaction import visible
from trafficaudit.working import above, working

if TYPE_CHECKING:
    from trafficaudit.redact import Copied

SUFFIX = ".redacted"


@click.command(
    "redact",
    epilog="Example: trafficaudit redact results/demo.sealed --persona captures/demo/persona.toml -o demo.redacted",
)
@click.argument("package", type=INPUT)
@written_to("The package to make; default: PACKAGE.redacted.")
@click.option("--persona", type=FILE, metavar="FILE", help="The test person's register; default: the one in PACKAGE.")
@click.option("--without-persona", is_flag=True, help="Go by formats and names alone, where there is no test person.")
@KEY
@CERTIFICATE
@AUTHORITY
@OFFLINE
@OPERATOR
@JSON
def redact_command(
    *,
    package: Path,
    target: Path | None,
    persona: Path | None,
    without_persona: bool,
    key: Path | None,
    certificate: Path | None,
    urls: tuple[str, ...],
    offline: bool,
    operator: str,
    as_json: bool,
) -> None:
    """Make a redacted copy of a sealed package: a package of its own that names its parent's hash.

    What the detectors find in it is masked, as many stars as there were bytes; bodies that cannot be looked into are
    not kept. The copy is replayed before it is sealed: a value of the test person that is left ends in an error.
    PACKAGE is verified first; a line in its log says that a copy was made.
    """
    if persona and without_persona:
        raise click.UsageError("--persona and --without-persona exclude each other")
    parent = bag.required(package)
    persona = persona or (None if without_persona else next(iter(sealing.registers(parent)), None))
    if persona is None and not without_persona:
        raise click.UsageError("no register of the test person is in the package: name one with --persona FILE")
    _compare(parent, persona)
    from trafficaudit.redact import counting  # noqa: PLC0415 - detectors take a while to load

    target = target or parent.resolve().with_name(parent.resolve().name + SUFFIX)
    output.refuse_within(target, (parent,))
    if os.path.lexists(target):
        raise ExistsError("the package exists already", str(target), "name another one with -o")
    operator = sealing.operator(operator)
    named = sealing.signer(parent, key, certificate)
    authorities = sealing.authorities(urls)

    @cache
    def order() -> evidence.Order:  # asked for when the package could be read: a first key is made for nothing else
        return evidence.Order(signer=named or keys.own(operator), authorities=authorities, operator=operator)

    register = f"register SHA-256 {hashing.sha256(persona.resolve())}" if persona else "without a register"
    copied, sealed = _copied(
        parent, target, persona, order, lambda made: _note(parent, made, register, operator), offline=offline
    )
    for what, count in sorted(copied.counts.items()):
        click.echo(visible(counting.said(what, count)), err=True)
    proof = "no value of the test person in them" if persona else "searched for no test person, as none was named"
    click.echo(f"Replayed: {several(copied.examined, 'exchange')}, {proof}", err=True)
    said = asdict(sealed) | {"parent": copied.parent, "counts": copied.counts, "examined": copied.examined}
    click.echo(json.dumps(said, default=str) if as_json else str(sealed.path))


def _copied(
    parent: Path,
    target: Path,
    persona: Path | None,
    order: Callable[[], evidence.Order],
    stands: Callable[[evidence.Sealed], None],
    *,
    offline: bool,
) -> tuple["Copied", evidence.Sealed]:
    """Make the redacted copy beside its target and seal it there, so that no unsealed copy is left behind."""
    from trafficaudit.redact import REDACTION, redacted  # noqa: PLC0415 - detectors take a while to load

    try:
        # Not under the hidden name that the package has until it is sealed.
        with above(target), working(target.with_name(f"{target.name}.unsealed"), 0o700) as beside:
            folder = beside / "capture"
            folder.mkdir()
            with progress("flows") as tick:
                copied = redacted(parent, folder, persona, beside=lambda: _names(order()), tick=tick)
            told = {REDACTION: copied.document}
            whole = replace(order(), documents=told, labels=copied.labels, complete=copied.complete)
            sealed = sealing.seal(folder, target, whole, offline=offline, command=_command(sys.argv), stands=stands)
            return copied, sealed
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", str(target), room(error, "check its rights and the disk")
        ) from error


def _names(order: evidence.Order) -> tuple[str, ...]:
    """Give the names that are sealed with the copy whatever is in it: who seals, and whose key signs."""
    return (order.operator, order.signer.certificate.subject.rfc4514_string() if order.signer else "")


def _command(arguments: Sequence[str]) -> list[str]:
    """Give a command without what its options say: a folder or register may be called by the person's name."""
    options = [each.partition("=")[0] if each.startswith("--") else each[:2] for each in arguments if each[:1] == "-"]
    return ["trafficaudit", "redact", *options]


def _note(parent: Path, sealed: evidence.Sealed, register: str, operator: str) -> None:
    """Log in the parent that a copy was made, and with which register: the copy itself names none."""
    note = f"{bag.TAG_MANIFEST} SHA-256 {sealed.tagmanifest}, {register}"
    try:
        custody.append(parent, "redacted copy made", note, who=operator)
    except AuditError as error:  # on a medium that nobody can write to, for one
        click.echo(f"warning: not in the log of the parent: {visible(str(error))}", err=True)


def _compare(package: Path, persona: Path | None) -> None:
    """Warn where the register is not the one whose SHA-256 was sealed: what only the other one names is not masked."""
    path = package / bag.BAG / bag.DATA / places.DEVICE / "persona.json"
    try:
        said = json.loads(path.read_bytes()) if persona and path.is_file() else {}
    except (ValueError, RecursionError):
        said = {}
    sealed = said.get("sha256") if isinstance(said, dict) else None
    if persona and sealed and sealed != hashing.sha256(persona.resolve()):
        click.echo("warning: this is not the register whose SHA-256 was sealed; its values alone are masked", err=True)
