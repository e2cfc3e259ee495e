"""JSURL: JSON's values in signs that addresses hold as they are: ``~(email~'a*40b.kr~tags~(~'new~'sale)~vip~true)``.

Source: the notation's own grammar (https://github.com/Sage/jsurl). It counts where one object or list reaches from the
first sign to the last.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.escapes.percent import utf16_units
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.place import Escape
from trafficaudit.decode.printed.notation import Notation

NAME = "jsurl"
MEDIA = None
TEXT = True
MARKS = "~"
ONLY = None

_BEGINS = re.compile(rb"~\((?:~|[\w.*!-]+~)").match
_SIGNS = rb"(?:[\w.-]|!|\*\*[0-9a-fA-F]{4}|\*[0-9a-fA-F]{2})*+"
_TOKEN = re.compile(
    rb"~(?P<list>\((?=~))|~(?P<object>\()|~'(?P<text>"
    + _SIGNS
    + rb")|~(?P<plain>true|false|null|-?[\d.]++(?:[eE][+-]?\d++)?)|(?P<close>~?\))"
).match
_NAME = re.compile(rb"~?(" + _SIGNS + rb")(?=~)").match
_ESCAPE = re.compile(rb"(?:\*\*[0-9a-fA-F]{4})++|\*[0-9a-fA-F]{2}|!")
_UNIT = re.compile(rb"\*\*[dD][89abAB][0-9a-fA-F]{2}\*\*[0-9a-fA-F]{4}|\*\*[0-9a-fA-F]{4}|\*[0-9a-fA-F]{2}|!")
"""One escape; two that make one character of Unicode's higher planes are one."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw[-1:] == b")" and _BEGINS(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every value by its path, where the text is one object or list to its end."""
    walk = Notation(node)
    yield from walk.opened(NAME, whole=_read(walk), least=1)


def escapes(raw: bytes) -> Iterator[Escape]:
    """Map a text to its bytes."""
    return ((match.start(), match.end(), len(_plain(match)), 0) for match in _UNIT.finditer(raw))


def _read(walk: Notation) -> bool:
    """Say whether all of a text was read."""
    raw, size = walk.raw, len(walk.raw)
    while walk.pos < size and walk.pay():
        if walk.wants_name and (name := _NAME(raw, walk.pos)) is not None:
            walk.name(_text(name[1]), *name.span(1))
            walk.pos = name.end()
        token = _TOKEN(raw, walk.pos)
        if token is None:
            return False
        walk.pos = token.end()
        if token["close"] is not None:
            if not walk.leave():
                return False
        elif token["list"] is not None or token["object"] is not None:
            if not walk.enter(named=token["object"] is not None):
                return False
        elif walk.wants_name:
            return False
        elif token["plain"] is not None:
            walk.skip() if token["plain"] == b"null" else walk.keep(*token.span("plain"))
        else:
            text = _text(token["text"])
            walk.keep(*token.span("text"), text, True if text.encode("utf-8", "replace") == token["text"] else escapes)
        if not walk.open:
            break
    return walk.pos == size and not walk.open


def _text(run: bytes) -> str:
    return _ESCAPE.sub(_plain, run).decode("utf-8", "surrogatepass")


def _plain(escape: re.Match[bytes]) -> bytes:
    """Give what an escape stands for, in UTF-8."""
    run = escape[0]
    if run == b"!":
        return b"$"
    if run[1:2] != b"*":
        return chr(int(run[1:], 16)).encode()
    return utf16_units(run.replace(b"*", b""))
