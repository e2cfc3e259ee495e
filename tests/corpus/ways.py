"""The ways that an exchange goes: to whom and where, with what may be said of both and what an investigator sees of it.

Companies, names and most addresses are made up, with databases that place them; the rest are ranges that an operator of
a cloud publishes with a region.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple

COUNTRIES = ("KR", "CN", "HK", "SG", "US", "JP", "IE", "DE")
BENCHMARKS = IPv4Network("198.18.0.0/15")
"""Addresses for tests of networks (RFC 2544), which no database places."""
_BLOCK = 64
"""Addresses of a block."""

REGIONS = {
    "3.34.0.0": "KR", "52.78.0.0": "KR", "52.74.0.0": "SG", "18.136.0.0": "SG", "52.192.0.0": "JP", "54.72.0.0": "IE",
    "52.28.0.0": "DE", "3.88.0.0": "US", "35.176.0.0": "GB", "54.232.0.0": "BR",
}  # fmt: skip
"""Beginnings of ranges that Amazon publishes with a region of one country (AWS IP address ranges)."""
EDGES = (
    ("cf-ray", "9a3b1c2d3e4f5061-ICN"),
    ("x-amz-cf-pop", "ICN57-P2"),
    ("x-served-by", "cache-icn1450042-ICN"),
)
"""Headers that only an edge sends."""


class Company(NamedTuple):
    """A made-up company; one domain of it lies within another company's."""

    name: str
    country: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A way: the host as it is written, the address, and what may be said of both.

    ``alias`` is a name that it stands for in DNS, ``certificate`` the organisation in the server's, ``shown`` how a
    table writes the host where that is otherwise; ``kind`` is what carries the value (``body``, ``answer``, ``message``).
    """

    host: str
    ip: str
    country: str
    certainty: str
    company: Company | None = None
    sni: str = ""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    alias: str = ""
    certificate: str = ""
    sent: bool = True
    shown: str = ""
    kind: str = "body"


@dataclass(slots=True)
class World:
    """Who and what there is: companies, and in which country each block of addresses is for two databases."""

    draw: random.Random
    companies: list[Company] = field(default_factory=list)
    blocks: dict[str, tuple[str, str]] = field(default_factory=dict)
    moving: Route | None = None
    _hosts: int = 0

    def company(self) -> Company:
        """Draw a company."""
        return self.draw.choice(self.companies)

    def host(self, domain: str) -> str:
        """Give a name below a domain that nothing else has."""
        self._hosts += 1
        return f"{self.draw.choice(('api', 'log', 'gw', 'm', 'collect'))}{self._hosts}.{domain}"

    def address(self, first: str, second: str = "") -> str:
        """Give an address in a block of its own that the databases have in these countries; ``-`` is in none."""
        number = len(self.blocks)
        start = int(BENCHMARKS.network_address) + number * _BLOCK
        self.blocks[f"{IPv4Address(start)}/26"] = (first, second or first)
        return str(IPv4Address(start + self.draw.randrange(1, _BLOCK - 1)))


def _told(world: World) -> Route:
    country, company = world.draw.choice(COUNTRIES), world.company()
    return Route(world.host(company.domains[0]), world.address(country), country, "likely", company)


def _disputed(world: World) -> Route:
    one, other = sorted(world.draw.sample(COUNTRIES, 2))
    company = world.company()
    return Route(world.host(company.domains[0]), world.address(one, other), f"{one} or {other}", "disputed", company)


def _published(world: World) -> Route:
    start, country = world.draw.choice(list(REGIONS.items()))
    company = world.company()
    ip = start.replace(".0.0", f".{world.draw.randint(1, 100)}.{world.draw.randint(1, 254)}")
    return Route(world.host(company.domains[0]), ip, country, "established", company)


def _edge_by_header(world: World) -> Route:
    (name, said), company = world.draw.choice(EDGES), world.company()
    header = ((name.encode(), said.encode()),)
    return Route(world.host(company.domains[0]), world.address("KR"), "", "edge", company, headers=header)


def _edge_by_name(world: World) -> Route:
    company = world.company()
    host = world.host(company.domains[0])
    return Route(host, world.address("KR"), "", "edge", company, alias=f"{host}.edgekey.net")


def _unplaced(world: World) -> Route:
    company = world.company()
    return Route(world.host(company.domains[0]), world.address("-"), "", "unknown", company)


def _within(world: World) -> Route:
    country, company = world.draw.choice(COUNTRIES), world.company()
    return Route(world.host(company.domains[1]), world.address(country), country, "likely", company)


def _nobodys(world: World) -> Route:
    """Go to a domain in no map, which another company's name stands in or ends."""
    country, name = world.draw.choice(COUNTRIES), world.company().domains[0]
    like = world.draw.choice((f"{name}.tracker.invalid", f"not{name}", f"{name.replace('.', '-')}.test"))
    return Route(world.host(like), world.address(country), country, "likely")


def _literal(world: World) -> Route:
    country = world.draw.choice(COUNTRIES)
    ip = world.address(country)
    return Route(ip, ip, country, "likely")


def _literal_with_name(world: World) -> Route:
    country, company = world.draw.choice(COUNTRIES), world.company()
    ip = world.address(country)
    name = world.host(company.domains[0])
    return Route(ip, ip, country, "likely", company, sni=name, shown=name)


def _spelled_otherwise(world: World) -> Route:
    country, company = world.draw.choice(COUNTRIES), world.company()
    host = world.host(company.domains[0])
    written = world.draw.choice((host.upper(), f"{host}.", host.title()))
    return Route(written, world.address(country), country, "likely", company, shown=host)


def _mapped(world: World) -> Route:
    country, company = world.draw.choice(COUNTRIES), world.company()
    prefix = world.draw.choice(("::ffff:", "64:ff9b::"))
    return Route(world.host(company.domains[0]), prefix + world.address(country), country, "likely", company)


def _own_network(world: World) -> Route:
    ip = world.draw.choice(("192.168.0.7", "10.0.0.9", "127.0.0.1", "fe80::7"))
    company = world.company()
    return Route(world.host(company.domains[0]), ip, "", "unknown", company)


def _region_elsewhere(world: World) -> Route:
    """Go to an address of one country under a name with a cloud's region in another."""
    company = world.company()
    host = world.host(f"ap-northeast-1.{company.domains[0]}")
    return Route(host, world.address("SG"), "JP or SG", "disputed", company)


def _named_by_dns(world: World) -> Route:
    """Go to a name in no map that stands in DNS for one of a company's, which so receives."""
    country, company = world.draw.choice(COUNTRIES), world.company()
    alias = world.host(company.domains[0])
    return Route(world.host("metrics.invalid"), world.address(country), country, "likely", company, alias=alias)


def _certified(world: World) -> Route:
    country, home = world.draw.choice(COUNTRIES), world.draw.choice(COUNTRIES)
    host = world.host("certified.test")
    company = Company(f"{world.draw.choice(('Lotus', 'Iris'))} Technology Co., Ltd.", home, (host,))
    return Route(host, world.address(country), country, "likely", company, certificate=company.name)


def _customers(world: World) -> Route:
    """Go to a customer of a delivery network, whom its operator's name does not tell."""
    customer = Company("unknown customer of Amazon CloudFront", "", ("cloudfront.net",))
    return Route(world.host("cloudfront.net"), world.address("US"), "", "edge", customer)


def _moved(world: World) -> Route:
    """Go to one host for everything, which an address of another country answers each time."""
    before = world.moving or _told(world)
    country = world.draw.choice([one for one in COUNTRIES if one != before.country])
    world.moving = replace(before, ip=world.address(country), country=country)
    return world.moving


def _message(world: World) -> Route:
    return replace(_told(world), kind="message")


def _answered(world: World) -> Route:
    """Have the server send the value, and not the app."""
    return replace(_told(world), kind="answer", sent=False)


def _never_sent(world: World) -> Route:
    country, company = world.draw.choice(COUNTRIES), world.company()
    return Route(world.host(company.domains[0]), world.address(country), country, "likely", company, sent=False)


WAYS: dict[str, Callable[[World], Route]] = {
    "a country for both databases": _told,
    "two databases that differ": _disputed,
    "a region that its operator publishes": _published,
    "an edge, by a header": _edge_by_header,
    "an edge, by its name in DNS": _edge_by_name,
    "an address in no database": _unplaced,
    "a company's name within another's": _within,
    "a name that only looks like a company's": _nobodys,
    "an address without a name": _literal,
    "an address, and a name in TLS": _literal_with_name,
    "a name in other letters": _spelled_otherwise,
    "IPv4 within IPv6": _mapped,
    "the phone's own network": _own_network,
    "a region in the name that is elsewhere": _region_elsewhere,
    "a name in DNS that is a company's": _named_by_dns,
    "a company's name in a certificate": _certified,
    "a delivery network's customer": _customers,
    "another country from then on": _moved,
    "a message of a WebSocket": _message,
    "an answer": _answered,
    "never sent": _never_sent,
}


def companies(draw: random.Random) -> Iterator[Company]:
    """Draw companies; the domains of some lie within another's."""
    for number in range(12):
        name = (
            f"{draw.choice(('Hanbit', 'Panda', 'Morning', 'Clover'))} {draw.choice(('Mall', 'Ads', 'Push'))} {number}"
        )
        own = f"{name.lower().replace(' ', '-')}.example"
        yield Company(name, draw.choice(COUNTRIES), (own, f"part{number}.group.example"))
    yield Company("The group", "SG", ("group.example", "all.of.group.example"))
