"""Endpoint knowledge as data: which SDK or platform a host belongs to, and which field of its messages carries what.

What is known is this folder: each TOML file is one. ``README.md`` beside them says how to write one and where the facts
come from.
"""

from functools import cache
from importlib import resources

from trafficaudit.trackers.load import load_tracker
from trafficaudit.trackers.model import Condition, Endpoint, Tracker, TrackerField

__all__ = ["Condition", "Endpoint", "Tracker", "TrackerField", "trackers"]

_ENDING = ".toml"


@cache
def trackers() -> tuple[Tracker, ...]:
    """Give every known tracker in the order of their files' names; the data files are read once.

    Raises:
        AuditError: a data file is wrong.
    """
    files = [entry.name for entry in resources.files(__name__).iterdir() if entry.name.endswith(_ENDING)]
    return tuple(load_tracker(slug) for slug in sorted(name.removesuffix(_ENDING) for name in files))
