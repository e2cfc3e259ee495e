"""Property lists in XML (Apple's ``PropertyList-1.0.dtd``): a ``<key>`` names the element behind it.

Read by expat as any XML is; entities are not expanded, and a document that declares some is left to ``xml``.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.markup.xml import text_range
from trafficaudit.decode.node import Child, Node, Opened, item, join, step
from trafficaudit.decode.place import How

NAME = "plist"
MEDIA = None
TEXT = True
MARKS = "<"
ONLY = None

_ROOT = re.compile(rb"<plist[\s>]").search
_LOOKED_AT = 1_024
_DEEPEST = 128
_DEEP = Bound(f"a property list of more than {_DEEPEST} levels")
_WORDS = frozenset({"true", "false"})
_CONTAINERS = frozenset({"dict", "array"})


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    return raw.lstrip()[:1] == b"<" and _ROOT(raw, 0, _LOOKED_AT) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every value at the path of its keys."""
    reader = _Reader(node)
    problem = reader.read()
    if reader.children or not problem:
        left = [(node.path, min(reader.pos, len(node.raw)), len(node.raw), problem)] if problem else []
        yield Opened((NAME,), reader.children, sure=True, obstacles=left)


class _Stop(Exception):  # noqa: N818 - leaves expat's callbacks, never this module
    pass


class _Container:
    """An open dictionary or list: its path, and what names the next member."""

    __slots__ = ("index", "key", "named", "prefix")

    def __init__(self, prefix: str, key: str, named: bool) -> None:
        self.prefix, self.key, self.named, self.index = prefix, key, named, -1

    def next(self, name: str) -> tuple[str, str]:
        """Give path and key of the next member; one without a key goes by its container's."""
        if self.named:
            return (join(self.prefix, step(name)[0]), name) if name else (self.prefix or "$", self.key)
        self.index += 1
        return item(self.prefix, self.index), self.key


class _Reader:
    """The callbacks of one parse."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.children: list[Child] = []
        self.open: list[_Container] = []
        self.elements: list[str] = []
        self.name, self.pos = "", 0
        self.runs: list[tuple[int, str]] = []
        self.parser = parser = expat.ParserCreate("UTF-8")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity

    def read(self) -> str:
        """Parse; say what ended that too early, nothing where all was read."""
        try:
            self.parser.Parse(self.node.raw, True)
        except _Stop:
            return _DEEP if len(self.open) > _DEEPEST else WORK
        except (expat.ExpatError, ValueError):
            self.pos = max(self.parser.CurrentByteIndex, 0)
            self._unfinished()
            return "no property list from here on"
        return ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        node = self.node
        if len(self.open) > _DEEPEST or len(self.children) > node.room or not node.budget.spend(256):
            raise _Stop
        self.pos = self.parser.CurrentByteIndex
        self.runs.clear()
        self.elements.append(name)
        if name in _CONTAINERS:
            path, key = self._next()
            self.open.append(_Container("" if path == "$" else path, key, name == "dict"))

    def _end(self, name: str) -> None:
        end = self.parser.CurrentByteIndex
        self.elements.pop()
        if name in _CONTAINERS:
            self.open.pop()
            self.name = ""
        elif name == "key":
            self._key(end)
        elif name in _WORDS:
            self.children.append((*self._next(), name, self.pos, max(end, self.pos), False))
        elif name != "plist":
            self._value(end)
        self.runs.clear()

    def _text(self, data: str) -> None:
        self.runs.append((self.parser.CurrentByteIndex, data))

    def _next(self) -> tuple[str, str]:
        """Give path and key of the member that comes now."""
        name, self.name = self.name, ""
        return self.open[-1].next(name) if self.open else (self.node.path, self.node.key)

    def _key(self, end: int) -> None:
        """Keep a name for what follows; one that looks like data is a value as well."""
        found = self._run(end)
        self.name = found[0] if found else ""
        if found and self.open and step(found[0])[1]:
            self.children.append((join(self.open[-1].prefix, step(found[0])[0]), found[0], *found))

    def _value(self, end: int) -> None:
        path, key = self._next()
        found = self._run(end)
        if found:
            self.children.append((path, key, *found))

    def _run(self, end: int) -> tuple[str, int, int, How] | None:
        value = "".join(data for _, data in self.runs).strip()
        if not value:
            return None
        return value, *text_range(self.node.raw, self.runs[0][0], end, value)

    def _unfinished(self) -> None:
        """Take the text at which a list that was cut off ends."""
        if self.runs and self.elements and self.elements[-1] not in (*_CONTAINERS, "plist", "key"):
            self._value(len(self.node.raw))

    def _entity(self, *_: object) -> None:
        self.children.clear()
        raise ValueError
