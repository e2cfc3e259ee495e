"""An index of many ciphertexts, and where any of them, whole or in part, stands in other bytes.

Of each ciphertext up to 16 windows of eight bytes are kept. A search hashes every window of the bytes, at every offset,
against a bitmap; the few that are left are looked up, and what stands around them is compared: with the digest of the
whole ciphertext first, which needs nothing but the index, then byte by byte. The cost grows with the bytes that are
searched, not with their product with the number of ciphertexts. Blocks that many ciphertexts share (a fixed IV, equal
beginnings) count for nothing alone: only a whole ciphertext is told from the others by them.
"""

import hashlib
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from trafficaudit.decode.text import as_text
from trafficaudit.detectors.provenance.matches import SHORTEST, Match, agreeing, trimmed
from trafficaudit.detectors.provenance.runs import Run, Tell

SHORTEST_FIELD = 8
"""Bytes from which on a ciphertext is recognised where a whole value equals it; chance is 2^-64."""

MOST_ANCHORS = 6_000_000
"""Windows that are kept; ciphertexts beyond give two each, and beyond twice as many none: a bound on memory."""

_WINDOW = 8
_ANCHORS = 16
_COMMON = 32
_MOST_HITS = 20_000
_CHUNK = 1 << 20
_MOST_SHAPES = 256
_MOST_COMPARED = 64
_MOST_HASHED = 64 << 20
_DIGEST = 16
_POSITION_BITS = 21
_POSITION = (1 << _POSITION_BITS) - 1
LARGEST = _POSITION
"""Bytes of a ciphertext that is known."""

_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: multiplicative hashing (Knuth, TAOCP 6.4)
_REPEATED = np.uint64(0x0101010101010101)


type Fetch = Callable[[int], bytes]
"""Gives the ciphertext of a number; empty where it cannot be had any more."""


class Ciphertexts:
    """Filled with ``add``, then closed with ``seal``, then searched.

    ``left_out`` and ``too_large`` count what was not taken in: there are too many, or it is too large.
    """

    def __init__(self) -> None:
        self.sizes = array("Q")
        self.textual = False
        self.left_out = self.too_large = 0
        self._keys, self._where = array("Q"), array("Q")
        self._known: dict[bytes, int] = {}
        self._short: dict[bytes, int] = {}
        self._digests = bytearray()
        self._sorted: npt.NDArray[np.uint64] = np.empty(0, np.uint64)
        self._places: npt.NDArray[np.uint64] = np.empty(0, np.uint64)
        self._bitmap: npt.NDArray[np.bool_] = np.zeros(1, np.bool_)
        self._shift = np.uint64(63)
        self._shapes: dict[int, list[tuple[int, int]]] = {}

    def add(self, data: bytes) -> int | None:
        """Add a ciphertext; give its number, which equal ones share. ``None`` for what is not taken in."""
        size = len(data)
        if size < SHORTEST_FIELD:
            return None
        if size > LARGEST:
            self.too_large += 1
            return None
        digest = hashlib.blake2b(data, digest_size=_DIGEST).digest()
        entry = self._known.get(digest)
        if entry is not None:
            return entry
        if len(self._keys) >= 2 * MOST_ANCHORS:
            self.left_out += 1
            return None
        entry = self._known[digest] = len(self.sizes)
        self.sizes.append(size)
        self._digests += digest
        if size < SHORTEST:
            self._short[data] = entry
        else:
            positions, layout = _layout(size, len(self._keys) >= MOST_ANCHORS)
            if layout is not None:
                self._keys.extend(layout.unpack_from(data))
            else:
                self._keys.extend(int.from_bytes(data[at : at + _WINDOW], "little") for at in positions)
            self._where.extend(map((entry << _POSITION_BITS).__or__, positions))
        if not self.textual:
            self.textual = as_text(data) is not None
        return entry

    def seal(self) -> None:
        """Order the index; nothing can be added any more."""
        keys = np.frombuffer(self._keys, np.uint64) if self._keys else np.empty(0, np.uint64)
        where = np.frombuffer(self._where, np.uint64) if self._where else np.empty(0, np.uint64)
        order = np.argsort(keys, kind="stable")
        order = order[keys[order] % _REPEATED != 0]  # one byte eight times stands anywhere
        self._sorted, self._places = keys[order], where[order]
        bits = min(max(int(len(order) * 32).bit_length(), 10), 26)
        self._shift = np.uint64(64 - bits)
        self._bitmap = np.zeros(1 << bits, np.bool_)
        self._bitmap[(self._sorted * _MIX) >> self._shift] = True
        del keys, where, order
        self._keys, self._where = array("Q"), array("Q")

    def search(self, runs: Sequence[Run], fetch: Fetch, tell: Tell) -> list[Match]:
        """Give the ciphertexts that stand in runs, none over another in a run: whole ones, then the longest first."""

        def reached(number: int, reason: str) -> None:
            tell(runs[number].field, reason)

        found = [
            Match(number, 0, len(run.data), self._short[run.data], 0)
            for number, run in enumerate(runs)
            if run.whole and len(run.data) < SHORTEST and run.data in self._short
        ]
        budget = _Budget(reached)
        for number, hits in self._hits(runs, reached):
            found += self._in_run(number, runs[number].data, hits, fetch, budget)
        return found

    def _hits(self, runs: Sequence[Run], reached: Tell) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
        """Give for each run with any ``(offset, first, last)``: a known window and its range in the sorted index."""
        chosen = [number for number, run in enumerate(runs) if len(run.data) >= SHORTEST]
        if not chosen or not len(self._sorted):
            return
        buffer = b"".join(runs[number].data for number in chosen)
        starts = np.cumsum([0, *(len(runs[number].data) for number in chosen)])
        found = [self._windows(buffer, at) for at in range(0, len(buffer) - _WINDOW + 1, _CHUNK)]
        at, low, high = (np.concatenate(each) for each in zip(*found, strict=True))
        which = np.searchsorted(starts, at, "right") - 1
        hits: dict[int, list[tuple[int, int, int]]] = {}
        if len(at) > _MOST_HITS:
            reached(chosen[int(which[_MOST_HITS])], f"pieces of known ciphertexts at more than {_MOST_HITS} places")
        for place, first, last, owner in zip(
            at[:_MOST_HITS].tolist(), low.tolist(), high.tolist(), which.tolist(), strict=False
        ):
            hits.setdefault(chosen[owner], []).append((place - int(starts[owner]), first, last))
        yield from sorted(hits.items())

    def _windows(self, buffer: bytes, start: int) -> tuple[npt.NDArray[np.int64], ...]:
        """Give the offsets of known windows in a chunk of a buffer, and the range of each in the sorted index."""
        count = min(_CHUNK, len(buffer) - _WINDOW + 1 - start)
        windows = np.ndarray((count,), "<u8", buffer, offset=start, strides=(1,))
        # Signed and clipped, numpy takes the places as they are; else it copies and checks them first.
        places = ((windows * _MIX) >> self._shift).view(np.int64)
        at = np.flatnonzero(self._bitmap.take(places, mode="clip"))
        values = windows[at]
        low = np.searchsorted(self._sorted, values, "left")
        real = self._sorted[np.minimum(low, len(self._sorted) - 1)] == values
        at, low, values = at[real], low[real], values[real]
        return at + start, low, np.searchsorted(self._sorted, values, "right")

    def _in_run(
        self, number: int, data: bytes, hits: list[tuple[int, int, int]], fetch: Fetch, budget: "_Budget"
    ) -> list[Match]:
        # Windows that few ciphertexts have tell the most.
        hits.sort(key=lambda hit: (min(hit[2] - hit[1], _COMMON + 1), hit[0]))
        taken: list[Match] = []
        rest: list[tuple[int, int]] = []
        for at, first, last in hits:
            if any(match.start <= at < match.end for match in taken):
                continue
            match, candidates = self._whole(number, data, (at, first, last), budget)
            if match is not None:
                if not any(other.overlaps(match) and other.size >= match.size for other in taken):
                    taken = [other for other in taken if not other.overlaps(match)]
                    taken.append(match)
            else:
                rest += candidates
        pieces: list[Match] = []
        seen: set[tuple[int, int]] = set()
        for entry, origin in rest:
            if (entry, origin) in seen:
                continue
            if not budget.compare(number):
                break
            seen.add((entry, origin))
            pieces += agreeing(number, data, entry, origin, fetch(entry))
        for piece in sorted(pieces, key=lambda one: (one.start - one.end, one.entry, one.start)):
            left = trimmed(piece, taken)
            if left is not None:
                taken.append(left)
        return taken

    def _whole(
        self, number: int, data: bytes, hit: tuple[int, int, int], budget: "_Budget"
    ) -> tuple[Match | None, list[tuple[int, int]]]:
        """Find the whole ciphertext around a window; else give ``(entry, where it would begin)`` of some."""
        at, first, last = hit
        best: Match | None = None
        shapes = self._shapes_of(first, last)
        if len(shapes) > _MOST_SHAPES:
            budget.reached(number, f"bytes that known ciphertexts have at more than {_MOST_SHAPES} places")
        for position, size in shapes[:_MOST_SHAPES]:
            origin = at - position
            if origin < 0 or origin + size > len(data):
                continue
            if not budget.hash(number, size):
                break
            digest = hashlib.blake2b(data[origin : origin + size], digest_size=_DIGEST).digest()
            known = self._known.get(digest)
            if known is not None and (best is None or size > best.size):
                best = Match(number, origin, origin + size, known, 0)
        some = self._places[first : min(last, first + 2) if last - first > _COMMON else last].tolist()
        return best, [(packed >> _POSITION_BITS, at - (packed & _POSITION)) for packed in some]

    def _shapes_of(self, first: int, last: int) -> list[tuple[int, int]]:
        """Give the places that a window has in ciphertexts, with the sizes of those, each pair once."""
        if last - first <= _COMMON:
            few = self._places[first:last].tolist()
            return list(dict.fromkeys((packed & _POSITION, self.sizes[packed >> _POSITION_BITS]) for packed in few))
        known = self._shapes.get(first)
        if known is None:
            places = self._places[first:last]
            sizes = np.frombuffer(self.sizes, np.uint64)[places >> np.uint64(_POSITION_BITS)]
            pairs = np.unique((places & np.uint64(_POSITION)) << np.uint64(_POSITION_BITS) | sizes)
            known = [(pair >> _POSITION_BITS, pair & _POSITION) for pair in pairs[: _MOST_SHAPES + 1].tolist()]
            self._shapes[first] = known
        return known


class _Budget:
    """What one search may cost: bytes hashed and ciphertexts compared; ``reached`` is told in which run it ends."""

    def __init__(self, reached: Tell) -> None:
        self.reached = reached
        self._hashed, self._compared = _MOST_HASHED, _MOST_COMPARED

    def hash(self, number: int, size: int) -> bool:
        self._hashed -= size
        if self._hashed < 0:
            self.reached(number, f"more than {_MOST_HASHED} bytes to be held against known ciphertexts")
        return self._hashed >= 0

    def compare(self, number: int) -> bool:
        self._compared -= 1
        if self._compared < 0:
            self.reached(number, f"more than {_MOST_COMPARED} places where a piece of a known ciphertext may stand")
        return self._compared >= 0


def _positions(size: int, *, few: bool) -> list[int]:
    """Choose the windows of a ciphertext: each of the first blocks, then evenly, and the last one."""
    last = size - _WINDOW
    if few:
        return [0, last]
    if size <= _ANCHORS * 16:
        return sorted({*range(0, last + 1, 16), last})
    return [0, 16, 32, 48, *(64 + (last - 64) * number // 11 for number in range(12))]


@lru_cache(maxsize=4_096)
def _layout(size: int, few: bool) -> tuple[list[int], struct.Struct | None]:
    """Give the windows of a ciphertext, and what reads all of them at once where none overlaps another."""
    positions = _positions(size, few=few)
    gaps = [at - before - _WINDOW for before, at in zip([-_WINDOW, *positions], positions, strict=False)]
    if min(gaps) < 0:
        return positions, None
    return positions, struct.Struct("<" + "".join(f"{gap}xQ" for gap in gaps))
