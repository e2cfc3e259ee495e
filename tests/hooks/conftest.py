"""Real processes to be hooked, small agents, and a remote device without a phone (Frida's portal)."""

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import frida
import pytest
from support.ports import free_port
from support.waiting import until

from trafficaudit.hooks.target import Patience

PRELUDE = """
let seq = 0;
function event(kind, fields) {
  return {kind, v: 1, seq: ++seq, at: Date.now(), mono: Date.now(), pid: Process.id, tid: Process.getCurrentThreadId(),
    agent: NAME, ...fields};
}
function emit(kind, fields) { send(event(kind, fields)); }
function trouble(what) { emit("trouble", {what: String(what)}); }
"""
"""What the small agents of these tests have in common: an event of the schema, numbered."""

QUICK = Patience(connect=60, spawn=60, attach=60, load=60, call=60, unload=60, look=0.1)
"""Looks often, and gives up no step that a busy computer takes long for; what is to be given up says by itself when."""


@dataclass
class Agents:
    """A folder of agents."""

    folder: Path
    entries: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, source: str, *, platform: str = "native", order: int | None = None) -> "Agents":
        """Add an agent whose JavaScript may use PRELUDE's functions."""
        order = len(self.entries) if order is None else order
        self.entries.append({"name": name, "platform": platform, "sees": f"what {name} sees", "order": order})
        (self.folder / f"{name}.js").write_text(f"const NAME = {json.dumps(name)};{PRELUDE}{source}", encoding="utf-8")
        (self.folder / "agents.json").write_text(json.dumps(self.entries), encoding="utf-8")
        return self


@pytest.fixture
def agents(tmp_path: Path) -> Agents:
    folder = tmp_path / "agents"
    folder.mkdir()
    return Agents(folder)


@pytest.fixture
def capture(tmp_path: Path) -> Iterator[Path]:
    """Give a capture folder; what the hooks started is killed at the end."""
    folder = tmp_path / "capture"
    folder.mkdir()
    yield folder
    # A test may have made of the file what it likes.
    with suppress(OSError, ValueError):
        for line in lines(folder):
            exe = Path(f"/proc/{line['pid']}/exe")
            if line["kind"] == "process" and line["action"] == "spawned" and exe.resolve().is_relative_to(tmp_path):
                os.kill(line["pid"], signal.SIGKILL)


@pytest.fixture
def sleeper(tmp_path: Path) -> Path:
    """Give a program that sleeps, under a name that no other process has."""
    return Path(shutil.copy("/bin/sleep", tmp_path / f"slp{time.monotonic_ns() % 10**9}"))


@pytest.fixture
def start() -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Give a function that starts a process, which is gone at the end."""
    with ExitStack() as ending:

        def begin(*command: object) -> "subprocess.Popen[bytes]":
            process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL)
            ending.callback(process.wait)
            ending.callback(process.kill)
            # Attaching to a process that is still being linked crashes it now and then.
            until(lambda: state(process.pid) == "S")
            return process

        yield begin


def state(pid: int) -> str:
    """Give the state of a process as the kernel tells it: S sleeps, Z has ended, T or t stands still.

    Never ask by ``Popen.poll`` or ``wait`` while Frida in this process attaches: they take the news that it waits for.
    """
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def lines(capture: Path) -> list[dict[str, Any]]:
    """Read the events that are there."""
    path = capture / "events.jsonl"
    text = path.read_bytes() if path.exists() else b""
    return [json.loads(line) for line in text.split(b"\n")[:-1] if line]


def told(capture: Path, kind: str, name: str) -> list[Any]:
    """Give one field of every event of a kind."""
    return [line[name] for line in lines(capture) if line["kind"] == kind]


@pytest.fixture
def portals() -> Iterator[Callable[..., "Portal"]]:
    """Give a function that opens a portal."""
    with ExitStack() as ending:

        def begin(token: str = "", port: int = 0) -> "Portal":
            portal = Portal(token, port)
            ending.callback(portal.stop)
            return portal

        yield begin


class Portal:
    """A remote device: it speaks frida-server's protocol, and holds the processes that joined it.

    It is reached through a cable of ours that can be pulled. (Stopping the portal itself crashes what joined it.)
    """

    def __init__(self, token: str = "", port: int = 0) -> None:
        self.cluster, self._inner, self.port = free_port(), free_port(), port or free_port()
        self._service = frida.PortalService(  # type: ignore[no-untyped-call]
            frida.EndpointParameters(address="127.0.0.1", port=self.cluster),
            frida.EndpointParameters(
                address="127.0.0.1", port=self._inner, authentication=("token", token) if token else None
            ),
        )
        self._service.start()
        self._sessions: list[frida.Session] = []
        self._cable: Cable | None = None
        self.plug()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def join(self, pid: int) -> None:
        """Bring a local process to the portal."""
        session = frida.get_local_device().attach(pid)
        session.join_portal(f"127.0.0.1:{self.cluster}")
        self._sessions.append(session)

    def plug(self) -> None:
        """Connect the device."""
        self._cable = Cable(self.port, self._inner)

    def pull(self) -> None:
        """Take the device away."""
        if self._cable:
            self._cable.close()
            self._cable = None

    def stop(self) -> None:
        self.pull()
        self._service.stop()


class Cable:
    """Carries bytes between a port of this computer and another one, until it is pulled."""

    def __init__(self, outer: int, inner: int) -> None:
        self._inner, self._open = inner, True
        self._sockets: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", outer))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while self._open:
            try:
                ours, _ = self._listening.accept()
            except OSError:
                return
            theirs = socket.create_connection(("127.0.0.1", self._inner))
            self._sockets += [ours, theirs]
            for one, other in ((ours, theirs), (theirs, ours)):
                thread = threading.Thread(target=self._carry, args=(one, other), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(1 << 16):
                other.sendall(data)
            other.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def close(self) -> None:
        self._open = False
        for each in (self._listening, *self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for each in (self._listening, *self._sockets):
            each.close()
