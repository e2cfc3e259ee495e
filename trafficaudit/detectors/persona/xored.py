"""Runs that were made unreadable by XOR with one byte, or with a short key over and over: bytes, Base64, hexadecimal.

Such a key falls out of what is compared: bytes that stand as far apart as it is long give the same whatever it is, so
that the value's own are looked for among those of the run. Eight of them (64 bits) must agree, which a hundred
spellings, eight lengths of a key and a thousand million places do by chance once in twenty million times; the key that
follows must hold for all of the value, and all of the run must be text then. A run that is text as it stands is none,
nor is a key of nothing but zeros.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from trafficaudit.decode.text import as_text
from trafficaudit.detectors.matcher import Matcher
from trafficaudit.persona import Persona, hashed_texts

NAME = "xor"
LONGEST_KEY = 8
"""Bytes of a key that is found without being known."""

LONGEST = 1 << 20
"""Bytes of one run."""

MOST = 16
"""Keys that are tried under one run, and lengths of a key."""

_LONG = 32
_AGREE, _SIGNS = 8, 4
"""Bytes that must agree, and different ones among them: what repeats itself agrees with anything that does."""

_HIGH = int.from_bytes(b"\x80" * LONGEST)

type Opened = tuple[int, tuple[str, ...], bytes]
"""The index of a field, the layers, and what is behind them."""


class Xored:
    """Looks for such runs of one persona's values, which are prepared when the first likely run is met."""

    def __init__(self, persona: Persona) -> None:
        self._persona = persona

    @cached_property
    def _texts(self) -> list[tuple[int, bytes]]:
        """How far apart the compared bytes are, and the value; in the order of the matchers' literals."""
        texts = dict.fromkeys(plain for *_, plain in hashed_texts(self._persona))
        return [
            (lag, plain)
            for lag in range(1, LONGEST_KEY + 1)
            for plain in texts
            if len(plain) >= lag + _AGREE and len({*_apart(plain, lag)}) >= _SIGNS
        ]

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher([(_apart(plain, lag), False) for lag, plain in self._texts])

    def opened(self, runs: Iterable[tuple[int, str, bytes]]) -> Iterator[Opened]:
        """Give each run, the key taken off.

        Args:
            runs: the index of a field, its layer (none where it is bytes as it stands), and the bytes.
        """
        for index, layer, run in runs:
            plain = self._without_key(run) if len(run) <= LONGEST else None
            if plain is not None:
                yield index, (layer, NAME) if layer else (NAME,), plain

    def _without_key(self, raw: bytes) -> bytes | None:
        """Give the text that a run is under some key; ``None`` where no value tells of one."""
        for lag in _likely(raw):
            compared, tried = _apart(raw, lag), set[bytes]()
            for number, start, _ in self._matcher.find(compared):
                distance, text = self._texts[number]
                if distance != lag:
                    continue
                turned = bytes(one ^ other for one, other in zip(raw[start : start + lag], text, strict=False))
                key = turned[-start % lag :] + turned[: -start % lag]
                if key in tried or not any(key):
                    continue
                if len(tried) >= MOST:
                    break
                tried.add(key)
                plain = _with(raw, key)
                if text in plain and as_text(plain) is not None:
                    return plain
        return None


def _likely(raw: bytes) -> list[int]:
    """Give the lengths of a key under which most of a run may be ASCII: few bytes differ in their highest bit then.

    Of a short run, which may be of few bytes by chance, fewer may.
    """
    high, size = int.from_bytes(raw) & _HIGH, len(raw)
    found = []
    for lag in range(1, min(LONGEST_KEY, size - _AGREE) + 1):
        left = size - lag
        differ = (high ^ high >> 8 * lag).bit_count() - (high >> 8 * left).bit_count()
        if differ * (4 if left >= _LONG else 8) <= left:
            found.append(lag)
    return found


def _apart(raw: bytes, lag: int) -> bytes:
    """Give what bytes so far apart differ in."""
    size = len(raw) - lag
    return (int.from_bytes(raw[:size]) ^ int.from_bytes(raw[lag:])).to_bytes(size)


def _with(raw: bytes, key: bytes) -> bytes:
    long = (key * (len(raw) // len(key) + 1))[: len(raw)]
    return (int.from_bytes(raw) ^ int.from_bytes(long)).to_bytes(len(raw))
