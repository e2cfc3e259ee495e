"""What PHP's ``serialize`` writes, as shops' cookies and older interfaces carry it: ``a:1:{s:5:"email";s:4:"a@b.";}``.

Texts by their length in bytes, numbers, arrays, objects and enumerations (php.net, ``serialize``; the source's
``ext/standard/var.c``). It counts where one array or object reaches from the first byte to the last, or up to the
digest that frameworks sign such cookies with.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, member, step
from trafficaudit.decode.text import as_text

NAME = "php"
MEDIA = re.compile(r"application/(?:vnd\.php\.serialized|x-php-serialized)")
TEXT = None
MARKS = ":"
ONLY = None

FIRST = b"aO"
"""What bytes without a label can begin with."""

_BEGINS = re.compile(rb'a:[0-9]{1,7}:\{(?:[is]:|\})|O:[0-9]{1,4}:"[A-Za-z_\\]').match
_OPENS = re.compile(rb'(?:a|O:[0-9]{1,4}:"[\w\\\x80-\xff]{1,1024}+"):([0-9]{1,7}):\{').match
_TEXT = re.compile(rb'[sSE]:([0-9]{1,9}):"').match
_PLAIN = re.compile(rb"(?:N|([bidrR]):([^;{}\"]{1,64}+));").match
_SIGNED = re.compile(rb"(?:[0-9a-f]{32,128})?\s*\Z").match
_SHORTEST = 6
_DEEPEST = 64
_DEEP = Bound(f"PHP values of more than {_DEEPEST} levels")
_TRUTH = {b"0": "false", b"1": "true"}


class _Open:
    """An array or object that is not closed yet; ``name`` is the key whose value comes next."""

    __slots__ = ("key", "left", "name", "path")

    def __init__(self, path: str, key: str, members: int) -> None:
        self.path, self.key, self.left = path, key, members
        self.name: str | None = None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as an array or object does and hold the end of one."""
    return len(raw) >= _SHORTEST and _BEGINS(raw) is not None and raw.rfind(b"}") > 0


def decode(node: Node) -> Iterator[Opened]:
    """Give the texts and numbers by their paths."""
    obstacles: list[Obstacle] = []
    children = _read(node, obstacles)
    if children or obstacles:
        yield Opened((NAME,), children, sure=True, obstacles=obstacles)


def _read(node: Node, obstacles: list[Obstacle]) -> list[Child]:
    """Give the values of one array or object; none where the bytes are not one to their end."""
    raw, children = node.raw, list[Child]()
    first = _OPENS(raw)
    if first is None:
        return []
    above, pos = [_Open(node.prefix, node.key, int(first[1]))], first.end()
    while above and node.budget.spend(node.budget.TOKEN):
        within = above[-1]
        if within.left == 0:
            if raw[pos : pos + 1] != b"}":
                return []
            above.pop()
            pos += 1
            continue
        if within.name is None:
            read = _value(raw, pos)
            if read is None or raw[pos] not in b"is":
                return []
            named, start, end, pos = read
            within.name = _own(named)
            if raw[start - 1 : start] == b'"' and step(within.name)[1]:
                children.append((member(within.path, within.name), within.name, within.name, start, end, True))
            continue
        path, key = _place(within)
        within.name, within.left = None, within.left - 1
        if opens := _OPENS(raw, pos):
            if len(above) == _DEEPEST:
                obstacles.append((node.path, pos, len(raw), _DEEP))
                return children
            above.append(_Open(path, key, int(opens[1])))
            pos = opens.end()
            continue
        read = _value(raw, pos)
        if read is None or len(children) >= node.room:
            return [] if read is None else children
        value, start, end, pos = read
        if end > start:
            children.append((path, key, value, start, end, raw[start - 2 : start] != b"b:"))
    return children if not above and _SIGNED(raw, pos) is not None else []


def _place(within: _Open) -> tuple[str, str]:
    """Give the path and the name of a member; a number is the place in a list, which has the list's name."""
    name = within.name or ""
    return (item(within.path, int(name)), within.key) if name.isdigit() else (member(within.path, name), name)


def _own(named: str | bytes) -> str:
    """Give a property's name without the class that it is private to, or the sign of what is protected."""
    text = named if isinstance(named, str) else named.decode("utf-8", "replace")
    return text.rpartition("\0")[2][:1024]


def _value(raw: bytes, pos: int) -> tuple[str | bytes, int, int, int] | None:
    """Give a text, number or truth value, where it stands, and where what comes next begins."""
    if plain := _PLAIN(raw, pos):
        kind, written = plain[1], plain[2] or b""
        start, end = plain.span(2) if kind in (b"b", b"i", b"d") else (plain.end(), plain.end())
        value = _TRUTH.get(written, "") if kind == b"b" else written.decode("ascii", "replace")
        return value, start, end, plain.end()
    size = _TEXT(raw, pos)
    if size is None:
        return None
    start, end = size.end(), size.end() + int(size[1])
    if raw[end : end + 2] != b'";':
        return None
    held = raw[start:end]
    text = as_text(held)
    return held if text is None else text, start, end, end + 2
