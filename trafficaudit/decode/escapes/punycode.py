"""Host names with labels in Punycode (RFC 3492) behind ``xn--`` (RFC 5890)."""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Node, Opened, member

NAME = "punycode"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = ".:@"

_LABEL = re.compile(rb"(?<![\w-])xn--([A-Za-z0-9-]{1,59})(?![\w-])", re.IGNORECASE)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw.find(b"--") >= 0 and _LABEL.search(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give a host name that is a value in its own script; the value keeps its path."""
    value = _name(node.raw)
    if value is not None:
        yield Opened((NAME,), [(node.path, node.key, value, 0, len(node.raw), False)])


def names(node: Node, start: int, end: int) -> list[Child]:
    """Give the host of a URL in its own script, where it has labels in Punycode."""
    value = _name(node.raw[start:end])
    return [] if value is None else [(member(node.prefix, "host"), "host", value, start, end, False)]


def _name(raw: bytes) -> str | None:
    if b"--" not in raw:
        return None
    try:
        value = _LABEL.sub(lambda match: match[1].decode("punycode").encode("utf-8"), raw)
        return None if value == raw else value.decode()
    except UnicodeError:
        return None
