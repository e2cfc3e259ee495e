"""Cookie and Set-Cookie headers (RFC 6265, sections 4.1 and 4.2).

In quotation marks (RFC 2109, 4.1) Python's ``http.cookies`` and servers of Java write what a cookie cannot hold behind
a backslash, or as three octal digits behind one.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Names, Node, Opened, bare, member, step
from trafficaudit.decode.place import Escape
from trafficaudit.decode.text import as_text, korean

NAME = "cookie"

_NUMBERED = re.compile(r"(.{1,256}?)[._-]([0-9]{1,2})", re.DOTALL).fullmatch
_SHORTEST_PIECE = 64
_DOCUMENT = re.compile(r"(?:base64-)?(?:ey[A-Za-z0-9]|W[1-3yz]|[{\[]|%7B|%5B)", re.IGNORECASE).match
"""What a document begins with: of JSON, in Base64 or percent-encoding, or of a token."""
_QUOTED = re.compile(rb"\\(?:([0-3][0-7]{2})|([\"\\]))")


def pairs(node: Node, attributes: bool) -> Opened:
    """Give each cookie's value; with ``attributes`` (Set-Cookie) only the first pair names a cookie."""
    children: list[Child] = []
    names = Names("")
    owner = ""
    here, raw = 0, node.raw
    while here < len(raw) and len(children) <= node.room:
        stop = raw.find(b";", here)
        stop = len(raw) if stop < 0 else stop
        equals = raw.find(b"=", here, stop)
        if equals >= 0:
            key = _text(raw[here:equals].strip())
            path = member(owner, key.lower()) if owner else names.path(key)
            if step(key)[1] and not owner:
                children.append(_child(raw, path, key, here, equals))
            children.append(_child(raw, path, key, equals + 1, stop))
            if attributes:
                owner = owner or path
        elif raw[here:stop].strip() and not owner:
            path = names.path("")
            children.append(_child(raw, path, "", here, stop))
            owner = path if attributes else ""
        here = stop + 1
    return Opened((NAME,), children if attributes else _together(children, names), sure=True)


def _together(children: list[Child], names: Names) -> list[Child]:
    """Put documents together that libraries cut into several cookies (``session.0``, ``session.1``): a browser keeps
    no cookie of more than 4,096 bytes. No piece alone is what was sent.

    Source: the public code of NextAuth.js (``SessionStore``), Supabase (``chunker``) and Auth0 (``AppSession``).
    """
    found: list[Child] = []
    here = 0
    while here < len(children):
        run = _run(children, here)
        whole = "".join([str(child[2]) for child in children[here : here + run]]) if run > 1 else ""
        if whole and _DOCUMENT(whole):
            key = children[here][1].rstrip("0123456789")[:-1]
            found.append((names.path(key), key, whole, children[here][3], children[here + run - 1][4], False))
            here += run
        else:
            found.append(children[here])
            here += 1
    return found


def _run(children: list[Child], first: int) -> int:
    """Give how many cookies from one on are numbered pieces, from 0 or 1 on."""
    numbered = _NUMBERED(children[first][1])
    if numbered is None or int(numbered[2]) > 1 or len(children[first][2]) < _SHORTEST_PIECE:
        return 0
    run = 0
    for child in children[first:]:
        more = _NUMBERED(child[1])
        if more is None or more[1] != numbered[1] or int(more[2]) != int(numbered[2]) + run:
            break
        if not isinstance(child[2], str):
            return 0
        run += 1
    return run


def _child(raw: bytes, path: str, key: str, start: int, end: int) -> Child:
    """Take a range without the white space and the quotes around it, and without the escapes between these."""
    child = bare(raw, path, key, start, end)
    first, last = child[3:5]
    run = raw[first:last]
    if first == start or raw[first - 1] != 0x22 or run.find(b"\\") < 0:
        return child
    value = _QUOTED.sub(_sign, run)
    return path, key, as_text(value) or value, first, last, _escapes


def _sign(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8)]) if match[1] else match[2]


def _escapes(run: bytes) -> Iterator[Escape]:
    for match in _QUOTED.finditer(run):
        yield *match.span(), 1, 0


def _text(raw: bytes) -> str:
    return as_text(raw) or korean(raw) or raw.decode("utf-8", "replace")
