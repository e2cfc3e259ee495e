"""A recording of the rehearsal with the toolkit's own commands, as an investigator would make it with a phone."""

import asyncio
import signal
import sys
from pathlib import Path

from captures.rehearsal import geo, proxy
from captures.rehearsal.ledger import Ledger
from captures.rehearsal.phone import Phone
from captures.rehearsal.places import HERE
from captures.rehearsal.servers import Shop

APP = "kr.example.nuri.market"
CAPTURE, COUNTRIES = "capture", "countries.mmdb"
_COMMAND = (sys.executable, "-c", "from trafficaudit.cli import main; main()")
_PATIENCE = 60.0


async def record(folder: Path) -> Path:
    """Record every phase of use; give the capture folder.

    Raises:
        TimeoutError: the recorder does not begin.
        RuntimeError: a command failed.
    """
    capture, confdir = folder / CAPTURE, folder / "mitmproxy"
    async with Shop(folder) as shop:
        geo.write_countries(folder / COUNTRIES, shop.map.countries())
        proxies = proxy.free_ports()
        options = [
            "--persona",
            HERE / "persona.toml",
            "--geoip",
            folder / COUNTRIES,
            "--recipients",
            HERE / "recipients.toml",
        ]
        arguments = [
            *proxy.proxy_arguments(shop.map, proxies, confdir),
            *options,
            "--no-check",
            "--offline",
            "-o",
            capture,
        ]
        recorder = await asyncio.create_subprocess_exec(*_COMMAND, "record", "--app", APP, *map(str, arguments))
        try:
            async with asyncio.timeout(_PATIENCE):
                while not (proxy.listening(proxies) and (capture / ".recording" / "control").exists()):
                    await asyncio.sleep(0.1)
            with Ledger(folder / "phone.jsonl") as ledger:
                await _use(Phone(shop.map, proxies, proxy.authority_of(confdir), ledger), capture)
        finally:
            if recorder.returncode is None:
                recorder.send_signal(signal.SIGINT)
            code = await recorder.wait()
    if code:
        raise RuntimeError(f"trafficaudit record ended with {code}")
    return capture


async def _use(phone: Phone, capture: Path) -> None:
    for name, play in phone.phases().items():
        mark = await asyncio.create_subprocess_exec(
            *_COMMAND, "phase", name, "-o", str(capture), stdout=asyncio.subprocess.DEVNULL
        )
        if await mark.wait():
            raise RuntimeError(f"trafficaudit phase {name} failed")
        print(f"phase: {name}", file=sys.stderr)
        await play()
    await phone.pinned()
    await phone.pinned_late()
