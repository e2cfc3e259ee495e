"""Where a ciphertext, whole or in part, stands in a run of bytes: how far both agree, and what others leave of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

SHORTEST = 16
"""Bytes from which on a ciphertext, or a piece of one, is recognised inside of other bytes."""


class Match(NamedTuple):
    """``runs[run].data[start:end]`` is the ciphertext of number ``entry`` from its byte ``begin`` on."""

    run: int
    start: int
    end: int
    entry: int
    begin: int

    @property
    def size(self) -> int:
        """How many bytes of the run it is."""
        return self.end - self.start

    def overlaps(self, other: "Match") -> bool:
        """Say whether two matches in one run share bytes."""
        return self.start < other.end and other.start < self.end


def agreeing(number: int, data: bytes, entry: int, origin: int, whole: bytes) -> Iterator[Match]:
    """Give the runs of at least ``SHORTEST`` bytes in which data and a ciphertext that begins at ``origin`` agree."""
    low, high = max(origin, 0), min(origin + len(whole), len(data))
    if high - low < SHORTEST:
        return
    here = np.frombuffer(data, np.uint8)[low:high]
    there = np.frombuffer(whole, np.uint8)[low - origin : high - origin]
    differ = np.flatnonzero(here != there)
    edges = np.concatenate(([-1], differ, [high - low]))
    for index in np.flatnonzero(np.diff(edges) > SHORTEST).tolist():
        start, end = int(edges[index]) + 1 + low, int(edges[index + 1]) + low
        yield Match(number, start, end, entry, start - origin)


def trimmed(piece: Match, taken: Sequence[Match]) -> Match | None:
    """Cut off what others have; ``None`` where too little is left."""
    start, end = piece.start, piece.end
    for other in taken:
        if other.start <= start < other.end:
            start = other.end
        elif start < other.start < end:
            end = other.start
    if end - start < SHORTEST:
        return None
    return piece._replace(start=start, end=end, begin=piece.begin + start - piece.start)
