"""What a capture tells as a whole: the shortest handshakes with each server, what DNS answers say, what was uploaded
in pieces, which answers an edge gave.

It holds for the capture as a whole, so that nothing depends on the order of its exchanges.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from trafficaudit.destinations.hints import edge_marks
from trafficaudit.model import Exchange, Handshake, Message
from trafficaudit.network import EdgeMark, Network, Portion, Resolved
from trafficaudit.readers import resolved
from trafficaudit.readers.clock import ClockOrder
from trafficaudit.readers.kept import MOST_NUMBERS, MOST_SITES, Kept
from trafficaudit.readers.source import Items
from trafficaudit.readers.uploads import carried, numbered, plainfields, putting
from trafficaudit.readers.uploads import schemes as uploads
from trafficaudit.readers.uploads.holes import CODED, SHORT, Sent
from trafficaudit.readers.uploads.pieced import Upload, holes

ANSWER = b"answer"
"""The header that holds one DNS answer as ``NAME TYPE DATA``."""

MOST_NAMES = 100_000
MOST_ANSWERS = 64
"""Names, and answers to one name, that are kept; what comes after them in the capture is not."""

UPLOADED = 32 << 20
"""Bytes of one upload's bodies that are put together, and of all that are kept where a capture cannot be read again."""
MOST_PIECES = 50_000
BEYOND = f"only {UPLOADED} bytes of an upload, and of all uploads of a HAR, are"

TALKS = f"of conversations that were recorded in parts only {MOST_PIECES} are looked at over the borders of their parts"
RANGES = f"answers that come in ranges of what is longer than {UPLOADED} bytes were not all put together"
NAMES = f"DNS answers tell more than {MOST_NAMES} names: those after them say nothing of where exchanges went"
ANSWERS = f"DNS answers tell more than {MOST_ANSWERS} addresses of a name: those after them say nothing"
RESOLVED = f"resolvers answer more than {MOST_NAMES} times over HTTPS or TLS: answers after them say nothing"
FORMS = (
    f"requests with more than {plainfields.MOST} fields or parameters: those after them were not asked whether they "
    "number a piece of an upload"
)
VALUES = (
    f"requests that look like pieces of uploads have values of more than {plainfields.LONGEST} bytes: these were not "
    "asked of which upload they are"
)
DOCUMENTS = f"documents of more than {numbered.LONGEST} bytes that may be numbered pieces were not put together"
EDGES = f"answers tell of more than {MOST_NAMES} edges: those after them say nothing of other exchanges with them"
SERVERS = (
    f"more than {MOST_NAMES} server addresses, or {MOST_ANSWERS} hosts at one of them: of those after them it was not "
    "asked whether they are a proxy's"
)
KEPT = (
    f"more than {MOST_NUMBERS} numbers are kept as cookies, or one by more than {MOST_SITES} sites: of those after "
    "them it was not asked to whom they are handed on"
)
"""What is said of a capture in which a bound was reached."""

_KINDS = ("A", "AAAA", "CNAME")


class Gathered:
    """Gathers it while a capture is read."""

    def __init__(self) -> None:
        self._handshakes: dict[str, Handshake] = {}
        self._names: dict[str, set[str]] = {}
        self._uploads: dict[str, list[Upload]] = {}
        self._ranged: dict[str, list[tuple[Portion, int]]] = {}
        self._ranged_sizes: Counter[str] = Counter()
        self._talks: dict[str, list[Portion]] = {}
        self._kept = self._pieces = self._left_out = 0
        self._limits: dict[str, None] = {}
        self.clock, self.kept = ClockOrder(), Kept()
        self._resolved: dict[tuple[str, str], Resolved] = {}
        self._edges: dict[tuple[str, str], set[EdgeMark]] = {}
        self._servers: dict[str, set[str]] = {}

    def exchange(self, exchange: Exchange) -> None:
        """Take what an exchange tells, of a capture that is read from beginning to end alone."""
        self.handshake(exchange.server_address, exchange.handshake)
        self.answers(exchange)
        self.resolver(exchange)
        if exchange.protocol.startswith("http"):
            self.edge(exchange)
            self.kept.exchange(exchange)
            self._server(exchange)
            bare = replace(exchange, response=None, certificate=None, wholes=())
            self.piece(exchange, bare, kept=True)
            self.range(exchange, replace(exchange, request=None, certificate=None, wholes=()), kept=True)

    def piece(self, exchange: Exchange, source: object, *, kept: bool = False) -> None:
        """Take a request that may carry a piece of something.

        Args:
            exchange: the request.
            source: how it can be read again.
            kept: whether that is the request itself.
        """
        bit = uploads.recognised(exchange)
        if bit is None:
            self._named(exchange)
            self._unasked(exchange)
            return
        message = exchange.request or Message()
        size = len(message.body or b"")
        if self._pieces >= MOST_PIECES:
            self._left_out += 1
            return
        self._pieces += 1
        known = self._uploads.setdefault(bit.key, [])
        if not known or known[-1].is_over(bit.order):
            known.append(Upload(bit))
        upload = known[-1]
        room = upload.size + size <= UPLOADED and (not kept or self._kept + size <= UPLOADED)
        opened = carried.opened(message) if room else None
        why = CODED if bit.coded and opened is None else SHORT if room else BEYOND
        held = sum(end - start for start, end in carried.contents(message)) if room and not bit.coded else 0
        full = carried.size_of(message)
        if opened is not None:
            held = full = len(opened[0])
        upload.take(bit, Sent(exchange.id, bit.order, full, held, why, bit.name))
        if not room:
            self._left_out += 1
        elif held:
            upload.size += size
            self._kept += size if kept else 0
            upload.portions.append(Portion(exchange.id, bit.order, bit.sized, source))

    def _unasked(self, exchange: Exchange) -> None:
        """Take note of a request that may be a piece, and was not read so far that it would show."""
        if uploads.crowded(exchange):
            self._limits[FORMS] = None
        if uploads.lengthy(exchange):
            self._limits[VALUES] = None
        if exchange.request is not None and numbered.too_long(exchange.request.body or b""):
            self._limits[DOCUMENTS] = None

    def _named(self, exchange: Exchange) -> None:
        """Take a request that puts an upload together and names its pieces."""
        named = putting.named(exchange)
        if named is None or self._pieces >= MOST_PIECES:
            return
        self._pieces += 1
        known = self._uploads.setdefault(named.key, [])
        if not known:
            known.append(Upload(uploads.Bit(named.key, 0, sized=False)))
        known[-1].lists.append((exchange.id, named))

    def range(self, exchange: Exchange, source: object, *, kept: bool = False) -> None:
        """Take an answer that may be a range of something; arguments as those of ``piece``."""
        bit = uploads.ranged(exchange)
        if bit is None:
            return
        size = len((exchange.response and exchange.response.body) or b"")
        known = self._ranged.setdefault(bit.key, [])
        room = self._ranged_sizes[bit.key] + size <= UPLOADED and (not kept or self._kept + size <= UPLOADED)
        if not room or self._pieces >= MOST_PIECES:
            self._limits[RANGES] = None
            return
        self._pieces += 1
        self._kept += size if kept else 0
        self._ranged_sizes[bit.key] += size
        known.append((Portion(exchange.id, bit.order, True, source, "response"), size))

    def talk(self, name: str, exchange_id: str, source: object) -> None:
        """Take a part of a conversation, by the name that all its parts give, and how it can be read again."""
        if name not in self._talks and len(self._talks) >= MOST_PIECES:
            self._limits[TALKS] = None
            return
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

    def edge(self, exchange: Exchange) -> None:
        """Take by what an answer says that an edge gave it."""
        place = exchange.host, exchange.server_address or ""
        told = edge_marks(exchange.response.headers) if exchange.response is not None and place[1] else ()
        if told and place not in self._edges and len(self._edges) >= MOST_NAMES:
            self._limits[EDGES] = None
        elif told:
            self._edges.setdefault(place, set()).update(told)

    def _server(self, exchange: Exchange) -> None:
        address = exchange.server_address
        if not address or not exchange.sent:
            return
        hosts = self._servers.get(address)
        if hosts is None and len(self._servers) < MOST_NAMES:
            hosts = self._servers[address] = set()
        if hosts is not None and (exchange.host in hosts or len(hosts) < MOST_ANSWERS):
            hosts.add(exchange.host)
        else:
            self._limits[SERVERS] = None

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
        self._resolve(exchange, resolved.of_exchange(exchange, self._limits))

    def conversation(self, exchanges: Iterable[Exchange]) -> None:
        """Take what a resolver answers over TLS: the messages of one connection with it, in their order."""
        framed = resolved.Framed(self._limits)
        for exchange in exchanges:
            if exchange.response is not None and exchange.response.body:
                self._resolve(exchange, framed.take(exchange.response.body))

    def _resolve(self, exchange: Exchange, answers: Iterable[tuple[str, str]]) -> None:
        for answer in answers:
            one = Resolved(exchange.started_at, exchange.id, *answer)
            known = self._resolved.get(answer)
            if known is not None or len(self._resolved) < MOST_NAMES:
                self._resolved[answer] = one if known is None else min(known, one)
            else:
                self._limits[RESOLVED] = None

    def network(self) -> Network:
        """Give what was gathered, in the order of addresses and names."""
        names = {name: tuple(sorted(said)) for name, said in sorted(self._names.items())}
        found = [
            upload.placed()
            for key, known in self._uploads.items()
            for upload in known
            if len(upload.portions) > 1 or key.endswith(uploads.ALONE)
        ]
        found += [tuple(each for each, _ in known) for known in self._ranged.values() if len(known) > 1]
        talks = tuple(tuple(parts) for parts in self._talks.values() if len(parts) > 1)
        missing = tuple(hole for known in self._uploads.values() for hole in holes(known))
        if self.kept.full:
            self._limits[KEPT] = None
        return Network(
            dict(sorted(self._handshakes.items())),
            names,
            tuple(found),
            missing,
            talks,
            self._left_out,
            tuple(self._limits),
            self.clock.steps(),
            self.clock.disordered,
            tuple(sorted(self._resolved.values())),
            {place: tuple(sorted(told)) for place, told in sorted(self._edges.items())},
            {address: tuple(sorted(hosts)) for address, hosts in sorted(self._servers.items()) if len(hosts) > 1},
            self.kept.sorted(),
            self.kept.embedded(),
        )

    def _answer(self, name: str, said: str) -> None:
        if name not in self._names and len(self._names) >= MOST_NAMES:
            self._limits[NAMES] = None
            return
        known = self._names.setdefault(name, set())
        if len(known) < MOST_ANSWERS:
            known.add(said)
        elif said not in known:
            self._limits[ANSWERS] = None


def gathered(read: Callable[[ClockOrder], Items]) -> Network:
    """Read a capture from beginning to end for what it tells as a whole; ``read`` tells a clock its times."""
    whole = Gathered()
    for item in read(whole.clock):
        if isinstance(item, Exchange):
            whole.exchange(item)
    return whole.network()


def _less(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else min(one, other)
