"""The made-up shopping app in Java, recorded with the toolkit's own command, with hooks or without."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support import jvm
from support.jvm import SOURCES
from support.ports import free_port
from support.waiting import LAST

from captures.rehearsal import geo, proxy
from captures.rehearsal.places import HERE, PACKAGE
from captures.rehearsal.servers import Shop
from trafficaudit.recording import control

SHOP = SOURCES / "shop"
PHASES = ("before_consent", "login", "browse")
MAIN = (sys.executable, "-c", "from trafficaudit.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a recording: the capture, what the app answered to each phase, what the recorder said."""

    capture: Path
    answers: tuple[str, ...]
    said: str
    countries: Path

    def replay(self, out: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
        """Replay it, without a persona: whatever is found is known from the hooks alone."""
        arguments = ["--geoip", self.countries, "--recipients", HERE / "recipients.toml", "-o", out, *options]
        return _run("replay", self.capture, *arguments)


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*MAIN, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120)


def compiled(folder: Path) -> str:
    """Compile phone and app; give the class path. The demo phone's own classes stand before the stubs'."""
    okhttp = [jvm.jar("okhttp.jar", "libokhttp-java"), jvm.jar("okio.jar", "libokio-java")]
    phone = jvm.compiled(sorted((SHOP / "phone").rglob("*.java")), folder / "phone", jvm.classes())
    app = jvm.compiled(sorted((SHOP / "app").rglob("*.java")), folder / "app", phone, jvm.classes(), *okhttp)
    return ":".join(map(str, [app, phone, jvm.classes(), *okhttp]))


async def record(folder: Path, class_path: str, *hooks: str) -> Recorded:
    """Record the phases of use; ``hooks`` are further options, in which ``{app}`` stands for the app's command."""
    folder.mkdir()
    async with Shop(folder) as shop:
        geo.write_countries(folder / "countries.mmdb", shop.map.countries())
        door, at = free_port(), free_port()
        places = [f"{host}={place.address}:{place.tls}" for place in shop.map.places.values() for host in place.hosts]
        app = [str(jvm.java_home() / "bin/java"), "-cp", class_path, f"{PACKAGE}.Market", str(door), str(at)]
        app += [str(shop.map.authority), *places]
        arguments = ["record", "--app", PACKAGE, "--no-check", "--listen", proxy.LOOPBACK, "--port", str(at)]
        arguments += [
            *("--set", f"confdir={folder / 'mitmproxy'}"),
            *("--set", f"ssl_verify_upstream_trusted_ca={shop.map.authority}"),
            *("-o", str(folder / "capture")),
        ]
        with (folder / "said").open("wb") as said:
            recorder = subprocess.Popen(
                [*MAIN, *arguments, *(each.format(app=" ".join(app)) for each in hooks)],
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            own: subprocess.Popen[bytes] | None = None
            user: socket.socket | None = None
            try:
                await until((folder / "capture" / ".recording" / "control").exists, recorder)
                if not hooks:
                    own = subprocess.Popen(app)
                user = await _enter(door, recorder)
                answers = await _use(user, folder / "capture")
            finally:
                if own is not None:
                    own.kill()
                    own.wait(20)
                if recorder.poll() is None:
                    recorder.send_signal(signal.SIGINT)
                code = await asyncio.to_thread(recorder.wait, LAST)
                # HotSpot waits for agents that are still in it when it ends; Android kills.
                if user is not None:
                    user.close()
    told = (folder / "said").read_text()
    assert code == 0, told
    return Recorded(folder / "capture", tuple(answers), told, folder / "countries.mmdb")


async def _use(user: socket.socket, capture: Path) -> list[str]:
    answers = []
    for phase in PHASES:
        await asyncio.to_thread(control.send, capture, phase, 20.0)
        answers.append(await asyncio.to_thread(_say, user, phase))
        # The app gives up a connection before the proxy notes that it did, and a person takes longer than both.
        await asyncio.sleep(0.5)
    return answers


def _say(user: socket.socket, phase: str) -> str:
    user.sendall(f"{phase}\n".encode())
    with user.makefile(encoding="utf-8") as heard:
        return heard.readline().strip()


async def _enter(door: int, recorder: subprocess.Popen[bytes]) -> socket.socket:
    found: list[socket.socket] = []

    def is_open() -> bool:
        try:
            found.append(socket.create_connection((proxy.LOOPBACK, door), 2))
        except OSError:
            return False
        return True

    await until(is_open, recorder)
    found[0].settimeout(LAST)
    return found[0]


async def until(condition: Callable[[], bool], recorder: subprocess.Popen[bytes]) -> None:
    """Wait until something is so, and no longer than the recorder runs."""
    end = time.monotonic() + LAST
    while not condition():
        assert recorder.poll() is None, "the recorder has ended"
        assert time.monotonic() < end, "waited for too long"
        await asyncio.sleep(0.05)
