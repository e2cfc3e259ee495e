"""Rows in which names and values take turns: ``email``, ``a@b.kr``, ``zip``, ``06234``."""

import re
from collections.abc import Sequence

from trafficaudit.decode.node import Child

NAME = "alternating"
"""The layer of such a row, which says that its values are no pieces of one."""

_NAME = re.compile(r"[A-Za-z_$][\w.$-]{0,63}", re.ASCII).fullmatch
_FEWEST_NAMES = 3


def names(row: Sequence[str], first: int = 0) -> dict[int, str]:
    """Give the name of every value of a row that begins with a name at ``first``, by its index; none of other rows.

    >>> names(["email", "a@b.kr", "zip", "06234"])
    {1: 'email', 3: 'zip'}
    >>> names(["a@b.kr", "zip", "06234", "email"])
    {}
    """
    named = {at + 1: row[at] for at in range(first, len(row) - 1, 2)}
    distinct = len(set(named.values())) == len(named)
    return named if distinct and all(map(_NAME, named.values())) else {}


def weight(row: Sequence[str], named: dict[int, str]) -> int:
    """Say how many values are no names: the more, the surer."""
    return sum(_NAME(row[at]) is None for at in named)


def named(row: Sequence[Child]) -> list[Child]:
    """Name the values of a row that nothing else shows to have names; give none where they do not clearly take turns.

    There are at least three, and half of them are no names themselves: ``Android|14|SKT|wifi|ko|KR`` has none. Paths
    stay those of their places.
    """
    texts = [value if isinstance(value, str) else "" for _, _, value, *_ in row]
    found = names(texts) if len(row) % 2 == 0 and len(row) >= 2 * _FEWEST_NAMES else {}
    if not found or 2 * weight(texts, found) < len(found):
        return []
    return [(child[0], found.get(at, child[1]), *child[2:]) for at, child in enumerate(row)]
