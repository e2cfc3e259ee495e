"""Pieces of one ciphertext in the fields of one exchange: which of them count, and the ones still to be found."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trafficaudit.detectors.provenance.matches import SHORTEST
from trafficaudit.detectors.provenance.runs import Run, Tell
from trafficaudit.model import Field

MOST = 1_024
"""Pieces of one ciphertext in one exchange."""

_WORK = 1 << 28  # bytes that looking for the pieces of one ciphertext may pass over


class Piece(NamedTuple):
    """``run.data[start:end]`` is what the ciphertext has from its byte ``begin`` on."""

    run: Run
    start: int
    end: int
    begin: int

    @property
    def size(self) -> int:
        """Bytes of the ciphertext."""
        return self.end - self.start

    @property
    def explained(self) -> int:
        """Bytes of the field's value that the piece stands for, an encoding's included."""
        if not self.run.layers:
            return self.size
        return round((self.run.end - self.run.start) * self.size / max(len(self.run.data), 1))


def innermost(pieces: list[Piece], fields: Sequence[Field], size: int) -> list[Piece]:
    """Leave out of a container what one of its descendants holds as well; whole ciphertexts come before parts."""
    whole = [piece for piece in pieces if piece.size == size]
    kept: list[Piece] = []
    ranges: dict[int, list[tuple[int, int]]] = {}
    for piece in sorted(whole or pieces, key=lambda one: (-one.run.field, one.start)):
        inside = ranges.get(piece.run.field, ())
        if any(begin <= piece.begin and piece.begin + piece.size <= end for begin, end in inside):
            continue
        kept.append(piece)
        above = fields[piece.run.field].parent
        while above >= 0:
            ranges.setdefault(above, []).append((piece.begin, piece.begin + piece.size))
            above = fields[above].parent
    return sorted(kept, key=lambda one: (one.begin, one.run.field, one.start))


def completed(pieces: list[Piece], runs: Sequence[Run], data: bytes, tell: Tell) -> list[Piece]:
    """Look for the rest of a ciphertext in the other runs; give disjoint pieces in the ciphertext's order."""
    kept = _disjoint(pieces)
    cost = sum(len(run.data) for run in runs) + 1
    for _ in range(min(MOST, _WORK // cost)):
        found = next(_neighbours(kept, runs, data), None)
        if found is None:
            return kept
        kept = _disjoint([*kept, found])
    if sum(piece.size for piece in kept) < len(data):
        tell(kept[0].run.field, "the pieces of a ciphertext were not all looked for: there is too much of them")
    return kept


def _disjoint(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.begin, -one.size)):
        done = out[-1].begin + out[-1].size if out else 0
        cut = max(done - piece.begin, 0)
        if cut < piece.size:
            out.append(piece._replace(start=piece.start + cut, begin=piece.begin + cut))
    return out


def _neighbours(kept: list[Piece], runs: Sequence[Run], data: bytes) -> Iterator[Piece]:
    """Give pieces that begin where one ends, or end where one begins."""
    bounds = [(piece.begin, piece.begin + piece.size) for piece in kept]
    starts, ends = {begin for begin, _ in bounds}, {end for _, end in bounds}
    for end in sorted(ends - starts - {len(data)}):
        limit = min((begin for begin in starts if begin > end), default=len(data))
        yield from _after(runs, data, end, limit)
    for begin in sorted(starts - ends - {0}):
        limit = max((end for end in ends if end < begin), default=0)
        yield from _before(runs, data, begin, limit)


def _after(runs: Sequence[Run], data: bytes, begin: int, limit: int) -> Iterator[Piece]:
    wanted = data[begin : min(begin + SHORTEST, limit)]
    for run in runs:
        # A rest too short to be told among other bytes counts only where it is all of a value.
        at = run.data.find(wanted) if len(wanted) == SHORTEST else 0 if run.whole and run.data == wanted else -1
        if at >= 0:
            size = _agree(run.data[at : at + limit - begin], data[begin:limit])
            yield Piece(run, at, at + size, begin)


def _before(runs: Sequence[Run], data: bytes, end: int, limit: int) -> Iterator[Piece]:
    wanted = data[max(end - SHORTEST, limit) : end]
    for run in runs:
        at = run.data.find(wanted) if len(wanted) == SHORTEST else 0 if run.whole and run.data == wanted else -1
        if at >= 0:
            stop = at + len(wanted)
            head = run.data[max(stop - (end - limit), 0) : stop]
            size = _agree(head[::-1], data[end - len(head) : end][::-1])
            yield Piece(run, stop - size, stop, end - size)


def _agree(one: bytes, other: bytes) -> int:
    """Give how many bytes two beginnings have in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
