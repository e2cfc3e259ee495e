"""Exchanges a few at a time, so that each step of the way is taken for all of them before the next one is.

What a step works with (its code, its tables) is then still in the processor's caches for the next exchange, which takes
an eighth less time so. How many there are changes nothing of what is found.
"""

from collections.abc import Iterable, Iterator

from trafficaudit.model import Exchange, Gap

MANY = 8
"""Exchanges that go together at most; with four times as many it takes as long."""

FULL = 1 << 18
"""Bytes of bodies, and of the values in them, with which there are enough: what is large goes alone."""


def groups(items: Iterable[Exchange | Gap]) -> Iterator[list[Exchange] | Gap]:
    """Give what comes, in its order: exchanges in groups, each gap by itself behind those before it."""
    held, full = list[Exchange](), 0
    for item in items:
        if isinstance(item, Exchange):
            held.append(item)
            full += size(item)
        if held and (isinstance(item, Gap) or len(held) == MANY or full >= FULL):
            yield held
            held, full = [], 0
        if isinstance(item, Gap):
            yield item
    if held:
        yield held


def size(exchange: Exchange) -> int:
    """Give the bytes of an exchange's bodies, as they were recorded."""
    return sum(len(message.body or b"") for message in (exchange.request, exchange.response) if message)
