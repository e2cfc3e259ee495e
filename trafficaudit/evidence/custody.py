"""The custody log: who did what when, with which version: a chain in the bag, and one beside it for what comes later.

What happens until the seal stands in ``data/chain/`` and is sealed with the rest. What is done with the package after
that (time stamps, verifications, hand-overs) stands in ``anchor/custody/``, whose first link names the tag manifest. A
time stamp of a line is named by the line after it: it cannot be taken away alone.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from trafficaudit.errors import EvidenceError, OutputError, room
from trafficaudit.evidence import anchor, bag, chain, hashing, layout
from trafficaudit.evidence.chain import Chain, Entry, Link
from trafficaudit.working import made

PLACE = f"{anchor.FOLDER}/{anchor.CUSTODY}"


def append(package: Path, what: str, note: str = "", *, files: tuple[str, ...] = (), who: str = "") -> None:
    """Add what was done with a package.

    Args:
        package: the package's folder.
        what: what was done.
        note: more about it.
        files: paths in the package, with ``/``, that it is about.
        who: who did it; the user of this computer where it is left out.

    Raises:
        OutputError: it cannot be written.
        EvidenceError: something stands beside the bag that does not belong there.
    """
    try:
        written(package, what, note, files=files, who=who)
    except OSError as error:
        what = f"the custody log cannot be written: {error.strerror}"
        raise OutputError(what, str(package), room(error, "check its rights and the disk")) from error


def written(package: Path, what: str, note: str = "", *, files: tuple[str, ...] = (), who: str = "") -> None:
    """Add what was done with a package, as ``append`` does.

    Raises:
        OSError: it cannot be written.
        EvidenceError: something stands beside the bag that does not belong there.
    """
    layout.check(package / anchor.FOLDER)
    with _alone(package / PLACE) as folder:
        log = Chain(folder, PLACE)
        begun = [f"{bag.BAG}/{bag.TAG_MANIFEST}"] if not log.count else _stamps_of(package, log.count - 1)
        found = {name: hashing.sha256(package / name) for name in (*begun, *files)}
        log.append(Entry(what, note, who), found)


def head(package: Path) -> int | None:
    """Give the number of the last line of a package's log; ``None`` where there is none."""
    numbers = chain.numbers(package / PLACE)
    return numbers[-1] if numbers else None


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """Wait until no other process adds a line: two at once would take the same number."""
    made(folder)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(handle)


def unlogged(package: Path) -> list[anchor.Anchor]:
    """Give the time stamps that no line names though one should: the disk was full when it was to be written, say.

    That of the last line is none of them, as the next one names it; nor is what is no time stamp of its subject.

    Raises:
        OSError: something cannot be read.
        EvidenceError: the log does not hold.
    """
    folder, last = package / anchor.FOLDER, head(package)
    named = {place for link in chain.walk(package / PLACE, PLACE) for place in link.files}
    mine = "" if last is None else anchor.subject(last, anchor.CUSTODY)
    return [
        each
        for each in anchor.found(folder)
        if each.answered
        and each.subject != mine
        and f"{anchor.FOLDER}/{each.stem}{anchor.ANSWER}" not in named
        and (subject := package / anchor.place_of(each.subject)).is_file()
        and anchor.holds(folder, each, subject.read_bytes())
    ]


def _stamps_of(package: Path, number: int) -> list[str]:
    line = anchor.subject(number, anchor.CUSTODY)
    found = (each for each in anchor.found(package / anchor.FOLDER) if each.subject == line and each.answered)
    return [f"{anchor.FOLDER}/{each.stem}{anchor.ANSWER}" for each in found]


def read(path: Path) -> list[tuple[str, Link, str]]:
    """Give what was done with a package or a capture folder, in its order: where it stands, the link, its SHA-256.

    Raises:
        EvidenceError: there is no log, or it does not hold.
    """
    package = bag.package_of(path)
    logs: Mapping[str, Path] = {chain.FOLDER: path / chain.FOLDER}
    if package:
        logs = {chain.FOLDER: package / bag.BAG / bag.DATA / chain.FOLDER, PLACE: package / PLACE}
    found = [
        (place, link, hashing.sha256(folder / chain.name(link.number)))
        for place, folder in logs.items()
        for link in chain.walk(folder, place)
    ]
    if not found:
        remedy = "name a package, or a capture that was recorded"
        raise bag.missing(path) or EvidenceError("has no custody log", str(path), remedy)
    return found
