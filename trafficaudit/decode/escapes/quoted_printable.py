"""Quoted-printable (RFC 2045, section 6.7), where a part says so or where the escapes speak for themselves."""

import re
from collections.abc import Iterator

from trafficaudit.decode import quoted
from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.quoted_run import RUN, escapes, unescape
from trafficaudit.decode.text import as_text, korean

NAME = "quoted-printable"
MEDIA = None
TEXT = True
MARKS = "="
ONLY = None

_TWO_ESCAPES = re.compile(rb"=[0-9A-F]{2}=[0-9A-F]{2}").search
_EVERY = re.compile(rb"(?:=[0-9A-F]{2}){8,}+").fullmatch
_SOFT_BREAK = re.compile(rb"=\r?\n(?=.)").search
# Encoders break lines near the 76 characters that they may have at most. The last line of Base64 may end alike.
_FULL_LINE = re.compile(rb"^(?![A-Za-z0-9+/]+=)[^\r\n]{64,75}=\r?\n(?=[^\s=-])", re.MULTILINE).search


def sniff(node: Node) -> bool:
    """See ``Decoder``: two escapes side by side, as every Korean syllable gives, or a soft line break.

    Such a break is telling beside an escaped equals sign, or behind a line that is as long as lines may be.
    """
    if node.raw.find(b"=") < 0:
        return False
    if _TWO_ESCAPES(node.raw) is not None:
        return True
    if _SOFT_BREAK(node.raw) is None:
        return False
    return b"=3D" in node.raw or _FULL_LINE(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Undo the escapes where text comes out that says more than what went in; the value keeps its path.

    Those of what a text quotes are left to that: a document has escapes of its own between them.
    """
    value = unescape(node.raw)
    text = as_text(value) or korean(value)
    if text is not None and quoted.holds(node, RUN.finditer(node.raw)):
        return
    if text is not None and (not value.isascii() or _SOFT_BREAK(node.raw) or _EVERY(node.raw)):
        child: Child = (node.path, node.key, as_text(value) or value, 0, len(node.raw), escapes)
        yield Opened((NAME,), [child])
