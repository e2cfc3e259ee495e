"""Blocks of ``label: value`` that stand side by side (cards, a form of pairs): read one after another, not across."""

from collections.abc import Iterator, Sequence

from trafficaudit.declarations.line import Line, labels

_OFF = 6.0
"""Points on a page by which lines of one block begin apart; of a text's columns of letters a third counts."""
_MOST = 8  # blocks side by side


def in_turn(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with those of blocks side by side apart, the left one first, and a blank line between."""
    told: list[Line] = []
    number = 0
    while number < len(lines):
        heads = _heads(lines[number])
        end = _end(lines, number, heads) if heads else number
        if not heads:
            told.append(lines[number])
            number += 1
            continue
        above = told[-1] if told else None
        titled = above is not None and len(above.spots) > 1 and _fits(above, heads)
        block = [*([told.pop()] if titled else []), *lines[number:end]]
        for column in range(len(heads)):
            told += list(_column(block, heads, column))
            told.append(Line("", 0))
        number = end
    return told


def _heads(line: Line) -> tuple[float, ...]:
    """Give where the runs of a line begin, if more than one is a label with its value and none is anything else."""
    if not 2 <= len(line.spots) <= _MOST or not all(labels(text) for _, text in line.spots):
        return ()
    return tuple(place for place, _ in line.spots)


def _end(lines: Sequence[Line], start: int, heads: Sequence[float]) -> int:
    end = start + 1
    while end < len(lines) and lines[end].spots and _fits(lines[end], heads):
        end += 1
    return end


def _fits(line: Line, heads: Sequence[float]) -> bool:
    """Say whether each run of a line begins where one of the blocks does, and the last one reaches into none beside."""
    if len(line.spots) > len(heads):
        return False
    off = _OFF if line.page else _OFF / 3
    nearest = [min(range(len(heads)), key=lambda each: abs(heads[each] - place)) for place, _ in line.spots]
    if any(abs(heads[each] - place) > off for each, (place, _) in zip(nearest, line.spots, strict=True)):
        return False
    return nearest[-1] + 1 >= len(heads) or line.reach <= heads[nearest[-1] + 1]


def _column(block: Sequence[Line], heads: Sequence[float], column: int) -> Iterator[Line]:
    for line in block:
        for place, text in line.spots:
            if min(range(len(heads)), key=lambda each: abs(heads[each] - place)) == column:
                yield Line(text, line.number, line.page, ((place, text),), line.reach)
