"""The rehearsal in processes of its own, so that the shop, the proxy and the phone can be killed one by one.

    python -m captures.rehearsal serve FOLDER                # the shop, until it is ended
    mitmdump $(python -m captures.rehearsal arguments FOLDER)
    python -m captures.rehearsal use FOLDER [PHASE ...]      # the phone, all phases or some
    python -m captures.rehearsal load FOLDER --seconds 10
    python -m captures.rehearsal record FOLDER               # all of it in one go, with trafficaudit record

FOLDER takes the ledgers (``servers.jsonl``, ``phone.jsonl``) and all that the three have to know of each other.
"""

import argparse
import asyncio
import json
import shlex
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from captures.rehearsal import geo, proxy, recording
from captures.rehearsal.ledger import Ledger
from captures.rehearsal.phone import Load, Phone
from captures.rehearsal.places import MAP, read_map
from captures.rehearsal.servers import Shop

PROXIES, CONFDIR, GEO, PHONE = "proxies.json", "mitmproxy", "countries.mmdb", "phone.jsonl"


async def serve(folder: Path) -> None:
    """Run the shop until SIGTERM or SIGINT; a line on stdout says that it is open."""
    done = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, done.set)
    async with Shop(folder) as shop:
        geo.write_countries(folder / GEO, shop.map.countries())
        print(folder / MAP, flush=True)
        await done.wait()


def arguments(folder: Path) -> list[str]:
    """Pick free ports for the proxy, write them down and give its arguments."""
    proxies, confdir = proxy.free_ports(), folder / CONFDIR
    proxy.write(folder / PROXIES, proxies, confdir)
    return proxy.proxy_arguments(read_map(folder / MAP), proxies, confdir)


async def use(folder: Path, phases: list[str]) -> None:
    """Go through phases of use, all of them where none is named."""
    with Ledger(folder / PHONE) as ledger:
        listed = _phone(folder, ledger, "p").phases()
        for phase in phases or listed:
            await listed[phase]()


async def load(folder: Path, plan: Load, name: str) -> None:
    """Send many small requests and print how it went as JSON."""
    with Ledger(folder / PHONE) as ledger:
        result = await _phone(folder, ledger, name).load(plan)
    print(json.dumps(asdict(result) | {"rate": round(result.rate, 1)}))


def _phone(folder: Path, ledger: Ledger, name: str) -> Phone:
    proxies, confdir = proxy.read(folder / PROXIES)
    return Phone(read_map(folder / MAP), proxies, proxy.authority_of(confdir), ledger, name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m captures.rehearsal", description="A shop and a phone on loopback.")
    parser.add_argument("what", choices=["serve", "arguments", "use", "load", "record"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("phases", nargs="*", help="phases of use, for `use`")
    parser.add_argument("--seconds", type=float, default=5, help="for `load`")
    parser.add_argument("--count", type=int, default=0, help="for `load`: at most so many requests")
    parser.add_argument("--workers", type=int, default=8, help="for `load`")
    parser.add_argument("--http2", action="store_true", help="for `load`")
    parser.add_argument("--reconnect", action="store_true", help="for `load`: a new connection for each request")
    parser.add_argument("--name", default="p", help="what the ids of `load` begin with")
    return parser


def main() -> int:
    """Do what the command line says."""
    given = _parser().parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.what == "serve":
        asyncio.run(serve(given.folder))
    elif given.what == "arguments":
        print(shlex.join(arguments(given.folder)))
    elif given.what == "record":
        print(asyncio.run(recording.record(given.folder)))
    elif given.what == "use":
        asyncio.run(use(given.folder, given.phases))
    else:
        plan = Load(given.workers, given.seconds, count=given.count, http2=given.http2, reconnect=given.reconnect)
        asyncio.run(load(given.folder, plan, given.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
