"""Numbers of some bits each, one behind the other, in letters of base64url: how IAB's consent strings are written.

A letter is six bits, the highest first. Past the end all is nought, and ``over`` says that it was reached.
"""

import binascii
import re
from datetime import UTC, datetime, timedelta

from trafficaudit.decode.base64_run import TO_STANDARD

_LETTERS = re.compile(rb"[\w-]+").fullmatch
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST = 32
"""Bits of a Fibonacci number: one of 32 is past two millions."""


class Bits:
    """What is left to be read of a run."""

    __slots__ = ("_value", "left", "over")

    def __init__(self, letters: bytes) -> None:
        missing = -len(letters) % 4
        raw = binascii.a2b_base64(letters.translate(TO_STANDARD) + b"A" * missing)
        self._value = int.from_bytes(raw) >> 6 * missing
        self.left = 6 * len(letters)
        self.over = False

    def take(self, count: int) -> int:
        """Read a number of so many bits."""
        if count > self.left:
            self.left, self.over = 0, True
            return 0
        self.left -= count
        return self._value >> self.left & (1 << count) - 1

    def numbers(self, count: int) -> int:
        """Read a bit for each number from 1 on; give them as a set, in which bit *n* stands for the number *n*."""
        value = self.take(count)
        return int(f"{value:0{count}b}"[::-1], 2) << 1 if count else 0

    def word(self) -> str:
        """Read two letters, six bits each; empty where a number is none of the alphabet."""
        first, second = self.take(6), self.take(6)
        return chr(65 + first) + chr(65 + second) if max(first, second) < 26 else ""

    def instant(self) -> datetime:
        """Read a time in tenths of a second since 1970."""
        return _EPOCH + timedelta(seconds=self.take(36) // 10)

    def fibonacci(self) -> int:
        """Read a number from 1 on in Fibonacci's code, the end of which two bits of 1 say; 0 where none ends here."""
        number, one, two, last = 0, 1, 2, 0
        for _ in range(_MOST):
            bit = self.take(1)
            if self.over:
                return 0
            if bit and last:
                return number
            number += one * bit
            one, two, last = two, one + two, bit
        return 0

    def rest(self) -> int:
        """Give all that was not read as one number."""
        return self._value & (1 << self.left) - 1


def bits(letters: bytes) -> Bits | None:
    """Make a run readable; ``None`` where it is no base64url. Padding counts for nothing."""
    run = letters.rstrip(b"=")
    return Bits(run) if _LETTERS(run) else None


def between(first: int, last: int) -> int:
    """Give the numbers of a range as a set, see ``Bits.numbers``; none where it ends before it begins."""
    return (1 << last + 1) - (1 << first) if first <= last else 0


def spelled(numbers: int, most: int = 1 << 16) -> str:
    """Write a set of numbers, in ranges.

    >>> spelled(0b1101110)
    '1-3, 5-6'
    """
    out: list[str] = []
    at, run = 0, f"{numbers & (1 << most + 1) - 1:b}"[::-1]
    while (first := run.find("1", at)) >= 0:
        at = run.find("0", first)
        at = len(run) if at < 0 else at
        out.append(str(first) if at == first + 1 else f"{first}-{at - 1}")
    return ", ".join(out)
