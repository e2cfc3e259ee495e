"""What is missing of an upload: pieces that no recorded request carries, and those that cannot be put together.

It is told with the place in the upload, by bytes or by the numbers of the pieces, at the exchange behind it, so that
nobody takes what was put together for all that was sent.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from trafficaudit.network import Hole

ABSENT = "no recorded request carries them"
SHORT = "the recording does not hold them"
CODED = "compressed by themselves"
NAMED = "the request that puts the pieces together names them, and no recorded request carries them"
MOST = 8
"""Runs of one upload that are named; those after them are counted."""


class Sent(NamedTuple):
    """A piece as it was sent: its place, its size in bytes, and how many of them can be put together with others.

    ``order``, ``first`` and ``name`` are those of ``uploads.Bit``; ``why`` tells what keeps the rest, "" where nothing
    does.
    """

    exchange_id: str
    order: int
    size: int
    held: int
    why: str = ""
    name: str = ""


class _Run(NamedTuple):
    """What is missing in ``[start, end)``, told at an exchange; ``why`` says of what kind it is."""

    start: int
    end: int
    why: str
    exchange_id: str


def holes(pieces: Sequence[Sent], *, sized: bool, first: int, total: int) -> list[Hole]:
    """Give what is missing of one upload, in its order.

    Args:
        pieces: what was sent, in the order of the capture.
        sized: whether the order counts bytes.
        first: order of the first piece, -1 where nothing tells.
        total: bytes or pieces of the whole, -1 where nothing tells.
    """
    if not pieces:
        return []
    timed = pieces[0].order < 0
    runs = list(_missing(pieces) if timed else (_bytes if sized else _numbers)(_best(pieces), first, total))
    return _told(runs, [piece.exchange_id for piece in pieces], sized=sized)


def unrecorded(names: Sequence[str], known: Container[str], pieces: Sequence[Sent], exchange_id: str) -> list[Hole]:
    """Give what a request that puts an upload together names and nobody recorded, by places in its list from 1 on.

    Args:
        names: what it names.
        known: the names of all pieces that were recorded.
        pieces: those of this upload.
        exchange_id: the request.
    """
    runs: list[_Run] = []
    for place, name in enumerate(names, 1):
        if name in known:
            continue
        if runs and runs[-1].end == place - 1:
            runs[-1] = runs[-1]._replace(end=place)
        else:
            runs.append(_Run(place, place, NAMED, exchange_id))
    return _told(runs, [piece.exchange_id for piece in pieces], sized=False)


def _told(runs: Sequence[_Run], names: Sequence[str], *, sized: bool) -> list[Hole]:
    unit = "bytes" if sized else "pieces"
    of = (
        f"of an upload in {len(names)} recorded pieces, {names[0]} to {names[-1]}" if len(names) > 1 else "of an upload"
    )
    told = [
        Hole(run.exchange_id, f"{of}: {unit} {run.start} to {run.end} were not put together: {run.why}")
        for run in runs[:MOST]
    ]
    if len(runs) > MOST:
        rest = f"{of}: {len(runs) - MOST} further runs of {unit} were not put together"
        told.append(Hole(runs[-1].exchange_id, rest))
    return told


def _best(pieces: Iterable[Sent]) -> list[Sent]:
    """Give one piece for each place, in their order: of those that were sent again the one of which most is there."""
    placed: dict[int, Sent] = {}
    for piece in pieces:
        known = placed.get(piece.order)
        if known is None or (piece.held, piece.size) > (known.held, known.size):
            placed[piece.order] = piece
    return [placed[order] for order in sorted(placed)]


def _bytes(pieces: Sequence[Sent], first: int, total: int) -> Iterator[_Run]:
    """Give runs of bytes, each without its end."""
    reached = max(first, 0)
    for piece in pieces:
        if piece.order > reached:
            yield _Run(reached, piece.order, ABSENT, piece.exchange_id)
        end = piece.order + piece.size
        if piece.held < piece.size and end > reached:
            yield _Run(max(piece.order + piece.held, reached), end, piece.why, piece.exchange_id)
        reached = max(reached, end)
    if total > reached:
        yield _Run(reached, total, ABSENT, pieces[-1].exchange_id)


def _numbers(pieces: Sequence[Sent], first: int, total: int) -> Iterator[_Run]:
    """Give runs of pieces, each with its end; where nothing tells the first one, it is the 0th or the 1st.

    A single number under names that mean much else says nothing of others before it.
    """
    least = pieces[0].order
    expected = first if first >= 0 else min(least, 1) if len(pieces) > 1 or total > 0 else least
    end = expected + total if total > 0 else -1
    for piece in pieces:
        if piece.order > expected:
            yield _Run(expected, piece.order - 1, ABSENT, piece.exchange_id)
        if piece.held < piece.size:
            yield _Run(piece.order, piece.order, piece.why, piece.exchange_id)
        expected = max(expected, piece.order + 1)
    if end > expected:
        yield _Run(expected, end - 1, ABSENT, pieces[-1].exchange_id)


def _missing(pieces: Sequence[Sent]) -> Iterator[_Run]:
    """Give what is known to be missing where only time tells the order: the number counts recorded pieces."""
    for number, piece in enumerate(pieces, 1):
        if piece.held < piece.size:
            yield _Run(number, number, piece.why, piece.exchange_id)
