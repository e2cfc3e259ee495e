"""Messages of HTTP/1.1 inside of a value (``application/http``, RFC 9112): calls that an app sends as one batch, as
Google's interfaces take them, and requests that crash reports quote.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import media_type
from trafficaudit.decode.node import Child, Names, Node, Opened, member
from trafficaudit.decode.text import as_text

NAME = "http"
MEDIA = re.compile(r"application/http|message/http")
TEXT = None
MARKS = "\n"
ONLY = None

_START = re.compile(
    rb"(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S{1,16384}+) HTTP/[1-3](?:\.\d)?"
    rb"|HTTP/[1-3](?:\.\d)? \d{3}(?: [^\r\n]{0,100}+)?)\r?\n(?=[A-Za-z][\w-]{0,63}+:|\r?\n|\Z)"
).match
_HEADER = re.compile(rb"([A-Za-z][\w-]{0,63}+):[ \t]*+([^\r\n]*+)(?:\r?\n|\Z)").match
_MOST = 256
_CODED = frozenset({"gzip", "deflate", "br", "zstd"})


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _START(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the address, the headers, and the body with what its headers say of it."""
    raw, first = node.raw, _START(node.raw)
    if first is None:
        return
    prefix = node.prefix
    children: list[Child] = []
    if first[1] is not None:
        children.append((member(prefix, "url"), "url", as_text(first[1]) or first[1], *first.span(1), True))
    names, pos = Names(member(prefix, "headers")), first.end()
    given: dict[str, bytes] = {}
    while len(given) < _MOST and (match := _HEADER(raw, pos)) is not None:
        name = match[1].decode("ascii").lower()
        given.setdefault(name, match[2])
        value = match[2].rstrip()
        if value:
            start = match.start(2)
            children.append((names.path(name), name, as_text(value) or value, start, start + len(value), True))
        pos = match.end()
    yield Opened((NAME,), children, sure=True)
    pos += 2 if raw.startswith(b"\r\n", pos) else 1 if raw.startswith(b"\n", pos) else 0
    body = raw[pos:]
    if body:
        coding = given.get("content-encoding", b"").decode("latin-1").strip().lower()
        hint = media_type.parse(given.get("content-type", b""))
        if coding in _CODED:
            hint = hint._replace(encodings=(coding,))
        child: Child = (member(prefix, "body"), node.key, as_text(body) or body, pos, len(raw), True)
        yield Opened((NAME,), [child], hint, sure=True, carrier=node.carrier)
