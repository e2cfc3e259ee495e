"""What the tables show of an address: its path or name, without what could single somebody out."""

import re
from collections.abc import Container, Iterable, Sequence

from trafficaudit.decode.parts import url_bytes
from trafficaudit.destinations.recipients import registrable_domain
from trafficaudit.hostnames import authority, host_of
from trafficaudit.model import Exchange, Finding
from trafficaudit.redaction import NOTHING, Known, letters, shown_endpoint, visible

_SEEDED = "persona"
_SURE = (_SEEDED, "provenance", "identifier")
_SHORTEST = 4  # letters of a seeded value that are looked for inside of names; two of an alphabet other than ASCII
_LONGEST = 512  # of what can be a name
_ENDS = ("", "/", ":", "?", "#")  # what may follow a host in a URL
_BEYOND_HOST = re.compile("[/?#]")
_BEYOND = re.compile("[?#]")
_BEYOND_BYTES = re.compile(b"[?#]")


def spelling(exchange: Exchange) -> str:
    """Give the host as it stands in the URL, where that is another spelling of it; empty where it is none."""
    rest = exchange.url.partition("://")[2]
    if rest.startswith(exchange.host) and rest[len(exchange.host) : len(exchange.host) + 1] in _ENDS:
        return ""
    named = authority(_BEYOND_HOST.split(rest, maxsplit=1)[0].rpartition("@")[2])
    written = named[0] if named is not None else ""
    return written if written != exchange.host and host_of(written) == exchange.host else ""


def known_values(findings: Iterable[Finding], names: Iterable[str] = ()) -> Known:
    """Give what names and paths must not show: values beside them, seeded ones not in part, and telling ``names``."""
    whole = set(map(letters, names))
    inside: set[str] = set()
    told = {(each.detector.partition(":")[0], each.value) for each in findings if len(each.value) <= _LONGEST}
    for kind, value in told:
        if kind in _SURE:
            plain = letters(value if isinstance(value, str) else value.decode("utf-8", "replace"))
            whole.add(plain)
            if kind == _SEEDED and len(plain) >= (_SHORTEST if plain.isascii() else 2):
                inside.add(plain)
    whole.discard("")
    return Known(frozenset(whole), frozenset(inside)) if whole else NOTHING


def endpoint(exchange: Exchange, known: Known, findings: Sequence[Finding]) -> str:
    """Give what an exchange asked for: the path of its URL, or the name of a DNS query, with nobody's values in it.

    Args:
        exchange: the exchange.
        known: what must not be shown (``known_values``).
        findings: all of the exchange's; what they lie over in the URL is left out.
    """
    _, _, rest = exchange.url.partition("://")
    place, slash, path = _BEYOND.split(rest, maxsplit=1)[0].partition("/")
    if exchange.protocol == "dns":
        return _asked(place, known, told=bool(findings))
    return shown_endpoint(slash + path, known, _under(findings, exchange.url))


def _under(findings: Sequence[Finding], url: str) -> Container[int]:
    """Give the numbers of the segments of a URL's path that findings lie over; what is before its slash is 0."""
    spans = [each.span for each in findings if each.field.part == "url" and each.field.direction == "request"]
    if not spans:
        return ()
    raw = url_bytes(url)
    hidden: set[int] = set()
    at = raw.find(b"/", raw.find(b"://") + 3)
    for number, segment in enumerate(_BEYOND_BYTES.split(raw[at:], maxsplit=1)[0].split(b"/") if at >= 0 else ()):
        end = at + len(segment)
        if any(span.start < end and at < span.end for span in spans):
            hidden.add(number)
        at = end + 1
    return hidden


def _asked(name: str, known: Known, *, told: bool) -> str:
    """Give the name that a resolver was asked for, without labels that could single somebody out.

    Where something was found in the query (``told``) it may stand in pieces, so that only the registered domain stays.
    """
    domain = registrable_domain(name)
    if told:
        return visible(f"….{domain}" if domain and domain != name.lower().rstrip(".") else domain or "…")
    return shown_endpoint(name.replace(".", "/"), known).replace("/", ".")
