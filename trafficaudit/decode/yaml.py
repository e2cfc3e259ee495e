"""YAML (yaml.org/spec/1.2.2): mappings and lists in every style, quoted and folded texts; nothing is built of it.

libyaml parses it, by version 1.1. It is read under a label, or behind its marks (``---``, ``%YAML``); of other texts
flat lines of names and values are pairs like others. An alias names what was given before, and is not given again.
"""

import re
from collections.abc import Iterator

import yaml

from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Names, Node, Opened, item, step
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.text import as_text

NAME = "yaml"
MEDIA = re.compile(r"(application|text)/(x-|vnd\.)?yaml|.*\+yaml")
TEXT = True
MARKS = "\n"
ONLY = None

DEEPEST = 64
_DEEP = Bound(f"YAML of more than {DEEPEST} levels")
_MOST_DIRECTIVES = 64
"""Lines that begin with ``%``; each is compared with those before it."""

_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:#[^\n]*+\n|[ \t\r]*+\n)*+(?:%YAML [^\n]*+\n(?:%[^\n]*+\n)*+)?---(?:[ \t]++[^\r\n]*+)?\r?\n"
).match
_BOM = b"\xef\xbb\xbf"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_BLOCK_HEAD = re.compile(r"[^\n]*\n\s*").match
_QUOTE = '"'
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[NLP_]|.)", re.DOTALL)
_WIDE = {b"\\N": 2, b"\\_": 2, b"\\L": 3, b"\\P": 3}
"""Escapes of one letter that stand for more than one byte: U+0085, U+00A0, U+2028, U+2029."""
_TWICE = re.compile(rb"''")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.hint.names(MEDIA) or _HEAD(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar of the documents, where all of the text is YAML and not words alone."""
    skipped = len(_BOM) if node.raw.startswith(_BOM) else 0
    try:
        text = node.raw[skipped:].decode()
    except UnicodeDecodeError:
        return
    if text.count("\n%") > _MOST_DIRECTIVES:
        return
    walk = _Walk(node, text, skipped)
    try:
        bound = walk.through(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError:
        return
    if bound is not None:
        node.budget.reached.append(bound)
    if walk.children and walk.inner:
        yield Opened((NAME,), walk.children, sure=True)


class _Level:
    """An open mapping or list; ``name`` is that of a mapping's next value, ``None`` where a name comes next."""

    __slots__ = ("count", "key", "listed", "name", "names", "prefix")

    def __init__(self, path: str, key: str, *, listed: bool) -> None:
        self.prefix, self.key, self.listed = "" if path == "$" else path, key, listed
        self.names, self.count, self.name = Names(self.prefix), 0, None if not listed else ""


class _Walk:
    """One pass over the events, which come in the order of the text."""

    def __init__(self, node: Node, text: str, skipped: int) -> None:
        self.node, self.text = node, text
        self.children: list[Child] = []
        self.levels: list[_Level] = []
        self.documents, self.inner = 0, 0
        self.at = 0, skipped
        self.wide = not text.isascii()

    def through(self, events: Iterator[yaml.Event]) -> Bound | None:
        """Take events to the last, or to a bound, which is given."""
        for event in events:
            if len(self.children) > self.node.room or not self.node.budget.spend(self.node.budget.TOKEN):
                return WORK
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                if len(self.levels) >= DEEPEST:
                    return _DEEP
                path, key = self._place()
                self.levels.append(_Level(path, key, listed=isinstance(event, yaml.SequenceStartEvent)))
            elif isinstance(event, yaml.CollectionEndEvent):
                self.levels.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._place()
            elif isinstance(event, yaml.DocumentEndEvent):
                self.documents += bool(self.children or self.inner)
        return None

    def _place(self) -> tuple[str, str]:
        """Give path and key of the value that comes next; what is none of words goes by no name."""
        if not self.levels:
            return (item(self.node.prefix, self.documents) if self.documents else self.node.path), self.node.key
        level = self.levels[-1]
        self.inner += 1
        if level.listed:
            level.count += 1
            return item(level.prefix, level.count - 1), level.key
        if level.name is None:
            level.name = ""
            return level.names.path(""), ""
        name, level.name = level.name, None
        return level.names.path(name), name

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        level = self.levels[-1] if self.levels else None
        if level is None or level.listed or level.name is not None:
            path, key = self._place()
            if event.style or event.value not in _NOTHING:
                self._keep(path, key, event)
            return
        level.name = event.value.strip()
        if step(level.name)[1]:
            self._keep(Names(level.prefix).path(level.name), level.name, event)

    def _keep(self, path: str, key: str, event: yaml.ScalarEvent) -> None:
        """Take a text with where it stands, without its quotes or the head of its block."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            head = _BLOCK_HEAD(self.text, start, end)
            start = head.end() if head else start
            end = start + len(self.text[start:end].rstrip())
            value = event.value.strip("\n")
        else:
            value = event.value
            start, end = (start + 1, end - 1) if event.style in ("'", _QUOTE) else (start, end)
        if value:
            first, last = self._byte(start), self._byte(end)
            how = _read_as(self.node.raw[first:last], value.encode(), event.style)
            self.children.append((path, key, as_text(value.encode()) or value.encode(), first, last, how))

    def _byte(self, index: int) -> int:
        """Give the byte at which a sign of the text begins; asked for in rising order."""
        before, at = self.at
        at += len(self.text[before:index].encode()) if self.wide and index > before else index - before
        self.at = index, at
        return at


def _read_as(run: bytes, value: bytes, style: str | None) -> How:
    """Say how a value comes from what is written; folded lines are not taken apart."""
    if value == run:
        return True
    return False if b"\n" in run or style not in ("'", _QUOTE) else _double if style == _QUOTE else _single


def _double(run: bytes) -> Iterator[Escape]:
    for match in _ESCAPE.finditer(run):
        digits = match[1] or match[2] or match[3]
        size = len(chr(int(digits, 16)).encode("utf-8", "surrogatepass")) if digits else _WIDE.get(match[0], 1)
        yield match.start(), match.end(), size, 0


def _single(run: bytes) -> Iterator[Escape]:
    for match in _TWICE.finditer(run):
        yield match.start(), match.end(), 1, 0
