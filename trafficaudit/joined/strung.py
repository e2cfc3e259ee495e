"""What one body says in a row of messages: a text in deltas, a chunk a message, cut wherever the sender liked.

Server-sent events (HTML Living Standard, 9.2.6), documents of JSON one a line, and messages of gRPC, of which a stream
of either side is one body. What stands at one path of the messages that follow each other is put together: the deltas
of a chat (``choices[0].delta.content``), the chunks of an upload. Each is read by itself all the same; only what lies
over several of them, or in a document that they are together, is told.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from trafficaudit.decode import json
from trafficaudit.decode.fields import Fields, Group
from trafficaudit.joined.messages import READ, Told, below_each, events, lines_of_events, of_documents
from trafficaudit.joined.whole import plain
from trafficaudit.model import Exchange, Opaque, Piece, Span, Whole
from trafficaudit.readers.rows import TELLING

MOST = 64
"""Rows of one body that are put together, those of texts first, then the longest."""

_CHUNK, _HEAD = 16, 4
LONGEST = 8 << 20
"""Bytes of one row that are put together."""

_TELLING = frozenset(TELLING)
"""Names of what a message carries a piece of; under any other one, and under none, only seeded values count."""

_APART = frozenset([
    "index", "output_index", "content_index", "choice_index", "block_index", "item_id", "response_id",
    "message_id", "messageId", "conversation_id", "stream_id", "streamId",
])  # fmt: skip
"""Names of numbers and ids that tell which of several texts, sent by turns, a message goes on with."""


def together(exchange: Exchange, fields: Fields, *, row: bool = False) -> tuple[list[Whole], list[Opaque]]:
    """Give what the messages of an exchange's bodies are together, and what is too much to be put together.

    ``row`` says that the body is documents in a row, whatever these begin with.
    """
    wholes: list[Whole] = []
    cut: list[Opaque] = []
    below = below_each(fields)
    for number, group in enumerate(fields.groups):
        read = READ.get(group.layers[-1]) if group.part == "body" and group.layers else None
        if read is events and fields.joined.values[group.parent].find(b"data:") < 0:
            continue  # a list or pairs, whose layer has the same name
        known = row and group.layers == (json.NAME,)
        told = of_documents(fields, number, group) if known else read(fields, number, group, below) if read else []
        if len(told) > 1:
            rows = sorted(_rows(fields, told), key=lambda row: _rank(fields, row))
            kept = [_bounded(fields, row) for row in rows[:MOST]]
            wholes += [_whole(exchange, fields, row) for row in kept if len(row) > 1]
            if len(rows) > MOST:
                cut.append(_left(fields, group, f"more than {MOST} rows of messages that may be one text each"))
            if sum(map(len, kept)) < sum(map(len, rows[:MOST])):
                cut.append(_left(fields, group, f"more than {LONGEST} bytes in a row of messages that may be one"))
        if read is events:
            wholes += [_whole(exchange, fields, lines, known=True) for lines in lines_of_events(fields, number, group)]
    return wholes, cut


def _left(fields: Fields, group: Group, reason: str) -> Opaque:
    parent = fields[group.parent]
    return Opaque(group.direction, "body", parent.path, parent.span, f"{reason}: not all was put together", "bound")


def _bounded(fields: Fields, row: list[Told]) -> list[Told]:
    """Give as much of a row as is put together: nothing of one whose first value is too long by itself."""
    ends = accumulate(len(plain(fields.rows[each.field][2])) for each in row)
    return row[: sum(end <= LONGEST for end in ends)]


def _rows(fields: Fields, told: Sequence[Told]) -> Iterator[list[Told]]:
    """Give what stands at one path of several messages and is not the same in each."""
    apart: defaultdict[int, list[tuple[str, str | bytes]]] = defaultdict(list)
    at: defaultdict[tuple[str, tuple[str, ...]], list[Told]] = defaultdict(list)
    for each in told:
        if each.key in _APART:
            apart[each.message].append((each.path, fields.rows[each.field][2]))
        if fields.rows[each.field][2]:  # an empty delta, as many a stream begins with, neither begins nor ends anything
            at[each.path, each.again].append(each)
    # What tells several texts apart may be much: it is compared once for each message, not for each value.
    turns: dict[tuple[tuple[str, str | bytes], ...], int] = {}
    turn_of = {message: turns.setdefault(tuple(names), len(turns)) for message, names in apart.items()}
    for (path, again), row in at.items():
        if again and [each.message for each in row] != [each.message for each in at.get((path, ()), ())]:
            continue  # not every one of them can be read so
        by_turns: defaultdict[int, list[Told]] = defaultdict(list)
        for each in row:
            by_turns[turn_of.get(each.message, -1)].append(each)
        several = [turn for turn in by_turns.values() if len(turn) > 1]
        yield from (turn for turn in several or [row] if _goes_on(fields, turn))


def _goes_on(fields: Fields, row: Sequence[Told]) -> bool:
    """Say whether the values of a row may go on in each other: not what repeats, nor what is told anew each time."""
    values = [fields.rows[each.field][2] for each in row]
    if len({each.message for each in row}) < 2 or len({*values}) < 2:
        return False
    anew = sum(later.startswith(one) for one, later in pairwise(map(plain, values)))
    return 2 * anew < len(values)


def _rank(fields: Fields, row: Sequence[Told]) -> tuple[bool, int, str]:
    return not _is_telling(fields, row), -sum(len(fields.rows[each.field][2]) for each in row), row[0].path


def _is_telling(fields: Fields, row: Sequence[Told]) -> bool:
    """Say whether a row is one thing that was cut: by its name, or because all its pieces but the last are as long.

    Things of one kind are as long, too (addresses of pictures, numbers of devices), but begin alike.
    """
    if row[0].key.lower() in _TELLING:
        return True
    values = [fields.rows[each.field][2] for each in row]
    sizes = [*map(len, values)]
    alike = len(values) > 1 and values[0][:_HEAD] == values[1][:_HEAD]
    return sizes[0] >= _CHUNK and {*sizes[:-1]} == {sizes[0]} and sizes[-1] <= sizes[0] and not alike


def _whole(exchange: Exchange, fields: Fields, row: Sequence[Told], *, known: bool = False) -> Whole:
    """Put a row together; a piece whose bytes are not those of its value tells how many it gives.

    ``known`` says that nobody has to guess that the row is one text.
    """
    pieces, data = list[Piece](), list[bytes]()
    for number, each in enumerate(row):
        field = fields[each.field]
        value = plain(field.value)
        span: Span = field.span
        exact = field.exact and span.end - span.start == len(value)
        if each.between and number + 1 < len(row):
            value += each.between
            exact, span = exact and _follows(fields, each), Span(span.start, span.end + len(each.between))
        if not exact:
            span = field.span
        pieces.append(Piece(exchange.id, *span, exchange.started_at, -1 if exact else len(value)))
        data.append(value)
    direction = fields.group(row[0].field).direction
    return Whole(direction, b"".join(data), tuple(pieces), not (known or _is_telling(fields, row)), strung=True)


def _follows(fields: Fields, told: Told) -> bool:
    """Say whether what is to stand behind a value stands there in the body, too: no other line break."""
    raw, end = fields.joined.values[fields.group(told.field).parent], fields.rows[told.field][4]
    return raw.startswith(told.between, end)
