"""A Dask cluster of real processes on this computer's loopback, for as long as a test wants it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

QUIET = {"DASK_LOGGING__DISTRIBUTED": "critical"}


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._started = folder, list[subprocess.Popen[bytes]]()
        self.workers: list[subprocess.Popen[bytes]] = []
        described = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", described)
        # The file is there before its text is; its last bracket is written last.
        wait_until(lambda: described.is_file() and described.read_text().rstrip().endswith("}"))
        self.address = str(json.loads(described.read_text())["address"])

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker: one process of one thread, without a nanny that would start it anew."""
        options = ("--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", self._folder)
        made = self._start("worker", self.address, *options, **environment)
        self.workers.append(made)
        return made

    def end(self) -> None:
        """End every process that was started."""
        for process in self._started:
            process.kill()
            process.wait()

    def _start(self, kind: str, *options: str | Path, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", kind, *map(str, options), "--no-dashboard"]
        log = (self._folder / f"{kind}-{len(self._started)}.log").open("wb")
        with log:
            made = subprocess.Popen(
                command, cwd=self._folder, stdout=log, stderr=log, env=os.environ | QUIET | environment
            )
        self._started.append(made)
        return made


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Give a cluster of so many workers, which may be on their way still."""
    folder.mkdir(exist_ok=True)
    made = Cluster(folder)
    try:
        for _ in range(workers):
            made.worker()
        yield made
    finally:
        made.end()


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came to hold"
        time.sleep(0.05)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process as the kernel does when memory runs out."""
    process.send_signal(signal.SIGKILL)
    process.wait()
