"""The proxy's side of a recording: hands frames to the journal and keeps the writer process alive.

Nothing here knows mitmproxy. Everything happens on the proxy's one thread; once it has begun no call waits for a disk
to be done.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from trafficaudit.capturefiles import CLOCK
from trafficaudit.errors import RecordError, room
from trafficaudit.recording import clock, frames
from trafficaudit.recording import folder as folders
from trafficaudit.recording.journal import Journal
from trafficaudit.recording.lastwords import LastWords
from trafficaudit.recording.status import comes
from trafficaudit.working import sync

RESTARTS = 3
START = 20.0
"""Seconds that a beginning proxy waits for the writer."""

PATIENCE = 60.0
"""Seconds that an ending proxy waits for the writer; a writer that needs longer goes on by itself."""

_LINE = 1 << 16


class Handover:
    """One recording.

    Args:
        folder: the capture folder; it is made.
        description: what goes to ``capture.json``.
        flow_version: the version of mitmproxy's flow states.
        failed: called once with the reason when nothing more can be recorded.

    Raises:
        RecordError: the folder is taken or cannot be written, or the writer cannot be started.
    """

    def __init__(
        self, folder: Path, description: Mapping[str, object], flow_version: int, failed: Callable[[str], None]
    ) -> None:
        self.folder = folder
        self.failure = ""
        self.standing: dict[str, object] = {}
        self._failed = failed
        self._encode = msgspec.msgpack.Encoder().encode
        self._lock = folders.begin(folder, description)
        self._working = folder / folders.WORKING
        try:
            self._journal, self._last_words = Journal(self._working), LastWords(self._working)
            sync(self._working)
        except OSError as error:
            raise RecordError(
                f"cannot be written: {error.strerror}", str(folder), room(error, "check the disk")
            ) from error
        self._restarts, self._rest = 0, b""
        self._writer = self._start()
        self._hello(flow_version)

    def _hello(self, flow_version: int) -> None:
        """Begin, and let nothing pass before the writer has had something on the disk: until then nobody does."""
        self.send(frames.Hello(time.time(), time.monotonic(), flow_version, os.getpid(), clock.boot()))
        comes(self.status, START)

    def send(self, frame: frames.Frame) -> bool:
        """Hand a frame over; True when it outlives this process, False when nothing more can be recorded."""
        if self.failure:
            return False
        try:
            payload = self._encode(frame)
        except (UnicodeEncodeError, OverflowError):
            payload = self._encode(_valid(frame))
        try:
            self._journal.append(payload)
        except OSError as error:
            self.fail(f"the recording cannot go on: {error.strerror}: {self.folder}")
            return False
        return True

    def fail(self, reason: str) -> None:
        """Note that nothing more can be recorded, once."""
        if not self.failure:
            self.failure = reason
            self._last_words.say(reason.replace(str(self.folder), self.folder.name))
            self._failed(reason)

    @property
    def status(self) -> int:
        """The descriptor on which the writer tells how it stands; see ``read_status``."""
        assert self._writer.stdout is not None
        return self._writer.stdout.fileno()

    def read_status(self) -> bool:
        """Take what the writer tells; False when it has ended.

        A writer that ended with an error cannot write: the recording fails. One that was killed is started again.
        """
        try:
            data = os.read(self.status, _LINE)
        except BlockingIOError:
            return True
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            self.standing = self.standing | json.loads(line)
        if "error" in self.standing:
            self.fail(f"the recording cannot go on: {self.standing['error']}")
        return bool(data)

    def restart(self) -> bool:
        """Start another writer in the place of one that died; False where there is no use in it."""
        self._reap()
        if self.failure or self._restarts >= RESTARTS:
            self.fail("the writer has died again and again; the journal keeps what it did not write")
            return False
        self._restarts += 1
        try:
            self._writer = self._start()
        except RecordError as error:
            self.fail(f"{error.what}; the journal keeps what was not written")
            return False
        return True

    def end(self, reason: str, patience: float = PATIENCE) -> bool:
        """End the recording in order; True when the capture is finished, False while the writer is still at it."""
        self.send(frames.Line(CLOCK, clock.line_of("reading", clock.now())))
        self.send(frames.Bye(time.time(), reason))
        self._journal.close()
        finished = self._wait(patience)
        self._reap()
        self._last_words.close()
        os.close(self._lock)
        return finished

    def _wait(self, patience: float) -> bool:
        stdin, stdout = self._writer.stdin, self._writer.stdout
        if stdin is None or stdout is None or stdout.closed:
            return False
        stdin.close()
        os.set_blocking(self.status, True)
        try:
            self._writer.wait(patience)
        except subprocess.TimeoutExpired:
            return False
        while self.read_status():
            pass
        return self._writer.returncode == 0

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "trafficaudit.recording.writerprocess", str(self.folder)]
        try:
            with (self._working / "writer.log").open("ab") as log:
                # In a session of its own: what ends the proxy's process group does not end the writer.
                writer = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    pass_fds=(self._lock,),
                    start_new_session=True,
                )
        except OSError as error:
            where = str(error.filename or sys.executable)
            raise RecordError(f"the writer cannot be started: {error.strerror}", where) from error
        assert writer.stdout is not None
        os.set_blocking(writer.stdout.fileno(), False)
        return writer

    def _reap(self) -> None:
        self._writer.poll()
        for pipe in (self._writer.stdin, self._writer.stdout):
            if pipe is not None:
                pipe.close()


def _valid(value: object) -> object:
    """Give a value in which text holds no lone surrogates, and no integer needs more than 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 64:
        return str(value)
    if isinstance(value, dict):
        return {_valid(key): _valid(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_valid(each) for each in value]
    if isinstance(value, frames.Frame):
        return type(value)(*(_valid(getattr(value, name)) for name in value.__struct_fields__))
    return value
