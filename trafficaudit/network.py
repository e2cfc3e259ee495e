"""What a capture tells as a whole and no exchange of it alone: of the network, the clock, and what went in pieces."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from trafficaudit.model import Direction, Handshake


class Hole(NamedTuple):
    """What of an upload could not be put together, told at the exchange that carries the piece behind it."""

    exchange_id: str
    reason: str


class Portion(NamedTuple):
    """A request or record that carries a piece of something, by its exchange's id, and how that can be read again.

    ``order`` is its place: bytes before it where it is ``sized``, else a number; -1 where only time tells it.
    ``direction`` says which body it is: that of the answer where a server gave the thing in ranges.
    """

    exchange_id: str
    order: int
    sized: bool
    source: object
    direction: Direction = "request"


class Resolved(NamedTuple):
    """What a resolver answered at ``at`` in an exchange of DNS over HTTPS or TLS: an address, or another name."""

    at: datetime
    exchange_id: str
    name: str
    said: str


class EdgeMark(NamedTuple):
    """A header by which an answer says that an edge gave it: whose edge, and whose own front may send the same."""

    operator: str
    header: str
    spares: str


class Step(NamedTuple):
    """A clock set back before the exchange at ``position``: from ``before``, which was seen last, to ``after``."""

    position: int
    before: datetime
    after: datetime


class Named(NamedTuple):
    """A number of the user or device that an exchange names, and where: the first place that does."""

    category: str
    value: str
    exchange_id: str
    place: str
    confidence: float


class Introduced(NamedTuple):
    """What a recording names, in its order, and the bounds that were reached while it was looked for, as sentences."""

    named: tuple[Named, ...] = ()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """All of it.

    Args:
        handshakes: the shortest handshakes with each server address.
        names: what the recorded DNS answers say of each name, sorted: addresses, and the names that it stands for.
        uploads: requests that carry one thing in pieces, each upload in the order of the capture; also answers that do.
        holes: what is missing of these between the pieces that are there.
        talks: records that hold one conversation in parts, likewise.
        left_out: requests that carry pieces of which too much would have to be kept.
        limits: bounds that were reached while it was gathered, each as a sentence.
        steps: where the recording's clock was set back.
        resolved: what resolvers answered over HTTPS and TLS, of each name and answer the first, by time.
        disordered: whether its exchanges stand in no order of time, so that nobody knows of steps.
        servers: the hosts that were asked at each server address, sorted, where these are several and the recording
            notes the address without having connected to it itself (HAR).
        edges: by what answers say that an edge gave them, of each host and server address, sorted.
        kept: the sites that keep each number in the browser as a cookie, sorted.
        embedded: of these sites those that pages of other sites asked for something, sorted.
        introduced: the numbers of the user and device that it names; ``None`` where nobody has looked yet.
    """

    handshakes: dict[str, Handshake] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    uploads: tuple[tuple[Portion, ...], ...] = ()
    holes: tuple[Hole, ...] = ()
    talks: tuple[tuple[Portion, ...], ...] = ()
    left_out: int = 0
    limits: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    disordered: bool = False
    resolved: tuple[Resolved, ...] = ()
    edges: dict[tuple[str, str], tuple[EdgeMark, ...]] = field(default_factory=dict)
    servers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kept: dict[str, tuple[str, ...]] = field(default_factory=dict)
    embedded: tuple[str, ...] = ()
    introduced: Introduced | None = None
