"""Bencoding, the dictionaries of BitTorrent (BEP 3) and of the peer-to-peer delivery kits that came of it.

``d4:name4:dalb3:agei20ee``: texts by their length, whole numbers, lists and dictionaries. It counts where one
dictionary reaches from the first byte to the last.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, member, step
from trafficaudit.decode.text import as_text

NAME = "bencode"
MEDIA = re.compile(r"application/x-bittorrent|application/(?:x-)?bencode")
TEXT = None
MARKS = ":"
ONLY = None

_BEGINS = re.compile(rb"d[1-9][0-9]{0,5}:").match
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,8}):").match
_NUMBER = re.compile(rb"i(0|-?[1-9][0-9]{0,18})e").match
_SHORTEST = 8
_DEEPEST = 64
_DEEP = Bound(f"bencode of more than {_DEEPEST} levels")

FIRST = b"d"
"""What bytes without a label can begin with."""


class _Open:
    """A dictionary or list that is not closed yet; ``name`` is the one whose value comes next."""

    __slots__ = ("count", "name", "named", "path")

    def __init__(self, path: str, *, named: bool) -> None:
        self.path, self.named, self.name, self.count = path, named, None if named else "", 0


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin and end as a dictionary does."""
    return len(raw) >= _SHORTEST and raw[:1] == b"d" and raw[-1:] == b"e" and _BEGINS(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the texts and numbers by their paths."""
    obstacles: list[Obstacle] = []
    children = _read(node, obstacles)
    if children or obstacles:
        yield Opened((NAME,), children, sure=True, obstacles=obstacles)


def _read(node: Node, obstacles: list[Obstacle]) -> list[Child]:
    """Give the values of one dictionary; none where the bytes are not one to their end."""
    raw, children = node.raw, list[Child]()
    above, pos = [_Open(node.prefix, named=True)], 1
    while above and pos < len(raw) and node.budget.spend(node.budget.TOKEN):
        within, kind = above[-1], raw[pos]
        if kind == 0x65:
            if within.named and within.name is not None:
                return []
            above.pop()
            pos += 1
            continue
        if within.name is None:
            size = _SIZE(raw, pos)
            if size is None or size.end() + int(size[1]) > len(raw):
                return []
            end = size.end() + int(size[1])
            within.name, pos = raw[size.end() : end].decode("utf-8", "replace"), end
            if step(within.name)[1]:
                written = raw[size.end() : end]
                children.append(
                    (member(within.path, within.name), within.name, as_text(written) or written, size.end(), end, True)
                )
            continue
        path = member(within.path, within.name) if within.named else item(within.path, within.count)
        key = within.name if within.named else node.key
        within.count += 1
        within.name = None if within.named else ""
        if kind in b"dl":
            if len(above) == _DEEPEST:
                obstacles.append((node.path, pos, len(raw), _DEEP))
                return children
            above.append(_Open(path, named=kind == 0x64))
            pos += 1
            continue
        value = _value(raw, pos)
        if value is None or len(children) >= node.room:
            return [] if value is None else children
        children.append((path, key, value[0], value[1], value[2], True))
        pos = value[3]
    return children if not above and pos == len(raw) else []


def _value(raw: bytes, pos: int) -> tuple[str | bytes, int, int, int] | None:
    """Give a text or number, where it stands, and where the next value begins."""
    if number := _NUMBER(raw, pos):
        return number[1].decode(), *number.span(1), number.end()
    size = _SIZE(raw, pos)
    if size is None or size.end() + int(size[1]) > len(raw):
        return None
    start, end = size.end(), size.end() + int(size[1])
    held = raw[start:end]
    text = as_text(held)
    return held if text is None else text, start, end, end
