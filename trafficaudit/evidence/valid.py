"""A package that something is made from: verified first, offline, and refused where it is rejected.

Between a verification and the reading of a file lies time in which it may be replaced, and put back. Whoever reads
notes the SHA-256 of what was read, and has it held to the lists that were verified.
"""

from collections.abc import Mapping
from pathlib import Path

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag, hashing, manifest
from trafficaudit.evidence.verdict import Outcome, Verdict
from trafficaudit.evidence.verification import verify

_AGAIN = "verify it again: trafficaudit verify"
_SHA256 = 64


def required(path: Path) -> tuple[Path, Verdict]:
    """Give the package that a path names, and what verifying it came to.

    Raises:
        EvidenceError: there is no package, or it is rejected.
    """
    package = bag.required(path)
    verdict = verify(package, offline=True)
    if not verdict.valid:
        failed = next(each.meaning for each in verdict.checks if each.outcome is Outcome.FAILED)
        remedy = "see all checks with trafficaudit verify"
        raise EvidenceError(f"the sealed package is rejected: {failed}", str(path), remedy)
    return package, verdict


def held(package: Path, verdict: Verdict, read: Mapping[Path, str]) -> None:
    """Hold files of a bag, its own lists among them, as they were read, to what a verification found valid.

    Args:
        package: the package.
        verdict: what verifying it came to.
        read: the SHA-256 of each file that was read, by its path.

    Raises:
        EvidenceError: one is not what was verified.
    """
    root = package / bag.BAG
    try:
        tags = (root / bag.TAG_MANIFEST).read_bytes()
        listed = (root / bag.MANIFEST).read_bytes()
    except OSError as error:
        raise EvidenceError(f"cannot be read any more: {error.strerror}", str(package), _AGAIN) from error
    named = {} if hashing.digest_of(tags) != verdict.tagmanifest else manifest.parse(tags, _SHA256)
    if named.get(bag.MANIFEST) != hashing.digest_of(listed):
        raise EvidenceError("was changed after it was verified", f"{package}/{bag.BAG}", _AGAIN)
    files = {**named, bag.TAG_MANIFEST: verdict.tagmanifest, **manifest.parse(listed, _SHA256)}
    for path, digest in read.items():
        place = path.resolve().relative_to(root.resolve()).as_posix()
        if files.get(place) != digest:
            raise EvidenceError("was changed after it was verified", place, _AGAIN)
