"""The worker as a child of the proxy: started, read without waiting, ended; the proxy never waits for it."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trafficaudit.childlines import ChildLines


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
        self._lines = ChildLines(self._stdout)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def open(self) -> bool:
        """Whether there may be more lines."""
        return self._lines.open

    @property
    def words(self) -> str:
        """The last line that is none of ours."""
        return self._lines.words

    def fileno(self) -> int:
        """Give the descriptor that its lines come from."""
        return self._lines.fileno()

    def lines(self) -> list[dict[str, object]]:
        """Give the lines of one piece of what has arrived; ``open`` turns false where there will be no more."""
        return self._lines.read()

    def status(self) -> int | None:
        """Give the exit status once it has ended; negative for a signal."""
        return self._process.poll()

    def finish(self, seconds: float) -> Iterator[dict[str, object]]:
        """Let it catch up for at most so many seconds, giving its lines, then end it."""
        deadline = time.monotonic() + seconds
        self._stdin.close()
        while self.open and (left := deadline - time.monotonic()) > 0:
            if self._lines.wait(left):
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
        self._lines.open = False
        self._stdin.close()
        self._stdout.close()
