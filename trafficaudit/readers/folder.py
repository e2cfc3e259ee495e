"""A capture folder: what a recording leaves behind, read as one capture.

``capture.json`` (the app, the device, the tools), ``traffic-*.mitm`` (flow files in the order of their numbers),
``phases.jsonl`` (which phase of use when), what the recorder counted (``counted``), and where hooks were at work what
they told (``events``). Only regular files directly inside the folder are read: a link could lead anywhere.
"""

import hashlib
import os
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from trafficaudit.capturefiles import (
    CONNECTIONS,
    DESCRIPTION,
    EVENTS,
    GAPS,
    PHASES,
    TLS_FAILURES,
    TRAFFIC,
    traffic_files,
)
from trafficaudit.errors import ReadError
from trafficaudit.model import Capture, Exchange, Gap
from trafficaudit.network import Network
from trafficaudit.output import RECIPE
from trafficaudit.readers import closed, counted, plaintext
from trafficaudit.readers.description import called, clock_offset_of, metadata_of, observer_of, read_description
from trafficaudit.readers.file import head_of, is_there, name_of, printable, reason_of
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.phases import read_phases
from trafficaudit.readers.pinned import Pinned
from trafficaudit.readers.source import BODY_LIMIT, Slice, Source

NAME = "capture folder"

type Lacking = tuple[tuple[str, int], ...]
"""What the folder as a whole lacks: why, and how many exchanges are gone with it."""

UNFINISHED = "the recording is not finished: finish it with: trafficaudit recover"

_COUNTED = (TLS_FAILURES, CONNECTIONS, GAPS)


@dataclass(frozen=True, slots=True)
class Hooked(Source):
    """A recording at which hooks were at work.

    Args:
        folder: the capture folder.
        clock_offset: seconds that the phone's clock is ahead of the recorder's, ``None`` where nobody measured it.
        told: the files of it that say what hooks saw.
    """

    folder: Path
    clock_offset: float | None
    told: tuple[Pinned, ...]

    @property
    def events(self) -> Path:
        """The file of the hooks' events."""
        return self.folder / EVENTS

    def connections(self) -> Iterator[Mapping[str, object]]:
        """Give what the recorder noted of each connection, where it did."""
        return _connections(self.folder)


def sniff(head: bytes, path: Path) -> bool:
    """Tell whether the path is a folder."""
    return os.path.isdir(path)


def open_source(path: Path) -> Source:
    """Open a capture folder.

    The capture's SHA-256 is that of the lines which ``sha256sum`` prints for the files that are read: the side files
    in the order of their names, then the segments in the order of their numbers.

    Raises:
        ReadError: the folder holds neither a segment nor a description, the description is no JSON object, a line of
            its phases is wrong, or one of its files is a link.
    """
    segments = _segments(path)
    side = [name for name in sorted((DESCRIPTION, PHASES, EVENTS, *_COUNTED)) if is_there(path / name)]
    read = [*(path / name for name in side), *segments]
    pins = {file: Pinned.of(file) for file in read}
    description = read_description(path)
    phases = read_phases(path / PHASES) if PHASES in side else ()
    offset = clock_offset_of(description)
    whole = closed.is_whole(description)
    plain = plaintext.index(path / EVENTS, _connections(path), offset, whole=whole) if EVENTS in side else None
    sha256 = hashlib.sha256("".join(f"{pins[file].sha256}  {file.name}\n" for file in read).encode()).hexdigest()
    name, stem = called(path, description)
    app = counted.app_of(description.get("app"))
    unread = counted.unread(path, side, app, plain.randoms if plain else frozenset())
    capture = Capture(
        id=f"{stem}-{sha256[:8]}",
        name=name,
        sha256=sha256,
        size=sum(each.size for each in pins.values()),
        format=NAME,
        app=app,
        phases=phases,
        metadata=metadata_of(description),
        lost=counted.counts(unread, phases),
        unread=unread,
        counted=counted.states(side),
        observer=observer_of(description),
    )
    lacking = tuple(closed.lacking(description, {file.name: pins[file].sha256 for file in segments}))
    if description.get("complete") is False:
        lacking = ((UNFINISHED, 0),)
    return _source(path, capture, segments, pins, lacking=lacking, plain=plain, offset=offset)


def _source(
    path: Path,
    capture: Capture,
    segments: list[Path],
    pins: dict[Path, Pinned],
    *,
    lacking: Lacking,
    plain: plaintext.Index | None,
    offset: float | None,
) -> Source:
    """Give what reads a capture; ``pins`` are those of every file that is read."""
    read_again = partial(_read, path, segments, capture.id, lacking, plain)
    parts = partial(_read, path, segments, capture.id, lacking, plain, pins=pins)
    network = partial(_network, segments)
    load = partial(flowfile.load, tuple(pins[file] for file in segments), capture.id, BODY_LIMIT)
    traffic = tuple(pins[file].sha256 for file in segments if pins[file].size)
    files = tuple(pins.values())
    if plain is not None:
        told = tuple(pins[file] for file in pins if file.name in (EVENTS, CONNECTIONS))
        return Hooked(
            capture, read_again, path.absolute(), offset, told, network=network, cut=parts, load=load, segments=traffic,
            files=files,
        )  # fmt: skip
    return Source(capture, read_again, network=network, cut=parts, load=load, segments=traffic, files=files)


def _network(segments: list[Path]) -> Network:
    return flowfile.network(one if _is_flow_file(one) else None for one in segments)


def _is_flow_file(segment: Path) -> bool:
    return segment.stat().st_size > 0 and flowfile.sniff(head_of(segment), segment)


def _connections(path: Path) -> Iterator[Mapping[str, object]]:
    file = path / CONNECTIONS
    return counted.lines(file) if file.is_file() else iter(())


def _read(
    path: Path,
    segments: list[Path],
    capture_id: str,
    lacking: Lacking,
    plain: plaintext.Index | None,
    *,
    pins: Mapping[Path, Pinned] | None = None,
) -> Iterator[Any]:
    """Stream a folder's exchanges and gaps; its segments in slices where it is told how they were."""
    position = yield from _exchanges(segments, capture_id, pins)
    if plain is not None:
        yield from plaintext.read(plain, capture_id, position)
        position += len(plain)
    for reason, exchanges in lacking:
        yield Gap(capture_id, position, 0, reason, exchanges=exchanges)
    if (path / GAPS).is_file():
        yield from counted.gaps(path, capture_id, position)


def _exchanges(
    segments: list[Path], capture_id: str, pins: Mapping[Path, Pinned] | None
) -> Generator[Exchange | Gap | Slice, None, int]:
    position = 0
    for segment in segments:
        name = f"{printable(segment.name)}: "
        if segment.stat().st_size == 0:
            yield Gap(capture_id, position, 0, f"{name}the file is empty")
            position += 1
            continue
        if not flowfile.sniff(head_of(segment), segment):
            yield Gap(capture_id, position, 0, f"{name}is no flow file")
            position += 1
            continue
        position = yield from _segment(segment, capture_id, position, pins)
    return position


def _segment(
    segment: Path, capture_id: str, first: int, pins: Mapping[Path, Pinned] | None
) -> Generator[Exchange | Gap | Slice, None, int]:
    """Give what is in a segment, and return the position after it."""
    name = f"{printable(segment.name)}: "
    items: Generator[Exchange | Gap | flowfile.FlowSlice, None, int]
    if pins is None:
        items = flowfile.read(segment, capture_id, first=first)
    else:
        items = flowfile.cut(segment, capture_id, pins[segment], first=first)
    while True:
        try:
            item = next(items)
        except StopIteration as ended:
            return int(ended.value)
        if isinstance(item, Gap):
            yield replace(item, reason=name + item.reason)
        else:
            yield item if isinstance(item, Exchange) else item.labelled(name)


def _segments(path: Path) -> list[Path]:
    try:
        segments = [each for each in traffic_files(path) if is_there(each)]
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None
    # A recorder that saw nothing but refusals and connections that are not its own leaves no segment, and counts these.
    if not any(segment.stat().st_size for segment in segments) and not is_there(path / DESCRIPTION):
        if (path / RECIPE).is_file():
            remedy = "hand in the capture that it was made from; trafficaudit table prints a result"
            raise ReadError("is a result folder, no capture folder", name_of(path), remedy)
        what = f"is no capture folder: it has no {TRAFFIC} that holds anything, and no {DESCRIPTION}"
        raise ReadError(what, name_of(path), "name a flow file or HAR inside it, or record again")
    return segments
