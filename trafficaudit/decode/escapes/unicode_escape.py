r"""Characters that a program's text has as escapes: ``\uXXXX`` (JSON escaped twice; The Java Language Specification,
3.3), ``\u{XXXX}`` (ECMA-262, 12.9.4), ``\UXXXXXXXX`` (Python, C, Go), bytes as ``\xXX`` or in octal as ``\352\260``
(C, and logs that escape what is not ASCII), and ``\00AC00`` of style sheets.

Bytes that are no UTF-8 are taken for characters, as JavaScript has them.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import quoted
from trafficaudit.decode.escapes.percent import units_apart, utf16_units
from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.place import Escape
from trafficaudit.decode.text import as_text, is_document

NAME = "unicode-escape"
MEDIA = None
TEXT = True
MARKS = "\\"
ONLY = None

_HIGHEST = 0x10FFFF
_ANY = re.compile(
    rb"(?P<units>(?:\\u[0-9A-Fa-f]{4})++)|(?P<points>(?:\\u\{[0-9A-Fa-f]{1,6}\}|\\U00[01][0-9A-Fa-f]{5})++)"
    rb"|(?P<bytes>(?:\\x[0-9A-Fa-f]{2})++)|(?P<octal>(?:\\[0-3][0-7]{2}){3,}+)|(?P<style>(?:\\0[0-9A-Fa-f]{5} ?){2,}+)"
)
_DIGITS = re.compile(rb"[0-9A-Fa-f]{1,8}")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b"\\" in node.raw and _ANY.search(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Undo the escapes; the value keeps its path. Those of what a text quotes are left to that."""
    value = _ANY.sub(_replacement, node.raw)
    if value == node.raw or quoted.holds(node, _ANY.finditer(node.raw)):
        return
    child: Child = (node.path, node.key, as_text(value) or value, 0, len(node.raw), _escapes)
    yield Opened((NAME,), [child], sure=is_document(value))


def _replacement(match: re.Match[bytes]) -> bytes:
    run, kind = match[0], match.lastgroup
    if kind == "units":
        return utf16_units(run.replace(b"\\u", b""))
    if kind == "bytes":
        return of_bytes(bytes.fromhex(run.replace(b"\\x", b"").decode()))
    if kind == "octal":
        return of_bytes(bytes(int(digits, 8) for digits in run[1:].split(b"\\")))
    return _characters(run)


def of_bytes(raw: bytes) -> bytes:
    """Give bytes that were escaped one by one as they are where they are UTF-8, else each as a character."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1").encode()
    return raw


def _characters(run: bytes) -> bytes:
    """Give the UTF-8 of code points in hexadecimal; the run as it stands where one is none."""
    codes = [int(digits, 16) for digits in _DIGITS.findall(run.replace(b"\\U", b"\\"))]
    if max(codes, default=_HIGHEST + 1) > _HIGHEST:
        return run
    return "".join(map(chr, codes)).encode("utf-8", "surrogatepass")


def _escapes(raw: bytes) -> Iterator[Escape]:
    for match in _ANY.finditer(raw):
        if match.lastgroup == "units":
            yield from units_apart(match)
        else:
            yield *match.span(), len(_replacement(match)), 0
