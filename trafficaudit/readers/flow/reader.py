"""One record of a flow file after the other, made into exchanges."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trafficaudit.destinations.hints import edge_marks
from trafficaudit.model import Exchange, Gap
from trafficaudit.network import EdgeMark
from trafficaudit.readers import resolved
from trafficaudit.readers.file import Buffer
from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.dns import dns
from trafficaudit.readers.flow.glances import (
    Numbers,
    conversation_of,
    edge_headers,
    glance,
    is_dns,
    kept_numbers,
    may_be_piece,
    may_be_range,
)
from trafficaudit.readers.flow.http import http
from trafficaudit.readers.flow.lazy import LAZY_VERSIONS, LazyFlows, version_of
from trafficaudit.readers.flow.messages import conversation
from trafficaudit.readers.flow.migration import migrated, migrated_peers
from trafficaudit.readers.flow.records import Record
from trafficaudit.readers.flow.state import Flow, State
from trafficaudit.readers.flow.tnetstring import MalformedError, Token
from trafficaudit.readers.network import MOST_NAMES, Gathered
from trafficaudit.readers.source import Items

KINDS = {"http": http, "tcp": conversation, "udp": conversation, "dns": dns}
"""The kinds of flow, each with the function that gives its exchanges."""

COPIED = 8 << 20
"""Bytes up to which a record is copied out of its file to be read."""

_CANDIDATES = 64
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
        self._edges: set[tuple[str | None, bytes, tuple[EdgeMark, ...]]] = set()
        self._kept: set[tuple[bytes, Numbers]] = set()

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
            lazy = version_of(buffer, found) in LAZY_VERSIONS
            if lazy and not self._asks(buffer, found, place, gathered):
                return
            flow = self._flow(buffer, found, record, place.position, faults)
            if not lazy:
                gathered.clock.take(place.position, *_times(flow.state))
            self._whole(flow, place, gathered)
        except MalformedError:
            return

    def _asks(self, buffer: Buffer, found: dict[bytes, Token], place: Place, gathered: Gathered) -> bool:
        """Tell whether a flow must be built for what it tells; so must one that is damaged where it is looked at."""
        try:
            seen = glance(buffer, found)
            gathered.clock.take(place.position, seen.start, seen.end)
            if is_dns(buffer, found):
                return True
            server = self._lazy.server(buffer, found)
            gathered.handshake(server.address, server.handshake)
            name = conversation_of(buffer, found)
            if name:
                gathered.talk(name, f"{place.position:06d}", place)
            return (
                server.port == resolved.PORT
                or seen.answers
                or self._is_new_edge(buffer, found, seen.heads, server.address)
                or self._keeps_more(buffer, found, seen.heads)
                or may_be_piece(buffer, found)
                or may_be_range(buffer, found)
            )
        except MalformedError:
            return True

    def _is_new_edge(self, buffer: Buffer, found: dict[bytes, Token], heads: Token, address: str | None) -> bool:
        """Tell whether an answer is the first that says so that there is an edge at this address for this host."""
        headers, host = edge_headers(buffer, found, heads)
        told = edge_marks(headers) if headers and address is not None else ()
        place = address, host, told
        if not told or place in self._edges:
            return False
        if len(self._edges) < MOST_NAMES:
            self._edges.add(place)
        return True

    def _keeps_more(self, buffer: Buffer, found: dict[bytes, Token], heads: Token) -> bool:
        """Tell whether a flow's cookies hold numbers that were not all seen together at its host."""
        numbers, host = kept_numbers(buffer, found, heads)
        if not numbers or (host, numbers) in self._kept:
            return False
        if len(self._kept) < MOST_NAMES:
            self._kept.add((host, numbers))
        return True

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
    """Give what ``glance`` tells of times, of a flow of an old version that was built."""
    if state.get("messages") or state.get("websocket"):
        return None, None
    sides = [side if isinstance(side := state.get(name), Mapping) else {} for name in ("request", "response", "error")]
    request, response, error = sides
    return request.get("timestamp_start"), error.get("timestamp") or response.get("timestamp_end")


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
