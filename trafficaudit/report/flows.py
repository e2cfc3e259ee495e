"""The numbers behind the pictures: distinct exchanges in which the app sent an item, by where they went."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from trafficaudit.categories import Weight, taxonomy
from trafficaudit.destinations.recipients import CUSTOMER, told_apart
from trafficaudit.report.links import Link, Linked
from trafficaudit.report.results import Row
from trafficaudit.report.texts import Texts
from trafficaudit.tables.strength import proves

CONTEXT: Weight = "context"
"""The weight of what adds to a person and tells none apart."""
SIDES = ("yes", "undetermined", "no")
"""The values of ``leaves_korea`` in the order in which they are shown: abroad, undetermined, in Korea."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Exchanges of one app with one recipient at one place, ``place`` as ``place_of`` gives it."""

    app: str
    recipient: str
    place: str
    side: str
    exchanges: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is of something: distinct exchanges, recipients, categories, and those with a seeded value.

    ``telling`` counts the exchanges with a seeded value that is more than context (``CONTEXT``: a phone's model proves
    that something was sent, and of nobody). ``recipients`` is a least (``least``); ``unknown`` counts the hosts of
    which nobody knows whose they are, and ``named`` says whether any recipient beside them is known.
    """

    exchanges: int
    proven: int
    telling: int
    recipients: int
    categories: int
    unknown: int
    named: bool


def recipient_of(row: Row) -> str:
    """Give who received a row: the recipient, the host where none is known.

    Unknown customers of one operator stay apart by their domains, or hosts: nothing says that they are one.
    """
    basis = str(row.get("basis", ""))  # as ``link`` found it
    return told_apart(str(row["recipient"]), str(row["host"]), basis) if row["recipient"] else str(row["host"])


def counted_recipient(row: Row) -> str:
    """Give who counts as one recipient; empty for whom nobody knows, and who may be one of the others."""
    name = str(row["recipient"])
    return "" if name.startswith(CUSTOMER) else name


def least(counted: Collection[str]) -> int:
    """Give how many recipients there are at least: those that are known, and one where none is."""
    names = set(counted)
    return len(names - {""}) or len(names)


def place_of(row: Row) -> str:
    """Give where a row went: the country, or why there is none (``edge``, ``local``, ``unknown``)."""
    certainty = certainty_of(row)
    return str(row["country"] or (certainty if certainty in ("edge", "local") else "unknown"))


def certainty_of(row: Row) -> str:
    """Give how sure the place is; ``local`` where it is the phone or its own network, as ``link`` found."""
    return "local" if row.get("onsite") else str(row["certainty"])


def proven(row: Row) -> bool:
    """Say whether a row rests on a seeded value of the test person, and not only on a name or a format."""
    return proves(str(row["detectors"]), float(row["confidence"]))


def flows(linked: Linked) -> list[Flow]:
    """Give the flows: abroad first, then undetermined, then Korea; the largest first, then by name."""
    seen: defaultdict[tuple[str, str, str, str], set[int]] = defaultdict(set)
    for row, link in linked:
        seen[row["app"], recipient_of(row), place_of(row), row["leaves_korea"]].update(link.exchanges)
    made = [Flow(*key, len(exchanges)) for key, exchanges in seen.items()]
    return sorted(made, key=lambda flow: (rank(flow.side), -flow.exchanges, flow.app, flow.recipient, flow.place))


def tally(linked: Iterable[tuple[Row, Link]]) -> Tally:
    """Count over some rows."""
    rows = list(linked)
    recipients = {counted_recipient(row) for row, _ in rows}
    return Tally(
        len({place for _, link in rows for place in link.exchanges}),
        len({place for _, link in rows for place in link.proven}),
        len({place for row, link in rows if not _is_context(row) for place in link.proven}),
        least(recipients),
        len({row["category"] for row, _ in rows}),
        len({row["host"] for row, _ in rows if not counted_recipient(row)}),
        bool(recipients - {""}),
    )


def unknown_hosts(seen: Tally, texts: Texts) -> str:
    """Say how many hosts there are of which nobody knows whose they are; empty where there are none.

    Where no recipient at all is known, they stand beside nobody: the least of one is one of theirs.
    """
    if not seen.unknown:
        return ""
    return texts("recipients_unknown" if seen.named else "recipients_all_unknown", hosts=seen.unknown)


def _is_context(row: Row) -> bool:
    known = taxonomy().get(str(row["category"]))
    return known is None or known.weight == CONTEXT


def by_side(linked: Linked) -> dict[str, Tally]:
    """Count abroad, undetermined and in Korea; each is there, be it zero."""
    return {side: tally((row, link) for row, link in linked if row["leaves_korea"] == side) for side in SIDES}


def rank(side: str) -> int:
    """Give the place of a side among all; what is none of them stands last."""
    return SIDES.index(side) if side in SIDES else len(SIDES)
