"""Messages of e-mail (RFC 5322), as apps hand them to a server: header fields, and the body with what they say of it.

Mail programs send one as bytes, interfaces of mail services in Base64. Words of a header in another character set
(RFC 2047) are read by ``encoded_word``, a body in several parts by ``multipart``.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import media_type
from trafficaudit.decode.messages import multipart
from trafficaudit.decode.node import Child, Names, Node, Opened, member
from trafficaudit.decode.text import as_text

NAME = "mail"
MEDIA = re.compile(r"message/(rfc822|global)")
TEXT = None
MARKS = ":"
ONLY = None

_MOST = 256
_TELLING = frozenset(
    {"from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path", "reply-to"}
)
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_OF_HTTP = frozenset({"host", "user-agent", "accept"})


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a message: with two header fields that mail has, and an empty line behind all."""
    return _fields(raw) is not None


def _fields(raw: bytes) -> tuple[list[re.Match[bytes]], int] | None:
    match = multipart.HEADER.match(raw)
    if match is None:  # as of most bytes that are asked
        return None
    pos = 0
    found: list[re.Match[bytes]] = []
    telling: set[str] = set()
    while len(found) < _MOST and (match := multipart.HEADER.match(raw, pos)) is not None:
        if match[1].isdigit():
            return None  # a length: what it is of stands behind its colon
        found.append(match)
        telling.add(match[1].decode("ascii").lower())
        pos = match.end()
    if len(telling & _TELLING) < 2 or telling & _OF_HTTP or not raw.startswith((b"\r\n", b"\n"), pos):
        return None
    return found, pos + (2 if raw.startswith(b"\r\n", pos) else 1)


def decode(node: Node) -> Iterator[Opened]:
    """Give each header field, and the body with its type and encoding."""
    read = _fields(node.raw)
    if read is None:
        return
    fields, pos = read
    names, children = Names(member(node.prefix, "headers")), list[Child]()
    given: dict[str, bytes] = {}
    for match in fields:
        name = match[1].decode("ascii").lower()
        given.setdefault(name, match[2])
        value, start = _FOLD.sub(b"", match[2]).rstrip(), match.start(2)
        if value:
            how = value == match[2].rstrip()
            children.append(
                (names.path(name), name, as_text(value) or value, start, start + len(match[2].rstrip()), how)
            )
    yield Opened((NAME,), children, sure=True)
    body = node.raw[pos:]
    if body:
        kind = _FOLD.sub(b"", given.get("content-type", b""))
        hint = media_type.of_mime(kind, given.get("content-transfer-encoding", b""))
        child: Child = (member(node.prefix, "body"), node.key, as_text(body) or body, pos, len(node.raw), True)
        yield Opened((NAME,), [child], hint, sure=True, carrier=node.carrier)
