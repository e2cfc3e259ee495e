"""From each row of the transfer table to the findings and exchanges that it was counted from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def link(results: Results) -> Linked:
    """Give each transfer row with its link, in the order of the rows.

    A row has beside its columns by what its recipient is known (``basis``), and ``onsite`` where nothing left for the
    internet.
    """
    places = {(row["capture"], row["exchange"]): place for place, row in enumerate(results.exchanges)}
    numbers = {row["destination"]: place for place, row in enumerate(results.destinations)}
    found: defaultdict[_Key, list[tuple[int, int]]] = defaultdict(list)
    for finding, match in counted(results.findings):
        row = {**results.findings[finding], "match": match}
        exchange = places[row["capture"], row["exchange"]]
        if results.exchanges[exchange]["sent"] != "yes":
            continue
        destination = results.destinations[numbers[row["destination"]]]
        found[_key(row, destination, results.exchanges[exchange])].append((finding, exchange))
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


def _link(found: list[tuple[int, int]], results: Results, numbers: Mapping[int, int]) -> Link:
    exchanges = dict.fromkeys(exchange for _, exchange in found)
    findings = [finding for finding, _ in found]
    proven = dict.fromkeys(exchange for finding, exchange in found if _proves(results.findings[finding]))
    destination = numbers[results.findings[findings[0]]["destination"]] if findings else None
    return Link(tuple(exchanges), tuple(proven), _various(findings, results.findings), len(findings), destination)


def _proves(finding: Row) -> bool:
    return proves(str(finding["detector"]), float(finding["confidence"]))


def _various(places: list[int], findings: Sequence[Row]) -> tuple[int, ...]:
    """Choose what is shown: first a proof, then one of each path, then the rest, each in the order of the recording."""
    first = {(findings[place]["part"], findings[place]["path"]): place for place in reversed(places)}
    ahead = set(first.values())
    proof = next((place for place in places if _proves(findings[place])), None)
    ordered = sorted(places, key=lambda place: (place != proof, place not in ahead, place))
    return tuple(sorted(ordered[:_SHOWN], key=lambda place: (place != proof, place)))
