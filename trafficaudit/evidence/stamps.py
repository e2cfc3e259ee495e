"""The time stamps beside a bag: which hold, which do not and why, and which are still to come."""

from dataclasses import dataclass

from cryptography import x509

from trafficaudit.errors import EvidenceError, SignerError
from trafficaudit.evidence import anchor, cms, timestamp, trust, unread
from trafficaudit.evidence.anchor import Anchor
from trafficaudit.evidence.case import Case
from trafficaudit.evidence.timestamp import Token
from trafficaudit.plurals import several

_LARGEST = 1 << 20


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

    @property
    def pending(self) -> str:
        """Say how many requests were not sent yet; nothing where none was left."""
        return several(len(self.waiting), "request waits", "requests wait") if self.waiting else ""


def read(subject: Case, kind: str) -> Stamps:
    """Read the time stamps whose subject begins with ``kind``: those of the bag, the chain or the custody log."""
    good, faults, waiting = [], [], []
    for each in anchor.found(subject.anchor):
        if not each.subject.startswith(kind):
            continue
        try:
            # Nobody asks for a time stamp of what is not there: it was taken away since.
            content = _content(subject, each)
            if each.answered:
                good.append(_stamp(subject, each, content))
            else:
                waiting.append(each)
            _asked(subject, each, content)
        except OSError as error:
            unread.passed_on(error, subject.anchor)
            faults.append(f"{each.stem}: {error.strerror}")
        except (EvidenceError, *cms.UNREADABLE) as error:
            faults.append(f"{each.stem}: {error}")
    return Stamps(tuple(good), tuple(faults), tuple(waiting))


def _stamp(subject: Case, each: Anchor, content: bytes) -> Stamp:
    """Read one time stamp.

    Raises:
        EvidenceError: it is not of its subject, or does not lead to a root that was named.
    """
    answer = small(subject, f"{each.stem}{anchor.ANSWER}")
    token = timestamp.read(answer)
    if not timestamp.stamps(token, content):
        raise EvidenceError("stamps something else")
    known = subject.known
    held = [*token.certificates, *kept(subject, each.authority)]
    try:
        path = trust.path(token.signer, held, known.roots or known.system, token.at)
    except EvidenceError as error:
        if known.roots:
            raise EvidenceError(f"does not lead to a root that was named: {error}") from None
        return Stamp(each, token, ())
    timestamp.verify(answer, content, path)
    return Stamp(each, token, path)


def _asked(subject: Case, each: Anchor, content: bytes) -> None:
    """Look at the request, where it is kept: it would be sent, or is shown as what the time stamp answers.

    Raises:
        EvidenceError: it asks for something else, or is none.
    """
    path = subject.anchor / f"{each.stem}{anchor.QUERY}"
    if not path.is_file():
        return
    with path.open("rb") as file:
        query = file.read(timestamp.LARGEST_REQUEST + 1)
    if not timestamp.asks(query, content):
        raise EvidenceError("the request beside it asks for something else")


def _content(subject: Case, each: Anchor) -> bytes:
    if each.subject == anchor.TAG_MANIFEST:
        return subject.tagmanifest
    path = subject.package / anchor.place_of(each.subject)
    if not path.is_file():
        raise EvidenceError("is for something that is not there any more")
    return path.read_bytes()


def small(subject: Case, name: str) -> bytes:
    """Give what stands in a small file beside the bag.

    Raises:
        EvidenceError: it is missing, or not small.
    """
    path = subject.anchor / name
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise EvidenceError("is missing", name)
    return path.read_bytes()


def kept(subject: Case, name: str) -> tuple[x509.Certificate, ...]:
    """Give certificates that lie beside the bag: they may complete a path, and are never a root.

    Raises:
        ReadError: they are there and cannot be read, which says nothing of what they would lead to.
    """
    path = subject.anchor / anchor.CERTIFICATES / f"{name}.pem"
    try:
        return trust.certificates([path]) if path.stat().st_size < _LARGEST else ()
    except (OSError, SignerError) as error:
        failed = error if isinstance(error, OSError) else error.__cause__
        if isinstance(failed, OSError):
            unread.passed_on(failed, path)
        return ()
