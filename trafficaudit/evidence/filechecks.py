"""Checks of the file set: names, lists, digests. They are our own: bagit passes over several of these."""

import errno
import os
from collections.abc import Iterable, Iterator, Mapping

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag, case, hashing, layout, manifest, places, unread
from trafficaudit.evidence.case import Case
from trafficaudit.evidence.hashing import Job
from trafficaudit.evidence.verdict import Finding, Outcome, some

_SHA256, _SHA512 = 64, 128

_LARGEST = 512 << 20
"""Bytes of a list, a tag file or a file beside the bag."""
_SPARE = 1 << 30
"""Bytes that payload files may have beyond what was sealed and still be read, so that the changed ones are named."""


def names(subject: Case) -> Iterator[Finding]:
    """Look at every name and kind of file in the package.

    Raises:
        ReadError: a folder or file of it cannot be read, which says nothing of the package.
    """
    try:
        added = {path.name for path in subject.package.iterdir()} - {bag.BAG, bag.ANCHOR}
        if added:
            raise EvidenceError(f"stands beside {bag.BAG}/ and {bag.ANCHOR}/", some(added))
        for folder in (subject.bag, subject.anchor):
            if folder.is_symlink():
                raise EvidenceError("is a link", folder.name)
        subject.files = set(case.entries(str(subject.bag)))
        beside = list(case.entries(str(subject.anchor)))
        lost = places.clash(sorted(subject.files)) or places.clash(beside)
        if lost:
            raise EvidenceError("has the name of another file but for case", lost)
        for name in beside:
            if wrong := layout.fault(name):
                raise EvidenceError(wrong, f"{bag.ANCHOR}/{name}")
        _bounded(subject, beside)
    except OSError as error:
        unread.passed_on(error, subject.package)
        yield Finding("names", Outcome.FAILED, f"cannot be read: {error.strerror}")
    except EvidenceError as error:
        yield Finding("names", Outcome.FAILED, str(error))
    else:
        yield Finding("names", Outcome.OK)
        _readable(subject, beside)


def files(subject: Case) -> Iterator[Finding]:
    """Hold the files that are there against the lists, and the lists against each other."""
    try:
        subject.manifest = manifest.read(subject.bag / bag.MANIFEST, _SHA256)
        subject.manifest_512 = manifest.read(subject.bag / bag.MANIFEST_512, _SHA512)
        _tag_files(subject)
        if subject.manifest.keys() != subject.manifest_512.keys():
            raise EvidenceError("the two manifests do not list the same files")
        if any(not path.startswith(f"{bag.DATA}/") for path in subject.manifest):
            raise EvidenceError(f"lists a file that is not below {bag.DATA}/", bag.MANIFEST)
        listed = {*subject.manifest, *bag.TAGS, bag.TAG_MANIFEST}
        for what, paths in (("missing", listed - subject.files), ("not listed", subject.files - listed)):
            if paths:
                raise EvidenceError(f"{what}: {some(paths)}")
    except EvidenceError as error:
        yield Finding("files", Outcome.FAILED, str(error))
    else:
        yield Finding("files", Outcome.OK, f"{len(subject.files)}")


def payload(subject: Case) -> Iterator[Finding]:
    """Read every payload file once and hold both digests against the lists; raises as ``names``."""
    if not subject.manifest or not subject.manifest_512:
        yield Finding("payload", Outcome.FAILED, "there is no list to hold the files against")
        return
    paths, root = sorted(subject.files & subject.manifest.keys()), str(subject.bag)
    try:
        if _swollen(subject):
            what = "the files are far larger than when they were sealed, and were not read"
            yield Finding("payload", Outcome.FAILED, what)
            return
        read = hashing.digests([Job(f"{root}/{path}") for path in paths], subject.tell)
    except OSError as error:
        unread.passed_on(error, subject.bag)
        yield Finding("payload", Outcome.FAILED, f"cannot be read: {error.strerror}")
        return
    except EvidenceError as error:
        yield Finding("payload", Outcome.FAILED, str(error))
        return
    found = dict(zip(paths, read, strict=True))
    subject.sizes = {path: each.size for path, each in found.items()}
    changed = {
        path
        for path, each in found.items()
        if each.sha256 != subject.manifest[path] or each.sha512 != subject.manifest_512.get(path)
    }
    if changed or found.keys() != subject.manifest.keys():
        yield Finding("payload", Outcome.FAILED, some(changed | (subject.manifest.keys() - found.keys())))
    else:
        yield Finding("payload", Outcome.OK, f"{sum(each.size for each in read)} bytes")


def tags(subject: Case) -> Iterator[Finding]:
    """Hold the lists and tag files against the tag manifest, and the declared sizes against what was read."""
    try:
        changed = {name for name, digest in _tag_files(subject).items() if hashing.sha256(subject.bag / name) != digest}
        if changed:
            raise EvidenceError(some(changed))
        if (subject.bag / bag.DECLARATION).read_bytes() != bag.DECLARED:
            raise EvidenceError("is no BagIt 1.0 declaration", bag.DECLARATION)
        if bag.read_info(subject.bag).get(bag.OXUM) != f"{sum(subject.sizes.values())}.{len(subject.sizes)}":
            raise EvidenceError(f"{bag.OXUM} is not that of these files", bag.INFO)
    except OSError as error:
        unread.passed_on(error, subject.bag)
        yield Finding("tags", Outcome.FAILED, f"cannot be read: {error.strerror}")
    except EvidenceError as error:
        yield Finding("tags", Outcome.FAILED, str(error))
    else:
        yield Finding("tags", Outcome.OK)


def _bounded(subject: Case, beside: Iterable[str]) -> None:
    """See that no file but those of the payload is larger than any that was ever sealed, before one is read.

    Raises:
        EvidenceError: one is.
    """
    lists = (each for each in subject.files if not each.startswith(f"{bag.DATA}/"))
    for name in (*(f"{bag.BAG}/{each}" for each in lists), *(f"{bag.ANCHOR}/{each}" for each in beside)):
        if (subject.package / name).lstat().st_size > _LARGEST:
            raise EvidenceError(f"is larger than {_LARGEST >> 20} MiB", name)


def _swollen(subject: Case) -> bool:
    """Tell whether the payload has far more bytes than were sealed: a file of terabytes need not be on any disk."""
    try:
        sealed, _, count = bag.read_info(subject.bag).get(bag.OXUM, "").partition(".")
    except EvidenceError:
        return False
    there = (each for each in subject.files if each.startswith(f"{bag.DATA}/"))
    size = sum((subject.bag / each).lstat().st_size for each in there)
    return sealed.isdecimal() and count.isdecimal() and size > int(sealed) + _SPARE


def _tag_files(subject: Case) -> Mapping[str, str]:
    """Give what the tag manifest lists.

    Raises:
        EvidenceError: that is not the tag files, all of them and nothing else.
    """
    listed = manifest.read(subject.bag / bag.TAG_MANIFEST, _SHA256)
    if listed.keys() != set(bag.TAGS):
        raise EvidenceError("does not list the tag files, all of them and nothing else", bag.TAG_MANIFEST)
    return listed


def _readable(subject: Case, beside: Iterable[str]) -> None:
    """See that every file may be read, lists and time stamps too: what may not is neither missing nor changed.

    Raises:
        ReadError: one may not.
    """
    for folder, inside in ((subject.bag, subject.files), (subject.anchor, beside)):
        for name in inside:
            if not os.access(path := f"{folder}/{name}", os.R_OK):
                unread.passed_on(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), path)
