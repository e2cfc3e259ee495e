"""Bytes in Base64 between two lines that say what they are (RFC 7468): certificates, signatures, keys."""

import re
from collections.abc import Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Child, Names, Node, Opened
from trafficaudit.decode.text import as_text

NAME = "pem"
MEDIA = re.compile(r"application/(x-pem-file|pem-certificate-chain)")
TEXT = True
MARKS = " "
ONLY = None

_BLOCK = re.compile(
    rb"-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,60}+)-----(?:\\n|[\r\n \t])*+((?:[A-Za-z0-9+/=\r\n \t]|\\n)++)-----END \1-----"
)
_BREAKS = re.compile(rb"\\n|[\r\n \t]")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b"-----BEGIN " in node.raw


def decode(node: Node) -> Iterator[Opened]:
    """Give the bytes of each block."""
    children, names = list[Child](), Names(node.prefix)
    for match in _BLOCK.finditer(node.raw):
        value = unpack(_BREAKS.sub(b"", match[2]))
        if value and len(children) < node.room:
            path = names.path(match[1].decode("ascii").lower())
            children.append((path, node.key, as_text(value) or value, *match.span(2), False))
    if children:
        yield Opened((NAME,), children)
