"""A rehearsed recording: the shop, a real proxy with our addons, the phone, and what each of them wrote down."""

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from support.waiting import LAST, until

from captures.rehearsal import proxy
from captures.rehearsal.ledger import Ledger, PhoneRow, ServerRow, read_phone, read_server
from captures.rehearsal.phone import Phone
from captures.rehearsal.places import ShopMap
from captures.rehearsal.servers import Shop
from trafficaudit.recording import control, folder
from trafficaudit.recording.proxy import addon, mitmdump

_TRIES = 3


@dataclass
class Rehearsal:
    """A recording under way."""

    folder: Path
    process: subprocess.Popen[bytes]
    shop: Shop
    phone: Phone
    proxies: proxy.Proxies
    log: Path
    capture: Path

    def phone_rows(self) -> list[PhoneRow]:
        return read_phone(self.folder / "phone.jsonl")

    def server_rows(self) -> list[ServerRow]:
        return read_server(self.folder / "servers.jsonl")

    async def phase(self, name: str) -> str:
        return await asyncio.to_thread(control.send, self.capture, name, LAST)

    async def play(self, *phases: str) -> None:
        listed = self.phone.phases()
        for name in phases or listed:
            await self.phase(name)
            await listed[name]()

    def end(self) -> None:
        """End the proxy in order.

        After QUIC mitmproxy crashes now and then when the interpreter is torn down, without our addons, too; by then
        everything that is to be done has been done.
        """
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(LAST) in (0, -signal.SIGSEGV), self.log.read_text()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(LAST)

    def wait_until_complete(self) -> None:
        """Wait for the writer: it outlives the proxy."""
        until(lambda: not (self.capture / ".recording").exists())
        assert folder.read_description(self.capture)["complete"] is True


def start(
    arguments: Sequence[str],
    capture: Path,
    log: Path,
    *,
    addons: Sequence[str] = ("record", "phases"),
    **environment: str,
) -> subprocess.Popen[bytes]:
    """Start mitmdump with our addons."""
    command = [str(mitmdump()), *arguments, "--set", "flow_detail=0"]
    for name in addons:
        command += ["-s", str(addon(name))]
    options = ["--set", f"audit_folder={capture}", "--set", "audit_app=kr.example.nuri"]
    if not any(argument.startswith("audit_free=") for argument in arguments):
        options += ["--set", "audit_free=1"]
    with log.open("ab") as out:
        return subprocess.Popen(
            [*command, *options],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=os.environ | environment,
        )


@asynccontextmanager
async def rehearsal(
    path: Path, *options: str, addons: Sequence[str] = ("record", "phases"), capture: Path | None = None
) -> AsyncIterator[Rehearsal]:
    """Open the shop, start the proxy, switch the phone on; everything is ended at the end, in order or not."""
    path.mkdir(parents=True, exist_ok=True)
    async with Shop(path) as shop:
        confdir = path / "mitmproxy"
        capture = capture or path / "capture"
        process, proxies = await asyncio.to_thread(
            _listening, shop.map, confdir, capture, path / "log", options, addons
        )
        try:
            with Ledger(path / "phone.jsonl") as ledger:
                phone = Phone(shop.map, proxies, proxy.authority_of(confdir), ledger)
                yield Rehearsal(path, process, shop, phone, proxies, path / "log", capture)
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(LAST)


def _listening(
    shop: ShopMap, confdir: Path, capture: Path, log: Path, options: Sequence[str], addons: Sequence[str]
) -> tuple[subprocess.Popen[bytes], proxy.Proxies]:
    """Start the proxy; once more where somebody else has taken one of the ports that were free a moment ago."""
    for _ in range(_TRIES):
        proxies = proxy.free_ports()
        process = start([*proxy.proxy_arguments(shop, proxies, confdir), *options], capture, log, addons=addons)
        until(lambda: process.poll() is not None or _ready(proxies, confdir, capture))  # noqa: B023 - called at once
        if process.poll() is None:
            return process, proxies
        if "in use" not in log.read_text():
            break
        shutil.rmtree(capture, ignore_errors=True)
    raise AssertionError(f"the proxy has ended: {log.read_text()}")


def _ready(proxies: proxy.Proxies, confdir: Path, capture: Path) -> bool:
    there = proxy.listening(proxies) and proxy.authority_of(confdir).exists()
    return there and (capture / "capture.json").exists() and (capture / ".recording" / "control").exists()
