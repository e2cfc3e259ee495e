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
_READINGS = 4
"""How often all values may be looked at."""
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
    may be an object or list of its own, which is called by its members. Lists within each other are read over a few
    times in all.
    """
    here, left = 0, _READINGS * len(children)
    for at in [at for at, child in enumerate(children[:-1]) if child[0][-3:] == "[0]"]:
        if at < here:
            continue
        left -= at - here
        if left <= 0:
            return
        row = children[at][0][:-3]
        begins = children[at + 1][0].startswith(row) and _NAME(str(children[at][2]))
        behind = _rename_row(children, at, row) if begins else 0
        left -= max(behind, -behind) - at if behind else 1
        here = max(behind, at + 1)


def _rename_row(children: list[Child], first: int, row: str) -> int:
    """Name the values of a list, and give where it ends; less than nothing where it is no such row."""
    named: dict[int, int] = {}
    values: dict[int, int] = {}
    here, last = first, -1
    while here < len(children) and children[here][0].startswith(row):
        path, _, value = children[here][:3]
        place = _ITEM(path, len(row))
        if place is None:
            return -here - 1
        number, is_scalar = int(place[1]), place.end() == len(path)
        if number < last or (is_scalar and number == last):
            return -here - 1
        last = number
        if is_scalar and number % 2:
            values[number] = here
        elif number % 2 == 0:
            if not is_scalar or not isinstance(value, str) or not _NAME(value):
                return -here - 1
            named[number] = here
        here += 1
    texts = {number: str(children[at][2]) for number, at in named.items()}
    if len(texts) < _FEWEST_NAMES or 2 * len(texts) != last + 1 or len({*texts.values()}) < len(texts):
        return -here - 1
    held = [children[at][2] for at in values.values()]
    if not held or 2 * sum(not isinstance(value, str) or _NAME(value) is None for value in held) < len(held):
        return -here - 1
    for number, at in values.items():
        path, _, value, start, end, how = children[at]
        children[at] = path, texts[number - 1], value, start, end, how
    return here
