"""Packed runs in a row, as logs and batches of an app's own are sent: each behind some bytes of its own, such as its
length. Where one ends is known by opening it.
"""

import re

from trafficaudit.decode.node import Node
from trafficaudit.decode.packed import compression
from trafficaudit.decode.packed.inflate import inflate

_MARK = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|\x78[\x01\x5e\x9c\xda]")
_BETWEEN = 32
"""Bytes between the end of a run and the next one."""
_SHORTEST = 8


def after(node: Node, start: int) -> list[tuple[int, int]]:
    """Give the ranges of the runs of a node, of which the first is known to begin at ``start``.

    The last one reaches to the end where it is not whole. Nothing is given where no second one can be.
    """
    raw, found = node.raw, [] if _MARK.search(node.raw, start + _SHORTEST) is None else [(start, len(node.raw))]
    while found and len(found) <= node.room and node.budget.spend(len(raw) - start):
        name = compression.format_of(raw[start:])
        result = inflate(name, raw[start:], node.budget.inflated) if name else None
        if result is None or result.problem or not result.used:
            break
        node.budget.spend(len(result.data))
        end = start + result.used
        found[-1] = start, end
        start = _next(raw, end)
        if start < 0:
            break
        found.append((start, len(raw)))
    return found


def _next(raw: bytes, end: int) -> int:
    """Give where the next run begins, -1 where none does."""
    for match in _MARK.finditer(raw, end, end + _BETWEEN + 4):
        if compression.opens(raw[match.start() :]):
            return match.start()
    return -1
