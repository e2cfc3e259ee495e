"""Which rows of a declaration speak of a recipient that was observed, and which of its words cover an item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trafficaudit.declarations.groups import Group, apart, group_of
from trafficaudit.declarations.hosting import host_named
from trafficaudit.declarations.model import Item, Recipient
from trafficaudit.declarations.organisations import called, company, same
from trafficaudit.declarations.wording import head_and_brackets
from trafficaudit.hostnames import host_of


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen of one category on its way to one recipient, host and place, over all phases.

    ``identified`` is false where only the network tells who receives. ``proven`` is true where a value of the test
    person was found, and not only a name or a format. ``leaves_korea`` is that of the transfer table. ``hosted_by`` are
    the companies that run the server for others, by their names in the map, where they are known to be such: the one
    whose customers' hosts are called so, and the one whose network it is.
    ``certified`` is true where only the server's certificate names the recipient: good enough to find the row of a
    policy by, and not to say that the policy does not name it. So is ``unconfirmed``: the map of recipients names the
    company, and nobody has read a source that does; and ``networked``: no host is named, and the network is nothing but
    the company's own. ``onsite`` is true where all of it went to addresses of the phone or its own network.
    ``closed`` counts the exchanges with that host of which something could not be read. ``category`` is empty where
    exchanges were recorded and nothing was found in what was sent.
    """

    app: str
    phases: tuple[str, ...]
    recipient: str
    identified: bool
    party: str
    host: str
    country: str
    certainty: str
    leaves_korea: str
    category: str
    matches: tuple[str, ...]
    proven: bool
    encrypted: tuple[str, ...]
    exchanges: int
    example: str
    hosted_by: tuple[str, ...] = ()
    certified: bool = False
    unconfirmed: bool = False
    networked: bool = False
    onsite: bool = False
    closed: int = 0

    @property
    def named(self) -> bool:
        """Whether something better than a network that carries others tells who receives."""
        return self.identified or self.certified or self.unconfirmed or self.networked

    @property
    def abroad(self) -> tuple[str, ...]:
        """Give the countries outside Korea that the place may be in; none where nothing is known of it."""
        return tuple(code for code in self.country.split(" or ") if code and code != "KR")


def recipients(observed: Observed, declared: Sequence[Recipient]) -> list[Recipient]:
    """Give the rows that name the recipient: by its name in the map, by the same name, or by a domain of its own.

    Names count without legal forms and brackets, and only where they are equal: a subsidiary is another recipient, also
    one of the same name in another country (ByteDance in China, Bytedance Pte. Ltd. in Singapore).
    Where the map names two companies, parted by a slash, of which the recording's date tells the one, either matches.
    """
    names = _spelled(observed.recipient) if observed.named else set[str]()
    return [one for one in declared if _names(one, observed, names)]


def _spelled(name: str) -> set[str]:
    """Give the names of whom a name of the map means: also of the company that stands in brackets behind a service."""
    _, inner = head_and_brackets(name)
    return {same(name), *map(same, name.split(" / ")), same(inner) if company(inner) else ""} - {""}


def hosts(observed: Observed, declared: Sequence[Recipient]) -> list[Recipient]:
    """Give the rows that name a company on whose servers it arrived.

    Only where nobody else is known to receive, or the app's own company does: that a third company rents servers from
    a declared one does not make the third declared.
    """
    if not observed.hosted_by or (observed.identified and observed.party != "first"):
        return []
    return [one for one in declared if host_named(one.known_as, one.organisation) in observed.hosted_by]


def relatives(observed: Observed, declared: Sequence[Recipient]) -> list[tuple[Recipient, Group]]:
    """Give the rows that name another company of the recipient's group, each with the group: no match of theirs."""
    group = group_of(observed.recipient) if observed.named else None
    if group is None:
        return []
    own = recipients(observed, declared)
    others = [one for one in declared if one not in own]
    return [(one, group) for one in others if group_of(one.known_as, one.organisation) == group]


def namesakes(observed: Observed, declared: Sequence[Recipient]) -> list[Recipient]:
    """Give the rows that name a company of the recipient's name in another country, of no group that is known."""
    names = _spelled(observed.recipient) if observed.named else set[str]()
    own = [*recipients(observed, declared), *(one for one, _ in relatives(observed, declared))]
    return [one for one in declared if one not in own and same(one.organisation) in names]


def _names(one: Recipient, observed: Observed, names: set[str]) -> bool:
    if names and one.known_as == observed.recipient:
        return True
    if names.intersection(map(same, called(one.organisation))) and not apart(
        one.known_as or one.organisation, observed.recipient
    ):
        return True
    host = host_of(observed.host)
    return any(host == domain or host.endswith("." + domain) for domain in one.domains)


def in_country(rows: Iterable[Recipient], codes: Sequence[str]) -> list[Recipient]:
    """Give the rows that name one of these countries."""
    return [one for one in rows if any(country.code in codes for country in one.countries)]


_TOLD_BY = {"os_name": "os_version"}
"""What cannot be told without the other: which version of an operating system it is names the system (Android 16)."""


def covering(one: Recipient, category: str) -> Item | None:
    """Give the item whose words cover a category, one that names it before a collective term."""
    fitting = [item for item in one.items if category in item.categories]
    fitting = fitting or [item for item in one.items if _TOLD_BY.get(category) in item.categories]
    return min(fitting, key=lambda item: (item.reading == "broad", len(item.categories)), default=None)


def unread(rows: Iterable[Recipient]) -> list[str]:
    """Give the items' words of which nothing is known."""
    return list(dict.fromkeys(item.words for one in rows for item in one.items if item.reading == "unread"))
