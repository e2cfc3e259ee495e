"""How near to a mark of consent the exchanges stand that are counted on its one side.

A mark is set by a person, about when a button was pressed: what stands seconds away from it may belong to the other
side.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from trafficaudit.phases import Standing, standing
from trafficaudit.report.links import Linked
from trafficaudit.report.results import Results

NEAR = 10.0
"""Seconds that a person may need between pressing a button and setting a mark."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The mark nearest to what is counted: when it was set, seconds to the nearest exchange, and how many are near."""

    at: datetime
    seconds: float
    near: int


def boundary(wanted: Standing, results: Results, linked: Linked) -> Boundary | None:
    """Give the boundary of what is counted: before consent its end, after a withdrawal its beginning.

    Args:
        wanted: ``before-consent`` or ``after-withdrawal``.
        results: the result folder.
        linked: its transfer rows with what they stand on.

    Returns:
        ``None`` where no such mark is recorded, or nothing is counted.
    """
    places = {place for row, link in linked if standing(row["phase"]) == wanted for place in link.exchanges}
    marks = {str(one.get("id")): list(phase_marks(one.get("phases"))) for one in results.recipe["inputs"]["captures"]}
    apart = []
    for exchange in (results.exchanges[place] for place in places):
        if exchange["at"] is None:
            continue  # how near it stands, nobody knows
        mark = _edge(wanted, marks.get(exchange["capture"], []), exchange["at"])
        if mark is not None:
            apart.append((abs((exchange["at"] - mark).total_seconds()), mark))
    if not apart:
        return None
    seconds, at = min(apart)
    return Boundary(at, seconds, sum(each <= NEAR for each, _ in apart))


def _edge(wanted: Standing, marks: Sequence[tuple[datetime, str]], at: datetime) -> datetime | None:
    """Give the mark that ends, or begins, the stretch of phases of that standing in which a time lies."""
    here = bisect_right(marks, at, key=lambda mark: mark[0]) - 1
    if here < 0 or standing(marks[here][1]) != wanted:
        return None
    if wanted == "before-consent":
        return next((mark for mark, name in marks[here:] if standing(name) != wanted), None)
    while here and standing(marks[here - 1][1]) == wanted:
        here -= 1
    return marks[here][0]


def phase_marks(listed: object) -> Iterator[tuple[datetime, str]]:
    """Give the marks of a capture as its recipe lists them, in the order of time; what is no mark is passed over."""
    found = []
    for mark in listed if isinstance(listed, list) else ():
        try:
            at = datetime.fromisoformat(str(mark["at"]))
            found.append((at, str(mark["phase"])) if at.tzinfo else None)
        except (KeyError, TypeError, ValueError):
            continue
    yield from sorted((mark for mark in found if mark), key=lambda mark: mark[0])
