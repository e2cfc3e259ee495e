"""Rison: JSON's values in few signs, as dashboards (Kibana and others) put the state of a page into its address:
``(email:a@b.kr,tags:!(new,'on sale'),vip:!t)``.

Source: the notation's own grammar (https://github.com/Nanonid/rison). It counts where one object or list reaches from
the first sign to the last.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.place import Escape
from trafficaudit.decode.printed.notation import Notation

NAME = "rison"
MEDIA = None
TEXT = True
MARKS = "("
ONLY = None

_BEGINS = re.compile(rb"(?:!?\()+(?:'[^']{0,64}+'|[^\s'!:(),*@$-][^\s'!:(),*@$]*+)[:,)]|\((?:!?\()").match
_TOKEN = re.compile(
    rb"(?P<list>!\()|(?P<object>\()|(?P<close>\))|(?P<constant>![tfn])|'(?P<text>[^'!]*+(?:![!'][^'!]*+)*+)'"
    rb"|(?P<number>-?\d++(?:\.\d++)?(?:e-?\d++)?)(?=[,)])|(?P<word>[^\s'!:(),*@$\d-][^\s'!:(),*@$]*+)"
).match
_ESCAPE = re.compile(rb"![!']")
_CONSTANTS = {b"!t": "true", b"!f": "false"}


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw[-1:] == b")" and _BEGINS(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every value by its path, where the text is one object or list to its end."""
    walk = Notation(node)
    yield from walk.opened(NAME, whole=_read(walk))


def escapes(raw: bytes) -> Iterator[Escape]:
    """Map a text in quotation marks to its bytes."""
    return ((match.start(), match.end(), 1, 0) for match in _ESCAPE.finditer(raw))


def _read(walk: Notation) -> bool:
    """Say whether all of a text was read. ``due`` is whether a value, or a name, comes next."""
    raw, size, due, empty = walk.raw, len(walk.raw), True, False
    while walk.pos < size and walk.pay():
        token = _TOKEN(raw, walk.pos)
        if token is None:
            return False
        walk.pos = token.end()
        if token["close"] is not None:
            if (due and not empty) or not walk.leave():
                return False
        elif not due:
            return False
        elif token["list"] is not None or token["object"] is not None:
            if not walk.enter(named=token["object"] is not None):
                return False
            due = empty = True
            continue
        elif walk.wants_name:
            if not _name(walk, token):
                return False
            empty = False
            continue
        else:
            _value(walk, token)
        due = empty = False
        if raw[walk.pos : walk.pos + 1] == b",":
            walk.pos, due = walk.pos + 1, True
        if not walk.open:
            break
    return walk.pos == size and not walk.open


def _name(walk: Notation, token: re.Match[bytes]) -> bool:
    """Take the name of a member, and the colon behind it."""
    kind = token.lastgroup or ""
    if kind not in ("text", "word", "number") or walk.raw[walk.pos : walk.pos + 1] != b":":
        return False
    walk.pos += 1
    walk.name(_ESCAPE.sub(_plain, token[kind]).decode("utf-8", "replace"), *token.span(kind))
    return True


def _value(walk: Notation, token: re.Match[bytes]) -> None:
    if token["constant"] is not None:
        said = _CONSTANTS.get(token[0])
        walk.keep(*token.span(), said, how=False) if said else walk.skip()
    elif token["text"] is not None and b"!" in token["text"]:
        plain = _ESCAPE.sub(_plain, token["text"])
        walk.keep(*token.span("text"), plain.decode("utf-8", "surrogateescape"), escapes)
    else:
        walk.keep(*token.span(token.lastgroup or 0))


def _plain(escape: re.Match[bytes]) -> bytes:
    return escape[0][1:]
