"""Side files of a redacted copy: what a replay needs of them, and nothing else."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from trafficaudit import capturefiles
from trafficaudit.model import Phase
from trafficaudit.readers.phases import read_phases
from trafficaudit.redact import counting

KEPT: dict[str, tuple[str, ...]] = {
    capturefiles.CONNECTIONS: (
        *("at", "ended_at", "transport", "phase", "host", "sni", "server_address", "alpn", "tls_version", "state"),
        *("exchanges", "bytes_sent", "bytes_received", "app"),
    ),
    capturefiles.TLS_FAILURES: (
        *("at", "host", "bytes", "reason", "server_address", "phase", "app", "server_chain", "server_certificates"),
    ),
    capturefiles.GAPS: ("at", "state", "phase", "connections", "exchanges", "bytes", "reason", "app"),
}
"""Members of each side file's lines that are copied; of phase marks it is the time and the name."""

LINES = {name: f"lines of {name} withheld" for name in (*KEPT, capturefiles.EVENTS)}
"""Under which name lines that are not copied are counted; of what hooks told, no line is."""

WITHHELD = (
    *(counting.FLOWS, "bodies withheld", "bytes of bodies withheld", "messages withheld"),
    "records of DNS withheld",
    *("records that could not be read", "damaged ranges", "segments that are no flow file"),
    *LINES.values(),
)
"""What of a copy's counts is a gap in it, and so is what the program failed at (``counting.is_failed``)."""

UNNAMED = "withheld"
"""Stands in for the name of a phase that is itself a value of the test person: that there was a mark is kept."""

_DESCRIPTION = ("format", "id", "synthetic", "started_at", "ended_at", "ended", "complete", "flows")
_APP, _DEVICE = ("package", "id", "version", "name"), ("model", "os", "clock_offset_seconds")
_COUNTRY = 2
_LINE = 1 << 20

type Speaks = Callable[[bytes], bool]
"""Tells whether bytes hold a value of the test person."""

_WORDS = ("reason", "ended")
"""Members in which a program or somebody says something in words of its own: what formats give away is masked there."""


def copied(folder: Path, target: Path, speaks: Speaks, words: Callable[[str], str] = str) -> Counter[str]:
    """Write the side files of a capture folder into another one; give what was left out of them, by its name.

    Of a line in which a value stands the members go that hold it, and the rest of it still counts.

    Args:
        folder: the capture.
        target: the folder of the copy.
        speaks: tells where a value of the test person stands.
        words: masks in a text what is personal by its format.

    Raises:
        OSError: one cannot be read or written.
        ReadError: the phase marks cannot be read.
    """
    left: Counter[str] = Counter()
    if (folder / capturefiles.PHASES).is_file():
        marks = read_phases(folder / capturefiles.PHASES)  # in whatever form: it is read by its name
        (target / capturefiles.PHASES).write_bytes(b"".join(_mark(each, speaks) + b"\n" for each in marks))
    for name, members in KEPT.items():
        if not (folder / name).is_file():
            continue
        with (folder / name).open("rb") as file, (target / name).open("xb") as out:
            for line in _lines(file):
                kept = _line(line, members, speaks, words) if line is not None else None
                if kept is None:
                    left[LINES[name]] += 1
                else:
                    out.write(kept + b"\n")
    left += Counter({LINES[capturefiles.EVENTS]: _lines_of(folder / capturefiles.EVENTS)})
    return left


def _mark(phase: Phase, speaks: Speaks) -> bytes:
    """Give a mark's line: without it what follows would count for the phase before."""
    made = {"at": phase.at.isoformat(), "phase": phase.name}
    return _dumped(made | {"phase": UNNAMED} if speaks(_dumped(made)) else made)


def _lines_of(path: Path) -> int:
    if not path.is_file():
        return 0
    with path.open("rb") as file:
        return sum(1 for _ in _lines(file))


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Give each line that is not blank; ``None`` for one that is too long, which is one line all the same."""
    begins = True
    for piece in iter(lambda: file.readline(_LINE), b""):
        ends = piece.endswith(b"\n")
        if begins and piece.strip():
            yield piece if ends or len(piece) < _LINE else None
        begins = ends


def withheld(target: Path, counts: Mapping[str, int]) -> None:
    """Tell whoever reads the copy what is not in it: a gap for each kind, so that nothing empty passes for empty.

    Raises:
        OSError: it cannot be written.
    """
    names = (*WITHHELD, *(what for what in sorted(counts) if counting.is_failed(what)))
    told = [(what, counts[what]) for what in names if counts.get(what)]
    if told:
        with (target / capturefiles.GAPS).open("ab") as out:
            for what, count in told:
                reason = f"redacted copy: {counting.said(what, count)}"
                out.write(
                    _dumped({"state": "lost", "connections": 0, "exchanges": 0, "bytes": 0, "reason": reason}) + b"\n"
                )


def _line(line: bytes, members: tuple[str, ...], speaks: Speaks, words: Callable[[str], str]) -> bytes | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, Mapping):
        return None
    kept = {key: said[key] for key in members if key in said}
    if not speaks(_dumped(kept)):
        return _dumped(_masked(kept, words))
    shown = {key: value for key, value in kept.items() if not speaks(_dumped(value))}
    return None if speaks(_dumped(shown)) else _dumped(_masked(shown, words))


def _masked(said: Mapping[str, Any], words: Callable[[str], str]) -> dict[str, Any]:
    """Mask what is personal by its format in what is said in words; nothing but words is said there."""
    kept = {key: value for key, value in said.items() if key not in _WORDS or isinstance(value, str)}
    return kept | {key: words(kept[key]) for key in _WORDS if key in kept}


def description(
    said: Mapping[str, Any],
    segments: list[dict[str, str | int]],
    speaks: Speaks,
    words: Callable[[str], str] = str,
) -> bytes:
    """Give the ``capture.json`` of a copy: what a replay needs, without what singles out a phone or a place."""
    kept: dict[str, Any] = {key: said[key] for key in _DESCRIPTION if key in said}
    for name, members in (("app", _APP), ("device", _DEVICE)):
        given = said.get(name)
        if isinstance(given, Mapping):
            kept[name] = {key: given[key] for key in members if isinstance(given.get(key), str | int | float)}
        elif isinstance(given, str) and name == "app":
            kept[name] = given
    observer = said.get("observer")
    if isinstance(observer, str) and len(observer) == _COUNTRY:
        kept["observer"] = observer
    for key in [key for key, value in kept.items() if speaks(_dumped(value))]:
        del kept[key]
    kept = _masked(kept, words)
    kept["note"] = "redacted copy: see redaction.json"
    return _dumped(kept | {"segments": segments}, indent=2) + b"\n"


def _dumped(said: object, indent: int | None = None) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace")
