"""One exchange as text for the proxy's own windows: what was found in it, and every decoded field.

Unlike everything that is written to files, it shows the values: who looks at it is looking at the traffic itself.
Controls are escaped, and the length is bounded, whatever the exchange holds.
"""

from collections import Counter
from collections.abc import Iterator

from trafficaudit.examine import Examined
from trafficaudit.live.lines import where
from trafficaudit.model import Direction, Exchange, Field, Finding, Gap
from trafficaudit.readers.flow import reader as flowreader
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.records import Record
from trafficaudit.readers.source import BODY_LIMIT
from trafficaudit.redaction import visible
from trafficaudit.tables.strength import strongest

MOST_HITS = 200
MOST_FIELDS = 1000
_VALUE = 400
_BYTES = 64
_PATH = 200
_LINE = 1000

BY_REPLAY = "numbers that the recording names elsewhere, and what lies over several exchanges"
"""What is looked for by a replay alone (see ``detectors.recurring`` and ``joined``): one exchange does not show it."""


def read_record(record: bytes) -> list[Exchange | Gap]:
    """Read the exchanges of one flow from its record, which stands as it would in a flow file.

    Args:
        record: the flow's state, encoded as ``recording.flowrecord.dumps`` does.

    Raises:
        MalformedError: it is no record (a ``ValueError``).
    """
    start, end, _ = tnetstring.token(record, 0, len(record))
    return list(flowreader.RecordReader("live", BODY_LIMIT).record(record, Record(0, start, end), 0))


def render(examined: Examined, direction: Direction) -> str:
    """Write what one side of an exchange holds: where it goes, the hits, then all fields."""
    fields = [field for field in examined.decoded.fields if field.direction == direction]
    hits = [finding for finding in examined.findings if finding.field.direction == direction]
    return "\n".join(line[:_LINE] for line in _lines(examined, direction, fields, hits))


def _lines(examined: Examined, direction: Direction, fields: list[Field], hits: list[Finding]) -> Iterator[str]:
    yield from _head(examined, direction)
    # As in the table: what several detectors know of one field was sent once.
    counts = Counter(hit.category for hit in (strongest(hits) if direction == "request" else hits))
    found = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(counts.items()))
    yield f"personal data in the {direction}: {found or 'none was recognised'}"
    yield f"looked for by a replay alone: {BY_REPLAY}"
    for number, hit in enumerate(hits):
        if number == MOST_HITS:
            yield f"  ... {len(hits) - number} more"
            break
        yield from _hit(hit)
    yield ""
    yield f"decoded fields of the {direction}:"
    shown = [field for field in fields if field.leaf]
    categories: dict[int, set[str]] = {}
    for hit in hits:
        categories.setdefault(id(hit.field), set()).add(hit.category)
    for field in shown[:MOST_FIELDS]:
        found = ", ".join(sorted(categories.get(id(field), ())))
        yield f"  {_place(field)} = {_shown(field.value)}{f'   <- {found}' if found else ''}"
    if len(shown) > MOST_FIELDS:
        yield f"  ... {len(shown) - MOST_FIELDS} more"
    closed = [each for each in examined.decoded.opaque if each.direction == direction]
    for opaque in closed[:MOST_HITS]:
        yield f"  {opaque.part} {visible(opaque.path)[:_PATH]}: not looked into: {visible(opaque.reason)[:_VALUE]}"
    if len(closed) > MOST_HITS:
        yield f"  ... {len(closed) - MOST_HITS} more not looked into"


def _head(examined: Examined, direction: Direction) -> Iterator[str]:
    exchange, destination = examined.exchange, examined.destination
    yield f"{visible(exchange.method)} {visible(exchange.url[:_VALUE])}"
    country = f", {destination.recipient_country}" if destination.recipient_country else ""
    recipient = f"{destination.recipient}{country}" if destination.recipient else "recipient unknown"
    network = f", AS{destination.asn} {destination.network_operator}" if destination.asn else ""
    arrow = "to" if direction == "request" else "from"
    yield visible(f"{arrow} {where(destination)}: {recipient}; {destination.ip or 'no address'}{network}")
    yield visible(f"app {exchange.app}, phase {exchange.phase}, {exchange.protocol}")
    yield ""


def _hit(hit: Finding) -> Iterator[str]:
    yield f"  {hit.category}: {_place(hit.field)} = {_shown(hit.value)}"
    layers = " > ".join(hit.layers) or "none"
    span = f"bytes {hit.span.start} to {hit.span.end}"
    yield f"    {hit.match}, {hit.detector}, confidence {hit.confidence:.2f}; layers {layers}; {span}"
    if hit.reasoning:
        yield f"    {visible(hit.reasoning)[:_VALUE]}"


def _place(field: Field) -> str:
    return f"{field.part} {visible(field.path)[:_PATH]}"


def _shown(value: str | bytes) -> str:
    if isinstance(value, bytes):
        return f"0x{value[:_BYTES].hex()}{'...' if len(value) > _BYTES else ''} ({len(value)} bytes)"
    cut = f"... ({len(value)} characters)" if len(value) > _VALUE else ""
    return visible(value[:_VALUE]) + cut
