"""Places as whole numbers: degrees times 10^5, 10^6 or 10^7, as Android, iOS and map services keep them.

Protocol Buffers writes signed numbers (``sint32``, ``sint64``) in zigzag, which read without a schema are twice as
large. Source: "Protocol Buffers Encoding", signed integers.
"""

import re
from collections.abc import Iterator

POWERS = (5, 6, 7)
PAIR = re.compile(r"(?<![\d.])(-?\d{6,10})(?:[^\d.\w-]{1,4}|_)(?:[a-z]{1,10}[\"':= ]{1,4})?(-?\d{6,10})(?![\d.])", re.I)
"""Two such numbers in one value, or beside each other in a list."""


def degrees(text: str, other: str, *, zigzag: bool = False) -> Iterator[tuple[float, float]]:
    """Give the degrees that two whole numbers may mean, by each power; by zigzag as well where they may be that.

    >>> list(degrees("37514322", "127062345"))[1]
    (37.514322, 127.062345)
    """
    one, two = int(text), int(other)
    for power in POWERS:
        yield one / 10.0**power, two / 10.0**power
    if zigzag and one >= 0 and two >= 0:
        for power in POWERS:
            yield unzigzag(one) / 10.0**power, unzigzag(two) / 10.0**power


def unzigzag(number: int) -> int:
    """Undo zigzag.

    >>> [unzigzag(number) for number in (0, 1, 2, 3)]
    [0, -1, 1, -2]
    """
    return number >> 1 ^ -(number & 1)
