"""Hosts that a phone's operating system asks by itself: what goes there may be no app's.

A recording of one app holds what the phone sent meanwhile, and often nothing tells which process that was. Of hosts
that only the system asks (``data/system.toml``, each with the maker's word) the evidence says so, and the report
counts them; no row is left out for it, since an app can ask any host.

>>> [one.answer for one in told("captive.apple.com")], list(told("apple.com"))
(['Apple (is there a way to the internet?)'], [])
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from trafficaudit.destinations.places import DATA
from trafficaudit.model import Evidence

SOURCE = "asked by the operating system itself"
"""Of evidence that says so: its answer is who asks and what for, its detail the source."""


class _Asked(NamedTuple):
    name: str
    source: str


def told(host: str) -> Iterator[Evidence]:
    """Give the evidence that a host is the system's; nothing for any other.

    Args:
        host: in the one spelling of hosts.
    """
    if one := _hosts().get(host):
        yield Evidence(SOURCE, one.name, one.source)


@cache
def _hosts() -> dict[str, _Asked]:
    table = tomllib.loads((DATA / "system.toml").read_text(encoding="utf-8"))
    return {host: _Asked(entry["name"], entry["source"]) for entry in table["system"] for host in entry["hosts"]}
