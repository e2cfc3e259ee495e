r"""``\uXXXX`` in plain text: JSON escaped twice, JavaScript or Java source (The Java Language Specification, 3.3)."""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.percent import units_apart, utf16_units
from trafficaudit.decode.place import Escape
from trafficaudit.decode.text import as_text, is_document

NAME = "unicode-escape"
MEDIA = None
TEXT = True
MARKS = "\\"
ONLY = None

_ONE = re.compile(rb"\\u[0-9A-Fa-f]{4}").search
_RUN = re.compile(rb"(?:\\u[0-9A-Fa-f]{4})++")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b"\\u" in node.raw and _ONE(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Undo the escapes; the value keeps its path."""
    value = _RUN.sub(_replacement, node.raw)
    child: Child = (node.path, node.key, as_text(value) or value, 0, len(node.raw), _escapes)
    yield Opened((NAME,), [child], sure=is_document(value))


def _replacement(match: re.Match[bytes]) -> bytes:
    return utf16_units(match[0].replace(b"\\u", b""))


def _escapes(raw: bytes) -> Iterator[Escape]:
    for match in _RUN.finditer(raw):
        yield from units_apart(match)
