"""Where an exchange went, with how sure that is and every answer it rests on.

The order, from the strongest source to the weakest:

1. a range that the cloud operator publishes: its region gives the country (``established``, or ``disputed`` where the
   operator has servers of that region in the very country that a database names; ``likely`` where the list is of more
   than a year before or after the exchange), a global one an ``edge``;
2. an anycast network, a network that is nothing but edge, or a response header that only an edge sends: ``edge``;
3. the vote of the country databases and the user's own: ``likely`` or ``disputed``;
4. a cloud region in the host name, or in the certificate's names, that contradicts a likely country: ``disputed``; one
   in an operator's own domain, of a country that is doubted only as a registration: ``likely``;
5. a delivery network's name on the way from the host name to the address: ``edge`` (``names.py``), another company's
   name there: its servers (``recipients.py``);
6. handshakes too short for the country: ``disputed``, whatever said it (``handshake.py``).

An edge has no country here: it is the point of first contact, and where the data goes from there does not show.
A header of an edge outweighs a published region, too: what answers there relays for a server elsewhere. It holds for
every exchange with that host at that address, answered or not. Addresses that
are not routed on the internet (loopback, private, documentation) are looked up in the user's databases only; of the
phone's own and those of its network the evidence says that nothing left by them (``onsite.py``).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from ipaddress import IPv6Network
from pathlib import Path
from typing import NamedTuple

from trafficaudit.destinations import called, certificate, distance, system
from trafficaudit.destinations.addresses import MEMORY, Addresses, Place, address_of
from trafficaudit.destinations.databases import open_all
from trafficaudit.destinations.fronts import fronts, relayed
from trafficaudit.destinations.handshake import judge
from trafficaudit.destinations.hints import EdgeHint, by_edge, edge_evidence, edge_hints, name_hints, operator_regions
from trafficaudit.destinations.names import chain
from trafficaudit.destinations.places import edges
from trafficaudit.destinations.rangefile import Address
from trafficaudit.destinations.recipients import Recipients, registrable_domain
from trafficaudit.destinations.resolvers import Resolvers, plain
from trafficaudit.destinations.vote import doubt, settle
from trafficaudit.errors import DestinationError
from trafficaudit.hostnames import host_of, ip_address
from trafficaudit.model import UNDATED, Certainty, Destination, Evidence, Exchange
from trafficaudit.network import Network

OLD_DAYS = 365
"""A country database that is so far from the recording is worth a warning: blocks change hands, and dates may lie.

A published range that is so far from the exchange establishes nothing.
"""
OF_ANOTHER_TIME = "more than a year from when this was sent: the range may have been another region's, or another's"


LED = "server behind the host's name in DNS"
_DNS = "dns"
_TRANSLATED = "IPv6 address that the network made of the server's IPv4 address"
_UNNAMED_RESOLVER = Evidence(
    "server address",
    "unknown",
    "the recorder's computer looked the name up: whom it asked is not recorded, nor where that resolver is",
)


class _Contact(NamedTuple):
    """Whom an exchange turned to: the host as it is written, the name that goes for it, and the address.

    ``dialled`` is the name to which the connection was made, ``headers`` are other names that the request carries,
    ``translated`` is an IPv6 address that stands for the address (``nat64.py``).
    """

    host: str
    name: str
    sni: str
    address: Address | None
    headers: tuple[str, ...] = ()
    dialled: str = ""
    translated: str = ""


class _Where(NamedTuple):
    """Where the first contact is, by all that is known of it.

    ``edge`` is whose delivery network led there, ``behind`` are the names that led there (``names.Chain``).
    """

    country: str
    certainty: Certainty
    evidence: tuple[Evidence, ...]
    edge: str
    behind: tuple[str, ...]


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
        self.databases = opened.databases
        self._recipients = Recipients(tuple(Path(path) for path in recipients))
        self._known: dict[tuple[object, ...], Destination] = {}
        self._addresses = Addresses(opened)
        self._listed = next(date.fromisoformat(one.built) for one in opened.databases if one.kind == "published")
        self._recorded: tuple[str, str] | None = None  # the first and the last day
        self._fronts: dict[str, tuple[str, ...]] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """Country databases that are much older than the last exchange so far, or newer than the first."""
        if not self._recorded:
            return ()
        first, last = self._recorded
        told = []
        for one in (one for one in self.databases if one.kind in ("country", "published")):
            if _days(one.built, last) > OLD_DAYS:
                when = f"more than a year before the recording of {last}: addresses may have moved since"
                told.append(f"{one.file} was built on {one.built}, {when}")
            if _days(first, one.built) > OLD_DAYS:
                when = f"more than a year after the recording of {first}: addresses may have moved before"
                told.append(f"{one.file} was built on {one.built}, {when}")
        return tuple(told)

    def learn(self, network: Network, observer: str = "") -> str:
        """Take what a capture tells of the network, before its exchanges; forget what another one told.

        Args:
            network: the whole capture's handshakes and DNS answers.
            observer: where the capture says that it was recorded; what the user says comes before it.

        Returns:
            Why the place that the capture names is not used; empty where it is, or names none.
        """
        self._network, self._resolvers, self._observer, wrong = network, Resolvers(network), self._given, ""
        self._fronts = fronts(network.servers, self._recipients.find)
        self._known.clear()
        if self._given is None and observer:
            try:
                self._observer = distance.observer(observer)
            except DestinationError as error:
                wrong = f"the place of the recorder is not used: {error}"
        return wrong

    def begin(self) -> None:
        """Forget when exchanges were recorded: another result begins, whose warnings are its own."""
        self._recorded = None

    def recorded(self, at: datetime) -> None:
        """Take note of when an exchange was recorded, where that is known; ``locate`` does."""
        if at == UNDATED:
            return
        days = (at.date().isoformat(), *(self._recorded or ()))
        self._recorded = min(days), max(days)

    def locate(self, exchange: Exchange) -> Destination:
        """Give the destination of an exchange; equal ones are the same object."""
        self.recorded(exchange.started_at)
        hints = edge_hints(exchange.response.headers) if exchange.response and exchange.response.headers else ()
        shown = certificate.subject(exchange.certificate) if exchange.certificate else None
        asked = exchange.protocol == _DNS
        place = exchange.host, exchange.server_address, exchange.port, exchange.sni
        unread = certificate.unread(exchange.certificate, shown)
        known = self._resolvers.known(exchange)
        names = exchange.dialled, called.in_headers(exchange)
        key = (*place, *names, exchange.app, hints, shown, unread, asked, self._is_of_another_time(exchange), *known)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MEMORY:
                self._known.clear()
            found = self._known[key] = self._locate(exchange, hints, shown, unread)
        return found

    def _is_of_another_time(self, exchange: Exchange) -> bool:
        """Whether the published ranges are of so long before or after an exchange that they may have changed."""
        at = exchange.started_at
        return at != UNDATED and abs((at.date() - self._listed).days) > OLD_DAYS

    def _locate(
        self,
        exchange: Exchange,
        hints: tuple[EdgeHint, ...],
        shown: certificate.Subject | None,
        unread: tuple[Evidence, ...],
    ) -> Destination:
        contact = _contact(exchange, self._resolvers.prefixes)
        place = self._addresses.place(contact.address, exchange.server_address)
        if names := self._fronts.get(exchange.server_address or ""):
            place = relayed(place, names)
        where = self._where(exchange, contact, place, hints, shown)
        evidence = list(where.evidence)
        holder = _holder(exchange, shown)
        if holder:
            evidence.append(Evidence("server certificate", holder.organisation, holder.country))
        evidence += unread
        hosted = bool(place.provider) or place.asn in edges().hosting or place.asn in edges().networks
        recipient = self._recipients.recipient(
            contact.name,
            exchange.app,
            place.operator,
            hosted,
            holder,
            edge=where.edge,
            asn=place.asn,
            behind=where.behind,
        )
        evidence += self._led(contact, where)
        evidence += system.told(contact.name)
        if recipient.source:
            evidence.append(Evidence(f"recipient ({recipient.basis})", recipient.name, recipient.source))
        return Destination(
            host=contact.host,
            domain=registrable_domain(contact.name),
            ip=str(contact.address) if contact.address else None,
            port=exchange.port,
            country=where.country,
            certainty=where.certainty,
            evidence=tuple(evidence),
            asn=place.asn,
            network_operator=place.operator,
            recipient=recipient.name,
            recipient_country=recipient.country,
            recipient_basis=recipient.basis,
            party=recipient.party,
        )

    def _where(
        self,
        exchange: Exchange,
        contact: _Contact,
        place: Place,
        hints: tuple[EdgeHint, ...],
        shown: certificate.Subject | None,
    ) -> _Where:
        """Hold what the address tells against the names, the way to the address, the headers and the handshakes."""
        country, certainty, evidence = place.country, place.certainty, list(place.evidence)
        if exchange.protocol == _DNS and contact.address is None:
            evidence = [_UNNAMED_RESOLVER]
        if certainty == "established" and self._is_of_another_time(exchange):
            certainty = "likely"
            evidence.append(Evidence("published ranges", "of another time", OF_ANOTHER_TIME))
        regions, said = name_hints(contact.name, shown)
        country, certainty = doubt(country, certainty, regions)
        certainty = settle(country, certainty, operator_regions(contact.name))
        evidence += said
        names = contact.headers, contact.sni, contact.dialled
        evidence += called.beside(contact.name, names, shown, self._recipients.find)
        if contact.translated:
            evidence.append(Evidence("NAT64", contact.translated, _TRANSLATED))
        told = self._network.edges.get((exchange.host, exchange.server_address or ""), ())
        others = () if by_edge(hints, place.provider) else told
        evidence += edge_evidence(hints, others)
        resolved = self._resolvers.told(contact.name, exchange.started_at)
        way = chain(contact.name, str(contact.address or ""), *resolved, prefixes=self._resolvers.prefixes)
        evidence += way.evidence or self._resolvers.meant(exchange)
        if way.operator or by_edge((*hints, *others), place.provider):
            country, certainty = "", "edge"
        handshake = self._network.handshakes.get(exchange.server_address or "")
        certainty, bound = judge(country, certainty, handshake, self._observer)
        return _Where(country, certainty, (*evidence, *bound), way.operator, way.behind)

    def _led(self, contact: _Contact, where: _Where) -> Iterator[Evidence]:
        led = self._recipients.led(contact.name, where.behind)
        if led is not None:
            yield Evidence(LED, led[1].name, led[0])


def _contact(exchange: Exchange, prefixes: tuple[IPv6Network, ...]) -> _Contact:
    host = plain(exchange.host)
    literal = address_of(host, prefixes)
    address = address_of(exchange.server_address or "", prefixes) or literal
    if exchange.protocol == _DNS and not exchange.server_address:
        address = None  # what the phone took for the resolver is the proxy, which asked another one
    sni, dialled = plain(exchange.sni), plain(exchange.dialled)
    name = sni if literal and sni else "" if literal else host
    written = ip_address(exchange.server_address or host) or ""
    translated = written if ":" in written and address is not None and address.version == 4 else ""
    return _Contact(host, name, sni, address, called.in_headers(exchange), dialled, translated)


def _holder(exchange: Exchange, shown: certificate.Subject | None) -> certificate.Subject | None:
    """Give a certificate that names an organisation and was issued for the name that was asked for."""
    asked = (host_of(exchange.host), host_of(exchange.sni or ""))
    return shown if shown and shown.organisation and any(map(shown.covers, asked)) else None


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
