"""Checks of the chain: its links, what they name, and whether the recording is whole."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from trafficaudit.capturefiles import DESCRIPTION, EVENTS, SIDE_FILES, TRAFFIC
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag, chain, hashing, places, unread
from trafficaudit.evidence.case import Case
from trafficaudit.evidence.chain import Link
from trafficaudit.evidence.verdict import Finding, Outcome, some


def linked(subject: Case) -> Iterator[Finding]:
    """Walk the chain and hold every digest in it against the manifest, which the payload was held against already."""
    data = subject.bag / bag.DATA
    try:
        links = _links(subject)
        named: set[str] = set()
        for link in links:
            _held(subject, link)
            named |= link.files.keys()
            for each in link.prefixes:
                if not hashing.begins(data / each.place, each.size, each.sha256):
                    raise EvidenceError(f"does not begin as link {link.number} says", each.place)
        inside = {path.removeprefix(f"{bag.DATA}/") for path in subject.manifest}
        left = {place for place in inside - named if not place.startswith(f"{chain.FOLDER}/")}
        if left:
            raise EvidenceError("stands in no link", min(left))
        if len(inside - named - left) != len(links):
            raise EvidenceError("holds something that is no link", chain.FOLDER)
        if links[-1].entry.what != chain.SEALED:
            raise EvidenceError("the last link is not that of the seal", chain.name(links[-1].number))
        subject.late = tuple(_late(links))
    except OSError as error:
        unread.passed_on(error, data)
        yield Finding("chain", Outcome.FAILED, f"cannot be read: {error.strerror}")
    except EvidenceError as error:
        yield Finding("chain", Outcome.FAILED, str(error))
    else:
        subject.chained = True
        yield Finding("chain", Outcome.OK, f"{len(links)}")


def complete(subject: Case) -> Iterator[Finding]:
    """Say when the hashes were fixed, and whether the recording ended in order."""
    try:
        info = bag.read_info(subject.bag)
    except EvidenceError as error:
        yield Finding("complete", Outcome.OPEN, str(error))
        return
    # The segment that was open when a recording was cut off stands in no link, or in one of whoever recovered it.
    late = some(subject.late) if info.get(bag.CHAIN_MADE) == bag.WHILE_RECORDING else ""
    fixed = info.get(bag.CHAIN_MADE) == bag.WHILE_RECORDING and not late
    yield Finding("acquisition", Outcome.OK if fixed else Outcome.NOTE, late)
    said = info.get(bag.COMPLETE, "no")
    whole = said == "yes"
    yield Finding("complete", Outcome.OK if whole else Outcome.OPEN, "" if whole else said.removeprefix("no: "))


def _links(subject: Case) -> tuple[Link, ...]:
    folder = subject.bag / bag.DATA / chain.FOLDER
    found = chain.numbers(folder)
    if not found or found != list(range(len(found))):
        raise EvidenceError("a link is missing")
    return tuple(chain.read(folder / chain.name(number)) for number in found)


def _held(subject: Case, link: Link) -> None:
    before = f"{bag.DATA}/{chain.FOLDER}/{chain.name(link.number - 1)}"
    if link.number and subject.manifest.get(before) != link.previous:
        raise EvidenceError("does not name the link before", chain.name(link.number))
    for place, digest in link.files.items():
        if place.startswith(f"{chain.FOLDER}/"):
            raise EvidenceError(f"link {link.number} names something beside the link before", place)
        if subject.manifest.get(f"{bag.DATA}/{place}") != digest:
            raise EvidenceError(f"link {link.number} names another one", place)


def _late(links: Sequence[Link]) -> Iterator[str]:
    """Give what a replay reads and no link fixed while recording, as a file or by how it began to its last byte.

    That is a segment nobody closed, and as well marks of phases or events of hooks that were written down afterwards.
    """
    begun = {(each.place, each.sha256) for link in links for each in link.prefixes}
    for link in (links[-1], *(link for link in links if link.entry.what == chain.RECOVERED)):
        yield from (place for place in link.files if _is_read(place) and (place, link.files[place]) not in begun)


def _is_read(place: str) -> bool:
    folder, _, name = place.rpartition("/")
    return folder == places.CAPTURE and (name in (DESCRIPTION, EVENTS, *SIDE_FILES) or fnmatchcase(name, TRAFFIC))
