"""IP address of the device, IPv4 or IPv6. By key: addresses of servers and version numbers look the same.

A public address places the user; a private one (RFC 1918, RFC 4193, link-local, carrier-grade NAT) tells little.
Loopback, unspecified, multicast and documentation addresses say nothing.

Source: RFC 6890 and the IANA special-purpose registries, as in Python's `ipaddress`.

>>> check("211.234.10.20").named, check("192.168.0.12").named
(0.8, 0.3)
>>> check("0.0.0.0") is None
True
"""

import ipaddress
import re

from trafficaudit.detectors.identifiers.verdict import Verdict
from trafficaudit.detectors.names.table import parents_in

NAME = "ip_address"
CATEGORY = "ip_address"
KEYS = (
    *("ip", "ip address", "ip addr", "client ip", "user ip", "device ip", "remote ip", "remote addr", "remote address"),
    *(
        "real ip",
        "x real ip",
        "x forwarded for",
        "forwarded for",
        "public ip",
        "wan ip",
        "local ip",
        "lan ip",
        "wifi ip",
    ),
    *("ipv4", "ipv6", "ip v4", "ip v6", "cip", "my ip", "login ip", "아이피", "ip주소"),
    *("client subnet", "edns client subnet"),
)
AVOID = parents_in("servers")
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
_V4 = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_PORT = r":[0-9]{1,5}(?![0-9A-Za-z.:])"
"""What some proxies write behind the address in ``X-Forwarded-For``; behind IPv6 only brackets tell it."""
CANDIDATE = re.compile(
    rf"(?<![0-9A-Za-z.:])(?:{_V4}(?={_PORT})"
    rf"|(?:{_V4}|[0-9A-Fa-f]{{0,4}}(?::[0-9A-Fa-f]{{0,4}}){{2,7}}(?:\.[0-9]{{1,3}}){{0,3}})(?![0-9A-Za-z.:]))"
)

_CARRIER_NAT = ipaddress.ip_network("100.64.0.0/10")
_WITH_PORT = re.compile(f"({_V4}){_PORT}")

type _Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def check(text: str) -> Verdict | None:
    """Say whether it is an address, and whether others can see it."""
    address = _parsed(text)
    if address is None or _is_everybodys(address):
        return None
    if address.is_global:
        return Verdict(0.8, 0.0, "a public address")
    shared = address.version == 4 and address in _CARRIER_NAT
    if shared or address.is_link_local or _is_private_use(address):
        return Verdict(0.3, 0.0, "a private address")
    return None


def is_nobodys(text: str) -> bool:
    """Whether a text is no address, with or without a port, or one that every device has for itself or for all.

    >>> is_nobodys("127.0.0.1:80"), is_nobodys("::"), is_nobodys("10.0.0.3:51234"), is_nobodys("fe80::1")
    (True, True, False, False)
    """
    address = _parsed(_WITH_PORT.sub(r"\1", text))
    return address is None or _is_everybodys(address)


def is_public(text: str) -> bool:
    """Whether a text is an address, with or without a port, that everybody can reach."""
    address = _parsed(_WITH_PORT.sub(r"\1", text))
    return address is not None and address.is_global and not _is_everybodys(address)


def _parsed(text: str) -> _Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _is_everybodys(address: _Address) -> bool:
    return address.is_loopback or address.is_unspecified or address.is_multicast


def _is_private_use(address: _Address) -> bool:
    networks = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16") if address.version == 4 else ("fc00::/7",)
    return any(address in ipaddress.ip_network(network) for network in networks)
