"""A JVM for the tests of the Java agents: compiles sources, runs the driver, loads agents into it, collects their events.

The bridge works with HotSpot 17; with later ones it does not (it needs symbols that they no longer have).
"""

import atexit
import functools
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import frida
import pytest
from support import stubs
from support.waiting import LAST, until

from trafficaudit import events

ROOT = Path(__file__).parents[2]
AGENTS = ROOT / "trafficaudit" / "agents"
SOURCES = ROOT / "tests" / "frida_scripts" / "java"
JARS = Path("/usr/share/java")
_PLACES = (os.environ.get("JAVA17_HOME", ""), os.environ.get("JAVA_HOME", ""), "/usr/lib/jvm/java-17-openjdk-amd64")


def java_home() -> Path:
    """Give the home of a JDK 17, or skip the test."""
    for place in _PLACES:
        home = Path(place)
        release = home / "release"
        if place and release.is_file() and 'JAVA_VERSION="17' in release.read_text() and (home / "bin/javac").is_file():
            return home
    pytest.skip("no JDK 17 (Debian's openjdk-17-jdk-headless, or JAVA17_HOME)")


def jar(name: str, package: str) -> Path:
    """Give one of Debian's jars, or skip the test."""
    path = JARS / name
    if not path.exists():
        pytest.skip(f"no {path} (Debian's {package})")
    return path


def compiled(sources: Iterable[Path], out: Path, *class_path: Path, release: int | None = None) -> Path:
    """Compile Java sources into a folder of classes."""
    out.mkdir(parents=True, exist_ok=True)
    listing = out.with_suffix(".sources")
    listing.write_text("\n".join(str(each) for each in sources))
    command = [str(java_home() / "bin/javac"), "-nowarn", "-proc:none", "-g", "-encoding", "UTF-8", "-d", str(out)]
    if release:
        command += ["--release", str(release)]
    if class_path:
        command += ["-cp", ":".join(map(str, class_path))]
    done = subprocess.run([*command, f"@{listing}"], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


class Agent:
    """One agent in the JVM: what it told, decoded by the schema, and its calls."""

    def __init__(self, session: frida.Session, name: str, source: str) -> None:
        self.name, self.told, self.errors = name, list[events.Event](), list[Any]()
        self._lock = threading.Lock()
        self._script = session.create_script(source, name=name)
        self._script.on("message", self._on_message)
        self._script.load()

    def _on_message(self, message: Any, _data: bytes | None) -> None:
        with self._lock:
            if message["type"] == "send":
                self.told.append(events.decoder.decode(json.dumps(message["payload"])))
            else:
                self.errors.append(message)

    @property
    def calls(self) -> Any:
        return self._script.exports_sync

    def of[E: events.Event](self, kind: type[E], **like: Any) -> list[E]:
        """Give the events of a kind with these fields."""
        with self._lock:
            told = [each for each in self.told if isinstance(each, kind)]
        return [each for each in told if all(getattr(each, key) == value for key, value in like.items())]

    def wait[E: events.Event](self, kind: type[E], count: int = 1, **like: Any) -> list[E]:
        """Wait for so many events of a kind."""
        until(lambda: len(self.of(kind, **like)) >= count)
        return self.of(kind, **like)

    def clear(self) -> None:
        with self._lock:
            self.told.clear()

    def unload(self) -> None:
        self._script.unload()


class Jvm:
    """The driver in a JVM of its own: it is told class and arguments, runs ``String run(String... arguments)`` of it."""

    def __init__(self, *class_path: Path, home: Path | None = None) -> None:
        command = [str((home or java_home()) / "bin/java"), "-Xmx512m", "-cp", ":".join(map(str, class_path)), "Driver"]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.said = list[str]()
        self.agents = list[Agent]()
        self.session: frida.Session | None = None
        self._answers: list[str] = []
        self._heard = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._await(LAST)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._heard:
                if line.startswith("\x01"):
                    self._answers.append(line[1:].rstrip("\n"))
                else:
                    self.said.append(line.rstrip("\n"))
                self._heard.notify_all()
        with self._heard:
            self._answers.append("ended")
            self._heard.notify_all()

    def _await(self, seconds: float) -> str:
        with self._heard:
            assert self._heard.wait_for(lambda: bool(self._answers), seconds), f"the JVM hangs: {self.said[-5:]}"
            answer = self._answers.pop(0)
        assert answer != "ended", "\n".join(self.said[-20:])
        return answer

    @property
    def pid(self) -> int:
        return self._process.pid

    def load(self, name: str, options: dict[str, Any] | None = None, source: str | None = None) -> Agent:
        """Load an agent (one of those that ship, unless its source is given), configure it, settle."""
        if self.session is None:
            self.session = frida.get_local_device().attach(self.pid)
        agent = Agent(self.session, name, source or (AGENTS / f"{name}.js").read_text())
        self.agents.append(agent)
        agent.calls.configure(options or {})
        agent.calls.settle()
        return agent

    def run(self, owner: str, *arguments: str, seconds: float = LAST) -> str:
        """Run a class; give what it gave. What it throws is an AssertionError with ``class: message``."""
        answer = self.attempt(owner, *arguments, seconds=seconds)
        assert answer.startswith("OK "), answer
        return answer[3:]

    def attempt(self, owner: str, *arguments: str, seconds: float = LAST) -> str:
        """Run a class; give ``OK what it gave`` or ``ERR class: message``."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([owner, *arguments]).replace("\n", "\\n") + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._await(seconds))
        assert isinstance(answer, str)
        return answer

    def close(self) -> int:
        """Take the agents out, let the JVM end by itself, and give its exit code."""
        try:
            if self._process.poll() is None:
                for agent in self.agents:
                    agent.calls.stop()
                    agent.unload()
                assert self._process.stdin is not None
                self._process.stdin.close()
                self._process.wait(LAST)
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait(10)
            self._reader.join(10)
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
        return self._process.returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def node_modules() -> Path:
    """Give the folder of the agents' locked npm packages, installed already, or skip the test."""
    folder = ROOT / "frida_scripts" / "node_modules"
    if shutil.which("node") is None:
        pytest.skip("no node (Debian's nodejs)")
    if not (folder / "esbuild").is_dir():
        pytest.skip("the agents' npm packages are not installed (make agents)")
    return folder


@functools.cache
def classes() -> Path:
    """Compile the stub Android classes and the targets, once for the whole run of tests."""
    folder = Path(tempfile.mkdtemp(prefix="stubs-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    generated = stubs.Stubs(stubs.committed()).write(folder / "sources", SOURCES / "stubs")
    return compiled([*generated, *SOURCES.glob("*.java")], folder / "classes")


def bundled(entry: Path, folder: Path) -> str:
    """Build an agent of the tests' own, as the real ones are built."""
    modules = node_modules()
    out = folder / f"{entry.stem}.js"
    aliases = [f"--alias:{each}=@frida/{each}" for each in ("buffer", "base64-js", "ieee754")]
    command = [
        str(modules / ".bin/esbuild"),
        str(entry),
        "--bundle",
        "--format=iife",
        "--platform=neutral",
        "--target=es2022",
    ]
    subprocess.run(
        [*command, "--main-fields=module,main", "--log-level=error", *aliases, f"--outfile={out}"],
        check=True,
        timeout=60,
        env={**os.environ, "NODE_PATH": str(modules)},
    )
    return out.read_text()
