"""Whether the clock of a recording was set back while it ran, by the order in which its exchanges stand.

Tools write exchanges as they end (mitmproxy's ``-w``, a recorder) or by their beginning (a saved list of flows, HAR).
Where the times of both run back, neither explains it: the clock was set back, or parts of a recording stand in another
order. The order with fewer steps is taken for the tool's. A file with many is in no order of time (by host, the newest
first), and does not tell.
"""

from datetime import datetime, timedelta

from trafficaudit.network import Step
from trafficaudit.readers.times import moment

LEAST = 2.0
"""Seconds by which times must run back: tools round, and write what ends at about the same time in any order."""
MOST = 8
"""Steps of one recording up to which they are told; a file with more is in no order of time."""
_SHORT = 60.0
"""Seconds that an exchange takes at most whose beginning tells how far the clock was set back."""


class _Order:
    """Times that should not run back, and where they did."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, float, float]] = []
        self.count = 0
        self._last = -1.0

    def take(self, position: int, at: float, start: float) -> None:
        if at < self._last - LEAST:
            self.count += 1
            if self.count <= MOST:
                self.steps.append((position, self._last, start if 0 <= at - start < _SHORT else at))
            self._last = at
        self._last = max(self._last, at)


class ClockOrder:
    """Takes the times of exchanges in the order in which a recording holds them."""

    def __init__(self) -> None:
        self._starts, self._ends = _Order(), _Order()

    def take(self, position: int, start: object, end: object) -> None:
        """Take an exchange: Unix seconds of its beginning and of its end; one without both tells nothing."""
        if _is_time(start) and _is_time(end):
            began, ended = float(start), float(end)  # type: ignore[arg-type]
            self._starts.take(position, began, began)
            self._ends.take(position, ended, began)

    @property
    def disordered(self) -> bool:
        """Whether the recording is in no order of time, so that it does not tell."""
        return min(self._starts.count, self._ends.count) > MOST

    def steps(self) -> tuple[Step, ...]:
        """Give where the clock was set back."""
        if self.disordered:
            return ()
        fewer = self._starts if self._starts.count < self._ends.count else self._ends
        found = ((position, moment(before), moment(after)) for position, before, after in fewer.steps)
        return tuple(Step(position, before, after) for position, before, after in found if before and after)


def unsure(steps: tuple[Step, ...], marked: list[datetime]) -> tuple[tuple[datetime, datetime], ...]:
    """Give the periods that the clock went through twice and in which a mark was set: nobody knows in which of both."""
    slack = timedelta(seconds=LEAST)
    periods = ((step.after - slack, step.before + slack) for step in steps)
    return tuple((start, end) for start, end in periods if any(start <= at <= end for at in marked))


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and moment(value) is not None and value > 0
