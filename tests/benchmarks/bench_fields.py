"""Where the speed of a replay lives, each place against the plain way, in the same run and on the same exchanges.

    python tests/benchmarks/bench_fields.py [--flows 600] [--runs 5]

Processor time, medians. Above 1: so many times faster than the plain way.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from support import onebyone  # noqa: E402
from support.fields import CONTEXT  # noqa: E402

from trafficaudit import decode as decoding  # noqa: E402
from trafficaudit.decode import decode  # noqa: E402
from trafficaudit.decode.json_scan import Scan  # noqa: E402
from trafficaudit.decode.recalled import Headers  # noqa: E402
from trafficaudit.detectors import identifiers  # noqa: E402
from trafficaudit.detectors.key import search as key  # noqa: E402
from trafficaudit.model import Exchange, Field, Span  # noqa: E402
from trafficaudit.quick import quick  # noqa: E402
from trafficaudit.readers import open_capture  # noqa: E402


def exchanges(count: int) -> list[Exchange]:
    """Make traffic and read it."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "flows.mitm")
        command = [sys.executable, str(HERE / "make_flows.py"), str(path), "--flows", str(count), "--seed", "7"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return [item for item in open_capture(path).items() if isinstance(item, Exchange)]


def document(quoted: bool) -> Callable[[Exchange], object]:
    """Give what reads a document of 50 members, each time as one in which quotation marks may be escaped, or not."""
    raw = (
        b"{" + b",".join(b'"session_%d":"3f2504e0-4f89-11d3-9a0c-0305e82c3301"' % number for number in range(50)) + b"}"
    )
    return lambda one: Scan(raw, 0, "", room=1_000, tokens=1_000, simple=True, quoted=quoted).run()


def fields(make: type[Field]) -> Callable[[Exchange], object]:
    """Give what makes 50 fields."""
    span = Span(0, 1)
    return lambda one: [make("request", "body", "a", "a", "v", (), span, True, -1, True) for _ in range(50)]


def forgetful(one: Exchange) -> object:
    """Decode without what is known of headers."""
    decoding._SELECTION.headers = Headers()
    return decode(one)


def spent(work: Callable[[Exchange], object], over: list[Exchange]) -> float:
    """Give the processor's seconds."""
    start = time.process_time()
    for each in over:
        work(each)
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flows", type=int, default=600)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    made = exchanges(options.flows)
    decoded = {each.id: decode(each) for each in made}
    formats, names = identifiers.build(CONTEXT), key.build(CONTEXT)
    cases: dict[str, tuple[Callable[[Exchange], object], Callable[[Exchange], object]]] = {
        "fields where looked at": (lambda one: list(decode(one).fields), decode),
        "number formats": (
            lambda one: list(onebyone.formats(decoded[one.id])),
            lambda one: list(formats(one, decoded[one.id])),
        ),
        "headers added again": (forgetful, decode),
        "JSON, no quote escaped": (document(quoted=True), document(quoted=False)),
        "frozen objects": (fields(Field), fields(quick(Field))),
        "names": (lambda one: list(onebyone.entries(decoded[one.id])), lambda one: list(names(one, decoded[one.id]))),
    }
    print(f"{options.flows} flows, {sum(len(each.fields) for each in decoded.values())} fields, {options.runs} runs")
    for name, (plain, fast) in cases.items():
        ratios = [spent(plain, made) / spent(fast, made) for _ in range(options.runs)]
        print(f"{name:<26}{statistics.median(ratios):8.2f}  ({min(ratios):.2f}-{max(ratios):.2f})")


if __name__ == "__main__":
    main()
