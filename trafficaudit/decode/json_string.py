r"""The strings of JSON (RFC 8259, section 7): escapes undone, and how the result maps to the bytes as written."""

import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs leave it out

from trafficaudit.decode.escapes.percent import units_apart, utf16_units
from trafficaudit.decode.escapes.unicode_escape import of_bytes
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.text import korean

_ESCAPE = re.compile(rb"(?:\\u[0-9A-Fa-f]{4})++|(?:\\x[0-9A-Fa-f]{2})++|\\.", re.DOTALL)
_SIMPLE = {0x62: b"\b", 0x66: b"\f", 0x6E: b"\n", 0x72: b"\r", 0x74: b"\t"}


def read(raw: bytes) -> tuple[str | bytes, How]:
    r"""Give the value of the bytes between the quotes; bytes that are not UTF-8 stay bytes.

    ``\xXX`` is JSON5's and JavaScript's. Another escape that JSON does not have stands for the character behind the
    backslash, as lenient parsers take it.
    """
    if raw.find(b"\\") < 0:
        return _text(raw), True
    try:
        # What the decoder of the standard library calls for a string: the way there takes longer than the string.
        text = raw.decode() + '"'
        value, end = scanstring(text, 0, False)
        if end == len(text):
            return value, escapes
    except ValueError:
        pass
    return _text(_ESCAPE.sub(_replacement, raw)), escapes


def name(raw: bytes) -> str:
    """Give a member's name; bytes that are not UTF-8 are read as CP949, else replaced."""
    value = read(raw)[0]
    return value if isinstance(value, str) else korean(value) or value.decode("utf-8", "replace")


def escapes(raw: bytes) -> Iterator[Escape]:
    """Map the value to the bytes between the quotes."""
    for match in _ESCAPE.finditer(raw):
        if match[0][1:2] == b"u" and len(match[0]) > 2:
            yield from units_apart(match)
        else:
            yield match.start(), match.end(), len(_replacement(match)), 0


def _replacement(match: re.Match[bytes]) -> bytes:
    run = match[0]
    if len(run) > 2 and run[1] == 0x78:
        return of_bytes(bytes.fromhex(run.replace(b"\\x", b"").decode()))
    if len(run) > 2:
        return utf16_units(run.replace(b"\\u", b""))
    return _SIMPLE.get(run[1], run[1:])


def _text(raw: bytes) -> str | bytes:
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw
