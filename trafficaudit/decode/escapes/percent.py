"""Percent-encoding (RFC 3986, section 2.1), and ``%uXXXX`` as JavaScript's old ``escape()`` writes it.

What a URL or a form undoes by itself is no layer; a further round of it is.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import quoted
from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.text import as_text, is_document

NAME = "percent"
MEDIA = None
TEXT = True
MARKS = "%"
ONLY = None

_RUN = re.compile(rb"(?:%[0-9A-Fa-f]{2})++|(?:%u[0-9A-Fa-f]{4})++")
_ANY = rb"%(?:[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})"
_ONE = re.compile(_ANY).search
_ONES = re.compile(_ANY).finditer
_UNIT = re.compile(rb"[%\\]u[Dd][89ABab][0-9A-Fa-f]{2}[%\\]u[Dd][C-Fc-f][0-9A-Fa-f]{2}|[%\\]u[0-9A-Fa-f]{4}")
_RUN_PLUS = re.compile(rb"(?:%[0-9A-Fa-f]{2})++|(?:%u[0-9A-Fa-f]{4})++|\+")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b"%" in node.raw and _ONE(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Undo one round; the value keeps its path. Escapes of what a text quotes are left to that."""
    if quoted.holds(node, _ONES(node.raw)):
        return
    value, how = unquote(node.raw)
    child: Child = (node.path, node.key, as_text(value) or value, 0, len(node.raw), how)
    yield Opened((NAME,), [child], sure=is_document(value))


def unquote(raw: bytes, plus: bool = False) -> tuple[bytes, How]:
    """Undo one round, with ``+`` as a space where ``plus`` says so, and say how the result maps to ``raw``."""
    if plus and raw.find(b"+") >= 0:
        return _RUN_PLUS.sub(_replacement, raw), _runs_plus
    if raw.find(b"%") >= 0:
        value = _RUN.sub(_replacement, raw)
        return value, value == raw or _runs
    return raw, True


def _replacement(match: re.Match[bytes]) -> bytes:
    run = match[0]
    if run == b"+":
        return b" "
    if run[1] == 0x75:
        return utf16_units(run.replace(b"%u", b""))
    return bytes.fromhex(run.replace(b"%", b"").decode())


def utf16_units(digits: bytes) -> bytes:
    """Give the UTF-8 of UTF-16 code units written as hexadecimal digits; an unpaired surrogate stays one."""
    units = bytes.fromhex(digits.decode("ascii"))
    return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")


def units_apart(match: re.Match[bytes]) -> Iterator[Escape]:
    r"""Map each code unit of a run of ``%uXXXX`` or ``\uXXXX``, so that a place inside the run keeps its own bytes."""
    for unit in _UNIT.finditer(match.string, *match.span()):
        digits = unit[0][2:6] + unit[0][8:]
        yield *unit.span(), len(utf16_units(digits)), 0


def _runs(raw: bytes) -> Iterator[Escape]:
    return _escapes(_RUN, raw)


def _runs_plus(raw: bytes) -> Iterator[Escape]:
    return _escapes(_RUN_PLUS, raw)


def _escapes(pattern: re.Pattern[bytes], raw: bytes) -> Iterator[Escape]:
    for match in pattern.finditer(raw):
        start, end = match.span()
        if raw[start] == 0x2B:
            yield start, end, 1, 0
        elif raw[start + 1] == 0x75:
            yield from units_apart(match)
        else:
            yield start, end, (end - start) // 3, 3
