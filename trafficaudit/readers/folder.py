"""A capture folder: what a recording leaves behind, read as one capture.

``capture.json`` (the app, the device, the tools), ``traffic-*.mitm`` (flow files in the order of their names),
``phases.jsonl`` (which phase of use when) and ``tls_failures.jsonl`` (connections that the app refused). Only regular
files directly inside the folder are read: a link could lead anywhere.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from trafficaudit.errors import ReadError
from trafficaudit.model import Capture, Gap, Phase
from trafficaudit.readers import flowfile
from trafficaudit.readers.phases import UNMARKED, phase_at, read_phases, time_of
from trafficaudit.readers.source import Items, Source, digest_of, head_of, name_of, printable, reason_of

NAME = "capture folder"

REFUSED = "tls refused"
"""The state of the coverage ledger that a line of ``tls_failures.jsonl`` counts under."""

_DESCRIPTION, _PHASES, _FAILURES = "capture.json", "phases.jsonl", "tls_failures.jsonl"
_SEGMENTS = "traffic-*.mitm"
_SMALL = 16 << 20
_LINE = 1 << 20


def sniff(head: bytes, path: Path) -> bool:
    """Tell whether the path is a folder."""
    return path.is_dir()


def open_source(path: Path) -> Source:
    """Open a capture folder.

    The capture's SHA-256 is that of its segments' SHA-256 in hex, one after the other in the order of their names.

    Raises:
        ReadError: the folder holds no segment, its description is no JSON object, a line of its phases is wrong, or one
            of its files is a link.
    """
    segments = _segments(path)
    description = _description(path)
    marks = path / _PHASES
    phases = read_phases(marks) if _is_there(marks) else ()
    sha256 = hashlib.sha256("".join(map(digest_of, segments)).encode()).hexdigest()
    given = description.get("id")
    name = printable(path.resolve().name)
    stem = printable(given) if isinstance(given, str) and given else name
    app = _app(description.get("app"))
    capture = Capture(
        id=f"{stem}-{sha256[:8]}",
        name=name,
        sha256=sha256,
        size=sum(segment.stat().st_size for segment in segments),
        format=NAME,
        app=app,
        phases=phases,
        metadata=_metadata(description),
        lost=_lost(path / _FAILURES, app, phases),
    )
    return Source(capture, partial(_read, segments, capture.id))


def _read(segments: list[Path], capture_id: str) -> Items:
    position = 0
    for segment in segments:
        if segment.stat().st_size == 0:
            yield Gap(capture_id, position, 0, f"{printable(segment.name)}: the file is empty")
            position += 1
            continue
        if not flowfile.sniff(head_of(segment), segment):
            yield Gap(capture_id, position, 0, f"{printable(segment.name)}: is no flow file")
            position += 1
            continue
        for item in flowfile.read(segment, capture_id, first=position):
            position = max(position, item.position)
            if isinstance(item, Gap):
                yield replace(item, reason=f"{printable(segment.name)}: {item.reason}")
            else:
                yield item
        position += 1


def _segments(path: Path) -> list[Path]:
    try:
        segments = sorted(each for each in path.glob(_SEGMENTS) if _is_there(each))
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None
    if not any(segment.stat().st_size for segment in segments):
        what = f"is no capture folder: it has no {_SEGMENTS} that holds anything"
        raise ReadError(what, name_of(path), "name a flow file or HAR inside it, or record again")
    return segments


def _is_there(path: Path) -> bool:
    """Tell whether a file of the folder exists.

    Raises:
        ReadError: it is a link or no regular file.
    """
    if path.is_symlink():
        raise ReadError("is a link; what it leads to is not read", name_of(path), "put the file itself into the folder")
    if path.exists() and not path.is_file():
        raise ReadError("is not a regular file", name_of(path), "put the file itself into the folder")
    return path.is_file()


def _description(path: Path) -> Mapping[str, object]:
    file = path / _DESCRIPTION
    if not _is_there(file):
        return {}
    try:
        with file.open("rb") as opened:
            description = json.loads(opened.read(_SMALL).decode("utf-8-sig"))
    except OSError as error:
        raise ReadError(reason_of(error), name_of(file), "check the permissions") from None
    except (ValueError, RecursionError):
        description = None
    if not isinstance(description, Mapping):
        raise ReadError("is no JSON object", name_of(file), "correct or remove it")
    return description


def _app(app: object) -> str:
    if isinstance(app, Mapping):
        app = app.get("package") or app.get("id")
    return printable(app) if isinstance(app, str) else ""


def _metadata(description: Mapping[str, object]) -> dict[str, str]:
    out: dict[str, str] = {}
    app = description.get("app")
    if isinstance(app, Mapping):
        out |= {f"app.{key}": _text(value) for key, value in app.items()}
    for key in ("synthetic", "note", "device", "started_at", "ended_at", "tools"):
        if description.get(key) is not None:
            out[key] = _text(description[key])
    return {printable(key): value for key, value in out.items() if value}


def _text(value: object) -> str:
    """Give a value of the description as one line; objects as ``key value`` pairs in their order."""
    if isinstance(value, Mapping):
        return ", ".join(f"{printable(str(key))} {_text(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return printable(str(value)) if value is not None else ""


def _lost(path: Path, app: str, phases: tuple[Phase, ...]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Count the connections that the app refused, and their bytes, per app and phase."""
    if not _is_there(path):
        return {}
    connections: Counter[tuple[str, str, str]] = Counter()
    sizes: Counter[tuple[str, str, str]] = Counter()
    for number, line in _lines(path):
        try:
            failure = json.loads(line)
        except (ValueError, RecursionError):
            failure = None
        if not isinstance(failure, Mapping):
            raise ReadError(f"line {number} is no JSON object", name_of(path), "correct or remove the line")
        at, size = time_of(failure.get("at")), failure.get("bytes")
        phase = phase_at(phases, at) if at is not None else UNMARKED
        key = (REFUSED, _app(failure.get("app")) or app, phase)
        connections[key] += 1
        sizes[key] += size if isinstance(size, int) and not isinstance(size, bool) and 0 < size < 1 << 50 else 0
    return {key: (connections[key], sizes[key]) for key in connections}


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(_LINE), b""), 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None
