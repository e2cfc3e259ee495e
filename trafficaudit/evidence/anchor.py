"""Anchoring: requests for time stamps wait as files until an authority has answered them.

``SUBJECT.AUTHORITY.tsq`` is a request, ``SUBJECT.AUTHORITY.tsr`` its answer. SUBJECT is ``tagmanifest``, a link of the
chain (``chain-0007``), or a line of the custody log (``custody-0002``). Nothing is lost offline: the request stands,
and so does the digest in it.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtensionOID

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag, chain, cms, keys, manifest, post, timestamp, trust
from trafficaudit.evidence.config import NAME as CONFIGURED
from trafficaudit.evidence.config import Authority
from trafficaudit.working import made, sync

FOLDER = "anchor"
TAG_MANIFEST = "tagmanifest"
QUERY, ANSWER = ".tsq", ".tsr"
CERTIFICATES, LISTS, CUSTODY = "certificates", "crls", "custody"
SIGNER = "signer"
"""The certificates of the signer, among those of the authorities."""

_FILE = re.compile(r"(tagmanifest|(?:chain|custody)-[0-9]{4,6})\.([a-z0-9][a-z0-9-]{0,31})\.ts([qr])")
_MOST_LISTS = 4
_LARGEST_REQUEST = 1 << 10


@dataclass(frozen=True, slots=True)
class Anchor:
    """A request at one authority: what it is for, and whether it was answered."""

    subject: str
    authority: str
    answered: bool

    @property
    def stem(self) -> str:
        """The files' name without its ending."""
        return f"{self.subject}.{self.authority}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking: ``fault`` is empty where there is a token now, ``at`` is its time then."""

    anchor: Anchor
    fault: str = ""
    at: str = ""


def subject(number: int, of: str = chain.FOLDER) -> str:
    """Give the subject that stands for a link of the chain, or for a line of the custody log where ``of`` is that."""
    return f"{of}-{Path(chain.name(number)).stem}"


def place_of(name: str) -> str:
    """Give what a subject stands for, as a path in the package."""
    kind, _, number = name.partition("-")
    folders = {chain.FOLDER: f"{bag.BAG}/{bag.DATA}/{chain.FOLDER}", CUSTODY: f"{FOLDER}/{CUSTODY}"}
    return f"{folders[kind]}/{number}.txt" if number else f"{bag.BAG}/{bag.TAG_MANIFEST}"


def found(folder: Path) -> list[Anchor]:
    """List the requests of an ``anchor/`` folder in the order of their names."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    seen: dict[tuple[str, str], bool] = {}
    for match in filter(None, map(_FILE.fullmatch, names)):
        seen[match[1], match[2]] = seen.get((match[1], match[2]), False) or match[3] == "r"
    return [Anchor(*key, answered) for key, answered in seen.items()]


def queue(folder: Path, name: str, content: bytes, authorities: Iterable[Authority]) -> list[Anchor]:
    """Write a request for each authority that has none for this subject yet; give those that wait.

    A request that asks for anything else than the digest of this content is replaced: it would be sent as it is.

    Raises:
        OSError: the disk is full or failing.
    """
    made(folder)
    waiting = []
    for authority in authorities:
        anchor = Anchor(name, authority.name, answered=(folder / f"{name}.{authority.name}{ANSWER}").exists())
        path = folder / f"{anchor.stem}{QUERY}"
        if not anchor.answered and not _asks(path, content):
            _settle(path, timestamp.request(content))
        if not anchor.answered:
            waiting.append(anchor)
    return waiting


def holds(folder: Path, anchor: Anchor, content: bytes) -> bool:
    """Tell whether an answer that was kept is a time stamp of what it is named after, whoever gave it.

    Raises:
        OSError: it cannot be read.
    """
    with (folder / f"{anchor.stem}{ANSWER}").open("rb") as file:
        answer = file.read(timestamp.LARGEST + 1)
    try:
        return timestamp.stamps(timestamp.read(answer), content)
    except EvidenceError:
        return False


def complete(
    folder: Path, anchor: Anchor, content: bytes, authority: Authority, patience: float = post.PATIENCE
) -> Outcome:
    """Ask an authority for what waits, and keep its answer where it is one.

    Raises:
        OSError: the disk is full or failing.
    """
    try:
        path = folder / f"{anchor.stem}{QUERY}"
        if not _asks(path, content):
            _settle(path, timestamp.request(content))
        query = path.read_bytes()
        answer = post.ask(authority.url, query, timestamp.LARGEST, patience)
        token = timestamp.answered(query, answer, content)
        roots = trust.certificates([authority.root]) if authority.root else ()
        if roots:
            trust.path(token.signer, token.certificates, roots, token.at)
    except EvidenceError as error:
        return Outcome(anchor, str(error))
    others = tuple(each for each in token.certificates if each != token.signer)
    certificates = folder / CERTIFICATES
    made(certificates)
    _settle(certificates / f"{authority.name}.pem", keys.pem((token.signer, *others)))
    _settle(folder / f"{anchor.stem}{ANSWER}", answer)
    return Outcome(Anchor(anchor.subject, anchor.authority, answered=True), at=token.at.isoformat())


def complete_all(
    folder: Path, content_of: Callable[[str], bytes], authorities: Sequence[Authority], patience: float = post.PATIENCE
) -> list[Outcome]:
    """Ask every authority for everything that waits; one that cannot be reached is not asked again."""
    outcomes: list[Outcome] = []
    known = {each.name: each for each in authorities}
    gone: dict[str, str] = {}
    for anchor in found(folder):
        authority = known.get(anchor.authority)
        if anchor.answered:
            continue
        if authority is None:
            outcomes.append(Outcome(anchor, _unasked(anchor.authority)))
        elif anchor.authority in gone:
            outcomes.append(Outcome(anchor, gone[anchor.authority]))
        else:
            outcomes.append(complete(folder, anchor, content_of(anchor.subject), authority, patience))
            if outcomes[-1].fault:
                gone[anchor.authority] = outcomes[-1].fault
    return outcomes


def _unasked(name: str) -> str:
    return f"no authority named {name} is asked now (leave --authority out, or name it in {CONFIGURED})"


def keep_lists(folder: Path, names: Iterable[str], patience: float = post.PATIENCE) -> list[str]:
    """Get the lists of revoked certificates that authorities' certificates name; give what could not be had.

    Args:
        folder: the ``anchor/`` folder.
        names: the authorities that were asked just now: what else lies there may be a stranger's, and so its addresses.
        patience: seconds for each list.

    Raises:
        OSError: the disk is full or failing.
    """
    faults = []
    for bundle in sorted(folder / CERTIFICATES / f"{name}.pem" for name in set(names)):
        places = [place for each in trust.certificates([bundle]) for place in distribution_points(each)]
        for number, url in enumerate(list(dict.fromkeys(places))[:_MOST_LISTS], start=1):
            try:
                content = x509.load_der_x509_crl(post.get(url, trust.LARGEST_LIST, patience)).public_bytes(Encoding.PEM)
                made(folder / LISTS)
                _settle(folder / LISTS / f"{bundle.stem}-{number}.crl", content)
            except EvidenceError as error:
                faults.append(str(error))
            except cms.UNREADABLE:
                faults.append(f"{url}: is no list of revoked certificates")
    return faults


@cms.quietly()
def distribution_points(certificate: x509.Certificate) -> list[str]:
    """Give where a certificate says that the list of revoked ones lies (RFC 5280, 4.2.1.13)."""
    try:
        extension = certificate.extensions.get_extension_for_oid(ExtensionOID.CRL_DISTRIBUTION_POINTS).value
    except (x509.ExtensionNotFound, *cms.UNREADABLE):
        return []
    assert isinstance(extension, x509.CRLDistributionPoints)
    names = [name.value for point in extension for name in point.full_name or () if isinstance(name.value, str)]
    return [name for name in names if name.startswith(("http://", "https://"))]


def _asks(path: Path, content: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return timestamp.is_request(file.read(_LARGEST_REQUEST), content)
    except OSError:
        return False


def _settle(path: Path, content: bytes) -> None:
    """Put a file in place whole, and on the disk."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    manifest.write(new, content)
    os.replace(new, path)
    sync(path.parent)
