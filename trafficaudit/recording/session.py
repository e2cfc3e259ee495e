"""The proxy as a process of ours: its command line, its start, what it tells, and its orderly end."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trafficaudit.capturefiles import LOG
from trafficaudit.errors import RecordError, room
from trafficaudit.recording import proxy
from trafficaudit.recording.folder import check_free, is_held, read_description
from trafficaudit.recording.status import DESCRIPTOR, OPTIONS, comes
from trafficaudit.working import made

_LINES = 1 << 16
_TAIL = 4096
_TIME = re.compile(r"^\[[0-9:.]+\] ?")
_SMALL_TALK = re.compile(r"Loading script |Errors? logged during startup")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be recorded and how.

    Args:
        folder: the capture folder to be made.
        app: package or bundle id.
        modes: mitmproxy's proxy modes.
        port: the port of modes that name none and have none of their own.
        host: the address to listen on; empty for all.
        ui: ``dump``, ``console`` or ``web``.
        phase: the phase of use to begin with; empty for none.
        about: a JSON file with more for ``capture.json``.
        observer: where the recorder stands; empty where nobody says.
        live: whether findings are shown while recording.
        persona, geoip, recipients: what the findings are made with.
        options: further options of mitmproxy, ``name=value``.
    """

    folder: Path
    app: str
    modes: tuple[str, ...] = ("regular",)
    port: int = 8080
    host: str = ""
    ui: str = "dump"
    phase: str = ""
    about: Path | None = None
    observer: str = ""
    live: bool = True
    persona: Path | None = None
    geoip: tuple[Path, ...] = ()
    recipients: tuple[Path, ...] = ()
    options: tuple[str, ...] = field(default=())


def command(plan: Plan) -> list[str]:
    """Give the command line that records as planned.

    Raises:
        RecordError: mitmproxy or an addon is not installed.
    """
    options = [f"audit_folder={plan.folder}", f"audit_app={plan.app}"]
    options += [f"mode={_with_port(mode, plan.port)}" for mode in plan.modes]
    options += [f"listen_host={plan.host}"] if plan.host else []
    options += [f"audit_phase={plan.phase}"] if plan.phase else []
    options += [f"audit_about={plan.about}"] if plan.about else []
    options += [f"audit_observer={plan.observer}"] if plan.observer else []
    addons = ["record", "phases"]
    if plan.live:
        addons.append("live")
        options += [f"audit_persona={plan.persona}"] if plan.persona else []
        options += [f"audit_geoip={file}" for file in plan.geoip]
        options += [f"audit_recipients={file}" for file in plan.recipients]
    options += ["flow_detail=0"] if plan.ui == "dump" else []
    line = [str(proxy.program(plan.ui))]
    for name in addons:
        line += ["-s", str(proxy.addon(name))]
    for option in (*options, *plan.options):
        line += ["--set", option]
    return line


def _with_port(mode: str, port: int) -> str:
    """Give the mode its port, unless it names one, or is one with a port of its own (WireGuard: 51820)."""
    return mode if "@" in mode or mode.partition(":")[0] in ("wireguard", "local", "tun") else f"{mode}@{port}"


class Session:
    """A running proxy.

    Args:
        plan: what to record; with the ``console`` user interface the proxy has the terminal to itself.

    Raises:
        RecordError: the folder is taken, or the proxy cannot be started.
    """

    def __init__(self, plan: Plan) -> None:
        check_free(plan.folder)
        self.plan = plan
        self.told: dict[str, Mapping[str, object]] = {}
        self._rest = b""
        self._fell = False
        self.status, theirs = os.pipe()
        os.set_blocking(self.status, False)
        console = plan.ui == "console"
        self._log: Path | None = None if console else plan.folder / LOG
        self._made = False
        try:
            self._made = _made(plan.folder)
            log = None if self._log is None else os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                self._process = subprocess.Popen(
                    command(plan),
                    stdin=None if console else subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=os.environ | {DESCRIPTOR: str(theirs), OPTIONS: ",".join(_names(plan))},
                    pass_fds=(theirs,),
                    start_new_session=not console,
                )
            finally:
                if log is not None:
                    os.close(log)
        except OSError as error:
            os.close(self.status)
            self.withdraw()
            what, remedy = (
                f"the proxy cannot be started: {error.strerror}",
                room(error, "check the path and its rights"),
            )
            raise RecordError(what, str(plan.folder), remedy) from error
        finally:
            os.close(theirs)

    def read(self) -> bool:
        """Take what the proxy tells; ``told`` holds the last of each kind. False when it has ended."""
        try:
            data = os.read(self.status, _LINES)
        except BlockingIOError:
            return True
        *whole, self._rest = (self._rest + data).split(b"\n")
        for line in whole:
            said = json.loads(line)
            self.told[said.pop("kind")] = said
        return bool(data)

    @property
    def code(self) -> int | None:
        """The exit code of the proxy; None while it runs."""
        return self._process.poll()

    def end(self, patience: float = 90.0) -> int:
        """Ask the proxy to end in order, and wait; one that does not is killed. Give its exit code."""
        self._fell = self._process.poll() is not None and self._process.returncode != 0
        if self._process.poll() is None:
            self._signal(signal.SIGTERM)
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self._signal(signal.SIGKILL)
                self._process.wait()
        # What it told at last says why it ended, also where its log could not take that any more.
        while comes(self.status, 0) and self.read():
            pass
        return self._process.returncode

    def close(self) -> None:
        """Let go of everything."""
        os.close(self.status)

    def withdraw(self) -> None:
        """Take back the folder of a recording that never began, so that it can begin there once all is mended.

        Only where it was made for this one and holds nothing but what the proxy said, which ``failed`` gives.
        """
        folder = self.plan.folder
        if self._made and {path.name for path in folder.iterdir()} <= {LOG}:
            (folder / LOG).unlink(missing_ok=True)
            folder.rmdir()

    @property
    def failed(self) -> str:
        """Say why the proxy ended by itself, in its own last words; empty where it did not."""
        if not self._fell:
            return ""
        if self._process.returncode < 0:  # nothing that it said before tells why
            return f"the proxy was ended from outside ({signal.strsignal(-self._process.returncode)})"
        if self._log is None or not self._log.is_file():
            return f"the proxy ended with exit code {self._process.returncode}"
        with self._log.open("rb") as file:
            file.seek(max(0, self._log.stat().st_size - _TAIL))
            said = file.read().decode("utf-8", "replace").splitlines()
        words = "; ".join(_TIME.sub("", line) for line in said if line.strip() and not _SMALL_TALK.search(line))
        # mitmproxy ends at once, with this code and without a word, where its log has no room.
        silent = f"the proxy ended with exit code {self._process.returncode} and without a word; has its disk room?"
        return words or silent

    def _signal(self, number: signal.Signals) -> None:
        if self.plan.ui == "console":
            self._process.send_signal(number)
        else:
            os.killpg(self._process.pid, number)


def _names(plan: Plan) -> list[str]:
    return [option.partition("=")[0] for option in plan.options]


def _made(folder: Path) -> bool:
    """Make a folder; tell whether it was not there before.

    Raises:
        RecordError: it cannot be made.
    """
    there = folder.is_dir()
    try:
        made(folder, parents=True)
    except OSError as error:
        remedy = room(error, "check the path and its rights")
        raise RecordError(f"cannot be made: {error.strerror}", str(folder), remedy) from error
    return not there


def wait_until_complete(folder: Path, patience: float = 60.0) -> dict[str, object]:
    """Wait until the writer, which may outlive the proxy, lets go of the folder; give what ``capture.json`` says then.

    It says that it is complete before the last link of the chain stands, without which nothing can be sealed.

    Raises:
        RecordError: the folder holds no recording.
    """
    until = time.monotonic() + patience
    description = read_description(folder)
    while is_held(folder) and time.monotonic() < until:
        time.sleep(0.1)
        description = read_description(folder)
    return description
