"""Verifying: whether a package still is what was sealed. Reads the package, writes nothing."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from trafficaudit.errors import EvidenceError, SignerError
from trafficaudit.evidence import (
    anchorchecks,
    bag,
    chainchecks,
    clockchecks,
    config,
    copychecks,
    custodychecks,
    filechecks,
    hashing,
    keys,
    trust,
    unread,
)
from trafficaudit.evidence.case import Case, Known
from trafficaudit.evidence.verdict import Finding, Outcome, Verdict, told

CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    filechecks.names,
    filechecks.files,
    filechecks.payload,
    filechecks.tags,
    chainchecks.linked,
    chainchecks.complete,
    anchorchecks.beside,
    clockchecks.clock,
    copychecks.copies,
    custodychecks.logged,
    anchorchecks.confirmed,
)
"""Every check, in the order in which one relies on the ones before."""

_FATAL = "names"
"""Where this fails nothing further is read: a link could lead anywhere."""


def verify(
    path: Path,
    *,
    roots: Sequence[Path] = (),
    signer: str = "",
    confirmed: str = "",
    noted: str = "",
    lists: Sequence[Path] = (),
    offline: bool = True,
    lang: str = "en",
    tell: Callable[[int], None] = lambda done: None,
) -> Verdict:
    """Verify a package.

    What is believed is named by the caller: neither the verifier's own key nor the configuration is, so that the same
    arguments come to the same verdict on every computer, and to that of ``verify.sh``.

    Args:
        path: the package, or the bag in it.
        roots: files with the root certificates of authorities and signers that are believed, and no other ones;
            without them those of the operating system (authorities only).
        signer: the SHA-256 of the signer's certificate, as it stands in the confirmation.
        confirmed: the SHA-256 of the tag manifest, as it stands in the confirmation.
        noted: the SHA-256 of a line of the custody log, as it was noted when the package was handed over.
        lists: files with lists of revoked certificates, beside those in the package.
        offline: without it the authorities' current lists of revoked certificates are asked for over the network.
        lang: the language of the meanings, ``ko`` or ``en``.
        tell: is called with the bytes read so far.

    Raises:
        ReadError: the package, or a file of it, cannot be read, which says nothing of it.
        EvidenceError: it changes while it is read.
        SignerError: a root certificate or a list of revoked certificates that was named cannot be read.
    """
    package = bag.package_of(path)
    if package is None or not (package / bag.ANCHOR).is_dir():
        part = "" if package is None else f"{bag.ANCHOR}/ is missing"
        return Verdict(path, "", told([Finding("package", Outcome.FAILED, part)], lang))
    subject = Case(package, _known(roots, signer, confirmed, noted, lists, offline=offline), tell)
    subject.tagmanifest = _tag_manifest(package)
    digest = hashing.digest_of(subject.tagmanifest) if subject.tagmanifest else ""
    try:
        return Verdict(path, digest, told(_findings(subject), lang))
    except OSError as error:
        unread.passed_on(error, package)
        what = f"changes while it is read: {error.strerror}"
        raise EvidenceError(what, str(error.filename or package), "verify it again when nobody writes in it") from error


def _tag_manifest(package: Path) -> bytes:
    """Give the bytes of what names every file, none where it is no file or too large for one; raises as ``verify``."""
    manifest = package / bag.BAG / bag.TAG_MANIFEST
    if not manifest.is_file() or manifest.is_symlink() or manifest.stat().st_size >= 1 << 20:
        return b""
    try:
        return manifest.read_bytes()
    except OSError as error:
        unread.passed_on(error, manifest)
        return b""


def _findings(subject: Case) -> Iterator[Finding]:
    yield Finding("package", Outcome.OK)
    for check in CHECKS:
        for finding in check(subject):
            yield finding
            if finding.id == _FATAL and finding.outcome is Outcome.FAILED:
                return


def own_signer() -> str:
    """Give the SHA-256 of the certificate of the verifier's own key.

    Raises:
        SignerError: there is none.
    """
    found = keys.own_certificate()
    if found is None:
        raise SignerError("there is no key of your own", str(config.folder()), "name the signer's SHA-256")
    return keys.fingerprint(found)


def own_roots() -> tuple[Path, ...]:
    """Give the files of the root certificates that the configuration names.

    Raises:
        SignerError: it is wrong, or names none.
    """
    found = tuple(each.root for each in config.load().authorities if each.root)
    if not found:
        raise SignerError("names no root certificate", str(config.folder() / config.NAME), "name a file with --root")
    return found


def _known(
    roots: Sequence[Path], signer: str, confirmed: str, noted: str, lists: Sequence[Path], *, offline: bool
) -> Known:
    named, own = trust.certificates(roots), keys.own_certificate()
    try:
        revoked = trust.lists(lists)
    except EvidenceError as error:
        raise SignerError(error.what, error.where, "name a PEM or DER file") from error
    return Known(
        roots=named,
        system=() if named else trust.system_roots(),
        own=keys.fingerprint(own) if own else "",
        signer=signer,
        confirmed=confirmed,
        noted=noted,
        lists=revoked,
        offline=offline,
    )
