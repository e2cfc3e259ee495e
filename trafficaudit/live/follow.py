"""A capture folder that is still growing, read as ``readers.open_capture`` reads it once it is whole.

Whole records are read as they come. Where the newest bytes are no whole record, they may still become one, so nothing
is said about them before their file is closed: a segment is closed when a later one exists or the recording ended.
"""

import json
import stat
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from trafficaudit.capturefiles import DESCRIPTION, PHASES, TRAFFIC, by_number
from trafficaudit.errors import ReadError
from trafficaudit.model import Capture, Exchange, Gap, Phase
from trafficaudit.readers.file import HEAD, Buffer, Trail, mapped, name_of, printable, reason_of
from trafficaudit.readers.flow import reader as flowreader
from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.migration import forget
from trafficaudit.readers.flow.records import Record
from trafficaudit.readers.flow.tnetstring import Budget, MalformedError, Token
from trafficaudit.readers.phases import read_phases
from trafficaudit.readers.source import BODY_LIMIT, Items

_SMALL = 16 << 20
_ID = 128
_CONTINUES = b"continues"


@dataclass(frozen=True, slots=True)
class Followed:
    """An exchange or a gap in the order of the folder.

    ``flow`` is mitmproxy's own id of the flow it belongs to (of the first part, where a conversation was written in
    parts), empty where there is none.
    """

    item: Exchange | Gap
    flow: str = ""


@dataclass(slots=True)
class Follower:
    """Follows one capture folder.

    Args:
        folder: the capture folder; it need not exist yet.
        ended: tells that nothing will be appended any more; so does ``complete`` in ``capture.json``.
        wait: called when everything so far was read; returns when it is time to look again.
    """

    folder: Path
    ended: Callable[[], bool]
    wait: Callable[[], None]
    capture: Capture = field(init=False)
    _description: tuple[int, ...] = field(init=False, default=())
    _marks: tuple[int, ...] = field(init=False, default=())
    _complete: bool = field(init=False, default=False)
    _segment: tuple[int, str] = field(init=False, default=(-1, ""))
    _offset: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        name = printable(self.folder.resolve().name)
        self.capture = Capture(f"{name}-live", name, "", 0, "capture folder")
        self._look()

    @property
    def behind(self) -> int:
        """Bytes that the segments hold and that were not read yet."""
        sizes = {path.name: _size(path) for path in self._listed()}
        return max(sum(size for name, size in sizes.items() if by_number(name) >= self._segment) - self._offset, 0)

    def items(self) -> Iterator[Followed]:
        """Give every exchange and gap of the segments, and wait for more until the recording ended.

        Positions and ids are those that ``readers.open_capture`` gives afterwards. The capture's id cannot be: it holds
        the digest of what is not there yet.

        Raises:
            ReadError: the folder or a segment cannot be read, or a segment is a link.
        """
        position = 0
        for segment in self._segments():
            try:
                position = yield from self._follow(segment, position)
            except OSError as error:
                raise ReadError(reason_of(error), name_of(segment), "check the permissions") from None

    def _segments(self) -> Iterator[Path]:
        while True:
            ended = self._has_ended()
            fresh = next((path for path in self._listed() if by_number(path.name) > self._segment), None)
            if fresh is not None:
                self._segment, self._offset = by_number(fresh.name), 0
                yield fresh
            elif ended:
                return
            else:
                self.wait()

    def _follow(self, segment: Path, first: int) -> Generator[Followed, None, int]:
        """Give what is in a segment, and return the position after it."""
        reader = _SegmentReader(segment, self.capture.id, first)
        while True:
            closed = self._is_closed(segment)  # asked before the size: nothing is appended to a closed one
            for each in reader.more(closed=closed):
                self._offset = reader.offset
                yield each
            self._offset = reader.offset
            if closed:
                self._offset = _size(segment)
                return max(reader.number, first + 1)
            self.wait()

    def _is_closed(self, segment: Path) -> bool:
        return self._has_ended() or any(by_number(path.name) > by_number(segment.name) for path in self._listed())

    def _has_ended(self) -> bool:
        ended = self.ended()
        self._look()
        return ended or self._complete

    def _listed(self) -> list[Path]:
        try:
            names = [path for path in self.folder.iterdir() if fnmatchcase(path.name, TRAFFIC)]
            segments = sorted(names, key=lambda path: by_number(path.name))
            for path in segments:
                if not stat.S_ISREG(path.lstat().st_mode):
                    raise ReadError("is not a regular file", name_of(path), "put the file itself into the folder")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ReadError(reason_of(error), name_of(self.folder), "check the permissions") from None
        return segments

    def _look(self) -> None:
        """Read the description and the phase marks again where they changed."""
        description, marks = _state(self.folder / DESCRIPTION), _state(self.folder / PHASES)
        if description != self._description:
            self._description = description
            found = _object(self.folder / DESCRIPTION)
            self._complete = found.get("complete") is True
            app = found.get("app")
            package = (app.get("package") or app.get("id")) if isinstance(app, dict) else app
            self.capture = replace(self.capture, app=printable(package) if isinstance(package, str) else "")
        if marks != self._marks:
            self._marks = marks
            self.capture = replace(self.capture, phases=_phases(self.folder / PHASES, self.capture.phases))


class _SegmentReader:
    """Reads one growing flow file, from where it stopped the last time."""

    def __init__(self, path: Path, capture_id: str, first: int) -> None:
        self.offset = 0
        self._path, self._id = path, capture_id
        self._first = self.number = first
        self._reader = flowreader.RecordReader(capture_id, BODY_LIMIT)
        forget()

    def more(self, *, closed: bool) -> Iterator[Followed]:
        """Give what was appended since the last time; once the file is closed, also what is no whole record."""
        size = _size(self._path)
        if size == 0 and closed:
            yield self._gap("the file is empty")
        if size <= self.offset:
            return
        with self._path.open("rb") as file, mapped(file) as buffer:
            if self.offset == 0 and closed and not flowrecords.starts_like_a_record(buffer[:HEAD]):
                yield self._gap("is no flow file")
                return
            yield from self._whole(buffer)
            if closed:
                yield from self._rest(buffer)

    def _whole(self, buffer: Buffer) -> Iterator[Followed]:
        trail = Trail(buffer, self.offset)
        while (record := _record(buffer, self.offset)) is not None:
            if self.offset == 0 and not flowrecords.starts_like_a_record(buffer[:HEAD]):
                return
            flow = _flow_id(buffer, record)
            for item in self._reader.record(buffer, record, self.number):
                yield Followed(self._named(item), flow)
            self.offset = record.end + 1
            self.number += 1
            trail.reach(self.offset)

    def _rest(self, buffer: Buffer) -> Iterator[Followed]:
        # From the beginning, because the work that looking for records may cost is counted for the whole file. What
        # was read already was whole records, of which only the lengths are read again.
        for position, item in enumerate(flowrecords.split(buffer, len(buffer)), self._first):
            if item.offset < self.offset:
                continue
            if isinstance(item, Record):
                found: Items = self._reader.record(buffer, item, position)
                flow = _flow_id(buffer, item)
            else:
                found = iter((Gap(self._id, position, item.offset, item.reason),))
                flow = ""
            for each in found:
                yield Followed(self._named(each), flow)
            self.offset, self.number = item.end + isinstance(item, Record), position + 1

    def _named(self, item: Exchange | Gap) -> Exchange | Gap:
        return replace(item, reason=f"{printable(self._path.name)}: {item.reason}") if isinstance(item, Gap) else item

    def _gap(self, reason: str) -> Followed:
        return Followed(self._named(Gap(self._id, self._first, 0, reason)))


def _record(buffer: Buffer, at: int) -> Record | None:
    """Give the record at an offset where all of it is there."""
    try:
        start, end, tag = tnetstring.token(buffer, at, len(buffer))
    except MalformedError:
        return None
    return Record(at, start, end) if tag == tnetstring.DICT else None


def _flow_id(buffer: Buffer, record: Record) -> str:
    """Give the id of the flow that a record tells of; of its first part, where it continues one."""
    found: dict[bytes, Token] = {}
    try:
        tnetstring.members(buffer, record.start, record.end, found)
        labels = found.get(b"metadata", (0, 0, tnetstring.NULL))
        if labels[1] > labels[0]:
            first = tnetstring.mapping(buffer, labels, Budget(nodes=100), frozenset((_CONTINUES,)))
            if isinstance(named := first.get(_CONTINUES.decode()), str):
                return named[:_ID]
        value = found[b"id"]
        own = tnetstring.parse(buffer, value, Budget(nodes=1)) if value[1] - value[0] <= _ID else ""
    except (MalformedError, KeyError):
        return ""
    return own if isinstance(own, str) else ""


def _state(path: Path) -> tuple[int, ...]:
    try:
        found = path.lstat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _object(path: Path) -> dict[str, object]:
    """Read a small JSON object; empty where there is none yet, or a link where it should be."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return {}
        with path.open("rb") as file:
            found = json.loads(file.read(_SMALL).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _phases(path: Path, known: tuple[Phase, ...]) -> tuple[Phase, ...]:
    """Read the phase marks; those known so far where the newest line is not whole yet."""
    try:
        return read_phases(path) if stat.S_ISREG(path.lstat().st_mode) else known
    except (OSError, ReadError):
        return known
