"""The worker as a child of the proxy: started, read without waiting, ended; the proxy never waits for it."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trafficaudit.live.lines import LONGEST, loads
from trafficaudit.redaction import visible

_PIECE = 1 << 16
_WORDS = 300


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is started for; see ``worker.arguments``."""

    folder: Path
    persona: Path | None = None
    geoip: tuple[Path, ...] = ()
    recipients: tuple[Path, ...] = ()
    app: str = ""

    def command(self) -> list[str]:
        """Give the command line."""
        out = [sys.executable, "-P", "-m", "trafficaudit.live.worker"]
        if self.persona:
            out += ["--persona", str(self.persona)]
        for name, files in (("--geoip", self.geoip), ("--recipients", self.recipients)):
            for file in files:
                out += [name, str(file)]
        # A name that begins with a hyphen must not be taken for an option.
        return [*out, f"--app={self.app}", "--", str(self.folder)]


class WorkerProcess:
    """One worker that runs.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        # In the proxy's own session: a session of its own would get its own share of the processor, however nice it is.
        self._process = subprocess.Popen(  # noqa: S603 - our own module, with the files that the investigator named
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        os.set_blocking(self._stdout.fileno(), False)
        self._rest = b""
        self._skipping = False
        self.words = ""
        self.open = True

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def fileno(self) -> int:
        """Give the descriptor that its lines come from."""
        return self._stdout.fileno()

    def lines(self) -> Iterator[dict[str, object]]:
        """Give the lines of one piece of what has arrived; ``open`` turns false where there will be no more."""
        try:
            data = os.read(self.fileno(), _PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.open = False
        *whole, self._rest = (self._rest + data).split(b"\n")
        for line in whole:
            found = None if self._skipping else loads(line)
            self._skipping = False
            if found is not None:
                yield found
            elif line:
                # What is no line of ours is the interpreter's last words.
                self.words = visible(line.decode("utf-8", "replace"))[:_WORDS]
        if len(self._rest) > LONGEST:
            self._rest, self._skipping = b"", True

    def status(self) -> int | None:
        """Give the exit status once it has ended; negative for a signal."""
        return self._process.poll()

    def finish(self, seconds: float) -> Iterator[dict[str, object]]:
        """Let it catch up for at most so many seconds, giving its lines, then end it."""
        deadline = time.monotonic() + seconds
        self._stdin.close()
        while self.open and (left := deadline - time.monotonic()) > 0:
            if _readable(self.fileno(), left):
                yield from self.lines()
        self.end()

    def end(self) -> None:
        """End it now, and give back what it held."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(1)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
        self.open = False
        self._stdin.close()
        self._stdout.close()


def _readable(descriptor: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    return bool(poll.poll(seconds * 1000))
