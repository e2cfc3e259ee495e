"""What went over in pieces, put together again: the pieces that border on each other, in sections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trafficaudit.model import Direction, Exchange, Message, Piece, Whole
from trafficaudit.network import Portion
from trafficaudit.readers.uploads import contents

SECTION, OVERLAP = 8 << 20, 1 << 16
"""Bytes of an upload that are looked into at a time, and bytes of one section that the next begins with."""


def put_together(portions: Sequence[Portion], exchanges: Mapping[str, Exchange]) -> Iterator[Whole]:
    """Give what can be put together of an upload, in sections; none of a piece that stands alone.

    Args:
        portions: its pieces in the order of the capture.
        exchanges: their exchanges by id, as far as they could be read.
    """
    direction: Direction = portions[0].direction if portions else "request"
    for chain in _chains(portions, exchanges):
        if len(chain) > 1:
            yield from _sections(chain, exchanges, direction)


def _latest(portions: Iterable[Portion], exchanges: Mapping[str, Exchange]) -> list[Portion]:
    """Give one portion for each place, in their order: of those that were sent again the last that arrived whole."""
    placed: dict[int, Portion] = {}
    for number, portion in enumerate(portions):
        exchange = exchanges.get(portion.exchange_id)
        if exchange is not None:
            order = portion.order if portion.order >= 0 else number
            known = placed.get(order)
            if known is None or (
                exchange.sent and _held(exchange, portion) >= _held(exchanges[known.exchange_id], known)
            ):
                placed[order] = portion._replace(order=order)
    return [placed[order] for order in sorted(placed)]


def _chains(portions: Sequence[Portion], exchanges: Mapping[str, Exchange]) -> Iterator[list[Piece]]:
    """Give pieces that border on each other; where one is missing or was cut, another row begins."""
    chain: list[Piece] = []
    expected = -1
    for portion in _latest(portions, exchanges):
        exchange = exchanges[portion.exchange_id]
        message = _message(exchange, portion.direction)
        ranges, order = _contents(message, portion.direction), portion.order
        if portion.sized and len(ranges) == 1 and 0 <= order < expected < order + _length(ranges):
            # It begins before the end of the one before it (an upload that went on where the server had got to).
            ranges, order = [(ranges[0][0] + expected - order, ranges[0][1])], expected
        if order < 0 or order != expected:
            yield chain
            chain = []
        chain += [Piece(exchange.id, start, end, exchange.started_at) for start, end in ranges if end > start]
        expected = order + (_length(ranges) if portion.sized else 1)
        if message.body_size > len(message.body or b""):
            expected = -1
    yield chain


def _length(ranges: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in ranges)


def _held(exchange: Exchange, portion: Portion) -> int:
    return len(_message(exchange, portion.direction).body or b"")


def _sections(chain: Sequence[Piece], exchanges: Mapping[str, Exchange], direction: Direction) -> Iterator[Whole]:
    """Cut a row of pieces into wholes of a bounded size, each with the end of the one before it."""
    held: list[Piece] = []
    size = 0
    for piece in chain:
        held.append(piece)
        size += piece.end - piece.start
        if size >= SECTION:
            yield _whole(held, exchanges, direction)
            start = max(piece.start, piece.end - OVERLAP)
            held, size = [piece._replace(start=start)], piece.end - start
    if len(held) > 1:
        yield _whole(held, exchanges, direction)


def _whole(pieces: Sequence[Piece], exchanges: Mapping[str, Exchange], direction: Direction) -> Whole:
    messages = [_message(exchanges[piece.exchange_id], direction) for piece in pieces]
    data = b"".join(
        [(message.body or b"")[piece.start : piece.end] for message, piece in zip(messages, pieces, strict=True)]
    )
    packed = [
        pair for pair in messages[0].headers if direction == "response" and pair[0].lower() == b"content-encoding"
    ]
    return Whole(direction, data, tuple(pieces), headers=tuple(packed))


def _message(exchange: Exchange, direction: Direction) -> Message:
    return (exchange.request if direction == "request" else exchange.response) or Message()


def _contents(message: Message, direction: Direction) -> list[tuple[int, int]]:
    return contents(message) if direction == "request" else [(0, len(message.body or b""))]
