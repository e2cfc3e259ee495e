"""What resolvers answered over HTTPS and TLS by the time of an exchange, beside the DNS answers of its capture."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from trafficaudit.hostnames import host_of
from trafficaudit.model import UNDATED, Exchange
from trafficaudit.network import Network, Resolved
from trafficaudit.redaction import visible

WIDEST = 4096
"""Most names that are looked at on the way from a host."""


def plain(name: str | None) -> str:
    """Give a host's name as DNS has it, safe to show; empty where there is none."""
    return visible(host_of(name)) if name else ""


class Told(NamedTuple):
    """What is said of names, sorted, what a resolver said in which exchange, whether there is more: ``names.chain``."""

    names: Mapping[str, tuple[str, ...]]
    exchanges: Mapping[tuple[str, str], str]
    more: bool = False


class Resolvers:
    """Gives what was known of a host's name at a time.

    Args:
        network: what the capture tells.
    """

    def __init__(self, network: Network) -> None:
        self._names = network.names
        self._said: defaultdict[str, list[Resolved]] = defaultdict(list)
        for one in network.resolved:
            self._said[one.name].append(one)
        self._found: dict[str, _Found] = {}

    def known(self, exchange: Exchange) -> tuple[int, ...]:
        """Give how many answers were known that have to do with an exchange's hosts: the same place where as many."""
        if not self._said:
            return ()
        names = map(plain, (exchange.host, exchange.sni))
        return tuple([_known_at(exchange.started_at, self._of(name).times) for name in names])

    def told(self, host: str, at: datetime) -> Told:
        """Give what was said of a host, and of each name that it stands for."""
        if not self._said:
            return Told(self._names, {})
        found = self._of(host)
        known = found.answers[: _known_at(at, found.times)]
        if not known:
            return Told(self._names, {})
        names = {name: set(self._names[name]) for name in found.reached if name in self._names}
        exchanges = {
            (one.name, one.said): one.exchange_id for one in known if one.said not in self._names.get(one.name, ())
        }
        for one in known:
            names.setdefault(one.name, set()).add(one.said)
        return Told({name: tuple(sorted(said)) for name, said in names.items()}, exchanges, found.more)

    def _of(self, host: str) -> "_Found":
        """Give the answers to a host and to the names behind it."""
        found = self._found.get(host)
        if found is None:
            answers, reached, layer = list[Resolved](), {host}, [host]
            while layer and len(reached) < WIDEST:
                name = layer.pop()
                here = self._said.get(name, [])
                answers += here
                said = {*self._names.get(name, ()), *(one.said for one in here)} - reached
                reached |= said
                layer += sorted(said)
            answers.sort()
            found = self._found[host] = _Found(answers, [one.at for one in answers], reached, bool(layer))
        return found


class _Found(NamedTuple):
    """Answers by time, their times, the names that they reach; ``more`` where not all of these were looked at."""

    answers: list[Resolved]
    times: list[datetime]
    reached: set[str]
    more: bool


def _known_at(at: datetime, times: list[datetime]) -> int:
    """Count the answers that were known at a time; where nobody knows when it was, all of them may have been."""
    return len(times) if at == UNDATED else bisect_right(times, at)
