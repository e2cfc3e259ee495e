"""Time and memory of a whole replay against a bare FlowReader loop over the same file.

    python tests/benchmarks/bench_replay.py [--flows 40000] [--runs 3] [--workers 2 4]

Each run is a process of its own; the medians and the spread (min-max) are printed, and the ratio to the bare loop, of
the time that passed and of the processor's time, which tells more where others are at work on the machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BARE = "import sys\nfrom mitmproxy.io import FlowReader\nprint(sum(1 for _ in FlowReader(open(sys.argv[1], 'rb')).stream()))"
READ = "import sys\nfrom pathlib import Path\nfrom trafficaudit.readers import open_capture\nprint(sum(1 for _ in open_capture(Path(sys.argv[1])).items()))"
REPLAY = "from trafficaudit.cli import main\nmain()"


def measure(command: list[str]) -> tuple[float, float, float]:
    """Run a command to its end; give wall seconds, processor seconds and peak resident MB of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[:3]} failed with status {status}")
    busy = usage.ru_utime + usage.ru_stime  # of the processes that it started and waited for, too
    return time.perf_counter() - start, busy, usage.ru_maxrss / 1024


def main() -> None:
    """Write the file, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flows", type=int, default=40_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--workers", type=int, nargs="*", default=[2], help="also in so many processes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        flows, persona = Path(scratch, "flows.mitm"), Path(scratch, "person.toml")
        subprocess.run(
            [sys.executable, "-c", REPLAY, "persona", "new", "--seed", "7", "-o", persona],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        subprocess.run(
            [
                sys.executable,
                HERE / "make_flows.py",
                flows,
                "--flows",
                str(options.flows),
                "--seed",
                "7",
                "--persona",
                persona,
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        print(
            f"{options.flows} flows, {flows.stat().st_size / 1e6:.0f} MB, {options.runs} runs, Python {sys.version.split()[0]}, {os.cpu_count()} processors"
        )
        python = [sys.executable, "-c"]
        out = ["-o", str(Path(scratch, "out")), "--force", "--workers", "1"]
        cases = {
            "bare FlowReader": [*python, BARE, str(flows)],
            "our reader": [*python, READ, str(flows)],
            "whole replay, no persona": [*python, REPLAY, "replay", str(flows), *out],
            "whole replay": [*python, REPLAY, "replay", str(flows), "--persona", str(persona), *out],
        }
        for workers in options.workers:
            name = f"whole replay, {workers} workers"
            cases[name] = [*cases["whole replay"][:-1], str(workers)]
        runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in cases}
        for _ in range(options.runs):
            for name, command in cases.items():
                runs[name].append(measure(command))
        bare = [statistics.median(column) for column in zip(*runs["bare FlowReader"], strict=True)]
        print(f"{'':<26}{'seconds':>9}{'min':>8}{'max':>8}{'x bare':>8}{'busy':>8}{'x bare':>8}{'RSS MB':>8}")
        for name, figures in runs.items():
            wall, busy, memory = zip(*figures, strict=True)
            middle, worked = statistics.median(wall), statistics.median(busy)
            print(
                f"{name:<26}{middle:9.2f}{min(wall):8.2f}{max(wall):8.2f}{middle / bare[0]:8.2f}"
                f"{worked:8.2f}{worked / bare[1]:8.2f}{max(memory):8.0f}"
            )


if __name__ == "__main__":
    main()
