"""Which recordings were made at the same time: what two recorders saw of one phone stands in both, and counts twice."""

from collections import defaultdict
from collections.abc import Iterator

from trafficaudit.model import UNDATED, Exchange

type _Times = tuple[float, float]


class Overlaps:
    """Takes note of from when to when each recording has exchanges of an app."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str], _Times] = {}

    def add(self, exchange: Exchange) -> None:
        """Take in an exchange; one without a time says nothing of when its recording was made."""
        if exchange.started_at == UNDATED:
            return
        place, at = (exchange.app, exchange.capture_id), exchange.started_at.timestamp()
        first, last = self._times.get(place, (at, at))
        self._times[place] = min(first, at), max(last, at)

    def span(self, capture: str) -> _Times | None:
        """Give when the first and the last exchange of a recording began, in Unix seconds; ``None`` without a time."""
        times = [span for (_, one), span in self._times.items() if one == capture]
        return (min(first for first, _ in times), max(last for _, last in times)) if times else None

    def warnings(self) -> Iterator[str]:
        """Say of each recording which earlier one it overlaps with, if it does; in the order of time."""
        apps: defaultdict[str, list[tuple[_Times, str]]] = defaultdict(list)
        for (app, capture), times in self._times.items():
            apps[app].append((times, capture))
        said = dict.fromkeys(pair for app in sorted(apps) for pair in pairs(sorted(apps[app])))
        for one, other in said:
            yield f"{one} and {other} were recorded at the same time: an exchange that both hold counts twice"


def pairs[T](listed: list[tuple[_Times, T]]) -> Iterator[tuple[T, T]]:
    """Give each that begins before an earlier one has ended, behind that one; ``listed`` in the order of time.

    So do two of the same time, were it a single moment: one exchange, exported twice.
    """
    (start, until), longest = listed[0]
    for (first, last), capture in listed[1:]:
        if first < until or (first, last) == (start, until):
            yield longest, capture
        if last > until:
            start, until, longest = first, last, capture
