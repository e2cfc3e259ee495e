"""``application/x-www-form-urlencoded`` (URL Standard, section 5), labelled so or looking so.

A body may hold one on each line, as kits that gather events send them: up to twenty hits of Google Analytics
(Measurement Protocol reference, "Batch Hits"), and events of its successor. Each line is of its own: ``[0].uid``.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.escapes import percent
from trafficaudit.decode.node import Child, Names, Node, Opened, bare, item, step
from trafficaudit.decode.place import How
from trafficaudit.decode.text import as_text, korean

NAME = "form"
MEDIA = re.compile(r"application/x-www-form-urlencoded")
TEXT = True
MARKS = "="
ONLY = None

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]").search
_NAME = rb"[\w$.:~@+*!/-][\w$.:~@+*!/\[\]()%-]*+"
_PAIRS = re.compile(_NAME + rb"=[^&\s]*+(?:&(?:amp;)?" + _NAME + rb"(?:=[^&\s]*+)?+|&(?=&|\Z))++").fullmatch
_LINE = _NAME + rb"=[^&\s]*+(?:&" + _NAME + rb"=[^&\s]*+)++&?"
_LINES = re.compile(rb"(?:" + _LINE + rb"\r?\n)++(?:" + _LINE + rb")?").fullmatch
# Flags before the first pair: ``b&u=Q7&v=2.0&c``.
_FLAGS = re.compile(rb"(?:[A-Za-z_][\w.-]{0,63}+&)++").match
# Pairs whose escapes were taken off already may hold blanks: three or more, none with a blank around its name.
_LOOSE = re.compile(_NAME + rb"=[^&\r\n\t{}\[\]<>\"]*+(?:&" + _NAME + rb"=[^&\r\n\t{}\[\]<>\"]*+){2,}+").fullmatch
# A single pair; of ``a=1;b=2`` the delimited values are the better reading.
_ONE = re.compile(rb"[A-Za-z_$][\w$.-]*+(?:\[[\w.-]*+\])*+=(?!=|\Z)(?:[^\s&;]++|;(?![A-Za-z_$][\w$.-]*+=))++").fullmatch

# ``User(query='a=1&b=2', name='Kim')`` is an object as programs describe them: no pair's name holds half a bracket.
_OBJECT = re.compile(rb"[^=&(]*+\([^=&()]*+=(?s:.)*?,[ ]?[A-Za-z_$][\w$]*+[=:]").match

_SECOND = re.compile(rb"&(?:amp;)?" + _NAME + rb"=").search
# What HTML 4.01 (B.2.2) asked servers to take for an ampersand: in addresses and forms of which each piece is a pair.
_SEMICOLONS = re.compile(_NAME + rb"=[^&;]*+(?:;" + _NAME + rb"=[^&;]*+)++;?").fullmatch
# ``url=https://a.example/?b=%26``: who escaped no sign of the address did not escape its escapes.
_OPEN = re.compile(_NAME + rb"=(?=(?:[A-Za-z][A-Za-z0-9+.-]*+:/)?/[^\s?&=]*+\?[^\s?&=]++=)").match
_BY_SEMICOLONS = re.compile(rb"(?:[^;]++;[ ]?+[A-Za-z_$][\w$.-]*+=){2}").match


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    if _has_lines(node.raw):
        return True
    if node.hint.names(MEDIA):
        return b"=" in node.raw and (node.text is not None or _CONTROLS(node.raw) is None)
    if node.raw[-1:] == b")" and _OBJECT(node.raw) is not None:
        return False
    if _PAIRS(node.raw) is not None:
        # In ``a=1;b=2;c=3&d`` the ampersand is a sign of a value.
        return _SECOND(node.raw) is not None or _BY_SEMICOLONS(node.raw) is None
    if (flags := _FLAGS(node.raw)) is not None:
        return _PAIRS(node.raw, flags.end()) is not None and _SECOND(node.raw, flags.end()) is not None
    return _ONE(node.raw) is not None or _LOOSE(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every pair's value with its escapes undone."""
    if _has_lines(node.raw):
        yield Opened((NAME,), _lines(node), sure=True)
        return
    sure = node.hint.names(MEDIA) or b"&" in node.raw
    children = _single(node) if not node.hint.names(MEDIA) else []
    children = children or pairs(node.raw, (0, len(node.raw)), node.prefix, node.room)
    yield Opened((NAME,), children, sure=sure)


def _has_lines(raw: bytes) -> bool:
    """Say whether there are several lines, each of which is a form of two pairs at least."""
    return 0 < raw.find(b"\n") < len(raw) - len(b"a=&b=") and _LINES(raw) is not None


def _lines(node: Node) -> list[Child]:
    """Read the forms on the lines, each under its number."""
    children: list[Child] = []
    start = 0
    for count, line in enumerate(node.raw.splitlines(keepends=True)):
        if len(children) > node.room:
            break
        run = start, start + len(line.rstrip(b"\r\n"))
        children += pairs(node.raw, run, item(node.prefix, count), node.room - len(children))
        start += len(line)
    return children


def _single(node: Node) -> list[Child]:
    """Read a pair whose value is an address as it stands, or in quotation marks: neither was escaped for a form.

    A semicolon behind these ends what a program says (``location.href="https://...";``).
    """
    raw = node.raw
    if (match := _OPEN(raw)) is not None:
        start, end = match.end(), len(raw)
    else:
        start, end = raw.find(b"=") + 2, len(raw.rstrip(b";")) - 1
        if start > end or b"&" in raw or raw[start - 1] != raw[end] or raw[end] not in b"\"'":
            return []
    key = raw[: raw.find(b"=")].decode()
    return [bare(raw, Names(node.prefix).path(key), key, start, end)]


def pairs(raw: bytes, run: tuple[int, int], prefix: str, room: int, nameless: str = "") -> list[Child]:
    """Read the pairs of a form or query in a range of ``raw``; a piece without ``=`` is a value at ``nameless``."""
    children: list[Child] = []
    names = Names(prefix)
    here, end = run
    sign = b";" if raw.find(b";", here, end) >= 0 and _SEMICOLONS(raw, here, end) else b"&"
    marked = raw.find(b"&amp;", here, end) >= 0  # a reference of HTML that nobody undid
    while here <= end and len(children) <= room:
        if marked and raw.startswith(b"amp;", here) and here > run[0]:
            here += len(b"amp;")
        stop = raw.find(sign, here, end)
        stop = end if stop < 0 else stop
        equals = raw.find(b"=", here, stop)
        if equals >= 0:
            if sign == b";":
                here += len(raw[here:equals]) - len(raw[here:equals].lstrip(b" +"))
            name, how_name = _value(raw[here:equals])
            key = name if isinstance(name, str) else korean(name) or name.decode("utf-8", "replace")
            written, data = step(key)
            path = names.placed(key, written)
            if data:
                children.append((path, key, name, here, equals, how_name))
            value, how = _value(raw[equals + 1 : stop])
            children.append((path, key, value, equals + 1, stop, how))
        elif stop > here:
            value, how = _value(raw[here:stop])
            children.append((nameless or names.path(""), "", value, here, stop, how))
        here = stop + 1
    return children


def _value(raw: bytes) -> tuple[str | bytes, How]:
    if raw.isalnum():
        return raw.decode("ascii"), True
    if raw.find(b"%") < 0 and raw.find(b"+") < 0:
        return as_text(raw) or raw, True
    value, how = percent.unquote(raw, plus=True)
    return as_text(value) or value, how
