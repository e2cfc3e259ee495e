"""Where the app ran without its hooks, by what their host told of the processes that it hooked (``hooks.keeper``).

A host numbers its events from 1. Where the numbers begin anew another one has taken over; a process that the one before
had hooked and never let go shows that it was ended from outside, and so does one at the end of the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from trafficaudit.events import AnyEvent, Process
from trafficaudit.plurals import several

_MOST_PROCESSES = 4_096
_CHILD = "child ("
"""How the hooking of a process begins that another one of the app has made."""

_LET_GO = frozenset(("unhooked", "ended", "crashed", "replaced"))
_LOST = frozenset(("disconnected", "detached"))
_UNSEEN = "what the app did until it was hooked again, if it was, was not seen"


@dataclass(slots=True)
class Unhooked:
    """Counts the times that a host died, and the processes that it lost or never hooked."""

    died: int = 0
    lost: int = 0
    passed_by: int = 0
    _hooked: set[int] = field(default_factory=set)
    _last: int = 0

    def take(self, event: AnyEvent) -> None:
        """Take in an event of the host's."""
        if event.seq <= self._last:
            self.died += bool(self._hooked)
            self._hooked.clear()
        self._last = event.seq
        if not isinstance(event, Process):
            return
        if event.action == "attached" or event.action.startswith(_CHILD):
            if len(self._hooked) < _MOST_PROCESSES:
                self._hooked.add(event.pid)
        elif event.action in _LET_GO or event.action in _LOST:
            self.lost += event.action in _LOST and event.pid in self._hooked
            self._hooked.discard(event.pid)
        self.passed_by += event.action == "not hooked"

    def told(self) -> Iterator[str]:
        """Say what was not seen."""
        if died := self.died + bool(self._hooked):
            yield f"the hooks' process died {several(died, 'time')} while it had the app hooked: {_UNSEEN}"
        if self.lost:
            processes = several(self.lost, "process", "processes")
            yield f"the hooks lost {processes} of the app with the way to its device: {_UNSEEN}"
        if self.passed_by:
            processes = several(self.passed_by, "process", "processes")
            yield f"{processes} of the app ran without hooks: too many were hooked"
