"""Sealing and verifying against ``sha256sum`` and then ``sha512sum`` over the same files.

    python tests/benchmarks/bench_evidence.py [--megabytes 1024] [--segments 16] [--runs 5]

Prints medians in MB/s with the spread, and the ratios. A ratio of 0.5 means that it takes twice as long.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from trafficaudit import evidence
from trafficaudit.evidence import Order

MB = 1_000_000


def make(folder: Path, size: int, segments: int) -> None:
    """Write segments of noise, closed for good as a recorder closes them."""
    folder.mkdir()
    for number in range(1, segments + 1):
        with (path := folder / f"traffic-{number:04d}.mitm").open("wb") as file:
            for _ in range(max(1, size // segments >> 20)):
                file.write(os.urandom(1 << 20))
        path.chmod(0o400)


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--segments", type=int, default=16)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CONFIG_HOME"] = name
        folder, package = Path(name) / "capture", Path(name) / "capture.sealed"
        make(folder, given.megabytes * MB, given.segments)
        files = sorted(folder.iterdir())
        total = sum(path.stat().st_size for path in files)

        def sums() -> None:
            for program in ("sha256sum", "sha512sum"):
                subprocess.run([program, *files], check=True, stdout=subprocess.DEVNULL)

        def sealed(*, copy: bool) -> float:
            shutil.rmtree(package, ignore_errors=True)
            return timed(lambda: evidence.seal(folder, order=Order(copy=copy)))

        sums()
        rounds: dict[str, list[float]] = {"sums": [], "seal, copied": [], "seal": [], "verify": []}
        for _ in range(given.runs):
            rounds["sums"].append(timed(sums))
            rounds["seal, copied"].append(sealed(copy=True))
            rounds["seal"].append(sealed(copy=False))
            rounds["verify"].append(timed(lambda: evidence.verify(package)))
        base = statistics.median(rounds["sums"])
        print(f"{total / MB:.0f} MB in {len(files)} files, medians of {given.runs}")
        for what, seconds in rounds.items():
            middle = statistics.median(seconds)
            spread = f"{total / MB / max(seconds):.0f}-{total / MB / min(seconds):.0f}"
            print(
                f"{what:<13} {total / MB / middle:7.0f} MB/s ({spread})  {base / middle:.2f}x of sha256sum + sha512sum"
            )


if __name__ == "__main__":
    main()
