"""Connections that hooks saw in the app, and of which the proxy has no line: what they carried is in no exchange.

An app may pass a proxy by (a network stack of its own, QUIC beside an HTTP proxy, a network that is not the tunnel's).
The proxy cannot know; the hooks do. TLS is compared by the client random, which is exact. Other connections go by their
local port and the time, which a network in between (an emulator's, ``adb reverse``) may change: what is told says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address as parsed

from trafficaudit.detectors.provenance.clock import recorded
from trafficaudit.detectors.provenance.senders import MOST, OPENED_WITHIN
from trafficaudit.events import AnyEvent, Connect, Endpoint, KeyLog, Tls
from trafficaudit.hostnames import ip_address
from trafficaudit.plurals import several
from trafficaudit.readers.flow.peers import hostport
from trafficaudit.readers.times import parse_time

_UNDER_WAY = frozenset((0, 115, 36))
"""What a connect gives that did not fail: done, or EINPROGRESS of Linux and of Darwin."""

_SHOWN = 5

_TLS = "TLS connection whose keys the hooks saw is", "TLS connections whose keys the hooks saw are"
_UNLISTED = "in no list of the proxy's: gone around it, or not known to it as TLS (DTLS), and not read"
_TCP = "TCP connection that the hooks saw being opened fits", "TCP connections that the hooks saw being opened fit"
_UNMET = "none of the proxy's by port and time"
_WHY = "gone around it, come to nothing, or under another port behind a network in between"


class Around:
    """Compares the connections of one capture from both sides.

    Args:
        connections: the objects of ``connections.jsonl``.
        offset: seconds that the phone's clock is ahead, ``None`` where nobody knows it: then ports count alone.
    """

    def __init__(self, connections: Iterable[Mapping[str, object]], offset: float | None) -> None:
        self._offset = offset
        self._listed = set[str]()
        self._begun: defaultdict[int, list[float]] = defaultdict(list)
        self._keyed, self._read = set[str](), set[str]()
        self._opened: list[tuple[int, int, float, Endpoint]] = []
        self._ports = set[tuple[int, int]]()
        for line in connections:
            outer = line.get("outer_randoms")
            randoms = [line.get("client_random"), *(outer if isinstance(outer, list) else ())]
            self._listed.update(each.lower() for each in randoms if isinstance(each, str))
            port, at = line.get("client_port"), line.get("at")
            begun = parse_time(at) if isinstance(at, str) else None
            if isinstance(port, int) and begun is not None:
                self._begun[port].append(begun.timestamp())

    def add(self, event: AnyEvent) -> None:
        """Take in what an event tells of a connection; those beyond ``senders.MOST`` are counted there."""
        match event:
            case KeyLog(client_random=random) if random and len(self._keyed) < MOST:
                self._keyed.add(random.lower())
            case Tls() if len(self._read) + len(self._ports) < MOST:
                self._read.add(event.client_random.lower())
                self._ports.add((event.pid, event.local.port if event.local else 0))
            case Connect(transport="tcp", remote=Endpoint()) if len(self._opened) < MOST:
                self._open(event)
            case _:
                pass

    def _open(self, event: Connect) -> None:
        at = recorded(event.at, self._offset or 0.0)
        if event.result in _UNDER_WAY and at is not None and event.remote is not None and _leads_away(event.remote):
            port = event.local.port if event.local else 0
            self._opened.append((event.pid, port, at.timestamp(), event.remote))

    def told(self) -> Iterator[str]:
        """Say what passed the proxy by, as far as hooks saw it."""
        around = len(self._keyed - self._listed - self._read)
        if around:
            yield f"{several(around, *_TLS)} {_UNLISTED}"
        unmet = [remote for pid, port, at, remote in self._opened if not self._met(pid, port, at)]
        if unmet:
            ends = Counter(hostport("", ip_address(each.ip) or each.ip, each.port) for each in unmet)
            shown = [f"{end} ({count})" for end, count in sorted(ends.items(), key=lambda each: (-each[1], each[0]))]
            named = ", ".join(shown[:_SHOWN]) + (" and others" if len(shown) > _SHOWN else "")
            yield f"{several(len(unmet), *_TCP)} {_UNMET} ({named}): {_WHY}"

    def _met(self, pid: int, port: int, at: float) -> bool:
        """Tell whether a connection is the proxy's, or its plaintext came from the hooks."""
        if not port or (pid, port) in self._ports:
            return bool(port)
        begun = self._begun.get(port, ())
        return bool(begun) if self._offset is None else any(abs(each - at) <= OPENED_WITHIN for each in begun)


def _leads_away(remote: Endpoint) -> bool:
    """Tell whether an address is another computer's: what an app says to itself passes no proxy."""
    address = ip_address(remote.ip)
    return (
        address is not None and remote.port > 0 and not (parsed(address).is_loopback or parsed(address).is_unspecified)
    )
