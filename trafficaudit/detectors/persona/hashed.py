"""Digests in a field: as bytes and hexadecimal anywhere, and runs of hexadecimal and base64 of the right length.

Sixteen bytes are also written with the hyphens of a UUID, with the bits of its version or without.

Whatever is cut off a digest's end, eight bytes that are left are proof. A persona has some 80,000 digests (two to the
power of 17), so that a run of 64 bits agrees with the beginning of any by chance once in two to the power of 47; of a
thousand captures with ten million such runs (two to the power of 33) one in 16,000 would hold one. The first 16, 20,
24, 32 ... hexadecimal digits are looked at, and as many characters of Base64 as programs cut a text to (16, 20, 22, 24,
32): of eleven, which eight bytes make, there are too many words.
"""

import base64
import binascii
import math
from collections.abc import Iterable, Iterator
from uuid import UUID

from trafficaudit.decode.base64_run import TO_STANDARD
from trafficaudit.detectors.matcher import End, Literal, RunFinder
from trafficaudit.detectors.persona.digest_heads import HEAD, DigestHeads
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.persona import SIZES, Hashable

LONGEST_LOOKED_THROUGH = 256
"""Bytes behind Base64 in which digests of every spelling are looked for at each place, those of names too."""

_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_SIZES = SIZES | {10, 12, 24}
"""Bytes in a digest or the beginning of one, as a whole field or in hexadecimal."""
_HEX_SIZES = {2 * size: size for size in _SIZES}
_BASE64_SIZES = {-(-size * 4 // 3): size for size in SIZES if size > 8} | {
    size: size * 3 // 4 for size in (16, 20, 24, 32)
}
_RUNS = [("0-9A-Fa-f", length) for length in sorted(_HEX_SIZES)]
_UUID_BYTES = 16
_DIGIT = "[0-9A-Fa-f]"
# Of any version: digests are cut to the length of one and given its hyphens, whatever bits stand for the version.
_UUID = ("0-9A-Fa-f-", f"{_DIGIT}{{8}}-{_DIGIT}{{4}}-{_DIGIT}{{4}}-{_DIGIT}{{4}}-{_DIGIT}{{12}}", 36)
_RUNS += [("0-9A-Za-z+/_\\-", length) for length in sorted(_BASE64_SIZES)]
_FIRST_BASE64 = len(_HEX_SIZES)
_FULL = frozenset((16, 20, 28, 32, 48, 64))
_KINDS = (*(_HEX_SIZES[size] for size in sorted(_HEX_SIZES)), *(_BASE64_SIZES[size] for size in sorted(_BASE64_SIZES)))
_FULL_KINDS = frozenset((*(kind for kind, size in enumerate(_KINDS) if size in _FULL), len(_RUNS)))
"""The kinds of runs that may be whole digests."""
_BASE64_HEAD = 16
"""Characters of a digest's Base64 that are searched for; the others are compared where these stand."""

_DECIMAL = math.log10(2)
_DROPPED = 3
"""Digits that a number may lack: one digest in four thousand begins with more zeros."""


class Hashed:
    """Looks digests up.

    ``expressions`` find runs of a digest's length. ``literals`` are those to search for anywhere, glued to other text
    too: full digests of the value itself, as raw bytes, (free of letter case) in hexadecimal, of 16 bytes with hyphens
    too, and the beginnings of their Base64, beside which hyphens and low lines are signs like its own. Digests
    of digests, those of rarer algorithms and what is cut are found where they stand alone; so are those of other
    spellings, of the categories that have most, where there are more than ``MOST_GLUED`` (the romanised spellings of a
    name or two, or hundreds of values).
    """

    def __init__(self, hashables: Iterable[Hashable]) -> None:
        self._known = DigestHeads(hashables)
        self._runs = RunFinder(_RUNS, [_UUID])
        self.expressions = self._runs.expressions
        plain = self._known.glued
        self._meant = [*plain, *plain, *(raw for raw in plain if len(raw) == _UUID_BYTES)]
        self._in_base64 = len(self._meant)
        self._meant += [raw for raw in plain for _ in _base64_heads(raw)]

    def literals(self) -> list[Literal]:
        """Give what is searched for anywhere; ``literal`` tells what one says by its place in the list."""
        return [
            *((raw, False) for raw in self._known.glued),
            *((raw.hex().encode(), True) for raw in self._known.glued),
            *((str(UUID(bytes=raw)).encode(), True) for raw in self._known.glued if len(raw) == _UUID_BYTES),
            *((head, False) for raw in self._known.glued for head in _base64_heads(raw)),
        ]

    def literal(self, number: int, data: bytes, start: int, end: int) -> Iterator[Hit]:
        """Give the hits of the literal of a number, which stands at a place."""
        raw = self._meant[number]
        if number < self._in_base64:
            yield from self._hits(data, start, end, raw, ())
            return
        end = start - (-len(raw) * 4 // 3)
        unpacked = self.unpacked(_FIRST_BASE64, data, start, end)
        if unpacked and unpacked[0] == raw:
            yield from self._hits(data, start, unpacked[1], raw, unpacked[2])

    def whole(self, data: bytes) -> list[Hit]:
        """Give the hits of bytes that are a digest, all of them."""
        if len(data) not in _SIZES or data[:HEAD] not in self._known.heads:
            return []
        return list(self._hits(data, 0, len(data), data, ()))

    def number(self, data: bytes) -> Iterator[Hit]:
        """Give the hits of digits that are a digest as one number: decimal, or hexadecimal without its first zeros.

        Java's ``BigInteger.toString`` writes one so.
        """
        for size in sorted(_FULL):
            bits = 8 * size
            tries = [int(data)] if data.isdigit() and abs(len(data) - bits * _DECIMAL) < _DROPPED else []
            tries += [int(data, 16)] if 0 < 2 * size - len(data) <= _DROPPED else []
            for raw in [number.to_bytes(size) for number in tries if number.bit_length() <= bits]:
                yield from self._hits(data, 0, len(data), raw, ()) if self._known.exactly(raw) else ()

    def inside(self, data: bytes) -> Iterator[Hit]:
        """Give the hits of whole digests anywhere in a few bytes, be they of whatever spelling and algorithm."""
        heads = self._known.heads
        for at in range(len(data) - min(_FULL) + 1 if len(data) <= LONGEST_LOOKED_THROUGH else 0):
            for raw in self._known.wholes(data[at : at + HEAD]) if data[at : at + HEAD] in heads else ():
                if len(raw) in _FULL and data.startswith(raw, at):
                    yield from self._hits(data, at, at + len(raw), raw, ())

    def runs(self, data: bytes, ends: Iterable[End]) -> list[tuple[int, int, int]]:
        """Give the runs that begin like a digest, as ``(kind, start, end)``, sorted by start; ``run`` looks them up."""
        heads, found = self._known.heads, []
        for run in self._runs.found(ends):
            kind, start, _ = run
            if kind < len(_HEX_SIZES):
                head = binascii.unhexlify(data[start : start + 2 * HEAD])
            elif kind == len(_RUNS):
                head = binascii.unhexlify(data[start : start + 2 * HEAD + 2].replace(b"-", b""))
            else:
                head = binascii.a2b_base64(data[start : start + 12].translate(TO_STANDARD))[:HEAD]
            if head in heads:
                found.append(run)
        return sorted(found, key=lambda one: (one[1], one[0]))

    def every_run(self, ends: Iterable[End]) -> list[tuple[int, int, int]]:
        """Give the runs of a whole digest's length, whatever they begin with, sorted by start."""
        found = [run for run in self._runs.found(ends) if run[0] in _FULL_KINDS]
        return sorted(found, key=lambda one: (one[1], one[0]))

    def run(self, kind: int, data: bytes, start: int, end: int) -> Iterator[Hit]:
        """Give the hits of one run."""
        if unpacked := self.unpacked(kind, data, start, end):
            raw, end, layers = unpacked
            yield from self._hits(data, start, end, raw, layers)

    def unpacked(self, kind: int, data: bytes, start: int, end: int) -> tuple[bytes, int, tuple[str, ...]] | None:
        """Give the bytes of one run, where it ends with its padding, and its layers; ``None`` where it is no Base64."""
        text = data[start:end]
        if kind < len(_HEX_SIZES) or kind == len(_RUNS):
            return bytes.fromhex(text.decode("ascii").replace("-", "")), end, ()
        layer = "base64url" if b"-" in text or b"_" in text else "base64"
        padding = -len(text) % 4
        try:
            raw = base64.b64decode(text.translate(TO_STANDARD) + b"=" * padding)
        except binascii.Error:
            return None
        closed = data[end : end + padding] == b"=" * padding
        return raw, end + padding if closed else end, (layer,)

    def _hits(self, data: bytes, start: int, end: int, raw: bytes, layers: tuple[str, ...]) -> Iterator[Hit]:
        for digest in self._known.exactly(raw) or self._known.from_beginning(raw):
            how = f"found as {digest.match} of the value"
            how += f" {digest.note}" if digest.note else " as it was typed in"
            why = "only a digest of that very spelling gives these bytes"
            if digest.common:
                why = "the value is short or common, so another person's digest may be the same"
            elif not digest.full:
                why = f"{len(raw)} bytes of a digest do not agree by chance"
            confidence = 0.6 if digest.common else 1.0 if digest.full else 0.95 if len(raw) >= 16 else 0.9
            yield Hit(
                digest.category, digest.value, digest.match, layers, start, end, len(data), data[start:end],
                confidence, reason(digest.category, how, why), short=digest.common,
            )  # fmt: skip


def _base64_heads(raw: bytes) -> tuple[bytes, ...]:
    """Give the beginning of a digest's Base64, in both alphabets where they differ."""
    text = base64.b64encode(raw)[:_BASE64_HEAD]
    return tuple({text: None, text.translate(_URL_SAFE): None})
