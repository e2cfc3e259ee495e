"""What ``trafficaudit record`` does for evidence: time stamps while it records, a sealed package when it is over."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trafficaudit import ending
from trafficaudit.capturefiles import DESCRIPTION
from trafficaudit.cli import sealing
from trafficaudit.errors import AuditError, RecordError
from trafficaudit.evidence import Order, config, package_of
from trafficaudit.evidence.sealing import SUFFIX
from trafficaudit.recording import chaining
from trafficaudit.recording.folder import is_held, read_description
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


def seal(folder: Path, *, offline: bool, persona: Path | None = None, digest_only: bool = False) -> RecordError | None:
    """Seal what was recorded, with the persona's register; give why it is not sealed, where it is not.

    The capture stays as it is then. What was never begun needs no seal.
    """
    if not (folder / DESCRIPTION).is_file():
        return None
    later = f"the capture stays as it is; to try it again: trafficaudit seal {folder}"
    try:
        if is_held(folder):
            what = "not sealed: the capture is still being written"
            return RecordError(what, "", f"later: trafficaudit seal {folder}")
        register = sealing.register(persona, whole=not digest_only)
        order = Order(authorities=config.load().authorities, documents=register)
        sealing.seal(folder, None, order, offline=offline)
    except AuditError as error:
        return RecordError(f"not sealed: {error}", "", later)
    except OSError as error:
        if package_of(_package(folder)):
            raise  # it is sealed, and what is said of it goes nowhere
        return RecordError(f"not sealed: {error.filename or folder}: {error.strerror}", "", later)
    return None


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Say what stands of a recording where a signal ends the command while all is finished: nothing of it is lost."""
    try:
        yield
    except KeyboardInterrupt:
        if not (folder / DESCRIPTION).is_file():
            raise
        raise ending.KeptError(f"trafficaudit: interrupted: {visible(_standing(folder))}") from None


def _standing(folder: Path) -> str:
    seal = f"seal it with: trafficaudit seal {folder}"
    if is_held(folder):
        return f"what was recorded is kept, and still being finished in {folder}; then {seal}"
    package = _package(folder)
    if package_of(package):
        return f"what was recorded is kept in {folder} and sealed in {package}; see: trafficaudit verify {package}"
    complete: object = False
    with suppress(RecordError):
        complete = read_description(folder).get("complete")
    finish = "" if complete else f"finish it with: trafficaudit recover {folder}; then "
    return f"what was recorded is kept in {folder}; {finish}{seal}"


def _package(folder: Path) -> Path:
    return folder.resolve().with_name(folder.resolve().name + SUFFIX)
