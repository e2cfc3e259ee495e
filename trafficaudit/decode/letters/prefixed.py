"""A short head before encoded text: a scheme (``Basic``, ``Bearer``, ``data:...;base64,``), what says how it
is written (``base64-``), the name of a digest before its Base64 (``sha256-...``, as Subresource Integrity has it), or
one to four characters before Base64 of compressed bytes or JSON, as in Temu's ``x-phan-data``, or as many letters
before hexadecimal digits of a text, as the name of a target and its value stand in the paths of ad servers.
"""

import re
from binascii import unhexlify
from collections.abc import Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.packed import compression
from trafficaudit.decode.text import as_text, telling

NAME = "prefixed"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = " =:;,.\r\n"

_SCHEME = re.compile(rb"[A-Za-z][\w-]{0,31}+ +(?=[^ ]*[0-9=])(?=[\w+/.~-]{12,}+={0,2}\Z)").match
_DATA_URL = re.compile(
    rb"data:[\w.+/-]{0,100}(?:;[\w.=-]{1,64}){0,4};base64,|base64[:,-](?=[\w+/-]{8,}+={0,2}\Z)"
).match
_DIGEST = re.compile(
    rb"(?:md5[-_:]+(?=[\w+/-]{22}(?:==)?\Z)|sha-?1[-_:]+(?=[\w+/-]{27}=?\Z)|sha-?224[-_:]+(?=[\w+/-]{38}(?:==)?\Z)"
    rb"|sha-?256[-_:]+(?=[\w+/-]{43}=?\Z)|sha-?384[-_:]+(?=[\w+/-]{64}\Z)|sha-?512[-_:]+(?=[\w+/-]{86}(?:==)?\Z))",
    re.IGNORECASE,
).match
# What Base64 makes of the first bytes of gzip, zlib at its four levels, Zstandard, {" and [{ or [".
_MARKED = re.compile(
    rb"[\w+/.:~-]{1,4}?(?=H4sI|eJ|eN|eA|eF|KLUv|eyJ|W3si|Wy[IJ])(?=[A-Za-z0-9+/_-]{12,}+={0,2}\Z)"
).match
# Letters before hexadecimal digits of one case, among them letters: what is digits alone is a number.
_LETTERED = re.compile(rb"(?=[A-Za-z]{1,4}[0-9])[A-Za-z]{1,4}(?:[0-9]*+[a-f][0-9a-f]*+|[0-9]*+[A-F][0-9A-F]*+)\Z").match
_FEWEST_DIGITS = 24
"""Twelve bytes at random are all printable characters of ASCII once in 140,000 times."""

_DIGESTS = (b"sh", b"SH", b"Sh", b"md", b"MD")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    # A character that few values have comes first: two searches for one cost less than one expression, by ``find``
    # above all, as ``in`` between bytes raises and drops an error before it looks.
    return (
        (raw.find(b" ") >= 0 and _SCHEME(raw) is not None)
        or ((raw.find(b",") >= 0 or raw[:6] == b"base64") and _DATA_URL(raw) is not None)
        or (raw[:2] in _DIGESTS and _DIGEST(raw) is not None)
        or _MARKED(raw) is not None
        or (len(raw) > _FEWEST_DIGITS and _LETTERED(raw) is not None)
    )


def decode(node: Node) -> Iterator[Opened]:
    """Give what stands behind the head."""
    raw = node.raw
    url = _DATA_URL(raw)
    match = url or _DIGEST(raw) or _SCHEME(raw)
    start = match.end() if match else _marked(node) or _lettered(raw)
    if start:
        value = raw[start:].decode("utf-8", "surrogatepass")
        yield Opened(
            (NAME,), [(node.path, node.key, value, start, len(raw), True)], sure=url is not None, carrier=node.carrier
        )


def _marked(node: Node) -> int:
    """Try each length of the head; the encoded run must open to what its first characters promise."""
    for start in range(1, 5):
        if _MARKED(node.raw, start - 1) is None:
            continue
        value = unpack(node.raw[start:])
        if value and (compression.format_of(value) or value[:2] in (b'{"', b"[{", b'["')):
            return start
    return 0


def _lettered(raw: bytes) -> int:
    """Give where the digits of a text begin behind letters, of which some may be digits as well."""
    if len(raw) <= _FEWEST_DIGITS or _LETTERED(raw) is None:
        return 0
    for start in range(1, 5):
        digits = raw[start:]
        if len(digits) % 2 or len(digits) < _FEWEST_DIGITS or not raw[:start].isalpha():
            continue
        try:
            text = as_text(unhexlify(digits))
        except ValueError:  # a letter that is no digit
            continue
        if text is not None and text.isprintable() and telling(text):
            return start
    return 0
