"""IPv4 addresses inside of IPv6 ones: how a phone on an IPv6-only network writes the servers that have no IPv6.

The well-known prefix is 64:ff9b::/96 (RFC 6052, 2.1). A provider may take one of its own instead, whose addresses then
lie in a block that is registered to the provider, in its country, wherever the server is. A phone finds out which by
asking for the IPv6 address of ``ipv4only.arpa`` (RFC 7050), which has none but what the network makes of 192.0.0.170
and 192.0.0.171: where a capture holds such an answer, it names the prefix for what went through that network.
"""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network

ASKED = "ipv4only.arpa"
"""The name by which a network's prefix is found out."""
WELL_KNOWN = IPv6Network("64:ff9b::/96")
_PLACES = {
    32: (4, 5, 6, 7),
    40: (5, 6, 7, 9),
    48: (6, 7, 9, 10),
    56: (7, 9, 10, 11),
    64: (9, 10, 11, 12),
    96: (12, 13, 14, 15),
}
"""Which bytes hold the IPv4 address behind a prefix of a length in bits (RFC 6052, 2.2)."""
_ANSWERS = (IPv4Address("192.0.0.170"), IPv4Address("192.0.0.171"))


def prefixes(answers: Iterable[str]) -> tuple[IPv6Network, ...]:
    """Give the prefixes that answers for ``ipv4only.arpa`` tell, sorted; what tells none is passed over.

    >>> prefixes(["2001:db8:64::c000:aa", "192.0.0.170", "2001:db8::1"])
    (IPv6Network('2001:db8:64::/96'),)
    """
    return tuple(sorted({prefix for answer in answers if (prefix := _prefix(answer))}))


def embedded(address: IPv6Address, known: Iterable[IPv6Network] = ()) -> IPv4Address | None:
    """Give the IPv4 address that an IPv6 address stands for by the well-known prefix or a known one; else ``None``.

    >>> embedded(IPv6Address("64:ff9b::8.8.8.8"))
    IPv4Address('8.8.8.8')
    """
    for prefix in (WELL_KNOWN, *known):
        if address in prefix:
            return _inner(address, prefix.prefixlen)
    return None


def _inner(address: IPv6Address, length: int) -> IPv4Address:
    return IPv4Address(bytes(address.packed[place] for place in _PLACES[length]))


def _prefix(answer: str) -> IPv6Network | None:
    """Read a prefix; ``None`` where an answer tells none, or more than one (RFC 7050, 3)."""
    try:
        address = IPv6Address(answer.partition("%")[0])
    except ValueError:
        return None
    found = list(_lengths(address))
    return IPv6Network((address, found[0]), strict=False) if len(found) == 1 else None


def _lengths(address: IPv6Address) -> Iterator[int]:
    for length, places in _PLACES.items():
        rest = [byte for place, byte in enumerate(address.packed) if place * 8 >= length and place not in places]
        if not any(rest) and _inner(address, length) in _ANSWERS:
            yield length
