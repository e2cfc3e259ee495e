"""Names that are personal values themselves, in whatever encoding: labels of hosts, steps of paths, segments of URLs.

Whether one is does not depend on the exchange it stands in: the name alone is decoded and searched as a value would be,
so that every table shows it in the same way.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain

from trafficaudit.decode import decode
from trafficaudit.destinations import called
from trafficaudit.destinations.recipients import registrable_domain
from trafficaudit.hostnames import host_of, ip_address
from trafficaudit.model import UNDATED, Decoded, Destination, Exchange, Finding, Message
from trafficaudit.persona import Persona, indicators
from trafficaudit.quick import altering
from trafficaudit.redaction import is_token, plain_names, plain_segments

type Search = Callable[[Exchange, Decoded], Sequence[Finding]]

SURE = frozenset(("persona", "identifier", "provenance"))
"""The detectors that tell what a name is by itself; what others find in one does not count."""

_REMEMBERED = 1 << 13
_LONGEST = 1_024
_SHORTEST = 4  # characters of ASCII; below that nothing is a value that is known by itself
_QUERY = "dns://"
_altered = altering(Exchange)
# Encodings in which the case of a letter says something: where a name lost it, nothing decodes it any more.
_CASED = frozenset(("base64", "base64url", "base58", "base62", "base62-lower"))
_SHORTEST_LOWERED = 8
_HEXADECIMAL = re.compile(r"[\da-f-]+", re.IGNORECASE).fullmatch
_LOWERED = re.compile(r"(?=[a-z_+/=-]*\d)[a-z\d_+/=-]{8,}").search


class Naming:
    """Tells which names are personal values; remembers what it said of each.

    Args:
        search: gives what is found in an exchange; detectors that are not of ``SURE`` need not be asked.
        persona: the seeded values.
    """

    def __init__(self, search: Search, persona: Persona | None) -> None:
        self._search, self._persona = search, persona
        self._hosts: dict[tuple[str, str], tuple[str, ...]] = {}
        self._names: dict[str, bool] = {}
        self._paths: dict[str, tuple[str, ...]] = {}

    def forget(self) -> None:
        """Forget which hosts' labels are values: what the hooks of another capture told is known no more, or anew."""
        self._hosts.clear()

    def labels(self, exchange: Exchange, destination: Destination) -> tuple[str, ...]:
        """Give the labels of a host's name, below the registered domain, that are to be redacted, as they are written.

        All exchanges with a host give the same, whatever else they carry: it stands under one name in the tables. Those
        of other names (TLS server name, dialled, in headers) stand in the evidence, and are given as well.
        """
        known = self._known_labels(exchange, exchange.host, destination.domain)
        for name in (exchange.sni, exchange.dialled, *called.in_headers(exchange)):
            if name and host_of(name) != exchange.host:
                beside = self._known_labels(exchange, name, registrable_domain(name))
                known = (*known, *(label for label in beside if label not in known)) if beside else known
        return known

    def _known_labels(self, exchange: Exchange, host: str, domain: str) -> tuple[str, ...]:
        known = self._hosts.get((host, domain))
        if known is None:
            known = _keep(self._hosts, (host, domain), self._labels(exchange, host, domain))
        return known

    def names(self, exchange: Exchange, findings: Iterable[Finding]) -> tuple[str, ...]:
        """Give the names that are to be redacted of those that would be shown of an exchange."""
        told = [self._of_path(path) for path in {finding.field.path for finding in findings}]
        told += [(name,) for name in plain_segments(exchange.url, exchange.protocol) if self._is_value(name)]
        return tuple(sorted(set(chain.from_iterable(told))))

    def _of_path(self, path: str) -> tuple[str, ...]:
        known = self._paths.get(path)
        if known is None:
            known = _keep(self._paths, path, tuple(filter(self._is_value, plain_names(path))))
        return known

    def _is_value(self, name: str) -> bool:
        if len(name) < _SHORTEST and name.isascii():
            return False
        known = self._names.get(name)
        if known is None:
            known = _keep(self._names, name, self._is_telling(name))
        return known

    def _is_telling(self, name: str) -> bool:
        return len(name) > _LONGEST or self._is_lowered(name) or bool(self._found(name))

    def _found(self, name: str) -> list[Finding]:
        body = name.encode("utf-8", "surrogatepass")
        return self._sure(
            Exchange(
                "", "", 0, UNDATED, "", "", "http/1.1", "POST", "", "", 0, Message(body=body, body_size=len(body)), None
            )
        )

    def _sure(self, exchange: Exchange) -> list[Finding]:
        return [each for each in self._search(exchange, decode(exchange)) if each.detector.partition(":")[0] in SURE]

    def _labels(self, exchange: Exchange, host: str, domain: str) -> tuple[str, ...]:
        if len(host) > _LONGEST or ip_address(host) is not None:
            return ()
        found = [
            each.span
            for each in self._sure(_altered(exchange, protocol="dns", url=_QUERY + host, request=None, response=None))
        ]
        labels, telling, start = host.split("."), dict[str, None](), len(_QUERY)
        for label in labels[: len(labels) - (domain.count(".") + 1 if domain else 0)]:
            end = start + len(label.encode("utf-8", "surrogateescape"))
            if label and (any(span.start < end and start < span.end for span in found) or self._is_label(label)):
                telling[label] = None
            start = end + 1
        return tuple(telling)

    def _is_label(self, label: str) -> bool:
        """Say whether a label is a value, or looks encoded; hexadecimal ones, as load balancers have, were decoded."""
        return self._is_value(label) or (is_token(label) and _HEXADECIMAL(label) is None)

    def _is_lowered(self, name: str) -> bool:
        """Say whether a name of small letters holds a seeded value whose encoding lost its capitals."""
        return bool(_LOWERED(name)) and any(literal in name for literal in self._lowered)

    @cached_property
    def _lowered(self) -> tuple[str, ...]:
        if self._persona is None:
            return ()
        cased = (each for each in indicators(self._persona) if not _CASED.isdisjoint(each.layers))
        written = {each.literal.lower().rstrip(b"=").decode("ascii", "ignore") for each in cased}
        return tuple(sorted(each for each in written if len(each) >= _SHORTEST_LOWERED))


def _keep[Key, Value](known: dict[Key, Value], key: Key, value: Value) -> Value:
    """Remember an answer; everything is forgotten at the bound, so that memory stays small."""
    if len(known) >= _REMEMBERED:
        known.clear()
    known[key] = value
    return value
