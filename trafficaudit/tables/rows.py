"""What of an examined exchange goes into the tables: cells, and what the ledgers count. Nothing of its bodies.

It is small and can be handed from one process to another; every value in it is redacted already.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from trafficaudit.model import Decoded, Destination, Exchange, Finding, Message
from trafficaudit.redaction import digest, preview, shown_endpoint, shown_path, visible
from trafficaudit.tables.coverage import state_of
from trafficaudit.tables.transfers import Counted, app_cipher, counted, encrypted, strongest

type Cell = str | int | float | datetime | None


class Rows(NamedTuple):
    """The rows of one exchange, cells in the order of the tables' columns, without the number of its destination.

    ``exchange`` has neither headers nor bodies; ``before`` and ``after`` are the cells around that number in the table
    of exchanges, ``findings`` those before it in the table of findings, ``counted`` what counts as transferred.
    """

    exchange: Exchange
    destination: Destination
    state: str
    before: tuple[Cell, ...]
    after: tuple[Cell, ...]
    findings: tuple[tuple[Cell, ...], ...]
    received: int
    counted: tuple[Counted, ...]


def rows(exchange: Exchange, destination: Destination, decoded: Decoded, findings: Sequence[Finding]) -> Rows:
    """Give the rows of an exchange with everything that was found out about it."""
    state = state_of(decoded)
    shown = {id(finding): _shown(finding.value) for finding in findings}
    place: tuple[Cell, ...] = (
        visible(exchange.capture_id), exchange.id, exchange.position, exchange.started_at,
        visible(exchange.app), visible(exchange.phase),
    )  # fmt: skip
    host = visible(exchange.host)
    chosen = strongest(findings) if exchange.sent else []
    return Rows(
        _bare(exchange),
        destination,
        state,
        (*place, *_exchange(exchange, host), state, visible(exchange.error) if exchange.error else None),
        (len(decoded.fields), len(findings)),
        tuple([place + _finding(finding, host, shown[id(finding)]) for finding in findings]),
        sum([finding.field.direction == "response" for finding in findings]),
        tuple([counted(finding, _way(finding.layers).cipher, shown[id(finding)].number) for finding in chosen]),
    )


def _bare(exchange: Exchange) -> Exchange:
    request, response = _size(exchange.request), _size(exchange.response)
    return replace(exchange, request=request, response=response)


def _size(message: Message | None) -> Message | None:
    return message and Message(body_size=message.body_size, status=message.status)


def _exchange(exchange: Exchange, host: str) -> tuple[Cell, ...]:
    _, _, rest = exchange.url.partition("://")
    _, slash, path = rest.partition("/")
    return (
        exchange.protocol,
        visible(exchange.method),
        host,
        exchange.port,
        shown_endpoint(slash + path),
        exchange.server_address,
        exchange.response.status if exchange.response else None,
        exchange.request.body_size if exchange.request else 0,
        exchange.response.body_size if exchange.response else 0,
        encrypted(exchange),
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


def _finding(finding: Finding, host: str, value: _Shown) -> tuple[Cell, ...]:
    field, span = finding.field, finding.span
    return (
        field.direction,
        host,
        field.part,
        _shown_path(field.path),
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


def _shown(value: str | bytes) -> _Shown:
    return _shown_short(value) if len(value) <= _SHORT else _shown_long(value)


def _shown_long(value: str | bytes) -> _Shown:
    sha256 = digest(value)
    return _Shown(sha256, preview(value), int(sha256[:16], 16))


# Apps say the same again and again: what was made of it once is remembered, of short texts so that memory is bounded.
_SHORT = 256
_shown_short = lru_cache(maxsize=1 << 13)(_shown_long)
_shown_path = lru_cache(maxsize=1 << 14)(shown_path)
_visible = lru_cache(maxsize=1 << 12)(visible)


@lru_cache(maxsize=1 << 10)
def _way(layers: tuple[str, ...]) -> _Way:
    return _Way(">".join(layers), app_cipher(layers))


@lru_cache(maxsize=1 << 10)
def _rounded(confidence: float) -> float:
    return round(confidence, 3)
