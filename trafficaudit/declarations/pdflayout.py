"""A page that is set in two columns of text -> the parts of it that are read one after another.

Read across, a line of the left column and the one beside it would be one line, and a list of recipients in the one
would have the values of the other. A table without rules has gaps between its columns as well: columns of text are
known by lines that fill them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

_SAME_LINE = 3.0  # points by which runs of one line of text may stand apart
_GUTTER = 8.0  # points: the narrowest gap between two columns of text
_FEWEST = 6  # lines that a column of text has at least
_FILLED = 0.8  # share of a column's width that a line of running text reaches over
_DENSE = 0.4  # share of a column's lines that do
_ALIKE = 0.5  # how narrow the narrower of two columns is beside the other one
_WORK = 100_000  # lines times tables of a page that are held against each other
_OUTER = 2  # lines at the top and at the bottom of a page that may stand on each
_MOST = 0.6  # share of the pages on which a line stands that is none of the text
_DIGITS = re.compile(r"\d+")
_MIDDLE = (0.25, 0.75)  # where between the page's first and last letter the gap lies

type _Row = list[Any]
"""Runs of text of one line: left, top, right, bottom, text."""


def parts(page: Any) -> Iterator[dict[str, Any]]:
    """Give a page in parts, each with its words and ruled tables, in the order in which they are read."""
    rows = rows_of(page["words"])
    gutter = _gutter(rows, page["tables"]) if len(rows) * len(page["tables"]) <= _WORK else None
    if gutter is None:
        yield page
        return
    for cut, told in groupby(_cut(rows, page["tables"], gutter), key=lambda pair: pair[0]):
        held = [row for _, row in told]
        words = [word for row in held for word in row]
        top, bottom = min(word[1] for word in words), max(word[3] for word in words)
        beside = [one for one in page["tables"] if top <= (one["box"][1] + one["box"][3]) / 2 <= bottom]
        sides = ((lambda x: x < gutter), (lambda x: x >= gutter)) if cut else ((lambda _: True),)
        for side in sides:
            here = [word for word in words if side((word[0] + word[2]) / 2)]
            tables = [one for one in beside if side((one["box"][0] + one["box"][2]) / 2)]
            yield {**page, "words": here, "tables": tables}


def without_running_heads(pages: Sequence[Any]) -> list[Any]:
    """Take off the lines that stand at the top or bottom of most pages and differ in numbers only."""
    outer = [[*rows[:_OUTER], *rows[_OUTER:][-_OUTER:]] for rows in (rows_of(page["words"]) for page in pages)]
    seen = Counter(said for rows in outer for said in {_said(row) for row in rows})
    running = {said for said, count in seen.items() if count >= max(2, _MOST * len(pages))}
    gone = [{id(word) for row in rows if _said(row) in running for word in row} for rows in outer]
    return [
        {**page, "words": [word for word in page["words"] if id(word) not in off]}
        for page, off in zip(pages, gone, strict=True)
    ]


def _said(row: _Row) -> str:
    """Give the words of a line with its height, whatever number stands in it."""
    return f"{row[0][1]:.0f} " + _DIGITS.sub("0", " ".join(word[4].strip() for word in row))


def rows_of(words: Sequence[Any]) -> list[_Row]:
    """Give the words of a page by the lines that they stand in, from the top, each from the left."""
    rows: list[_Row] = []
    height = 0.0
    for word in sorted(words, key=lambda one: ((one[1] + one[3]) / 2, one[0])):
        middle = (word[1] + word[3]) / 2
        if not rows or middle - height > _SAME_LINE:
            rows.append([])
            height = middle
        rows[-1].append(word)
    return rows


def _gutter(rows: Sequence[_Row], tables: Sequence[Any]) -> float | None:
    """Give the place that fewest runs of text reach over, in the middle of the page; ``None`` where nothing is cut."""
    words = [word for row in rows for word in row]
    first, last = min((word[0] for word in words), default=0.0), max((word[2] for word in words), default=0.0)
    low, high = (first + share * (last - first) for share in _MIDDLE)
    ends = sorted([*((word[0], 1) for word in words), *((word[2], -1) for word in words)])
    held = 0
    gaps: list[tuple[int, float, float]] = []
    for (at, step), (behind, _) in pairwise(ends):
        held += step
        if low < (at + behind) / 2 < high and behind - at >= _GUTTER:
            gaps.append((held, at - behind, (at + behind) / 2))
    place = min(gaps)[2] if gaps else None
    return place if place is not None and any(cut for cut, _ in _cut(rows, tables, place)) else None


def _cut(rows: Sequence[_Row], tables: Sequence[Any], gutter: float) -> Iterator[tuple[bool, _Row]]:
    """Say of each line whether it is of two columns; a line or table that reaches over the gap parts them."""
    over = [one["box"] for one in tables if one["box"][0] < gutter < one["box"][2]]

    def crosses(row: _Row) -> bool:
        middle = (row[0][1] + row[0][3]) / 2
        reaches = any(word[0] < gutter < word[2] for word in row)
        return reaches or any(box[1] <= middle <= box[3] for box in over)

    for crossing, told in groupby(rows, key=crosses):
        held = list(told)
        cut = not crossing and _columns(held, [one["box"] for one in tables], gutter)
        yield from ((cut, row) for row in held)


def _columns(rows: Sequence[_Row], boxes: Sequence[Any], gutter: float) -> bool:
    """Say whether lines are two columns of running text."""
    words = [word for row in rows for word in row]
    sides = [word for word in words if word[2] <= gutter], [word for word in words if word[0] >= gutter]
    if not all(sides):
        return False
    spans = [(min(word[0] for word in side), max(word[2] for word in side)) for side in sides]
    widths = sorted(right - left for left, right in spans)
    beside = min(side[-1][3] for side in sides) - max(side[0][1] for side in sides)
    if widths[0] < _ALIKE * widths[1] or beside <= 0:
        return False
    return all(_dense(rows, boxes, side) for side in spans)


def _dense(rows: Sequence[_Row], boxes: Sequence[Any], side: tuple[float, float]) -> bool:
    """Say whether the lines of one column mostly fill it, those in ruled tables left aside."""
    lines = filled = 0
    for row in rows:
        runs = [word for word in row if side[0] <= word[0] and word[2] <= side[1]]
        if not runs or any(_within(runs[0], box) for box in boxes):
            continue
        lines += 1
        filled += len(runs) == 1 and runs[0][2] - runs[0][0] >= _FILLED * (side[1] - side[0])
    return lines >= _FEWEST and filled >= _DENSE * lines


def _within(word: Any, box: Any) -> bool:
    return bool(box[0] <= (word[0] + word[2]) / 2 <= box[2] and box[1] <= (word[1] + word[3]) / 2 <= box[3])
