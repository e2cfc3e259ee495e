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
from trafficaudit.tables.transfers import Counted, counted, encrypted, strongest

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
    place: tuple[Cell, ...] = (
        visible(exchange.capture_id), exchange.id, exchange.position, exchange.started_at,
        visible(exchange.app), visible(exchange.phase),
    )  # fmt: skip
    host = visible(exchange.host)
    digests = {id(finding): digest(finding.value) for finding in findings}
    chosen = strongest(findings) if exchange.sent else []
    return Rows(
        _bare(exchange),
        destination,
        state,
        (*place, *_exchange(exchange, host), state, visible(exchange.error) if exchange.error else None),
        (len(decoded.fields), len(findings)),
        tuple([(*place, *_finding(finding, host, digests[id(finding)])) for finding in findings]),
        sum(finding.field.direction == "response" for finding in findings),
        tuple([counted(finding, digests[id(finding)]) for finding in chosen]),
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


def _finding(finding: Finding, host: str, value_sha256: str) -> tuple[Cell, ...]:
    field = finding.field
    return (
        field.direction,
        host,
        field.part,
        _shown_path(field.path),
        finding.category,
        finding.match,
        ">".join(finding.layers),
        finding.detector,
        round(finding.confidence, 3),
        visible(finding.reasoning),
        visible(finding.origin),
        finding.span.start,
        finding.span.end,
        value_sha256,
        preview(finding.value),
    )


_shown_path = lru_cache(maxsize=1 << 14)(shown_path)
