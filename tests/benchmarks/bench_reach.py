"""What must be reached, in one table: every ratio with its goal, medians of interleaved runs, and the machine named.

    python tests/benchmarks/bench_reach.py [--flows 40000] [--runs 5] [--entries 10000] [--captures 200] [--largest 480]
                                           [--only bare trackhar presidio captures sizes] [--peers build/peers]

Every run is a process of its own. Beside the ratio of the time that passed stands that of the processor's time, of all
processes together: it tells more where others are at work on the machine. 40,000 flows are about 480 MB; smaller figures
suit small machines, and start-up then weighs more. ``--largest 2000`` measures a file of 2 GB. Peers that are not there
(``make peers``) are left out, and the table says so.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from itertools import pairwise
from pathlib import Path

from mitmproxy import http
from mitmproxy.io import FlowReader

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.bench_many import parts, written  # noqa: E402
from benchmarks.bench_replay import BARE, REPLAY, measure  # noqa: E402

PYTHON = [sys.executable, "-c"]
CORPUS = HERE.parent / "corpus"
LIBRARIES = ("mitmproxy", "hyperscan", "msgspec", "pyarrow", "pandas")
_MB_FLOWS = 83
_SHORTEST = 0.2
"""Seconds that are enough to tell anything by."""
_SAMPLE = 400
"""Flows whose bodies presidio's patterns are run over: they take seconds for a MB."""

type Figures = tuple[float, float, float]
"""Wall seconds, processor seconds, peak resident MB."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Args:
        what: what is compared.
        goal: what must be reached.
        wall: the ratio, or the figure, in each run.
        busy: the same of the processor's time; empty where there is none.
        reached: tells whether a figure is good enough.
        note: why there is no figure, or what it rests on.
    """

    what: str
    goal: str
    wall: tuple[float, ...] = ()
    busy: tuple[float, ...] = ()
    reached: Callable[[float], bool] = lambda figure: True
    note: str = ""

    def __str__(self) -> str:
        if not self.wall:
            return f"{self.what:<46}{self.goal:>12}   {self.note or 'too short to tell'}"
        middle = statistics.median(self.wall)
        spread = f"{min(self.wall):.2f}-{max(self.wall):.2f}"
        busy = f"{statistics.median(self.busy):.2f}" if self.busy else ""
        verdict = "yes" if self.reached(middle) else "NO"
        return f"{self.what:<46}{self.goal:>12}{middle:>10.2f}{spread:>16}{busy:>10}{verdict:>9}   {self.note}".rstrip()


def machine() -> str:
    """Name the machine by what matters for speed."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return (
        f"{model}, {os.cpu_count()} processors, {memory:.0f} GB; {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, {versions}"
    )


def replay(captures: list[Path], persona: Path, out: Path, *more: str) -> Figures:
    """Replay captures with all outputs, in one process where nothing else is said."""
    named = [*PYTHON, REPLAY, "replay", *map(str, captures), "--persona", str(persona), "-o", str(out), "--force"]
    return measure([*named, *(more if "--workers" in more else (*more, "--workers", "1"))])


def ratios(
    one: list[Figures], two: list[Figures], number: int, start: float = 0.0, base: float = 0.0
) -> tuple[float, ...]:
    """Divide run by run, each less what it takes to start; a run in which too little is left is no figure."""
    pairs = [(mine[number] - start, theirs[number] - base) for mine, theirs in zip(one, two, strict=True)]
    return tuple(mine / theirs for mine, theirs in pairs if theirs > _SHORTEST)


def against_bare(folder: Path, flows: int, runs: int) -> Iterator[Line]:
    """Hold a replay against a bare FlowReader loop over the same file."""
    source, persona = written(folder, flows)
    bare: list[Figures] = []
    found: dict[int, list[Figures]] = {1: [], 2: []}
    for _ in range(runs):
        bare.append(measure([*PYTHON, BARE, str(source)]))
        for workers, figures in found.items():
            figures.append(replay([source], persona, folder / "out", "--workers", str(workers)))
    size = (
        f"{source.stat().st_size / 1e6:.0f} MB, {flows} flows; bare {statistics.median(each[0] for each in bare):.2f} s"
    )
    for workers, goal in ((1, 0.60), (2, 0.35)):
        what = f"replay / bare FlowReader, {workers} process{'es' if workers > 1 else ''}"
        wall, busy = ratios(found[workers], bare, 0), ratios(found[workers], bare, 1)
        yield Line(what, f"<= {goal:.2f}", wall, busy, lambda figure, goal=goal: figure <= goal, size)  # type: ignore[misc]
    memory = tuple(max(each[2] for each in run) for run in zip(*found.values(), strict=True))
    yield Line("largest process, MB resident", "<= 400", memory, (), lambda figure: figure <= 400)


def against_trackhar(folder: Path, entries: int, runs: int, peers: Path) -> Iterator[Line]:
    """Hold a replay against TrackHAR with the persona's values as indicators, on the same HAR."""
    what, goal = "TrackHAR / replay, same HAR", ">= 10"
    if not (peers / "node_modules" / "trackhar").is_dir():
        yield Line(what, goal, note="left out: TrackHAR is not installed (make peers)")
        return
    source, persona = written(folder, entries)
    har, indicators = folder / "flows.har", folder / "indicators.json"
    har.unlink(missing_ok=True)
    exported = [*PYTHON, REPLAY, "export", "--har", str(source), "-o", str(har)]
    subprocess.run(exported, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    values = tomllib.loads(persona.read_text(encoding="utf-8"))["values"]
    indicators.write_text(json.dumps(values), encoding="utf-8")
    theirs: list[Figures] = []
    ours: list[Figures] = []
    program = [
        "node",
        "--max-old-space-size=4096",
        str(CORPUS / "trackhar.mjs"),
        str(peers.resolve()),
        str(har),
        str(indicators),
    ]
    for _ in range(runs):
        theirs.append(measure(program))
        ours.append(replay([har], persona, folder / "out"))
    note = f"{har.stat().st_size / 1e6:.0f} MB, {entries} entries, both with start-up"
    yield Line(what, goal, ratios(theirs, ours, 0), ratios(theirs, ours, 1), lambda figure: figure >= 10, note)


def against_presidio(folder: Path, runs: int, peers: Path) -> Iterator[Line]:
    """Hold a replay against presidio's patterns on the same bodies, each less its own start."""
    what, goal = "presidio patterns / replay, same bodies", ">= 100"
    python = peers / "bin" / "python"
    if not python.exists() or not list(peers.glob("lib/*/site-packages/presidio_analyzer")):
        yield Line(what, goal, note="left out: presidio-analyzer is not installed (make peers)")
        return
    source, persona = written(folder, _SAMPLE)
    texts, none = folder / "texts.json", folder / "none.json"
    bodies = list(_bodies(source))
    texts.write_text(json.dumps([[0, "body", body] for body in bodies]), encoding="utf-8")
    none.write_text("[]", encoding="utf-8")
    (one,) = parts(source, folder / "one", 1, 1)
    theirs: list[Figures] = []
    ours: list[Figures] = []
    for _ in range(runs):
        first, all_of = (measure([str(python), str(CORPUS / "presidio.py"), str(each)]) for each in (none, texts))
        theirs.append((all_of[0] - first[0], all_of[1] - first[1], 0.0))
        first, all_of = (replay([each], persona, folder / "out") for each in (one, source))
        ours.append((all_of[0] - first[0], all_of[1] - first[1], 0.0))
    note = f"{sum(map(len, bodies)) / 1e6:.1f} M characters of {_SAMPLE} flows, its 10 recognizers of corpus/presidio.py, less start-up"
    yield Line(what, goal, ratios(theirs, ours, 0), ratios(theirs, ours, 1), lambda figure: figure >= 100, note)


def _bodies(source: Path) -> Iterator[str]:
    with source.open("rb") as stream:
        for flow in FlowReader(stream).stream():
            for message in (flow.request, flow.response) if isinstance(flow, http.HTTPFlow) else ():
                text = message.get_text(strict=False) if message is not None else ""
                if text:
                    yield text.encode("utf-8", "replace").decode()


def by_captures(folder: Path, most: int, runs: int) -> Iterator[Line]:
    """Measure twice the captures, up to the most, one process and less what it takes to start."""
    flows = 10
    source, persona = written(folder, most * flows)
    made = parts(source, folder / "many", most, flows)
    counts = [most // 4, most // 2, most]
    figures: dict[int, list[Figures]] = {count: [] for count in (1, *counts)}
    for _ in range(runs):
        for count, of_count in figures.items():
            of_count.append(replay(made[:count], persona, folder / "each", "--each"))
    start = [statistics.median(each[number] for each in figures[1]) for number in range(2)]
    for half, whole in pairwise(counts):
        times = whole / half
        wall, busy = (
            tuple(each / times for each in ratios(figures[whole], figures[half], number, start[number], start[number]))
            for number in range(2)
        )
        note = f"of {flows} flows each, less a replay of one"
        yield Line(f"time a capture, {whole} / {half} captures", "0.9-1.1", wall, busy, _flat, note)


def by_size(folder: Path, largest: int, runs: int) -> Iterator[Line]:
    """Measure the time of a MB from 5 MB to the largest file, one process and less what it takes to start."""
    source, persona = written(folder, 1)
    (one,) = parts(source, folder / "start", 1, 1)
    files = []
    for number, size in enumerate(sorted({5, min(50, largest), largest})):
        source, persona = written(folder, size * _MB_FLOWS)
        files.append(source.rename(folder / f"size{number}.mitm"))
    start, found = [replay([one], persona, folder / "out") for _ in range(runs)], dict[Path, list[Figures]]()
    for _ in range(runs):
        for file in files:
            found.setdefault(file, []).append(replay([file], persona, folder / "out"))
    begun = [statistics.median(each[number] for each in start) for number in range(2)]
    small = files[0]
    for file in files[1:]:
        times = file.stat().st_size / small.stat().st_size
        wall, busy = (
            tuple(each / times for each in ratios(found[file], found[small], number, begun[number], begun[number]))
            for number in range(2)
        )
        sizes = f"{file.stat().st_size / 1e6:.0f} / {small.stat().st_size / 1e6:.0f} MB"
        yield Line(f"time a MB, {sizes}", "0.9-1.1", wall, busy, _flat, "less a replay of one flow")


def _flat(figure: float) -> bool:
    return 0.9 <= figure <= 1.1


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flows", type=int, default=40_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--entries", type=int, default=10_000, help="of the HAR")
    parser.add_argument("--captures", type=int, default=200, help="the most")
    parser.add_argument("--largest", type=int, default=480, help="MB of the largest file")
    parser.add_argument("--peers", type=Path, default=HERE.parent.parent / "build" / "peers")
    asked = ("bare", "trackhar", "presidio", "captures", "sizes")
    parser.add_argument("--only", nargs="*", choices=asked, default=asked)
    options = parser.parse_args()
    print(machine())
    print(f"medians of {options.runs} runs; load {os.getloadavg()[0]:.1f} at the beginning")
    print(f"{'':<46}{'goal':>12}{'measured':>10}{'(min-max)':>16}{'busy':>10}{'reached':>9}")
    with tempfile.TemporaryDirectory() as scratch:
        rooms = {name: Path(scratch, name) for name in asked}
        lines: dict[str, Iterator[Line]] = {
            "bare": against_bare(rooms["bare"], options.flows, options.runs),
            "trackhar": against_trackhar(rooms["trackhar"], options.entries, options.runs, options.peers),
            "presidio": against_presidio(rooms["presidio"], options.runs, options.peers),
            "captures": by_captures(rooms["captures"], options.captures, options.runs),
            "sizes": by_size(rooms["sizes"], options.largest, options.runs),
        }
        for name in options.only:
            rooms[name].mkdir()
            for line in lines[name]:
                print(line, flush=True)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
