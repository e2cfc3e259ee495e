"""mitmproxy flow files of every version that mitmproxy can migrate.

The current versions are read lazily: of each record only the wanted keys are built, and a connection's state, the same
for all flows of a connection, is read once. Older versions are built whole and migrated by mitmproxy itself.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Self

from trafficaudit.errors import ReadError
from trafficaudit.model import Exchange, Gap
from trafficaudit.network import Network
from trafficaudit.readers.file import Buffer, Trail, drop, mapped, name_of, opened
from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.lazy import LAZY_VERSIONS, version_of
from trafficaudit.readers.flow.migration import UnsupportedVersionError, forget, refuse_unknown
from trafficaudit.readers.flow.reader import COPIED, Place, RecordReader
from trafficaudit.readers.flow.records import Hole, Record
from trafficaudit.readers.flow.tnetstring import MalformedError, Token
from trafficaudit.readers.network import Gathered
from trafficaudit.readers.pinned import Pinned, pin
from trafficaudit.readers.source import BODY_LIMIT, Items, Source, describe

NAME = "mitmproxy flow file"

_SLICE_BYTES, _SLICE_RECORDS = 4 << 20, 256
"""What a slice holds at most, but for a single record that is larger."""

# The last member of a record that is read lazily, as mitmproxy writes it: nothing in it depends on other records.
_ALONE = tuple(b"7:version;2:%d#" % version for version in sorted(LAZY_VERSIONS))


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
    pinned = pin(path)
    capture = describe(path, pinned, NAME)
    _check_version(path)
    read_again = partial(read, path, capture.id, body_limit=body_limit)
    parts = partial(cut, path, capture.id, pinned, body_limit=body_limit)
    again = partial(load, (pinned,), capture.id, body_limit)
    return Source(capture, read_again, network=partial(network, (path,)), cut=parts, load=again, files=(pinned,))


def read(
    path: Path, capture_id: str, *, first: int = 0, body_limit: int = BODY_LIMIT
) -> Generator[Exchange | Gap, None, int]:
    """Stream a flow file's exchanges and gaps; ``first`` is the position of its first flow. Returns the one after it.

    A record whose bytes are damaged, and a range in which no record can be told apart, take one position each.
    """
    forget()
    reader = RecordReader(capture_id, body_limit)
    with opened(path) as file, mapped(file) as buffer:
        records = enumerate(flowrecords.split(buffer, len(buffer)), first)
        return max((yield from _each(buffer, reader, capture_id, records)), first) + 1


def _each(
    buffer: Buffer, reader: RecordReader, capture_id: str, records: Iterable[tuple[int, Record | Hole]]
) -> Generator[Exchange | Gap, None, int]:
    trail: Trail | None = None
    position = 0
    for position, item in records:
        trail = trail or Trail(buffer, item.offset)
        if isinstance(item, Hole):
            yield Gap(capture_id, position, item.offset, item.reason)
        else:
            yield from reader.record(buffer, item, position)
            if item.end - item.start > COPIED:
                drop(buffer, item.start, item.end)
        trail.reach(item.end)
    return position


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
        with opened(self.file.path) as file, mapped(file) as buffer:
            for item in _each(buffer, reader, self.capture_id, enumerate(self.records, self.first)):
                yield replace(item, reason=self.label + item.reason) if isinstance(item, Gap) else item

    def labelled(self, label: str) -> Self:
        """Give the slice whose gaps begin with a label."""
        return replace(self, label=label)


def cut(
    path: Path, capture_id: str, pinned: Pinned, *, first: int = 0, body_limit: int = BODY_LIMIT
) -> Generator[Exchange | Gap | FlowSlice, None, int]:
    """Stream what ``read`` streams, in slices but for records of old versions: those may depend on each other.

    ``pinned`` is the file as it was when the capture was opened.
    """
    forget()
    reader = RecordReader(capture_id, body_limit)
    with opened(path) as file, mapped(file) as buffer:
        begun, held, size, position = first, list[Record | Hole](), 0, first
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
        return position + 1


def network(paths: Iterable[Path | None]) -> Network:
    """Read flow files for what they tell as a whole: of each flow its server connection, DNS answers, and uploads.

    ``None`` stands for a file that is none, and takes one position.
    """
    gathered, position = Gathered(), 0
    for number, path in enumerate(paths):
        if path is None:
            position += 1
            continue
        forget()
        reader = RecordReader("", BODY_LIMIT)
        with opened(path) as file, mapped(file) as buffer:
            trail = Trail(buffer)
            for position, record in enumerate(flowrecords.split(buffer, len(buffer)), position):  # noqa: B020
                if isinstance(record, Record):
                    reader.network(buffer, Place(number, record, position), gathered)
                trail.reach(record.end)
            position += 1
    return gathered.network()


def load(files: Sequence[Pinned | None], capture_id: str, limit: int, places: Sequence[object]) -> Iterator[Exchange]:
    """Read the exchanges again that stand at some places.

    Raises:
        ReadError: a file is not there, or is no longer what it was.
    """
    reader = RecordReader(capture_id, limit)
    for place in places:
        pinned = files[place.file] if isinstance(place, Place) else None
        if pinned is None or not isinstance(place, Place):
            continue
        pinned.confirm()
        with opened(pinned.path) as file, mapped(file) as buffer:
            for item in reader.record(buffer, place.record, place.position):
                if isinstance(item, Exchange):
                    yield item


def _check_version(path: Path) -> None:
    with opened(path) as file, mapped(file) as buffer:
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
