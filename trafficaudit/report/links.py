"""From each row of the transfer table to the findings and exchanges that it was counted from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from trafficaudit.destinations import onsite
from trafficaudit.model import Field, Finding, Span
from trafficaudit.report.results import Results, Row
from trafficaudit.tables.transfers import beside, strongest

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
        findings: places in the table of findings, some of them: as many different paths as there is room for.
        total: how many findings the row stands on.
        destination: place in the table of destinations, of the first exchange; ``None`` where nothing was found.
    """

    exchanges: tuple[int, ...]
    findings: tuple[int, ...]
    total: int
    destination: int | None


def link(results: Results) -> Linked:
    """Give each transfer row with its link, in the order of the rows.

    A row of which nothing left for the internet has ``onsite`` beside its columns.
    """
    places = {(row["capture"], row["exchange"]): place for place, row in enumerate(results.exchanges)}
    numbers = {row["destination"]: place for place, row in enumerate(results.destinations)}
    found: defaultdict[_Key, list[tuple[int, int]]] = defaultdict(list)
    for finding, match in _counted(results.findings):
        row = {**results.findings[finding], "match": match}
        exchange = places[row["capture"], row["exchange"]]
        if results.exchanges[exchange]["sent"] != "yes":
            continue
        destination = results.destinations[numbers[row["destination"]]]
        found[_key(row, destination, results.exchanges[exchange])].append((finding, exchange))
    linked = ((row, _link(found.get(_key(row, row, row), []), results, numbers)) for row in results.transfers)
    return [({**row, "onsite": True} if _onsite(row, one, results) else row, one) for row, one in linked]


def _onsite(row: Row, one: Link, results: Results) -> bool:
    """Say whether all that a row was counted from went to addresses of the phone or its own network."""
    ips = [results.exchanges[place]["ip"] for place in one.exchanges] if row["certainty"] == "unknown" else []
    return bool(ips) and all(map(onsite.kind, ips))


def _key(finding: Row, destination: Row, exchange: Row) -> _Key:
    return (*(finding[name] for name in _PLACE), *(destination[name] for name in _WHERE), exchange["encrypted"])


def _counted(findings: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Choose the findings that the transfer table counted, each with the match of its row.

    It keeps the strongest way of knowing of each field, and what speaks for it.
    """
    for _, group in groupby(enumerate(findings), lambda item: (item[1]["capture"], item[1]["exchange"])):
        made = [(place, _finding(row)) for place, row in group]
        chosen = strongest(finding for _, finding in made)
        matches = {id(finding): finding.match for finding in chosen}
        matches |= {id(said): one.match for said, one in beside([finding for _, finding in made], chosen)}
        yield from ((place, matches[id(finding)]) for place, finding in made if id(finding) in matches)


def _finding(row: Row) -> Finding:
    span = Span(row["span_start"], row["span_end"])
    field = Field(row["direction"], row["part"], row["path"], "", "", (), span, exact=False, parent=-1, leaf=True)
    return Finding(
        field, row["category"], row["match"], (), span, "", row["detector"], row["confidence"], row["reasoning"]
    )


def _link(found: list[tuple[int, int]], results: Results, numbers: Mapping[int, int]) -> Link:
    exchanges = dict.fromkeys(exchange for _, exchange in found)
    findings = [finding for finding, _ in found]
    destination = numbers[results.findings[findings[0]]["destination"]] if findings else None
    return Link(tuple(exchanges), _various(findings, results.findings), len(findings), destination)


def _various(places: list[int], findings: Sequence[Row]) -> tuple[int, ...]:
    """Choose what is shown: first one of each path, then the rest, each in the order of the recording."""
    first = {(findings[place]["part"], findings[place]["path"]): place for place in reversed(places)}
    ahead = set(first.values())
    ordered = sorted(places, key=lambda place: (place not in ahead, place))
    return tuple(sorted(ordered[:_SHOWN]))
