"""A tokeniser of JSON (RFC 8259) that keeps byte offsets, holds no recursion and goes on where the text is broken.

Well-formed members are taken by one regular expression each. Where it does not fit, one lenient step is made.
"""

import re
from collections.abc import Callable

from trafficaudit.decode import json_string
from trafficaudit.decode.json_lenient import SPACE, STRING, Lenient
from trafficaudit.decode.letters import byte_array
from trafficaudit.decode.limits import WORK
from trafficaudit.decode.node import join, step

type _Reader = Callable[[bytes, int], re.Match[bytes] | None]

# Where no quotation mark is escaped. To stop at one byte takes a third of the time that it takes to stop at one of two.
_PLAIN_STRING = rb'"([^"]*+)"'
_LITERAL = rb"(-?+\d++(?:\.\d++|)(?:[eE][+-]?+\d++|)|true|false|null)(?=[\s,\]}])"


def _readers(string: bytes) -> tuple[_Reader, _Reader]:
    """Give what reads a member of an object and an item of a list, by how strings are written."""
    value = rb"(?:" + string + rb"|" + _LITERAL + rb"|([\[{]))" + SPACE + rb",?+"
    member = re.compile(SPACE + string + SPACE + rb":" + SPACE + value, re.DOTALL)
    return member.match, re.compile(rb"()" + SPACE + value, re.DOTALL).match


_ANY, _PLAIN = _readers(STRING), _readers(_PLAIN_STRING)
_COMMA = re.compile(SPACE + rb",?+").match

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


class Scan(Lenient):
    """One document, from its opening bracket on."""

    __slots__ = ()

    def run(self) -> None:  # noqa: PLR0912 - a call for each member is what this saves
        """Read to the end of the document, of the bytes, or of a bound."""
        raw, nesting, children, room, simple = self.raw, self.nesting, self.children, self.room, self.simple
        frames, known, pos, good = nesting.frames, _names, self.pos, self.good
        named, grows, prefix = nesting.named, nesting.grows, nesting.prefix
        member, item = _ANY if self.quoted else _PLAIN
        # Members are counted and placed in local variables, which a step of another kind finds in their places.
        for left in range(self.tokens, 0, -1):
            if not frames or len(children) > room:
                self.pos, self.good, self.tokens = pos, good, left
                return
            match = (member if named else item)(raw, pos)
            if match is None:
                self.pos, self.good, self.tokens = pos, good, left - 1
                if not self._otherwise():
                    return
                pos, named, grows, prefix = self.pos, nesting.named, nesting.grows, nesting.prefix
                continue
            pos = match.end()
            good += 1
            name, string, literal, opener = match.groups()
            if named:
                key, written, data = known.get(name) or _name(name)
                path = prefix + written if grows else join(prefix, written)
                if data:
                    self._key(path, key, *match.span(1))
            else:
                path, key = nesting.next_item()
            if string is not None:
                start, end = match.span(2)
                if string.isascii() and (simple or string.find(b"\\") < 0):
                    children.append((path, key, string.decode(), start, end, True))
                else:
                    value, how = json_string.read(string)
                    children.append((path, key, value, start, end, how))
            elif literal is not None:
                start, end = match.span(3)
                children.append((path, key, literal.decode(), start, end, True))
            elif raw.startswith(byte_array.BEGINS, pos) and (behind := self._bytes(path, key, match.start(4))):
                pos = behind
            else:
                nesting.enter(path, opener == b"{", key)
                named, grows, prefix = nesting.named, nesting.grows, nesting.prefix
        self.pos, self.good, self.tokens = pos, good, 0
        if frames:
            self._stop(WORK)

    def _bytes(self, path: str, key: str, start: int) -> int:
        """Keep a container that holds bytes as numbers; give where it ends where these can be nothing else, else 0."""
        found = byte_array.read(self.raw, start)
        if found is None:
            return 0
        data, end = found
        self.arrays.append((path, key, data, start, end))
        if not byte_array.certain(data):
            return 0
        after = _COMMA(self.raw, end)
        return after.end() if after else end
