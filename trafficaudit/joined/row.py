"""Documents that were sent one a message, read as a row: what stands at one path of several is one text.

They are decoded once more, a line each, and put together as the lines of one body are (``strung``); the pieces are then
those of the messages.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.joined.strung import together
from trafficaudit.joined.whole import Search, Told, examined
from trafficaudit.model import Exchange, Message, Opaque, Piece, Span, Whole

_LINES = ((b"content-type", b"application/x-ndjson"),)


def read(row: Whole, exchange: Exchange, search: Search) -> list[dict[str, Told]]:
    """Give what each text of a row tells of the messages that it stands in."""
    last = row.pieces[-1]
    message = Message(headers=_LINES, body=row.data, body_size=len(row.data))
    alone = replace(
        exchange, id=last.exchange_id, started_at=last.at, protocol="tcp", request=message, response=None, wholes=()
    )
    decoded = decode(alone)
    if not isinstance(decoded.fields, Fields):
        return []
    wholes, cut = together(alone, decoded.fields, row=True)
    out = [examined(_in_messages(whole, row), exchange, search) for whole in wholes]
    span = Span(last.start, last.end)
    lost = [Opaque(row.direction, "body", "$", span, run.reason, run.cut) for run in cut]
    return [*out, {last.exchange_id: Told(row.direction, opaque=lost)}] if lost else out


def _in_messages(whole: Whole, row: Whole) -> Whole:
    """Give a text of the lines as one of the messages that these are."""
    starts = list(accumulate([piece.end - piece.start + 1 for piece in row.pieces], initial=0))
    pieces = tuple(_placed(whole, row, starts))
    return replace(whole, direction=row.direction, pieces=pieces, framed=whole.framed or row.framed)


def _placed(whole: Whole, row: Whole, starts: list[int]) -> Iterator[Piece]:
    for piece in whole.pieces:
        index = bisect_right(starts, piece.start) - 1
        message = row.pieces[index]
        start, end = (message.start + at - starts[index] for at in piece[1:3])
        yield message._replace(start=start, end=end, size=piece.size)
