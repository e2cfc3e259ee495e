"""Values as Go prints them: ``{Email:a@b.kr Tags:[new sale]}`` (``%+v``), ``map[email:a@b.kr]``, and in its own
writing ``main.User{Email:"a@b.kr", Tags:[]string{"new"}}`` (``%#v``). Logs and errors quote them.

Source: the documentation of package ``fmt``. Without quotation marks a value goes on to the next name, so that blanks
in it do no harm. Pointers and functions are numbers that say nothing.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import json_string
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.printed.notation import FEWEST, Notation

NAME = "go"
MEDIA = None
TEXT = True
MARKS = "{["
ONLY = None

_LEAD = rb"(?:[^(){}\[\]\r\n\"&]{0,120}?[ :=])??"
_WORD = rb"[A-Za-z_][\w.-]{0,63}+"
_TYPE = rb"(?:&|\*|\[\d*+\]|map\[[\w.*]{1,64}+\]|interface \{\}|struct \{[^{}]{0,400}+\} ?|[A-Za-z_][\w.]{0,127}+)*+"
_PRINTED = re.compile(
    _LEAD
    + rb"(?:&?\{(?=" + _WORD + rb":(?!//)[^\s\"'{}:])|map\[(?=" + _WORD + rb":(?!:|//))"
    + rb"|\[(?=(?:map\[|&?\{)" + _WORD + rb":(?!//)[^\s\"'{}:]))"
).match  # fmt: skip
_WRITTEN = re.compile(
    _LEAD
    + rb"(?:&|\[\])*+(?:map\[\w[\w.*]{0,63}+\](?:interface \{\}|[\w.*]{1,64}+)|(?:\w{1,64}+\.)++[A-Z]\w{0,63}+)"
    + rb"\{(?="
    + _WORD
    + rb":[\"&\w(\[-]|\"[^\"\\\n]{1,128}+\":|\{|[&*]?\w)"
).match
_NEXT = re.compile(rb"\s*+(" + _WORD + rb"):(?!:|//)").match
_QUOTED_NAME = re.compile(rb"\s*+\"([^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+)\":").match
_OPEN = re.compile(rb"(?:0x[0-9a-f]{1,16}|\([^()\s]{1,128}+\)\(0x[0-9a-f]{1,16}\))|&?(?P<open>\{|map\[|\[)").match
_VALUE = re.compile(rb"(?:[^{}\[\] ]++| (?!" + _WORD + rb":(?!:|//)))*+").match
_ITEM = re.compile(rb"[^{}\[\] ]++").match
_CLOSE = re.compile(rb" ?[}\]]").match
_CLOSING = {0x7D: b"{", 0x5D: b"["}
_TEXT = re.compile(rb"\"([^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+)\"|`([^`]*+)`").match
_BRACE = re.compile(_TYPE + rb"\{").match
_PLAIN = re.compile(
    _TYPE + rb"\(nil\)|"
    rb"\([^()]{1,128}+\)\((?:nil|0x[0-9a-f]{1,16})\)|time\.Date\([^\"{}]{1,200}+\)|interface \{\}\(nil\)|nil"
    rb"|[-+]?[\w.]++(?:\([^()\"]{0,128}+\))?"
).match
_DELIMITER = re.compile(rb"\s*+(?:,\s*+)?+").match
_END = re.compile(rb"[\s.;]*+\Z").match
_NOTHING = re.compile(rb"<nil>|%!\w\([^)]*+\)|0x[0-9a-f]{4,16}").fullmatch
_NONE = re.compile(rb"(?:[^\"]*\()?nil\)?|\(.*", re.DOTALL).fullmatch
_OTHERS = re.compile(rb",\Z|,\s++(?:[\"'{\[(]|[\w.-]{1,64}+\s*+[=:])").search
"""A comma that parts members or items, as Go sets none; one within a text is a postal address's."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw.rstrip(b" \r\n.;")[-1:] in (b"}", b"]") and (_PRINTED(node.raw) or _WRITTEN(node.raw)) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every member at its name, where the text is one value to its end."""
    for begins, read in ((_PRINTED, _printed), (_WRITTEN, _written)):
        if (head := begins(node.raw)) is not None:
            walk = Notation(node, head.end())
            walk.enter(named=not head[0].endswith(b"[") or head[0].endswith(b"map["))
            if read(walk):
                yield from walk.opened(NAME, whole=True, least=FEWEST)
                return


def _printed(walk: Notation) -> bool:
    """Say whether what ``%+v`` gives was read to its end."""
    raw, opened = walk.raw, [walk.raw[walk.pos - 1 : walk.pos]]
    while walk.open and walk.pay():
        close = _CLOSE(raw, walk.pos)
        if close is not None:
            if _CLOSING[raw[close.end() - 1]] != opened.pop() or not walk.leave():
                return False
            walk.pos = close.end()
        elif not _member(walk, opened):
            return False
    return not walk.open and _END(raw, walk.pos) is not None


def _member(walk: Notation, opened: list[bytes]) -> bool:
    """Take a member of a struct or map, or an item of a list."""
    raw = walk.raw
    if walk.nesting.named:
        name = _NEXT(raw, walk.pos)
        if name is None:
            return False
        walk.name(name[1].decode(), *name.span(1))
        walk.pos = name.end()
    elif raw[walk.pos : walk.pos + 1] == b" ":
        walk.pos += 1
    begun = _OPEN(raw, walk.pos)
    if begun is not None and begun["open"] is not None:
        walk.pos = begun.end()
        opened.append(raw[walk.pos - 1 : walk.pos])
        named = begun["open"] == b"map[" or (begun["open"] == b"{" and _NEXT(raw, walk.pos) is not None)
        walk.enter(named=named)
        return True
    value = (_VALUE if walk.nesting.named else _ITEM)(raw, walk.pos)
    if value is None or (value.end() == walk.pos and not walk.nesting.named):
        return False
    run = value[0]
    if _OTHERS(run) is not None:
        return False  # a list of another notation
    walk.skip() if not run or _NOTHING(run) else walk.keep(*value.span())
    walk.pos = value.end()
    return True


def _written(walk: Notation) -> bool:
    """Say whether what ``%#v`` gives was read to its end."""
    raw = walk.raw
    walk.nesting.named = _name_at(raw, walk.pos) is not None
    while walk.open and walk.pay():
        if raw[walk.pos : walk.pos + 1] == b"}":
            walk.pos += 1
            if not walk.leave():
                return False
        else:
            name = _name_at(raw, walk.pos) if walk.nesting.named else None
            if walk.nesting.named:
                if name is None:
                    return False
                walk.name(json_string.name(name[1]), *name.span(1))
                walk.pos = name.end()
            if not _literal(walk):
                return False
        if walk.open and (comma := _DELIMITER(raw, walk.pos)) is not None:
            walk.pos = comma.end()
    return not walk.open and _END(raw, walk.pos) is not None


def _name_at(raw: bytes, pos: int) -> re.Match[bytes] | None:
    return _QUOTED_NAME(raw, pos) or _NEXT(raw, pos)


def _literal(walk: Notation) -> bool:
    """Take a value in Go's own writing."""
    raw = walk.raw
    if (text := _TEXT(raw, walk.pos)) is not None:
        group = 1 if text[1] is not None else 2
        value = json_string.read(text[1]) if group == 1 and b"\\" in text[1] else None
        walk.keep(*text.span(group), *value) if value else walk.keep(*text.span(group))
        walk.pos = text.end()
    elif (brace := _BRACE(raw, walk.pos)) is not None:
        walk.pos = brace.end()
        walk.enter(named=_name_at(raw, walk.pos) is not None)
    elif (plain := _PLAIN(raw, walk.pos)) is not None:
        walk.skip() if _NONE(plain[0]) else walk.keep(*plain.span())
        walk.pos = plain.end()
    else:
        return False
    return True
