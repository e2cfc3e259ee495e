"""Verifying: whether a package still is what was sealed. Reads the package, writes nothing."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from trafficaudit.evidence import anchorchecks, bag, chainchecks, config, filechecks, hashing, keys, trust
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
    lists: Sequence[Path] = (),
    offline: bool = True,
    lang: str = "en",
    tell: Callable[[int], None] = lambda done: None,
) -> Verdict:
    """Verify a package.

    Args:
        path: the package, or the bag in it.
        roots: files with the root certificates of authorities and signers that are believed, and no other ones;
            without them those that the configuration names, then those of the operating system (authorities only).
        signer: the SHA-256 of the signer's certificate, as it stands in the confirmation.
        confirmed: the SHA-256 of the tag manifest, as it stands in the confirmation.
        lists: files with lists of revoked certificates, beside those in the package.
        offline: without it the authorities' current lists of revoked certificates are asked for over the network.
        lang: the language of the meanings, ``ko`` or ``en``.
        tell: is called with the bytes read so far.

    Raises:
        SignerError: a root certificate cannot be read, or the configuration is wrong.
        EvidenceError: a list of revoked certificates cannot be read.
    """
    package = bag.package_of(path)
    if package is None or not (package / bag.ANCHOR).is_dir():
        part = "" if package is None else f"{bag.ANCHOR}/ is missing"
        return Verdict(path, "", told([Finding("package", Outcome.FAILED, part)], lang))
    subject = Case(package, _known(roots, signer, confirmed, lists, offline=offline), tell)
    manifest = package / bag.BAG / bag.TAG_MANIFEST
    if manifest.is_file() and not manifest.is_symlink() and manifest.stat().st_size < 1 << 20:
        subject.tagmanifest = manifest.read_bytes()
    digest = hashing.digest_of(subject.tagmanifest) if subject.tagmanifest else ""
    return Verdict(path, digest, told(_findings(subject), lang))


def _findings(subject: Case) -> Iterator[Finding]:
    yield Finding("package", Outcome.OK)
    for check in CHECKS:
        for finding in check(subject):
            yield finding
            if finding.id == _FATAL and finding.outcome is Outcome.FAILED:
                return


def _known(roots: Sequence[Path], signer: str, confirmed: str, lists: Sequence[Path], *, offline: bool) -> Known:
    named = trust.certificates(roots)
    expected = {}
    if not named:
        told_of = config.load().authorities
        expected = {each.name: trust.certificates([each.root]) for each in told_of if each.root}
    return Known(
        roots=named,
        expected=expected,
        system=() if named else trust.system_roots(),
        own=keys.own_certificate(),
        signer=signer,
        confirmed=confirmed,
        lists=trust.lists(lists),
        offline=offline,
    )
