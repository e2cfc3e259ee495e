"""Side files of a redacted copy: what a replay needs of them, and nothing else."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from trafficaudit import capturefiles

KEPT: dict[str, tuple[str, ...]] = {
    capturefiles.PHASES: ("at", "phase", "monotonic"),
    capturefiles.CONNECTIONS: (
        *("at", "ended_at", "transport", "phase", "host", "sni", "server_address", "alpn", "tls_version", "state"),
        *("exchanges", "bytes_sent", "bytes_received", "app"),
    ),
    capturefiles.TLS_FAILURES: (
        *("at", "host", "bytes", "reason", "server_address", "phase", "app", "server_chain", "server_certificates"),
    ),
    capturefiles.GAPS: ("at", "state", "phase", "connections", "exchanges", "bytes", "reason", "app"),
}
"""Members of each side file's lines that are copied."""

WITHHELD = (
    *("flows withheld", "bodies withheld", "bytes of bodies withheld", "messages withheld"),
    *("records that could not be read", "damaged ranges", "segments that are no flow file"),
)
"""What of a copy's counts is a gap in it."""

_DESCRIPTION = ("format", "id", "synthetic", "started_at", "ended_at", "ended", "complete", "flows")
_APP, _DEVICE = ("package", "id", "version", "name"), ("model", "os", "clock_offset_seconds")
_COUNTRY = 2
_LINE = 1 << 20

type Speaks = Callable[[bytes], bool]
"""Tells whether bytes hold a value of the test person."""


def copied(folder: Path, target: Path, speaks: Speaks) -> Counter[str]:
    """Write the side files of a capture folder into another one; give what was left out of them, by its name.

    Raises:
        OSError: one cannot be read or written.
    """
    left: Counter[str] = Counter()
    for name, members in KEPT.items():
        if not (folder / name).is_file():
            continue
        with (folder / name).open("rb") as file, (target / name).open("xb") as out:
            for line in iter(lambda: file.readline(_LINE), b""):
                kept = _line(line, members)
                if kept is None or speaks(kept):
                    left[f"lines of {name}"] += bool(line.strip())
                else:
                    out.write(kept + b"\n")
    return left


def withheld(target: Path, counts: Mapping[str, int]) -> None:
    """Tell whoever reads the copy what is not in it: a gap for each kind, so that nothing empty passes for empty.

    Raises:
        OSError: it cannot be written.
    """
    told = [(what, counts[what]) for what in WITHHELD if counts.get(what)]
    if told:
        with (target / capturefiles.GAPS).open("ab") as out:
            for what, count in told:
                reason = f"redacted copy: {count} {what}"
                out.write(
                    _dumped({"state": "lost", "connections": 0, "exchanges": 0, "bytes": 0, "reason": reason}) + b"\n"
                )


def _line(line: bytes, members: tuple[str, ...]) -> bytes | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, Mapping):
        return None
    return _dumped({key: said[key] for key in members if key in said})


def description(said: Mapping[str, Any], segments: list[dict[str, str | int]], speaks: Speaks) -> bytes:
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
    kept["note"] = "redacted copy: see redaction.json"
    return _dumped(kept | {"segments": segments}, indent=2) + b"\n"


def _dumped(said: object, indent: int | None = None) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace")
