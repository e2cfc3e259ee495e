"""JSON Web Tokens (RFC 7519) and other runs of Base64url joined by dots, such as signed session cookies.

Header and payload are opened; a signature says nothing about a person and stays closed. An encrypted token (RFC 7516)
gives its header alone.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Child, Node, Opened, item, member
from trafficaudit.decode.text import as_text

NAME = "jwt"
MEDIA = re.compile(r"application/(jwt|jose|.*\+jwt)")
TEXT = True
MARKS = "."
ONLY = ".="

_TOKEN = re.compile(rb"[\w+/-]*+={0,2}(?:\.[\w+/-]*+={0,2}){1,4}").fullmatch
_SEGMENT = re.compile(rb"[\w+/-]{8,}+={0,2}")
_BETWEEN_DOTS = re.compile(rb"[^.]*+(?:\.|\Z)").finditer
_STARTS = (b"eyJ", b"eyA", b"ewo", b"ew0", b"W3s", b"W3")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b"e" in node.raw and _TOKEN(node.raw) is not None and any(s in node.raw for s in _STARTS)


def decode(node: Node) -> Iterator[Opened]:
    """Give the segments that hold JSON: ``header`` and ``payload`` of a token, else by their place."""
    signed = node.raw.count(b".") in (2, 4) and node.raw.startswith(_STARTS)
    children: list[Child] = []
    for index, match in enumerate(_BETWEEN_DOTS(node.raw)):
        run = _SEGMENT.match(match[0])
        value = unpack(run[0]) if run and run[0].startswith(_STARTS) else None
        text = as_text(value) if value else None
        if run and text and text.lstrip()[:1] in ("{", "["):
            names = ("header", "payload")
            path = member(node.prefix, names[index]) if signed and index < 2 else item(node.prefix, index)
            start = match.start()
            children.append((path, node.key, text, start, start + len(run[0]), False))
    if children:
        yield Opened((NAME,), children, sure=True)
