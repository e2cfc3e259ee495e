"""Rows in which names and values take turns: ``email``, ``a@b.kr``, ``zip``, ``06234``, between signs or in a list of
JSON (``["email", "a@b.kr", "zip", "06234"]``).
"""

import re
from collections.abc import Sequence

from trafficaudit.decode.node import Child

NAME = "alternating"
"""The layer of such a row, which says that its values are no pieces of one."""

_NAME = re.compile(r"[A-Za-z_$][\w.$-]{0,63}", re.ASCII).fullmatch
_FEWEST_NAMES = 3
_DEEPEST = 8
"""Lists around a row that begin with it."""
_ITEM = re.compile(r"\[([0-9]{1,6})\]").match


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


def rename(children: list[Child]) -> None:
    """Name the values of lists in which names and values clearly take turns; paths stay those of their places.

    There are at least three names, none of them twice, and half of the values are no names themselves. A value
    may be an object or list of its own, which is called by its members.
    """
    at, last = 0, len(children) - 1
    while at < last:
        path = children[at][0]
        if (
            path[-3:] == "[0]"
            and children[at + 1][0].startswith(path[:-3])
            and _NAME(str(children[at][2]))
            and path.count("[0]") <= _DEEPEST
        ):
            at = _rename_row(children, at, path[:-3])
        else:
            at += 1


def _rename_row(children: list[Child], first: int, row: str) -> int:
    """Name the values of a list, and give where it ends."""
    named: dict[int, int] = {}
    values: dict[int, int] = {}
    here, whole, last = first, True, 0
    while here < len(children) and children[here][0].startswith(row):
        path = children[here][0]
        place = _ITEM(path, len(row))
        if place is None:
            break
        number, is_scalar = int(place[1]), place.end() == len(path)
        last = max(last, number)
        if number % 2 == 0:
            whole = (
                whole and is_scalar and isinstance(children[here][2], str) and _NAME(str(children[here][2])) is not None
            )
            named[number] = here
        elif is_scalar:
            values[number] = here
        here += 1
    texts = {number: str(children[at][2]) for number, at in named.items()}
    if not whole or len(texts) < _FEWEST_NAMES or 2 * len(texts) != last + 1 or len({*texts.values()}) < len(texts):
        return first + 1
    held = [children[at][2] for at in values.values()]
    if not held or 2 * sum(not isinstance(value, str) or _NAME(value) is None for value in held) < len(held):
        return first + 1
    for number, at in values.items():
        path, _, value, start, end, how = children[at]
        children[at] = path, texts[number - 1], value, start, end, how
    return here
