"""Ciphertext in an exchange -> the plaintext that the hooks saw, decoded into further fields of that exchange.

What an operation gave is looked for in what was sent, what one was given in what was received: anywhere in the bytes of
any field, in Base64 or hexadecimal too, between an IV and a tag, or cut into pieces. The recorded bytes stay as they
are; the plaintext's fields are added behind the field in which the ciphertext stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from trafficaudit.decode import Limits, decode_behind
from trafficaudit.detectors.provenance.clock import late, told
from trafficaudit.detectors.provenance.keys import Keys, layer
from trafficaudit.detectors.provenance.matches import SHORTEST, Match
from trafficaudit.detectors.provenance.operations import SENT, Operations, ciphertext, plaintext
from trafficaudit.detectors.provenance.pieces import Piece, completed, innermost
from trafficaudit.detectors.provenance.runs import Run, runs
from trafficaudit.events import Cipher
from trafficaudit.model import Decoded, Exchange, Field, Opaque, Span
from trafficaudit.readers.times import TOLERANCE

DEEPEST = 4
"""Ciphers inside of each other that are opened."""

MOST = 64
"""Plaintexts of one exchange that are opened."""

_LIMITS = Limits()
_BESIDE = 64
"""Bytes beside a ciphertext that are its IV (16), its tag or MAC (up to 32) and a short head, and no content."""
_BESIDE_PART = 32
"""The same beside a part of a ciphertext, where the rest of it may be what else is there."""
_OVERHEAD = 64
_BLOCK = 16
_NO_POSITION = ("rsa", "ec", "elgamal")


type _Covered = dict[int, list[tuple[Piece, int]]]


@dataclass(frozen=True, slots=True)
class Opening:
    """Fields ``first`` up to ``last`` (not included) were seen by a hook; ``note`` says how they were ciphered.

    ``at`` is when, by the phone's clock (ms).
    """

    first: int
    last: int
    carrier: int
    note: str
    certain: bool
    at: float


@dataclass(slots=True)
class _Growing:
    """An exchange while plaintexts are added to it."""

    exchange: Exchange
    fields: list[Field]
    opaque: list[Opaque]
    fresh: list[Opaque] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    reached: dict[tuple[int, str], None] = field(default_factory=dict)

    def bound(self, index: int, reason: str) -> None:
        """Take note of a bound that ended a search in a field."""
        self.reached[index, reason] = None

    def cuts(self) -> list[Opaque]:
        """Give what is to be said of bounds, in the order of the fields."""
        listed = [(self.fields[index], reason) for index, reason in sorted(self.reached)]
        return [Opaque(at.direction, at.part, at.path, at.span, reason, "bound") for at, reason in listed]


class Plaintexts:
    """Opens what the operations of one capture explain.

    Args:
        sides: the operations of each direction.
        keys: names their keys.
        offset: seconds that the phone's clock is ahead.
    """

    def __init__(self, sides: Sequence[Operations], keys: Keys, offset: float) -> None:
        self._sides = [side for side in sides if len(side)]
        self._keys, self._offset = keys, offset

    def open(self, exchange: Exchange, decoded: Decoded) -> tuple[Decoded, tuple[Opening, ...]]:
        """Give the exchange's fields with those of its plaintexts, and how each of them was ciphered."""
        growing = _Growing(exchange, list(decoded.fields), [], list(decoded.opaque))
        first = 0
        for _ in range(DEEPEST):
            last = len(growing.fields)
            before, growing.fresh = growing.fresh, []
            covered: _Covered = {}
            for side in self._sides:
                self._level(growing, side, first, covered)
            growing.opaque += [run for run in before if not _explained(run, growing.fields[:last], covered)]
            if len(growing.fields) == last:
                break
            first = last
        else:
            self._beyond(growing, first)
        opaque = (*growing.opaque, *growing.fresh, *growing.cuts())
        if not growing.openings and len(opaque) == len(decoded.opaque):
            return decoded, ()
        return Decoded(tuple(growing.fields), opaque), tuple(growing.openings)

    def _level(self, growing: _Growing, side: Operations, first: int, covered: _Covered) -> None:
        listed = runs(growing.fields, side.direction, growing.bound, first, text=side.index.textual)
        matches = side.index.search(listed, side.fetch, growing.bound) if listed else []
        by_entry: dict[int, list[Piece]] = {}
        for match in matches:
            by_entry.setdefault(match.entry, []).append(_piece(match, listed[match.run]))
        for entry, pieces in sorted(by_entry.items(), key=lambda item: min(piece.run.field for piece in item[1])):
            event = side.operation(entry, growing.exchange.started_at)
            if event is None:
                continue
            if len(growing.openings) >= MOST:
                growing.bound(pieces[0].run.field, f"more than {MOST} plaintexts that hooks saw")
            else:
                used, beside = self._join(growing, event, pieces, listed)
                for piece in used:
                    covered.setdefault(piece.run.field, []).append((piece, beside))

    def _beyond(self, growing: _Growing, first: int) -> None:
        """Say where ciphertexts stand in what was opened last, which is as deep as is gone."""
        for side in self._sides:
            listed = runs(growing.fields, side.direction, growing.bound, first, text=side.index.textual)
            for match in side.index.search(listed, side.fetch, growing.bound):
                growing.bound(listed[match.run].field, f"ciphers inside of each other beyond {DEEPEST} levels")

    def _join(
        self, growing: _Growing, event: Cipher, pieces: list[Piece], listed: list[Run]
    ) -> tuple[list[Piece], int]:
        """Open one operation's plaintext where its ciphertext stands.

        Returns:
            The pieces that are explained by it, and how many bytes beside them need no explanation.
        """
        data, size = ciphertext(event)
        text, text_size = plaintext(event)
        pieces = innermost(pieces, growing.fields, len(data))
        whole = [piece for piece in pieces if piece.size == len(data)]
        if whole:
            some = "" if size == len(data) else f"the first {len(data)} of "
            for piece in whole:
                self._add(growing, event, piece, text, f"{some or 'all '}{size} bytes of the ciphertext stand in it")
            return whole, _BESIDE
        pieces = completed(pieces, listed, data, growing.bound)
        missing = len(data) - sum(piece.size for piece in pieces)
        positional = _is_positional(event, size, text_size)
        if missing <= (max(len(data) - text_size, 0) if positional else 0):
            said = f"the {size} bytes of the ciphertext stand in it in {len(pieces)} pieces"
            if missing:
                said = f"the first {len(data) - missing} of {size} bytes of the ciphertext stand in it"
            self._add(growing, event, pieces[0], text, said)
            return pieces, _BESIDE
        used = []
        for piece in pieces if positional else ():
            begin, end = _aligned(event, piece, len(data))
            if begin < end and begin < len(text):
                said = f"bytes {piece.begin} to {piece.begin + piece.size} of {size} of the ciphertext stand in it"
                self._add(growing, event, piece, text[begin:end], said, certain=False)
                used.append(piece)
        return used, _BESIDE_PART

    def _add(
        self, growing: _Growing, event: Cipher, piece: Piece, text: bytes, said: str, *, certain: bool = True
    ) -> None:
        carrier = growing.fields[piece.run.field]
        span = _span(carrier, piece)
        name = layer(event.algorithm, self._keys.name(event.key))
        told_size, size = len(plaintext(event)[0]), plaintext(event)[1]
        growing.fields[piece.run.field] = replace(carrier, leaf=False)
        first = len(growing.fields)
        if event.operation in ("wrap", "unwrap") or self._keys.holds(text):
            said += "; it is a key and not told here"
        elif text:
            behind = replace(
                carrier, layers=(*carrier.layers, *piece.run.layers, name), span=span, parent=piece.run.field
            )
            limits = replace(_LIMITS, fields=max(_LIMITS.fields - first, 1))
            inner = decode_behind(behind, first, text, limits)
            growing.fields += inner.fields
            growing.fresh += inner.opaque
        if not text and len(ciphertext(event)[0]) > _OVERHEAD:
            size = max(size, 1)
        if told_size < size:
            reason = f"the hooks told only the first {told_size} of {size} bytes of the plaintext"
            growing.fresh.append(Opaque(carrier.direction, carrier.part, carrier.path, span, reason))
            said += f"; {reason}"
        note, sure = self._note(growing.exchange, event, said, certain and piece.size >= SHORTEST)
        growing.openings.append(Opening(first, len(growing.fields), piece.run.field, note, sure, event.at))

    def _note(self, exchange: Exchange, event: Cipher, said: str, certain: bool) -> tuple[str, bool]:
        seconds = late(event.at, self._offset, exchange.started_at)
        sent = event.operation in SENT
        if seconds > TOLERANCE if sent else seconds < -TOLERANCE:
            said += f", although the phone's clock puts that {abs(seconds):.0f} s {'after' if sent else 'before'} it"
            certain = False
        does = "ciphered" if sent else "deciphered"
        algorithm = event.algorithm[:80] or "an unnamed cipher"
        note = f"{does} with {algorithm} and {self._keys.told(event.key)} by process {event.pid}"
        note += f" at {told(event.at, self._offset)}: {said} ({'certain' if certain else 'likely'})"
        return note, certain


def _piece(match: Match, run: Run) -> Piece:
    return Piece(run, match.start, match.end, match.begin)


def _span(carrier: Field, piece: Piece) -> Span:
    """Give where a piece stands in the part: the enclosing encoded run, where its own bytes do not."""
    run, base = piece.run, carrier.span.start
    if not carrier.exact or run.size != carrier.span.end - base:
        return carrier.span
    if run.layers:
        return Span(base + run.start, base + run.end)
    return Span(base + piece.start, base + piece.end)


def _is_positional(event: Cipher, size: int, text_size: int) -> bool:
    """Say whether a byte of the ciphertext stands for the byte of the plaintext at its place."""
    name = event.algorithm.lower()
    return not name.startswith(_NO_POSITION) and abs(size - text_size) <= _OVERHEAD


def _aligned(event: Cipher, piece: Piece, size: int) -> tuple[int, int]:
    """Give the range of the plaintext that a piece stands for: whole blocks, where the cipher works in blocks."""
    begin, end = piece.begin, piece.begin + piece.size
    mode = event.algorithm.lower().partition("/")[2].partition("/")[0]
    if mode in ("cbc", "ecb", ""):
        begin = -(-begin // _BLOCK) * _BLOCK
        end = end if end == size else end // _BLOCK * _BLOCK
    return begin, end


def _explained(run: Opaque, fields: Sequence[Field], covered: _Covered) -> bool:
    """Say whether what could not be read is ciphertext whose plaintext is known, but for an IV, a tag and a head."""
    for index, pieces in covered.items():
        carrier = fields[index]
        if (carrier.direction, carrier.part, carrier.span) == (run.direction, run.part, run.span):
            size, coded = pieces[0][0].run.size, bool(pieces[0][0].run.layers)
            left = size - sum(piece.explained for piece, _ in pieces)
            if left <= min(beside for _, beside in pieces) * (2 if coded else 1):
                return True
    return False
