"""Digests in a field: as bytes and hexadecimal anywhere, and runs of hexadecimal and base64 of the right length.

Sixteen bytes are also written with the hyphens of a UUID, with the bits of its version or without.
"""

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from trafficaudit.detectors.matcher import End, RunFinder
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.persona import ALGORITHMS, SIZES, Digest

MOST_GLUED = 10_000
"""Digests that are searched for inside other text (a persona has some 2,000): a bound on the time to prepare."""

_STANDARD = bytes.maketrans(b"-_", b"+/")
_HEX_SIZES = {2 * size: size for size in SIZES}
_BASE64_SIZES = {-(-size * 4 // 3): size for size in SIZES if size > 8}
_RUNS = [("0-9A-Fa-f", length) for length in sorted(_HEX_SIZES)]
_UUID_BYTES = 16
_DIGIT = "[0-9A-Fa-f]"
# Of any version: digests are cut to the length of one and given its hyphens, whatever bits stand for the version.
_UUID = ("0-9A-Fa-f-", f"{_DIGIT}{{8}}-{_DIGIT}{{4}}-{_DIGIT}{{4}}-{_DIGIT}{{4}}-{_DIGIT}{{12}}", 36)
_RUNS += [("0-9A-Za-z+/_\\-", length) for length in sorted(_BASE64_SIZES)]
_GLUED = frozenset(ALGORITHMS)
_HEAD = 8
"""Bytes at the start of a digest, or of a truncation, that tell almost every run that is none."""


class Hashed:
    """Looks digests up.

    ``expressions`` find runs of a digest's length. ``literals`` are those to search for anywhere, glued to other text
    too: full digests of the value itself, as raw bytes and (free of letter case) in hexadecimal, of 16 bytes with
    hyphens too. Digests of digests, those of rarer algorithms and truncations are found where they stand alone; so are
    those of other spellings, where a persona of hundreds of values has more than ``MOST_GLUED`` of them.
    """

    def __init__(self, table: Mapping[bytes, tuple[Digest, ...]]) -> None:
        self._table = table
        self._heads = frozenset([raw[:_HEAD] for raw in table])
        self._runs = RunFinder(_RUNS, [_UUID])
        self.expressions = self._runs.expressions
        plain = [raw for raw, digests in table.items() if any(map(_searched, digests))]
        if len(plain) > MOST_GLUED:
            plain = [raw for raw in plain if any(_searched(one) and not one.note for one in table[raw])]
        self.literals = [(raw, False) for raw in plain]
        self.literals += [(raw.hex().encode(), True) for raw in plain]
        hyphened = [raw for raw in plain if len(raw) == _UUID_BYTES]
        self.literals += [(str(UUID(bytes=raw)).encode(), True) for raw in hyphened]
        self._meant = [*plain, *plain, *hyphened]

    def literal(self, number: int, data: bytes, start: int, end: int) -> Iterator[Hit]:
        """Give the hits of the literal of a number, which stands at a place."""
        yield from self._hits(data, start, end, self._meant[number], ())

    def whole(self, data: bytes) -> list[Hit]:
        """Give the hits of bytes that are a digest, all of them."""
        if len(data) not in SIZES or data not in self._table:
            return []
        return list(self._hits(data, 0, len(data), data, ()))

    def runs(self, data: bytes, ends: Iterable[End]) -> list[tuple[int, int, int]]:
        """Give the runs that begin like a digest, as ``(kind, start, end)``, sorted by start; ``run`` looks them up."""
        heads, found = self._heads, []
        for run in self._runs.found(ends):
            kind, start, _ = run
            if kind < len(_HEX_SIZES):
                head = binascii.unhexlify(data[start : start + 2 * _HEAD])
            elif kind == len(_RUNS):
                head = binascii.unhexlify(data[start : start + 2 * _HEAD + 2].replace(b"-", b""))
            else:
                head = binascii.a2b_base64(data[start : start + 12].translate(_STANDARD))[:_HEAD]
            if head in heads:
                found.append(run)
        return sorted(found, key=lambda one: (one[1], one[0]))

    def every_run(self, ends: Iterable[End]) -> list[tuple[int, int, int]]:
        """Give the runs of a digest's length, whatever they begin with, sorted by start."""
        return sorted(self._runs.found(ends), key=lambda one: (one[1], one[0]))

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
            raw = base64.b64decode(text.translate(_STANDARD) + b"=" * padding)
        except binascii.Error:
            return None
        closed = data[end : end + padding] == b"=" * padding
        return raw, end + padding if closed else end, (layer,)

    def _hits(self, data: bytes, start: int, end: int, raw: bytes, layers: tuple[str, ...]) -> Iterator[Hit]:
        for digest in self._table.get(raw, ()):
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


def _searched(digest: Digest) -> bool:
    return digest.full and not digest.common and digest.match in _GLUED
