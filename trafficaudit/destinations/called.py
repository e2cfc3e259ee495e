"""The names by which an exchange went, where they are not one: in its URL, its headers, its handshake, when dialled.

A table names one host. A server that is reached by one name and asked for another (domain fronting, a rewritten Host, a
proxy that maps hosts) may be of either, or hand on to the other; the address, and so the place, is that of whoever was
connected to. Clients do use one connection for several hosts where the certificate covers them (RFC 9113, 9.1.1), and
one company has several domains: that is ordinary, and told in the evidence alone.
"""

from collections.abc import Callable, Iterator

from trafficaudit.destinations.certificate import Subject
from trafficaudit.destinations.companies import Organisation
from trafficaudit.destinations.recipients import registrable_domain
from trafficaudit.hostnames import ip_address, requested
from trafficaudit.model import Destination, Evidence, Exchange

DIFFERS = "differs from the host name"
APART = "another domain than the host's, and no certificate covers both: which of the two received is not certain"

_HEADER, _SNI, _DIALLED = "name in the request's headers", "TLS server name", "name that was dialled"


def in_headers(exchange: Exchange) -> tuple[str, ...]:
    """Give the hosts that a request's ``Host`` and ``:authority`` name, where that is another than the exchange's."""
    headers = exchange.request.headers if exchange.request else ()
    return tuple(host for host in requested(headers) if host != exchange.host)


def beside(
    host: str,
    others: tuple[tuple[str, ...], str, str],
    shown: Subject | None,
    find: Callable[[str], Organisation | None],
) -> Iterator[Evidence]:
    """Tell what else an exchange's host was called.

    Args:
        host: the name that stands for it.
        others: the names in the request's headers, the TLS server name, the name that was dialled.
        shown: the server's certificate.
        find: gives whose host it is.
    """
    headers, sni, dialled = others
    told = {host, ""}
    for source, name in (*((_HEADER, each) for each in headers), (_SNI, sni), (_DIALLED, dialled)):
        if name not in told:
            told.add(name)
            yield Evidence(source, name, APART if host and _apart(host, name, shown, find) else DIFFERS)


def apart(destination: Destination) -> str:
    """Give the other name that may have received in place of a destination's host; empty where there is none."""
    return next((line.answer for line in destination.evidence if line.detail == APART), "")


def _apart(host: str, other: str, shown: Subject | None, find: Callable[[str], Organisation | None]) -> bool:
    """Say whether two names may be of two owners, and nothing shows that one server answers for both."""
    if ip_address(host) or ip_address(other) or registrable_domain(host) == registrable_domain(other):
        return False
    if shown and shown.covers(host) and shown.covers(other):
        return False
    one, two = find(host), find(other)
    same = one and two and not one.hosting and (one.group or one.name) == (two.group or two.name)
    return not same
