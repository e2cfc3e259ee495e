"""Ranges of one thing that a server gave in one answer (``multipart/byteranges``, RFC 9110, 14.6), put together.

Each part says which bytes it is. Those that border on each other, or overlap, are one run; what nobody asked for was
never sent, and is no gap.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode import media_type
from trafficaudit.decode.messages import multipart
from trafficaudit.model import Exchange, Message, Piece, Whole

_ESSENCE = "multipart/byteranges"
_LABEL = b"byteranges"
_RANGE = re.compile(rb"bytes ([0-9]{1,15})-([0-9]{1,15})/(?:[0-9]{1,15}|\*)\s*").fullmatch
_HEADERS = 64


class _Range(NamedTuple):
    """A part: where it begins in the thing, and the range of the body that holds it."""

    order: int
    start: int
    end: int


def ranges(exchange: Exchange) -> list[Whole]:
    """Give what the parts of an answer are together, in the order of the thing; none of a part that stands alone."""
    message = exchange.response
    if message is None or not message.body or not _is_ranges(message):
        return []
    return [_whole(exchange, message, chain) for chain in _chains(sorted(set(_parts(message)))) if len(chain) > 1]


def _is_ranges(message: Message) -> bool:
    return any(name.lower() == b"content-type" and _LABEL in value.lower() for name, value in message.headers)


def _parts(message: Message) -> Iterator[_Range]:
    body = message.body or b""
    label = next((value for name, value in message.headers if name.lower() == b"content-type"), b"")
    hint = media_type.parse(label)
    if hint.essence != _ESSENCE or not hint.boundary:
        return
    for count, (start, end) in enumerate(multipart.split(body, hint.boundary)):
        if count >= multipart.PARTS:
            return  # which is told where the parts are read one by one
        said, first = _headed(body, start, end)
        if said is not None and said[1] - said[0] + 1 == end - first:
            yield _Range(said[0], first, end)


def _headed(body: bytes, at: int, end: int) -> tuple[tuple[int, int] | None, int]:
    """Read the headers of a part: which bytes it is, and where its content begins."""
    said: tuple[int, int] | None = None
    for _ in range(_HEADERS):
        match = multipart.HEADER.match(body, at, end)
        if match is None:
            break
        at = match.end()
        found = _RANGE(match[2]) if match[1].lower() == b"content-range" else None
        said = (int(found[1]), int(found[2])) if found else said
    return said, at + (2 if body.startswith(b"\r\n", at, end) else 1 if body.startswith(b"\n", at, end) else 0)


def _chains(parts: list[_Range]) -> Iterator[list[_Range]]:
    """Give parts each of which begins where the one before it ends, or before that."""
    chain: list[_Range] = []
    reached = -1
    for each in parts:
        part, size = each, each.end - each.start
        if part.order > reached:
            yield chain
            chain = []
        elif part.order + size <= reached:
            continue  # it is all in what was given already
        elif part.order < reached:
            part = _Range(reached, part.start + reached - part.order, part.end)
        chain.append(part)
        reached = part.order + part.end - part.start
    yield chain


def _whole(exchange: Exchange, message: Message, chain: list[_Range]) -> Whole:
    body = message.body or b""
    data = b"".join([body[part.start : part.end] for part in chain])
    pieces = tuple(Piece(exchange.id, part.start, part.end, exchange.started_at) for part in chain)
    packed = tuple(pair for pair in message.headers if pair[0].lower() == b"content-encoding")
    return Whole("response", data, pieces, strung=True, headers=packed)
