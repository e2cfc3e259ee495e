"""Measure the ciphertext join: 100,000 operations against 10,000 bodies in under 10 s and 500 MB.

``python tests/benchmarks/bench_joins.py``: writes an events file of that many encryptions, then reads and indexes it,
and opens made-up exchanges, of whose bodies every other one carries a ciphertext: raw behind an IV, in Base64 in JSON,
in hexadecimal, or in two pieces. Decoding the bodies beforehand is no part of the join and is not counted.
"""

import argparse
import base64
import json
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from support.hookevents import KEY, common
from support.samples import exchange

from trafficaudit import events
from trafficaudit.decode import decode
from trafficaudit.detectors.provenance.joins import Joins
from trafficaudit.model import Capture, Exchange, Message

SECONDS, MEGABYTES = 10.0, 500
WHEN = datetime.fromtimestamp(1_795_478_400, UTC)


def write(path: Path, operations: int, size: int, seed: int, shared: int) -> list[bytes]:
    """Write the events; give every 10th ciphertext. ``shared`` bytes at the beginning are the same in all of them."""
    draw = random.Random(seed)
    head = draw.randbytes(shared)
    kept = []
    with path.open("wb") as file:
        for number in range(operations):
            out = head + draw.randbytes(size - shared)
            text = json.dumps({"n": number, "aid": "a1b2c3d4e5f60718"}).encode().ljust(size - 16)
            event = events.Cipher(
                **common(-1),
                algorithm="AES/GCM/NoPadding",
                provider="AndroidOpenSSL",
                operation="encrypt",
                key=events.Key("AES", "RAW", KEY),
                iv=bytes(12),
                input=text,
                output=out,
                input_size=len(text),
                output_size=len(out),
            )
            file.write(events.encoder.encode(event) + b"\n")
            if number % 10 == 0:
                kept.append(out)
    return kept


def body(number: int, out: bytes, draw: random.Random, size: int) -> bytes:
    """Make a body: every other one carries the ciphertext."""
    if number % 2:
        return draw.randbytes(size) if number % 4 == 1 else json.dumps({"d": draw.randbytes(size // 2).hex()}).encode()
    match number // 2 % 4:
        case 0:
            return draw.randbytes(12) + out + draw.randbytes(size - len(out) - 12)
        case 1:
            rest = {"b": base64.b64encode(draw.randbytes(size // 2)).decode()}
            return json.dumps({"d": base64.b64encode(b"\1" + out).decode()} | rest).encode()
        case 2:
            return json.dumps({"d": out.hex(), "pad": "x" * 200}).encode()
        case _:
            return json.dumps({"d": [base64.b64encode(p).decode() for p in (out[:400], out[400:])]}).encode()


def measure(operations: int, bodies: int, size: int, body_size: int, shared: int) -> tuple[float, float, int]:
    """Give seconds, megabytes beyond what was there before, and how many bodies were opened."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.jsonl"
        kept = write(path, operations, size, 7, shared)
        draw = random.Random(8)
        made: list[Exchange] = []
        for number in range(bodies):
            data = body(number, kept[number % len(kept)], draw, body_size)
            made.append(exchange(number, request=Message(body=data, body_size=len(data)), started_at=WHEN))
        decoded = [decode(each) for each in made]
        print(
            f"{path.stat().st_size / 1e6:.0f} MB of events, {sum(len(e.request.body) for e in made if e.request and e.request.body) / 1e6:.0f} MB of bodies"
        )
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.perf_counter()
        joins = Joins(path, Capture("c", "c", "", 0, "capture folder"))
        read = time.perf_counter() - began
        opened = sum(bool(joins.open(each, fields)[1]) for each, fields in zip(made, decoded, strict=True))
        seconds = time.perf_counter() - began
        megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"read and indexed in {read:.2f} s, joined in {seconds - read:.2f} s, {megabytes:.0f} MB more")
        return seconds, megabytes, opened


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=100_000)
    parser.add_argument("--bodies", type=int, default=10_000)
    parser.add_argument("--size", type=int, default=1_024, help="bytes of a ciphertext")
    parser.add_argument("--body-size", type=int, default=4_096, help="bytes of a body, about")
    parser.add_argument("--shared", type=int, default=0, help="bytes at the beginning that all ciphertexts share")
    given = parser.parse_args()
    seconds, megabytes, opened = measure(given.operations, given.bodies, given.size, given.body_size, given.shared)
    print(
        f"{given.operations} operations against {given.bodies} bodies: {seconds:.1f} s, {megabytes:.0f} MB, {opened} bodies opened"
    )
    whole = opened == -(-given.bodies // 2)
    return 0 if seconds < SECONDS and megabytes < MEGABYTES and whole else 1


if __name__ == "__main__":
    raise SystemExit(main())
