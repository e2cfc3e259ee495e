"""Which of the recorder's connections a piece of plaintext belongs to where the hooks could not tell the client random.

The app's port is told by both sides, but is given out again, even at the same time for another server. So the time has
to fit as well, and the server's name or address: of a proxy that the app knows of, the address is the proxy's own.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address as parsed

from trafficaudit.events import Tls
from trafficaudit.hostnames import host_of, ip_address
from trafficaudit.readers.times import TOLERANCE, unix

_MOST = 16
"""Connections from one port that are asked for one piece, those that began last: an app may open any number of them."""

_ASKED = ("regular", "upstream", "socks5")
"""Modes of mitmproxy in which the app itself connects to the proxy."""


@dataclass(frozen=True, slots=True)
class _Line:
    random: str
    begun: float
    ended: float
    sni: str
    server: str
    asked: bool


class Ends:
    """Finds the client random of a connection by what else is known of it.

    Args:
        known: the objects of ``connections.jsonl`` by their client random.
    """

    def __init__(self, known: Mapping[str, Mapping[str, object]]) -> None:
        self._lines: defaultdict[int, list[_Line]] = defaultdict(list)
        self._last: dict[str, str] = {}
        for random, line in known.items():
            port, begun, ended = line.get("client_port"), unix(line.get("at")), unix(line.get("ended_at"))
            if isinstance(port, int) and begun is not None:
                sni, server = (value if isinstance(value, str) else "" for value in map(line.get, _NAMES))
                asked = str(line.get("mode")).startswith(_ASKED)
                end = float("inf") if ended is None else ended
                self._lines[port].append(_Line(random, begun, end, host_of(sni), ip_address(server) or "", asked))
        for lines in self._lines.values():
            lines.sort(key=lambda line: line.begun)

    def random(self, event: Tls, name: str, offset: float) -> str:
        """Give the client random of the one connection that an event fits, else of the one that ``name`` had before.

        Args:
            event: a piece of plaintext.
            name: what its connection goes by without a random.
            offset: seconds that the phone's clock is ahead.
        """
        if event.local is None or event.remote is None:
            return ""
        at = event.at / 1000 - offset
        lines = self._lines.get(event.local.port, [])
        begun = bisect_right(lines, at + TOLERANCE, key=lambda line: line.begun)
        fit = [
            line.random
            for line in lines[max(begun - _MOST, 0) : begun]
            if at <= line.ended + TOLERANCE and _agree(line, event.sni, event.remote.ip)
        ]
        if len(fit) == 1:
            self._last[name] = fit[0]
        return self._last.get(name, "")


_NAMES = ("sni", "server_address")


def _agree(line: _Line, sni: str, remote: str) -> bool:
    """Tell whether the server of a piece of plaintext is that of a connection, as far as both are known."""
    if sni and line.sni:
        return host_of(sni) == line.sni
    address = ip_address(remote)
    if line.asked:
        return address is not None and not parsed(address).is_global
    return address is not None and address == line.server
