"""Base64 of compressed bytes or of JSON with something behind it: a file's ending (``.gif`` of a counting pixel), the
time and signature of a session cookie (``.eJ...:1abc:...`` of Django, ``.eJ....aSx.Zk3`` of Flask's itsdangerous,
``<base64>--<hex>`` of Rails), or with ``*`` for its padding (``TW96...MzY**``).

What stands before must open to what its first characters promise. Two hyphens also come by chance in the alphabet for
addresses (in one of twenty runs of some 200 characters), so what follows them must be a digest in hexadecimal.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.packed import compression
from trafficaudit.decode.text import as_text, is_document

NAME = "suffixed"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = ".:=*"

# What Base64 makes of the first bytes of gzip, zlib at its four levels, Zstandard, {" and [{ or [". Where JSON follows
# too, all of it is a JSON Web Token.
_RUN = re.compile(
    rb"\.?((?:H4sI|eJ|eN|eA|eF|KLUv|eyJ|W3si|Wy[IJ])[\w/+-]{12,}={0,2})"
    rb"(?:[.:](?!eyJ|eyA|ew[o0])[\w:.=-]{1,200}|--(?:[0-9a-f]{2}){4,64})\Z"
).match


# Before gzip some letters of its own may stand (``DYNH4sI...``).
_STARRED = re.compile(rb"(?:[A-Z]{1,8}(?=H4sI))?([\w+/-]{12,}+)\*{1,2}").fullmatch


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    if node.raw.endswith(b"*"):
        starred = _STARRED(node.raw)
        return starred is not None and (len(node.raw) - starred.start(1)) % 4 == 0
    return node.raw[:1] in b".HeKW" and _RUN(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what the run in front stands for; the run itself is no value that anybody means."""
    starred = _STARRED(node.raw)
    match = starred or _RUN(node.raw)
    value = unpack(match[1]) if match else None
    if match is None or not value:
        return
    if starred and not _reads(value):
        return
    if starred or compression.opens(value) or (is_document(value) and as_text(value) is not None):
        name = "base64url" if b"-" in match[1] or b"_" in match[1] else "base64"
        child = (node.path, node.key, as_text(value) or value, *match.span(1), False)
        yield Opened((NAME, name), [child], sure=True, carrier=node.carrier)


def _reads(value: bytes) -> bool:
    """Say whether what a run with stars for its padding stands for is text, or packed."""
    text = as_text(value)
    return compression.opens(value) or (text is not None and text.isprintable())
