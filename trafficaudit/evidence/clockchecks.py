"""A check of the recorder's clock: whether it contradicts itself, or the authorities that stamped what it dates.

Nothing is rejected for it: clocks are set while a phone is recorded. But a chain whose times go back, or that dates
something later than it was stamped, is asked about, and whoever verifies should know first.
"""

import math
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import anchor, bag, chain
from trafficaudit.evidence.case import Case
from trafficaudit.evidence.verdict import Finding, Outcome

_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?[+-][0-9]{2}:[0-9]{2}"
)
"""A time as RFC 3339 has it, with a numeric offset; ``verify.sh`` reads the same, and Python more."""


def clock(subject: Case) -> Iterator[Finding]:
    """Hold the times of the chain's links against each other and against the time stamps, in whole seconds.

    Nothing is said of a chain that does not hold.
    """
    if not subject.chained:
        return
    folder = subject.bag / bag.DATA / chain.FOLDER
    try:
        times = {number: _seconds(chain.read(folder / chain.name(number)).entry.at) for number in chain.numbers(folder)}
    except (EvidenceError, ValueError, OverflowError):
        yield Finding("clock", Outcome.NOTE, "a time of the chain cannot be read")
        return
    told = [f"link {later} goes back" for earlier, later in pairwise(times) if times[later] < times[earlier]][:1]
    ahead = max((_ahead(times, name, at) for name, at in subject.stamped), default=0)
    told += [f"{ahead} s ahead of a time stamp"] if ahead > 0 else []
    yield Finding("clock", Outcome.NOTE if told else Outcome.OK, ", ".join(told))


def _ahead(times: dict[int, int], name: str, at: datetime) -> int:
    """Give by how many seconds a link, or the seal, is dated later than it was stamped."""
    number = max(times, default=0) if name == anchor.TAG_MANIFEST else int(name.rpartition("-")[2])
    return times.get(number, 0) - int(at.timestamp())


def _seconds(said: str) -> int:
    if not _TIME.fullmatch(said):
        raise ValueError(said)
    return math.floor(datetime.fromisoformat(said).timestamp())
