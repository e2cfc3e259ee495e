"""Measure how often the embedded country databases contradict where a network's address blocks are registered.

    python -m trafficaudit.destinations.spreading

writes ``data/spread.txt``; a maintainer runs it after ``build``. Only IPv4 is measured, where the databases know most;
a network's blocks of IPv6 are its operator's as well.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from trafficaudit.destinations.databases import VOTERS, counted
from trafficaudit.destinations.places import DATA
from trafficaudit.destinations.rangefile import RangeFile
from trafficaudit.destinations.spread import REST, TABLE, Spread
from trafficaudit.destinations.vote import QUORUM

LEAST = 4096
"""Addresses (sixteen of the smallest blocks that are announced) from which a share is measured."""
SIDE = 256
"""Addresses for which a country is named before it is counted: the smallest block that is announced."""


class _Count:
    """Addresses on which two databases answered, those of them that one contradicts, and what is named instead."""

    def __init__(self) -> None:
        self.answered = self.contradicted = 0
        self.instead: Counter[str] = Counter()

    def add(self, size: int, others: Iterable[str]) -> None:
        self.answered += size
        self.contradicted += size if others else 0
        self.instead.update(dict.fromkeys(others, size))

    def take(self, other: "_Count") -> None:
        self.answered += other.answered
        self.contradicted += other.contradicted
        self.instead.update(other.instead)

    def spread(self, registered: str) -> Spread:
        sides = sum(size >= SIDE for size in self.instead.values())
        return Spread(registered, self.contradicted * 1000 // self.answered, sides)


def measure(asn: RangeFile, registry: RangeFile, voters: Sequence[RangeFile]) -> dict[int, dict[str, Spread]]:
    """Measure every network in which a registration misleads: by country, and ``*`` for those with too few addresses.

    Args:
        asn: network numbers.
        registry: where blocks are registered.
        voters: the country databases.
    """
    counts: dict[int, dict[str, _Count]] = defaultdict(lambda: defaultdict(_Count))
    for size, (network, block, *answers) in _pieces((asn, registry, *voters)):
        registered, named = counted(block), [code for code in map(counted, answers) if code]
        if network and registered and len(named) >= QUORUM:
            counts[int(network.partition(" ")[0])][registered].add(size, set(named) - {registered})
    networks = {number: _spreads(by_country) for number, by_country in counts.items()}
    return {number: known for number, known in networks.items() if any(one.misleads for one in known.values())}


def _spreads(counts: dict[str, _Count]) -> dict[str, Spread]:
    rest, known = _Count(), {}
    for registered, count in counts.items():
        if count.answered >= LEAST:
            known[registered] = count.spread(registered)
        else:
            rest.take(count)
    return known | ({REST: rest.spread("")} if rest.answered >= LEAST else {})


def _pieces(files: Sequence[RangeFile]) -> Iterator[tuple[int, list[str]]]:
    """Cut the addresses of IPv4 where one of the files changes: how many there are, and what each file has for them."""
    now, since = [""] * len(files), 0
    for start, place, label in heapq.merge(*(_steps(file, place) for place, file in enumerate(files))):
        if start > since:
            yield start - since, now
            since = start
        now[place] = label


def _steps(file: RangeFile, place: int) -> Iterator[tuple[int, int, str]]:
    after = 0
    for first, last, label in file.ranges(4):
        if first > after:
            yield after, place, ""
        yield first, place, label
        after = last + 1
    yield after, place, ""


def lines(built: str, networks: dict[int, dict[str, Spread]]) -> Iterator[str]:
    """Give the table's lines."""
    yield from (
        "# Made by ../spreading.py; the rule in ../spread.py. Network; country in which blocks are registered, * for",
        "# those with too few; of a thousand of these addresses those that a database has elsewhere; in how many.",
        f"# built {built}",
    )
    for number, known in sorted(networks.items()):
        for registered, one in sorted(known.items()):
            yield f"{number} {registered} {one.share} {one.countries}"


def measured() -> tuple[str, dict[int, dict[str, Spread]]]:
    """Measure the embedded databases; give the day of the newest voter, too."""
    asn, registry, *voters = (_open(name) for name in ("asn", "registry", *VOTERS))
    return max(voter.header.built for voter in voters), measure(asn, registry, voters)


def _open(name: str) -> RangeFile:
    path = DATA / f"{name}.ranges.xz"
    return RangeFile(path, path.read_bytes())


if __name__ == "__main__":
    TABLE.write_text("\n".join(lines(*measured())) + "\n", encoding="ascii")
