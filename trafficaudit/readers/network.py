"""What a capture tells of the network: the shortest handshakes with each server, and what DNS answers say.

Both hold for the capture as a whole, so that nothing depends on the order of its exchanges.
"""

from trafficaudit.model import Exchange, Handshake, Network

ANSWER = b"answer"
"""The header that holds one DNS answer as ``NAME TYPE DATA``."""

MOST_NAMES = 100_000
MOST_ANSWERS = 64
"""Names, and answers to one name, that are kept; what comes after them in the capture is not."""

_KINDS = ("A", "AAAA", "CNAME")


class Gathered:
    """Gathers it while a capture is read."""

    def __init__(self) -> None:
        self._handshakes: dict[str, Handshake] = {}
        self._names: dict[str, set[str]] = {}

    def exchange(self, exchange: Exchange) -> None:
        """Take what an exchange tells."""
        self.handshake(exchange.server_address, exchange.handshake)
        self.answers(exchange)

    def handshake(self, address: str | None, handshake: Handshake | None) -> None:
        """Take a connection's handshakes with an address."""
        if address is None or handshake is None:
            return
        known = self._handshakes.get(address, handshake)
        if known is not handshake:
            handshake = Handshake(_less(known.tcp, handshake.tcp), _less(known.tls, handshake.tls))
        self._handshakes[address] = handshake

    def answers(self, exchange: Exchange) -> None:
        """Take what a DNS answer says; anything else says nothing."""
        if exchange.protocol != "dns" or exchange.response is None:
            return
        for name, value in exchange.response.headers:
            parts = value.decode("ascii", "replace").lower().split(" ")
            if name == ANSWER and len(parts) == 3 and parts[1].upper() in _KINDS:
                self._answer(parts[0].rstrip("."), parts[2].rstrip("."))

    def network(self) -> Network:
        """Give what was gathered, in the order of addresses and names."""
        names = {name: tuple(sorted(said)) for name, said in sorted(self._names.items())}
        return Network(dict(sorted(self._handshakes.items())), names)

    def _answer(self, name: str, said: str) -> None:
        if name not in self._names and len(self._names) >= MOST_NAMES:
            return
        known = self._names.setdefault(name, set())
        if len(known) < MOST_ANSWERS:
            known.add(said)


def _less(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else min(one, other)
