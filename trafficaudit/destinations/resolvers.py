"""What resolvers answered over HTTPS and TLS by the time of an exchange, beside the DNS answers of its capture."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from heapq import heappop, heappush
from typing import NamedTuple

from trafficaudit.destinations import nat64
from trafficaudit.destinations.addresses import address_of
from trafficaudit.destinations.names import ANSWERS
from trafficaudit.destinations.recipients import registrable_domain
from trafficaudit.hostnames import host_of, ip_address
from trafficaudit.model import UNDATED, Evidence, Exchange
from trafficaudit.network import Network, Resolved
from trafficaudit.redaction import visible

WIDEST = 4096
"""Most names that are looked at on the way from a host."""
MOST_BACK = 256
"""Most names that are looked at on the way from an address back to those that were asked for."""
REMEMBERED = 1024
"""Most addresses of which these are remembered."""
HELD = 1 << 18
"""Most answers and names that are remembered of all hosts; a host that asks for more is looked up anew."""

NAMED = 6
"""Most domains that are listed of those of which a name was asked for and led to an address."""
MORE = "there are names that led there and were not looked at"
MEANT = "domain of a name that was asked for, with this address as the answer: the exchange itself names none"


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
        self._held = 0
        self.prefixes = nat64.prefixes(network.names.get(nat64.ASKED, ()))
        self._asked: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
        self._leads: dict[str, _Led] = {}

    def known(self, exchange: Exchange) -> tuple[int, ...]:
        """Give how many answers were known that have to do with an exchange's hosts: the same place where as many."""
        if not self._said:
            return ()
        names = map(plain, (exchange.host, exchange.sni))
        beside = [at for at, _ in self._leading(exchange).names]
        return (
            *(_known_at(exchange.started_at, self._of(name).times) for name in names),
            _known_at(exchange.started_at, beside),
        )

    def meant(self, exchange: Exchange) -> tuple[Evidence, ...]:
        """Say for whose names the address of an exchange was the answer, where the exchange itself has no name."""
        at, led = exchange.started_at, self._leading(exchange)
        known = (name for since, name in led.names if since <= at or at == UNDATED)
        listed = sorted(set(map(registrable_domain, known)))  # a label below it may say whose it is
        more = f"{len(listed) - NAMED} further ones are not listed" if len(listed) > NAMED else ""
        told = visible(", ".join(listed[:NAMED]))
        details = (MEANT, more, MORE if led.more else "")
        return (Evidence(ANSWERS, told, "; ".join(filter(None, details))),) if listed else ()

    def _leading(self, exchange: Exchange) -> "_Led":
        """Give the names that were asked for and led to the address of an exchange without a name, with since when.

        Of DNS answers any time counts, as for the way from a name to its address.
        """
        host = plain(exchange.host)
        if exchange.sni or ip_address(host) is None:
            return _Led()
        address = self._plainly(exchange.server_address or host)
        if address not in self._leads:
            if len(self._leads) >= REMEMBERED:
                self._leads.clear()
            self._leads[address] = self._backwards(address)
        return self._leads[address]

    def _backwards(self, address: str) -> "_Led":
        if not self._asked:
            for name, answers in self._names.items():
                for said in answers:
                    self._asked[self._plainly(said)].append((UNDATED, name))
            for one in sorted(one for listed in self._said.values() for one in listed):
                self._asked[self._plainly(one.said)].append((one.at, one.name))
        known: dict[str, datetime] = {}
        ahead = [(UNDATED, address)]  # what is known first comes first: several ways may lead to one name
        more = False
        while ahead and len(known) <= MOST_BACK:
            since, said = heappop(ahead)
            if said in known:
                continue
            known[said] = since
            asked = self._asked.get(said, [])
            more |= len(asked) > MOST_BACK
            for at, name in asked[:MOST_BACK]:
                if name not in known:
                    heappush(ahead, (max(since, at), name))
        names = sorted((at, name) for name, at in known.items() if name != address and not self._asked.get(name))
        return _Led(tuple(names), more or any(name not in known for _, name in ahead))

    def _plainly(self, said: str) -> str:
        """Give an address in one form, that which a network made of it as it was; a name as it is."""
        return str(address_of(said, self.prefixes) or said)

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
            self._held += len(answers) + len(reached)
            if self._held > HELD:
                self._found.clear()
                self._held = len(answers) + len(reached)
            found = self._found[host] = _Found(answers, [one.at for one in answers], reached, bool(layer))
        return found


class _Led(NamedTuple):
    """Names that were asked for and led to an address, with since when; ``more`` where there are others."""

    names: tuple[tuple[datetime, str], ...] = ()
    more: bool = False


class _Found(NamedTuple):
    """Answers by time, their times, the names that they reach; ``more`` where not all of these were looked at."""

    answers: list[Resolved]
    times: list[datetime]
    reached: set[str]
    more: bool


def _known_at(at: datetime, times: list[datetime]) -> int:
    """Count the answers that were known at a time; where nobody knows when it was, all of them may have been."""
    return len(times) if at == UNDATED else bisect_right(times, at)
