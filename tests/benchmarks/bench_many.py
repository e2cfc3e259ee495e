"""Time of a replay by the number of captures, and by the size of one.

    python tests/benchmarks/bench_many.py [--captures 1 10 50 100 200] [--flows 20] [--sizes 5 20 80] [--runs 3] [--workers 1]

Captures of so many flows each are replayed with --each, and by themselves in one process of their own for the
processor's time; sizes are MB of one flow file. What starting takes (a replay of one flow) is taken off: the last column is
the time of a capture, or of a MB, against that of the row before the last one, and 1.00 where it grows as the work does.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.bench_replay import REPLAY, measure  # noqa: E402

from trafficaudit.readers.file import mapped  # noqa: E402
from trafficaudit.readers.flow import records as flowrecords  # noqa: E402

_MB_FLOWS = 83
"""Flows of a MB that make_flows.py writes, about."""


def written(folder: Path, flows: int) -> tuple[Path, Path]:
    """Write traffic and its persona."""
    made, persona = folder / "flows.mitm", folder / "person.toml"
    if not persona.exists():
        command = [sys.executable, "-c", REPLAY, "persona", "new", "--seed", "7", "-o", str(persona)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    command = [sys.executable, str(HERE / "make_flows.py"), str(made), "--flows", str(flows), "--seed", "7"]
    subprocess.run([*command, "--persona", str(persona)], check=True, stdout=subprocess.DEVNULL)
    return made, persona


def parts(path: Path, folder: Path, count: int, flows: int) -> list[Path]:
    """Cut a flow file into captures of so many flows."""
    folder.mkdir()
    made = []
    with path.open("rb") as file, mapped(file) as buffer:
        records = list(flowrecords.split(buffer, len(buffer)))
        for number in range(count):
            some = records[number * flows : (number + 1) * flows]
            made.append(folder / f"c{number:03}.mitm")
            made[-1].write_bytes(buffer[some[0].offset : some[-1].end + 1])
    return made


def replayed(captures: list[Path], persona: Path, out: Path, runs: int, *more: str) -> tuple[float, float, float]:
    """Replay; give the medians of wall seconds and of the processor's, and the largest resident MB."""
    command = [sys.executable, "-c", REPLAY, "replay", *map(str, captures), "--persona", str(persona)]
    figures = [measure([*command, "-o", str(out), "--force", *more]) for _ in range(runs)]
    wall, busy, memory = zip(*figures, strict=True)
    return statistics.median(wall), statistics.median(busy), max(memory)


def show(title: str, rows: list[tuple[float, float, float, float]], start: tuple[float, float, float]) -> None:
    """Print what a unit costs, and the ratio to the row before."""
    print(f"{title:>10}{'seconds':>9}{'busy':>8}{'RSS MB':>8}{'ms each':>9}{'busy ms':>9}{'x before':>10}{'busy':>7}")
    before: tuple[float, float] | None = None
    for units, wall, busy, memory in rows:
        each = (wall - start[0]) / units * 1000, (busy - start[1]) / units * 1000
        ratios = (each[0] / before[0], each[1] / before[1]) if before else (1.0, 1.0)
        print(
            f"{units:10.0f}{wall:9.2f}{busy:8.2f}{memory:8.0f}{each[0]:9.1f}{each[1]:9.1f}{ratios[0]:10.2f}{ratios[1]:7.2f}",
            flush=True,
        )
        before = each


def main() -> None:
    """Write, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", type=int, nargs="*", default=[1, 10, 50, 100, 200])
    parser.add_argument("--flows", type=int, default=20, help="of each capture")
    parser.add_argument("--sizes", type=int, nargs="*", default=[5, 20, 80], help="MB")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--workers", default="1")
    options = parser.parse_args()
    workers = ("--workers", options.workers)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        most = max([1, *options.captures]) * options.flows
        source, persona = written(folder, most + 1)
        one = parts(source, folder / "one", 1, 1)
        start = replayed(one, persona, folder / "out", options.runs, *workers)
        print(f"start: {start[0]:.2f} s, busy {start[1]:.2f} s, {options.runs} runs, {options.workers} workers")
        many = parts(source, folder / "many", max([1, *options.captures]), options.flows)
        rows = [
            (float(count), *replayed(many[:count], persona, folder / "each", options.runs, "--each", *workers))
            for count in options.captures
        ]
        show("captures", rows, start)
        sizes = []
        for size in options.sizes:
            source, persona = written(folder, size * _MB_FLOWS)
            megabytes = source.stat().st_size / 1e6
            sizes.append((megabytes, *replayed([source], persona, folder / "out", options.runs, *workers)))
        show("MB", sizes, start)


if __name__ == "__main__":
    main()
