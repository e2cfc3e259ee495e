"""Amazon Ion as text, as its own libraries print it: JSON's values with types before them (``event::{...}``), symbols,
long texts (``'''...'''``), bytes (``{{aGk=}}``), times and numbers with a scale.

Source: the specification (https://amazon-ion.github.io/ion-docs/docs/spec.html). What looks like JSON is read as that;
here only what says that it is none: the mark of a version, a type before a value, long texts and bytes.
"""

import re
from binascii import a2b_base64
from collections.abc import Iterator

from trafficaudit.decode import json_string, numeral
from trafficaudit.decode.node import Node, Opened, item
from trafficaudit.decode.printed.notation import Notation
from trafficaudit.decode.text import as_text

NAME = "ion-text"
MEDIA = re.compile(r"(?:application|text)/(?:x-amz-|x-)?ion(?:-text)?")
TEXT = True
MARKS = "{[("
ONLY = None

_SKIP = re.compile(rb"(?:\s++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+").match
_WORD = rb"[A-Za-z_$][\w$]*+"
_TYPE = rb"(?:" + _WORD + rb"|'[^'\\\n]++')\s*+::\s*+"
_BEGINS = re.compile(
    rb"\s*+(?:\$ion_1_[01]\s++(?:" + _TYPE + rb")*+[{\[(]|(?:" + _TYPE + rb")++[{\[(]"
    rb"|[{\[(](?=.{0,4000}?[,:{\[(]\s*+(?:'''|\{\{\s*+[\"A-Za-z0-9+/]|" + _TYPE + rb"[{\[(\"'\w-])))", re.DOTALL
).match  # fmt: skip
_TOKEN = re.compile(
    rb"'''(?P<long>(?:[^'\\]++|\\.|'(?!''))*+)'''|\{\{\s*+\"(?P<clob>[^\"\\]*+(?:\\.[^\"\\]*+)*+)\"\s*+\}\}"
    rb"|\{\{\s*+(?P<blob>[A-Za-z0-9+/=\s]*+)\}\}|(?P<struct>\{)|(?P<list>[\[(])|(?P<close>[\])}])"
    rb"|(?P<type>"
    + _TYPE
    + rb")|\"(?P<text>[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+)\"|'(?P<symbol>[^'\\\n]*+(?:\\.[^'\\\n]*+)*+)'"
    rb"|(?P<nothing>null(?:\.[a-z]++)?)(?![\w$])|(?P<word>[A-Za-z_$][\w$]*+|[+-]?(?:inf|[\d.](?:[\w.+-]|:(?=\d\d))*+))|(?P<sign>[!#%&*+\-./;<=>?@^`|~]++)",
    re.DOTALL,
).match
_LONG = re.compile(rb"'''((?:[^'\\]++|\\.|'(?!''))*+)'''", re.DOTALL).findall
_LONGS = re.compile(rb"(?:\s*+'''(?:[^'\\]++|\\.|'(?!''))*+''')++", re.DOTALL).match
"""Long texts behind another one, which make one text with it."""
_COLON = re.compile(rb"\s*+:(?!:)").match
_COMMA = re.compile(rb"(?:\s++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+,?+").match
_MARK = b"$ion_1_"


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw.rstrip()[-1:] in (b"}", b"]", b")") and _BEGINS(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every value by its path, where all of the text is values; several in a row are counted."""
    walk = Notation(node)
    yield from walk.opened(NAME, whole=_read(walk), least=1)


def _read(walk: Notation) -> bool:
    """Say whether all of a text was read."""
    raw, count = walk.raw, 0
    while walk.pay():
        if skipped := _SKIP(raw, walk.pos):
            walk.pos = skipped.end()
        if walk.pos >= len(raw):
            break
        token = _TOKEN(raw, walk.pos)
        if token is None:
            return False
        if not walk.open and token["type"] is None and not token[0].startswith(_MARK):
            if token["struct"] is None and token["list"] is None:
                return False
            if count:
                walk.pending = item(walk.node.prefix, count), walk.node.key
            count += 1
        if not _take(walk, token):
            return False
    return count > 0 and walk.pos >= len(raw) and not walk.open


def _take(walk: Notation, token: re.Match[bytes]) -> bool:
    """Take a token; false where it cannot stand there."""
    raw, kind = walk.raw, token.lastgroup or ""
    walk.pos = token.end()
    if kind == "close":
        if not walk.leave():
            return False
    elif kind in ("struct", "list"):
        return walk.enter(named=kind == "struct")
    elif kind == "type" or (not walk.open and kind == "word"):
        return True
    elif walk.wants_name:
        colon = _COLON(raw, walk.pos)
        if colon is None or kind not in ("text", "symbol", "word", "long"):
            return False
        walk.name(json_string.name(token[kind]), *token.span(kind))
        walk.pos = colon.end()
        return True
    else:
        _value(walk, token, kind)
    if walk.open and (comma := _COMMA(raw, walk.pos)) is not None:
        walk.pos = comma.end()
    return True


def _value(walk: Notation, token: re.Match[bytes], kind: str) -> None:
    start, end = token.span(kind)
    run = token[kind]
    if kind == "long" and (more := _LONGS(walk.raw, walk.pos)) is not None:
        runs = [run, *_LONG(more[0])]
        end = walk.pos = more.end()
        walk.keep(start, end - 3, json_string.read(b"".join(runs))[0], how=False)
    elif kind in ("nothing", "sign") or not run:
        walk.skip()
    elif kind == "blob":
        try:
            data = a2b_base64(run)
        except ValueError:
            data = b""
        walk.keep(start, end, as_text(data) or data, how=False)
    elif kind == "word" and (usual := numeral.usual(run)) is not None:
        walk.keep(start, end, usual, how=False)
    elif kind == "word" or b"\\" not in run:
        walk.keep(start, end)
    else:
        walk.keep(start, end, *json_string.read(run))
