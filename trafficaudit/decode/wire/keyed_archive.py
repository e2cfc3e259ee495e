"""What Apple's ``NSKeyedArchiver`` makes of objects: a property list of all of them that name each other by UID.

``$top`` names the root, ``$objects`` holds the objects; Foundation's own classes keep their content under names
of theirs (``NS.keys``, ``NS.objects``, ``NS.string``, ``NS.uuidbytes``, ``NS.time`` in seconds since 2001), others
under those of their properties.
"""

from collections.abc import Iterator
from uuid import UUID

from trafficaudit.decode.node import Node, item
from trafficaudit.decode.wire.graph import Graph, Member, Thing
from trafficaudit.decode.wire.instant import since_2001

NAME = "keyed-archive"

_CONTENTS = ("NS.string", "NS.bytes", "NS.data", "NS.relative")
_HANDLED = frozenset({"$class", "NS.time", "NS.uuidbytes", *_CONTENTS})
_UUID_SIZE = 16
_NOBODY = "$null"


def walk(graph: Graph, root: int) -> bool:
    """Go through an archive from its root; what nothing leads to comes last. False where the list is no archive."""
    parts = _members(graph, graph.things.get(root))
    top, objects = graph.things.get(parts.get("$top", -1)), graph.things.get(parts.get("$objects", -1))
    if "$archiver" not in parts or top is None or objects is None or top.names is None or objects.items is None:
        return False
    archive = _Archive(graph.node, graph, objects.items)
    members = list(graph.members(graph.node.path, graph.node.key, top))
    if [key for _, key, _ in members] == ["root"]:
        members = [(graph.node.path, graph.node.key, members[0][2])]
    archive.run(members)
    for index, number in enumerate(objects.items):
        if number not in archive.reached and not archive.obstacles:
            archive.run([(item("$objects", index), graph.node.key, number)])
    graph.children, graph.obstacles, graph.reached = archive.children, archive.obstacles, archive.reached
    return True


def _members(graph: Graph, thing: Thing | None) -> dict[str, int]:
    """Give the members of a dictionary by their names."""
    if thing is None or thing.names is None:
        return {}
    found: dict[str, int] = {}
    for at, number in zip(thing.names, thing.items or (), strict=False):
        name = graph.things.get(at)
        if name is not None and isinstance(name.value, str):
            found[name.value] = number
    return found


class _Archive(Graph):
    """A walk that follows UIDs and knows Foundation's classes."""

    def __init__(self, node: Node, graph: Graph, objects: list[int]) -> None:
        super().__init__(node, graph.things)
        self.objects = objects

    def take(self, path: str, key: str, number: int) -> Iterator[Member] | None:
        """See ``Graph``."""
        number, thing = self._followed(number)
        return self.opened(path, key, number, thing)

    def keep(self, path: str, key: str, thing: Thing) -> None:
        """Keep a value, but for the one that stands for nothing."""
        if thing.value != _NOBODY:
            super().keep(path, key, thing)

    def members(self, path: str, key: str, thing: Thing) -> Iterator[Member]:
        """Give an object's properties: of Foundation's classes what they hold, and no names of classes."""
        parts = _members(self, thing)
        if "$classes" in parts or "$classname" in parts:
            return
        if "$class" not in parts:
            yield from super().members(path, key, thing)
            return
        prefix = "" if path == "$" else path
        names, values = (self._list(parts.get(each, -1)) for each in ("NS.keys", "NS.objects"))
        if "NS.keys" in parts:
            for at, number in zip(names, values, strict=False):
                yield (*self.named(prefix, self._followed(at)[0]), number)
        elif "NS.objects" in parts:
            for index, number in enumerate(values):
                yield item(prefix, index), key, number
        else:
            yield from self._properties(path, key, thing, parts)

    def _properties(self, path: str, key: str, thing: Thing, parts: dict[str, int]) -> Iterator[Member]:
        for part, number in parts.items():
            if part == "NS.time":
                self._time(path, key, number)
            elif part == "NS.uuidbytes":
                self._uuid(path, key, number)
            elif part in _CONTENTS:
                yield path, key, number
        prefix = "" if path == "$" else path
        for at, number in zip(thing.names or (), thing.items or (), strict=False):
            name = self.things.get(at)
            if name is not None and isinstance(name.value, str) and name.value not in _HANDLED:
                yield (*self.named(prefix, at), number)

    def _time(self, path: str, key: str, number: int) -> None:
        thing = self._followed(number)[1]
        if thing is not None and isinstance(thing.value, str):
            try:
                value = since_2001(float(thing.value))
            except ValueError:
                return
            self.children.append((path, key, value, thing.start, thing.end, False))

    def _uuid(self, path: str, key: str, number: int) -> None:
        thing = self._followed(number)[1]
        held = thing.value if thing is not None else None
        if thing is not None and held is not None:
            run = held.encode("utf-8", "surrogatepass") if isinstance(held, str) else held
            value = str(UUID(bytes=run)) if len(run) == _UUID_SIZE else held
            self.children.append((path, key, value, thing.start, thing.end, value is held and thing.how))

    def _list(self, number: int) -> list[int]:
        thing = self._followed(number)[1]
        return thing.items or [] if thing is not None else []

    def _followed(self, number: int) -> tuple[int, Thing | None]:
        """Follow a UID to its object; one that leads to another is followed no further."""
        thing = self.things.get(number)
        if thing is not None and thing.link >= 0:
            if thing.link >= len(self.objects):
                return number, None
            number = self.objects[thing.link]
            thing = self.things.get(number)
        return number, None if thing is not None and thing.link >= 0 else thing
