"""Lists of rows of which the first one names the columns: ``[["zip", "sex"], ["06234", "F"]]``, as sheets are sent.

A cell is named by its column, as ``columned`` does where the names stand apart. The first row must be three names or
more, each once, and what is below must not look like names alone; of two names it is one where nothing below looks like
a name, since a list of pairs has a name in each.
"""

import re
from collections.abc import Iterable

from trafficaudit.decode.node import Child

_NAME = re.compile(r"[^\W\d][\w.$\[\]-]{0,127}").fullmatch
_CELL = re.compile(r"\[([0-9]{1,7})\]\[([0-9]{1,3})\]").fullmatch
_SECOND = "[0][1]"
_PAIR = _FEWEST = 2


def rename(children: list[Child], seconds: Iterable[int]) -> set[int]:
    """Give each cell below a row of names the name of its column for its key.

    Args:
        children: of one value, in the order of the bytes.
        seconds: which of them are the second of a list.

    Returns:
        The children that were named.
    """
    given: set[int] = set()
    for at in seconds:
        path, _, value = children[at][:3]
        if path.endswith(_SECOND) and at and isinstance(value, str) and _NAME(value):
            cells = _cells(children, at - 1, path[: -len(_SECOND)])
            names = {column: children[index][2] for index, row, column in cells if row == 0}
            below = [(index, column) for index, row, column in cells if row]
            if _are_names(names) and below and all(column in names for _, column in below):
                texts = [children[index][2] for index, _ in below]
                if (all if len(names) > _PAIR else any)(isinstance(text, str) and _NAME(text) for text in texts):
                    continue
                for index, column in below:
                    path, _, value, start, end, how = children[index]
                    children[index] = path, str(names[column]), value, start, end, how
                    given.add(index)
    return given


def _cells(children: list[Child], first: int, table: str) -> list[tuple[int, int, int]]:
    """Give the cells of a list of lists, with their rows and columns; nothing where something else stands in it."""
    found: list[tuple[int, int, int]] = []
    for index in range(first, len(children)):
        path = children[index][0]
        if not path.startswith(f"{table}["):
            break
        cell = _CELL(path, len(table))
        if cell is None:
            return []
        found.append((index, int(cell[1]), int(cell[2])))
    return found


def _are_names(names: dict[int, str | bytes]) -> bool:
    texts = [text for text in names.values() if isinstance(text, str) and _NAME(text)]
    return len(texts) == len(names) == len(set(texts)) >= _FEWEST
