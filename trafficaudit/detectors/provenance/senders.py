"""Which process of the phone opened the connection of an exchange: by its TLS client random, or by its local port.

The client random (32 random bytes of the ClientHello: RFC 8446, 4.1.2) stands in what the proxy recorded of each
connection and in what the hooks saw inside the process: where both agree, the join is certain. A local port is given
out again after a while, and a network in between may change it: with a time that fits, the join is likely.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from trafficaudit.detectors.provenance.clock import recorded
from trafficaudit.events import CLIENT_RANDOM, AnyEvent, Connect, KeyLog, Process, Tls
from trafficaudit.model import Exchange
from trafficaudit.readers.events import HOST
from trafficaudit.readers.times import TOLERANCE, unix

OPENED_WITHIN = 5.0
"""Seconds between a hooked connect and the recorder's first sight of the connection."""

USED_WITHIN = 900.0
"""Seconds after a hooked connect within which an exchange may belong to it, where nothing else tells: longer than the
idle time after which HTTP clients and NAT let go of a connection (RFC 5382, REQ-5, keeps an open one much longer)."""

MOST = 1_000_000
"""Connections, randoms and names that are kept: a bound on memory."""

_PACKAGE = re.compile(r"(?!re\.frida\.)[A-Za-z]\w*(?:\.[A-Za-z]\w*)+")


@dataclass(frozen=True, slots=True)
class Sender:
    """A process: ``name`` is empty where no event names it, ``app`` where its name is no package or bundle id."""

    pid: int
    name: str
    app: str
    how: str
    certain: bool

    @property
    def note(self) -> str:
        """Say who sent an exchange and how sure that is."""
        named = f" ({self.name})" if self.name else ""
        return f"sent by process {self.pid}{named}: {self.how} ({'certain' if self.certain else 'likely'})"


@dataclass(frozen=True, slots=True)
class _Line:
    begun: float
    ended: float
    random: str


class Senders:
    """Knows the connections of one capture from both sides.

    ``left_out`` counts events for which there is no room, ``untimely`` those whose time is none.

    Args:
        connections: the objects of ``connections.jsonl``.
        offset: seconds that the phone's clock is ahead.
    """

    def __init__(self, connections: Iterable[Mapping[str, object]], offset: float) -> None:
        self._offset = offset
        self._lines: defaultdict[int, list[_Line]] = defaultdict(list)
        self._randoms: dict[str, int] = {}
        self._ports: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        self._names: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
        self._kept = self.left_out = self.untimely = 0
        for line in connections:
            self._line(line)

    def __len__(self) -> int:
        return len(self._randoms) + len(self._ports)

    @property
    def timed(self) -> bool:
        """Whether there are connections that only port and time can tell whose they are."""
        return bool(self._ports)

    def _line(self, line: Mapping[str, object]) -> None:
        port, random = line.get("client_port"), line.get("client_random")
        begun, ended = (unix(line.get(name)) for name in ("at", "ended_at"))
        if isinstance(port, int) and begun is not None:
            random = random.lower() if isinstance(random, str) and CLIENT_RANDOM(random.lower()) else ""
            self._lines[port].append(_Line(begun, ended if ended is not None else float("inf"), random))

    def add(self, event: AnyEvent) -> None:
        """Take in what an event tells of a connection or a process."""
        at = recorded(event.at, 0.0 if event.agent == HOST else self._offset)
        if at is None or self._kept >= MOST:
            self.untimely, self.left_out = self.untimely + (at is None), self.left_out + (at is not None)
            return
        seconds = at.timestamp()
        if isinstance(event, KeyLog | Tls) and CLIENT_RANDOM(event.client_random.lower()):
            self._kept += event.client_random.lower() not in self._randoms
            self._randoms.setdefault(event.client_random.lower(), event.pid)
        if isinstance(event, Connect) and event.local is not None:
            self._kept += 1
            self._ports[event.local.port].append((seconds, event.pid))
        if isinstance(event, Process) and event.name:
            self._kept += 1
            self._names[event.pid].append((seconds, event.name))

    def seal(self) -> None:
        """Put everything into the order of time."""
        for opened in self._ports.values():
            opened.sort()
        for named in self._names.values():
            named.sort()

    def name(self, pid: int, when: datetime) -> str:
        """Give the name that a process had at a time; a process id is given out again."""
        named = self._names.get(pid)
        if not named:
            return ""
        found = bisect_right(named, when.timestamp() + TOLERANCE, key=lambda one: one[0])
        return named[max(found - 1, 0)][1][:200]

    def sender(self, exchange: Exchange) -> Sender | None:
        """Give the process that an exchange came from, where that is known."""
        if exchange.client_port is None:
            return None
        when = exchange.started_at.timestamp()
        lines = [
            line
            for line in self._lines.get(exchange.client_port, ())
            if line.begun - TOLERANCE <= when <= line.ended + TOLERANCE
        ]
        found = {self._randoms[line.random] for line in lines if line.random in self._randoms}
        if len(found) == 1 and all(line.random in self._randoms for line in lines):
            how = "the hooks saw the TLS client random of this connection there"
            return self._made(found.pop(), exchange, how, certain=True)
        pid = self._by_port(exchange.client_port, when, lines)
        if pid is None:
            return None
        return self._made(pid, exchange, f"it had connected from port {exchange.client_port}", certain=False)

    def _by_port(self, port: int, when: float, lines: list[_Line]) -> int | None:
        opened = self._ports.get(port)
        if not opened:
            return None
        found = bisect_right(opened, when + TOLERANCE, key=lambda one: one[0])
        if not found:
            return None
        at, pid = opened[found - 1]
        if lines:
            return pid if any(abs(line.begun - at) <= OPENED_WITHIN for line in lines) else None
        return pid if when - at <= USED_WITHIN else None

    def _made(self, pid: int, exchange: Exchange, how: str, *, certain: bool) -> Sender:
        name = self.name(pid, exchange.started_at)
        base = name.partition(":")[0]  # Android names further processes of an app PACKAGE:NAME
        return Sender(pid, name, base if _PACKAGE.fullmatch(base) else "", how, certain)
