"""One record of a flow file after the other, made into exchanges."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import resolved
from trafficaudit.readers.file import Buffer
from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.dns import dns
from trafficaudit.readers.flow.http import http
from trafficaudit.readers.flow.lazy import LAZY_VERSIONS, LazyFlows, version_of
from trafficaudit.readers.flow.messages import conversation
from trafficaudit.readers.flow.migration import migrated, migrated_peers
from trafficaudit.readers.flow.records import Record
from trafficaudit.readers.flow.state import Flow, State, labels_of
from trafficaudit.readers.flow.tnetstring import MalformedError, Token
from trafficaudit.readers.network import Gathered
from trafficaudit.readers.source import Items

KINDS = {"http": http, "tcp": conversation, "udp": conversation, "dns": dns}
"""The kinds of flow, each with the function that gives its exchanges."""

COPIED = 8 << 20
"""Bytes up to which a record is copied out of its file to be read."""

_CANDIDATES = 64
_ID = 128
"""Characters of a flow's id that are looked at; mitmproxy's are UUIDs."""
_MEMBER = re.compile(rb"\d{1,2}:(?:" + flowrecords.KEYS + rb")[;,]")


class Place(NamedTuple):
    """Where a record stands: in which of a capture's flow files, where there, and its position in the capture."""

    file: int
    record: Record
    position: int


class RecordReader:
    """Reads records of one capture one by one; remembers the connection states that it has seen.

    Args:
        capture_id: the capture's id.
        body_limit: bytes of one body that are kept.
    """

    def __init__(self, capture_id: str, body_limit: int) -> None:
        self._capture_id, self._limit = capture_id, body_limit
        self._lazy = LazyFlows(body_limit)

    def record(self, buffer: Buffer, record: Record, position: int) -> Items:
        """Give the exchanges of a record, and what could not be read of it."""
        start, end = record.start, record.end
        if end - start <= COPIED:
            buffer, start, end = buffer[start:end], 0, end - start
        faults: list[str] = []
        try:
            found = _members(buffer, start, end, faults)
            yield from self._exchanges(self._flow(buffer, found, record, position, faults))
        except MalformedError as error:
            faults.append(f"this flow could not be read: {error}")
        for number, fault in enumerate(faults):  # a record is one exchange, in however many places it is damaged
            yield Gap(self._capture_id, position, record.offset, fault, exchanges=int(not number))

    def network(self, buffer: Buffer, place: Place, gathered: Gathered) -> None:
        """Take from a record what it tells of the whole; what cannot be read is told of when its exchanges are."""
        record = place.record
        start, end = record.start, record.end
        if end - start <= COPIED:
            buffer, start, end = buffer[start:end], 0, end - start
        faults: list[str] = []
        try:
            found = _members(buffer, start, end, faults)
            flow = self._flow(buffer, found, record, place.position, faults)
            gathered.clock.take(place.position, *_times(flow.state))
            name = _conversation(flow.state)
            if name and version_of(buffer, found) in LAZY_VERSIONS:
                gathered.talk(name, flow.id, place)
            self._whole(flow, place, gathered)
        except MalformedError:
            return

    def _whole(self, flow: Flow, place: Place, gathered: Gathered) -> None:
        gathered.handshake(flow.server.address, flow.server.handshake)
        for item in dns(flow) if flow.state.get("type") == "dns" else ():
            if not isinstance(item, Gap):
                gathered.answers(item)
        request = next(http(flow), None) if flow.state.get("type") == "http" else None
        if isinstance(request, Exchange):
            gathered.piece(request, place)
            gathered.range(request, place)
            gathered.resolver(request)
            gathered.edge(request)
            gathered.kept.exchange(request)
        if flow.state.get("type") == "tcp" and flow.server.port == resolved.PORT:
            gathered.conversation(item for item in conversation(flow) if isinstance(item, Exchange))

    def _flow(
        self, buffer: Buffer, found: dict[bytes, Token], record: Record, position: int, faults: list[str]
    ) -> Flow:
        version = version_of(buffer, found)
        if version in LAZY_VERSIONS:
            state = self._lazy.state(buffer, found, faults)
            client, server = self._lazy.peers(buffer, found, faults)
        else:
            state = migrated(buffer, found, version, self._limit, faults)
            client, server = migrated_peers(state, version)
        return Flow(state, client, server, self._capture_id, position, record.offset)

    def _exchanges(self, flow: Flow) -> Items:
        kind = flow.state.get("type")
        read_kind = KINDS.get(kind) if isinstance(kind, str) else None
        if read_kind is None:
            raise MalformedError(f"it is of unknown type {ascii(kind)[:40]}")
        return read_kind(flow)


def _times(state: State) -> tuple[object, object]:
    """Give when a flow's request began, and when its answer ended or the error it ended with came.

    Neither of a conversation, and ``None`` for what is not told.
    """
    if _is_conversation(state):
        return None, None
    sides = [side if isinstance(side := state.get(name), Mapping) else {} for name in ("request", "response", "error")]
    request, response, error = sides
    began, ended = request, error or response
    # Queries of DNS and errors have one time.
    return began.get("timestamp_start") or began.get("timestamp"), ended.get("timestamp_end") or ended.get("timestamp")


def _is_conversation(state: State) -> bool:
    return state.get("messages") is not None or state.get("websocket") is not None


def _conversation(state: State) -> str:
    """Give the id of the conversation that a flow holds a part of, which is the first part's own; "" of any other."""
    if not _is_conversation(state) or state.get("type") == "udp":
        return ""
    first, own = labels_of(state).get("continues"), state.get("id")
    if isinstance(first, str):
        return first[:_ID]
    return own if isinstance(own, str) and len(own) <= _ID else ""


def _members(buffer: Buffer, start: int, end: int, faults: list[str]) -> dict[bytes, Token]:
    """Collect a record's members; where they cannot be walked, go on at the first member that leads to the end."""
    found: dict[bytes, Token] = {}
    try:
        tnetstring.members(buffer, start, end, found)
    except MalformedError:
        reached = max((value[1] + 1 for value in found.values()), default=start)
        for candidate in _candidates(buffer, reached, end):
            rest: dict[bytes, Token] = {}
            try:
                tnetstring.members(buffer, candidate, end, rest)
            except MalformedError:
                continue
            faults.append(f"bytes {reached - start} to {candidate - start} of this flow's record could not be read")
            return found | rest
        raise
    return found


def _candidates(buffer: Buffer, start: int, end: int) -> Iterator[int]:
    at = start
    for _ in range(_CANDIDATES):
        match = _MEMBER.search(buffer, at, end)
        if match is None:
            return
        at = match.start() + 1
        yield match.start()
