"""JSON Web Tokens (RFC 7519) and other runs of Base64url joined by dots, such as signed session cookies.

Header and payload are opened; a signature says nothing about a person and stays closed. An encrypted token (RFC 7516)
gives its header alone.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.letters.base64 import plausible
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
    """Give the segments that hold JSON, and any other payload: ``header`` and ``payload``, else by their place."""
    signed = node.raw.count(b".") in (2, 4) and node.raw.startswith(_STARTS)
    children: list[Child] = []
    for index, match in enumerate(_BETWEEN_DOTS(node.raw)):
        run = _SEGMENT.match(match[0])
        any_payload = index == 1 and bool(children) and node.raw.count(b".") == 2
        content = _content(node, run[0], any_payload) if run else None
        if run and content:
            names = ("header", "payload")
            path = member(node.prefix, names[index]) if signed and index < 2 else item(node.prefix, index)
            start = match.start()
            children.append((path, node.key, content, start, start + len(run[0]), False))
    if children:
        yield Opened((NAME,), children, sure=True)


def _content(node: Node, run: bytes, any_payload: bool) -> str | bytes | None:
    """Give what a segment holds where that is JSON, or what may be signed as well (RFC 7515): text, a packed run."""
    value = unpack(run) if any_payload or run.startswith(_STARTS) else None
    text = as_text(value) if value else None
    if text and text.lstrip()[:1] in ("{", "["):
        return text
    return plausible(node, value) if value and any_payload else None
