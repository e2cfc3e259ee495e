"""What is noted at the flows of the proxy's list: a marker and a comment, as long as the proxy holds the flow."""

import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from trafficaudit.redaction import visible

_COMMENT = 500


class Markable(Protocol):
    """What is needed of mitmproxy's ``Flow``."""

    id: str
    marked: str
    comment: str


@dataclass(slots=True)
class Note:
    """What the lines about one flow came to so far, and what of it was written at the flow."""

    sent: set[str] = field(default_factory=set)
    received: set[str] = field(default_factory=set)
    place: str = ""
    leaves: str = ""
    marked: str = ""
    commented: str = ""

    def add(self, line: Mapping[str, object]) -> None:
        """Take in an ``exchange`` line."""
        for mine, key in ((self.sent, "sent"), (self.received, "received")):
            if isinstance(found := line.get(key), dict):
                mine.update(map(str, found))
        self.place = visible(str(line.get("place", "")))
        self.leaves = str(line.get("leaves_korea", ""))

    @property
    def marker(self) -> str:
        """The name of mitmproxy's marker: red where something left Korea, orange where that is undetermined."""
        if not self.sent:
            return ":white_circle:"
        return {"yes": ":red_circle:", "no": ":green_circle:"}.get(self.leaves, ":orange_circle:")

    @property
    def comment(self) -> str:
        """The comment: ``email, phone_number -> CN (established)``, and what came back."""
        parts = []
        if self.sent:
            parts.append(f"{', '.join(sorted(self.sent))} -> {self.place}")
        if self.received:
            parts.append(f"{', '.join(sorted(self.received))} <- {self.place}")
        return "; ".join(parts)


class Notes:
    """Knows the flows that are still in memory, and only those: the proxy's memory must not grow with the session."""

    def __init__(self) -> None:
        self._flows: weakref.WeakValueDictionary[str, Markable] = weakref.WeakValueDictionary()
        self._notes: weakref.WeakKeyDictionary[Markable, Note] = weakref.WeakKeyDictionary()

    def __len__(self) -> int:
        return len(self._flows)

    def remember(self, flow: Markable) -> None:
        """Remember a flow under its id."""
        self._flows[flow.id] = flow

    def take(self, line: Mapping[str, object]) -> Markable | None:
        """Note an ``exchange`` line at its flow and give the flow; None where the proxy holds it no more.

        A marker or comment that somebody else has written stays.
        """
        flow = self._flows.get(str(line.get("flow")))
        if flow is None:
            return None
        note = self._notes.setdefault(flow, Note())
        note.add(line)
        if flow.marked in ("", note.marked):
            flow.marked = note.marked = note.marker
        if flow.comment in ("", note.commented):
            flow.comment = note.commented = note.comment[:_COMMENT]
        return flow

    def clear(self) -> list[Markable]:
        """Take back what was written, but for what somebody has changed since, and give the flows."""
        noted = list(self._notes.items())
        for flow, note in noted:
            flow.marked = "" if flow.marked == note.marked else flow.marked
            flow.comment = "" if flow.comment == note.commented else flow.comment
        self._notes.clear()
        return [flow for flow, _ in noted]
