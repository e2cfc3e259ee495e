"""Where the app ran without its hooks, by what their host told of the processes that it hooked (``hooks.keeper``).

A host numbers its events from 1. Where the numbers begin anew another one has taken over; a process that the one before
had hooked and never let go shows that it was ended from outside, and so does one at the end of the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from trafficaudit.events import WITHOUT_HOOKS, AnyEvent, Process, Trouble
from trafficaudit.plurals import several
from trafficaudit.readers.file import printable

_MOST_PROCESSES = 4_096
_SHOWN = 300
_CHILD = "child ("
"""How the hooking of a process begins that another one of the app has made."""

_LET_GO = frozenset(("unhooked", "ended", "crashed", "replaced"))
_LOST = frozenset(("disconnected", "detached"))
_UNSEEN = "what the app did until it was hooked again, if it was, was not seen"


@dataclass(slots=True)
class Unhooked:
    """Counts the times that a host died, and the processes that it lost or never hooked.

    ``given_up`` is why the last host hooked nothing any more before the recording ended.
    """

    died: int = 0
    lost: int = 0
    passed_by: int = 0
    beyond: int = 0
    given_up: str = ""
    _hooked: set[int] = field(default_factory=set)
    _last: int = 0

    def take(self, event: AnyEvent) -> None:
        """Take in an event of the host's."""
        if event.seq <= self._last:
            self.died += bool(self._hooked)
            self._hooked.clear()
        self._last = event.seq
        if isinstance(event, Trouble) and event.what.startswith(WITHOUT_HOOKS):
            self.given_up = event.what.removeprefix(WITHOUT_HOOKS)
        if not isinstance(event, Process):
            return
        if event.action == "attached" or event.action.startswith(_CHILD):
            self.given_up = ""
            if len(self._hooked) < _MOST_PROCESSES:
                self._hooked.add(event.pid)
            else:
                self.beyond += event.pid not in self._hooked
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
        if self.beyond:
            processes = several(self.beyond, "process", "processes")
            yield f"{processes} of the app more than are followed were hooked: whether the hooks lost these is not told"
        if self.given_up:
            yield f"the app went on without hooks until the recording ended: {printable(self.given_up[:_SHOWN])}"
