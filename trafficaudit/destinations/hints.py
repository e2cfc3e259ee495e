"""What an exchange itself says about the place: the host name, the server's certificate, the headers of the response.

A hint never gives a country. What a service's documents say of the host (``residency.py``), and a cloud region in its
name, or where that names none in the names of the certificate, can put a vote in doubt; the header of a content
delivery network says that the address is an edge; every other word is kept as evidence only.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from trafficaudit.destinations import residency
from trafficaudit.destinations.certificate import Subject
from trafficaudit.destinations.places import Operator, Signature, edges, operators
from trafficaudit.destinations.recipients import registrable_domain
from trafficaudit.globe import COUNTRIES
from trafficaudit.hostnames import host_of
from trafficaudit.model import Evidence, Headers
from trafficaudit.network import EdgeMark
from trafficaudit.redaction import visible

VALUE = 512
"""Bytes of a header value that are looked at: the longest real one (a ``via`` chain) is well under it."""
NAME = 253
"""Characters of a host name that are looked at (RFC 1035, section 2.3.4)."""
MOST_SPELLINGS = 8
"""Ways to write a host that are told of one destination."""
_ACCELERATED = re.compile(r"(?<![a-z0-9])accelerate(?![a-z0-9])")
"""How operators call the name by which a bucket is reached over their edges (Amazon S3, Alibaba OSS, Tencent COS)."""
_NUMBER = re.compile(r"(?:-[0-9]+)?")
REGIONS = 8
"""Most regions of a certificate that are told apart; one for a service in a single region has one."""


@dataclass(frozen=True, slots=True, order=True)
class EdgeHint:
    """An edge that a response header names: its operator, site and country where the value says so."""

    operator: str
    site: str
    country: str
    header: str
    spares: str


@dataclass(frozen=True, slots=True)
class NameHint:
    """A place that a name names. ``countries`` is empty when the word may mean a market rather than a place."""

    word: str
    countries: frozenset[str]
    evidence: Evidence


def edge_hints(headers: Headers) -> tuple[EdgeHint, ...]:
    """Give the edges that response headers name, sorted, without request-specific values."""
    known = edges().signatures
    found: set[EdgeHint] = set()
    for raw_name, raw_value in headers:
        name = raw_name.lower().decode("latin-1")
        if name in known:
            value = raw_value[:VALUE].decode("latin-1").strip()
            found.update(hint for signature in known[name] if (hint := _match(signature, value)))
    return tuple(sorted(found))


def edge_marks(headers: Headers) -> tuple[EdgeMark, ...]:
    """Give by which headers an answer says that an edge gave it, sorted, whatever site they name."""
    return tuple(sorted({EdgeMark(one.operator, one.header, one.spares) for one in edge_hints(headers)}))


def by_edge(hints: Sequence[EdgeHint | EdgeMark], provider: str) -> bool:
    """Say whether headers mean an edge: the front of a region's own operator may send the same."""
    return any(not hint.spares or hint.spares != provider for hint in hints)


ELSEWHERE = "in another exchange with this host at this address"


def edge_evidence(hints: tuple[EdgeHint, ...], others: tuple[EdgeMark, ...] = ()) -> tuple[Evidence, ...]:
    """Give one line for each header that names an edge; ``others`` stand in other exchanges."""
    told = tuple(Evidence(f"response header {one.header}", f"edge of {one.operator}", ELSEWHERE) for one in others)
    return told + tuple(
        Evidence(
            f"response header {hint.header}",
            f"edge of {hint.operator}",
            f"site {hint.site}" + (f" ({hint.country})" if hint.country else "") if hint.site else "",
        )
        for hint in hints
    )


def spellings(written: Collection[str]) -> Iterator[Evidence]:
    """Give how requests write a host, where that is another way than its name."""
    for name in sorted(written)[:MOST_SPELLINGS]:
        yield Evidence("host name", visible(name[:NAME]), "as requests write it")
    if len(written) > MOST_SPELLINGS:
        yield Evidence("host name", "further spellings", "as requests write it")


def host_hints(host: str) -> tuple[NameHint, ...]:
    """Give the places that a host name names: by its service's documents, as a cloud operator's region, in words."""
    name = host_of(host[:NAME])
    kept = [NameHint(listed, frozenset({line.answer}), line) for listed, line in residency.told(name)]
    regions = [_region(match[1], name) for match in _region_pattern().finditer(name)]
    return (*kept, *(hint for hint in regions if hint), *_words(name))


def operator_regions(name: str) -> frozenset[str]:
    """Give the countries of the regions in a name that lies in a cloud operator's domain; none of a customer's own.

    What stands first was chosen by the customer (a bucket, an account) where more of the operator's follows, or where
    customers have domains of their own below the operator's; a region alone names the service there. A name for
    transfers that begin at the nearest edge stands in no region, whatever its bucket is called.

    >>> sorted(operator_regions("shop.oss-ap-southeast-1.aliyuncs.com"))
    ['SG']
    >>> sorted(operator_regions("shop-ap-southeast-1.oss-accelerate.aliyuncs.com"))
    []
    """
    name = host_of(name[:NAME])
    if not _own_domain(name) or _ACCELERATED.search(name):
        return frozenset()
    first, _, rest = name.partition(".")
    whole = rest in _domains() or _numbered_region(first)
    given = rest if registrable_domain(name) == name or not whole else name
    regions = (match[1] for match in _region_pattern().finditer(given))
    return frozenset(owner.regions[region] for region in regions for owner in _owners(region, name))


def name_hints(name: str, shown: Subject | None) -> tuple[list[frozenset[str]], list[Evidence]]:
    """Give the countries of the cloud regions that may put a vote in doubt, and the evidence.

    The host name's own come first: where it names a region, those of the certificate are evidence only.

    Args:
        name: the name that was asked for; empty where there was none.
        shown: the server's certificate.
    """
    named = host_hints(name)
    certified = certificate_hints(shown, name) if shown else ()
    regions = [hint.countries for hint in named if hint.countries] or [hint.countries for hint in certified]
    return regions, [hint.evidence for hint in (*named, *certified)]


def certificate_hints(shown: Subject, asked: str) -> tuple[NameHint, ...]:
    """Give the cloud regions in the names of a server's certificate.

    A certificate may be shared by many customers of an operator, so only names count that were asked for, that lie in
    the same registrable domain, or that lie in a cloud operator's own: a name of another customer says nothing. One
    that names regions in several countries is as good for a server in any of them.

    Args:
        shown: what the certificate says.
        asked: the name that was asked for; empty where there was none.
    """
    found: dict[str, tuple[frozenset[str], str, str]] = {}
    mine = registrable_domain(asked) if asked else ""
    for name in sorted(shown.names | {shown.common}):
        bare = name.removeprefix("*.")[:NAME]
        if bare and (_own_domain(bare) or (mine and registrable_domain(bare) == mine)):
            for match in _region_pattern().finditer(bare):
                owners = _owners(match[1], bare)
                if owners and match[1] not in found:
                    who = " or ".join(owner.name for owner in owners)
                    found[match[1]] = (frozenset(owner.regions[match[1]] for owner in owners), who, name)
    together = frozenset(country for countries, _, _ in found.values() for country in countries)
    return tuple(
        NameHint(region, together, Evidence(
            f"server certificate ({region})", " or ".join(sorted(countries)), f"region name of {who} in {visible(name)}"
        ))
        for region, (countries, who, name) in sorted(found.items())[:REGIONS]
    )  # fmt: skip


def _own_domain(name: str) -> bool:
    return any(name == domain or name.endswith("." + domain) for domain in _domains())


def _numbered_region(label: str) -> bool:
    """Whether a label is a region and nothing else, but for a number behind it (``koreacentral-0``)."""
    found = _region_pattern().match(label)
    return found is not None and _NUMBER.fullmatch(label, found.end()) is not None


@cache
def _domains() -> frozenset[str]:
    return frozenset(domain for one in operators().values() for domain in one.domains)


def _match(signature: Signature, value: str) -> EdgeHint | None:
    if signature.value and not signature.value.search(value):
        return None
    site = country = ""
    if signature.pop and (pop := signature.pop.search(value)):
        site = pop[1].upper()
        country = edges().sites.get(site, "")
    elif signature.node and (node := signature.node.search(value)):
        site = node[1].upper()
        country = site if site in COUNTRIES else ""
    return EdgeHint(signature.operator, site, country, signature.header, signature.spares)


def _region(region: str, name: str) -> NameHint | None:
    owners = _owners(region, name)
    countries = frozenset(owner.regions[region] for owner in owners)
    if not countries:
        return None
    who = " or ".join(owner.name for owner in owners)
    answer = " or ".join(sorted(countries))
    return NameHint(region, countries, Evidence(f"host name ({region})", answer, f"region name of {who}"))


def _owners(region: str, name: str) -> list[Operator]:
    """Whose region it is: the operator's whose domain it is, then the one whose prefix stands before it, then any."""
    having = [operator for operator in operators().values() if region in operator.regions]
    by_domain = [one for one in having if any(name == domain or name.endswith("." + domain) for domain in one.domains)]
    by_prefix = [one for one in having if any(prefix + region in name for prefix in one.prefixes)]
    return by_domain or by_prefix or [one for one in having if one.foreign]


@cache
def _region_pattern() -> re.Pattern[str]:
    names = sorted({name.lower() for one in operators().values() for name in one.regions}, key=lambda n: (-len(n), n))
    return re.compile(rf"(?<![a-z0-9])({'|'.join(map(re.escape, names))})(?![a-z0-9])")


def _words(name: str) -> list[NameHint]:
    known = edges().names
    *labels, last = name.split(".")
    words = dict.fromkeys(word for label in labels for word in label.split("-") if word in known)
    hints = [
        NameHint(
            word, frozenset(), Evidence(f"host name ({word})", known[word], "a naming convention: place or market")
        )
        for word in words
    ]
    if (
        labels and known.get(last, "") == last.upper()
    ):  # ``va`` is a word for Virginia, and a registry's for the Vatican
        hints.append(
            NameHint(
                last,
                frozenset(),
                Evidence(f"host name (.{last})", known[last], "country of the registry, not of the server"),
            )
        )
    return hints
