"""One pass over a text of brackets, names and values, as Ion, EDN, Rison, JSURL and what Go and PHP print share it.

A notation tells its tokens; what is open, how paths are written and what is kept is the same for all of them. Nothing
is kept of a text that does not close where it ends: what it looks like was chance then.
"""

from collections.abc import Iterator

from trafficaudit.decode.nesting import Nesting
from trafficaudit.decode.node import Child, Node, Opened, item, join, step
from trafficaudit.decode.place import How
from trafficaudit.decode.text import as_text

FEWEST = 2
"""Values of a text that nothing but its signs tell."""


class Notation:
    """The walk: the position, the open containers, and the name of the member that comes next."""

    __slots__ = ("children", "nesting", "node", "pending", "pos", "raw", "seen")

    def __init__(self, node: Node, pos: int = 0) -> None:
        self.node, self.raw, self.pos = node, node.raw, pos
        self.children: list[Child] = []
        self.nesting = Nesting()
        self.pending: tuple[str, str] | None = None
        self.seen: dict[str, int] = {}

    @property
    def open(self) -> int:
        """How many containers are open."""
        return len(self.nesting.frames)

    @property
    def wants_name(self) -> bool:
        """Whether the next value is the name of a member."""
        return self.nesting.named and self.pending is None and self.open > 0

    def pay(self) -> bool:
        """Pay for a token; false where the bounds are reached."""
        return len(self.children) <= self.node.room and self.node.budget.spend(self.node.budget.TOKEN)

    def enter(self, *, named: bool) -> bool:
        """Open a container; false where a name is due, of which none is one."""
        if self.wants_name:
            return False
        path, key = self._place()
        self.nesting.enter("" if path == "$" else path, named, key)
        return True

    def leave(self) -> bool:
        """Close the innermost container; false where none is open, or a value is due."""
        if not self.nesting.frames or self.pending is not None:
            return False
        self.nesting.leave()
        return True

    def name(self, key: str, start: int, end: int) -> None:
        """Take the name of the next member; one that is data itself is a value, too."""
        written, data = step(key)
        path = join(self.nesting.prefix, written)
        count = self.seen.get(path, 0)
        self.seen[path] = count + 1
        self.pending = (item(path, count) if count else path), key
        if data:
            self.children.append((self.pending[0], key, key, start, end, False))

    def keep(self, start: int, end: int, value: str | bytes | None = None, how: How = True) -> None:
        """Take a value that stands at a range, and is read otherwise than it stands there where ``value`` says so."""
        path, key = self._place()
        if value is None:
            run = self.raw[start:end]
            value = as_text(run) or run
        if value:
            self.children.append((path, key, value, start, end, how))

    def skip(self) -> None:
        """Take a value that says nothing: none, an empty text, a function."""
        self._place()

    def opened(self, layer: str, *, whole: bool, least: int = FEWEST) -> Iterator[Opened]:
        """Give what was read, where that is the whole of a text."""
        if whole and not self.nesting.frames and len(self.children) >= least:
            yield Opened((layer,), self.children, sure=True)

    def _place(self) -> tuple[str, str]:
        """Give path and key of the value that comes next."""
        if self.pending is not None:
            here, self.pending = self.pending, None
            return here
        if self.nesting.frames:
            return self.nesting.next_item()
        return self.node.path, self.node.key
