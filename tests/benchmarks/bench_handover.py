"""Measure what leaves the house: encrypting a package against the program age, and writing a HAR against reading.

``python tests/benchmarks/bench_handover.py``: a package of ``--size`` MiB of noise is encrypted, read back and compared
(``crypt.encrypt``) and opened (``crypt.decrypt``), against ``tar | age`` and ``age -d | tar`` on the same bytes; a flow file
is exported, against a bare loop of mitmproxy's FlowReader over it. Each is done in turn, ``--rounds`` times; the medians,
their ratio and the spread are printed, with the most memory that this process took.
"""

import argparse
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pyrage
from mitmproxy.io import FlowReader
from support import flows

from trafficaudit.evidence import crypt
from trafficaudit.export import export_har


def made(folder: Path, mebibytes: int) -> Path:
    """Make what looks like a package: enough for encrypting, not for verifying."""
    noise = random.Random(3)
    (folder / "p" / "bag" / "data").mkdir(parents=True)
    (folder / "p" / "bag" / "bagit.txt").write_text("BagIt-Version: 1.0\n")
    for number in range(mebibytes // 32):
        (folder / "p" / "bag" / "data" / f"traffic-{number:04}.mitm").write_bytes(noise.randbytes(32 << 20))
    return folder / "p"


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> None:
    """Do both in turn and print medians, ratio and spread."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for run, taken in zip((ours, theirs), times, strict=True):
            begun = time.perf_counter()
            run()
            taken.append(time.perf_counter() - begun)
    one, two = map(statistics.median, times)
    spread = ", ".join(f"{min(taken):.2f}-{max(taken):.2f}" for taken in times)
    print(f"{name}: {one:.2f} s against {two:.2f} s, ratio {one / two:.2f} ({spread} s in {rounds} rounds)")


def encrypting(scratch: Path, mebibytes: int, rounds: int) -> None:
    """Compare with the program age."""
    package, key = made(scratch, mebibytes), pyrage.x25519.Identity.generate()
    (scratch / "key").write_text(f"{key}\n")
    ours, theirs = scratch / "ours.age", scratch / "theirs.age"

    def encrypt() -> None:
        ours.unlink(missing_ok=True)
        crypt.encrypt(package, [key.to_public()], ours)

    def decrypt() -> None:
        shutil.rmtree(scratch / "opened", ignore_errors=True)
        crypt.decrypt(ours, [key], scratch / "opened")

    def shell(line: str) -> Callable[[], object]:
        return lambda: subprocess.run(["sh", "-c", line], check=True, cwd=scratch)

    compare("encrypt, read back, compare", encrypt, shell(f"tar -c p | age -r {key.to_public()} > {theirs}"), rounds)
    compare("open", decrypt, shell(f"rm -rf x && mkdir x && age -d -i key {theirs} | tar -x -C x"), rounds)


def exporting(scratch: Path, count: int, rounds: int) -> None:
    """Compare with a bare FlowReader loop."""
    noise = random.Random(1)
    kind = [(b"content-type", b"image/jpeg")]
    many = (flows.flow(n, f"/x?n={n}", body=noise.randbytes(2000), response=noise.randbytes(20_000), response_headers=kind) for n in range(count))  # fmt: skip
    capture = flows.write(scratch / "s.mitm", *many)

    def read() -> None:
        with capture.open("rb") as file:
            for _ in FlowReader(file).stream():
                pass

    compare(f"{count} flows as HAR", lambda: export_har(capture, scratch / "s.har", force=True), read, rounds)


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=512, help="MiB of the package")
    parser.add_argument("--flows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        exporting(Path(folder), given.flows, given.rounds)
        if shutil.which("age"):
            encrypting(Path(folder), given.size, given.rounds)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB")


if __name__ == "__main__":
    main()
