"""What an address alone tells: whose it is, and where, by published ranges, anycast, and the vote of the databases.

Addresses that are not routed on the internet are looked up in the user's databases only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from trafficaudit.destinations import nat64, onsite
from trafficaudit.destinations.databases import Answer, Opened
from trafficaudit.destinations.places import Seat, edges, operators, seats
from trafficaudit.destinations.rangefile import Address
from trafficaudit.destinations.spread import Spread, found
from trafficaudit.destinations.vote import ballot, vote
from trafficaudit.model import Certainty, Evidence
from trafficaudit.redaction import visible

MEMORY = 65_536
"""Most answers of a kind that are remembered; a capture of a day has some hundreds."""
UNLISTED = "a customer's own block, or a service of the operator's, whose place it does not publish"


@dataclass(frozen=True, slots=True)
class Place:
    """What the address alone tells; ``provider`` is the operator of a published regional range."""

    country: str
    certainty: Certainty
    evidence: tuple[Evidence, ...]
    asn: int | None = None
    operator: str = ""
    provider: str = ""


class Addresses:
    """Looks addresses up in opened databases, and remembers what it found."""

    def __init__(self, opened: Opened) -> None:
        self._data, self._users = opened.embedded, opened.users
        self._places: dict[str, Place] = {}

    def place(self, address: Address | None, written: str | None) -> Place:
        """Give what is known of an address; ``written`` is what a recording has where that is none."""
        if address is None:
            why = f"not an IP address: {visible(written)[:64]}" if written else "the recording names none"
            return Place("", "unknown", (Evidence("server address", "unknown", why),))
        key = str(address)
        if key not in self._places:
            if len(self._places) >= MEMORY:
                self._places.clear()
            self._places[key] = self._routed(address) if _is_routed(address) else self._unrouted(address)
        return self._places[key]

    def _unrouted(self, address: Address) -> Place:
        answers = self._user_answers(address)
        country, certainty = vote(answers)
        if any(answer.anycast for answer in answers):
            country, certainty = "", "edge"
        reason = Evidence("server address", "not routed", onsite.told(str(address)))
        asn, operator = self._user_network(address)
        return Place(country, certainty, (reason, *ballot(answers)), asn, operator)

    def _routed(self, address: Address) -> Place:
        data = self._data
        answers = [*data.votes(address), *self._user_answers(address)]
        asn, operator = self._user_network(address)
        if asn is None and not operator:
            asn, operator = data.network(address)
        registered = data.registered(address)
        seat, spread = _seat(asn, operator, registered)
        country, certainty, evidence, provider = self._published(address, answers)
        if seat and seat.lists and certainty == "unknown":  # not published, or with a region that nobody has placed
            seat = seat.unlisted()
            evidence = evidence or (Evidence(self._ranges_of(seat.lists), "no answer", UNLISTED),)
        if certainty == "unknown":
            country, certainty = vote(answers, seat)
        reasons = self._edge_reasons(address, asn, answers)
        if reasons and certainty != "established":
            country, certainty = "", "edge"
        network = (Evidence(data.describe("asn"), f"AS{asn}", operator),) if asn else ()
        block = Evidence(data.describe("registry"), registered or "no answer", "where the address block is registered")
        measured = (spread.evidence(),) if spread else ()
        lines = (*evidence, *reasons, *ballot(answers, seat), *((block,) if seat else ()), *measured, *network)
        return Place(country, certainty, lines, asn, operator, provider)

    def _published(self, address: Address, answers: list[Answer]) -> tuple[str, Certainty, tuple[Evidence, ...], str]:
        """Look the address up in the published ranges: country, certainty, evidence, provider of a regional range."""
        data = self._data
        provider, region, edge = data.published(address)
        if not provider:
            return "", "unknown", (), ""
        source = self._ranges_of(provider)
        if edge or region.lower() in ("", "global"):
            detail = (
                f"edge service {edge}"
                if edge
                else "no region: announced from many places, or from some that are not told"
            )
            return "", "edge", (Evidence(source, region or "no region", detail),), ""
        known = operators().get(provider)
        country = known.regions.get(region, "") if known else ""
        if not known or not country:
            detail = "a region that the table of regions does not have"
            return "", "unknown", (Evidence(source, region, detail),), provider
        line = Evidence(source, region, f"region in {country}")
        elsewhere = sorted(known.zones.get(region, frozenset()) & {answer.country for answer in answers})
        if elsewhere:
            why = f"servers there are published with {region}, and a database names it"
            lines = (line, *(Evidence(f"zones of {provider}", code, why) for code in elsewhere))
            return " or ".join(sorted({country, *elsewhere})), "disputed", lines, provider
        return country, "established", (line,), provider

    def _ranges_of(self, provider: str) -> str:
        return f"ranges published by {provider} ({self._data.describe('published').split()[-1]})"

    def _edge_reasons(self, address: Address, asn: int | None, answers: list[Answer]) -> tuple[Evidence, ...]:
        data, reasons = self._data, []
        if data.anycast(address):
            reasons.append(Evidence(data.describe("anycast"), "anycast", "announced from several places at once"))
        if asn in edges().networks:
            reasons.append(Evidence("networks of edges", edges().networks[asn], f"AS{asn}"))
        reasons += [Evidence(answer.database, "anycast", "the user's database") for answer in answers if answer.anycast]
        return tuple(reasons)

    def _user_answers(self, address: Address) -> list[Answer]:
        return [answer for user in self._users if (answer := user.country(address))]

    def _user_network(self, address: Address) -> tuple[int | None, str]:
        return next((network for user in self._users if any(network := user.network(address))), (None, ""))


def address_of(text: str, prefixes: Iterable[IPv6Network] = ()) -> Address | None:
    """Read an IP address as a recording writes it: brackets, zone, IPv4 written as IPv6 (mapped, NAT64) are undone.

    ``prefixes`` are those of the network's NAT64 beside the well-known one.
    """
    try:
        address = ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or nat64.embedded(address, prefixes) or address
    return address


def _seat(asn: int | None, operator: str, registered: str) -> tuple[Seat | None, Spread | None]:
    """Give what a registration in a network is worth: by the curated table, else by what was measured."""
    seat = seats().get(asn or 0)
    if seat and (seat.lists or registered in seat.doubted):
        return seat.narrowed(registered), None
    spread = found(asn, registered)
    if spread:
        return spread.seat(operator or f"AS{asn}", registered), spread
    return (seat.narrowed(registered) if seat else None), None


def _is_routed(address: Address) -> bool:
    return address.is_global and not address.is_multicast
