"""mitmproxy flow files of every version that mitmproxy can migrate.

The current versions are read lazily: of each record only the wanted keys are built, and a connection's state, the same
for all flows of a connection, is read once. Older versions are built whole and migrated by mitmproxy itself.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from trafficaudit.errors import ReadError
from trafficaudit.model import Gap, Network
from trafficaudit.readers import flowrecords, tnetstring
from trafficaudit.readers.flowdns import dns
from trafficaudit.readers.flowhttp import http
from trafficaudit.readers.flowmessages import conversation
from trafficaudit.readers.flowrecords import Hole, Record
from trafficaudit.readers.flowstate import Flow
from trafficaudit.readers.lazyflow import LAZY_VERSIONS, LazyFlows, is_dns, version_of
from trafficaudit.readers.migration import UnsupportedVersionError, forget, migrated, migrated_peers, refuse_unknown
from trafficaudit.readers.network import Gathered
from trafficaudit.readers.source import (
    BODY_LIMIT,
    Buffer,
    Items,
    Source,
    Trail,
    describe,
    drop,
    mapped,
    name_of,
)
from trafficaudit.readers.tnetstring import MalformedError, Token

NAME = "mitmproxy flow file"

KINDS = {"http": http, "tcp": conversation, "udp": conversation, "dns": dns}
"""The kinds of flow, each with the function that gives its exchanges."""

_COPIED = 8 << 20
_CANDIDATES = 64
_MEMBER = re.compile(rb"\d{1,2}:(?:" + flowrecords.KEYS + rb")[;,]")


def sniff(head: bytes, path: Path) -> bool:
    """Tell whether a file starts like a flow file, or holds something in its first bytes that starts like a record."""
    return flowrecords.starts_like_a_record(head)


def open_source(path: Path, *, body_limit: int = BODY_LIMIT) -> Source:
    """Open a flow file.

    Args:
        path: a regular file.
        body_limit: bytes of one body that are kept; a longer one is cut, which is reported as a gap.

    Raises:
        ReadError: the file cannot be opened, is empty, or its first record is of a version that nobody migrates.
    """
    capture = describe(path, NAME)
    _check_version(path)
    return Source(capture, partial(read, path, capture.id, body_limit=body_limit), look=partial(network, (path,)))


def read(path: Path, capture_id: str, *, first: int = 0, body_limit: int = BODY_LIMIT) -> Items:
    """Stream a flow file's exchanges and gaps; ``first`` is the position of its first flow.

    A record whose bytes are damaged, and a range in which no record can be told apart, take one position each.
    """
    forget()
    reader = RecordReader(capture_id, body_limit)
    with path.open("rb") as file, mapped(file) as buffer:
        trail = Trail(buffer)
        for position, item in enumerate(flowrecords.split(buffer, len(buffer)), first):
            if isinstance(item, Hole):
                yield Gap(capture_id, position, item.offset, item.reason)
            else:
                yield from reader.record(buffer, item, position)
                if item.end - item.start > _COPIED:
                    drop(buffer, item.start, item.end)
            trail.reach(item.end)


def network(paths: Iterable[Path]) -> Network:
    """Read flow files for what they tell of the network: of each flow its server connection alone, and DNS answers."""
    gathered = Gathered()
    for path in paths:
        forget()
        reader = RecordReader("", BODY_LIMIT)
        with path.open("rb") as file, mapped(file) as buffer:
            trail = Trail(buffer)
            for record in flowrecords.split(buffer, len(buffer)):
                if isinstance(record, Record):
                    reader.network(buffer, record, gathered)
                trail.reach(record.end)
    return gathered.network()


def _check_version(path: Path) -> None:
    with path.open("rb") as file, mapped(file) as buffer:
        record = next(flowrecords.split(buffer, len(buffer)), None)
        if not isinstance(record, Record):
            return
        found: dict[bytes, Token] = {}
        try:
            tnetstring.members(buffer, record.start, record.end, found)
            version = version_of(buffer, found)
            if version is not None and version not in LAZY_VERSIONS:
                refuse_unknown(version)
        except UnsupportedVersionError as error:
            raise ReadError(str(error), name_of(path)) from None
        except MalformedError:
            return


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
        if end - start <= _COPIED:
            buffer, start, end = buffer[start:end], 0, end - start
        faults: list[str] = []
        try:
            found = _members(buffer, start, end, faults)
            yield from self._exchanges(self._flow(buffer, found, record, position, faults))
        except MalformedError as error:
            faults.append(f"this flow could not be read: {error}")
        for fault in faults:
            yield Gap(self._capture_id, position, record.offset, fault)

    def network(self, buffer: Buffer, record: Record, gathered: Gathered) -> None:
        """Take from a record what it tells of the network; what cannot be read is told of when its exchanges are."""
        start, end = record.start, record.end
        if end - start <= _COPIED:
            buffer, start, end = buffer[start:end], 0, end - start
        faults: list[str] = []
        try:
            found = _members(buffer, start, end, faults)
            if version_of(buffer, found) in LAZY_VERSIONS and not is_dns(buffer, found):
                server = self._lazy.server(buffer, found)
            else:
                flow = self._flow(buffer, found, record, 0, faults)
                server = flow.server
                for item in dns(flow) if flow.state.get("type") == "dns" else ():
                    if not isinstance(item, Gap):
                        gathered.answers(item)
        except MalformedError:
            return
        gathered.handshake(server.address, server.handshake)

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
