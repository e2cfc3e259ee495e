"""Addresses of the phone itself or of the network that it stands in: what goes to one has not left it by that.

No provider's router forwards them, so there is no country to be told, be it Korea. What answers there may pass on what
it got (a VPN on the phone, a proxy): that is another exchange, with an address of its own.

Not among them: the space that a provider shares among its customers (100.64.0.0/10, RFC 6598), which is the provider's;
what is reserved or for documentation; multicast of a wider scope.
"""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("loopback", ("127.0.0.0/8", "::1/128")),  # RFC 1122, 3.2.1.3; RFC 4291, 2.5.3
    ("private", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")),  # RFC 1918; RFC 4193
    ("link-local", ("169.254.0.0/16", "fe80::/10")),  # RFC 3927; RFC 4291, 2.5.6
    # RFC 5771, 4 (local network control); RFC 2365 (administrative scope)
    ("multicast", ("224.0.0.0/24", "239.0.0.0/8")),
    ("broadcast", ("255.255.255.255/32",)),  # RFC 919, 7
)
_SCOPES = range(1, 6)
"""Scopes of IPv6 multicast up to a site (RFC 7346, 2): interface, link, realm, admin, site."""
_NETWORKS: tuple[tuple[str, tuple[IPv4Network | IPv6Network, ...]], ...] = tuple(
    (name, tuple(map(ip_network, networks))) for name, networks in _KINDS
)

_HERE = "of the phone or of the network that it was in, not of a place: to reach it nothing left for the internet; "
_OTHER = "reserved, or shared within a provider's network: only the user's databases are asked; "
_BEHIND = "a portal, VPN, proxy or local server may have answered in the name of another"


def told(ip: str) -> str:
    """Give what evidence says of an address that is not routed on the internet."""
    found = kind(ip)
    return f"{found} address, {_HERE}{_BEHIND}" if found else _OTHER + _BEHIND


@lru_cache(maxsize=1 << 10)
def kind(ip: str | None) -> str:
    """Give what kind of address on the spot this is; empty where it is none.

    >>> kind("192.168.0.5"), kind("239.255.255.250"), kind("100.64.1.1"), kind("a.example"), kind(None)
    ('private', 'multicast', '', '', '')
    """
    try:
        address = ip_address((ip or "").strip("[]").partition("%")[0])
    except ValueError:
        return ""
    if address.version == 6 and address.is_multicast:
        return "multicast" if address.packed[1] & 15 in _SCOPES else ""
    return next((name for name, networks in _NETWORKS if any(address in network for network in networks)), "")
