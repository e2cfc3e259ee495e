"""What a capture tells as a whole: the shortest handshakes with each server, what DNS answers say, what was uploaded
in pieces.

It holds for the capture as a whole, so that nothing depends on the order of its exchanges.
"""

from collections.abc import Iterable
from dataclasses import replace

from trafficaudit.model import Exchange, Handshake, Network, Portion, Resolved
from trafficaudit.readers import resolved, uploads
from trafficaudit.readers.clock import ClockOrder

ANSWER = b"answer"
"""The header that holds one DNS answer as ``NAME TYPE DATA``."""

MOST_NAMES = 100_000
MOST_ANSWERS = 64
"""Names, and answers to one name, that are kept; what comes after them in the capture is not."""

UPLOADED = 32 << 20
"""Bytes of one upload's bodies that are put together, and of all that are kept where a capture cannot be read again."""
MOST_PIECES = 50_000

_KINDS = ("A", "AAAA", "CNAME")


class _Upload:
    """An upload while it is gathered: its pieces in the order of the capture, and their bytes."""

    def __init__(self) -> None:
        self.portions: list[Portion] = []
        self.size = 0

    def is_over(self, order: int) -> bool:
        """Say whether a piece begins another upload of the same name: its first one again, after later ones."""
        first = self.portions[0].order if self.portions else -1
        return 0 <= order <= first < self.portions[-1].order


class Gathered:
    """Gathers it while a capture is read."""

    def __init__(self) -> None:
        self._handshakes: dict[str, Handshake] = {}
        self._names: dict[str, set[str]] = {}
        self._uploads: dict[str, list[_Upload]] = {}
        self._talks: dict[str, list[Portion]] = {}
        self._kept = self._pieces = self._left_out = 0
        self.clock = ClockOrder()
        self._resolved: dict[tuple[str, str], Resolved] = {}

    def exchange(self, exchange: Exchange) -> None:
        """Take what an exchange tells, of a capture that is read from beginning to end alone."""
        self.handshake(exchange.server_address, exchange.handshake)
        self.answers(exchange)
        self.resolver(exchange)
        if exchange.protocol.startswith("http"):
            bare = replace(exchange, response=None, certificate=None, wholes=())
            self.piece(exchange, bare, kept=True)

    def piece(self, exchange: Exchange, source: object, *, kept: bool = False) -> None:
        """Take a request that may carry a piece of something.

        Args:
            exchange: the request.
            source: how it can be read again.
            kept: whether that is the request itself.
        """
        bit = uploads.recognised(exchange)
        if bit is None:
            return
        size = len((exchange.request and exchange.request.body) or b"")
        known = self._uploads.setdefault(bit.key, [])
        if not known or known[-1].is_over(bit.order):
            known.append(_Upload())
        upload = known[-1]
        room = upload.size + size <= UPLOADED and (not kept or self._kept + size <= UPLOADED)
        if not room or self._pieces >= MOST_PIECES:
            self._left_out += 1
            return
        upload.size += size
        self._kept += size if kept else 0
        self._pieces += 1
        upload.portions.append(Portion(exchange.id, bit.order, bit.sized, source))

    def talk(self, name: str, exchange_id: str, source: object) -> None:
        """Take a part of a conversation, by the name that all its parts give, and how it can be read again."""
        if name in self._talks or len(self._talks) < MOST_PIECES:
            parts = self._talks.setdefault(name, [])
            parts.append(Portion(exchange_id, len(parts), False, source))

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

    def resolver(self, exchange: Exchange) -> None:
        """Take what a resolver answers over HTTPS; anything else says nothing."""
        self._resolve(exchange, resolved.of_exchange(exchange))

    def conversation(self, exchanges: Iterable[Exchange]) -> None:
        """Take what a resolver answers over TLS: the messages of one connection with it, in their order."""
        framed = resolved.Framed()
        for exchange in exchanges:
            if exchange.response is not None and exchange.response.body:
                self._resolve(exchange, framed.take(exchange.response.body))

    def _resolve(self, exchange: Exchange, answers: Iterable[tuple[str, str]]) -> None:
        for answer in answers:
            one = Resolved(exchange.started_at, exchange.id, *answer)
            known = self._resolved.get(answer)
            if known is not None or len(self._resolved) < MOST_NAMES:
                self._resolved[answer] = one if known is None else min(known, one)

    def network(self) -> Network:
        """Give what was gathered, in the order of addresses and names."""
        names = {name: tuple(sorted(said)) for name, said in sorted(self._names.items())}
        found = [
            tuple(upload.portions)
            for key, known in self._uploads.items()
            for upload in known
            if len(upload.portions) > 1 or key.endswith(uploads.ALONE)
        ]
        talks = tuple(tuple(parts) for parts in self._talks.values() if len(parts) > 1)
        return Network(
            dict(sorted(self._handshakes.items())),
            names,
            tuple(found),
            talks,
            self._left_out,
            self.clock.steps(),
            self.clock.disordered,
            tuple(sorted(self._resolved.values())),
        )

    def _answer(self, name: str, said: str) -> None:
        if name not in self._names and len(self._names) >= MOST_NAMES:
            return
        known = self._names.setdefault(name, set())
        if len(known) < MOST_ANSWERS:
            known.add(said)


def _less(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else min(one, other)
