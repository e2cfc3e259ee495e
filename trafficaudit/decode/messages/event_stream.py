"""Server-sent events (HTML Living Standard, 9.2.6): the field of each line."""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Hint, Names, Node, Opened
from trafficaudit.decode.text import as_text

NAME = "delimited"
MEDIA = re.compile(r"text/event-stream")
TEXT = True
MARKS = "\r\n"
ONLY = None

TEXTS = Hint("text/plain")
"""What the fields of events are: texts of their own, where the same layer else has pieces of what was read before."""

# A line with another name is passed over as a whole: what it holds may read as one of these names.
_LINE = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?\s*+)?(?:(data|event|id|retry|):[ ]?([^\r\n]*+)|[^\r\n]++)(?:\r\n|\r|\n|\Z)|[\r\n]"
)
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?::[^\r\n]*+[\r\n]++)*+(?:data|event|id|retry):[^\r\n]*+[\r\n]").match


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _START(node.raw) is not None or (_named(node) and b"data:" in node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give the fields as ``data``, ``data[1]``, ...; comments, which keep connections open, have the empty name."""
    children: list[Child] = []
    names = Names(node.prefix)
    for match in _LINE.finditer(node.raw):
        if len(children) > node.room:
            break
        if match[2]:
            key = (match[1] or b"").decode()
            start, end = match.span(2)
            children.append((names.path(key), key, as_text(match[2]) or match[2], start, end, True))
    if any(child[1] == "data" for child in children):
        yield Opened((NAME,), children, TEXTS, sure=True)


def _named(node: Node) -> bool:
    return node.hint.essence == "text/event-stream"
