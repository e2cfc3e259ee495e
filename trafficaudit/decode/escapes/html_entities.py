"""HTML character references in a value (HTML Living Standard, 13.5): numeric ones and those of ASCII's signs."""

import html
import re
from collections.abc import Iterator
from html.entities import html5

from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.text import as_text, is_document

NAME = "html-entities"
MEDIA = None
TEXT = True
MARKS = "&"
ONLY = None

_NAMES = sorted(name for name, text in html5.items() if name[-1] == ";" and len(text) == 1 and text <= "\xa0")
"""What encoders that write names have for signs: ``&commat;``, ``&period;`` and the like, and for a wide space."""
_REFERENCE = re.compile(rb"&(?:#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|" + "|".join(_NAMES).encode() + rb")")
_REFERENCE_OR_LINE = re.compile(_REFERENCE.pattern + rb"|\r\n?")


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
    if raw.find(b"&") < 0:
        return raw, True
    value = _REFERENCE.sub(_replacement, raw)
    return value, value == raw or _escapes


def unescape_lines(raw: bytes) -> tuple[bytes, How]:
    """Undo references, and line ends that XML makes one (XML 1.0, section 2.11)."""
    if b"\r" not in raw:
        return unescape(raw)
    return _REFERENCE_OR_LINE.sub(_replacement, raw), _escapes_and_lines


def _replacement(match: re.Match[bytes]) -> bytes:
    if match[0][:1] == b"\r":
        return b"\n"
    return html.unescape(match[0].decode("ascii")).encode("utf-8", "surrogatepass")


def _escapes(raw: bytes) -> Iterator[Escape]:
    for match in _REFERENCE.finditer(raw):
        yield match.start(), match.end(), len(_replacement(match)), 0


def _escapes_and_lines(raw: bytes) -> Iterator[Escape]:
    for match in _REFERENCE_OR_LINE.finditer(raw):
        yield match.start(), match.end(), len(_replacement(match)), 0
