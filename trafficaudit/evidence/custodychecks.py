"""Checks of the custody log: whether it holds, how far a time stamp fixes it, and whether it has a line that was noted.

A log that is written on has no end that the package itself could fix: whoever cuts off its last lines, with every time
stamp of them, has the package as it was before. A time stamp fixes the lines up to its own as long as it is there; a
line's SHA-256, noted where the package was handed over, fixes them against everybody.
"""

from collections.abc import Iterator, Sequence

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import anchor, bag, chain, custody, hashing, stamps, unread
from trafficaudit.evidence.anchorchecks import iso
from trafficaudit.evidence.case import Case
from trafficaudit.evidence.chain import Link
from trafficaudit.evidence.verdict import Finding, Outcome


def logged(subject: Case) -> Iterator[Finding]:
    """Look at the custody log."""
    links: Sequence[Link] = ()
    digests: list[str] = []
    try:
        links = _links(subject)
        digests = [hashing.sha256(subject.package / custody.PLACE / chain.name(link.number)) for link in links]
        last = f"{len(links)}; SHA-256 of its last line ({chain.name(len(links) - 1)}): {digests[-1]}"
        yield Finding("custody", Outcome.OK, last)
    except EvidenceError as error:
        yield Finding("custody", Outcome.FAILED, str(error))
    except OSError as error:
        unread.passed_on(error, subject.anchor)
        yield Finding("custody", Outcome.FAILED, f"cannot be read: {error.strerror}")
    yield _covered(subject, len(links))
    if subject.known.noted:
        yield _handed_over(subject.known.noted.lower(), digests)


def _links(subject: Case) -> tuple[Link, ...]:
    links = chain.walk(subject.package / custody.PLACE, custody.PLACE)
    if not links or f"{bag.BAG}/{bag.TAG_MANIFEST}" not in links[0].files:
        raise EvidenceError("does not name the tag manifest")
    for link in links:
        if link.prefixes:
            raise EvidenceError(f"line {link.number} says how a file began, which no such log does")
        for place, digest in link.files.items():
            if hashing.sha256(subject.package / place) != digest:
                raise EvidenceError(f"line {link.number} names another one", place)
    return links


def _covered(subject: Case, count: int) -> Finding:
    """Say up to which line a time stamp fixes the log."""
    found = stamps.read(subject, f"{anchor.CUSTODY}-")
    if found.faults:
        return Finding("covered", Outcome.FAILED, "; ".join(found.faults))
    if not found.trusted:
        return Finding("covered", Outcome.NOTE, found.pending)
    last = max(found.trusted, key=lambda each: (_number(each), each.token.at))
    later = count - 1 - _number(last)
    lines = "1 later line is bound by its" if later == 1 else f"{later} later lines are bound by their"
    rest = f"; {lines} chain only" if later > 0 else ", which is the last one"
    return Finding("covered", Outcome.OK, f"{_number(last):04d}, {iso(last.token.at)}{rest}")


def _number(stamp: stamps.Stamp) -> int:
    return int(stamp.anchor.subject.rpartition("-")[2])


def _handed_over(noted: str, digests: Sequence[str]) -> Finding:
    if noted not in digests:
        return Finding("handover", Outcome.FAILED)
    at = digests.index(noted)
    since = len(digests) - 1 - at
    return Finding("handover", Outcome.OK, f"{at:04d}; {since} {'line' if since == 1 else 'lines'} since")
