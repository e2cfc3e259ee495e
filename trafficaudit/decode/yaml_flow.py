"""What stands in YAML wherever a value does (yaml.org/spec/1.2.2, chapter 7): texts in quotes, and mappings and lists
in brackets.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Names, Node, item
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.text import as_text

DEEPEST = 64
DEEP = Bound(f"YAML of more than {DEEPEST} levels")
LINE = re.compile(rb"([ ]*+)([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
QUOTES = rb"\"((?:[^\"\\]|\\.)*+)\"|'((?:[^']|'')*+)'"
DOUBLE = re.compile(rb"\"((?:[^\"\\]|\\.)*+)\"").match
SINGLE = re.compile(rb"'((?:[^']|'')*+)'").match
COMMENT = re.compile(rb"(?:\A|[ \t])#.*\Z", re.DOTALL)
_FLOW = re.compile(rb"\s*+(?:([\[{])|([\]}])|(,)|" + QUOTES + rb"|([^\s,\[\]{}\"'][^,\[\]{}\r\n]*+))").match
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


class Level:
    """An open mapping or list: its indent, its path and key, and what was met in it."""

    __slots__ = ("count", "indent", "key", "listed", "names", "path")

    def __init__(self, indent: int, path: str, key: str, *, listed: bool) -> None:
        self.indent, self.path, self.key, self.listed = indent, path, key, listed
        self.names, self.count = Names("" if path == "$" else path), 0


class FlowReader:
    """What was met so far, where the reader stands, and how values in brackets are read."""

    def __init__(self, node: Node) -> None:
        self.node, self.raw = node, node.raw
        self.children: list[Child] = []
        self.place = node.path, node.key
        self.at, self.inner = 0, 0
        self.bound: Bound | None = None

    def spend(self) -> None:
        """Pay for a step; ``bound`` is set where there is nothing left to pay with."""
        if len(self.children) > self.node.room or not self.node.budget.spend(self.node.budget.TOKEN):
            self.bound = WORK

    def is_deep(self, levels: int) -> bool:
        """Say whether so many are open that no more may be; ``bound`` is set where they are."""
        if levels >= DEEPEST:
            self.bound = DEEP
        return levels >= DEEPEST

    def keep(self, start: int, text: bytes) -> None:
        """Take a value without quotes, but for those that say that there is none."""
        if text and text not in _NOTHING:
            self.children.append((*self.place, as_text(text) or text, start, start + len(text), True))

    def flow(self, start: int) -> bool:
        """Take what stands in brackets, over lines if need be."""
        outer, self.at = self.place, start
        open_: list[Level] = []
        while True:
            self.spend()
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
        line = LINE.match(self.raw, self.at)
        self.at = line.end() if line else self.at
        return line is not None and not COMMENT.sub(b"", line[2]).strip()

    def _within(self, match: re.Match[bytes], open_: list[Level]) -> bool:
        """Take a name with its value, a value of a list, or a bracket that opens."""
        group = next(number for number in (1, 4, 5, 6) if match[number] is not None)
        if open_ and open_[-1].listed:
            level = open_[-1]
            self.place = item("" if level.path == "$" else level.path, level.count), level.key
            level.count += 1
            self.inner += 1
            if group != 1 and self._is_pair(match, group):
                return self._pair(match, group, open_, Level(0, *self.place, listed=False))
        elif open_ and group != 1:
            return self._pair(match, group, open_, open_[-1])
        return self._flow_value(match, group, open_)

    def _is_pair(self, match: re.Match[bytes], group: int) -> bool:
        """Say whether a value of a list is a name with its value, as which it is a mapping of one."""
        return (_SIGN(match[group]) if group == _BARE else _COLON(self.raw, self.at)) is not None

    def _pair(self, match: re.Match[bytes], group: int, open_: list[Level], level: Level) -> bool:
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
        key = unescaped(name, group - 3).decode("utf-8", "replace").strip()
        self.place = level.names.path(key), key
        self.inner += 1
        inner = _FLOW(self.raw, self.at)
        if inner is None:
            return False
        if inner[2] or inner[3]:
            return True
        self.at = inner.end()
        return self._flow_value(inner, next(number for number in (1, 4, 5, 6) if inner[number] is not None), open_)

    def _flow_value(self, match: re.Match[bytes], group: int, open_: list[Level]) -> bool:
        if group == 1:
            if self.is_deep(len(open_)):
                return False
            open_.append(Level(0, *self.place, listed=match[1] == b"["))
            return True
        if group == _BARE:
            self.keep(match.start(6), match[6].rstrip())
            return True
        value = unescaped(match[group], group - 3)
        if value:
            how = read_as(match[group], group - 3, value)
            self.children.append((*self.place, as_text(value) or value, *match.span(group), how))
        self.inner += 1
        return True


def unescaped(text: bytes, style: int) -> bytes:
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


def read_as(text: bytes, style: int, value: bytes) -> How:
    """Say how a value comes from what stands in quotes of a style; folded lines are not taken apart."""
    if value == text:
        return True
    return False if b"\n" in text else _double if style == 1 else _single


def _double(run: bytes) -> Iterator[Escape]:
    for match in _ESCAPE.finditer(run):
        yield match.start(), match.end(), len(_letter(match)), 0


def _single(run: bytes) -> Iterator[Escape]:
    for match in _TWICE.finditer(run):
        yield match.start(), match.end(), 1, 0
