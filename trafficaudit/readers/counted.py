"""What the recorder itself counted: connections that it could not look into, and what it knows to be lost.

``tls_failures.jsonl`` holds the connections that the app refused, ``connections.jsonl`` every connection with what
became of it, ``gaps.jsonl`` what the recording should hold and does not. A line each, an object each.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from trafficaudit.capturefiles import CONNECTIONS, GAPS, TLS_FAILURES
from trafficaudit.destinations.recipients import registrable_domain
from trafficaudit.errors import ReadError
from trafficaudit.hostnames import host_of
from trafficaudit.model import Gap, Phase, Unread
from trafficaudit.phases import UNMARKED, UNTIMED, qualified
from trafficaudit.readers.file import name_of, printable, reason_of
from trafficaudit.readers.phases import phase_at, time_of
from trafficaudit.redaction import composed

REFUSED, PASSED, UNUSED, BLOCKED, LOST = "tls refused", "not intercepted", "no request", "quic blocked", "lost"
"""States of the coverage ledger that a recorder counts.

Ours keeps no QUIC from passing, after which an app falls back to TCP or fails; one beside a firewall that does can say
so, a line a connection.
"""

type Counts = dict[tuple[str, str, str], tuple[int, int]]
"""``(state, app, phase) -> (connections, bytes)``"""

_LINE = 1 << 20
_SIZE = 1 << 50
_HOST = 253
"""Characters of a host's name (RFC 1035, 2.3.4)."""


def unread(folder: Path, files: Sequence[str], app: str, read: frozenset[str] = frozenset()) -> tuple[Unread, ...]:
    """Give what the side files tell of connections that were not looked into, and of what is lost, line by line.

    Args:
        folder: the capture folder.
        files: those of its side files that are there.
        app: the app of lines that name none.
        read: client randoms of connections that were read in another way, and so did not pass unread.

    Raises:
        ReadError: a line is no JSON object; the message names the line.
    """
    return tuple(
        Unread(
            state,
            app_of(line.get("app")) or app,
            _said(line.get("phase")),
            time_of(line.get("at")),
            number,
            size,
            _domain(line.get("host")),
        )
        for state, number, size, line in _each(folder, files)
        if not (state == PASSED and str(line.get("client_random")).lower() in read)
    )


def counts(told: Iterable[Unread], phases: Sequence[Phase], *, anew: bool = False) -> Counts:
    """Count connections and bytes per state, app and phase.

    Args:
        told: what a recorder could not look into.
        phases: the marks, sorted by time, for what names no phase.
        anew: whether the marks come before the phases that the recorder named.
    """
    totals: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in told:
        total = totals[one.state, one.app, _phase("" if anew and one.at else one.phase, one.at, phases)]
        total[0] += one.connections
        total[1] += one.size
    return {key: (connections, size) for key, (connections, size) in totals.items()}


def states(files: Sequence[str]) -> frozenset[str]:
    """Give the states that were counted, whether there was anything to count or not."""
    found = {REFUSED} if TLS_FAILURES in files else set()
    return frozenset(found | ({REFUSED, PASSED, UNUSED} if CONNECTIONS in files else set()))


def gaps(folder: Path, capture_id: str, position: int) -> Iterator[Gap]:
    """Give a gap for each line of ``gaps.jsonl``."""
    for line in lines(folder / GAPS):
        reason, exchanges = line.get("reason"), _number(line.get("exchanges"))
        text = printable(reason) if isinstance(reason, str) else "the recorder does not say why"
        phase = line.get("phase")
        yield Gap(
            capture_id, position, 0, text, printable(composed(phase)) if isinstance(phase, str) else "", exchanges
        )


def app_of(app: object) -> str:
    """Give the package or bundle id that an ``app`` member names; empty where it names none."""
    if isinstance(app, Mapping):
        app = app.get("package") or app.get("id")
    return printable(app) if isinstance(app, str) else ""


def lines(path: Path) -> Iterator[Mapping[str, object]]:
    """Read the objects of a side file.

    Raises:
        ReadError: the file cannot be read, or a line is no JSON object; the message names the line.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(_LINE), b""), 1):
                if line.strip():
                    yield _object(line, number, path)
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None


def _each(folder: Path, files: Sequence[str]) -> Iterator[tuple[str, int, int, Mapping[str, object]]]:
    if TLS_FAILURES in files:
        for line in lines(folder / TLS_FAILURES):
            yield REFUSED, 1, _number(line.get("bytes")), line
    if CONNECTIONS in files:
        for line in lines(folder / CONNECTIONS):
            state = line.get("state")
            if state in (PASSED, UNUSED, BLOCKED):
                yield str(state), 1, _number(line.get("bytes_sent")) + _number(line.get("bytes_received")), line
    if GAPS in files:
        for line in lines(folder / GAPS):
            yield LOST, _number(line.get("connections")), _number(line.get("bytes")), line


def _object(line: bytes, number: int, path: Path) -> Mapping[str, object]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise ReadError(f"line {number} is no JSON object", name_of(path), "correct or remove the line")
    return found


def _domain(host: object) -> str:
    return printable(registrable_domain(host_of(host[:_HOST]))) if isinstance(host, str) else ""


def _said(phase: object) -> str:
    return printable(composed(phase)) if isinstance(phase, str) else ""


def _phase(named: str, at: datetime | None, phases: Sequence[Phase]) -> str:
    if at is None:
        return named or (UNTIMED if phases else UNMARKED)
    return qualified(named or phase_at(phases, at), at, phases)


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _SIZE else 0
