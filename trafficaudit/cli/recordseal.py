"""What ``trafficaudit record`` does for evidence: time stamps while it records, a sealed package when it is over."""

import os
from pathlib import Path

import click

from trafficaudit.capturefiles import DESCRIPTION
from trafficaudit.cli import sealing
from trafficaudit.errors import AuditError
from trafficaudit.evidence import Order, config
from trafficaudit.recording import chaining
from trafficaudit.recording.folder import is_held
from trafficaudit.redaction import visible


def prepare(*, offline: bool) -> None:
    """Say to the writer of this recording who works here, and whether it may ask for time stamps.

    Raises:
        SignerError: the configuration is wrong.
    """
    said = config.load()
    os.environ[chaining.ONLINE] = "offline" if offline else "online"
    if said.operator:
        os.environ.setdefault("TRAFFICAUDIT_OPERATOR", said.operator)


def seal(folder: Path, *, offline: bool, persona: Path | None = None, digest_only: bool = False) -> None:
    """Seal what was recorded, with the persona's register; a failure is said, and the capture stays as it is."""
    if not (folder / DESCRIPTION).is_file():
        return
    if is_held(folder):
        click.echo(f"not sealed: the capture is still being written; later: trafficaudit seal {folder}", err=True)
        return
    try:
        register = sealing.register(persona, whole=not digest_only)
        order = Order(authorities=config.load().authorities, documents=register)
        sealing.seal(folder, None, order, offline=offline)
    except AuditError as error:
        remedy = f"the capture is whole; seal it with: trafficaudit seal {folder}"
        click.echo(f"trafficaudit: not sealed: {visible(f'{error}; {remedy}')}", err=True)
