"""Entries of a HAR made by hand, and what is read of one."""

from typing import Any

from trafficaudit.model import Exchange, Gap
from trafficaudit.readers.har.entry import exchanges


def entry(**changes: Any) -> dict[str, Any]:
    """Give an entry with changes: ``request__url`` is the URL of its request."""
    request = {"method": "post", "url": "https://Shop.example:8443/a?b=%31#c", "httpVersion": "h2", "headers": []}
    response = {"status": 200, "httpVersion": "h2", "headers": [], "content": {"text": "hi", "size": 2}}
    made: dict[str, Any] = {"startedDateTime": "2026-11-24T00:00:00Z", "request": request, "response": response}
    for key, value in changes.items():
        holder, _, name = key.rpartition("__")
        target = made[holder] if holder else made
        target[name] = value
    return made


def read(given: dict[str, Any]) -> tuple[list[Exchange], list[str]]:
    """Give the exchanges of an entry, and what its gaps say."""
    items = list(exchanges(given, "c", 7, 99, 1000))
    assert all(each.position == 7 for each in items)
    return [each for each in items if isinstance(each, Exchange)], [
        each.reason for each in items if isinstance(each, Gap)
    ]
