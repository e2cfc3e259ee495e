"""Checks of what is there for people: the script that verifies, and the text of the confirmation.

Neither decides anything, and whoever compares both with the paper needs no more. But who takes them from the package is
led by them, so that they are held to what is signed.
"""

import re
from collections.abc import Iterator

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag, hashing, layout, stamps
from trafficaudit.evidence.case import Case
from trafficaudit.evidence.verdict import Finding, Outcome

_DIGEST = re.compile(rb"[0-9A-Fa-f]{64,}")


def copies(subject: Case) -> Iterator[Finding]:
    """Hold ``verify.sh`` to the SHA-256 that was sealed, and ``confirmation.txt`` to what it speaks of."""
    try:
        info = bag.read_info(subject.bag)
    except EvidenceError:
        info = {}
    sealed = info.get(bag.SCRIPT, "")
    found = _digest(subject, layout.VERIFIER)
    if not found or not sealed:
        lacks = f"{layout.VERIFIER} is not there" if not found else f"{bag.INFO} names none"
        yield Finding("script", Outcome.NOTE, lacks)
    else:
        yield Finding("script", Outcome.OK if found == sealed else Outcome.FAILED, found)
    # Where the signature does not hold nobody knows of whom it should speak, and the package is rejected anyway.
    if subject.signer:
        expected = {hashing.digest_of(subject.tagmanifest), subject.signer, sealed or found} - {""}
        yield _confirmation(subject, expected, _digests(info.get(bag.IDENTIFIER, "").encode()))


def _confirmation(subject: Case, expected: set[str], called: set[str]) -> Finding:
    """Hold the digests in the text to those expected; ``called`` are those that a recording has in its name."""
    try:
        named = _digests(stamps.small(subject, layout.CONFIRMATION))
    except EvidenceError:
        return Finding("confirmation", Outcome.NOTE)
    return Finding("confirmation", Outcome.OK if named | called == expected | called else Outcome.FAILED)


def _digests(text: bytes) -> set[str]:
    return {each.decode("ascii").lower() for each in _DIGEST.findall(text)}


def _digest(subject: Case, name: str) -> str:
    path = subject.anchor / name
    return hashing.sha256(path) if path.is_file() else ""
