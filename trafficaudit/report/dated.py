"""How the clock of a recording stood to those of the servers that answered: what marks and times by it are worth.

Each site counts once, by the middle of its answers: a server whose clock is wrong, or that many answers came from,
moves nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median, quantiles

from trafficaudit.report.results import Results

FEWEST = 3
"""Sites from which on their middle says something: one of them may be wrong."""
CLOSE = 2.0
"""Seconds within which a clock agrees with the servers': dates have whole seconds, and answers take their time."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What the servers of one recording say: seconds by which their clocks were ahead, the middle and its quarters.

    Without numbers, too few sites dated their answers.
    """

    capture: str
    answers: int
    sites: int
    quarters: tuple[float, float, float] | None

    @property
    def agrees(self) -> bool:
        """Whether the recording's clock is borne out."""
        return self.quarters is not None and abs(self.quarters[1]) <= CLOSE


def dated(results: Results) -> Iterator[Dated]:
    """Give it for each recording, in their order."""
    domains = {row["destination"]: row["domain"] or row["host"] for row in results.destinations}
    told: dict[str, defaultdict[str, list[float]]] = {}
    for row in results.exchanges:
        sites = told.setdefault(str(row["capture"]), defaultdict(list))
        if row["server_ahead"] is not None:
            sites[domains[row["destination"]]].append(float(row["server_ahead"]))
    for capture, sites in told.items():
        middles = [median(each) for each in sites.values()]
        quarters = None
        if len(middles) >= FEWEST:
            low, middle, high = quantiles(middles, n=4, method="inclusive")
            quarters = low, middle, high
        yield Dated(capture, sum(map(len, sites.values())), len(middles), quarters)
