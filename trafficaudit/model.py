"""The types that flow from a capture to the table: frozen, without input or output, standard library only.

Times are timezone-aware. Bytes stay bytes until a decoder says otherwise. A *part* of an exchange is what a byte span
counts in: the whole URL (in UTF-8), one header value, one cookie header's value, or one body as it was recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple

type Direction = Literal["request", "response"]
DIRECTIONS: tuple[Direction, Direction] = ("request", "response")
"""``request``: sent by the app. ``response``: received by the app. WebSocket, TCP and UDP messages likewise."""

type Part = Literal["url", "header", "cookie", "body"]

type BodyForm = Literal["wire", "decoded", "text"]
"""How a recording kept a body: bytes as transmitted, with the content encoding taken off, or text encoded anew."""

type Cut = Literal["", "bound", "recording"]
"""What ended a search before the bytes did: a bound of decoding, a recording that holds only a beginning, nothing."""

type Certainty = Literal["established", "likely", "disputed", "edge", "unknown"]

TUNNEL = "CONNECT"
"""The method by which a client asks its proxy for a tunnel (RFC 9110, 9.3.6): what is in it are other exchanges."""

TWICE = "the same request as another one here, which went out for it: it counts there"
"""The error of a request that a recording holds a second time (``readers/har/twice.py``)."""

UNNAMED = "unnamed"
"""The app of a recording that names none."""

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the time of an exchange whose recording gives none: tables leave it empty, and a gap says so."""

NEVER = datetime.max.replace(tzinfo=UTC)
"""Stands behind every time where times are held against each other."""

type Headers = tuple[tuple[bytes, bytes], ...]


class Span(NamedTuple):
    """Half-open byte range ``[start, end)`` in the original part."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    """One side of an exchange.

    ``body`` is ``None`` where the recording holds none, and is shorter than ``body_size`` where a bound cut it.
    ``opcode`` is that of a WebSocket message (RFC 6455, 11.8), 1 for text and 2 for binary.
    """

    headers: Headers = ()
    body: bytes | None = None
    body_form: BodyForm = "wire"
    body_size: int = 0
    trailers: Headers = ()
    status: int | None = None
    opcode: int | None = None


class Handshake(NamedTuple):
    """Seconds that a connection's handshakes with its server took, ``None`` where nobody measured them.

    ``tcp`` runs from the first SYN (or from the look-up of the name before it) until the connection stood, ``tls`` from
    there until the keys stood: each is at least one round trip to whoever answered it.
    """

    tcp: float | None
    tls: float | None


class Piece(NamedTuple):
    """A run of the body of an exchange, sent or received at ``at``, that is a piece of something larger.

    ``size`` is how many bytes it gives where these are not the ones that stand there (escaped or packed), else -1.
    """

    exchange_id: str
    start: int
    end: int
    at: datetime
    size: int = -1

    @property
    def length(self) -> int:
        """How many bytes it gives."""
        return self.end - self.start if self.size < 0 else self.size


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Whole:
    """What stands in several messages of one direction, or in several requests, put together in its order.

    ``framed`` says that the app cut it by itself, so that its pieces may be wholes too (messages of a WebSocket); of a
    stream of bytes only the whole is what was sent. ``strung`` says that its pieces are values of one body, so that
    what stands in one of them alone is told there. ``row`` says that its pieces are documents, a line of ``data`` each,
    whose values may go on in each other. ``headers`` say how it is packed.
    """

    direction: Direction
    data: bytes
    pieces: tuple[Piece, ...]
    framed: bool = False
    strung: bool = False
    headers: Headers = ()
    row: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its response, one WebSocket/TCP/UDP message, or one DNS query, whatever file it came from.

    ``position`` is the 0-based place of the flow or entry in its input; a WebSocket message has that of its handshake.
    ``id`` is unique in a capture and stable across runs. ``server_address`` is the IP address the proxy connected to.
    ``sent`` is false where the recording shows that the request reached no server (``CONNECT`` asks a proxy), or that
    it is not the app's: what it carries is no transfer.
    ``protocol`` is ``http/1.0``, ``http/1.1``, ``http/2``, ``http/3``, ``websocket``, ``tcp``, ``udp`` or ``dns``.
    ``dialled`` is the host name to which the connection was made, where the recording tells one.
    ``certificate`` is what the server showed for itself (PEM), not checked by anybody here.
    ``sent_until`` is when the last of the request had been seen, where the recording tells.
    ``wholes`` is what its body is a piece of, where the reader could put that together.
    """

    id: str
    capture_id: str
    position: int
    started_at: datetime
    app: str
    phase: str
    protocol: str
    method: str
    url: str
    host: str
    port: int
    request: Message | None
    response: Message | None
    server_address: str | None = None
    sni: str | None = None
    dialled: str | None = None
    tls: bool | None = None
    client_port: int | None = None
    connection_id: str | None = None
    error: str | None = None
    sent: bool = True
    handshake: Handshake | None = None
    certificate: bytes | None = None
    sent_until: datetime | None = None
    wholes: tuple[Whole, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the input should hold and that could not be read, or that its recorder says it does not hold.

    ``phase`` is empty where it is not known. ``exchanges`` is 0 where the gap tells of something else than exchanges.
    """

    capture_id: str
    position: int
    offset: int
    reason: str
    phase: str = ""
    exchanges: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """One value found by decoding an exchange, or one container that holds further ones.

    Args:
        path: place in the part, such as ``query.email``, ``x-utdid``, ``items[0].id``; ``$`` is the whole part.
        key: the nearest name on the path (``id`` for ``items[0].id``), empty where there is none.
        layers: decode steps from the outside in, such as ``("gzip", "json", "base64")``.
        span: where the value stands in the original part; the enclosing encoded run where offsets do not carry through.
        exact: whether ``value`` is byte for byte what stands at ``span``.
        parent: index of the enclosing field in ``Decoded.fields``, -1 for a part's root.
        leaf: whether nothing was decoded out of it.
    """

    direction: Direction
    part: Part
    path: str
    key: str
    value: str | bytes
    layers: tuple[str, ...]
    span: Span
    exact: bool
    parent: int
    leaf: bool


@dataclass(frozen=True, slots=True)
class Opaque:
    """A run of bytes that could not be looked into, and why (a bound that was reached, a broken or ciphered body).

    ``cut`` says that the search ended before the bytes did: at a ``bound`` of decoding, or because the ``recording``
    holds only their beginning. Empty where the bytes themselves are what cannot be read.
    """

    direction: Direction
    part: Part
    path: str
    span: Span
    reason: str
    cut: Cut = ""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Everything that decoding one exchange gave; a parent stands before its children in ``fields``."""

    fields: Sequence[Field]
    opaque: tuple[Opaque, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A field that carries personal data.

    ``match`` says how the value was recognised: ``verbatim``, ``normalised`` (another spelling), a digest such as
    ``sha256`` or ``sha256(md5)``, or ``masked`` (only what is left of it) for a seeded value; ``pattern`` for a number
    format; ``named`` where the key or the documented endpoint names what the value is. ``layers`` and ``span`` may be
    narrower than the field's. ``value`` is the run as it was seen, unredacted: it never leaves the process. ``origin``
    names the call on the phone that gave the value, and who made it, where hooks saw that.
    """

    field: Field
    category: str
    match: str
    layers: tuple[str, ...]
    span: Span
    value: str | bytes
    detector: str
    confidence: float
    reasoning: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer about where an address is, kept as it was given."""

    source: str
    answer: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an exchange went: the place of the first contact and the organisation behind the name are two facts.

    ``country`` is an ISO 3166-1 code, several joined by `` or `` when disputed, empty when unknown or an edge.
    ``party`` is ``first``, ``third`` or ``unknown``. ``recipient_basis`` is ``curated`` (the map of recipients),
    ``unconfirmed`` (the map, without a source that was read), ``certificate`` (the organisation in the server's
    certificate), ``asn`` (the network tells, and only whose customer it is) or ``none``.
    """

    host: str
    domain: str
    ip: str | None
    port: int
    country: str
    certainty: Certainty
    evidence: tuple[Evidence, ...] = ()
    asn: int | None = None
    network_operator: str = ""
    recipient: str = ""
    recipient_country: str = ""
    recipient_basis: str = "none"
    party: str = "unknown"


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of use that holds from ``at`` until the next one starts."""

    at: datetime
    name: str


class Unread(NamedTuple):
    """What a recorder says that it could not look into: its state in the coverage ledger, and when it was.

    ``app`` and ``phase`` are what the recorder says of it, empty where it does not; ``at`` is ``None`` where no time is
    told. ``connections`` and ``size`` (bytes) are how much it was. ``domain`` is the registrable domain of the host,
    where it is told: labels below it may name somebody.
    """

    state: str
    app: str
    phase: str
    at: datetime | None
    connections: int
    size: int
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """One recording, as its reader describes it.

    ``lost`` counts what the recorder itself reports as refused, not intercepted or lost, per state of the coverage
    ledger: ``(state, app, phase) -> (connections, bytes)``, by the capture's own phase marks; ``unread`` is the same
    one by one, for other marks. ``counted`` names the states that it counted at all.
    ``observer`` is the place of the recorder as the capture names it (``KR``, or latitude and longitude), else empty.
    """

    id: str
    name: str
    sha256: str
    size: int
    format: str
    app: str = ""
    phases: tuple[Phase, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    lost: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    counted: frozenset[str] = frozenset()
    observer: str = ""
