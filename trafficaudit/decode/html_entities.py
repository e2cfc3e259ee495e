"""HTML character references in a value (HTML Living Standard, 13.5): numeric ones and the seven that programs write."""

import html
import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.text import as_text, is_document

NAME = "html-entities"
MEDIA = None
TEXT = True
MARKS = "&"
ONLY = None

_REFERENCE = re.compile(rb"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp);")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b"&" in node.raw and _REFERENCE.search(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Undo the references; the value keeps its path."""
    value, how = unescape(node.raw)
    child: Child = (node.path, node.key, as_text(value) or value, 0, len(node.raw), how)
    yield Opened((NAME,), [child], sure=is_document(value))


def unescape(raw: bytes) -> tuple[bytes, How]:
    """Undo references in UTF-8 bytes and say how the result maps to ``raw``."""
    if b"&" not in raw:
        return raw, True
    value = _REFERENCE.sub(_replacement, raw)
    return value, value == raw or _escapes


def _replacement(match: re.Match[bytes]) -> bytes:
    return html.unescape(match[0].decode("ascii")).encode("utf-8", "surrogatepass")


def _escapes(raw: bytes) -> Iterator[Escape]:
    for match in _REFERENCE.finditer(raw):
        yield match.start(), match.end(), len(_replacement(match)), 0
