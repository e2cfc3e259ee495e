"""Sealing and verifying against ``sha256sum`` and then ``sha512sum`` over the same files.

    python tests/benchmarks/bench_evidence.py [--megabytes 1024] [--segments 16] [--many 100000] [--bytes 100] [--runs 5]

First a few large files, then many tiny ones. Prints medians with the spread, and the ratios. A ratio of 0.5 means that
it takes twice as long. ``seal`` links what the recorder has closed, ``seal, copied`` copies it.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from trafficaudit import evidence
from trafficaudit.evidence import Order

MB = 1_000_000


def make(folder: Path, names: list[str], size: int) -> None:
    """Write files of noise, closed for good as a recorder closes them."""
    folder.mkdir()
    for name in names:
        with (path := folder / name).open("wb") as file:
            for start in range(0, size, 1 << 20):
                file.write(os.urandom(min(1 << 20, size - start)))
        path.chmod(0o400)


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def compare(base: Path, names: list[str], size: int, runs: int) -> None:
    """Time sealing and verifying, each round beside the programs, and print what came of it."""
    folder, packages = base / "capture", [base / f"sealed-{number}" for number in range(2 * runs)]
    make(folder, names, size)
    listed = "\0".join(names).encode()

    def sums() -> None:
        for program in ("sha256sum", "sha512sum"):
            subprocess.run(["xargs", "-0", program], input=listed, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    # Nothing is removed between the rounds: ext4 makes a new file slowly where one was removed seconds before.
    def sealed(package: Path, *, copy: bool) -> float:
        os.sync()
        return timed(lambda: evidence.seal(folder, package, Order(copy=copy)))

    sums()
    rounds: dict[str, list[float]] = {"sums": [], "seal, copied": [], "seal": [], "verify": []}
    for first, second in zip(packages[::2], packages[1::2], strict=True):
        rounds["sums"].append(timed(sums))
        rounds["seal, copied"].append(sealed(first, copy=True))
        rounds["seal"].append(sealed(second, copy=False))
        rounds["verify"].append(timed(partial(evidence.verify, second)))
    told = statistics.median(rounds["sums"])
    total = size * len(names)
    print(f"{total / MB:.0f} MB in {len(names)} files, medians of {runs}")
    for what, seconds in rounds.items():
        middle, spread = statistics.median(seconds), f"{min(seconds):.2f}-{max(seconds):.2f}"
        speed = f"{total / MB / middle:7.0f} MB/s {len(names) / middle:8.0f} files/s"
        print(f"{what:<13} {middle:6.2f} s ({spread})  {speed}  {told / middle:.2f}x of sha256sum + sha512sum")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--segments", type=int, default=16)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--bytes", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    for count, size in ((given.segments, given.megabytes * MB // max(1, given.segments)), (given.many, given.bytes)):
        if count:
            with tempfile.TemporaryDirectory() as name:
                os.environ["XDG_CONFIG_HOME"] = name
                compare(Path(name), [f"traffic-{n:06d}.mitm" for n in range(1, count + 1)], size, given.runs)


if __name__ == "__main__":
    main()
