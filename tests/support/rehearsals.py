"""A rehearsed recording: the shop, a real proxy with our addons, the phone, and what each of them wrote down."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from support.journals import wait_for

from captures.rehearsal import proxy
from captures.rehearsal.ledger import Ledger, PhoneRow, ServerRow, read_phone, read_server
from captures.rehearsal.phone import Phone
from captures.rehearsal.servers import Shop
from trafficaudit.recording import control, folder
from trafficaudit.recording.proxy import addon, mitmdump

ALL_ADDONS = ("record", "phases", "live")


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
        return await asyncio.to_thread(control.send, self.capture, name, 20.0)

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
        assert self.process.wait(60) in (0, -signal.SIGSEGV), self.log.read_text()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)

    def wait_until_complete(self, seconds: float = 60) -> None:
        """Wait for the writer: it outlives the proxy."""
        wait_for(lambda: not (self.capture / ".recording").exists(), seconds)
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
        proxies, confdir = proxy.free_ports(), path / "mitmproxy"
        capture = capture or path / "capture"
        arguments = [*proxy.proxy_arguments(shop.map, proxies, confdir), *options]
        process = start(arguments, capture, path / "log", addons=addons)
        try:
            await asyncio.to_thread(wait_for, lambda: _ready(process, proxies, confdir, capture))
            with Ledger(path / "phone.jsonl") as ledger:
                phone = Phone(shop.map, proxies, proxy.authority_of(confdir), ledger)
                yield Rehearsal(path, process, shop, phone, proxies, path / "log", capture)
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(60)


def _ready(process: subprocess.Popen[bytes], proxies: proxy.Proxies, confdir: Path, capture: Path) -> bool:
    assert process.poll() is None, "the proxy has ended"
    there = proxy.listening(proxies) and proxy.authority_of(confdir).exists()
    return there and (capture / "capture.json").exists() and (capture / ".recording" / "control").exists()
