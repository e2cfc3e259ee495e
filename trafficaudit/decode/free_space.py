"""Bytes of a SQLite database that belong to no row any more: what was deleted stands there until it is written over.

Sources: sqlite.org/fileformat2.html, 1.5 (the freelist) and 1.6 (pages of B-trees, their free blocks).
"""

from collections.abc import Iterator

from trafficaudit.decode.limits import WORK, Budget

_SHORTEST = 8
_HEAD = 100
_WIDTHS = {2: 12, 5: 12, 10: 8, 13: 8}
_SMALLEST_BLOCK = 4


def runs(raw: bytes, most: int, budget: Budget) -> list[tuple[int, int]]:
    """Give the ranges of free space that hold something, in their order, ``most`` of them; pages are work."""
    size = int.from_bytes(raw[16:18], "big")
    size = 65_536 if size == 1 else size
    if size < 512 or size & size - 1 or len(raw) < size:
        return []
    found: list[tuple[int, int]] = []
    free = dict(_listed(raw, size))
    for number in range(len(raw) // size):
        if len(found) >= most:
            break
        if not budget.spend(budget.TOKEN):
            budget.reached.append(WORK)
            break
        page = number * size
        ranges = [(page + free[number + 1], page + size)] if number + 1 in free else _within(raw, page, size)
        for start, end in ranges:
            held = raw[start:end].lstrip(b"\0")
            first, last = end - len(held), end - len(held) + len(held.rstrip(b"\0"))
            if last - first >= _SHORTEST:
                found.append((first, last))
    return found[:most]


def _listed(raw: bytes, size: int) -> Iterator[tuple[int, int]]:
    """Give the numbers of the pages of the freelist, and from where on they are free."""
    trunk, seen = int.from_bytes(raw[32:36], "big"), set[int]()
    while 0 < trunk <= len(raw) // size and trunk not in seen:
        seen.add(trunk)
        at = (trunk - 1) * size
        count = min(int.from_bytes(raw[at + 4 : at + 8], "big"), size // 4 - 2)
        yield trunk, 8 + 4 * count
        yield from ((int.from_bytes(raw[at + 8 + 4 * n : at + 12 + 4 * n], "big"), 0) for n in range(count))
        trunk = int.from_bytes(raw[at : at + 4], "big")


def _within(raw: bytes, page: int, size: int) -> Iterator[tuple[int, int]]:
    """Give what is free within a page of a B-tree: before its cells, and between them."""
    head = page + (_HEAD if page == 0 else 0)
    width = _WIDTHS.get(raw[head])
    if width is None:
        return
    block, cells, content = (int.from_bytes(raw[head + at : head + at + 2], "big") for at in (1, 3, 5))
    yield head + width + 2 * cells, page + min(content or 65_536 if size == 65_536 else content, size)
    reached = 0
    # Each lies behind the one before it: what says otherwise would give the same bytes again and again.
    while reached < block <= size - _SMALLEST_BLOCK:
        at = page + block
        reached = block + max(int.from_bytes(raw[at + 2 : at + 4], "big"), _SMALLEST_BLOCK) - 1
        yield at + 4, min(page + reached + 1, page + size)
        block = int.from_bytes(raw[at : at + 2], "big")
