"""Measure the report of 10,000 transfer rows: page and workbook built in < 10 s, < 15 MB, opened and filtered in < 1 s each.

``python tests/benchmarks/bench_report.py``: writes a made-up result folder, has the command build the page and the
workbook of it, and opens the page in Debian's Chromium some times, each in a fresh browser context.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from support import resultfolders
from support.browsers import chromium
from support.command import run

from trafficaudit.report.results import read_results

BUILT, OPENED, FILTERED, MEGABYTES = 10.0, 1.0, 1.0, 15.0
# From the choice to the next painted frame.
FILTER = """([name, value]) => new Promise((done) => {
  const control = document.querySelector(`#filters [name=${name}]`);
  const began = performance.now();
  control.value = value;
  control.dispatchEvent(new Event("input", {bubbles: true}));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


def told(name: str, seconds: list[float]) -> float:
    """Print and give the median, and print the spread: other programs on the machine stretch single runs."""
    print(
        f"{name}: median {statistics.median(seconds):.3f} s, {min(seconds):.3f} to {max(seconds):.3f} s of {len(seconds)}"
    )
    return statistics.median(seconds)


def timed(*arguments: str | Path) -> tuple[float, float]:
    """Give the seconds that the command takes in a process of its own, and its processor time."""
    began, worked = time.perf_counter(), processor()
    assert run(*arguments).returncode == 0
    return time.perf_counter() - began, processor() - worked


def processor() -> float:
    """Give the processor time of every process that was waited for: what other programs do hardly stretches it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def opened(page_file: Path, times: int) -> tuple[list[float], list[float], list[float]]:
    """Give the seconds from the call until the page stands with its rows, the page's processor time, and each filter's."""
    opening, working, filtering = [], [], []
    with chromium() as browser:
        for _ in range(times):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            tools = page.context.new_cdp_session(page)
            tools.send("Performance.enable", {"timeDomain": "threadTicks"})
            began = time.perf_counter()
            page.goto(page_file.as_uri())
            page.locator("#row-table tbody tr").nth(5).wait_for()
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            opening.append(time.perf_counter() - began)
            measured = {each["name"]: each["value"] for each in tools.send("Performance.getMetrics")["metrics"]}
            working.append(measured["TaskDuration"])
            for choice in (
                ["category", "email"],
                ["category", ""],
                ["side", "yes"],
                ["phase", "login"],
                ["search", "recipient 7"],
                ["search", ""],
            ):
                filtering.append(page.evaluate(FILTER, choice) / 1000)
            page.context.close()
    return opening, working, filtering


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = resultfolders.write(Path(name) / "results", resultfolders.many(given.rows))
        results = read_results(folder)
        print(
            f"{len(results.transfers)} transfer rows, {len(results.findings)} findings, {len(results.exchanges)} exchanges"
        )
        page = Path(name) / "report.html"
        building, both = [], []
        book = Path(name) / "report.xlsx"
        for _ in range(given.times):
            building.append(timed("report", folder, "-o", page, "--lang", "ko"))
            both.append(timed("report", folder, "-o", page, "--lang", "ko", "--xlsx", book))
        told("built, the command as a whole", [wall for wall, _ in building])
        built = told("built with the workbook", [wall for wall, _ in both])
        told("processor time of the page", [worked for _, worked in building])
        told("processor time of page and workbook", [worked for _, worked in both])
        print(f"workbook: {book.stat().st_size / 1e6:.2f} MB; load of the machine {os.getloadavg()[0]:.1f}")
        size = page.stat().st_size / 1e6
        print(f"page: {size:.2f} MB")
        opening, working, filtering = opened(page, given.times)
        told("processor time of the page's thread while it opens", working)
        usual = told("opened", opening), told("filtered", filtering)
    return 0 if built < BUILT and size < MEGABYTES and usual[0] < OPENED and usual[1] < FILTERED else 1


if __name__ == "__main__":
    raise SystemExit(main())
