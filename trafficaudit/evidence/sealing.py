"""Sealing: a capture folder becomes a package beside it, whole or not at all.

Files that the recorder closed for good (no write bit, the recording is finished) are hard links to the same bytes where
the file system allows it, so that sealing takes no second disk; everything else is copied. Nothing in the capture
folder is changed.
"""

import json
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import trafficaudit
from trafficaudit.errors import EvidenceError, ExistsError, OutputError, room
from trafficaudit.evidence import (
    anchor,
    bag,
    chain,
    custody,
    hashing,
    keys,
    manifest,
    payload,
    places,
    signature,
)
from trafficaudit.evidence.chain import Chain, Entry, Link
from trafficaudit.evidence.config import Authority
from trafficaudit.evidence.hashing import Digests, Job
from trafficaudit.evidence.keys import Signer
from trafficaudit.evidence.layout import CONFIRMATION, VERIFIER
from trafficaudit.evidence.payload import Payload
from trafficaudit.plurals import several
from trafficaudit.working import become, working

SUFFIX = ".sealed"

_WRITE_BITS = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Order:
    """How to seal.

    Args:
        signer: whose key signs; the user's own where it is left out.
        authorities: whose time stamps are asked for; the requests are made, and wait until ``anchor`` sends them.
        operator: who seals; the user of this computer where it is left out.
        documents: what is known beside the capture: place below ``data/`` -> JSON object, or bytes as they are.
        labels: what ``bag-info.txt`` says beside what it always says.
        results: result folders that were made from the capture, for ``data/derived/``.
        complete: what is said of the recording's end where another package tells it; the folder's own word without.
        copy: whether files are copied even where a hard link would do.
        tell: is called with the bytes read so far.
    """

    signer: Signer | None = None
    authorities: tuple[Authority, ...] = ()
    operator: str = ""
    documents: Mapping[str, Mapping[str, object] | bytes] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    results: tuple[Path, ...] = ()
    complete: str = ""
    copy: bool = False
    tell: Callable[[int], None] = lambda done: None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed package: what is written down on paper of it, and what still waits for its time stamp."""

    path: Path
    tagmanifest: str
    files: int
    size: int
    complete: str
    signer: str
    waiting: tuple[str, ...]

    @property
    def confirmation(self) -> str:
        """The line for the paper confirmation (확인서)."""
        much = f"{several(self.files, 'file')}, {several(self.size, 'byte')}"
        return f"tagmanifest-sha256.txt SHA-256 {self.tagmanifest}, {much}"


def seal(folder: Path, target: Path | None = None, order: Order | None = None) -> Sealed:
    """Seal a capture folder.

    Args:
        folder: the capture folder.
        target: the package to make; ``FOLDER.sealed`` beside it where it is left out.
        order: how.

    Raises:
        EvidenceError: it is no capture folder, or not any more what its chain says.
        ExistsError: the package exists.
        OutputError: it cannot be written. The capture is untouched.
        SignerError: the key cannot be used.
    """
    order = order or Order()
    target = target or folder.resolve().with_name(folder.resolve().name + SUFFIX)
    signer = order.signer or keys.own(order.operator or chain.operator())
    collected = payload.collect(folder, order.results)
    collected = replace(collected, complete=order.complete or collected.complete)
    if os.path.lexists(target):
        raise ExistsError("the package exists already", str(target), "name another one with -o")
    if target.resolve().is_relative_to(folder.resolve()):
        raise OutputError("the package would lie inside the capture", str(target), "name another place with -o")
    try:
        with working(target) as made:
            (made / bag.BAG / bag.DATA).mkdir(parents=True)
            sealed = _fill(made, folder, collected, order, signer)
            become(made, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        remedy = room(error, "check the path, its rights and the disk")
        raise OutputError(f"the package cannot be written: {reason}", str(target), remedy) from error
    return replace(sealed, path=target)


def _fill(made: Path, folder: Path, collected: Payload, order: Order, signer: Signer) -> Sealed:
    data = made / bag.BAG / bag.DATA
    # A recorder may go on with what is not finished, in the very segment that looks closed.
    found = _take(data, collected.files, order if collected.finished else replace(order, copy=True))
    _chain(data, folder, collected, found, order)
    payload_files = {f"{bag.DATA}/{place}": each for place, each in found.items()}
    info = dict(order.labels) | {
        "Bag-Software-Agent": f"trafficaudit {trafficaudit.__version__}",
        "Bagging-Date": f"{datetime.now(UTC):%Y-%m-%d}",
        bag.IDENTIFIER: collected.identifier,
        bag.SCRIPT: hashing.digest_of(_verifier()),
        bag.COMPLETE: collected.complete,
        bag.CHAIN_MADE: bag.WHILE_RECORDING if collected.links else bag.AT_SEALING,
    }
    tagmanifest = bag.write_tags(made / bag.BAG, payload_files, info)
    waiting = _anchor(made, collected, order, signer)
    sealed = Sealed(
        path=made,
        tagmanifest=tagmanifest,
        files=len(payload_files) + len(bag.TAGS) + 1,
        size=sum(each.size for each in found.values()),
        complete=collected.complete,
        signer=signer.fingerprint,
        waiting=waiting,
    )
    manifest.write(made / bag.ANCHOR / CONFIRMATION, _confirmation(sealed, collected.identifier).encode())
    custody.written(made, chain.SEALED, sealed.confirmation, files=(f"anchor/{signature.NAME}",), who=order.operator)
    return sealed


def _take(data: Path, files: Mapping[str, str], order: Order) -> dict[str, Digests]:
    """Link or copy files into the bag; give the digest of each place."""
    jobs, root = [], str(data)
    for folder in {place.rpartition("/")[0] for place in files}:
        (data / folder).mkdir(parents=True, exist_ok=True)
    for place, source in files.items():
        new = f"{root}/{place}"
        linked = not order.copy and not os.lstat(source).st_mode & _WRITE_BITS and _link(source, new)
        jobs.append(Job(new) if linked else Job(source, new))
    return dict(zip(files, hashing.digests(jobs, order.tell), strict=True))


def _link(source: str, new: str) -> bool:
    try:
        os.link(source, new, follow_symlinks=False)
    except OSError:  # another file system, or one without hard links
        return False
    return True


def _chain(data: Path, folder: Path, collected: Payload, found: dict[str, Digests], order: Order) -> None:
    """Bring a recorder's chain along, hold the files against it, and close it."""
    mine, theirs, links = data / chain.FOLDER, folder / chain.FOLDER, collected.links
    mine.mkdir()
    for link in links:
        manifest.write(mine / chain.name(link.number), (theirs / chain.name(link.number)).read_bytes())
    named = _held(links, collected, found, data)
    for place, said in sorted(_documents(collected, order).items()):
        (data / place).parent.mkdir(parents=True, exist_ok=True)
        manifest.write(data / place, said if isinstance(said, bytes) else _json(said))
        found |= zip([place], _digests([data / place]), strict=True)
    growing = Chain(mine)
    if not links:
        growing.append(
            Entry("begun", "nothing was fixed while recording: this chain was made at sealing", order.operator)
        )
    rest = {place: each.sha256 for place, each in found.items() if place not in named}
    growing.append(
        Entry(chain.SEALED, f"{len(rest)} {'file' if len(rest) == 1 else 'files'} fixed at sealing", order.operator),
        rest,
    )
    paths = [mine / chain.name(number) for number in range(growing.count)]
    found |= {f"{chain.FOLDER}/{path.name}": each for path, each in zip(paths, _digests(paths), strict=True)}


def _digests(paths: Iterable[Path]) -> list[Digests]:
    return hashing.digests([Job(str(path)) for path in paths])


def _held(links: Iterable[Link], collected: Payload, found: Mapping[str, Digests], data: Path) -> set[str]:
    """Hold every file against what was fixed of it while recording; give the places that are fixed whole.

    Raises:
        EvidenceError: one is missing or another one by now.
    """
    named: set[str] = set()
    fixed = [*collected.segments.items(), *(item for link in links for item in link.files.items())]
    for place, digest in fixed:
        if place not in found or found[place].sha256 != digest:
            what = "is missing" if place not in found else "is not what it was when the recorder closed it"
            raise EvidenceError(what, place, "keep the folder as it is; what its chain names cannot be sealed any more")
    for link in links:
        named |= link.files.keys()
        for each in link.prefixes:
            if not hashing.begins(data / each.place, each.size, each.sha256):
                raise EvidenceError("does not begin as it did while recording", each.place, "keep the folder as it is")
    return named


def _json(said: Mapping[str, object]) -> bytes:
    content = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
    return content.encode("utf-8", "backslashreplace")


def _documents(collected: Payload, order: Order) -> dict[str, Mapping[str, object] | bytes]:
    now = datetime.now(UTC)
    said: dict[str, Mapping[str, object] | bytes] = dict(order.documents)
    said[f"{places.LOG}/sealing.json"] = {
        "at": now.isoformat(timespec="microseconds"),
        "operator": order.operator or chain.operator(),
        "tool": {"name": "trafficaudit", "version": trafficaudit.__version__},
        "identifier": collected.identifier,
        "complete": collected.complete,
    }
    if collected.renamed:
        said[f"{places.LOG}/names.json"] = dict(collected.renamed)
    return said


def _anchor(made: Path, collected: Payload, order: Order, signer: Signer) -> tuple[str, ...]:
    """Write all that stands beside the bag; give what waits for a time stamp."""
    beside = made / bag.ANCHOR
    beside.mkdir()
    for name, path in collected.anchored.items():
        (beside / name).parent.mkdir(exist_ok=True)
        manifest.write(beside / name, Path(path).read_bytes())
    content = (made / bag.BAG / bag.TAG_MANIFEST).read_bytes()
    manifest.write(beside / signature.NAME, signature.sign(content, signer))
    (beside / anchor.CERTIFICATES).mkdir(exist_ok=True)
    manifest.write(beside / anchor.CERTIFICATES / f"{anchor.SIGNER}.pem", keys.pem((signer.certificate, *signer.chain)))
    manifest.write(beside / VERIFIER, _verifier())
    (beside / VERIFIER).chmod(0o555)
    anchor.queue(beside, anchor.TAG_MANIFEST, content, order.authorities)
    return tuple(each.stem for each in anchor.found(beside) if not each.answered)


def _confirmation(sealed: Sealed, identifier: str) -> str:
    """Write what is printed, signed and kept on paper."""
    text = resources.files("trafficaudit.evidence").joinpath("confirmation.txt").read_text(encoding="utf-8")
    return text.format(
        identifier=identifier,
        tagmanifest=sealed.tagmanifest,
        files=sealed.files,
        size=sealed.size,
        signer=sealed.signer,
        complete=sealed.complete,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=trafficaudit.__version__,
        verifier=hashing.digest_of(_verifier()),
    )


def _verifier() -> bytes:
    """Give the script that verifies a package without this toolkit."""
    return resources.files("trafficaudit.evidence").joinpath(VERIFIER).read_bytes()
