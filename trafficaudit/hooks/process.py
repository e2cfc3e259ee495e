"""The hooks as a process beside the proxy: started, read without waiting, started again where Frida took it down.

Whatever happens to it, the recording goes on.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from trafficaudit.childlines import ChildLines, whole
from trafficaudit.hooks.standing import TOKEN, UNUSABLE, UNWRITABLE

RESTARTS = 3
"""How often a process that died by itself is started again."""

_COUNTED = ("events", "dropped", "refused", "lost")
"""What of a standing is counted on, where another process takes over."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is hooked; see ``trafficaudit.hooks.target.Target`` and ``run.arguments``.

    ``agents`` are the names of those wanted, none for all that fit; ``ca`` is the audit CA as a PEM file, which the
    agents make the app trust; ``package`` is the app's id, whose own frames belong to no SDK; ``plaintext`` names the
    hosts whose plaintext is told (``all`` for every one); ``agents_folder`` holds others than those that ship.
    """

    folder: Path
    app: str
    device: str = "usb"
    token: str = field(default="", repr=False)
    attach: bool = False
    wait: bool = False
    gate: bool = False
    arguments: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    ca: Path | None = None
    package: str = ""
    plaintext: tuple[str, ...] = ()
    limit: int = 0
    agents_folder: Path | None = None

    def command(self) -> list[str]:
        """Give the command line; the token is not in it, because others can read it there."""
        out = [sys.executable, "-P", "-m", "trafficaudit.hooks.run"]
        out += [f"--app={self.app}", f"--device={self.device}"]
        out += [f"--{name}" for name in ("attach", "wait", "gate") if getattr(self, name)]
        out += [f"--argument={each}" for each in self.arguments]
        out += [f"--agent={each}" for each in self.agents]
        out += [f"--ca={self.ca}"] if self.ca else []
        out += [f"--package={self.package}"] if self.package else []
        out += [f"--plaintext={each}" for each in self.plaintext]
        out += [f"--limit={self.limit}"] if self.limit else []
        out += [f"--agents={self.agents_folder}"] if self.agents_folder else []
        return [*out, "--", str(self.folder)]

    def environment(self) -> dict[str, str]:
        """Give the environment, in which the token is: this one, or what stands there already."""
        return os.environ | ({TOKEN: self.token} if self.token else {})


class Hooks:
    """The hooks of one recording.

    ``standing`` is what was told last (see ``standing.Standing``), its counts those of all the processes that there
    were; what one that died had counted in its last second is not in them. ``failure`` says, once the hooks are over
    before their time, why the recording goes on without them.

    Use: ``select`` on ``fileno()`` (it changes, and is None when there is nothing to read), call ``read`` when it is
    readable or now and then, ``end`` at the end.
    """

    def __init__(self, task: Task) -> None:
        self.standing: Mapping[str, object] = {"kind": "hooks", "state": "starting"}
        self.failure = ""
        self.restarts = 0
        self._task = task
        self._seen = False
        self._before: Counter[str] = Counter()
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: ChildLines | None = None
        self._start()

    @property
    def pid(self) -> int | None:
        """The process id; None when it is over."""
        return self._process.pid if self._process else None

    def fileno(self) -> int | None:
        """Give the descriptor that its lines come from; None when it is over."""
        return self._lines.fileno() if self._lines else None

    def read(self) -> bool:
        """Take one piece of what has come, without waiting; False when it is over."""
        lines = self._lines
        if lines is None:
            return False
        for told in lines.read():
            if told["kind"] == "hooks":
                self.standing = told | {name: whole(told.get(name)) + self._before[name] for name in _COUNTED}
                self._seen = self._seen or told.get("state") in ("attached", "waiting")
        if not lines.open:
            self._ended(lines.words)
        return self._process is not None

    def end(self, patience: float = 30.0) -> Mapping[str, object]:
        """End in order, agents unloaded, and wait for at most so long; give how it stood last."""
        process, lines = self._process, self._lines
        if process is None or lines is None:
            return self.standing
        self.restarts = RESTARTS
        deadline = time.monotonic() + patience
        assert process.stdin is not None
        process.stdin.close()
        while (left := deadline - time.monotonic()) > 0:
            if lines.wait(left) and not self.read():
                return self.standing
        process.kill()
        self.failure = f"the hooks did not end within {patience:g} s"
        self._reap()
        return self.standing

    def _start(self) -> None:
        task = self._task
        if self._seen and not task.attach:
            # The app runs, or has been used: starting it anew would end what the investigator is doing in it.
            task = replace(task, wait=True)
        try:
            # In a session of its own: Ctrl-C is for who records, who then ends this in order.
            self._process = subprocess.Popen(  # noqa: S603 - our own module, told what the investigator named
                task.command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=task.environment(),
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            self.failure = f"the hooks cannot be started: {error.strerror}"
            return
        assert self._process.stdout is not None
        self._lines = ChildLines(self._process.stdout)

    def _ended(self, words: str) -> None:
        status = self._reap()
        if status == 0 and self.standing.get("state") != "ended":
            status = -1
        if status in (0, UNUSABLE, UNWRITABLE) and self.standing.get("reason"):
            self.failure = str(self.standing["reason"])
        elif status != 0:
            self.failure = f"the hooks' process died ({_how(status)}{': ' if words else ''}{words})"
            if self.restarts < RESTARTS and status not in (UNUSABLE, UNWRITABLE):
                self.restarts += 1
                self.failure = ""
                self._before = Counter({name: whole(self.standing.get(name)) for name in _COUNTED})
                self._start()

    def _reap(self) -> int:
        process, self._process, self._lines = self._process, None, None
        assert process is not None
        with process:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        return process.returncode


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"
