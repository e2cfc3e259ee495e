"""What went over in pieces, put together again: the pieces that border on each other, in sections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trafficaudit.model import Direction, Exchange, Message, Piece, Whole
from trafficaudit.network import Portion
from trafficaudit.readers.uploads.carried import contents, opened

SECTION, OVERLAP = 8 << 20, 1 << 16
"""Bytes of an upload that are looked into at a time, and bytes of one section that the next begins with."""


type _Held = tuple[Piece, bytes]


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


def _chains(portions: Sequence[Portion], exchanges: Mapping[str, Exchange]) -> Iterator[list[_Held]]:
    """Give pieces that border on each other; where one is missing or was cut, another row begins."""
    chain: list[_Held] = []
    expected: tuple[int, ...] = ()
    for portion in _latest(portions, exchanges):
        exchange = exchanges[portion.exchange_id]
        message = _message(exchange, portion.direction)
        held, order = _held_by(exchange, message, portion.direction), portion.order
        size = sum(len(data) for _, data in held)
        again = portion.sized and expected and order not in expected and len(held) == 1
        if again and 0 <= order < expected[0] < order + size:
            # It begins before the end of the one before it (an upload that went on where the server had got to).
            held, order, size = [_later(*held[0], expected[0] - order)], expected[0], order + size - expected[0]
        if order < 0 or order not in expected:
            yield chain
            chain = []
        chain += held
        # Of what was compressed by itself the place counts what was packed, or what came of it.
        packed = portion.sized and any(piece.size >= 0 for piece, _ in held)
        expected = (order + size if portion.sized else order + 1, *([order + len(message.body or b"")] * packed))
        if message.body_size > len(message.body or b""):
            expected = ()
    yield chain


def _held_by(exchange: Exchange, message: Message, direction: Direction) -> list[_Held]:
    """Give the pieces that a body holds, with their bytes."""
    body = message.body or b""
    found = opened(message) if direction == "request" else None
    if found is not None:
        data, (start, end) = found
        size = -1 if body[start:end] == data else len(data)
        return [(Piece(exchange.id, start, end, exchange.started_at, size), data)]
    ranges = contents(message) if direction == "request" else [(0, len(body))]
    return [
        (Piece(exchange.id, start, end, exchange.started_at), body[start:end]) for start, end in ranges if end > start
    ]


def _later(piece: Piece, data: bytes, skipped: int) -> _Held:
    """Leave out the first bytes of a piece."""
    if piece.size >= 0:
        return piece._replace(size=piece.size - skipped), data[skipped:]
    return piece._replace(start=piece.start + skipped), data[skipped:]


def _held(exchange: Exchange, portion: Portion) -> int:
    return len(_message(exchange, portion.direction).body or b"")


def _sections(chain: Sequence[_Held], exchanges: Mapping[str, Exchange], direction: Direction) -> Iterator[Whole]:
    """Cut a row of pieces into wholes of a bounded size, each with the end of the one before it."""
    held: list[_Held] = []
    size, told = 0, 1
    for piece, data in chain:
        held.append((piece, data))
        size += len(data)
        if size >= SECTION:
            yield _whole(held, exchanges, direction)
            held = _ending(held)
            size, told = sum(len(data) for _, data in held), len(held)
    if len(held) > told:
        yield _whole(held, exchanges, direction)


def _ending(held: Sequence[_Held]) -> list[_Held]:
    """Give the last pieces of a section, as many as hold ``OVERLAP`` bytes; of the first of them its end."""
    kept: list[_Held] = []
    left = OVERLAP
    for piece, data in reversed(held):
        kept.append(_later(piece, data, max(len(data) - left, 0)))
        left -= len(data)
        if left <= 0:
            break
    return kept[::-1]


def _whole(held: Sequence[_Held], exchanges: Mapping[str, Exchange], direction: Direction) -> Whole:
    first = _message(exchanges[held[0][0].exchange_id], direction)
    packed = [pair for pair in first.headers if direction == "response" and pair[0].lower() == b"content-encoding"]
    data, pieces = b"".join([data for _, data in held]), tuple([piece for piece, _ in held])
    return Whole(direction, data, pieces, headers=tuple(packed))


def _message(exchange: Exchange, direction: Direction) -> Message:
    return (exchange.request if direction == "request" else exchange.response) or Message()
