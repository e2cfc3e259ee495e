"""mitmproxy flow files of every version that mitmproxy can migrate.

The current versions are read lazily: of each record only the wanted keys are built, and a connection's state, the same
for all flows of a connection, is read once. Older versions are built whole and migrated by mitmproxy itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Self

from trafficaudit.errors import ReadError
from trafficaudit.model import Exchange, Gap, Network
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
    Pinned,
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

_SLICE_BYTES, _SLICE_RECORDS = 4 << 20, 256
"""What a slice holds at most, but for a single record that is larger."""

# The last member of a record that is read lazily, as mitmproxy writes it: nothing in it depends on other records.
_ALONE = tuple(b"7:version;2:%d#" % version for version in sorted(LAZY_VERSIONS))
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
    read_again = partial(read, path, capture.id, body_limit=body_limit)
    parts = partial(cut, path, capture.id, capture.sha256, body_limit=body_limit)
    return Source(capture, read_again, look=partial(network, (path,)), cut=parts)


def read(path: Path, capture_id: str, *, first: int = 0, body_limit: int = BODY_LIMIT) -> Items:
    """Stream a flow file's exchanges and gaps; ``first`` is the position of its first flow.

    A record whose bytes are damaged, and a range in which no record can be told apart, take one position each.
    """
    forget()
    reader = RecordReader(capture_id, body_limit)
    with path.open("rb") as file, mapped(file) as buffer:
        yield from _each(buffer, reader, capture_id, enumerate(flowrecords.split(buffer, len(buffer)), first))


def _each(
    buffer: Buffer, reader: "RecordReader", capture_id: str, records: Iterable[tuple[int, Record | Hole]]
) -> Items:
    trail: Trail | None = None
    for position, item in records:
        trail = trail or Trail(buffer, item.offset)
        if isinstance(item, Hole):
            yield Gap(capture_id, position, item.offset, item.reason)
        else:
            yield from reader.record(buffer, item, position)
            if item.end - item.start > _COPIED:
                drop(buffer, item.start, item.end)
        trail.reach(item.end)


@dataclass(frozen=True, slots=True)
class FlowSlice:
    """Some records of a flow file in a row, none of which depends on another one.

    Args:
        file: the flow file.
        capture_id: the capture's id.
        first: the position of the first record.
        records: the records, and what lies between them.
        body_limit: bytes of one body that are kept.
        label: what gaps begin with.
    """

    file: Pinned
    capture_id: str
    first: int
    records: tuple[Record | Hole, ...]
    body_limit: int
    label: str = ""

    @property
    def position(self) -> int:
        """The last position in it."""
        return self.first + len(self.records) - 1

    def items(self) -> Items:
        """Stream its exchanges and gaps; raises ``ReadError`` where the file is another one by now."""
        self.file.confirm()
        reader = RecordReader(self.capture_id, self.body_limit)
        with self.file.path.open("rb") as file, mapped(file) as buffer:
            for item in _each(buffer, reader, self.capture_id, enumerate(self.records, self.first)):
                yield replace(item, reason=self.label + item.reason) if isinstance(item, Gap) else item

    def labelled(self, label: str) -> Self:
        """Give the slice whose gaps begin with a label."""
        return replace(self, label=label)


def cut(
    path: Path, capture_id: str, sha256: str, *, first: int = 0, body_limit: int = BODY_LIMIT
) -> Iterator[Exchange | Gap | FlowSlice]:
    """Stream what ``read`` streams, in slices but for records of old versions: those may depend on each other.

    ``sha256`` is the file's.
    """
    forget()
    reader = RecordReader(capture_id, body_limit)
    pinned = Pinned.of(path, sha256)
    with path.open("rb") as file, mapped(file) as buffer:
        begun, held, size = first, list[Record | Hole](), 0
        trail = Trail(buffer)
        for position, item in enumerate(flowrecords.split(buffer, len(buffer)), first):
            alone = isinstance(item, Hole) or buffer[max(item.end - len(_ALONE[0]), 0) : item.end] in _ALONE
            if held and (not alone or size >= _SLICE_BYTES or len(held) >= _SLICE_RECORDS):
                yield FlowSlice(pinned, capture_id, begun, tuple(held), body_limit)
                held, size = [], 0
            if not alone:
                yield from _each(buffer, reader, capture_id, ((position, item),))
                continue
            begun, size = (position if not held else begun), size + item.end - item.offset
            held.append(item)
            trail.reach(item.end)
        if held:
            yield FlowSlice(pinned, capture_id, begun, tuple(held), body_limit)


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
