"""What recording costs: requests per second through a proxy that records, against a bare one, in the same run.

    python tests/benchmarks/bench_record.py                 # throughput, 25 short rounds of each way
    python tests/benchmarks/bench_record.py --growth 100000 # the proxy's memory over so many exchanges

The proxies have the first processor to themselves; shop, phone and writer share the second. All proxies run at the same
time and are asked in turns, in short rounds, so that what else the machine does falls on all of them alike; the figure is
the median of the rounds' ratios.
"""

import argparse
import json
import os
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
MITMDUMP = Path(sys.executable).with_name("mitmdump")
REHEARSAL = [sys.executable, "-m", "captures.rehearsal"]
RECORD = ["-s", str(REPOSITORY / "addons" / "record.py"), "-s", str(REPOSITORY / "addons" / "phases.py")]
LIVE = ["-s", str(REPOSITORY / "addons" / "live.py")]
WAYS = ("bare", "-w", "record", "live")


@dataclass(frozen=True, slots=True)
class Run:
    """One round of one way: requests per second, the proxy's CPU per request in ms, its memory before and after in MiB."""

    rate: float
    cpu: float
    before: float
    after: float


def options(way: str, folder: Path) -> list[str]:
    """Give what makes a proxy of the way."""
    recorded = ["--set", f"audit_folder={folder / 'capture'}", "--set", "audit_phase=browse"]
    if way == "live":
        return [*RECORD, *LIVE, *recorded, "--set", f"audit_persona={REPOSITORY / 'captures/rehearsal/persona.toml'}"]
    return {"bare": [], "-w": ["-w", str(folder / "flows")], "record": [*RECORD, *recorded]}[way]


@contextmanager
def process(command: Sequence[str | Path], cpu: int, out: int) -> Iterator[subprocess.Popen[str]]:
    """Run a process on one processor and end it in order."""
    started = subprocess.Popen(
        list(map(str, command)),
        stdout=out,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=REPOSITORY,
        preexec_fn=lambda: os.sched_setaffinity(0, {cpu}),  # noqa: PLW1509 - this program has no threads
    )
    try:
        yield started
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(120)


def cpu_seconds(pid: int) -> float:
    """Give the CPU time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Give the memory of a process in MiB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def load(folder: Path, count: int, name: str) -> float:
    """Send so many requests; give them per second."""
    command = [*REHEARSAL, "load", str(folder), "--seconds", "3600", "--count", str(count), "--name", name]
    bound = ["taskset", "-c", "1", *command]
    said = json.loads(subprocess.run(bound, check=True, capture_output=True, text=True, cwd=REPOSITORY).stdout)
    assert said["failed"] == 0, said
    return float(said["rate"])


@contextmanager
def proxy(way: str, shop_folder: Path) -> Iterator[tuple[Path, int]]:
    """Run a proxy of one way, warm; give its folder and its process id."""
    folder = shop_folder / way.strip("-")
    folder.mkdir()
    shutil.copy(shop_folder / "shop.json", folder)
    asked = [*REHEARSAL, "arguments", str(folder)]
    arguments = subprocess.run(asked, check=True, capture_output=True, text=True, cwd=REPOSITORY)
    given = [*shlex.split(arguments.stdout), "-q", "--set", "flow_detail=0", *options(way, folder)]
    with process([MITMDUMP, *given], 0, subprocess.DEVNULL) as running:
        ready = folder / "mitmproxy" / "mitmproxy-ca-cert.pem"
        until = time.monotonic() + 30
        while not ready.exists() or (way in ("record", "live") and not (folder / "capture" / "capture.json").exists()):
            assert time.monotonic() < until, "the proxy does not start"
            time.sleep(0.1)
        time.sleep(1.5)
        for child in Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split():
            os.sched_setaffinity(int(child), {1})  # it was given the proxy's own
        load(folder, 500, "warm")
        yield folder, running.pid


def measure(folder: Path, pid: int, count: int, name: str) -> Run:
    """Send so many requests through a running proxy."""
    cpu, before = cpu_seconds(pid), resident(pid)
    rate = load(folder, count, name)
    return Run(rate, (cpu_seconds(pid) - cpu) / count * 1000, before, resident(pid))


@contextmanager
def shop() -> Iterator[Path]:
    """Open the shop on the second processor; give its folder."""
    folder = Path(tempfile.mkdtemp(prefix="bench-record-"))
    try:
        with process([*REHEARSAL, "serve", folder], 1, subprocess.PIPE) as serving:
            assert serving.stdout is not None
            serving.stdout.readline()
            yield folder
            serving.stdout.close()
    finally:
        shutil.rmtree(folder)


def throughput(rounds: int, count: int, ways: Sequence[str]) -> None:
    """Print each way's figures and its ratio to the bare proxy."""
    runs: dict[str, list[Run]] = {way: [] for way in ways}
    with shop() as folder, ExitStack() as proxies:
        running = {way: proxies.enter_context(proxy(way, folder)) for way in ways}
        for number in range(rounds):
            for way in ways if number % 2 == 0 else reversed(ways):
                runs[way].append(measure(*running[way], count, f"round{number}"))
    for way in ways:
        ratios = sorted(mine.rate / bare.rate for mine, bare in zip(runs[way], runs["bare"], strict=True))
        costs = [mine.cpu / bare.cpu for mine, bare in zip(runs[way], runs["bare"], strict=True)]
        rate, cpu = (statistics.median(getattr(run, name) for run in runs[way]) for name in ("rate", "cpu"))
        spread = f"{ratios[len(ratios) // 4]:.3f}-{ratios[-len(ratios) // 4]:.3f} in the middle half"
        print(
            f"{way:<7} {rate:7.1f} requests/s, {statistics.median(ratios):.3f} of bare ({spread}), "
            f"{cpu:.3f} ms of CPU each, {statistics.median(costs):.3f} of bare"
        )


def growth(count: int, way: str) -> None:
    """Print how the proxy's memory grows over so many exchanges."""
    with shop() as folder, proxy(way, folder) as running:
        run = measure(*running, count, "load")
    print(f"{way}: {count} exchanges, {run.before:.1f} MiB -> {run.after:.1f} MiB, {run.after - run.before:+.1f} MiB")


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="What recording costs.")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--count", type=int, default=1000, help="requests a round")
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--growth", type=int, default=0, help="measure memory over so many exchanges instead")
    given = parser.parse_args()
    if given.growth:
        for way in given.ways.split(","):
            if way in ("record", "live"):
                growth(given.growth, way)
        return 0
    throughput(given.rounds, given.count, given.ways.split(","))
    return 0


if __name__ == "__main__":
    sys.exit(main())
