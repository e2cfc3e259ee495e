"""Messages of HTTP/1.1 inside of a value (``application/http``, RFC 9112): calls that an app sends as one batch, as
Google's interfaces take them, and requests that crash reports quote.
"""

import re
from collections.abc import Iterator, Mapping

from trafficaudit.decode import media_type
from trafficaudit.decode.node import Child, Names, Node, Opened, item, member
from trafficaudit.decode.packed import chunks
from trafficaudit.decode.text import as_text

NAME = "http"
MEDIA = re.compile(r"application/http|message/http")
TEXT = None
MARKS = "\n"
ONLY = None

FIRST = b"GPDHO"
"""What bytes of this format begin with."""

_START = re.compile(
    rb"(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S{1,16384}+) HTTP/[1-3](?:\.\d)?"
    rb"|HTTP/[1-3](?:\.\d)? \d{3}(?: [^\r\n]{0,100}+)?)\r?\n(?=[A-Za-z][\w-]{0,63}+:|\r?\n|\Z)"
).match
_HEADER = re.compile(rb"([A-Za-z][\w-]{0,63}+):[ \t]*+([^\r\n]*+)(?:\r?\n|\Z)").match
_MOST, _DIGITS = 256, 12

type _Header = tuple[str, bytes, int]
"""Name in small letters, value, and where that stands."""

_CODED = frozenset({"gzip", "deflate", "br", "zstd"})


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the first line of a message and a header."""
    return _START(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the address, the headers, the body with what its headers say of it, and each message that follows."""
    raw, first = node.raw, _START(node.raw)
    if first is None:
        return
    prefix = node.prefix
    children: list[Child] = []
    if first[1] is not None:
        children.append((member(prefix, "url"), "url", as_text(first[1]) or first[1], *first.span(1), True))
    names = Names(member(prefix, "headers"))
    listed, start = _headers(raw, first.end())
    for name, value, begin in listed:
        if value:
            children.append((names.path(name), name, as_text(value) or value, begin, begin + len(value), True))
    yield Opened((NAME,), children, sure=True)
    given = _first(listed)
    held, end = _body(node, given, start)
    if held:
        yield _opened(node, given, held)
    if further := list(_further(node, end)):
        yield Opened((NAME,), further, sure=True, carrier=node.carrier)


def _headers(raw: bytes, pos: int) -> tuple[list[_Header], int]:
    """Give the headers that begin at a position, and where the body does."""
    found: list[_Header] = []
    while len(found) < _MOST and (match := _HEADER(raw, pos)) is not None:
        found.append((match[1].decode("ascii").lower(), match[2].rstrip(), match.start(2)))
        pos = match.end()
    return found, pos + (2 if raw.startswith(b"\r\n", pos) else 1 if raw.startswith(b"\n", pos) else 0)


def _first(listed: list[_Header]) -> dict[str, bytes]:
    """Give the first value of each header."""
    return {name: value for name, value, _ in reversed(listed)}


def _opened(node: Node, given: Mapping[str, bytes], held: list[chunks.Range]) -> Opened:
    coding = given.get("content-encoding", b"").decode("latin-1").strip().lower()
    hint = media_type.parse(given.get("content-type", b""))
    if coding in _CODED:
        hint = hint._replace(encodings=(coding,))
    body, path = b"".join(node.raw[first:last] for first, last in held), member(node.prefix, "body")
    child: Child = (path, node.key, as_text(body) or body, held[0][0], held[-1][1], len(held) == 1)
    return Opened((NAME,), [child], hint, sure=True, carrier=node.carrier)


def _further(node: Node, pos: int) -> Iterator[Child]:
    """Give what follows a message on the same connection: each message by itself, and what is none."""
    raw, number = node.raw, 1
    while pos < len(raw):
        head, end = _START(raw, pos), len(raw)
        if head is not None and number <= node.room and node.budget.spend(node.budget.TOKEN):
            listed, start = _headers(raw, head.end())
            _, end = _body(node, _first(listed), start)
        elif not raw[pos:].strip():
            return
        yield item(node.prefix, number), node.key, as_text(raw[pos:end]) or raw[pos:end], pos, end, True
        pos, number = end, number + 1


def _body(node: Node, given: Mapping[str, bytes], start: int) -> tuple[list[chunks.Range], int]:
    """Give the ranges of a body and where it ends (RFC 9112, section 6.3)."""
    raw = node.raw
    if b"chunked" in given.get("transfer-encoding", b"").lower() and (found := chunks.read(node, start)) is not None:
        return found
    length = given.get("content-length", b"").strip()
    end = start + int(length) if length.isdigit() and len(length) <= _DIGITS else start
    # A length counts where another message stands behind it: that of a body which was changed since is another's.
    end = end if end < len(raw) and _START(raw, end) is not None else len(raw)
    return [(start, end)] if end > start else [], end
