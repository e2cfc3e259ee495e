"""Runs of bytes among which overlaps are looked for, in time that does not grow with their number."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from trafficaudit.model import Span


class Runs:
    """A set of runs, those that overlap taken for one."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Take a run in."""
        first, behind = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        start, end = span
        if first < behind:
            start, end = min(start, self._starts[first]), max(end, self._ends[behind - 1])
        else:
            behind = first
        self._starts[first:behind] = [start]
        self._ends[first:behind] = [end]

    def join(self, others: "Runs") -> None:
        """Take all of other runs in."""
        for start, end in zip(others._starts, others._ends, strict=True):
            self.add(Span(start, end))

    def overlap(self, span: Span) -> bool:
        """Say whether a run overlaps any of them; runs that touch do not."""
        at = bisect_right(self._ends, span.start)
        return at < len(self._starts) and self._starts[at] < span.end


class Placed[T]:
    """What stands in runs of bytes, given by the run that it overlaps."""

    __slots__ = ("_items", "_reach", "_starts")

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda each: each[0])
        self._starts = [span.start for span, _ in self._items]
        self._reach: list[int] = []
        for span, _ in self._items:
            self._reach.append(max(span.end, self._reach[-1]) if self._reach else span.end)

    def beside(self, span: Span) -> Iterator[T]:
        """Give what overlaps a run, the last first."""
        for at in range(bisect_left(self._starts, span.end) - 1, -1, -1):
            if self._reach[at] <= span.start:
                return
            found, item = self._items[at]
            if found.end > span.start:
                yield item
