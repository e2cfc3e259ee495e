"""Who is behind a host name: the curated map of organisations, and what stands in for it where the map is silent.

``companies.py`` reads the map and the user's additions, which win over it.

Where the map is silent, the organisation in the server's certificate stands in. A certificate of an operator that the
map has as ``hosting``, or that is known as an edge, says nothing of its customer.

A name that stands in DNS for another company's (``metrics.shop.example`` for a name of an analytics company) leads to
the servers of that company, which receives. Where the map has the host itself, or a certificate tells, the evidence
says so beside the recipient.

Where there is no such certificate or name, all that is known is whose network the address is in, and whoever that is
carries others (an access provider, a data centre, a cloud), or may do so: the recipient is "unknown customer of" it, by
its name in the map (``data/networks.toml``). Only an address without any name, in a network that is known to be nothing
but a company's own, is the company's. In whose network an edge stands tells nothing: an unknown customer of the edge's
operator receives.

A company that no source was read for is named with the basis ``unconfirmed``: good enough to ask after, not to accuse.

An address behind a host operator's name (``d111.cloudfront.net``) goes to a customer of the operator; naming the
operator as the recipient would accuse the wrong company, so the recipient is "unknown customer of ...".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from publicsuffixlist import PublicSuffixList

from trafficaudit.destinations.certificate import Subject
from trafficaudit.destinations.companies import BUILT_IN, Organisation, load
from trafficaudit.destinations.places import edges, runners
from trafficaudit.errors import DestinationError
from trafficaudit.hostnames import host_of
from trafficaudit.redaction import visible

CUSTOMER = "unknown customer of "
UNKNOWN = "unknown"
"""Whom nothing names, not even a network."""
BUILT_IN_HAS = "the map that comes with the program has"
BY_NETWORK = "network that announces the address: it tells who carries, not who receives"
BY_OWN_NETWORK = "no host name; network that announces the address and is the company's own"
BY_CERTIFICATE = "organisation in the server's certificate"
BY_EDGE = "delivery network to which the host's name belongs, or a name that it stands for in DNS"
BY_NAME = "the host's name stands in DNS for"
NAME = 253
"""Longest host name (RFC 1035, section 2.3.4); what is longer has no registrable domain."""
LABELS = 127
"""Most labels in a host name of that length."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who receives: as ``Destination`` keeps it, and the source of the claim."""

    name: str = ""
    country: str = ""
    basis: str = "none"
    party: str = "unknown"
    source: str = ""


class Recipients:
    """The curated map and a user's additions, which win over it.

    Raises:
        DestinationError: a file of additions cannot be read or is not of the form above.
    """

    def __init__(self, additions: Sequence[Path] = ()) -> None:
        built, added = load(BUILT_IN), [(path, one) for path in additions for one in load(path)]
        self.organisations = (*built, *(one for _, one in added))
        self._by_domain = {domain: one for one in built for domain in one.domains}
        self._by_domain |= self._added(added)
        self._by_name = {_letters(one.name): one for one in self.organisations if not one.hosting}
        self._called = {_letters(one.name): one for one in self.organisations}
        operators = (*(one.name for one in self.organisations if one.hosting), *edges().networks.values())
        self._operators = edges().shared | frozenset(map(_first_word, (*operators, *edges().suffixes.values())))
        self._groups: dict[str, frozenset[str]] = {}

    def _added(self, added: Sequence[tuple[Path, Organisation]]) -> dict[str, Organisation]:
        """Give whose the domains of the additions are; the source says where the built-in map has somebody else."""
        found: dict[str, Organisation] = {}
        for path, one in added:
            for domain in one.domains:
                other, known = found.get(domain), self.find(domain)
                if other and other.name != one.name:
                    what = f"{visible(domain)} is of two organisations: {other.name}, {one.name}"
                    raise DestinationError(what, visible(str(path)), "list it for one of them")
                stranger = known and not known.hosting and not {known.name, known.group} & {one.name, one.group} - {""}
                beside = f"; {BUILT_IN_HAS} {known.name}" if known and stranger else ""
                found[domain] = replace(one, source=one.source + beside)
        return found

    def find(self, host: str) -> Organisation | None:
        """Give the organisation of a host name; the longest listed parent wins."""
        labels = host_of(host).split(".")[-LABELS:]
        for start in range(len(labels)):
            if one := self._by_domain.get(".".join(labels[start:])):
                return one
        return None

    def recipient(
        self,
        host: str,
        app: str,
        network: str,
        hosted: bool,
        certificate: Subject | None = None,
        *,
        edge: str = "",
        asn: int | None = None,
        behind: Sequence[str] = (),
    ) -> Recipient:
        """Give the recipient of what an app sends to a host.

        Args:
            host: the host name; empty where there is none.
            app: the app's package; empty where unknown.
            network: the name of the network that announces the address; empty where unknown.
            hosted: whether that network's operator is known to run servers for others.
            certificate: that of the server for this host, where it names an organisation.
            edge: the delivery network that the host's name or its DNS answers tell; empty where they tell none. Edges
                stand in access providers' networks, too, whose names do not tell who receives. A header is not enough:
                a company's own caches may send the same.
            asn: the network's number, where it is known.
            behind: the names that the host stands for in DNS, where these lead to the address.
        """
        one = self.find(host)
        if one is None and certificate and not self._shared(certificate):
            return self._certified(certificate, app)
        led = self.led(host, behind) if one is None else None
        if led is not None:
            name, one = led
            return self._mapped(one, app, f"{BY_NAME} {name}; {one.source}")
        if one is None and edge and not hosted:
            return Recipient(CUSTOMER + edge, basis="curated", source=BY_EDGE)
        if one is None:
            return self._of_network(host, app, network, asn)
        if one.hosting:
            return Recipient(CUSTOMER + one.name, basis="curated", source=one.source)
        return self._mapped(one, app, one.source)

    def led(self, host: str, behind: Sequence[str]) -> tuple[str, Organisation] | None:
        """Give the first name behind a host that is another company's server, and that company.

        A company that only runs servers for customers is none, nor is one of the host's own group.
        """
        own = self.find(host)
        for name in behind:
            one = self.find(name)
            if one and not one.hosting and (own is None or (one.group or one.name) != (own.group or own.name)):
                return name, one
        return None

    def _shared(self, certificate: Subject) -> bool:
        """Say whether an operator shows one certificate for several customers: by its organisation, or common name."""
        words = re.findall(r"\w+", certificate.organisation.casefold())[:2]
        if words and {words[0], "".join(words)} & self._operators:
            return True
        common = host_of(certificate.common).removeprefix("*.")
        one = self.find(common)
        return bool(one and one.hosting) or any(f".{common}".endswith(f".{suffix}") for suffix in edges().suffixes)

    def _mapped(self, one: Organisation, app: str, source: str) -> Recipient:
        basis = "curated" if one.confirmed else "unconfirmed"
        return Recipient(one.name, one.country, basis, self._party(one, app), source)

    def _of_network(self, host: str, app: str, network: str, asn: int | None) -> Recipient:
        """Take what the network tells: whose customer receives, and who does where it is a company's own."""
        runner = runners().get(asn or 0)
        one = self._called.get(_letters(runner.organisation if runner else network))
        if runner and runner.own and one and not host:
            return Recipient(one.name, one.country, "asn", self._party(one, app), BY_OWN_NETWORK)
        name = one.name if one else network
        return Recipient(CUSTOMER + name, basis="asn", source=BY_NETWORK) if name else Recipient()

    def _certified(self, certificate: Subject, app: str) -> Recipient:
        """Take the organisation of a certificate; the map's own spelling and country where it has that name."""
        one = self._by_name.get(_letters(certificate.organisation))
        if one:
            return Recipient(one.name, one.country, "certificate", self._party(one, app), BY_CERTIFICATE)
        return Recipient(certificate.organisation, certificate.country, "certificate", source=BY_CERTIFICATE)

    def _party(self, one: Organisation, app: str) -> str:
        app = app.strip()
        if not app:
            return "unknown"
        if app not in self._groups:
            self._groups[app] = frozenset(own.group or own.name for own in self.organisations if own.owns(app))
        if not self._groups[app]:  # whose app it is nobody says: it may be the recipient's own
            return "unknown"
        return "first" if (one.group or one.name) in self._groups[app] else "third"


def registrable_domain(host: str) -> str:
    """Give the registrable domain of a host name (public suffix list, with its private part); else the name itself.

    An IP address is in no domain.

    >>> registrable_domain("img.shop.example.co.kr"), registrable_domain("192.0.2.7")
    ('example.co.kr', '192.0.2.7')
    """
    name = host_of(host)
    if len(name) > NAME or name.rpartition(".")[2].isdecimal():
        return name
    return _suffixes().privatesuffix(name) or name


def told_apart(recipient: str, host: str, basis: str = "") -> str:
    """Give who received, so that nobody counts as one whom nothing says to be one.

    Unknown customers of one operator, and unknown recipients, stand apart by the domains of their hosts; by the whole
    hosts where the domain is the operator's own, which all of its customers share.

    Args:
        recipient: as the tables name it.
        host: the host.
        basis: by what the recipient is known. A customer of the map's is so by a domain of the operator's, above the
            host, or by a delivery network's name behind it: where the map that comes with the program has neither, the
            domain is one that a user added, and nobody says where a customer's own begins.

    >>> told_apart("unknown customer of Cloud", "a.shop.example"), told_apart("", "192.0.2.7")
    ('unknown customer of Cloud (shop.example)', 'unknown (192.0.2.7)')
    >>> told_apart("unknown customer of Alibaba Cloud", "logs.oss-cn-hangzhou.aliyuncs.com")
    'unknown customer of Alibaba Cloud (logs.oss-cn-hangzhou.aliyuncs.com)'
    """
    if not host or (recipient and not recipient.startswith(CUSTOMER)):
        return recipient
    domain = _domain(host)
    added = bool(recipient) and basis == "curated" and _is_added(recipient.removeprefix(CUSTOMER), host_of(host))
    whole = added or domain in _shared()
    return f"{recipient or UNKNOWN} ({host_of(host) if whole else domain})"


def is_told_apart(name: str) -> bool:
    """Say whether ``told_apart`` gave this name to somebody unknown: several of those may be one."""
    return name.startswith((CUSTOMER, f"{UNKNOWN} ("))


@cache
def _shared() -> frozenset[str]:
    """Give the domains of operators and delivery networks under which customers have no domain of their own."""
    return frozenset(map(registrable_domain, (*_hosting(), *edges().suffixes)))


@cache
def _hosting() -> frozenset[str]:
    return frozenset(domain for one in load(BUILT_IN) if one.hosting for domain in one.domains)


def _is_added(operator: str, host: str) -> bool:
    """Say whether no domain of the map's and no delivery network explains that the map knows a host's operator."""
    labels = host.split(".")[-LABELS:]
    below = any(".".join(labels[at:]) in _hosting() for at in range(len(labels)))
    return not below and operator not in edges().suffixes.values()


_domain = lru_cache(maxsize=1 << 12)(registrable_domain)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _first_word(name: str) -> str:
    return next(iter(re.findall(r"\w+", name.casefold())), "")


@cache
def _suffixes() -> Any:
    return PublicSuffixList()
