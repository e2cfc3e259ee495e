"""Hosts of which a service's own documents say in which country it keeps what is sent there.

``data/residency.toml`` has them. Such a word never gives a country, as no name does; it puts another one in doubt, and
where a front that is everywhere answers, it is all that tells.

>>> [line.answer for _, line in told("o1.ingest.de.sentry.io")], list(told("ingest.sentry.io"))
(['DE'], [])
"""

import tomllib
from collections.abc import Iterator
from functools import cache

from trafficaudit.destinations.places import DATA
from trafficaudit.model import Evidence

SOURCE = "documents of the service"
"""Of evidence that says where a service keeps data: its answer is the country, its detail who says so of which host."""
_LABELS = 127


def told(host: str) -> Iterator[tuple[str, Evidence]]:
    """Give the host that a document names and the evidence; nothing for any other, the longest listed host wins.

    Args:
        host: in the one spelling of hosts.
    """
    labels = host.split(".")[-_LABELS:]
    known = _hosts()
    found = next((listed for at in range(len(labels)) if (listed := ".".join(labels[at:])) in known), "")
    if found:
        yield found, known[found]


@cache
def _hosts() -> dict[str, Evidence]:
    table = tomllib.loads((DATA / "residency.toml").read_text(encoding="utf-8"))
    return {
        host: Evidence(SOURCE, country, f"{entry['name']} keeps there what {host} gets: {entry['source']}")
        for entry in table["service"]
        for country, hosts in entry["countries"].items()
        for host in hosts
    }
