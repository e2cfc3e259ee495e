"""Which endpoints a host belongs to. A host's suffixes are looked up in a table of all that is known."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from trafficaudit.trackers import trackers
from trafficaudit.trackers.model import Endpoint, Tracker
from trafficaudit.trackers.paths import glob

_MAX_HOST = 254
"""Longest host name that is looked up, a last dot included (RFC 1035, section 2.3.4)."""


_ANY = glob("*")


@dataclass(frozen=True, slots=True)
class _Entry:
    order: int
    tracker: Tracker
    endpoint: Endpoint
    label: re.Pattern[str] | None


def endpoints(host: str) -> tuple[tuple[Tracker, Endpoint], ...]:
    """Give what is known about a host, each endpoint once, in the order of ``TRACKERS``; empty for an unknown one.

    The host's suffixes are looked up in a table, so that the cost does not grow with the number of trackers.

    >>> [tracker.slug for tracker, _ in endpoints("app.adjust.com")][:1]
    ['adjust']
    """
    return _endpoints(host.lower().rstrip(".")) if len(host) <= _MAX_HOST else ()


@lru_cache(maxsize=4096)
def _endpoints(host: str) -> tuple[tuple[Tracker, Endpoint], ...]:
    labels = host.split(".")
    found: list[_Entry] = []
    for start in range(len(labels)):
        before = ".".join(labels[:start])
        found.extend(entry for entry in _table().get(".".join(labels[start:]), ()) if _covers(entry, before))
    found.sort(key=lambda entry: entry.order)
    # An endpoint may list a name beside a wildcard that covers it.
    once = {entry.endpoint.id: (entry.tracker, entry.endpoint) for entry in found}
    return tuple(once.values())


@cache
def _table() -> dict[str, list[_Entry]]:
    table: dict[str, list[_Entry]] = {}
    order = 0
    for tracker in trackers():
        for endpoint in tracker.endpoints:
            for host in endpoint.hosts:
                first, _, rest = host.partition(".")
                wild = "*" in first or "?" in first
                key, label = (rest, glob(first)) if wild else (host, None)
                table.setdefault(key, []).append(_Entry(order, tracker, endpoint, label))
                order += 1
    return table


def _covers(entry: _Entry, before: str) -> bool:
    """Tell whether what stands before the table's key is what the host pattern asks for: nothing, ``*`` or a label."""
    if entry.label is None or not before:
        return entry.label is None and not before
    return entry.label.match(before) is not None and ("." not in before or entry.label is _ANY)
