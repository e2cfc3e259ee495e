"""The way from a host name to its address by the DNS answers that a capture holds, and whose edge stands on it.

All DNS answers of the capture count, before and after the exchange alike: a phone asks once and keeps the answer. What
a resolver answered over HTTPS or TLS counts for what was sent after it (``resolvers.py``): an app asks by itself. Where
they lead from the name to the address, the shortest way is the chain (the first in the order of the alphabet where
several are); where they do not, the chain goes as far as they lead and decides nothing, for the address came from
elsewhere. A name of a content delivery network on a chain that leads to the address makes the address an edge.
An answer that a network made of the address (DNS64, RFC 6147) leads to it as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Network
from itertools import pairwise
from types import MappingProxyType

from trafficaudit.destinations.addresses import address_of
from trafficaudit.destinations.places import edges
from trafficaudit.model import Evidence
from trafficaudit.redaction import visible

LONGEST = 16
"""Most names of a chain: resolvers give up about there (unbound 11, BIND 16)."""
WIDEST = 4096
"""Most names that are looked at on the way."""
ANSWERS = "DNS answers in the capture"
UNFOLLOWED = "the address is not among the answers that were looked at: there are more"


@dataclass(frozen=True, slots=True)
class Chain:
    """The names from a host to its address. ``operator``: whose edge stands on it; empty where nobody's does.

    ``behind`` are the names that the host stands for, in their order, where these lead to the address, and none of them
    is what some server said over HTTPS or TLS: that may name any company, whether it has to do with it or not.
    """

    evidence: tuple[Evidence, ...] = ()
    operator: str = ""
    behind: tuple[str, ...] = ()


def chain(
    host: str,
    address: str,
    names: Mapping[str, tuple[str, ...]],
    exchanges: Mapping[tuple[str, str], str] = MappingProxyType({}),
    unread: bool = False,
    *,
    prefixes: Iterable[IPv6Network] = (),
) -> Chain:
    """Give the chain of a host name.

    Args:
        host: the name, in lower case; empty where there is none.
        address: the address that was connected to, in its canonical form; empty where it is not known.
        names: what the capture's DNS answers say of each name, sorted.
        exchanges: of a name and an answer that a resolver gave over HTTPS or TLS, the exchange that holds it.
        unread: whether there are answers on the way that were not looked at.
        prefixes: those of the network's NAT64 beside the well-known one.
    """
    own = operator(host)
    if host not in names:
        return Chain((_edge(host, own),) if own else (), own)
    way, reached, more = _way(host, address, names, tuple(prefixes))
    held = dict.fromkeys(exchanges[link] for link in pairwise(way) if link in exchanges)
    told = (
        "" if reached else UNFOLLOWED if more or unread else "the address is not among the answers",
        f"answered over HTTPS or TLS in exchange {', '.join(held)}" if held else "",
    )
    shown = Evidence(ANSWERS, visible(" -> ".join(way)), "; ".join(filter(None, told)))
    behind = tuple(way[1:-1]) if reached and not held else ()
    found = next(((name, whose) for name in way if (whose := operator(name))), None)
    if found is None:
        return Chain((shown,), behind=behind)
    decides = reached or found[0] == host
    return Chain((shown, _edge(*found)), found[1] if decides else "", behind)


def operator(name: str) -> str:
    """Give the operator of the content delivery network that a name belongs to; empty where it belongs to none.

    >>> operator("d111111abcdef8.cloudfront.net"), operator("cloudfront.net.example")
    ('Amazon CloudFront', '')
    """
    labels = name.split(".")[-LONGEST:]
    known = edges().suffixes
    return next((known[suffix] for at in range(len(labels)) if (suffix := ".".join(labels[at:])) in known), "")


def _edge(name: str, whose: str) -> Evidence:
    return Evidence("name of a delivery network", f"edge of {whose}", visible(name))


def _way(
    host: str, address: str, names: Mapping[str, tuple[str, ...]], prefixes: tuple[IPv6Network, ...]
) -> tuple[list[str], bool, bool]:
    """Search breadth first, so that the shortest way is found and a circle ends; else follow the first answers.

    The second says whether the way leads to the address, the third of one that does not whether there are names that
    were not looked at.
    """
    before: dict[str, str] = {host: ""}
    layer = [host]
    for _ in range(LONGEST):
        following = []
        for name in layer:
            for said in names.get(name, ()):
                if said == address or _stands_for(said, address, prefixes):
                    return [*_back(name, before), said], True, False
                if said not in before and said in names and len(before) < WIDEST:
                    before[said] = name
                    following.append(said)
        layer = sorted(following)
    way = [host]
    while len(way) <= LONGEST and (said := next((one for one in names.get(way[-1], ()) if one not in way), "")):
        way.append(said)
    return way, False, bool(layer) or len(before) >= WIDEST


def _stands_for(said: str, address: str, prefixes: tuple[IPv6Network, ...]) -> bool:
    """Say whether an answer is an IPv6 address that a network made of an IPv4 one."""
    return ":" in said and "." in address and str(address_of(said, prefixes)) == address


def _back(name: str, before: Mapping[str, str]) -> list[str]:
    way = []
    while name:
        way.append(name)
        name = before[name]
    return way[::-1]
