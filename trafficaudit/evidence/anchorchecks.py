"""Checks of what stands beside the bag: the signature and the time stamps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from cryptography import x509

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import anchor, chain, cms, hashing, keys, layout, post, signature, stamps, trust
from trafficaudit.evidence.case import Case
from trafficaudit.evidence.stamps import Stamp, Stamps
from trafficaudit.evidence.verdict import Finding, Outcome

_PATIENCE = 10.0


def beside(subject: Case) -> Iterator[Finding]:
    """Look at the signature and at every time stamp but those of the custody log."""
    main, links = stamps.read(subject, anchor.TAG_MANIFEST), stamps.read(subject, f"{chain.FOLDER}-")
    lines = stamps.read(subject, f"{anchor.CUSTODY}-")
    yield from _signed(subject, main)
    yield from _stamped(main)
    yield from _revoked(subject, [*main.trusted, *links.trusted, *lines.trusted])
    yield _links_stamped(subject, links)
    yield from _numbered([*main.good, *links.good, *lines.good])
    subject.stamped = [(each.anchor.subject, each.token.at) for each in (*main.trusted, *links.trusted)]
    subject.first = min((at for _, at in subject.stamped), default=None)


def confirmed(subject: Case) -> Iterator[Finding]:
    """Hold the tag manifest against the confirmation on paper, and say what no package shows."""
    if subject.known.confirmed:
        same = hashing.digest_of(subject.tagmanifest) == subject.known.confirmed.lower()
        yield Finding("confirmed", Outcome.OK if same else Outcome.FAILED)
    yield Finding("limits", Outcome.NOTE, iso(subject.first) if subject.first else "none")


def _signed(subject: Case, main: Stamps) -> Iterator[Finding]:
    try:
        signed = signature.verify(stamps.small(subject, signature.NAME), subject.tagmanifest)
    except EvidenceError as error:
        yield Finding("signature", Outcome.FAILED, str(error))
        return
    subject.signer = keys.fingerprint(signed.signer)
    claimed = signature.claimed_time(signed)
    yield Finding("signature", Outcome.OK, f"signer's own clock: {iso(claimed)}" if claimed else "")
    at = main.trusted[0].token.at if main.trusted else None
    yield _signer(subject, signed, at)


def _signer(subject: Case, signed: cms.Signed, at: datetime | None) -> Finding:
    known, fingerprint = subject.known, keys.fingerprint(signed.signer)
    who = f"{signed.signer.subject.rfc4514_string()}, SHA-256 {fingerprint}"
    roots: Sequence[x509.Certificate] = known.roots
    if known.signer:
        if fingerprint != known.signer.lower():
            return Finding("signer", Outcome.FAILED, who)
        roots = [signed.signer]
    try:
        trust.path(signed.signer, [*signed.certificates, *stamps.kept(subject, anchor.SIGNER)], roots, at)
    except EvidenceError as error:
        if not known.signer:
            mine = "; this computer's own key: --signer own names it" if fingerprint == known.own else ""
            return Finding("signer", Outcome.OPEN, f"{who}{mine}")
        return Finding("signer", Outcome.FAILED, f"{error}; {who}")
    return Finding("signer", Outcome.OK, who)


def _stamped(main: Stamps) -> Iterator[Finding]:
    rest = [f"{each.anchor.authority}: its root is not known here" for each in main.good if not each.path]
    rest += [f"{each.authority}: waiting" for each in main.waiting]
    if main.faults:
        yield Finding("timestamp", Outcome.FAILED, "; ".join(main.faults))
    elif main.trusted:
        told = [f"{iso(each.token.at)} ({each.anchor.authority})" for each in main.trusted]
        yield Finding("timestamp", Outcome.OK, ", ".join(told + rest))
    else:
        yield Finding("timestamp", Outcome.OPEN, ", ".join(rest) or "no request was made")


def _revoked(subject: Case, trusted: list[Stamp]) -> Iterator[Finding]:
    """Look whether an authority was revoked for what it stamped; say of what day the lists are."""
    if not trusted:
        return
    try:
        lists = [*subject.known.lists, *trust.lists(layout.lists(subject.anchor))]
    except EvidenceError as error:
        yield Finding("revocation", Outcome.FAILED, str(error))
        return
    if not subject.known.offline:
        lists += _current(trusted)
    found = [trust.revocation(each.path, lists, each.token.at) for each in trusted]
    revoked = [f"{each.anchor.stem}: {said.reason}" for each, said in zip(trusted, found, strict=True) if said.reason]
    seen = [said.seen for said in found if said.seen]
    if revoked:
        yield Finding("revocation", Outcome.FAILED, revoked[0])
    elif len(seen) < len(found):
        yield Finding("revocation", Outcome.NOTE)
    else:
        yield Finding("revocation", Outcome.OK, iso(min(seen)))


def _current(trusted: list[Stamp]) -> list[x509.CertificateRevocationList]:
    """Ask for the current lists, of certificates only that lead to a trusted root: no address is a stranger's."""
    found = []
    places = [url for each in trusted for held in each.path for url in anchor.distribution_points(held)]
    for url in dict.fromkeys(places):
        try:
            found.append(x509.load_der_x509_crl(post.get(url, trust.LARGEST_LIST, _PATIENCE)))
        except (EvidenceError, *cms.UNREADABLE):
            continue
    return found


def _links_stamped(subject: Case, links: Stamps) -> Finding:
    if links.faults:
        return Finding("anchors", Outcome.FAILED, "; ".join(links.faults))
    if not links.trusted:
        return Finding("anchors", Outcome.NOTE, links.pending)
    first, last = links.trusted[0].token.at, links.trusted[-1].token.at
    count = len({each.anchor.subject for each in links.trusted})
    told = f"{count}, from {iso(first)} to {iso(last)}{_lateness(subject, links)}"
    return Finding("anchors", Outcome.OK, told)


def _numbered(good: list[Stamp]) -> Iterator[Finding]:
    """Say which time stamps of one authority have one number: each of its tokens has its own (RFC 3161, 2.4.2)."""
    seen = defaultdict[tuple[str, int], list[str]](list)
    for each in good:
        seen[keys.fingerprint(each.token.signer), each.token.number].append(each.anchor.stem)
    twice = sorted(", ".join(sorted(stems)) for stems in seen.values() if len(stems) > 1)
    if twice:
        yield Finding("numbers", Outcome.NOTE, "; ".join(twice))


def _lateness(subject: Case, links: Stamps) -> str:
    """Say how long after its link a time stamp is, by the recorder's clock: the room for making something up."""
    seconds = []
    for each in links.trusted:
        try:
            said = chain.read(subject.package / anchor.place_of(each.anchor.subject)).entry.at
            seconds.append((each.token.at - datetime.fromisoformat(said)).total_seconds())
        except (EvidenceError, ValueError, TypeError):
            return ""
    return f", {min(seconds):.0f} to {max(seconds):.0f} s after the recorder's clock"


def iso(at: datetime) -> str:
    """Give a time in UTC as findings tell it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
