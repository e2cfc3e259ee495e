"""What a verification looks at: the package's parts, and what the verifier knows from elsewhere."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography import x509

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag, places

_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Known:
    """What the verifier knows that does not come from the package.

    Args:
        roots: root certificates that were named.
        system: roots of the operating system, asked where none was named.
        own: SHA-256 of the certificate of the verifier's own key: a signature by it is named as such, and not trusted
            for that reason.
        signer: SHA-256 of the signer's certificate, as it stands in the confirmation.
        confirmed: SHA-256 of the tag manifest, as it stands in the confirmation.
        noted: SHA-256 of a line of the custody log, as it was noted when the package was handed over.
        lists: lists of revoked certificates.
        offline: whether nothing is asked over the network.
    """

    roots: tuple[x509.Certificate, ...] = ()
    system: tuple[x509.Certificate, ...] = ()
    own: str = ""
    signer: str = ""
    confirmed: str = ""
    noted: str = ""
    lists: tuple[x509.CertificateRevocationList, ...] = ()
    offline: bool = True


@dataclass(slots=True)
class Case:
    """A package under verification, with what the checks before have read of it.

    ``late`` is what a replay reads of the recording and no link fixed but that of the seal or of a recovery.
    """

    package: Path
    known: Known
    tell: Callable[[int], None] = lambda done: None
    files: set[str] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    manifest: dict[str, str] = field(default_factory=dict)
    manifest_512: dict[str, str] = field(default_factory=dict)
    tagmanifest: bytes = b""
    chained: bool = False
    late: tuple[str, ...] = ()
    signer: str = ""
    stamped: list[tuple[str, datetime]] = field(default_factory=list)
    first: datetime | None = None

    @property
    def bag(self) -> Path:
        """The bag."""
        return self.package / bag.BAG

    @property
    def anchor(self) -> Path:
        """What stands beside the bag."""
        return self.package / bag.ANCHOR


def entries(folder: str, inside: str = "", depth: int = 0) -> Iterator[str]:
    """Give the path of every file below a folder.

    Raises:
        EvidenceError: there is a link, a special file, an empty folder, or a name that no bag of ours has.
    """
    if depth > _DEEPEST:
        raise EvidenceError("holds too many folders in each other", inside)
    listed: Sequence[os.DirEntry[str]] = sorted(os.scandir(folder), key=lambda entry: entry.name)
    if not listed:
        raise EvidenceError("is an empty folder, which no list names", inside or os.path.basename(folder))
    for entry in listed:
        name = f"{inside}{entry.name}"
        if entry.is_symlink():
            raise EvidenceError("is a link", name)
        wrong = places.fault(name)
        if wrong:
            raise EvidenceError(wrong, name)
        if entry.is_dir(follow_symlinks=False):
            yield from entries(entry.path, f"{name}/", depth + 1)
        elif entry.is_file(follow_symlinks=False):
            yield name
        else:
            raise EvidenceError("is no regular file", name)
