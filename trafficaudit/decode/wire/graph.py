"""Objects that name each other by number (property lists), gone through depth first: paths, cycles and bounds.

An object that is named in several places is a value in each of them; that is bounded by the budget of the exchange.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from trafficaudit.decode.limits import WORK, Bound, Budget
from trafficaudit.decode.node import Child, Node, Obstacle, item, join, step
from trafficaudit.decode.place import How

_DEEPEST = 128
_STEP = 4 * Budget.TOKEN
"""Units of work of one member: its path, its object and a place on the stack cost several times what a token does."""


@dataclass(slots=True)
class Thing:
    """One object: a value with its range, a list (``items``), a dictionary (``names`` beside ``items``), or a link."""

    start: int
    end: int
    value: str | bytes | None = None
    how: How = False
    items: list[int] | None = None
    names: list[int] | None = None
    link: int = -1


class Things(Protocol):
    """Gives objects by their numbers."""

    def get(self, number: int) -> Thing | None:
        """Give an object, ``None`` where there is none."""


type Member = tuple[str, str, int]
"""``(path, key, number)`` of what comes next."""


class Graph:
    """The walk: what was found, which objects were reached."""

    def __init__(self, node: Node, things: Things) -> None:
        self.node, self.things = node, things
        self.children: list[Child] = []
        self.obstacles: list[Obstacle] = []
        self.reached: set[int] = set()
        self.above: list[int] = []

    def walk(self, root: int) -> None:
        """Go through all that a root holds."""
        self.run([(self.node.path, self.node.key, root)])

    def left(self, numbers: Iterable[int]) -> None:
        """Go through objects that nothing led to, each by itself."""
        for number in numbers:
            if number not in self.reached and not self.obstacles:
                self.run([(item(self.node.prefix, number), self.node.key, number)])

    def run(self, members: Iterable[Member]) -> None:
        """Go through members and what they hold, without recursion."""
        stack: list[Iterator[Member]] = [iter(members)]
        self.above = [-1]
        while stack:
            member = next(stack[-1], None)
            if member is None:
                stack.pop()
                self.above.pop()  # what was opened last, or the mark below all
                continue
            if len(self.children) > self.node.room or not self.node.budget.spend(_STEP):
                raw = self.node.raw
                self.obstacles.append((self.node.path, 0, len(raw), WORK))
                return
            inner = self.take(*member)
            if inner is not None:
                stack.append(inner)

    def take(self, path: str, key: str, number: int) -> Iterator[Member] | None:
        """Take one object: a value is kept, of a container the members are given."""
        return self.opened(path, key, number, self.things.get(number))

    def opened(self, path: str, key: str, number: int, thing: Thing | None) -> Iterator[Member] | None:
        """Do what ``take`` does of an object that was looked up."""
        if thing is None:
            return None
        self.reached.add(number)
        if thing.items is None:
            self.keep(path, key, thing)
            return None
        if number in self.above:
            return None
        if len(self.above) > _DEEPEST:
            deep = Bound(f"objects of more than {_DEEPEST} levels")
            if deep not in self.node.budget.reached:
                self.node.budget.reached.append(deep)
            return None
        self.above.append(number)
        return self.members(path, key, thing)

    def keep(self, path: str, key: str, thing: Thing) -> None:
        """Keep a value."""
        if thing.value is not None:
            self.children.append((path, key, thing.value, thing.start, thing.end, thing.how))

    def members(self, path: str, key: str, thing: Thing) -> Iterator[Member]:
        """Give the members of a container."""
        prefix = "" if path == "$" else path
        if thing.names is None:
            for index, number in enumerate(thing.items or ()):
                yield item(prefix, index), key, number
            return
        for at, number in zip(thing.names, thing.items or (), strict=False):
            yield (*self.named(prefix, at), number)

    def named(self, prefix: str, number: int) -> tuple[str, str]:
        """Give path and key of a member by its name's object; a name that looks like data is kept as a value too."""
        thing = self.things.get(number)
        name = thing.value if thing is not None else None
        if thing is None or name is None:
            return join(prefix, step(str(number))[0]), ""
        self.reached.add(number)
        key = name if isinstance(name, str) else name.hex()
        written, data = step(key)
        path = join(prefix, written)
        if data:
            self.keep(path, key, thing)
        return path, key
