"""Phase marks: which phase of use the test was in from when on."""

import bisect
import csv
import io
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from trafficaudit.errors import ReadError
from trafficaudit.model import Phase
from trafficaudit.phases import UNMARKED
from trafficaudit.readers.file import name_of, printable, reason_of
from trafficaudit.readers.times import FIRST, LAST, moment, parse_time
from trafficaudit.redaction import composed
from trafficaudit.special import opened

_TIMES = ("at", "time", "timestamp")
_NAMES = ("phase", "name")
_SIZE = 16 << 20
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-2][0-9][0-5][0-9])?").fullmatch
"""A date, with hours and minutes or without, that nobody means as seconds: 20261124 would be in 1970."""

_REMEDY = 'each line is {"at": "2026-11-24T09:00:00+09:00", "phase": "before_consent"}'


def read_phases(path: Path) -> tuple[Phase, ...]:
    """Read a phases file: JSON lines, a JSON array, or CSV with a header line ``at,phase``.

    The time stands under ``at``, ``time`` or ``timestamp``: ISO 8601 with an offset, or Unix seconds. The phase stands
    under ``phase`` or ``name``.

    Returns:
        The marks, sorted by time; marks of the same time keep their order.

    Raises:
        ReadError: the file cannot be read, or a line is no mark; the message names the line.
    """
    try:
        with opened(path) as file:
            data = file.read(_SIZE + 1)
    except (OSError, ValueError) as error:
        raise ReadError(reason_of(error), name_of(path), "check the path") from None
    if len(data) > _SIZE:
        raise ReadError(f"is larger than {_SIZE} bytes, which no phases file is", name_of(path), _REMEDY)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError("is no UTF-8 text", name_of(path), "save it as UTF-8") from None
    marks = [_phase(mark, place, path) for place, mark in _marks(text, path)]
    if not marks:
        raise ReadError("names no phase", name_of(path), _REMEDY)
    return tuple(sorted(marks, key=lambda phase: phase.at))


def phase_at(phases: Sequence[Phase], moment: datetime) -> str:
    """Give the phase that holds at a time; ``unmarked`` before the first mark.

    Args:
        phases: marks sorted by time, as ``read_phases`` gives them.
        moment: a time with an offset.
    """
    found = bisect.bisect_right(phases, moment, key=lambda phase: phase.at)
    return phases[found - 1].name if found else UNMARKED


def _marks(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    start = text.lstrip()[:1]
    if start == "[":
        yield from _array(text, path)
    elif start in ("{", ""):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield f"line {number}", _object(line, f"line {number}", path)
    else:
        yield from _table(text, path)


def _array(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ReadError(f"line {line} is no valid JSON", name_of(path), _REMEDY) from None
    for number, mark in enumerate(listed, 1):
        if not isinstance(mark, Mapping):
            raise ReadError(f"element {number} is no object", name_of(path), _REMEDY)
        yield f"element {number}", mark


def _object(line: str, place: str, path: Path) -> Mapping[str, object]:
    try:
        mark = json.loads(line)
    except (ValueError, RecursionError):
        mark = None
    if not isinstance(mark, Mapping):
        raise ReadError(f"{place} is no JSON object", name_of(path), _REMEDY)
    return mark


def _table(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    try:
        header = {(name or "").strip().lower() for name in rows.fieldnames or ()}
        if not header.intersection(_TIMES) or not header.intersection(_NAMES):
            raise ReadError("line 1 is neither JSON nor the CSV header at,phase", name_of(path), _REMEDY)
        for row in rows:
            yield f"line {rows.line_num}", {str(key).strip().lower(): value for key, value in row.items()}
    except csv.Error:
        raise ReadError(f"line {rows.line_num} is no CSV", name_of(path), _REMEDY) from None


def _phase(mark: Mapping[str, object], place: str, path: Path) -> Phase:
    name = next((mark[key] for key in _NAMES if key in mark), None)
    if not isinstance(name, str) or not name.strip():
        raise ReadError(f"{place} names no phase", name_of(path), _REMEDY)
    given = next((mark[key] for key in _TIMES if key in mark), None)
    at = time_of(given)
    if at is None:
        raise ReadError(f"{place}: {_wrong_time(given)}", name_of(path), _REMEDY)
    if _DATE(str(given).strip()):
        what = f"{str(given).strip()} is a date without hyphens, and would be Unix seconds of the year {at.year}"
        raise ReadError(f"{place}: {what}", name_of(path), _REMEDY)
    return Phase(at, printable(composed(name.strip())))


def time_of(given: object) -> datetime | None:
    """Read a time as it stands in JSON or CSV: ISO 8601 with an offset, or Unix seconds; None for anything else."""
    if not isinstance(given, str):
        return moment(given)
    try:
        seconds = float(given)
    except ValueError:
        return parse_time(given)
    return moment(seconds) if math.isfinite(seconds) else None


def _wrong_time(given: object) -> str:
    if given is None:
        return "the time is missing"
    shown = printable(str(given)[:40])
    try:
        naive = isinstance(given, str) and datetime.fromisoformat(given.strip()).tzinfo is None
    except ValueError:
        naive = False
    if naive:
        return f"the time {shown} has no offset; write +09:00 behind it for Korean time"
    return f"{shown} is no time from the year {FIRST.year} to {LAST.year - 1}"
