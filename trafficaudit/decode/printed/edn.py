"""EDN: values as Clojure's programs write them: ``{:user/email "a@b.kr", :tags #{:new}}``.

Source: the notation's own description (https://github.com/edn-format/edn). It counts where one map, list, vector or
set reaches from the first sign to the last. A keyword counts without its colon; a tag says nothing of its own.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import json_string
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.printed.notation import Notation

NAME = "edn"
MEDIA = re.compile(r"application/(?:x-)?edn")
TEXT = True
MARKS = "{(["
ONLY = None

_SKIP = re.compile(rb"(?:[\s,]++|;[^\n]*+(?:\n|\Z)|#_(?=[\w:\"]))*+").match
_BEGINS = re.compile(
    rb"(?:#[\w./-]{1,64}+\s*+|[\s,]++|#?[(\[{])*+(?:(?<=[\[({])|(?<=[\[({][\s,]))"
    rb"(?::[A-Za-z_*!?<>=+.-]|\"[^\"\\]{1,128}+\"\s++(?:[\"{\[:(#\d+-]|(?:true|false|nil)[\s,}]))"
).match
_TOKEN = re.compile(
    rb"(?P<map>\{)|(?P<list>[\[(]|#\{)|(?P<close>[\])}])|\"(?P<text>[^\"\\]*+(?:\\.[^\"\\]*+)*+)\""
    rb"|(?P<tag>#[A-Za-z][\w./-]*+)|\\(?P<sign>newline|space|tab|return|u[0-9A-Fa-f]{4}|[!-~])(?![\w])"
    rb"|:(?P<keyword>[^\s,;()\[\]{}\"\\@`~^:]++)|(?P<nil>nil)(?![^\s,;()\[\]{}\"])"
    rb"|(?P<word>[^\s,;()\[\]{}\"\\@`~^#:]++)",
    re.DOTALL,
).match


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw.rstrip()[-1:] in (b"}", b")", b"]") and _BEGINS(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every value by its path, where the text is one collection to its end."""
    walk = Notation(node)
    yield from walk.opened(NAME, whole=_read(walk), least=1)


def _read(walk: Notation) -> bool:
    """Say whether all of a text was read."""
    raw, begun = walk.raw, False
    while walk.pay():
        if skipped := _SKIP(raw, walk.pos):
            walk.pos = skipped.end()
        if walk.pos >= len(raw) or (begun and not walk.open):
            break
        token = _TOKEN(raw, walk.pos)
        if token is None:
            return False
        walk.pos = token.end()
        if token["close"] is not None:
            if not walk.leave():
                return False
        elif token["map"] is not None or token["list"] is not None:
            begun = True
            if not walk.enter(named=token["map"] is not None):
                return False  # a collection as a name, which no app writes
        elif token["tag"] is None:
            _take(walk, token)
    return begun and walk.pos >= len(raw) and not walk.open


def _take(walk: Notation, token: re.Match[bytes]) -> None:
    """Take a name, without the space of names before it, or a value."""
    kind = token.lastgroup or ""
    start, end = token.span(kind)
    if walk.wants_name:
        said = json_string.name(token[kind])
        walk.name(said.rpartition("/")[2] or said if kind != "text" else said, start, end)
    elif kind == "nil":
        walk.skip()
    elif kind == "text" and b"\\" in token["text"]:
        walk.keep(start, end, *json_string.read(token["text"]))
    else:
        walk.keep(start, end)
