"""The cipher operations of a capture: their ciphertexts indexed, the events themselves left in the file."""

from array import array
from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from trafficaudit.detectors.provenance.ciphertexts import Ciphertexts
from trafficaudit.detectors.provenance.clock import late
from trafficaudit.events import Cipher
from trafficaudit.model import Direction
from trafficaudit.readers import events
from trafficaudit.readers.times import TOLERANCE

_KEPT = 64
_KEPT_BYTES = 32 << 20

SENT = frozenset({"encrypt", "wrap"})
"""Operations whose output an app sends; what it receives is the input of the others."""


def ciphertext(event: Cipher) -> tuple[bytes, int]:
    """Give the ciphertext of an operation as far as the hook told it, and its whole size."""
    if event.operation in SENT:
        return event.output, max(event.output_size, len(event.output))
    return event.input, max(event.input_size, len(event.input))


def plaintext(event: Cipher) -> tuple[bytes, int]:
    """Give the plaintext of an operation as far as the hook told it, and its whole size."""
    if event.operation in SENT:
        return event.input, max(event.input_size, len(event.input))
    return event.output, max(event.output_size, len(event.output))


class Operations:
    """The operations whose ciphertext went in one direction.

    Args:
        path: the events' file.
        direction: ``request`` for what was encrypted, ``response`` for what was decrypted.
        offset: seconds that the phone's clock is ahead.
    """

    def __init__(self, path: Path, direction: Direction, offset: float) -> None:
        self.direction = direction
        self.index = Ciphertexts()
        self._path, self._offset = path, offset
        self._at, self._line = array("d"), array("Q")
        self._first = array("Q")
        self._more: dict[int, array[int]] = {}
        self._cache: OrderedDict[int, Cipher] = OrderedDict()
        self._cached = 0

    def __len__(self) -> int:
        return len(self._at)

    def add(self, event: Cipher, line: int) -> None:
        """Add an operation, whose event begins at a byte of the file."""
        entry = self.index.add(ciphertext(event)[0])
        if entry is None:
            return
        number = len(self._at)
        self._at.append(event.at)
        self._line.append(line)
        if entry == len(self._first):
            self._first.append(number)
        else:
            self._more.setdefault(entry, array("Q")).append(number)

    def fetch(self, entry: int) -> bytes:
        """Give a ciphertext; empty where the file does not hold it any more."""
        event = self._event(self._line[self._first[entry]])
        return ciphertext(event)[0] if event else b""

    def operation(self, entry: int, when: datetime) -> Cipher | None:
        """Give the operation that a ciphertext comes from.

        Where several gave the same bytes, it is the last one before the time at which they were sent, or the first one
        after they were received.
        """
        numbers = list(self._numbers(entry))
        if self.direction == "request":
            fitting = [number for number in numbers if self._late(number, when) <= TOLERANCE]
            number = fitting[-1] if fitting else numbers[0]
        else:
            fitting = [number for number in numbers if self._late(number, when) >= -TOLERANCE]
            number = fitting[0] if fitting else numbers[-1]
        return self._event(self._line[number])

    def _numbers(self, entry: int) -> Iterator[int]:
        yield self._first[entry]
        yield from self._more.get(entry, ())

    def _late(self, number: int, when: datetime) -> float:
        return late(self._at[number], self._offset, when)

    def _event(self, line: int) -> Cipher | None:
        event = self._cache.get(line)
        if event is not None:
            return event
        found = events.at(self._path, line)
        if not isinstance(found, Cipher):
            return None
        self._cache[line] = found
        self._cached += len(found.input) + len(found.output)
        while len(self._cache) > _KEPT or self._cached > _KEPT_BYTES:
            _, gone = self._cache.popitem(last=False)
            self._cached -= len(gone.input) + len(gone.output)
        return found
