"""What msgpack and CBOR have in common: values laid out one after the other, containers with a count of members.

A format gives the head of the next value; the scan keeps the open containers, the paths and the offsets.
"""

import re
from collections.abc import Callable

from trafficaudit.decode.nesting import Nesting
from trafficaudit.decode.node import Child, item, join, step
from trafficaudit.decode.text import as_text

SCALAR, MAP, LIST, TAG, END = range(5)
ENDLESS = -1
"""Count of members of a container that a mark ends."""

_WORD = re.compile(r"[A-Za-z_$][\w.$-]*+").fullmatch

type Head = tuple[int, str | bytes, int, int, int, bool]
"""The next value: ``(kind, value, start, end, size, exact)``; a tag is a prefix of the value that follows. ``size``
counts a container's members, ``exact`` says that the value stands in its range as it is."""

type ReadHead = Callable[[bytes, int], Head | None]
"""Reads the head at a position; ``None`` where there is none: an unknown code, or a value that does not fit."""


type Named = tuple[str, str]
"""A path and a name."""


class Scan:
    """One value with all that it holds. ``text`` says whether there is a piece of text in it, ``whole`` whether it was
    complete, ``words`` whether it has maps and all their keys are words. ``at`` is its path, and what names the
    elements of a list that is all of it.
    """

    __slots__ = (
        "children",
        "head",
        "left",
        "name",
        "nesting",
        "pos",
        "raw",
        "room",
        "text",
        "tokens",
        "whole",
        "words",
    )

    def __init__(self, raw: bytes, pos: int, head: ReadHead, at: Named, *, room: int, tokens: int) -> None:
        self.raw, self.pos, self.head, self.room, self.tokens = raw, pos, head, room, tokens
        self.children: list[Child] = []
        self.nesting = Nesting()
        self.left: list[int] = []
        self.words: bool | None = None
        self.name: tuple[str, str] | None = None
        self.text = False
        self.whole = self._run(at)

    def _run(self, at: Named) -> bool:
        """Read on; only a container counts as a root."""
        raw, read, left, children, room = self.raw, self.head, self.left, self.children, self.room
        size = len(raw)
        while True:
            self.tokens -= 1
            head = read(raw, self.pos) if self.pos < size else None
            if head is None or self.tokens < 0 or len(children) > room:
                return False
            self.pos = head[3]
            if left:
                if not self._take(head):
                    return False
            elif head[0] == TAG:
                continue
            elif head[0] in (MAP, LIST):
                self._enter(*at, head)
            else:
                return False
            while left[-1] == 0 and self.name is None:
                left.pop()
                self.nesting.leave()
                if not left:
                    return True

    def _take(self, head: Head) -> bool:
        """Take a key, or the value that belongs to the last one or to the next place of a list."""
        kind, value, start, end, _, exact = head
        name, left = self.name, self.left
        if kind in (TAG, END):
            return kind == TAG or self._end()
        if name is None:
            if self.nesting.named:
                return self._name(head)
            name = self.nesting.next_item()
        path, key = name
        self.name = None
        if left[-1] > 0:
            left[-1] -= 1
        if kind != SCALAR:
            self._enter(path, key, head)
            return True
        if exact and value.__class__ is str and len(value) > 2:
            self.text = True
        self.children.append((path, key, value, start, end, exact))
        return True

    def _end(self) -> bool:
        """Close a container without a count; there is none, or a key stands without its value, where it is false."""
        if self.left[-1] >= 0 or self.name is not None:
            return False
        self.left[-1] = 0
        return True

    def _name(self, head: Head) -> bool:
        """Keep a map's key for the value that follows; a container as a key is nothing that apps write."""
        kind, value, start, end, _, exact = head
        if kind != SCALAR:
            return False
        key = value if isinstance(value, str) else as_text(value) or value.hex()
        if exact and key is value and len(key) > 2:
            self.text = True
        if self.words is not False:
            self.words = exact and key is value and _WORD(key) is not None
        written, data = step(key)
        nesting = self.nesting
        path = nesting.prefix + written if nesting.grows else join(nesting.prefix, written)
        self.name = path, key
        if data:
            self.children.append((path, key, value, start, end, exact))
        return True

    def _enter(self, path: str, key: str, head: Head) -> None:
        self.nesting.enter(path, head[0] == MAP, key)
        self.left.append(head[4])


def root(raw: bytes, read: ReadHead, at: Named, room: int, tokens: int) -> tuple[list[Scan], int]:
    """Read values in a row to the end of the bytes, or as far as they go; several carry an index."""
    first = Scan(raw, 0, read, at, room=room, tokens=tokens)
    if not first.whole or first.pos == len(raw):
        return [first], first.pos
    scans: list[Scan] = []
    pos = 0
    while pos < len(raw) and room >= 0 and tokens > 0:
        scan = Scan(raw, pos, read, (item(at[0], len(scans)), at[1]), room=room, tokens=tokens)
        if not scan.whole:
            break
        scans.append(scan)
        pos, room, tokens = scan.pos, room - max(len(scan.children), 1), scan.tokens
    return scans, pos
