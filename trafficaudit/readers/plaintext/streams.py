"""The bytes of each connection, put together from the pieces that the hooks told."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from trafficaudit.events import CLIENT_RANDOM, Endpoint, Tls
from trafficaudit.hostnames import ip_address
from trafficaudit.model import Message
from trafficaudit.readers import events
from trafficaudit.readers.file import printable
from trafficaudit.readers.plaintext.ends import Ends
from trafficaudit.readers.source import BODY_LIMIT
from trafficaudit.readers.times import parse_time

_SHOWN = 16


class Told(NamedTuple):
    """One piece: ``data`` is what was told of ``size`` bytes, ``at`` the phone's clock (ms)."""

    sent: bool
    data: bytes
    size: int
    at: float


class Trouble(NamedTuple):
    """Something of a connection that could not be read, and for how many exchanges that stands."""

    what: str
    exchanges: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A request with its response, as it was read from a connection; ``offset`` is where the request begins."""

    protocol: str
    method: bytes
    target: bytes
    authority: bytes
    request: Message
    response: Message | None
    offset: int


@dataclass(slots=True)
class Side:
    """What went one way. Bytes that were not told stand as zeros, so that what follows keeps its place."""

    data: bytearray = field(default_factory=bytearray)
    pieces: list[Told] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    untold: int = 0
    over: int = 0

    def add(self, piece: Told) -> None:
        """Take in the next piece; nothing beyond the bound on a body is kept, and nothing twice."""
        room = BODY_LIMIT - len(self.data)
        size = max(piece.size, len(piece.data))
        if size > room:
            self.over += size - max(room, 0)
            size = max(room, 0)
        kept = piece.data[:size]
        self.starts.append(len(self.data))
        self.pieces.append(piece._replace(data=b""))
        self.data += kept
        self.data += bytes(size - len(kept))
        self.untold += size - len(kept)

    def piece_at(self, offset: int) -> Told:
        """Give the piece in which a byte stands, without its bytes."""
        return self.pieces[max(bisect_right(self.starts, offset) - 1, 0)]


@dataclass(slots=True)
class Stream:
    """One connection. ``address`` is the server's, where the recorder or the hooks know it.

    ``begun`` and ``ended`` are the recorder's times of it, where it noted any. ``pieces`` reads what was told of it, in
    its order, once more: all of a long one would not fit into memory.
    """

    name: str
    sni: str = ""
    address: str | None = None
    client_port: int | None = None
    remote: Endpoint | None = None
    begun: datetime | None = None
    ended: datetime | None = None
    sent: Side = field(default_factory=Side)
    received: Side = field(default_factory=Side)
    pieces: Callable[[], Iterable[Told]] = tuple

    def troubles(self) -> Iterator[Trouble]:
        """Give what the hooks did not tell of it."""
        for name, side in (("sent", self.sent), ("received", self.received)):
            if side.untold:
                yield Trouble(f"{side.untold} bytes that it {name} were not told by the hooks; they stand as zeros", 0)
            if side.over:
                yield Trouble(f"the last {side.over} bytes that it {name} were not examined", 0)


class Index:
    """Where the plaintext of each connection stands in the events; ``offset`` is how far (s) their clock is ahead.

    ``nameless`` counts pieces of no known connection, ``apart`` connections that may be among those that the proxy
    decrypted, and fit none that it listed: without a client random, or where a recording broke off, so that those that
    were open then are not in the list.
    """

    def __init__(self, path: Path, offset: float | None = None) -> None:
        self._path, self._offset = path, offset
        self._lines: dict[str, array[int]] = {}
        self._known: dict[str, Mapping[str, object]] = {}
        self.nameless = self.apart = 0

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def randoms(self) -> frozenset[str]:
        """The client randoms of the connections whose plaintext is there."""
        return frozenset(self._lines)

    @property
    def offset(self) -> float:
        """How many seconds the phone's clock is ahead of the recorder's."""
        if self._offset is None:
            self._offset = events.ahead(self._path) or 0.0
        return self._offset

    @classmethod
    def of(
        cls, path: Path, connections: Iterable[Mapping[str, object]], offset: float | None, *, whole: bool = True
    ) -> "Index":
        """Read through the events once."""
        made = cls(path, offset)
        decrypted, carrying = set[str](), set[str]()
        for connection in connections:
            random = connection.get("client_random")
            if isinstance(random, str) and CLIENT_RANDOM(random.lower()):
                made._known[random.lower()] = connection
                if connection.get("state") == "decrypted":
                    decrypted.add(random.lower())
            # What TLS carried that carries TLS itself was read as the connection inside of it.
            outer = connection.get("outer_randoms")
            carrying.update(str(each).lower() for each in (outer if isinstance(outer, list) else ()))
        ends = Ends(made._known)
        for line, event in events.plaintexts(path):
            name = _name(event)
            if name and not CLIENT_RANDOM(name):
                name = ends.random(event, name, made.offset) or name
            if not name:
                made.nameless += 1
            elif name not in decrypted and name not in carrying:
                made._lines.setdefault(name, array("Q")).append(line)
        if decrypted or not whole:
            made.apart = sum(not (CLIENT_RANDOM(name) and (whole or name in made._known)) for name in made._lines)
        return made

    def streams(self) -> Iterator[Stream]:
        """Give the connections, one at a time in memory."""
        for name, lines in self._lines.items():
            yield self._stream(name, partial(self._events, lines))

    def _events(self, lines: Iterable[int]) -> Iterator[Tls]:
        return (each for each in events.each(self._path, lines) if isinstance(each, Tls))

    def _stream(self, name: str, told: Callable[[], Iterator[Tls]]) -> Stream:
        line = self._known.get(name, {})
        # Of a random the beginning tells it from any other; the ends of a connection differ in their last signs.
        made = Stream(name[:_SHOWN] if CLIENT_RANDOM(name) else name, pieces=lambda: map(_piece, told()))
        made.address, made.client_port = _address(line.get("server_address")), _port(line.get("client_port"))
        made.begun, made.ended = parse_time(line.get("at")), parse_time(line.get("ended_at"))
        for event in told():
            if event.sni and not made.sni:
                made.sni = printable(event.sni)
            if made.remote is None and event.remote is not None:
                made.remote = event.remote if not line else None
                made.address = made.address or (_address(event.remote.ip) if not line else None)
            if made.client_port is None and event.local is not None:
                made.client_port = event.local.port
            piece = _piece(event)
            (made.sent if piece.sent else made.received).add(piece)
        sni = line.get("sni")
        if not made.sni and isinstance(sni, str):
            made.sni = printable(sni)
        return made


def _piece(event: Tls) -> Told:
    return Told(event.direction == "sent", event.data, event.size, event.at)


def _name(event: Tls) -> str:
    random = event.client_random.lower()
    if CLIENT_RANDOM(random):
        return random
    address = _address(event.remote.ip) if event.remote is not None else None
    if event.local is None or event.remote is None or address is None:
        return ""
    return f"{event.pid}-{event.local.port}-{event.remote.port}-{address}"


def _address(value: object) -> str | None:
    return ip_address(value) if isinstance(value, str) and value else None


def _port(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 0xFFFF else None
