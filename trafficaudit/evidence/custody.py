"""The custody log: who did what when, with which version. One chain in the bag, one beside it for what comes later.

What happens until the seal stands in ``data/chain/`` and is sealed with the rest. What is done with the package after
that (time stamps, verifications, hand-overs) stands in ``anchor/custody/``, whose first link names the tag manifest.
"""

from collections.abc import Mapping
from pathlib import Path

from trafficaudit.errors import EvidenceError, OutputError
from trafficaudit.evidence import bag, chain, hashing
from trafficaudit.evidence.chain import Chain, Entry, Link

PLACE = f"{bag.ANCHOR}/custody"


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
    """
    try:
        log = Chain(package / PLACE, PLACE)
        subject = f"{bag.BAG}/{bag.TAG_MANIFEST}"
        named = [*files] if log.count else [subject, *files]
        found = {name: hashing.sha256(package / name) for name in named}
        log.append(Entry(what, note, who), found)
    except OSError as error:
        raise OutputError(f"the custody log cannot be written: {error.strerror}", str(package)) from error


def read(path: Path) -> list[tuple[str, Link]]:
    """Give what was done with a package or a capture folder, in its order: where it stands, and the link.

    Raises:
        EvidenceError: there is no log, or it does not hold.
    """
    package = bag.package_of(path)
    logs: Mapping[str, Path] = {chain.FOLDER: path / chain.FOLDER}
    if package:
        logs = {chain.FOLDER: package / bag.BAG / bag.DATA / chain.FOLDER, PLACE: package / PLACE}
    found = [(place, link) for place, folder in logs.items() for link in chain.walk(folder, place)]
    if not found:
        raise EvidenceError("has no custody log", str(path), "name a package, or a capture that was recorded")
    return found
