"""The curated tables beside the databases: regions of clouds, signs of edges, seats of operators, who runs a network.

``data/regions.toml``, ``data/edges.toml``, ``data/seats.toml`` and ``data/networks.toml`` hold the facts with their
sources; this module reads them once.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Operator:
    """A cloud operator: its regions (name -> ISO country), and where its region names may stand in host names.

    ``zones``: region -> other countries in which it has servers that it publishes with that region.
    """

    name: str
    regions: dict[str, str]
    zones: dict[str, frozenset[str]]
    domains: tuple[str, ...]
    foreign: bool
    prefixes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A response header that only an edge sends. ``spares``: the operator whose own regional front sends it, too."""

    operator: str
    header: str
    value: re.Pattern[str] | None
    pop: re.Pattern[str] | None
    node: re.Pattern[str] | None
    spares: str


@dataclass(frozen=True, slots=True)
class Edges:
    """What gives an edge away.

    ``networks``: AS number -> operator; ``hosting``: AS numbers of host operators; ``sites``: airport code -> country;
    ``names``: word -> country; ``suffixes``: domain of a delivery network's host names -> operator; ``shared``: first
    words of the organisations in certificates that an operator shares among its customers.
    """

    networks: dict[int, str]
    hosting: frozenset[int]
    signatures: dict[str, tuple[Signature, ...]]
    sites: dict[str, str]
    names: dict[str, str]
    suffixes: dict[str, str]
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seat:
    """Countries in which an operator's address blocks are registered, wherever its servers are.

    ``doubted``: those that the databases repeat for servers elsewhere so often that their agreement is no finding, or
    of which nobody can tell how often they do. ``lists``: the provider under which it publishes where its ranges are;
    empty where it publishes none.
    """

    operator: str
    registered: frozenset[str]
    doubted: frozenset[str]
    lists: str = ""

    def narrowed(self, country: str) -> "Seat":
        """Give the seat for a block that is registered in a country: what differs from it repeats no registration.

        >>> Seat("Microsoft", frozenset({"US", "GB"}), frozenset({"GB"})).narrowed("US")
        Seat(operator='Microsoft', registered=frozenset({'US'}), doubted=frozenset())
        """
        return replace(self, registered=frozenset({country}), doubted=self.doubted & {country}) if country else self

    def unlisted(self) -> "Seat":
        """Give the seat for an address that the operator's own list leaves out: nobody can measure where such ones are.

        They are blocks that customers brought along (often announced from many places) or the operator's own services.
        """
        return replace(self, doubted=self.registered)


@dataclass(frozen=True, slots=True)
class Runner:
    """Who runs a network, by its name in the map of recipients; ``own``: nobody else's services answer there."""

    organisation: str
    own: bool


@cache
def operators() -> dict[str, Operator]:
    """Give every cloud operator by name."""
    return {
        name: Operator(
            name,
            _inverted(entry["countries"]),
            _grouped(entry.get("zones", {})),
            tuple(entry["domains"]),
            entry["foreign"],
            tuple(entry["prefixes"]),
            entry["source"],
        )
        for name, entry in _load("regions.toml").items()
    }


@cache
def edges() -> Edges:
    """Give what an edge is known by; signatures by header name."""
    table = _load("edges.toml")
    signatures: dict[str, tuple[Signature, ...]] = {}
    for entry in table["signature"]:
        value, pop, node = (re.compile(entry[key], re.I) if key in entry else None for key in ("value", "pop", "node"))
        signature = Signature(entry["operator"], entry["header"], value, pop, node, entry.get("spares", ""))
        signatures[signature.header] = (*signatures.get(signature.header, ()), signature)
    suffixes = {domain: entry["operator"] for entry in table["suffix"] for domain in entry["domains"]}
    networks = {number: entry["operator"] for entry in table["network"] for number in entry["asn"]}
    return Edges(
        networks,
        frozenset(table["hosting"]["asn"]),
        signatures,
        _inverted(table["sites"]),
        _inverted(table["names"]),
        suffixes,
        frozenset(table["shared"]["words"]),
    )


@cache
def seats() -> dict[int, Seat]:
    """Give the seats of worldwide operators by AS number."""
    return {
        number: Seat(
            entry["operator"], frozenset(entry["registered"]), frozenset(entry["doubted"]), entry.get("lists", "")
        )
        for entry in _load("seats.toml")["seat"]
        for number in entry["asn"]
    }


@cache
def runners() -> dict[int, Runner]:
    """Give who runs a network by AS number, for those that the map of recipients has another name for."""
    return {
        number: Runner(entry["organisation"], entry.get("own", False))
        for entry in _load("networks.toml")["network"]
        for number in entry["asn"]
    }


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _grouped(countries: dict[str, str]) -> dict[str, frozenset[str]]:
    regions = {region for words in countries.values() for region in words.split()}
    return {
        region: frozenset(code for code, words in countries.items() if region in words.split()) for region in regions
    }


def _inverted(countries: dict[str, str]) -> dict[str, str]:
    return {word: country for country, words in countries.items() for word in words.split()}
