"""Values as PHP prints them, in logs and error reports of shops' servers: ``print_r`` (``[email] => a@b.kr`` on
lines of their own), ``var_dump`` (``["email"]=> string(6) "a@b.kr"``), ``var_export`` and arrays as programs write them
(``'email' => 'a@b.kr',``).

Sources: php.net on the three functions, and ``ext/standard/var.c``. A text of ``var_dump`` is as long as it says.
Without quotation marks (``print_r``) a value ends with its line.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.place import Escape
from trafficaudit.decode.printed.notation import Notation
from trafficaudit.decode.text import as_text

NAME = "php-printed"
MEDIA = None
TEXT = True
MARKS = "=>[("
ONLY = None

_LEAD = rb"(?:[^\r\n=>\[\](){}]{0,120}?[ :=])??\s*+"
_CLASS = rb"\\?[A-Za-z_][\w\\]{0,255}+"
_EOL = rb"[ \t]*+\r?\n"
_SHOWN = re.compile(
    _LEAD + rb"(?:Array|" + _CLASS + rb" Object)" + _EOL + rb"[ \t]*+\(" + _EOL + rb"(?=\s*+[\[)])"
).match
_DUMPED = re.compile(_LEAD + rb"(?=(?:array\(\d++\)|object\(" + _CLASS + rb"\)#\d++ \(\d++\)) \{)").match
_EXPORTED = re.compile(
    _LEAD
    + rb"(?=(?:array\s?\(|\[|\(object\)\s?array\(|"
    + _CLASS
    + rb"::__set_state\(array\()\s*+(?:'[^'\n]{0,128}+'|\"[^\"\n$]{0,128}+\"|\d++)\s*+=>)"
).match

_SHOWN_NAME = re.compile(
    rb"[ \t]*+\[([^\]\r\n]{0,256}?)(?::protected|:" + _CLASS + rb":private)?\] => "
).match  # fmt: skip
_SHOWN_OPEN = re.compile(rb"(?:Array|" + _CLASS + rb" Object)" + _EOL + rb"[ \t]*+\(" + _EOL).match
_SHOWN_CLOSE = re.compile(rb"[ \t]*+\)(?:[ \t]*+(?:\r?\n)*+)").match
_SHOWN_VALUE = re.compile(
    rb"[^\r\n]*+(?:\r?\n(?!\s*+(?:\[[^\]\r\n]{0,256}+\] => |\)[ \t]*+(?:\r?\n|\Z)))[^\r\n]*+)*+"
).match

_DUMPED_OPEN = re.compile(rb"\s*+(?:array\(\d++\)|(?:object|enum)\(" + _CLASS + rb"\)#\d++ \(\d++\)) \{").match
_DUMPED_NAME = re.compile(
    rb"\s*+\[(?:\"([^\"\r\n]{0,256}+)\"(?::protected|:\"?" + _CLASS + rb"\"?:private)?|(\d++))\]=>"
).match  # fmt: skip
_DUMPED_TEXT = re.compile(rb"\s*+string\((\d{1,9})\) \"").match
_DUMPED_PLAIN = re.compile(
    rb"\s*+(?:(?:int|float|bool|enum)\(([^()\r\n]{1,128}+)\)|NULL|\*RECURSION\*|uninitialized\([^()]*+\))"
).match

_EXPORTED_OPEN = re.compile(
    rb"\s*+(?:" + _CLASS + rb"::__set_state\(\s*+)?(?:\(object\)\s?)?(?:array\s?(\()|(\[))"
).match  # fmt: skip
_EXPORTED_CLOSE = re.compile(rb"\s*+([)\]])(?:\s*+\)(?=\s*+(?:,|[;\s]*+\Z)))?").match
_QUOTED = rb"(?:'([^'\\]*+(?:\\.[^'\\]*+)*+)'|\"([^\"\\$]*+(?:\\.[^\"\\$]*+)*+)\")"
_EXPORTED_NAME = re.compile(rb"\s*+(?:" + _QUOTED + rb"|(\d++))\s*+=>", re.DOTALL).match
_EXPORTED_VALUE = re.compile(
    rb"\s*+(?:" + _QUOTED + rb"|(-?[\d.]++(?:E[+-]?\d++)?|true|false|NULL|null|\\?[A-Z]\w*+::\w++)(?=\s*+[,)\]]))",
    re.DOTALL,
).match
_COMMA = re.compile(rb"\s*+,?+").match
_END = re.compile(rb"[\s;.]*+\Z").match
_ESCAPE = re.compile(rb"\\[\\'\"]")
_NOTHING = (b"NULL", b"null")
_BARE = 3
"""The group of a value without quotation marks."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    return raw.rstrip(b" \r\n\t;.")[-1:] in (b")", b"}", b"]") and (
        (_SHOWN(raw) or _DUMPED(raw) or _EXPORTED(raw)) is not None
    )


def decode(node: Node) -> Iterator[Opened]:
    """Give every member at its name, where the text is one array or object to its end."""
    for begins, read in ((_SHOWN, _shown), (_DUMPED, _dumped), (_EXPORTED, _exported)):
        if (head := begins(node.raw)) is not None:
            walk = Notation(node, head.end())
            if read(walk) and _END(node.raw, walk.pos) is not None:
                yield from walk.opened(NAME, whole=True, least=1)
                return


def escapes(raw: bytes) -> Iterator[Escape]:
    """Map a text in quotation marks to its bytes."""
    return ((match.start(), match.end(), 1, 0) for match in _ESCAPE.finditer(raw))


def _shown(walk: Notation) -> bool:
    """Read what ``print_r`` gives."""
    raw = walk.raw
    walk.enter(named=True)
    while walk.open and walk.pay():
        if (close := _SHOWN_CLOSE(raw, walk.pos)) is not None:
            walk.leave()
            walk.pos = close.end()
            continue
        name = _SHOWN_NAME(raw, walk.pos)
        if name is None:
            return False
        _named(walk, name[1], *name.span(1))
        opened = _SHOWN_OPEN(raw, name.end())
        if opened is not None:
            walk.enter(named=True)
            walk.pos = opened.end()
            continue
        value = _SHOWN_VALUE(raw, name.end())
        if value is None:
            return False
        run = value[0].rstrip()
        walk.keep(value.start(), value.start() + len(run))
        line = raw.find(b"\n", value.end())
        walk.pos = line + 1 if line >= 0 else len(raw)
    return not walk.open


def _named(walk: Notation, name: bytes, start: int, end: int) -> None:
    """Take a name; a number is a place in a list, which has the list's name."""
    if name.isdigit():
        path, key = walk.nesting.next_item()
        walk.pending = path, key or name.decode()
    else:
        walk.name(name.decode("utf-8", "replace"), start, end)


def _dumped(walk: Notation) -> bool:
    """Read what ``var_dump`` gives."""
    raw = walk.raw
    while walk.pay():
        if walk.wants_name:
            name = _DUMPED_NAME(raw, walk.pos)
            if name is not None:
                _named(
                    walk,
                    name[0].strip() if name[1] is None and name[2] is None else name[1] or name[2] or b"",
                    *name.span(),
                )
                walk.pos = name.end()
            else:
                close = raw.find(b"}", walk.pos, walk.pos + 4_096)
                if close < 0 or raw[walk.pos : close].strip() or not walk.leave():
                    return False
                walk.pos = close + 1
        elif not _dumped_value(walk):
            return False
        if not walk.open:
            return True
    return False


def _dumped_value(walk: Notation) -> bool:
    raw = walk.raw
    if (text := _DUMPED_TEXT(raw, walk.pos)) is not None:
        start, end = text.end(), text.end() + int(text[1])
        if raw[end : end + 1] != b'"':
            return False
        run = raw[start:end]
        walk.keep(start, end, as_text(run) or run)
        walk.pos = end + 1
    elif (opened := _DUMPED_OPEN(raw, walk.pos)) is not None:
        walk.enter(named=True)
        walk.pos = opened.end()
    elif (plain := _DUMPED_PLAIN(raw, walk.pos)) is not None:
        walk.keep(*plain.span(1)) if plain[1] is not None else walk.skip()
        walk.pos = plain.end()
    else:
        return False
    return True


def _exported(walk: Notation) -> bool:
    """Read what ``var_export`` gives, or an array as programs write one."""
    raw = walk.raw
    while walk.pay():
        if walk.open and (close := _EXPORTED_CLOSE(raw, walk.pos)) is not None:
            if not walk.leave():
                return False
            walk.pos = close.end()
        else:
            if walk.open:
                name = _EXPORTED_NAME(raw, walk.pos)
                if name is not None:
                    group = name.lastindex or 0
                    _named(walk, _ESCAPE.sub(_plain, name[group]), *name.span(group))
                    walk.pos = name.end()
                else:
                    walk.pending = walk.nesting.next_item()
            if not _exported_value(walk):
                return False
        if not walk.open:
            return True
        if (comma := _COMMA(raw, walk.pos)) is not None:
            walk.pos = comma.end()
    return False


def _exported_value(walk: Notation) -> bool:
    raw = walk.raw
    if (opened := _EXPORTED_OPEN(raw, walk.pos)) is not None:
        walk.enter(named=True)
        walk.pos = opened.end()
        return True
    value = _EXPORTED_VALUE(raw, walk.pos)
    if value is None or not walk.open:
        return False
    group = value.lastindex or 0
    run = value[group]
    if group == _BARE and run in _NOTHING:
        walk.skip()
    elif group < _BARE and b"\\" in run:
        walk.keep(*value.span(group), _ESCAPE.sub(_plain, run).decode("utf-8", "replace"), escapes)
    else:
        walk.keep(*value.span(group))
    walk.pos = value.end()
    return True


def _plain(escape: re.Match[bytes]) -> bytes:
    return escape[0][1:]
