"""One host, one name: in capitals, with the root's dot, in Unicode or in Punycode, an address in whatever notation."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_AUTHORITY = re.compile(r"(?P<host>\[[^\]\s/?#@\\]*\]|[^:\s/?#@\\\[\]\x00-\x1f\x7f]+)(?::(?P<port>\d{1,5}))?")
_DOTS = re.compile("[\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH FULL STOP}\N{HALFWIDTH IDEOGRAPHIC FULL STOP}]")
_NOTHING = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"))
_NAMES = frozenset((b"host", b":authority"))
_LENGTHS = frozenset(map(len, _NAMES))
_LONGEST = 512
"""Bytes of a header that can name a host and a port; of more only the beginning is shown."""
_UNPRINTED = "\N{REPLACEMENT CHARACTER}"
_LABEL = 63
"""Bytes of a label (RFC 1035, 2.3.4)."""
_NAMED = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}(?P<top>[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
).fullmatch
_OF_ONES_OWN = frozenset(
    ("local", "localdomain", "localhost", "lan", "home", "intranet", "internal", "private", "corp", "arpa", "router")
)
"""What names of networks of one's own end in (RFC 6762 appendix G, RFC 8375, and what routers give out)."""


@lru_cache(maxsize=4096)
def ip_address(text: str) -> str | None:
    """Give an IP address in its canonical form without brackets and zone; None for anything else.

    >>> ip_address("[2001:DB8::1]"), ip_address("::ffff:192.0.2.7"), ip_address("shop.example")
    ('2001:db8::1', '192.0.2.7', None)
    """
    try:
        address = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


@lru_cache(maxsize=1 << 14)
def host_of(name: str) -> str:
    """Give a host as exchanges name it: one that is written in another way is no other host.

    A name in Unicode is given as DNS has it (RFC 5890, mapped as UTS 46 does and browsers do), which is what stands in
    certificates and look-ups; an address in its shortest form, without brackets and zone.

    >>> host_of("Shop.example."), host_of("한빛.example"), host_of("[::FFFF:192.0.2.7]"), host_of("[fe80::1%25wlan0]")
    ('shop.example', 'xn--xx3br43b.example', '192.0.2.7', 'fe80::1')
    """
    plain = name.lower().rstrip(".")
    if not plain.isascii():
        plain = _mapped(name)
    return ip_address(plain) or "".join(c if c.isprintable() else _UNPRINTED for c in plain)


def is_in_dns(name: str) -> bool:
    """Whether a name is a host's that everybody can look up, and none that a network gives to what is in it.

    >>> is_in_dns("m.shop.example"), is_in_dns("minas-iphone.local"), is_in_dns("192.0.2.7"), is_in_dns("narae-phone")
    (True, False, False, False)
    """
    named = _NAMED(host_of(name))
    return named is not None and named["top"] not in _OF_ONES_OWN


def authority(text: str) -> tuple[str, int | None] | None:
    """Split ``host[:port]``; None where the text could not stand in a URL (a hostile Host header).

    >>> authority("shop.example:8443"), authority("[::1]"), authority("a/b")
    (('shop.example', 8443), ('::1', None), None)
    """
    match = _AUTHORITY.fullmatch(text)
    if match is None:
        return None
    port = match["port"]
    return match["host"].strip("[]"), int(port) if port and int(port) <= 0xFFFF else None


def requested(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, ...]:
    """Give the hosts that ``Host`` (RFC 9110, 7.2) and ``:authority`` (RFC 9113, 8.3.1) name, each once.

    >>> requested([(b"Host", b"Shop.example:443"), (b":authority", b"shop.example"), (b"host", b"/")])
    ('shop.example',)
    """
    named = [_requested(value) for name, value in headers if len(name) in _LENGTHS and name.lower() in _NAMES]
    return tuple(filter(None, dict.fromkeys(named))) if named else ()


@lru_cache(maxsize=4096)
def _requested(value: bytes) -> str:
    named = authority(value[:_LONGEST].decode("utf-8", "replace").strip())
    return host_of(named[0]) if named is not None else ""


def _mapped(name: str) -> str:
    mapped = unicodedata.normalize("NFKC", _DOTS.sub(".", name).translate(_NOTHING).lower()).lower()
    labels = [_in_dns(label) for label in mapped.rstrip(".").split(".")]
    return ".".join(labels)


def _in_dns(label: str) -> str:
    """Give a label as DNS has it; as it is where that would be none."""
    # What is too long already is not coded: Punycode has a letter for each character at least, and takes its time.
    if label.isascii() or len(label) > _LABEL or not label.isprintable() or _UNPRINTED in label:
        return label
    coded = "xn--" + label.encode("punycode").decode("ascii")
    return coded if len(coded) <= _LABEL else label
