"""YAML (yaml.org/spec/1.2.2), as far as programs write it: nested mappings and lists by their indents or in brackets,
quoted and folded texts.

It is read under a label, or behind its marks (``---``, ``%YAML``); of other texts flat lines of names and values are
pairs like others. An alias names what was given where it is defined, and is not given again.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened, item
from trafficaudit.decode.text import as_text
from trafficaudit.decode.yaml_flow import (
    COMMENT,
    DEEP,
    DEEPEST,
    DOUBLE,
    LINE,
    QUOTES,
    SINGLE,
    FlowReader,
    Level,
    read_as,
    unescaped,
)

NAME = "yaml"
MEDIA = re.compile(r"(application|text)/(x-|vnd\.)?yaml|.*\+yaml")
TEXT = True
MARKS = "\n"
ONLY = None

_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:#[^\n]*+\n|[ \t\r]*+\n)*+(?:%YAML [^\n]*+\n(?:%[^\n]*+\n)*+)?---(?:[ \t]++[^\r\n]*+)?\r?\n"
).match
_ITEM = re.compile(rb"-(?:[ \t]++|\Z)").match
_PLAIN = rb"[^\s#&*!|>%@`\"'\[\]{},:?-](?:[^:#\n]|:(?=\S)|(?<=\S)#)*+|[?:-](?=\S)(?:[^:#\n]|:(?=\S))*+"
_NAMED = re.compile(rb"(?:" + QUOTES + rb"|(" + _PLAIN + rb"))[ \t]*+:(?:[ \t]++|\Z)").match
_BLOCK = re.compile(rb"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:#.*)?\Z").match
_PROPERTY = re.compile(rb"(?:[&!][^\s,\[\]{}]*+(?:[ \t]++|\Z))++").match


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _labelled(node) or _HEAD(node.raw) is not None


def _labelled(node: Node) -> bool:
    return node.hint.essence != "" and MEDIA.fullmatch(node.hint.essence) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar of the documents, where all of the text is one of mappings and lists."""
    reader = _Reader(node)
    whole = reader.read()
    if reader.bound is not None:
        node.budget.reached.append(reader.bound)
    if reader.children and reader.inner and (whole or reader.bound is not None):
        yield Opened((NAME,), reader.children, sure=True)


class _Reader(FlowReader):
    """One pass over the lines, without recursion."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self.levels: list[Level] = []
        self.documents = 0

    def read(self) -> bool:
        """Read to the end; false where a line is none of it."""
        raw = self.raw
        while self.at < len(raw):
            self.spend()
            match = LINE.match(raw, self.at)
            if self.bound is not None or match is None:
                return False
            start, end, self.at = match.start(2), match.end(2), match.end()
            if not match[2].strip() or match[2].startswith(b"#"):
                continue
            if not match[1] and self._mark(match[2]):
                rest = match[2][4:].lstrip() if match[2].startswith(b"--- ") else b""
                if rest and not rest.startswith(b"#") and not self._value(end - len(rest), end):
                    return False
                continue
            if match[2].startswith(b"\t") or not self._entries(len(match[1]), start, end):
                return False
        return True

    def _mark(self, line: bytes) -> bool:
        """Take a line between documents."""
        said = line.rstrip()
        if said in (b"---", b"...") or said.startswith((b"%YAML", b"%TAG", b"--- ")):
            self.documents += said.startswith(b"---") and bool(self.levels or self.children)
            self.levels.clear()
            self.place = (item(self.node.prefix, self.documents) if self.documents else self.node.path), self.node.key
            return True
        return False

    def _entries(self, indent: int, start: int, end: int) -> bool:
        """Take a line: items and a name, each of which opens a level, and then a value."""
        for _ in range(DEEPEST):
            start = self._properties(start, end)
            text = self.raw[start:end]
            listed = _ITEM(text)
            named = None if listed else _NAMED(text)
            if listed is None and named is None:
                return self._value(start, end)
            if not self._level(indent, listed=listed is not None):
                return False
            if listed is not None:
                self._item()
                indent, start = indent + listed.end(), start + listed.end()
            elif named is not None:
                self._named(named, start)
                start += named.end()
                start = self._properties(start, end)
                return start >= end or self._value(start, end)
            if start >= end:
                return True
        self.bound = DEEP
        return False

    def _properties(self, start: int, end: int) -> int:
        """Step over an anchor and a tag."""
        match = _PROPERTY(self.raw[start:end])
        return start + match.end() if match else start

    def _level(self, indent: int, *, listed: bool) -> bool:
        """Find the level of an indent: an open one, or a new one within the last name or item."""
        levels = self.levels
        while levels and (
            levels[-1].indent > indent or (levels[-1].indent == indent and levels[-1].listed and not listed)
        ):
            levels.pop()
        # A list may stand at the indent of the name that it belongs to.
        if levels and levels[-1].indent == indent and levels[-1].listed == listed:
            return True
        if self.is_deep(len(levels)):
            return False
        levels.append(Level(indent, *self.place, listed=listed))
        return True

    def _item(self) -> None:
        level = self.levels[-1]
        self.place = item("" if level.path == "$" else level.path, level.count), level.key
        level.count += 1
        self.inner += 1

    def _named(self, match: re.Match[bytes], start: int) -> None:
        group = next(number for number in (1, 2, 3) if match[number] is not None)
        value = unescaped(match[group], group)
        name = value.decode("utf-8", "replace").strip()
        path = self.levels[-1].names.path(name)
        self.place = path, name
        self.inner += 1
        if "@" in name:
            self.children.append(
                (path, name, name, start + match.start(group), start + match.end(group), value == match[group])
            )

    def _value(self, start: int, end: int) -> bool:
        """Take what stands behind a name or an item."""
        text = self.raw[start:end]
        if text.startswith((b"[", b"{")):
            return self.flow(start)
        if text.startswith((b'"', b"'")):
            return self._quoted(start)
        if _BLOCK(text):
            self._block(folded=text.startswith(b">"))
            return True
        if text.startswith((b"*", b"#")):
            return True
        if not self.levels or text[:1] in b"%@`]}":
            return False
        self.keep(start, COMMENT.sub(b"", text).rstrip())
        return True

    def _quoted(self, start: int) -> bool:
        """Take a text in quotes, over lines if need be."""
        match = (DOUBLE if self.raw[start : start + 1] == b'"' else SINGLE)(self.raw, start)
        if match is None or not self.levels:
            return False
        style = 1 if self.raw[start : start + 1] == b'"' else 2
        value = unescaped(match[1], style)
        if value:
            how = read_as(match[1], style, value)
            self.children.append((*self.place, as_text(value) or value, *match.span(1), how))
        line = LINE.match(self.raw, match.end())
        if line is None or COMMENT.sub(b"", line[2]).strip():
            return False
        self.at = max(self.at, line.end())
        return True

    def _block(self, *, folded: bool) -> None:
        """Take the lines of a block, which are those that stand further in than what it belongs to."""
        above = self.levels[-1].indent if self.levels else -1
        lines: list[tuple[int, int, bytes]] = []
        while self.at < len(self.raw) and (match := LINE.match(self.raw, self.at)) is not None:
            if match[2].strip() and len(match[1]) <= above:
                break
            self.at = match.end()
            if match[2].strip():
                lines.append((match.start(2), match.end(2), match[2]))
        if lines:
            value = (b" " if folded else b"\n").join([line for *_, line in lines])
            self.children.append((*self.place, as_text(value) or value, lines[0][0], lines[-1][1], len(lines) == 1))
