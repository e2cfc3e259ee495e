"""Addresses at which servers of several companies seem to be: those of a proxy or VPN, or of a shared front.

A browser that goes through a proxy notes the proxy's address for whatever it asks (``serverIPAddress`` of a HAR), and
so do tools behind one. Where that stands says nothing of where the data went. It shows by what answers there: companies
that have nothing to do with each other share no server, unless somebody relays for all of them. Companies of one
country alone may be related in a way that the map does not know, and do not show it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from trafficaudit.destinations.addresses import Place
from trafficaudit.destinations.companies import Organisation
from trafficaudit.model import Evidence

COMPANIES = 3
"""Least companies of different groups at one address, of two countries at least, by which it is none of theirs."""
NOBODYS = "of none of them"
"""What the evidence answers for such an address."""
_SHOWN = 4


def fronts(
    servers: Mapping[str, tuple[str, ...]], find: Callable[[str], Organisation | None]
) -> dict[str, tuple[str, ...]]:
    """Give the addresses that are none of those who seem to be there, each with the names of these companies.

    Args:
        servers: the hosts that were asked at each address.
        find: gives the organisation of a host. Who only runs servers for others counts for nobody.
    """
    found = {}
    for address, hosts in servers.items():
        here = {one.group or one.name: one for host in hosts if (one := find(host)) and not one.hosting}
        if len(here) >= COMPANIES and len({one.country for one in here.values() if one.country}) > 1:
            found[address] = tuple(sorted(one.name for one in here.values()))
    return found


def relayed(place: Place, names: tuple[str, ...]) -> Place:
    """Give the place of such an address: none that counts, and nobody's network. An edge is told as one already."""
    if place.certainty == "edge" or not (place.country or place.operator or place.asn):
        return place
    listed = ", ".join(names[:_SHOWN])
    why = f"it answered for hosts of {len(names)} companies ({listed}): a proxy, a VPN or a shared front"
    told = Evidence("server address", NOBODYS, why)
    return replace(
        place, country="", certainty="unknown", evidence=(told, *place.evidence), asn=None, operator="", provider=""
    )
