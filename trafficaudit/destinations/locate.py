"""Where an exchange went, with how sure that is and every answer it rests on.

The order, from the strongest source to the weakest:

1. a range that the cloud operator publishes: its region gives the country (``established``, or ``disputed`` where the
   operator has servers of that region in the very country that a database names), a global one an ``edge``;
2. an anycast network, a network that is nothing but edge, or a response header that only an edge sends: ``edge``;
3. the vote of the country databases and the user's own: ``likely`` or ``disputed``;
4. a cloud region in the host name, or in the certificate's names, that contradicts a likely country: ``disputed``;
5. a delivery network's name on the way from the host name to the address: ``edge`` (``names.py``);
6. handshakes too short for the country: ``disputed``, whatever said it (``handshake.py``).

An edge has no country here: it is the point of first contact, and where the data goes from there does not show.
A header of an edge outweighs a published region, too: what answers there relays for a server elsewhere. It holds for
every exchange with that host at that address, answered or not. Addresses that
are not routed on the internet (loopback, private, documentation) are looked up in the user's databases only; of the
phone's own and those of its network the evidence says that nothing left by them (``onsite.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from pathlib import Path

from trafficaudit.destinations import certificate, distance, onsite
from trafficaudit.destinations.databases import Answer, open_all
from trafficaudit.destinations.handshake import judge
from trafficaudit.destinations.hints import EdgeHint, by_edge, edge_evidence, edge_hints, name_hints
from trafficaudit.destinations.names import chain
from trafficaudit.destinations.places import edges, operators, seats
from trafficaudit.destinations.rangefile import Address
from trafficaudit.destinations.recipients import Recipients, registrable_domain
from trafficaudit.destinations.resolvers import Resolvers, plain
from trafficaudit.destinations.vote import ballot, doubt, vote
from trafficaudit.errors import DestinationError
from trafficaudit.hostnames import host_of
from trafficaudit.model import UNDATED, Certainty, Destination, Evidence, Exchange
from trafficaudit.network import Network
from trafficaudit.redaction import visible

MEMORY = 65_536
"""Most destinations that are remembered; a capture of a day has some hundreds."""
NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: how a phone on an IPv6-only mobile network writes an IPv4 address."""
OLD_DAYS = 365
"""A country database that is so far from the recording is worth a warning: blocks change hands, and dates may lie."""


_DNS = "dns"
_UNNAMED_RESOLVER = Evidence(
    "server address",
    "unknown",
    "the recorder's computer looked the name up: whom it asked is not recorded, nor where that resolver is",
)


@dataclass(frozen=True, slots=True)
class _Place:
    """What the address alone tells; ``provider`` is the operator of a published regional range."""

    country: str
    certainty: Certainty
    evidence: tuple[Evidence, ...]
    asn: int | None = None
    operator: str = ""
    provider: str = ""


class Locator:
    """Says where exchanges went. Remembers its answers; never asks the network.

    Args:
        geoip: the user's own MaxMind DB files (Country, City, Enterprise, ASN); a pin file stands for its set.
        recipients: the user's additions to the map of recipients.
        observer: where the recorder stood (``KR``, or latitude and longitude); empty takes what a capture says.

    Raises:
        DestinationError: one of the files cannot be used, or the observer is no place.
    """

    def __init__(self, geoip: Sequence[Path] = (), recipients: Sequence[Path] = (), observer: str = "") -> None:
        self._given = distance.observer(observer) if observer else None
        self._observer, self._network, self._resolvers = self._given, Network(), Resolvers(Network())
        opened = open_all([Path(path) for path in geoip])
        self._data, self._users, self.databases = opened.embedded, opened.users, opened.databases
        self._recipients = Recipients(tuple(Path(path) for path in recipients))
        self._known: dict[tuple[object, ...], Destination] = {}
        self._places: dict[str, _Place] = {}
        self._newest = ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Country databases that are of another time than the newest exchange so far."""
        dated = [one for one in self.databases if one.kind in ("country", "published")]
        return tuple(
            f"{one.file} was built on {one.built}, more than a year {'before' if days > 0 else 'after'} the recording "
            f"of {self._newest}: addresses may have moved {'since' if days > 0 else 'before'}"
            for one in dated
            if self._newest and abs(days := _days(one.built, self._newest)) > OLD_DAYS
        )

    def learn(self, network: Network, observer: str = "") -> str:
        """Take what a capture tells of the network, before its exchanges; forget what another one told.

        Args:
            network: the whole capture's handshakes and DNS answers.
            observer: where the capture says that it was recorded; what the user says comes before it.

        Returns:
            Why the place that the capture names is not used; empty where it is, or names none.
        """
        self._network, self._resolvers, self._observer, wrong = network, Resolvers(network), self._given, ""
        self._known.clear()
        if self._given is None and observer:
            try:
                self._observer = distance.observer(observer)
            except DestinationError as error:
                wrong = f"the place of the recorder is not used: {error}"
        return wrong

    def begin(self) -> None:
        """Forget when exchanges were recorded: another result begins, whose warnings are its own."""
        self._newest = ""

    def recorded(self, at: datetime) -> None:
        """Take note of when an exchange was recorded, where that is known; ``locate`` does."""
        if at == UNDATED:
            return
        self._newest = max(self._newest, at.date().isoformat())

    def locate(self, exchange: Exchange) -> Destination:
        """Give the destination of an exchange; equal ones are the same object."""
        self.recorded(exchange.started_at)
        hints = edge_hints(exchange.response.headers) if exchange.response and exchange.response.headers else ()
        shown = certificate.subject(exchange.certificate) if exchange.certificate else None
        asked = exchange.protocol == _DNS
        place = exchange.host, exchange.server_address, exchange.port, exchange.sni
        unread = certificate.unread(exchange.certificate, shown)
        key = (*place, exchange.app, hints, shown, unread, asked, *self._resolvers.known(exchange))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MEMORY:
                self._known.clear()
            found = self._known[key] = self._locate(exchange, hints, shown, unread)
        return found

    def _locate(
        self,
        exchange: Exchange,
        hints: tuple[EdgeHint, ...],
        shown: certificate.Subject | None,
        unread: tuple[Evidence, ...],
    ) -> Destination:
        host = plain(exchange.host)
        literal = _address(host)
        address = _address(exchange.server_address or "") or literal
        if exchange.protocol == _DNS and not exchange.server_address:
            address = None  # what the phone took for the resolver is the proxy, which asked another one
        sni = plain(exchange.sni)
        name = sni if literal and sni else "" if literal else host
        place = self._place(address, exchange.server_address)
        country, certainty, evidence = place.country, place.certainty, list(place.evidence)
        if exchange.protocol == _DNS and address is None:
            evidence = [_UNNAMED_RESOLVER]
        regions, said = name_hints(name, shown)
        country, certainty = doubt(country, certainty, regions)
        evidence += said
        if sni and sni != name:
            evidence.append(Evidence("TLS server name", sni, "differs from the host name"))
        told = self._network.edges.get((exchange.host, exchange.server_address or ""), ())
        others = () if by_edge(hints, place.provider) else told
        evidence += edge_evidence(hints, others)
        way = chain(name, str(address or ""), *self._resolvers.told(name, exchange.started_at))
        evidence += way.evidence
        if way.operator or by_edge((*hints, *others), place.provider):
            country, certainty = "", "edge"
        handshake = self._network.handshakes.get(exchange.server_address or "")
        certainty, bound = judge(country, certainty, handshake, self._observer)
        evidence += bound
        holder = _holder(exchange, shown)
        if holder:
            evidence.append(Evidence("server certificate", holder.organisation, holder.country))
        evidence += unread
        hosted = bool(place.provider) or place.asn in edges().hosting or place.asn in edges().networks
        recipient = self._recipients.recipient(
            name, exchange.app, place.operator, hosted, holder, edge=way.operator, asn=place.asn
        )
        if recipient.source:
            evidence.append(Evidence(f"recipient ({recipient.basis})", recipient.name, recipient.source))
        return Destination(
            host=host,
            domain=registrable_domain(name),
            ip=str(address) if address else None,
            port=exchange.port,
            country=country,
            certainty=certainty,
            evidence=tuple(evidence),
            asn=place.asn,
            network_operator=place.operator,
            recipient=recipient.name,
            recipient_country=recipient.country,
            recipient_basis=recipient.basis,
            party=recipient.party,
        )

    def _place(self, address: Address | None, written: str | None) -> _Place:
        if address is None:
            why = f"not an IP address: {visible(written)[:64]}" if written else "the recording names none"
            return _Place("", "unknown", (Evidence("server address", "unknown", why),))
        key = str(address)
        if key not in self._places:
            if len(self._places) >= MEMORY:
                self._places.clear()
            self._places[key] = self._routed(address) if _is_routed(address) else self._unrouted(address)
        return self._places[key]

    def _unrouted(self, address: Address) -> _Place:
        answers = self._user_answers(address)
        country, certainty = vote(answers)
        if any(answer.anycast for answer in answers):
            country, certainty = "", "edge"
        reason = Evidence("server address", "not routed", onsite.told(str(address)))
        asn, operator = self._user_network(address)
        return _Place(country, certainty, (reason, *ballot(answers)), asn, operator)

    def _routed(self, address: Address) -> _Place:
        data = self._data
        answers = [*data.votes(address), *self._user_answers(address)]
        asn, operator = self._user_network(address)
        if asn is None and not operator:
            asn, operator = data.network(address)
        seat, registered = seats().get(asn or 0), data.registered(address)
        seat = seat.narrowed(registered) if seat else None
        country, certainty, evidence, provider = self._published(address, answers)
        if certainty == "unknown":
            country, certainty = vote(answers, seat)
        reasons = self._edge_reasons(address, asn, answers)
        if reasons and certainty != "established":
            country, certainty = "", "edge"
        network = (Evidence(data.describe("asn"), f"AS{asn}", operator),) if asn else ()
        block = Evidence(data.describe("registry"), registered or "no answer", "where the address block is registered")
        lines = (*evidence, *reasons, *ballot(answers, seat), *((block,) if seat else ()), *network)
        return _Place(country, certainty, lines, asn, operator, provider)

    def _published(self, address: Address, answers: list[Answer]) -> tuple[str, Certainty, tuple[Evidence, ...], str]:
        """Look the address up in the published ranges: country, certainty, evidence, provider of a regional range."""
        data = self._data
        provider, region, edge = data.published(address)
        if not provider:
            return "", "unknown", (), ""
        source = f"ranges published by {provider} ({data.describe('published').split()[-1]})"
        if edge or region.lower() in ("", "global"):
            detail = f"edge service {edge}" if edge else "no region: announced from many places"
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


def _holder(exchange: Exchange, shown: certificate.Subject | None) -> certificate.Subject | None:
    """Give a certificate that names an organisation and was issued for the name that was asked for."""
    asked = (host_of(exchange.host), host_of(exchange.sni or ""))
    return shown if shown and shown.organisation and any(map(shown.covers, asked)) else None


def _address(text: str) -> Address | None:
    """Read an IP address as a recording writes it: brackets, zone, IPv4 written as IPv6 (mapped, NAT64) are undone."""
    try:
        address = ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in NAT64:
            return _address(".".join(map(str, address.packed[12:])))
    return address


def _is_routed(address: Address) -> bool:
    return address.is_global and not address.is_multicast


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
