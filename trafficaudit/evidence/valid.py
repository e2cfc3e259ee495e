"""A package that something is made from: verified first, offline, and refused where it is rejected."""

from pathlib import Path

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag
from trafficaudit.evidence.verdict import Outcome, Verdict
from trafficaudit.evidence.verification import verify


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
