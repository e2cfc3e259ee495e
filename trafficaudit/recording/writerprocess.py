"""The writer as a process of its own, so that the proxy never waits for a disk.

Run as ``python -m trafficaudit.recording.writerprocess FOLDER``. Its standard input is a pipe that the proxy holds
open: when it ends, the proxy has ended, in order or not, and the writer finishes the capture from what it was handed.
On standard output it tells the proxy how it stands, a JSON object a line. It ignores the signals that end the proxy.
"""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from trafficaudit.errors import RecordError
from trafficaudit.recording.writer import Writer, recover

SYNC_EVERY = 0.5
"""Seconds between two moments at which everything handed over is on the disk."""

_POLL = 0.05
_NICE = 5


def follow(folder: Path, tell: Callable[[dict[str, object]], None]) -> None:
    """Write until standard input ends, then finish; ``tell`` is told twice a second how it stands.

    Raises:
        OSError: the disk is full or failing: the journal keeps what is not written.
        RecordError: the folder holds no recording that could be gone on with.
    """
    writer = Writer(folder)
    due = 0.0
    while not _ended():
        while writer.step():
            if time.monotonic() >= due:
                break
        if time.monotonic() >= due:
            writer.sync(alive=True)
            tell(writer.standing())
            due = time.monotonic() + SYNC_EVERY
    tell(recover(writer))


def _ended() -> bool:
    """Tell whether the proxy has let go of the pipe, waiting a moment for it."""
    readable, _, _ = select.select([0], [], [], _POLL)
    return bool(readable) and not os.read(0, 4096)


def _tell(fields: dict[str, object]) -> None:
    try:
        os.write(1, json.dumps(fields).encode() + b"\n")
    except OSError:
        return  # the proxy is gone; the capture is finished all the same


def _reason(error: OSError | RecordError) -> str:
    """Say what failed and where, as a sentence and without the system's number.

    >>> _reason(OSError(30, "Read-only file system", "/c/gaps.jsonl"))
    'Read-only file system: /c/gaps.jsonl'
    """
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    return f"{error.strerror}: {error.filename}" if error.filename else error.strerror


def main(arguments: list[str]) -> int:
    """Run the writer process."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    # The journal holds what is not written yet: whatever the phone waits for comes first.
    os.nice(_NICE)
    try:
        follow(Path(arguments[0]), _tell)
    except (OSError, RecordError) as error:
        _tell({"error": _reason(error)})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
