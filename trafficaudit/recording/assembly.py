"""Putting flows together from the frames of the journal.

A flow that is not over yet is remembered by the places of its frames only, so that memory does not grow with bodies or
messages. A conversation (WebSocket, TCP, UDP) is written in parts, since it may last as long as the recording: a part
ends with its phase, with its size, or with its age.
"""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from trafficaudit.recording import frames
from trafficaudit.recording.connections import is_dtls, is_quic, is_tls, may_be_tls
from trafficaudit.recording.flowrecord import FLOW_VERSION, Pieces, dumps, members, message, record
from trafficaudit.recording.frames import State
from trafficaudit.recording.journal import Follower, Place

PART_AGE = 30.0
"""Seconds after which what was said in a conversation is written, whether it goes on or not."""

PART_SIZE = 1 << 20
PART_MESSAGES = 1000

CUT_OFF = "trafficaudit: the recording ended before this exchange did"

_NOTHING = dumps(None)
_UNTOUCHED = members({"intercepted": False, "is_replay": None, "marked": ""})
_PART = uuid.UUID("8b7ac0de-5f4f-4c8a-9a53-6f0b5d1c0a11")


class Pending(msgspec.Struct):
    """A flow that is not over yet."""

    flow: str
    kind: str
    client: str
    server: str
    phase: str
    created: float
    request: Place | None = None
    response: Place | None = None
    request_done: bool = False
    response_done: bool = False
    request_body: list[Place] | None = None
    response_body: list[Place] | None = None
    talks: bool = False
    messages: list[Place] = msgspec.field(default_factory=list)
    heard: bool = False
    start: bytes = b""
    passed: bool = False
    unsent: bool = False
    held: int = 0
    since: float = 0.0
    part: int = 0

    def files(self) -> set[int]:
        """Give the numbers of the journal files that this flow still needs."""
        places = [self.request, self.response, *(self.request_body or ()), *(self.response_body or ()), *self.messages]
        return {place.file for place in places if place}


class Assembly:
    """Takes frames in order, gives records.

    Args:
        journal: where bodies and messages are read again.
        emit: called with each record as soon as it is whole.
    """

    def __init__(self, journal: Follower, emit: Callable[[Pieces], None]) -> None:
        self._journal, self._emit = journal, emit
        self.pending: dict[str, Pending] = {}
        self.connections: dict[str, bytes] = {}
        self._gone: set[str] = set()
        self._old: set[str] = set()

    def connection(self, frame: frames.Connection) -> None:
        """Remember a connection's present state."""
        self.connections[frame.id] = dumps(frame.state)

    def closed(self, client: str) -> None:
        """Forget a connection as soon as no flow needs it."""
        self._gone.add(client)

    def head(self, frame: frames.Head, place: Place) -> None:
        """Take a request or a response."""
        flow = self.pending.get(frame.flow)
        if flow is None:
            flow = self.pending[frame.flow] = Pending(
                frame.flow, "http", frame.client, frame.server, frame.phase, frame.created
            )
        flow.server, flow.unsent = frame.server, flow.unsent or frame.unsent
        if frame.response:
            flow.response, flow.response_done, flow.talks = place, frame.complete, frame.follows
            if not frame.complete and flow.response_body is None:
                flow.response_body = []
        else:
            flow.request, flow.request_done = place, frame.complete
            if not frame.complete and flow.request_body is None:
                flow.request_body = []
        if flow.request_done and flow.response_done and not flow.talks:
            self._finish(flow, None, {})

    def chunk(self, frame: frames.Chunk, place: Place) -> None:
        """Take a piece of a streamed body: its data is the end of the frame."""
        flow = self.pending.get(frame.flow)
        body = (flow.response_body if frame.response else flow.request_body) if flow else None
        if body is not None and frame.data:
            size = len(frame.data)
            body.append(Place(place.file, place.offset + place.size - size, size))

    def talk(self, frame: frames.Talk) -> None:
        """Begin a TCP or UDP conversation."""
        self.pending[frame.flow] = Pending(
            frame.flow, frame.kind, frame.client, frame.server, frame.phase, frame.created, talks=True
        )

    def message(self, frame: frames.Message, place: Place, now: float) -> None:
        """Take a message of a conversation."""
        flow = self.pending.get(frame.flow)
        if flow is None:
            return
        if frame.phase != flow.phase:
            if flow.messages:
                self._part(flow)
            flow.phase = frame.phase
        if not flow.heard and flow.kind != "http" and frame.state[0]:
            flow.start += frame.state[1][:1200]
            flow.heard = flow.kind == "udp" or not may_be_tls(flow.start)
            flow.passed = is_tls(flow.start) if flow.kind == "tcp" else is_quic(flow.start) or is_dtls(flow.start)
            flow.start = b"" if flow.heard else flow.start
        if not flow.messages:
            flow.since = now
        flow.messages.append(place)
        flow.held += frame.size
        if flow.held >= PART_SIZE or len(flow.messages) >= PART_MESSAGES:
            self._part(flow)

    def reached(self, frame: frames.Reached) -> None:
        """Take which connection a request goes out on."""
        flow = self.pending.get(frame.flow)
        if flow is not None:
            flow.server = frame.server

    def end(self, frame: frames.End) -> None:
        """Finish a flow that is over."""
        flow = self.pending.get(frame.flow)
        if flow is not None:
            flow.server = frame.server or flow.server
            self._finish(flow, frame.error, frame.state)

    def dns(self, frame: frames.Dns, place: Place) -> None:
        """Take a DNS query, and once more with its answer."""
        flow = Pending(frame.flow, "dns", frame.client, frame.server, frame.phase, frame.created, request=place)
        if frame.response is None and frame.error is None:
            self.pending[frame.flow] = flow
        else:
            self._finish(flow, frame.error, {})

    def age(self, now: float) -> None:
        """Write what was said in conversations a while ago."""
        for flow in list(self.pending.values()):
            if flow.messages and not 0 <= now - flow.since < PART_AGE:
                self._part(flow)

    def cut(self) -> None:
        """Write everything that was said so far, because a segment or a phase ends here."""
        for flow in list(self.pending.values()):
            if flow.messages or (flow.kind == "http" and flow.talks and not flow.part):
                self._part(flow)

    def unfinished(self, at: float, *, orderly: bool) -> list[Pending]:
        """Write every flow that is not over, as it stands, and say of which something is missing.

        A conversation that is merely open when the recording ends in order is recorded whole.
        """
        left = list(self.pending.values())
        missing = [flow for flow in left if not (orderly and flow.talks)]
        for flow in left:
            self._finish(flow, {"msg": CUT_OFF, "timestamp": at} if flow in missing else None, {})
        return missing

    def files(self) -> set[int]:
        """Give the numbers of the journal files that are still needed: of a conversation that goes on for hours few."""
        return {number for flow in self.pending.values() for number in flow.files()}

    def forget(self) -> None:
        """Forget connections that were closed the last time already and that no flow names any more.

        Of one that is over the state is handed over once more before the very frame that names it.
        """
        used = {name for flow in self.pending.values() for name in (flow.client, flow.server)}
        for name in self._old - used:
            self.connections.pop(name, None)
        self._old, self._gone = self._old & used | self._gone, set()

    def _finish(self, flow: Pending, error: State | None, closed: State) -> None:
        self.pending.pop(flow.flow, None)
        if flow.talks:
            self._part(flow, error, closed)
        else:
            self._write(flow, error, self._dns(flow) if flow.kind == "dns" else self._messages_of_http(flow))

    def _part(self, flow: Pending, error: State | None = None, closed: State | None = None) -> None:
        flow.part += 1
        said = list(self._said(flow))
        flow.messages, flow.held = [], 0
        if flow.kind == "http":
            ending = closed or {
                "closed_by_client": None,
                "close_code": None,
                "close_reason": None,
                "timestamp_end": None,
            }
            parts = self._messages_of_http(flow) | {"websocket": [dumps({"messages": said} | ending)]}
        else:
            parts = {"messages": [dumps(said)]}
        self._write(flow, error, parts)

    def _said(self, flow: Pending) -> Iterator[list[Any]]:
        for place in flow.messages:
            frame = frames.decoder.decode(self._journal.read(place))
            if isinstance(frame, frames.Message):
                yield frame.state

    def _dns(self, flow: Pending) -> dict[str, Pieces]:
        frame = frames.decoder.decode(self._journal.read(flow.request)) if flow.request else None
        if not isinstance(frame, frames.Dns):
            return {"request": [_NOTHING], "response": [_NOTHING]}
        return {"request": [dumps(frame.request)], "response": [dumps(frame.response)]}

    def _messages_of_http(self, flow: Pending) -> dict[str, Pieces]:
        return {
            "request": self._half(flow.request, flow.request_body),
            "response": self._half(flow.response, flow.response_body),
            "websocket": [_NOTHING],
        }

    def _half(self, place: Place | None, body: list[Place] | None) -> Pieces:
        if place is None:
            return [_NOTHING]
        frame = frames.decoder.decode(self._journal.read(place))
        return message(frame.state if isinstance(frame, frames.Head) else {}, body)

    def _write(self, flow: Pending, error: State | None, parts: dict[str, Pieces]) -> None:
        first = flow.part <= 1
        number = flow.flow if first else str(uuid.uuid5(_PART, f"{flow.flow}:{flow.part}"))
        head = members({"version": FLOW_VERSION, "type": flow.kind, "id": number, "error": error})
        labels: dict[str, str | bool] = {"phase": flow.phase}
        if not first:
            labels["continues"] = flow.flow
        if flow.passed:
            labels["passthrough"] = True
        if flow.unsent:
            labels["unsent"] = True
        created = members({"metadata": labels, "comment": "", "timestamp_created": flow.created, "backup": None})
        connections = {
            "client_conn": self.connections.get(flow.client, _NOTHING),
            "server_conn": self.connections.get(flow.server, _NOTHING),
        }
        self._emit(record(head, connections, parts, _UNTOUCHED + created))
