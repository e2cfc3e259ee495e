"""When what failed is tried again: after a pause that doubles each time, and not for ever."""

import time
from collections.abc import Callable, Set
from dataclasses import dataclass

TRIES = 5
"""How often in a row a process or the device may fail before it is given up."""

_LONGEST_PAUSE = 10.0


def pause(look: float, failures: int) -> float:
    """Give the seconds until the next try after so many failures in a row; without one, ``look``.

    >>> pause(2.0, 0), pause(2.0, 1), pause(2.0, 5)
    (2.0, 4.0, 10.0)
    """
    return float(min(_LONGEST_PAUSE, look * 2**failures))


@dataclass(slots=True)
class _Failing:
    times: int = 0
    again_at: float = 0.0


class Retries:
    """The processes that could not be hooked; none holds up another one.

    Args:
        look: seconds between two looks for processes.
        clock: gives the seconds of a clock that never steps; another one in tests.
    """

    def __init__(self, look: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._look, self._clock = look, clock
        self._failing: dict[int, _Failing] = {}

    def is_due(self, pid: int) -> bool:
        """Tell whether a process is to be tried at this look."""
        failing = self._failing.get(pid)
        return failing is None or (failing.times < TRIES and self._clock() >= failing.again_at)

    def failed(self, pid: int) -> int:
        """Note that a process failed; give how often in a row it has."""
        failing = self._failing.setdefault(pid, _Failing())
        failing.times += 1
        failing.again_at = self._clock() + pause(self._look, failing.times)
        return failing.times

    def worked(self, pid: int) -> None:
        """Forget what was noted of a process."""
        self._failing.pop(pid, None)

    def keep(self, alive: Set[int]) -> None:
        """Forget processes that are gone: the number of one may be given to another."""
        self._failing = {pid: failing for pid, failing in self._failing.items() if pid in alive}
