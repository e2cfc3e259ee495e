r"""Compressed bytes as a text of one character a byte, as pako's ``to: "string"`` and other JavaScript make them:
``"\u001f\u008b\b..."`` in JSON.
"""

from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.packed import compression

NAME = "iso-8859-1"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = None

_HEADS = (b"\x1f\xc2\x8b\x08", b"x\xc2\x9c", b"x\xc3\x9a")
"""The first bytes of gzip and of zlib at its usual and its highest level, each as a character in UTF-8."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw.startswith(_HEADS)


def decode(node: Node) -> Iterator[Opened]:
    """Give the bytes, where they are packed to their end."""
    try:
        value = (node.text or "").encode("latin-1")
    except UnicodeEncodeError:
        return
    if compression.opens(value):
        yield Opened((NAME,), [(node.path, node.key, value, 0, len(node.raw), False)], sure=True, carrier=node.carrier)
