"""From each row of the transfer table to the findings and exchanges that it was counted from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

from trafficaudit.destinations import onsite
from trafficaudit.report.results import Results, Row
from trafficaudit.tables.chosen import counted
from trafficaudit.tables.strength import proves

_SHOWN = 5
_PLACE = ("app", "phase", "host", "category", "match")
_WHERE = ("recipient", "recipient_country", "country", "certainty", "leaves_korea", "party")

type _Key = tuple[object, ...]
type Linked = Sequence[tuple[Row, "Link"]]
"""Rows of the transfer table, each with what it stands on."""


@dataclass(frozen=True, slots=True)
class Link:
    """What one transfer row stands on.

    Args:
        exchanges: places in the table of exchanges, every one that was counted, in the order of the recording.
        proven: those of them in which a finding itself is proof: of a row that is proven somewhere not each has to be.
        findings: places in the table of findings, some of them: first one that is proof, where any is, then as many
            different paths as there is room for.
        total: how many findings the row stands on.
        destination: place in the table of destinations, of the first exchange; ``None`` where nothing was found.
    """

    exchanges: tuple[int, ...]
    proven: tuple[int, ...]
    findings: tuple[int, ...]
    total: int
    destination: int | None


class _Found(NamedTuple):
    """A finding by its place in the table, that of its exchange, where it stands in it, and whether it is proof."""

    finding: int
    exchange: int
    part: str
    path: str
    proof: bool


def link(results: Results) -> Linked:
    """Give each transfer row with its link, in the order of the rows.

    A row has beside its columns by what its recipient is known (``basis``), and ``onsite`` where nothing left for the
    internet.
    """
    places = {(row["capture"], row["exchange"]): place for place, row in enumerate(results.exchanges)}
    numbers = {row["destination"]: place for place, row in enumerate(results.destinations)}
    found: defaultdict[_Key, list[_Found]] = defaultdict(list)
    for finding, match in counted(results.findings):
        row = {**results.findings[finding], "match": match}
        exchange = places[row["capture"], row["exchange"]]
        if results.exchanges[exchange]["sent"] != "yes":
            continue
        destination = results.destinations[numbers[row["destination"]]]
        one = _Found(finding, exchange, row["part"], row["path"], _proves(row))
        found[_key(row, destination, results.exchanges[exchange])].append(one)
    linked = ((row, _link(found.get(_key(row, row, row), []), results, numbers)) for row in results.transfers)
    return [({**row, **_known(row, one, results)}, one) for row, one in linked]


def _known(row: Row, one: Link, results: Results) -> dict[str, object]:
    basis = results.destinations[one.destination]["recipient_basis"] if one.destination is not None else ""
    return {"basis": basis, "onsite": True} if _onsite(row, one, results) else {"basis": basis}


def _onsite(row: Row, one: Link, results: Results) -> bool:
    """Say whether all that a row was counted from went to addresses of the phone or its own network."""
    ips = [results.exchanges[place]["ip"] for place in one.exchanges] if row["certainty"] == "unknown" else []
    return bool(ips) and all(map(onsite.kind, ips))


def _key(finding: Row, destination: Row, exchange: Row) -> _Key:
    return (*(finding[name] for name in _PLACE), *(destination[name] for name in _WHERE), exchange["encrypted"])


def _link(found: Sequence[_Found], results: Results, numbers: Mapping[int, int]) -> Link:
    exchanges = dict.fromkeys(one.exchange for one in found)
    proven = dict.fromkeys(one.exchange for one in found if one.proof)
    destination = numbers[results.findings[found[0].finding]["destination"]] if found else None
    return Link(tuple(exchanges), tuple(proven), _various(found), len(found), destination)


def _proves(finding: Row) -> bool:
    return proves(str(finding["detector"]), float(finding["confidence"]))


def _various(found: Sequence[_Found]) -> tuple[int, ...]:
    """Choose what is shown: first a proof, then one of each path, then the rest, each in the order of the recording."""
    ahead = {*{(one.part, one.path): one.finding for one in reversed(found)}.values()}
    proof = next((one.finding for one in found if one.proof), None)
    ordered = nsmallest(
        _SHOWN, (one.finding for one in found), key=lambda place: (place != proof, place not in ahead, place)
    )
    return tuple(sorted(ordered, key=lambda place: (place != proof, place)))
