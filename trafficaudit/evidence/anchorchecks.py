"""Checks of what stands beside the bag: the signature, the time stamps, the custody log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import anchor, bag, chain, cms, custody, hashing, keys, post, signature, timestamp, trust
from trafficaudit.evidence.anchor import Anchor
from trafficaudit.evidence.case import Case
from trafficaudit.evidence.timestamp import Token
from trafficaudit.evidence.verdict import Finding, Outcome

_LARGEST = 1 << 20
_LARGEST_LIST = 16 << 20
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp that holds; ``path`` leads to a trusted root, and is empty where nobody named one."""

    anchor: Anchor
    token: Token
    path: tuple[x509.Certificate, ...]


@dataclass(frozen=True, slots=True)
class Stamps:
    """The time stamps of one kind of subject: those that hold, those that do not and why, those still to come."""

    good: tuple[Stamp, ...]
    faults: tuple[str, ...]
    waiting: tuple[Anchor, ...]

    @property
    def trusted(self) -> list[Stamp]:
        """Those that lead to a trusted root, the earliest first."""
        return sorted((each for each in self.good if each.path), key=lambda each: (each.token.at, each.anchor.stem))


def beside(subject: Case) -> Iterator[Finding]:
    """Look at everything beside the bag."""
    main = stamps(subject, anchor.TAG_MANIFEST)
    links = stamps(subject, "chain-")
    yield from _signed(subject, main)
    yield from _stamped(main)
    yield from _revoked(subject, [*main.trusted, *links.trusted])
    yield _links_stamped(subject, links)
    yield _custody(subject)
    if subject.known.confirmed:
        same = hashing.digest_of(subject.tagmanifest) == subject.known.confirmed.lower()
        yield Finding("confirmed", Outcome.OK if same else Outcome.FAILED)
    first = min((each.token.at for each in (*main.trusted, *links.trusted)), default=None)
    yield Finding("limits", Outcome.NOTE, _iso(first) if first else "none")


def stamps(subject: Case, kind: str) -> Stamps:
    """Read the time stamps of subjects that begin so."""
    good, faults, waiting = [], [], []
    for each in anchor.found(subject.anchor):
        if not each.subject.startswith(kind):
            continue
        if not each.answered:
            waiting.append(each)
            continue
        try:
            good.append(_stamp(subject, each))
        except (EvidenceError, OSError, ValueError) as error:
            faults.append(f"{each.stem}: {error.strerror if isinstance(error, OSError) else error}")
    return Stamps(tuple(good), tuple(faults), tuple(waiting))


def _stamp(subject: Case, each: Anchor) -> Stamp:
    """Read one time stamp.

    Raises:
        EvidenceError: it is not of its subject, or does not lead to a root that was named.
    """
    content = _content(subject, each)
    answer = _small(subject, f"{each.stem}{anchor.ANSWER}")
    token = timestamp.read(answer)
    if not timestamp.stamps(token, content):
        raise EvidenceError("stamps something else")
    known = subject.known
    named = known.roots or known.expected.get(each.authority, ())
    held = [*token.certificates, *_kept(subject, each.authority)]
    try:
        path = trust.path(token.signer, held, named or known.system, token.at)
    except EvidenceError as error:
        if named:
            raise EvidenceError(f"does not lead to a root that was named: {error}") from None
        return Stamp(each, token, ())
    timestamp.verify(answer, content, path)
    return Stamp(each, token, path)


def _content(subject: Case, each: Anchor) -> bytes:
    link = anchor.link_of(each.subject)
    if link is None:
        return subject.tagmanifest
    path = subject.bag / bag.DATA / chain.FOLDER / link
    if not path.is_file():
        raise EvidenceError("is for a link that is not there")
    return path.read_bytes()


def _small(subject: Case, name: str) -> bytes:
    path = subject.anchor / name
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise EvidenceError("is missing", name)
    return path.read_bytes()


def _kept(subject: Case, name: str) -> tuple[x509.Certificate, ...]:
    """Give certificates that lie beside the bag: they may complete a path, and are never a root."""
    path = subject.anchor / anchor.CERTIFICATES / f"{name}.pem"
    try:
        return x509.load_pem_x509_certificates(path.read_bytes()) if path.stat().st_size < _LARGEST else ()  # type: ignore[return-value]
    except (OSError, ValueError):
        return ()


def _signed(subject: Case, main: Stamps) -> Iterator[Finding]:
    try:
        signed = signature.verify(_small(subject, signature.NAME), subject.tagmanifest)
    except EvidenceError as error:
        yield Finding("signature", Outcome.FAILED, str(error))
        return
    claimed = signature.claimed_time(signed)
    yield Finding("signature", Outcome.OK, f"signer's own clock: {_iso(claimed)}" if claimed else "")
    at = main.trusted[0].token.at if main.trusted else None
    yield _signer(subject, signed, at)


def _signer(subject: Case, signed: cms.Signed, at: datetime | None) -> Finding:
    known, fingerprint = subject.known, keys.fingerprint(signed.signer)
    who = f"{signed.signer.subject.rfc4514_string()}, SHA-256 {fingerprint}"
    roots = [*known.roots, *([known.own] if known.own else [])]
    if known.signer:
        if fingerprint != known.signer.lower():
            return Finding("signer", Outcome.FAILED, who)
        roots = [signed.signer]
    try:
        trust.path(signed.signer, [*signed.certificates, *_kept(subject, anchor.SIGNER)], roots, at)
    except EvidenceError as error:
        if not known.signer:
            return Finding("signer", Outcome.OPEN, who)
        return Finding("signer", Outcome.FAILED, f"{error}; {who}")
    return Finding("signer", Outcome.OK, who)


def _stamped(main: Stamps) -> Iterator[Finding]:
    if main.faults:
        yield Finding("timestamp", Outcome.FAILED, "; ".join(main.faults))
    elif main.trusted:
        told = [f"{_iso(each.token.at)} ({each.anchor.authority})" for each in main.trusted]
        told += [f"{each.authority}: waiting" for each in main.waiting]
        yield Finding("timestamp", Outcome.OK, ", ".join(told))
    else:
        unknown = [f"{each.anchor.authority}: its root is not known here" for each in main.good]
        told = unknown + [f"{each.authority}: waiting" for each in main.waiting]
        yield Finding("timestamp", Outcome.OPEN, ", ".join(told) or "no request was made")


def _revoked(subject: Case, trusted: list[Stamp]) -> Iterator[Finding]:
    """Look whether an authority was revoked for what it stamped; say of what day the lists are."""
    if not trusted:
        return
    try:
        kept = sorted((subject.anchor / anchor.LISTS).glob("*.crl"))
        lists = [*subject.known.lists, *trust.lists(kept)]
    except EvidenceError as error:
        yield Finding("revocation", Outcome.FAILED, str(error))
        return
    if not subject.known.offline:
        lists += _current(trusted)
    seen: list[datetime] = []
    for each in trusted:
        said = trust.revocation(each.path, lists, each.token.at)
        if said.reason:
            yield Finding("revocation", Outcome.FAILED, f"{each.anchor.stem}: {said.reason}")
            return
        if said.seen is None:
            yield Finding("revocation", Outcome.NOTE)
            return
        seen.append(said.seen)
    yield Finding("revocation", Outcome.OK, _iso(min(seen)))


def _current(trusted: list[Stamp]) -> list[x509.CertificateRevocationList]:
    """Ask for the current lists, of certificates only that lead to a trusted root: no address is a stranger's."""
    found = []
    places = [url for each in trusted for held in each.path for url in anchor.distribution_points(held)]
    for url in dict.fromkeys(places):
        try:
            found.append(x509.load_der_x509_crl(post.get(url, _LARGEST_LIST, _PATIENCE)))
        except (EvidenceError, ValueError):
            continue
    return found


def _links_stamped(subject: Case, links: Stamps) -> Finding:
    if links.faults:
        return Finding("anchors", Outcome.FAILED, "; ".join(links.faults))
    if not links.trusted:
        return Finding("anchors", Outcome.NOTE, f"{len(links.waiting)} requests wait" if links.waiting else "")
    first, last = links.trusted[0].token.at, links.trusted[-1].token.at
    count = len({each.anchor.subject for each in links.trusted})
    told = f"{count}, from {_iso(first)} to {_iso(last)}{_lateness(subject, links)}"
    return Finding("anchors", Outcome.OK, told)


def _lateness(subject: Case, links: Stamps) -> str:
    """Say how long after its link a time stamp is, by the recorder's clock: the room for making something up."""
    seconds = []
    for each in links.trusted:
        link = anchor.link_of(each.anchor.subject)
        try:
            said = chain.read(subject.bag / bag.DATA / chain.FOLDER / str(link)).entry.at
            seconds.append((each.token.at - datetime.fromisoformat(said)).total_seconds())
        except (EvidenceError, ValueError, TypeError):
            return ""
    return f", {min(seconds):.0f} to {max(seconds):.0f} s after the recorder's clock"


def _custody(subject: Case) -> Finding:
    try:
        links = chain.walk(subject.package / custody.PLACE, custody.PLACE)
        if not links or f"{bag.BAG}/{bag.TAG_MANIFEST}" not in links[0].files:
            raise EvidenceError("does not name the tag manifest")
        for link in links:
            for place, digest in link.files.items():
                if hashing.sha256(subject.package / place) != digest:
                    raise EvidenceError(f"link {link.number} names another one", place)
    except EvidenceError as error:
        return Finding("custody", Outcome.FAILED, str(error))
    except OSError as error:
        return Finding("custody", Outcome.FAILED, f"cannot be read: {error.strerror}")
    return Finding("custody", Outcome.OK, f"{len(links)}")


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
