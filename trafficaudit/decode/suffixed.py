"""Base64 of compressed bytes or of JSON with something behind it: a file's ending (``.gif`` of a counting pixel), the
time and signature of a session cookie (``.eJ...:1abc:...`` of Django, ``.eJ....aSx.Zk3`` of Flask's itsdangerous,
``<base64>--<hex>`` of Rails).

What stands before must open to what its first characters promise. Two hyphens also come by chance in the alphabet for
addresses (in one of twenty runs of some 200 characters), so what follows them must be a digest in hexadecimal.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import compression
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.text import as_text, is_document

NAME = "suffixed"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = ".:="

# What Base64 makes of the first bytes of gzip, zlib at its four levels, Zstandard, {" and [{ or [".
_RUN = re.compile(
    rb"\.?((?:H4sI|eJ|eN|eA|eF|KLUv|eyJ|W3si|Wy[IJ])(?:[\w/+]|-(?!-)){12,}+={0,2})"
    rb"(?:[.:][\w:.=-]{1,200}|--(?:[0-9a-f]{2}){4,64})\Z"
).match


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw[:1] in b".HeKW" and _RUN(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what the run in front stands for; the run itself is no value that anybody means."""
    match = _RUN(node.raw)
    value = unpack(match[1]) if match else None
    if match is None or not value:
        return
    if compression.opens(value) or (is_document(value) and as_text(value) is not None):
        name = "base64url" if b"-" in match[1] or b"_" in match[1] else "base64"
        child = (node.path, node.key, as_text(value) or value, *match.span(1), False)
        yield Opened((NAME, name), [child], sure=True, carrier=node.carrier)
