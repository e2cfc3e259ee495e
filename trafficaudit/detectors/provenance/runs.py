"""Every run of bytes in an exchange's fields that may be ciphertext or a digest: as it stands, or as text of it.

Decoders open Base64 and hexadecimal only where what comes out is plausible, which ciphertext never is. Here all of it
is opened: runs of either alphabet anywhere in a text, at each offset at which the encoding may begin, because apps put
a version or a marker before it without a separator.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from trafficaudit.decode.base64_run import unpack_cut
from trafficaudit.decode.fields import as_bytes
from trafficaudit.model import Direction, Field

MOST = 20_000
"""Runs of one exchange and direction that are looked at."""

MOST_BYTES = 64 << 20
"""Bytes of all those runs together, but for the first of a field: a bound on memory."""

DEEPEST = 4
"""Encodings on top of each other that are opened."""

SHORTEST = 8
"""Bytes in a run that is looked at."""

_LETTERS = rb"[A-Za-z0-9+/_-]"
_HEX = re.compile(rb"[0-9A-Fa-f]{32,}")
_BASE64 = re.compile(rb"(?<!%(one)b)(?:%(one)b{60,}+(?:\r?\n%(one)b{4,}+)+|%(one)b{22,}+)={0,2}" % {b"one": _LETTERS})
_SHORT_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){8,15}").fullmatch
_SHORT_BASE64 = re.compile(rb"%b{11,21}={0,2}" % _LETTERS).fullmatch
_SHORT_TEXT = range(11, 31)
_LONG_TEXT = 22
_LEAST_HEX = 16
_LONG_RUN = b"\1" * _LONG_TEXT
_IN_RUN = bytes(chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "+/_-") for byte in range(256))
_ONLY_HEX = re.compile(rb"[0-9A-Fa-f]{32,}").fullmatch
_LATIN = re.compile("[\x00-\xff]{8,}").fullmatch


type Tell = Callable[[int, str], None]
"""Is told of a bound that ended a search: the index of the field in which it did, and which bound it was."""


class Run(NamedTuple):
    """Some bytes behind a field.

    ``layers`` lead from the field's value to ``data``. ``start`` and ``end`` count in the value's own ``size`` bytes;
    ``whole`` says that the run is all of the value.
    """

    field: int
    layers: tuple[str, ...]
    data: bytes
    start: int
    end: int
    size: int
    whole: bool


def runs(fields: Sequence[Field], direction: Direction, tell: Tell, first: int = 0, *, text: bool = False) -> list[Run]:
    """Give the runs of one direction's fields, the innermost fields first.

    Args:
        fields: the exchange's fields.
        direction: which of them.
        tell: is told of bounds.
        first: the index of the first field to look at.
        text: whether text itself is given too, not only what it may stand for.
    """
    found: list[Run] = []
    room = MOST_BYTES
    for index in range(len(fields) - 1, first - 1, -1):
        field = fields[index]
        if field.direction != direction or len(field.value) < SHORTEST:
            continue
        for run in _of_field(index, field, text, tell):
            if len(found) >= MOST:
                tell(index, f"more than {MOST} runs that may be ciphertext or a digest")
                break
            if run.layers and room < len(run.data):
                tell(index, f"more than {MOST_BYTES} bytes in runs that may be ciphertext or a digest")
                break
            room -= len(run.data) if run.layers else 0
            found.append(run)
    return found


def _of_field(index: int, field: Field, text: bool, tell: Tell) -> Iterator[Run]:
    value = field.value
    if isinstance(value, bytes):
        yield Run(index, (), value, 0, len(value), len(value), True)
        yield from _nested(index, value, tell)
        return
    raw = as_bytes(value)
    size = len(raw)
    if not value.isascii():
        yield Run(index, (), raw, 0, size, size, True)
        if _LATIN(value):
            yield Run(index, ("latin-1",), value.encode("latin-1"), 0, size, size, True)
    elif text and field.leaf:
        yield Run(index, (), raw, 0, size, size, True)
    yield from _nested(index, raw, tell)


def _nested(index: int, raw: bytes, tell: Tell) -> Iterator[Run]:
    """Give what encoded runs stand for, and encoded runs inside of that: a marker before Base64, both in Base64."""
    waiting = [(Run(index, (), raw, 0, len(raw), len(raw), True), 0)]
    while waiting:
        outer, depth = waiting.pop(0)
        for run in _encoded(index, outer.data):
            found = run
            if depth:
                layers, whole = outer.layers + run.layers, outer.whole and run.whole
                found = Run(index, layers, run.data, outer.start, outer.end, outer.size, whole)
            yield found
            if depth + 1 < DEEPEST:
                waiting.append((found, depth + 1))
            elif next(_encoded(index, run.data), None) is not None:
                tell(index, f"more than {DEEPEST} encodings around what may be ciphertext or a digest")


def _encoded(index: int, raw: bytes) -> Iterator[Run]:
    size = len(raw)
    if size in _SHORT_TEXT:
        if _SHORT_HEX(raw):
            yield Run(index, ("hex",), bytes.fromhex(raw.decode("ascii")), 0, size, size, True)
        if _SHORT_BASE64(raw):
            yield from _base64(index, raw, 0, size)
    # Most values hold no long run; a table and a search in C say so faster than an expression can.
    first = raw.translate(_IN_RUN).find(_LONG_RUN) if size >= _LONG_TEXT else -1
    if first < 0:
        return
    for match in _BASE64.finditer(raw, first):
        text = match[0]
        for inner in _HEX.finditer(text) if len(text) >= 2 * _LEAST_HEX else ():
            start, end = (match.start() + at for at in inner.span())
            yield from _hex(index, raw, start, end)
        if not _ONLY_HEX(text):
            yield from _base64(index, text, match.start(), size)


def _hex(index: int, raw: bytes, start: int, end: int) -> Iterator[Run]:
    size = len(raw)
    for at in (start, start + 1):
        stop = at + (end - at) // 2 * 2
        data = bytes.fromhex(raw[at:stop].decode("ascii"))
        yield Run(index, ("hex",), data, at, stop, size, stop - at == size)


def _base64(index: int, text: bytes, start: int, size: int) -> Iterator[Run]:
    layer = "base64url" if b"-" in text or b"_" in text else "base64"
    bare = text.rstrip(b"=").translate(None, b"\r\n")
    for shift in range(4):
        data = unpack_cut(bare[shift:])
        if data is None or len(data) < SHORTEST:
            return
        whole = shift == 0 and len(text) == size and len(bare) % 4 != 1
        yield Run(index, (layer,), data, start + shift, start + len(text), size, whole)
