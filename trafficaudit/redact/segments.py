"""The segments of a capture folder, flow by flow into redacted ones in the same order."""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from trafficaudit.capturefiles import traffic_files
from trafficaudit.readers.file import Buffer, Trail, head_of, mapped
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.lazy import LAZY_VERSIONS, version_of
from trafficaudit.readers.flow.migration import forget, migrated
from trafficaudit.readers.flow.records import Record
from trafficaudit.readers.flow.tnetstring import DICT, Budget, MalformedError, Token
from trafficaudit.readers.source import BODY_LIMIT
from trafficaudit.recording.flowrecord import dumps
from trafficaudit.redact.flow import Redaction
from trafficaudit.redact.shells import State

_NUMBERED = re.compile(r"traffic-\d{1,20}\.mitm", re.ASCII)


def names(folder: Path) -> dict[Path, str]:
    """Give the segments of a capture folder, in their order, with the names of their copies.

    A name that no recorder gave may say something: then all are called by their numbers.
    """
    paths = traffic_files(folder)
    if all(_NUMBERED.fullmatch(path.name) for path in paths):
        return {path: path.name for path in paths}
    width = max(4, len(str(len(paths))))
    return {path: f"traffic-{number:0{width}}.mitm" for number, path in enumerate(paths, 1)}


def copied(folder: Path, target: Path, redaction: Redaction, tick: Callable[[int], None]) -> list[dict[str, str | int]]:
    """Write the redacted segments of a capture folder into another one; give what its description lists of them.

    Raises:
        OSError: one cannot be read or written.
    """
    made: list[dict[str, str | int]] = []
    position = done = 0  # positions are those of the capture: by them a flow's share in uploads is known
    for path, name in names(folder).items():
        if path.stat().st_size == 0 or not flowfile.sniff(head_of(path), path):
            redaction.counts["segments that are no flow file"] += 1
            position += 1
            continue
        digest, flows, size = hashlib.sha256(), 0, 0
        with (target / name).open("xb") as out:
            for state in _states(path, redaction):
                position += 1
                if state is None:
                    continue
                data = dumps(redaction.flow(state, position - 1))
                done, flows, size = done + 1, flows + 1, size + len(data)
                digest.update(data)
                out.write(data)
                tick(done)
        (target / name).chmod(0o400)
        made.append({"file": name, "sha256": digest.hexdigest(), "bytes": size, "flows": flows})
    return made


def _states(path: Path, redaction: Redaction) -> Iterator[State | None]:
    """Give the state of each flow; ``None`` for what could not be read, which takes a position all the same."""
    forget()
    with path.open("rb") as file, mapped(file) as buffer:
        trail = Trail(buffer)
        for record in flowrecords.split(buffer, len(buffer)):
            if isinstance(record, Record):
                try:
                    yield _state(buffer, record)
                except MalformedError:
                    redaction.counts["records that could not be read"] += 1
                    yield None
            else:
                redaction.counts["damaged ranges"] += 1
                yield None
            trail.reach(record.end)


def _state(buffer: Buffer, record: Record) -> State:
    """Build a flow's whole state, of the current version."""
    found: dict[bytes, Token] = {}
    tnetstring.members(buffer, record.start, record.end, found)
    version = version_of(buffer, found)
    if version not in LAZY_VERSIONS:
        return dict(migrated(buffer, found, version, BODY_LIMIT, []))
    state = tnetstring.parse(buffer, (record.start, record.end, DICT), Budget())
    if not isinstance(state, dict) or not isinstance(state.get("type"), str):
        raise MalformedError("it is no flow")
    return {str(key): value for key, value in state.items()}
