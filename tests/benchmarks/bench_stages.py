"""Where the time of a replay goes, stage by stage, against a bare FlowReader loop over the same file.

    python tests/benchmarks/bench_stages.py [--flows 3000] [--runs 5]

Microseconds of the processor a flow, medians, and the ratio to the bare loop of the same run. The first flows, for which
everything is prepared, do not count. What is left of a replay beside these stages, its start and its files, does not
stand here: bench_replay.py measures the whole.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from mitmproxy.io import FlowReader

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.bench_many import written  # noqa: E402

from trafficaudit import persona, together  # noqa: E402
from trafficaudit.decode import decode  # noqa: E402
from trafficaudit.destinations import Locator  # noqa: E402
from trafficaudit.detectors import DETECTORS, Context  # noqa: E402
from trafficaudit.model import Exchange, Finding, Gap  # noqa: E402
from trafficaudit.placing import placed  # noqa: E402
from trafficaudit.readers import open_capture  # noqa: E402
from trafficaudit.tables.rows import rows  # noqa: E402

_PREPARING = 500


def bare(path: Path) -> float:
    """Give the microseconds a flow of a loop that only reads."""
    start = time.process_time()
    with path.open("rb") as file:
        count = sum(1 for _ in FlowReader(file).stream())
    return (time.process_time() - start) / count * 1e6


class Stages:
    """Takes exchanges the way that a replay takes them, and takes the time."""

    def __init__(self, path: Path, person: Path) -> None:
        self._source = open_capture(path)
        context = Context(persona.load(person))
        self._detectors = {module.NAME: module.build(context) for module in DETECTORS}
        self._locator = Locator()
        self.spent = defaultdict[str, float](float)
        self.count: Counter[str] = Counter()
        self._at = 0.0

    def run(self) -> None:
        """Take all exchanges."""
        self._at = time.process_time()
        taken = 0
        for some in together.groups(self._source.items()):
            if taken < _PREPARING <= taken + together.MANY:
                self.spent.clear()
                self.count.clear()
            self._passed("read")
            if not isinstance(some, Gap):
                taken += len(some)
                self._few([placed(item, self._source.capture, "") for item in some])

    def _few(self, exchanges: list[Exchange]) -> None:
        examined = [(exchange, decode(exchange), list[Finding]()) for exchange in exchanges]
        self._passed("decode")
        for name, detect in self._detectors.items():
            for exchange, decoded, findings in examined:
                findings.extend(detect(exchange, decoded))
            self._passed(name)
        for exchange, decoded, findings in examined:
            destination = self._locator.locate(exchange)
            self._passed("locate")
            rows(exchange, destination, decoded, findings)
            self._passed("rows")
            self.count.update(flows=1, fields=len(decoded.fields), findings=len(findings))

    def _passed(self, stage: str) -> None:
        now = time.process_time()
        self.spent[stage] += now - self._at
        self._at = now


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flows", type=int, default=3_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    taken: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        path, person = written(Path(scratch), max(options.flows, 2 * _PREPARING))
        for _ in range(options.runs):
            base, stages = bare(path), Stages(path, person)
            stages.run()
            flows = stages.count["flows"]
            each = {name: spent / flows * 1e6 for name, spent in stages.spent.items()}
            for name, micros in {**each, "all": sum(each.values()), "bare FlowReader": base}.items():
                taken.setdefault(name, []).append((micros, micros / base))
    many = {name: stages.count[name] / flows for name in ("fields", "findings")}
    print(f"a flow has {many['fields']:.0f} fields and {many['findings']:.0f} findings; {options.runs} runs")
    print(f"{'':<18}{'us a flow':>10}{'x bare':>9}   (min-max)")
    for name, figures in taken.items():
        ratios = [ratio for _, ratio in figures]
        spread = f"({min(ratios):.2f}-{max(ratios):.2f})"
        micros = statistics.median(each for each, _ in figures)
        print(f"{name:<18}{micros:>10.0f}{statistics.median(ratios):>9.2f}   {spread}")


if __name__ == "__main__":
    main()
