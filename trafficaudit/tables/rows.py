"""What of an examined exchange goes into the tables: cells, and what the ledgers count. Nothing of its bodies.

It is small and can be handed from one process to another; every value in it is redacted already.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from trafficaudit.model import UNDATED, Decoded, Destination, Direction, Exchange, Finding, Message
from trafficaudit.quick import altering
from trafficaudit.redaction import (
    Known,
    digest,
    preview,
    shown_host,
    shown_path,
    shown_text,
    visible,
)
from trafficaudit.tables.columns import EXCHANGES, FINDINGS
from trafficaudit.tables.coverage import TUNNELLED, is_tunnel, state_of
from trafficaudit.tables.dates import server_ahead
from trafficaudit.tables.endpoints import endpoint, known_values, spelling
from trafficaudit.tables.namesakes import Namesakes
from trafficaudit.tables.strength import beside, proves, strongest
from trafficaudit.tables.transfers import Counted, app_cipher, counted, encrypted

_altered = altering(Exchange)

type Cell = str | int | float | datetime | None


class Rows(NamedTuple):
    """The rows of one exchange, cells in the order of the tables' columns, without the number of its destination.

    ``exchange`` has neither headers nor bodies; ``before`` and ``after`` are the cells around that number in the
    table of exchanges, ``findings`` those before it in the table of findings, ``counted`` what counts as
    transferred. ``proven`` counts the findings that rest on a value of the test person. ``assumed``: see
    ``Examined``. ``identity`` tells hosts apart that are shown alike: the SHA-256 of a name of which something is
    redacted, else the name. ``written`` is how the exchange itself writes its host, where that is another way and
    tells nobody. ``address`` is a checksum of the URL, which stands in no table. ``unheld`` names the directions of
    which the recording does not hold the whole body.
    """

    exchange: Exchange
    destination: Destination
    state: str
    before: tuple[Cell, ...]
    after: tuple[Cell, ...]
    findings: tuple[tuple[Cell, ...], ...]
    received: int
    counted: tuple[Counted, ...]
    proven: int = 0
    assumed: bool = False
    identity: str = ""
    written: str = ""
    address: int = 0
    unheld: tuple[Direction, ...] = ()


_HOST = [column.name for column in EXCHANGES].index("host")
_FOUND_HOST = [column.name for column in FINDINGS].index("host")


def renamed(made: Rows, name: str) -> Rows:
    """Give rows in which the host has another name."""
    return made._replace(
        exchange=_altered(made.exchange, host=name),
        destination=_called(made.destination, name),
        before=_with(made.before, _HOST, name),
        findings=tuple([_with(cells, _FOUND_HOST, name) for cells in made.findings]),
    )


@lru_cache(maxsize=1 << 10)
def _called(destination: Destination, name: str) -> Destination:
    return replace(destination, host=name)


def _with(cells: tuple[Cell, ...], at: int, cell: Cell) -> tuple[Cell, ...]:
    return (*cells[:at], cell, *cells[at + 1 :])


def rows(
    exchange: Exchange,
    destination: Destination,
    decoded: Decoded,
    findings: Sequence[Finding],
    telling: tuple[str, ...] = (),
    *,
    names: tuple[str, ...] = (),
) -> Rows:
    """Give the rows of an exchange with everything found out about it; ``telling`` and ``names``: see ``Examined``."""
    identity, written = exchange.host, "" if telling else spelling(exchange)
    if telling:
        name = shown_host(exchange.host, telling)
        identity = exchange.host if name == exchange.host else digest(exchange.host)
        exchange = replace(exchange, host=name)
        destination = _unnamed(destination, telling)
    state = TUNNELLED if is_tunnel(exchange) else state_of(decoded)
    shown = {id(finding): _shown(finding.value) for finding in findings}
    place: tuple[Cell, ...] = (
        visible(exchange.capture_id), exchange.id, exchange.position,
        exchange.started_at if exchange.started_at != UNDATED else None,
        visible(exchange.app), visible(exchange.phase),
    )  # fmt: skip
    host, known = visible(exchange.host), known_values(findings, names)
    paths = _paths(findings, known)
    chosen = strongest(findings) if exchange.sent else []
    return Rows(
        _bare(exchange),
        destination,
        state,
        (
            *place,
            *_exchange(exchange, host, known, findings),
            state,
            shown_host(shown_text(exchange.error, known), telling) if exchange.error else None,
        ),
        (len(decoded.fields), len(findings), server_ahead(exchange)),
        tuple([place + _finding(finding, host, paths, shown[id(finding)]) for finding in findings]),
        sum([finding.field.direction == "response" for finding in findings]),
        tuple(
            [_counted(finding, paths, shown[id(finding)].number) for finding in chosen]
            + [_counted(one, paths, shown[id(one)].number, said) for said, one in beside(findings, chosen)]
        ),
        sum([proves(finding.detector, finding.confidence) for finding in findings]),
        identity=identity,
        written=written,
        address=crc32(exchange.url.encode("utf-8", "surrogatepass")),
        unheld=tuple([run.direction for run in decoded.opaque if run.cut == "recording"]),
    )


def _paths(findings: Sequence[Finding], known: Known) -> dict[str, str]:
    """Give the paths as they are shown: those that are redacted alike are numbered, as two places stay two."""
    shown = {path: shown_path(path, known) for path in dict.fromkeys([finding.field.path for finding in findings])}
    if len(set(shown.values())) == len(shown):
        return shown
    namesakes = Namesakes()
    return {path: namesakes.name(name, path) for path, name in shown.items()}


@lru_cache(maxsize=1 << 10)
def _unnamed(destination: Destination, telling: tuple[str, ...]) -> Destination:
    """Give a destination whose name, wherever it stands, does not say whose it is."""
    evidence = [
        replace(one, answer=shown_host(one.answer, telling), detail=shown_host(one.detail, telling))
        for one in destination.evidence
    ]
    return replace(destination, host=shown_host(destination.host, telling), evidence=tuple(evidence))


def _bare(exchange: Exchange) -> Exchange:
    """Leave out what was examined; of the address, the scheme says how it was sent."""
    return _altered(
        exchange,
        url=exchange.url.partition("://")[0] + "://" if "://" in exchange.url else "",
        request=_size(exchange.request),
        response=_size(exchange.response),
        sni=None,
        dialled=None,
        error=None,
        handshake=None,
        certificate=None,
        sent_until=None,
        wholes=(),
    )


def _size(message: Message | None) -> Message | None:
    return message and Message(body_size=message.body_size, status=message.status)


def _exchange(exchange: Exchange, host: str, known: Known, findings: Sequence[Finding]) -> tuple[Cell, ...]:
    return (
        exchange.protocol,
        shown_text(exchange.method, known),
        host,
        exchange.port,
        endpoint(exchange, known, findings),
        exchange.server_address,
        exchange.response.status if exchange.response else None,
        exchange.request.body_size if exchange.request else 0,
        exchange.response.body_size if exchange.response else 0,
        encrypted(exchange),
        "yes" if exchange.sent else "no",
    )


class _Shown(NamedTuple):
    """What is shown of a value, and the beginning of its SHA-256 as a number."""

    sha256: str
    preview: str
    number: int


class _Way(NamedTuple):
    """Decode steps as they are shown, and the app's own ciphers among them."""

    steps: str
    cipher: str


def _finding(finding: Finding, host: str, paths: dict[str, str], value: _Shown) -> tuple[Cell, ...]:
    field, span = finding.field, finding.span
    return (
        field.direction,
        host,
        field.part,
        paths[field.path],
        finding.category,
        finding.match,
        _way(finding.layers).steps,
        finding.detector,
        _rounded(finding.confidence),
        _visible(finding.reasoning),
        visible(finding.origin) if finding.origin else "",
        span.start,
        span.end,
        value.sha256,
        value.preview,
    )


def _counted(finding: Finding, paths: dict[str, str], value: int, said: Finding | None = None) -> Counted:
    return counted(finding, paths[finding.field.path], _way(finding.layers).cipher, value, said)


def _shown(value: str | bytes) -> _Shown:
    return _shown_short(value) if len(value) <= _SHORT else _shown_long(value)


def _shown_long(value: str | bytes) -> _Shown:
    sha256 = digest(value)
    return _Shown(sha256, preview(value), int(sha256[:16], 16))


# Apps say the same again and again: what was made of it once is remembered, of short texts so that memory is bounded.
_SHORT = 256
_shown_short = lru_cache(maxsize=1 << 13)(_shown_long)
_visible = lru_cache(maxsize=1 << 12)(visible)


@lru_cache(maxsize=1 << 10)
def _way(layers: tuple[str, ...]) -> _Way:
    return _Way(">".join(layers), app_cipher(layers))


@lru_cache(maxsize=1 << 10)
def _rounded(confidence: float) -> float:
    return round(confidence, 3)
