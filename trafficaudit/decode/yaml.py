"""YAML (yaml.org/spec/1.2.2), as far as programs write it: nested mappings and lists by their indents or in brackets,
quoted and folded texts.

It is read under a label, or behind its marks (``---``, ``%YAML``); of other texts flat lines of names and values are
pairs like others. An alias names what was given where it is defined, and is not given again.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Names, Node, Opened, item
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.text import as_text

NAME = "yaml"
MEDIA = re.compile(r"(application|text)/(x-|vnd\.)?yaml|.*\+yaml")
TEXT = True
MARKS = "\n"
ONLY = None

_DEEPEST = 64
_DEEP = Bound(f"YAML of more than {_DEEPEST} levels")
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:#[^\n]*+\n|[ \t\r]*+\n)*+(?:%YAML [^\n]*+\n(?:%[^\n]*+\n)*+)?---(?:[ \t]++[^\r\n]*+)?\r?\n"
).match
_LINE = re.compile(rb"([ ]*+)([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_ITEM = re.compile(rb"-(?:[ \t]++|\Z)").match
_QUOTES = rb"\"((?:[^\"\\]|\\.)*+)\"|'((?:[^']|'')*+)'"
_PLAIN = rb"[^\s#&*!|>%@`\"'\[\]{},:?-](?:[^:#\n]|:(?=\S)|(?<=\S)#)*+|[?:-](?=\S)(?:[^:#\n]|:(?=\S))*+"
_NAMED = re.compile(rb"(?:" + _QUOTES + rb"|(" + _PLAIN + rb"))[ \t]*+:(?:[ \t]++|\Z)").match
_BLOCK = re.compile(rb"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:#.*)?\Z").match
_PROPERTY = re.compile(rb"(?:[&!][^\s,\[\]{}]*+(?:[ \t]++|\Z))++").match
_DOUBLE = re.compile(rb"\"((?:[^\"\\]|\\.)*+)\"").match
_SINGLE = re.compile(rb"'((?:[^']|'')*+)'").match
_COMMENT = re.compile(rb"(?:\A|[ \t])#.*\Z", re.DOTALL)
_FLOW = re.compile(rb"\s*+(?:([\[{])|([\]}])|(,)|" + _QUOTES + rb"|([^\s,\[\]{}\"'][^,\[\]{}\r\n]*+))").match
_BARE = 6
_SIGN = re.compile(rb":(?=\s|\Z)").search
_COLON = re.compile(rb"\s*+:(?=[\s\"'\[{,\]}]|\Z)\s*+").match
_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_TWICE = re.compile(rb"''")
_LETTERS = {
    b"n": b"\n",
    b"t": b"\t",
    b"r": b"\r",
    b"0": b"\0",
    b"e": b"\x1b",
    b"a": b"\a",
    b"b": b"\b",
    b"_": b"\xc2\xa0",
}
_CLOSERS = {b"[": b"]", b"{": b"}"}
_NOTHING = frozenset((b"~", b"null", b"Null", b"NULL"))


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


class _Level:
    """An open mapping or list: its indent, its path and key, and what was met in it."""

    __slots__ = ("count", "indent", "key", "listed", "names", "path")

    def __init__(self, indent: int, path: str, key: str, *, listed: bool) -> None:
        self.indent, self.path, self.key, self.listed = indent, path, key, listed
        self.names, self.count = Names("" if path == "$" else path), 0


class _Reader:
    """One pass over the lines, without recursion."""

    def __init__(self, node: Node) -> None:
        self.node, self.raw = node, node.raw
        self.children: list[Child] = []
        self.levels: list[_Level] = []
        self.place = node.path, node.key
        self.at, self.inner, self.documents = 0, 0, 0
        self.bound: Bound | None = None

    def read(self) -> bool:
        """Read to the end; false where a line is none of it."""
        raw = self.raw
        while self.at < len(raw):
            if len(self.children) > self.node.room or not self.node.budget.spend(self.node.budget.TOKEN):
                self.bound = WORK
            match = _LINE.match(raw, self.at)
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
        for _ in range(_DEEPEST):
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
        self.bound = _DEEP
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
        if len(levels) >= _DEEPEST:
            self.bound = _DEEP
            return False
        levels.append(_Level(indent, *self.place, listed=listed))
        return True

    def _item(self) -> None:
        level = self.levels[-1]
        self.place = item("" if level.path == "$" else level.path, level.count), level.key
        level.count += 1
        self.inner += 1

    def _named(self, match: re.Match[bytes], start: int) -> None:
        group = next(number for number in (1, 2, 3) if match[number] is not None)
        value = _unescaped(match[group], group)
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
            return self._flow(start)
        if text.startswith((b'"', b"'")):
            return self._quoted(start)
        if _BLOCK(text):
            self._block(folded=text.startswith(b">"))
            return True
        if text.startswith((b"*", b"#")):
            return True
        if not self.levels or text[:1] in b"%@`]}":
            return False
        self._keep(start, _COMMENT.sub(b"", text).rstrip())
        return True

    def _keep(self, start: int, text: bytes) -> None:
        if text and text not in _NOTHING:
            self.children.append((*self.place, as_text(text) or text, start, start + len(text), True))

    def _quoted(self, start: int) -> bool:
        """Take a text in quotes, over lines if need be."""
        match = (_DOUBLE if self.raw[start : start + 1] == b'"' else _SINGLE)(self.raw, start)
        if match is None or not self.levels:
            return False
        value = _unescaped(match[1], 1 if self.raw[start : start + 1] == b'"' else 2)
        if value:
            how = _how(match[1], 1 if self.raw[start : start + 1] == b'"' else 2, value)
            self.children.append((*self.place, as_text(value) or value, *match.span(1), how))
        line = _LINE.match(self.raw, match.end())
        if line is None or _COMMENT.sub(b"", line[2]).strip():
            return False
        self.at = max(self.at, line.end())
        return True

    def _block(self, *, folded: bool) -> None:
        """Take the lines of a block, which are those that stand further in than what it belongs to."""
        above = self.levels[-1].indent if self.levels else -1
        lines: list[tuple[int, int, bytes]] = []
        while self.at < len(self.raw) and (match := _LINE.match(self.raw, self.at)) is not None:
            if match[2].strip() and len(match[1]) <= above:
                break
            self.at = match.end()
            if match[2].strip():
                lines.append((match.start(2), match.end(2), match[2]))
        if lines:
            value = (b" " if folded else b"\n").join([line for *_, line in lines])
            self.children.append((*self.place, as_text(value) or value, lines[0][0], lines[-1][1], len(lines) == 1))

    def _flow(self, start: int) -> bool:
        """Take what stands in brackets, over lines if need be."""
        outer, self.at = self.place, start
        open_: list[_Level] = []
        while True:
            if len(self.children) > self.node.room or not self.node.budget.spend(self.node.budget.TOKEN):
                self.bound = WORK
            match = _FLOW(self.raw, self.at)
            if self.bound is not None or match is None:
                return False
            self.at = match.end()
            if match[3]:
                continue
            if match[2]:
                level = open_.pop() if open_ else None
                if level is None or _CLOSERS[b"[" if level.listed else b"{"] != match[2]:
                    return False
                if not open_:
                    break
                continue
            if not self._within(match, open_):
                return False
        self.place = outer
        line = _LINE.match(self.raw, self.at)
        self.at = line.end() if line else self.at
        return line is not None and not _COMMENT.sub(b"", line[2]).strip()

    def _within(self, match: re.Match[bytes], open_: list[_Level]) -> bool:
        """Take a name with its value, a value of a list, or a bracket that opens."""
        group = next(number for number in (1, 4, 5, 6) if match[number] is not None)
        if open_ and open_[-1].listed:
            level = open_[-1]
            self.place = item("" if level.path == "$" else level.path, level.count), level.key
            level.count += 1
            self.inner += 1
            if group != 1 and self._is_pair(match, group):
                return self._pair(match, group, open_, _Level(0, *self.place, listed=False))
        elif open_ and group != 1:
            return self._pair(match, group, open_, open_[-1])
        return self._flow_value(match, group, open_)

    def _is_pair(self, match: re.Match[bytes], group: int) -> bool:
        """Say whether a value of a list is a name with its value, as which it is a mapping of one."""
        return (_SIGN(match[group]) if group == _BARE else _COLON(self.raw, self.at)) is not None

    def _pair(self, match: re.Match[bytes], group: int, open_: list[_Level], level: _Level) -> bool:
        name, end = match[group], match.end(group)
        if group == _BARE:
            colon = _SIGN(name)
            if colon is None:
                return False
            name, end = name[: colon.start()], match.start(group) + colon.end()
            self.at = end
        else:
            found = _COLON(self.raw, self.at)
            if found is None:
                return False
            self.at = found.end()
        key = _unescaped(name, group - 3).decode("utf-8", "replace").strip()
        self.place = level.names.path(key), key
        self.inner += 1
        inner = _FLOW(self.raw, self.at)
        if inner is None:
            return False
        if inner[2] or inner[3]:
            return True
        self.at = inner.end()
        return self._flow_value(inner, next(number for number in (1, 4, 5, 6) if inner[number] is not None), open_)

    def _flow_value(self, match: re.Match[bytes], group: int, open_: list[_Level]) -> bool:
        if group == 1:
            if len(open_) >= _DEEPEST:
                self.bound = _DEEP
                return False
            open_.append(_Level(0, *self.place, listed=match[1] == b"["))
            return True
        if group == _BARE:
            self._keep(match.start(6), match[6].rstrip())
            return True
        value = _unescaped(match[group], group - 3)
        if value:
            how = _how(match[group], group - 3, value)
            self.children.append((*self.place, as_text(value) or value, *match.span(group), how))
        self.inner += 1
        return True


def _unescaped(text: bytes, style: int) -> bytes:
    """Undo what quotes of a style (1 double, 2 single, 3 none) escape, and fold its lines."""
    if style < 3 and b"\n" in text:
        text = re.sub(rb"[ \t]*\r?\n[ \t]*", b" ", text)
    if style == 1 and b"\\" in text:
        return _ESCAPE.sub(_letter, text)
    return text.replace(b"''", b"'") if style == 2 else text


def _letter(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said[:1] in (b"x", b"u", b"U") and len(said) > 1:
        code = int(said[1:], 16)
        return chr(code).encode("utf-8", "replace") if code < 0x110000 else b"?"
    return _LETTERS.get(said, said)


def _how(text: bytes, style: int, value: bytes) -> How:
    """Say how a value comes from what stands in quotes; folded lines are not taken apart."""
    if value == text:
        return True
    return False if b"\n" in text else _double if style == 1 else _single


def _double(run: bytes) -> Iterator[Escape]:
    for match in _ESCAPE.finditer(run):
        yield match.start(), match.end(), len(_letter(match)), 0


def _single(run: bytes) -> Iterator[Escape]:
    for match in _TWICE.finditer(run):
        yield match.start(), match.end(), 1, 0
