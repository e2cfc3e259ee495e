"""What a corpus planted, cell by cell, and which cells never came up: category, encoding, place and depth by twos."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from corpus.fitting import INNERMOST, OWN, WRAPS
from corpus.generate import DEEPEST, Truth
from corpus.places import LAYERED, PLACES


class Grid(NamedTuple):
    """Two sides of the truth against each other: the cells there are, and those that a truth stands in."""

    name: str
    cells: frozenset[tuple[str, str]]
    of: Callable[[Truth], Iterable[tuple[str, str]]]


def grids(categories: Sequence[str]) -> list[Grid]:
    """Give the grids for a person with these categories."""
    encodings = [name for name in WRAPS if name not in _RENAMED]
    own = {(category, name) for category, names in OWN.items() for name in names}
    owned = {name for _, name in own}
    depths = {name: range(_FROM.get(name, LAYERED[name]), _TO.get(name, DEEPEST) + 1) for name in PLACES}
    outer = [name for name in encodings if name not in INNERMOST and name not in owned]
    return [
        Grid("category, place", frozenset(product(categories, PLACES)), lambda t: [(t.category, t.place)]),
        Grid(
            "category, encoding",
            frozenset(product(categories, (each for each in encodings if each not in owned))) | own,
            lambda t: [(t.category, layer) for layer in t.layers],
        ),
        Grid("place, encoding", frozenset(product(PLACES, encodings)), lambda t: [(t.place, layer) for layer in t.layers]),
        Grid(
            "place, depth",
            frozenset((name, str(depth)) for name, each in depths.items() for depth in each),
            lambda t: [(t.place, str(t.depth))],
        ),
        Grid("encoding, encoding inside", frozenset(product(outer, encodings)), lambda t: zip(t.layers, t.layers[1:], strict=False)),
    ]  # fmt: skip


_FROM = {"bytes in JSON": 3}
"""Places that need more layers than they make up: numbers are bytes only where these are a document."""
_TO = {"host name": 2}
"""Places that have no room for more: a label holds 63 bytes."""
_RENAMED = frozenset({"two characters", "keyed archive", "base64 in a blob", "base64 of text"})
"""Encoders whose layer has another's name, or that hold nothing but a value."""


def missing(truths: Sequence[Truth], categories: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Give the cells of each grid in which nothing was planted."""
    return {grid.name: sorted(grid.cells - set(_counts(grid, truths))) for grid in grids(categories)}


def printed(truths: Sequence[Truth], categories: Sequence[str], most: int = 12) -> str:
    """Give how many cells of each grid were planted, and the first of those that were not."""
    lines = []
    for grid in grids(categories):
        never = sorted(grid.cells - set(_counts(grid, truths)))
        shown = ", ".join("/".join(cell) for cell in never[:most]) + (" ..." if len(never) > most else "")
        lines.append(
            f"   {grid.name}: {len(grid.cells) - len(never)} of {len(grid.cells)} planted"
            + (f"; never {shown}" if never else "")
        )
    return "\n".join(lines)


def _counts(grid: Grid, truths: Sequence[Truth]) -> Counter[tuple[str, str]]:
    return Counter(cell for truth in truths for cell in grid.of(truth))
