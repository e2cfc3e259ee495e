"""Base64 in which other signs stand for ``+``, ``/`` and ``=``, as for a place that does not take these.

Sources: Yahoo's Y64 (``._-``), Bouncy Castle's UrlBase64 (``-_.``), Amazon CloudFront's signed addresses (``-~_``),
Tencent's TLS signatures (``*-_``), readers' notes of PHP's manual (``-_,`` and ``-_~``), RFC 3501, 5.1.3 (``+,``), and
for names of XML and for regular expressions ``.-``, ``_:`` and ``!-``. None says that it is used: a value is opened
where what comes out is as plausible as it is asked of Base64 itself, by the first of them that gives that.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.letters import suffixed
from trafficaudit.decode.letters.base64 import plausible
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.packed import compression
from trafficaudit.decode.packed.inflate import inflate

NAME = "base64-signs"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = ".,:~*!="

_SHORTEST, _LONGEST = 16, 1 << 20
_COST = 8
_SIGNS = (b"._-", b"-_.", b"-~_", b"*-_", b"-_,", b"-_~", b"+,=", b".-=", b"_:=", b"!-=")
"""What stands for 62 and 63, and what fills up to four letters."""
_STANDARD = b"+/="
# All kinds of letters, and signs that are not those of either alphabet of RFC 4648, or that fill up as none of them do.
_RUN = re.compile(
    rb"(?=[^0-9]*+[0-9])(?=[^A-Z]*+[A-Z])(?=[^a-z]*+[a-z])(?=[\w+-]*+[.,:~*!]|[\w-]*[_-]\Z)[\w+.,:~*!-]{14,}+={0,2}"
).fullmatch
_LETTERS = bytes(range(0x30, 0x3A)) + bytes(range(0x41, 0x5B)) + bytes(range(0x61, 0x7B))


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _SHORTEST <= len(node.raw) <= _LONGEST and _RUN(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what the value stands for; it keeps the path."""
    raw = node.raw
    used = frozenset(raw.translate(None, _LETTERS))
    for signs in _SIGNS:
        value = _unpacked(raw, signs) if used <= frozenset(signs) and node.budget.spend(_COST * len(raw)) else None
        content = plausible(node, value) if value else None
        if content is None:
            continue
        # What is packed to its end is no run with something behind it, whatever its signs look like.
        if isinstance(content, str) or not suffixed.sniff(node) or _is_whole(content):
            child = (node.path, node.key, content, 0, len(raw), False)
            yield Opened((NAME,), [child], carrier=node.carrier)
            return


def _is_whole(value: bytes) -> bool:
    """Say whether bytes are one packed stream to their end."""
    name = compression.format_of(value)
    result = inflate(name, value, _LONGEST) if name is not None else None
    return result is not None and not result.problem and result.used == len(value)


def _unpacked(raw: bytes, signs: bytes) -> bytes | None:
    """Give what a run stands for; ``None`` where its length is none, or it is filled up to no whole group."""
    bare = raw.rstrip(signs[2:])
    filled = len(raw) - len(bare)
    if filled > 2 or (filled and len(raw) % 4) or signs[2:] in bare:
        return None
    return unpack(bare.translate(bytes.maketrans(signs, _STANDARD)))
