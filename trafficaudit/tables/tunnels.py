"""Which tunnels that apps asked their proxy for were opened: those through which something was read.

A tunnel is one connection of the app with its proxy, so that one to a host of which something was read may have stayed
closed. What was read went through it where both name one connection: the app's port, until that port asks for another
tunnel, or the connection that the recorder names. What is left of the tunnel's host and port, or of the address that it
asked for, may have gone through it where one of both names no connection; not what began before it, nor what another
server got. Of several such tunnels the first was opened where something was read before the second was asked for, and
the only one; of the others the recording does not tell.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from trafficaudit.model import NEVER, UNDATED, Exchange

OPENED, CLOSED, UNTOLD = "decrypted", "not intercepted", "tunnel"
"""What became of a tunnel, as states of the coverage ledger; the last one says that the recording does not tell."""

_APART = timedelta(seconds=1)
"""How much earlier what went through a tunnel may be dated: tools note the one when it was asked for, or stood."""
_BEFORE = UNDATED + timedelta(days=365)
"""Nothing was recorded before this, and what has no time counts as older."""

type _End = tuple[str, str | None, int]
"""A recording, and a host (or an address) and port in it."""
type _Kind = tuple[bool, str | None]
"""Whether a talk names no port of the app's, and the server's address."""


class _Talk(NamedTuple):
    """Who was spoken to over which connection, as far as the recording names it."""

    capture: str
    host: str
    port: int
    address: str | None
    client: int | None
    connection: str | None

    @classmethod
    def of(cls, exchange: Exchange) -> "_Talk":
        return cls(
            exchange.capture_id,
            exchange.host,
            exchange.port,
            exchange.server_address,
            exchange.client_port,
            exchange.connection_id,
        )

    def connections(self) -> Iterator[tuple[str, int | str]]:
        """Give the names of its connection in its recording: the app's port, and what the recorder calls it."""
        if self.client is not None:
            yield self.capture, self.client
        if self.connection is not None:
            yield self.capture, self.connection


class _Tunnel(NamedTuple):
    talk: _Talk
    at: datetime


class Tunnels:
    """Gathers a recording's tunnels and what was read, whatever comes first; memory grows with connections."""

    def __init__(self) -> None:
        self._read: dict[_Talk, list[datetime]] = {}
        self._asked: list[_Tunnel] = []

    def read(self, exchange: Exchange) -> None:
        """Take an exchange that was looked into."""
        at = exchange.started_at
        period = self._read.setdefault(_Talk.of(exchange), [at, at])
        if at < period[0]:
            period[0] = at
        elif at > period[1]:
            period[1] = at

    def asked(self, exchange: Exchange) -> int:
        """Take a tunnel; give its number, counted from 0."""
        self._asked.append(_Tunnel(_Talk.of(exchange), exchange.started_at))
        return len(self._asked) - 1

    def settled(self) -> list[str]:
        """Give what became of each tunnel, in the order in which they were taken."""
        return _settled(self._asked, self._read) if self._asked else []


def _settled(asked: list[_Tunnel], read: dict[_Talk, list[datetime]]) -> list[str]:
    states, through = [CLOSED] * len(asked), _by_connection(asked, read)
    for number, talks in through.items():
        states[number] = OPENED if talks else CLOSED
    known = set[_Talk]().union(*through.values())
    left = _by_end([talk for talk in read if talk not in known])
    groups: defaultdict[_End, list[int]] = defaultdict(list)
    kinds = {end: _kinds(talks, read) for end, talks in left.items()}
    for number, tunnel in enumerate(asked):
        alike = kinds.get(tunnel.talk[:3], {}) if states[number] == CLOSED else {}
        if any(_may(talk, period, tunnel) for talk, period in alike.values()):
            groups[tunnel.talk[:3]].append(number)
    for end, numbers in groups.items():
        first, *others = sorted(numbers, key=lambda number: asked[number].at)
        start, then = asked[first].at - _APART, asked[others[0]].at - _APART if others else NEVER
        early = (talk for talk in left[end] if start <= read[talk][0] < then)
        opened = not others or any(_may(talk, read[talk], asked[first]) for talk in early)
        states[first] = OPENED if opened else UNTOLD
        for number in others:
            states[number] = UNTOLD
    return states


def _by_connection(asked: list[_Tunnel], read: dict[_Talk, list[datetime]]) -> dict[int, set[_Talk]]:
    """Give what went through each tunnel by the names of its connection."""
    named: defaultdict[tuple[str, int | str], list[_Talk]] = defaultdict(list)
    for talk in read:
        for name in talk.connections():
            named[name].append(talk)
    again: defaultdict[tuple[str, int | str], list[datetime]] = defaultdict(list)
    for tunnel in asked:
        for name in tunnel.talk.connections():
            again[name].append(tunnel.at)
    for times in again.values():
        times.sort()
    found: dict[int, set[_Talk]] = {}
    for number, tunnel in enumerate(asked):
        found[number] = set()
        for name in tunnel.talk.connections():
            later = bisect_right(again[name], tunnel.at)
            end = again[name][later] if later < len(again[name]) else NEVER
            found[number].update(talk for talk in named[name] if _fits(read[talk], tunnel.at, end))
    return found


def _by_end(talks: list[_Talk]) -> defaultdict[_End, list[_Talk]]:
    ends: defaultdict[_End, list[_Talk]] = defaultdict(list)
    for talk in talks:
        for place in {talk.host, talk.address}:
            ends[talk.capture, place, talk.port].append(talk)
    return ends


def _kinds(talks: list[_Talk], read: dict[_Talk, list[datetime]]) -> dict[_Kind, tuple[_Talk, list[datetime]]]:
    """Give one of the talks with an end for all that may have gone through the same tunnels, with the period of all.

    There may be thousands, and as many tunnels: each tunnel is held against each kind of talk.
    """
    found: dict[_Kind, tuple[_Talk, list[datetime]]] = {}
    for talk in talks:
        first, last = read[talk]
        _, period = found.setdefault((talk.client is None, talk.address), (talk, [first, last]))
        period[:] = min(period[0], first), max(period[1], last)
    return found


def _may(talk: _Talk, period: list[datetime], tunnel: _Tunnel) -> bool:
    asked = tunnel.talk
    if talk.client is not None and asked.client is not None:
        return False  # each names its connection, and they are two
    if talk.address and asked.address and talk.address != asked.address:
        return False
    return _fits(period, tunnel.at, NEVER)


def _fits(period: list[datetime], start: datetime, end: datetime) -> bool:
    """Tell whether something of a period, from its first to its last exchange, may lie between two times."""
    return min(start, period[0]) < _BEFORE or (period[1] >= start - _APART and period[0] < end)
