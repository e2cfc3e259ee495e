"""Messages of a conversation put together again, where a value or a document may have been cut over several of them.

TCP has no messages (RFC 9293, 3.7: a stream of bytes): what mitmproxy calls one is what arrived at a time. A WebSocket
has some (RFC 6455, 5.4), but MQTT, for one, may cut its packets anywhere among them (MQTT 5.0, 6.0), and so do apps.
So do they with datagrams (RFC 768), which are taken in the order in which they were recorded. Each message is read by
itself all the same; what is put together comes beside it:

* the stream itself, in sections of ``SECTION`` bytes, each of which begins with the last ``OVERLAP`` bytes before it;
* the records in it that are no message by themselves (``records``).

What an app sends as whole documents, one a message, is not put together; but of a WebSocket those are noted whose
values may go on in each other (``rows``).
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from trafficaudit.model import DIRECTIONS, Direction, Exchange, Gap, Message, Piece, Whole
from trafficaudit.readers import rows
from trafficaudit.readers.records import records
from trafficaudit.readers.source import Items

SECTION = 4 << 20
"""Bytes of a conversation that are put together at a time: the longest document across messages."""

OVERLAP = 1 << 16
"""Bytes before a section that it begins with: the longest value that may lie across its border."""

_SPLIT = f"is longer than {SECTION} bytes: a document that lies across the border of two sections was read in part"
_STREAMS = ("tcp", "websocket", "udp")
_FRAMED = ("websocket", "udp")
_CONTROL = 8
_DOCUMENT = re.compile(rb"\s*(?:(?:[0-9]{1,3}-?(?:/[\w/-]{1,64},)?[0-9]{0,8})?([{\[])|(<)[A-Za-z?!])").match
_CLOSERS = {b"{": b"}", b"[": b"]", b"<": b">"}


class _Part(NamedTuple):
    """A piece with its bytes; ``cut`` says that the recording lacks what comes after it, or that nothing does."""

    piece: Piece
    data: bytes
    opcode: int | None
    cut: bool = False


def reassembled(items: Items) -> Items:
    """Give the messages of one conversation as they come, each with the wholes that it is a piece of.

    Where a conversation is longer than a section, that is said once. What is no message is given as it is.
    """
    batch: list[Exchange | Gap] = []
    before: dict[Direction, list[_Part]] = {direction: [] for direction in DIRECTIONS}
    size, limits = 0, dict[str, None]()
    place: Exchange | Gap | None = None
    for item in items:
        place = item
        batch.append(item)
        size += sum(map(len, _bodies(item)))
        if size >= SECTION:
            yield from _section(batch, before, limits)
            batch, size = [], 0
            limits[_SPLIT] = None
    yield from _section(batch, before, limits)
    if limits and place is not None:
        for limit in limits:
            yield Gap(place.capture_id, place.position, 0, f"this conversation {limit}", exchanges=0)


def across(before: Sequence[Exchange], after: Sequence[Exchange]) -> Iterator[Whole]:
    """Give what lies over the border of two parts of one conversation, that were recorded apart."""
    names = {item.id for item in before}
    framed = any(item.protocol in _FRAMED for item in after)
    for direction in DIRECTIONS:
        first = _ending([part for item in before for part in _parts(item, direction)])
        then = _beginning([part for item in after for part in _parts(item, direction)])
        for whole in wholes([*first, *then], direction, framed=framed):
            if whole.pieces[0].exchange_id in names and whole.pieces[-1].exchange_id not in names:
                yield whole


def _bodies(item: Exchange | Gap) -> list[bytes]:
    if isinstance(item, Gap):
        return []
    return [message.body for message in (item.request, item.response) if message is not None and message.body]


def _section(batch: list[Exchange | Gap], before: dict[Direction, list[_Part]], limits: dict[str, None]) -> Items:
    """Put a section together; ``before`` is what the one before it ended with, and then what this one does."""
    belonging: dict[str, list[Whole]] = {}
    framed = any(isinstance(item, Exchange) and item.protocol in _FRAMED for item in batch)
    talk = any(isinstance(item, Exchange) and item.protocol == "websocket" for item in batch)
    for direction in DIRECTIONS:
        said = [part for item in batch if isinstance(item, Exchange) for part in _parts(item, direction)]
        parts = [*before[direction], *said]
        before[direction] = _ending(parts)
        found = [*wholes(parts, direction, framed=framed, limits=limits)]
        for whole in (*found, *rows.rows(_documents(said), direction, limits)) if talk else found:
            for name in {piece.exchange_id for piece in whole.pieces}:
                belonging.setdefault(name, []).append(whole)
    for item in batch:
        wanted = belonging.get(item.id) if isinstance(item, Exchange) else None
        yield replace(item, wholes=tuple(wanted)) if isinstance(item, Exchange) and wanted else item


def _parts(item: Exchange, direction: Direction) -> Iterator[_Part]:
    message: Message | None = item.request if direction == "request" else item.response
    if item.protocol not in _STREAMS or message is None or (message.opcode or 0) >= _CONTROL:
        return
    if not item.sent and item.protocol == "websocket":
        return  # the proxy's own, or dropped by it: no part of what the other side got
    body = message.body or b""
    if body or message.body_size:
        piece = Piece(item.id, 0, len(body), item.started_at)
        yield _Part(piece, body, message.opcode, message.body_size > len(body))


def _ending(parts: Sequence[_Part]) -> list[_Part]:
    """Give the last bytes of what was said, as far as nothing is missing among them."""
    kept: list[_Part] = []
    room = OVERLAP
    for part in reversed(parts):
        if part.cut and (kept or not part.data):
            break
        data = part.data[-room:]
        kept.append(part._replace(piece=part.piece._replace(start=part.piece.end - len(data)), data=data))
        room -= len(data)
        if room <= 0:
            break
    return kept[::-1]


def _beginning(parts: Sequence[_Part]) -> list[_Part]:
    """Give the first bytes of what was said, as far as nothing is missing among them."""
    kept: list[_Part] = []
    room = OVERLAP
    for part in parts:
        data = part.data[:room]
        kept.append(part._replace(piece=part.piece._replace(end=part.piece.start + len(data)), data=data))
        room -= len(data)
        if room <= 0 or part.cut:
            break
    return kept


def wholes(
    parts: Sequence[_Part], direction: Direction, *, framed: bool, limits: dict[str, None] | None = None
) -> Iterator[Whole]:
    """Put the pieces of one direction together: the records first, then everything; ``limits`` takes bounds reached."""
    for chain in filter(None, _chains(parts, framed=framed)):
        data = b"".join([part.data for part in chain])
        starts = list(accumulate([len(part.data) for part in chain], initial=0))[:-1]
        for start, end in records(data, starts, limits):
            yield Whole(direction, data[start:end], _pieces(chain, starts, start, end), framed)
        if len(chain) > 1:
            yield Whole(direction, data, tuple([part.piece for part in chain]), framed)


def _pieces(chain: Sequence[_Part], starts: Sequence[int], start: int, end: int) -> tuple[Piece, ...]:
    """Give the runs of the chain's pieces that are a range of its bytes."""
    out = []
    for index in range(bisect_right(starts, start) - 1, len(chain)):
        piece, at = chain[index].piece, starts[index]
        if at >= end:
            break
        last = min(end - at, len(chain[index].data))
        out.append(piece._replace(start=piece.start + max(start - at, 0), end=piece.start + last))
    return tuple(out)


def _chains(parts: Sequence[_Part], *, framed: bool) -> Iterator[list[_Part]]:
    """Give pieces in a row that may go on in each other."""
    chain: list[_Part] = []
    open_ = 0  # brackets: what stands between those of a message that goes on is no document of its own
    for part in parts:
        closed = framed and open_ <= 0 and _is_document(part.data)
        if closed or (chain and framed and chain[-1].opcode != part.opcode):
            yield chain
            chain, open_ = [], 0
        if not closed and part.data:
            chain.append(part)
            open_ += sum(part.data.count(each) for each in _CLOSERS)
            open_ -= sum(part.data.count(each) for each in _CLOSERS.values())
        if part.cut:
            yield chain
            chain, open_ = [], 0
    yield chain


def _documents(parts: Iterable[_Part]) -> Iterator[tuple[Piece, bytes, int]]:
    """Give the messages that are one document of JSON each, and where in them it begins."""
    for part in parts:
        match = None if part.cut else _DOCUMENT(part.data)
        if match is None or not match[1]:
            continue
        start = match.start(1)
        if _is_document(part.data) or (len(part.data) <= rows.LONGEST and _is_json(part.data[start:])):
            yield part.piece, part.data, start


def _is_json(data: bytes) -> bool:
    """Say whether a message is one document, though brackets stand in its texts."""
    try:
        json.loads(data.rstrip(b" \t\r\n\0"))
    except (ValueError, RecursionError):
        return False
    return True


def _is_document(data: bytes) -> bool:
    """Say whether a message is one document by its looks: it opens, closes at its end, and is balanced.

    Before it may stand the numbers of a protocol (Engine.IO and Socket.IO: ``42[...]``), which ends frames like STOMP's
    with a NUL.
    """
    match = _DOCUMENT(data)
    if match is None:
        return False
    opener = match[1] or match[2]
    closer = _CLOSERS[opener]
    return data.rstrip(b" \t\r\n\0").endswith(closer) and data.count(opener) == data.count(closer)
