"""Captures in sealed packages: verified before anything of them is read, and held to what was verified.

Between a verification and the end of a reading lies time in which a file may be replaced, and put back. What is opened
is therefore held to the verified lists by its SHA-256 then, and must not have been touched in the end.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError, ReadError
from trafficaudit.evidence import bag, places, valid
from trafficaudit.evidence.verdict import Outcome, Verdict
from trafficaudit.readers import open_capture, package
from trafficaudit.readers.file import digest_of
from trafficaudit.readers.file import opened as opened_file
from trafficaudit.readers.pinned import Pinned
from trafficaudit.readers.source import Source

_LARGEST = 1 << 16
"""Bytes of what a package says of a register; one has some hundred."""


@dataclass(frozen=True, slots=True)
class Verified:
    """An open capture and what verifying its package came to; ``None`` where it lies in none."""

    source: Source
    verdict: Verdict | None

    def confirm(self) -> None:
        """Hold its files against what they were, and those of a valid package against any touch as well.

        Raises:
            ReadError: one is not there, is another one, or was touched.
        """
        self.source.confirm(untouched=self.verdict is not None and self.verdict.valid)


def opened(path: Path) -> Verified:
    """Open a capture, and where it lies in a sealed package verify that first, offline.

    Raises:
        EvidenceError: the package is rejected, or was changed after it was verified.
        ReadError: the capture cannot be read.
    """
    verdict = verdict_of(path)
    source = open_capture(path)
    held(path, verdict, source.files)
    return Verified(source, verdict)


def verdict_of(path: Path, *, allow_rejected: bool | None = None) -> Verdict | None:
    """Verify the sealed package that a path names or lies in, offline; ``None`` where there is none.

    Args:
        path: what is to be read.
        allow_rejected: whether a rejected one may be read; ``None`` where nobody can allow it.

    Raises:
        EvidenceError: it is rejected, and that is not allowed.
    """
    sealed = package.around(path)
    if sealed is None:
        return None
    verdict = evidence.verify(sealed, offline=True)
    if not verdict.valid and not allow_rejected:
        failed = next(
            (check.meaning for check in verdict.checks if check.outcome is Outcome.FAILED), "it is no package"
        )
        remedy = "see all checks with trafficaudit verify"
        if allow_rejected is not None:
            remedy = "see all checks with trafficaudit verify; --allow-rejected replays it nevertheless, and says so"
        raise EvidenceError(f"the sealed package is rejected: {failed}", str(sealed), remedy)
    return verdict


def registers_of(verdict: Verdict) -> frozenset[str]:
    """Give the SHA-256 of each test person's register that was sealed in a package; nothing of one that is rejected."""
    sealed = evidence.package_of(verdict.path)
    if sealed is None or not verdict.valid:
        return frozenset()
    folder = sealed / bag.BAG / bag.DATA / places.DEVICE
    lay = folder / "persona.toml"
    found = {digest_of(lay)} if lay.is_file() else set()
    try:
        with opened_file(folder / "persona.json") as file:
            said = json.loads(file.read(_LARGEST))
    except (ReadError, OSError, ValueError, RecursionError):
        said = {}
    return frozenset(found | {str(said["sha256"])} if isinstance(said, dict) and "sha256" in said else found)


def held(path: Path, verdict: Verdict | None, files: tuple[Pinned, ...]) -> None:
    """Hold files of the package that a path names or lies in to the lists that were verified, where there is one.

    Raises:
        EvidenceError: one is not what was verified.
    """
    sealed = package.around(path)
    if sealed and verdict and verdict.valid:
        valid.held(sealed, verdict, {each.path: each.sha256 for each in files})
