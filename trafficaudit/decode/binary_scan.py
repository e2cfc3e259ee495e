"""What msgpack and CBOR have in common: values laid out one after the other, containers with a count of members.

A format gives the head of the next value; the scan keeps the open containers, the paths and the offsets.
"""

from collections.abc import Callable
from typing import NamedTuple

from trafficaudit.decode.nesting import Nesting
from trafficaudit.decode.node import Child, item, join, step
from trafficaudit.decode.place import How
from trafficaudit.decode.text import as_text

ENDLESS = -1
"""Count of members of a container that a mark ends."""


class Head(NamedTuple):
    """The next value: ``kind`` is ``scalar``, ``map``, ``list``, ``tag`` (a prefix of the next value) or ``end``."""

    kind: str
    value: str | bytes
    start: int
    end: int
    size: int = 0
    exact: bool = False


type ReadHead = Callable[[bytes, int], Head | None]
"""Reads the head at a position; ``None`` where there is none: an unknown code, or a value that does not fit."""


class Scan:
    """One value with all that it holds. ``texts`` counts its pieces of text, ``whole`` says whether it was complete."""

    __slots__ = ("children", "head", "left", "names", "nesting", "pos", "raw", "room", "texts", "tokens", "whole")

    def __init__(self, raw: bytes, pos: int, head: ReadHead, prefix: str, *, room: int, tokens: int) -> None:
        self.raw, self.pos, self.head, self.room, self.tokens = raw, pos, head, room, tokens
        self.children: list[Child] = []
        self.nesting = Nesting()
        self.left: list[int] = []
        self.names: list[tuple[str, str] | None] = []
        self.texts = 0
        self.whole = self._run(prefix)

    def _run(self, prefix: str) -> bool:
        """Read on; only a container counts as a root."""
        while True:
            self.tokens -= 1
            head = self.head(self.raw, self.pos) if self.pos < len(self.raw) else None
            if head is None or self.tokens < 0 or len(self.children) > self.room:
                return False
            self.pos = head.end
            if not self.left:
                if head.kind == "tag":
                    continue
                if head.kind not in ("map", "list"):
                    return False
                self._enter(prefix, "", head)
            elif not self._take(head):
                return False
            self._close()
            if not self.left:
                return True

    def _take(self, head: Head) -> bool:
        if head.kind == "tag":
            return True
        if head.kind == "end":
            if self.left[-1] >= 0 or self.names[-1] is not None:
                return False
            self.left[-1] = 0
            return True
        if self.nesting.named and self.names[-1] is None:
            return self._name(head)
        path, key = self.names[-1] or self.nesting.next_item()
        self.names[-1] = None
        if self.left[-1] > 0:
            self.left[-1] -= 1
        if head.kind == "scalar":
            self._leaf(path, key, head)
        else:
            self._enter(path, key, head)
        return True

    def _name(self, head: Head) -> bool:
        """Keep a map's key for the value that follows; a container as a key is nothing that apps write."""
        if head.kind != "scalar":
            return False
        value = head.value if isinstance(head.value, str) else as_text(head.value) or head.value.hex()
        self.texts += head.exact and isinstance(head.value, str) and len(value) > 2
        written, data = step(value)
        path = join(self.nesting.prefix, written)
        self.names[-1] = path, value
        if data:
            self._leaf(path, value, head)
        return True

    def _leaf(self, path: str, key: str, head: Head) -> None:
        how: How = head.exact
        value = head.value
        if head.exact and value:
            self.texts += isinstance(value, str) and len(value) > 2
        self.children.append((path, key, value, head.start, head.end, how))

    def _enter(self, path: str, key: str, head: Head) -> None:
        self.nesting.enter(path, head.kind == "map", key)
        self.left.append(head.size)
        self.names.append(None)

    def _close(self) -> None:
        while self.left and self.left[-1] == 0 and self.names[-1] is None:
            self.left.pop()
            self.names.pop()
            self.nesting.leave()


def root(raw: bytes, read: ReadHead, prefix: str, room: int, tokens: int) -> tuple[list[Scan], int]:
    """Read values in a row to the end of the bytes, or as far as they go; several carry an index."""
    first = Scan(raw, 0, read, prefix, room=room, tokens=tokens)
    if not first.whole or first.pos == len(raw):
        return [first], first.pos
    scans: list[Scan] = []
    pos = 0
    while pos < len(raw) and room >= 0 and tokens > 0:
        scan = Scan(raw, pos, read, item(prefix, len(scans)), room=room, tokens=tokens)
        if not scan.whole:
            break
        scans.append(scan)
        pos, room, tokens = scan.pos, room - max(len(scan.children), 1), scan.tokens
    return scans, pos
