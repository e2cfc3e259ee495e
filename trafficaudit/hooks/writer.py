"""Appends events to ``events.jsonl`` as they come; see the package's docstring for the format.

A batch is one ``write``: what it returned for is in the kernel's hands and outlives this process; the disk has it
within half a second.
"""

import fcntl
import os
import threading
import time
from collections import Counter
from pathlib import Path

from trafficaudit import events
from trafficaudit.capturefiles import EVENTS
from trafficaudit.events import VERSION, AnyEvent, Dropped, Hook
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.intake import HOST, Intake, Item

_SYNC_AFTER = 0.3
_EVENTS = 4096
_BYTES = 4 << 20
_STATES = 50_000


class Writer:
    """Writes on a thread of its own until it is closed.

    Args:
        folder: the capture folder; it is there.
        intake: where the events come from.

    Raises:
        HookError: the file cannot be written, or another run writes it.
    """

    def __init__(self, folder: Path, intake: Intake) -> None:
        self._path, self._intake = folder / EVENTS, intake
        self.written = 0
        self.dropped_by_agents = 0
        self.failure = ""
        self._states: dict[tuple[str, str, int], str] = {}
        self._handle = self._open()
        self._unsynced = 0.0
        self._thread = threading.Thread(target=self._run, name="events", daemon=True)
        self._thread.start()

    def hooks(self) -> Counter[str]:
        """Count the hooks by what became of each: ``installed`` in a process, or else ``failed``, or else ``absent``.

        In one process the last that was told holds: a library that is loaded later brings its hooks along.
        """
        best: dict[tuple[str, str], str] = {}
        for (agent, hook, _), state in list(self._states.items()):
            # The better a state, the later it stands in the alphabet.
            best[agent, hook] = max(state, best.get((agent, hook), ""))
        return Counter(best.values())

    def close(self, patience: float = 30.0) -> None:
        """Write what is left, have it on the disk, and let go of the file."""
        self._intake.close()
        self._thread.join(patience)
        if self._thread.is_alive():
            self.failure = self.failure or f"the disk did not take the last events within {patience:g} s"
            return
        os.close(self._handle)

    def _open(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            handle = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise self._unwritable(error) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":
                # An earlier run was killed while it wrote: its last line stays torn, the next one begins.
                os.write(handle, b"\n")
        except BlockingIOError:
            os.close(handle)
            raise HookError("another run writes it", str(self._path), "end that one first") from None
        except OSError as error:
            os.close(handle)
            raise self._unwritable(error) from None
        return handle

    def _unwritable(self, error: OSError) -> HookError:
        return HookError(f"cannot be written: {error.strerror}", str(self._path), "check the path and the disk")

    def _run(self) -> None:
        try:
            while not self._intake.exhausted:
                wait = _SYNC_AFTER if not self._unsynced else max(0.0, self._unsynced - time.monotonic())
                self._append(self._intake.take(wait, _EVENTS, _BYTES))
                if self._unsynced and time.monotonic() >= self._unsynced:
                    self._sync()
            self._sync()
        except Exception as error:
            self.failure = str(self._unwritable(error) if isinstance(error, OSError) else f"{self._path}: {error!r}")
            # What still comes is taken, so that it cannot pile up.
            while not self._intake.exhausted:
                self._intake.take(_SYNC_AFTER, _EVENTS, _BYTES)

    def _append(self, items: list[Item]) -> None:
        lines = [line for item in items if (line := self._line(item))]
        if not lines:
            return
        if not self._unsynced:
            self._unsynced = time.monotonic() + _SYNC_AFTER
        left = memoryview(b"".join(lines))
        while left:
            left = left[os.write(self._handle, left) :]
        self.written += len(lines)

    def _sync(self) -> None:
        self._unsynced = 0.0
        os.fsync(self._handle)

    def _line(self, item: Item) -> bytes:
        """Give the line of an event; nothing where the message is none, which is counted."""
        try:
            event = events.decoder.decode(item.data)
        except (ValueError, RecursionError) as error:
            reason = str(error)
        else:
            reason = "" if event.v == VERSION else f"the schema's version is {event.v}, not {VERSION}"
            reason = "it says it is the host's" if item.source and event.agent == HOST else reason
        if reason:
            if item.source:
                self._intake.refuse(item.source, reason)
            return b""
        self._note(event)
        return b'%s,"host_at":%.3f}\n' % (item.data[:-1], item.at)

    def _note(self, event: AnyEvent) -> None:
        if isinstance(event, Hook):
            key = (event.agent, event.hook, event.pid)
            if key in self._states or len(self._states) < _STATES:
                self._states[key] = event.state
        elif isinstance(event, Dropped) and event.agent != HOST:
            self.dropped_by_agents += event.count
