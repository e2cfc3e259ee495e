"""A tokeniser of JSON (RFC 8259) that keeps byte offsets, holds no recursion and goes on where the text is broken.

Well-formed members are taken by one regular expression each. Where it does not fit, one lenient step is made: single
quotes, bare names, ``=`` for ``:``, ``;`` for ``,``, parentheses for lists (the way Apple's Foundation prints a
dictionary), comments, missing commas. What not even that reads is skipped and counted as an error.
"""

import re

from trafficaudit.decode import byte_array, json_string
from trafficaudit.decode.nesting import Nesting
from trafficaudit.decode.node import Child, Obstacle, join, step

_SPACE = rb"[ \t\r\n]*+"
_STRING = rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"'
_LITERAL = rb"(-?+\d++(?:\.\d++)?+(?:[eE][+-]?+\d++)?+|true|false|null)(?=[\s,\]}])"
_VALUE = rb"(?:" + _STRING + rb"|" + _LITERAL + rb"|([\[{]))" + _SPACE + rb",?+"
_MEMBER = re.compile(_SPACE + _STRING + _SPACE + rb":" + _SPACE + _VALUE, re.DOTALL).match
_ITEM = re.compile(rb"()" + _SPACE + _VALUE, re.DOTALL).match
_COMMA = re.compile(_SPACE + rb",?+").match
_CLOSE = re.compile(_SPACE + rb"([\]})])" + _SPACE + rb"[,;]?+").match

_SKIP = rb"(?:[\s,;]++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+"
_QUOTED = rb"(?:" + _STRING + rb"|'([^'\\\r\n]*+(?:\\.[^'\\\r\n]*+)*+)'"
_LOOSE_NAME = re.compile(_SKIP + _QUOTED + rb"|([\w$.@-]++))\s*+(?::|=>?)\s*+", re.DOTALL).match
_LOOSE_VALUE = re.compile(
    _SKIP + _QUOTED + rb"|([\[{(])|([^\s,;:\[\]{}()\"'][^,;\[\]{}()\"'\r\n]*+))\s*+[,;]?+", re.DOTALL
).match
_UNFINISHED = re.compile(_SKIP + rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)\\?+\Z', re.DOTALL).match
_JUNK = re.compile(_SKIP + rb"(?:[^\s,;\[\]{}()\"']++|[\"':)])?").match
_BLANK = re.compile(rb"\s*+\Z").match

_ERRORS = 32

_names: dict[bytes, tuple[str, str, bool]] = {}
_KNOWN_NAMES = 65_536


def _name(raw: bytes) -> tuple[str, str, bool]:
    """Give a member's name, its step in a path and whether it looks like data; short ones are remembered."""
    key = json_string.name(raw)
    known = key, *step(key)
    if len(raw) <= 64:
        if len(_names) >= _KNOWN_NAMES:
            _names.clear()
        _names[raw] = known
    return known


class Scan:
    """One document, from its opening bracket on. ``simple`` says that no escape occurs in the bytes; ``good``,
    ``loose`` and ``errors`` count members read, members read leniently and runs skipped; ``arrays`` may be bytes.
    """

    __slots__ = (
        "arrays",
        "children",
        "errors",
        "good",
        "keyed",
        "loose",
        "nesting",
        "obstacles",
        "pos",
        "raw",
        "room",
        "simple",
        "tokens",
    )

    def __init__(self, raw: bytes, pos: int, prefix: str, *, room: int, tokens: int, simple: bool) -> None:
        self.raw, self.pos, self.room, self.tokens, self.simple = raw, pos, room, tokens, simple
        self.children: list[Child] = []
        self.arrays: list[byte_array.Array] = []
        self.obstacles: list[Obstacle] = []
        self.good = self.loose = self.errors = self.keyed = 0
        self.nesting = Nesting()
        self.nesting.enter(prefix, raw[pos] == 0x7B)
        self.pos += 1

    def run(self) -> None:
        """Read to the end of the document, of the bytes, or of a bound."""
        raw, nesting, children, room = self.raw, self.nesting, self.children, self.room
        for _ in range(self.tokens):
            if not nesting.frames or len(children) > room:
                return
            self.tokens -= 1
            match = (_MEMBER if nesting.named else _ITEM)(raw, self.pos)
            if match is None:
                if not self._otherwise():
                    return
                continue
            self.pos = match.end()
            self.good += 1
            name, string, literal, opener = match.groups()
            path, key = self._member(name, match) if nesting.named else nesting.next_item()
            if string is not None:
                start, end = match.span(2)
                if self.simple and string.isascii():
                    children.append((path, key, string.decode(), start, end, True))
                else:
                    value, how = json_string.read(string)
                    children.append((path, key, value, start, end, how))
            elif literal is not None:
                start, end = match.span(3)
                children.append((path, key, literal.decode(), start, end, True))
            elif not raw.startswith(byte_array.BEGINS, self.pos) or not self._bytes(path, key, match.start(4)):
                nesting.enter(path, opener == b"{", key)
        if nesting.frames:
            self._stop("the bound on work is reached")

    def _bytes(self, path: str, key: str, start: int) -> bool:
        """Keep a container that holds bytes as numbers; say whether these can be nothing else."""
        found = byte_array.read(self.raw, start)
        if found is None:
            return False
        data, end = found
        self.arrays.append((path, key, data, start, end))
        if not byte_array.certain(data):
            return False
        after = _COMMA(self.raw, end)
        self.pos = after.end() if after else end
        self.tokens -= len(data) // 8
        return True

    def _member(self, name: bytes, match: re.Match[bytes]) -> tuple[str, str]:
        """Give path and key of a named member, and its name as a value where it looks like one."""
        key, written, data = _names.get(name) or _name(name)
        nesting = self.nesting
        path = nesting.prefix + written if nesting.grows else join(nesting.prefix, written)
        if data:
            self._key(path, key, *match.span(1))
        return path, key

    def _otherwise(self) -> bool:
        """Close a container, or make a lenient step."""
        match = _CLOSE(self.raw, self.pos)
        if match is None:
            return self._lenient()
        self.pos = match.end()
        self.nesting.leave()
        return True

    def _key(self, path: str, key: str, start: int, end: int) -> None:
        value, how = json_string.read(self.raw[start:end])
        self.children.append((path, key, value, start, end, how))

    def _lenient(self) -> bool:
        """Make one step where the text is no JSON; false at its end or where there are too many such steps."""
        raw, start = self.raw, self.pos
        name = _LOOSE_NAME(raw, start) if self.nesting.named else None
        at = name.end() if name else start
        match = _LOOSE_VALUE(raw, at)
        if match is not None and (name is not None or not self.nesting.named):
            self._loose(name, match)
            return True
        if self._unfinished(name, at):
            return False
        junk = _JUNK(raw, at)
        end = junk.end() if junk else at
        self.errors += 1
        if self.errors > _ERRORS + self.good:
            self._stop("no JSON from here on")
            return False
        self.pos = end if end > start else start + 1
        return True

    def _loose(self, name: re.Match[bytes] | None, match: re.Match[bytes]) -> None:
        path, key = self._loose_member(name) if name is not None else self.nesting.next_item()
        self.pos = match.end()
        self.loose += 1
        self.keyed += name is not None
        group = next(i for i in (1, 2, 3, 4) if match[i] is not None)
        if group == 3:
            self.nesting.enter(path, match[3] == b"{", key)
            return
        start, end = match.span(group)
        if group == 4:
            end = start + len(match[4].rstrip())
        value, how = json_string.read(self.raw[start:end])
        self.children.append((path, key, value, start, end, how))

    def _loose_member(self, name: re.Match[bytes]) -> tuple[str, str]:
        """Do what ``_member`` does, of a name that is written in any way."""
        group = next(i for i, written in enumerate(name.groups(), 1) if written is not None)
        key = json_string.name(name[group])
        written, data = step(key)
        path = join(self.nesting.prefix, written)
        if data:
            self._key(path, key, *name.span(group))
        return path, key

    def _unfinished(self, name: re.Match[bytes] | None, at: int) -> bool:
        """Take the end of a cut document: what there is of its last string is a value too."""
        raw = self.raw
        match = _UNFINISHED(raw, at)
        if match is None and not _BLANK(raw, at):
            return False
        if name is not None:
            path, key = self._loose_member(name)
        elif match is not None and not self.nesting.named:
            path, key = self.nesting.next_item()
        elif match is not None:
            self._loose_member(match)  # cut in its name, which may be a value all the same
            match = None
        if match is not None and match.end(1) > match.start(1):
            self._key(path, key, *match.span(1))
        self._stop("the JSON text ends before its last bracket")
        return True

    def _stop(self, reason: str) -> None:
        self.obstacles.append((self.nesting.prefix or "$", self.pos, len(self.raw), reason))
