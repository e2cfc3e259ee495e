"""What is read of JSON where it is none, step by lenient step: single quotes, bare names, ``=`` for ``:``, ``;`` for
``,``, parentheses for lists (the way Apple's Foundation prints a dictionary), brackets round members (the way Swift
prints one), comments, missing commas. What not even that reads is skipped and counted as an error.
"""

import re

from trafficaudit.decode import json_string, numeral
from trafficaudit.decode.letters import byte_array
from trafficaudit.decode.limits import WORK, Bound, Budget
from trafficaudit.decode.nesting import Nesting
from trafficaudit.decode.node import Child, Obstacle, item, join, step

SPACE = rb"[ \t\r\n]*+"
STRING = rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"'
_CLOSE = re.compile(SPACE + rb"([\]})])" + SPACE + rb"[,;]?+").match

_SKIP = rb"(?:[\s,;]++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+"
_QUOTED = rb"(?:" + STRING + rb"|'([^'\\\r\n]*+(?:\\.[^'\\\r\n]*+)*+)'"
_HASHABLE = rb'AnyHashable\("([^"\\]*+(?:\\.[^"\\]*+)*+)"\)'
_LOOSE_NAME = re.compile(_SKIP + _QUOTED + rb"|([\w$.@-]++)|" + _HASHABLE + rb")\s*+(?::|=>?)\s*+", re.DOTALL).match
_SWIFT = re.compile(rb"\s*+:\s*+[^\s:]|" + _SKIP + _HASHABLE + rb"\s*+:", re.DOTALL).match
"""What stands behind the first member of a list that is a dictionary of Swift, or is its first name."""
_CALL = rb"(?:new\s++)?[A-Za-z_$][\w$.]*+\(\s*+" + _QUOTED + rb"|(?P<made>[^()\"'=:\r\n]*+))\s*+\)"
"""A call that makes one value (``new Date("...")``, ``ObjectId("...")``), which counts as what it is made of."""
_LOOSE_VALUE = re.compile(
    _SKIP
    + _QUOTED
    + rb"|(?:\$R\[\d++\]=)?+(?P<open>[\[{(])|"
    + _CALL
    + rb"|(?P<bare>[^\s,;:\[\]{}()\"'][^,;\[\]{}()\"'\r\n]*+))\s*+[,;]?+",
    re.DOTALL,
).match
_EQUALS = re.compile(
    rb"(?P<bare>(?:[^\s,;:\[\]{}()\"'][^;\[\]{}\"'\r\n]{0,1000}?)??)\s*+(?:,\s*+(?=[\w$.@-]++\s*+[=:])|(?=[\]}]))"
).match
"""What stands behind ``=``, as Java prints maps: nothing, or a text that may have commas in it, up to the next name."""
_LITERAL_VALUE = re.compile(rb"[-+]?(?:[\d.][\w.+-]*+|Infinity|NaN)|true|false|null|undefined|!0|!1").fullmatch
_UNFINISHED = re.compile(_SKIP + rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)\\?+\Z', re.DOTALL).match
_JUNK = re.compile(_SKIP + rb"(?:[^\s,;\[\]{}()\"']++|[\"':)])?").match
_BLANK = re.compile(rb"\s*+\Z").match
# What a lenient step may read in vain: a comment or a string that nothing closes, or that nothing fitting follows.
_BEGUN = re.compile(
    _SKIP + rb"(?:/\*(?:[^*]++|\*(?!/))*+|\"[^\"\\]*+(?:\\.[^\"\\]*+)*+|'[^'\\\r\n]*+(?:\\.[^'\\\r\n]*+)*+)?+",
    re.DOTALL,
).match

_ERRORS = 32
_READINGS = 4
"""How often one lenient step may read the same run: as a member, a name, a value, and junk."""
_MOST_READINGS = 64
"""How often lenient steps may read a document over in all; one in which everything closes is not read over."""


class Lenient:
    """One document, from its opening bracket on. ``simple`` says that no escape occurs in the bytes, ``quoted``
    that an escaped quotation mark may; ``good``, ``loose`` and ``errors`` count members read, members read leniently
    and runs skipped, ``foreign`` members that are none of JSON5 either; ``vain`` are bytes read in lenient steps, maybe
    for nothing; ``arrays`` may be bytes.
    ``key`` names what a list holds that is the whole document.
    """

    __slots__ = (
        "arrays",
        "children",
        "errors",
        "foreign",
        "good",
        "keyed",
        "loose",
        "nesting",
        "obstacles",
        "pos",
        "quoted",
        "raw",
        "room",
        "simple",
        "tokens",
        "vain",
    )

    def __init__(
        self,
        raw: bytes,
        pos: int,
        prefix: str,
        *,
        room: int,
        tokens: int,
        simple: bool,
        quoted: bool = True,
        key: str = "",
    ) -> None:
        self.raw, self.pos, self.room, self.tokens = raw, pos, room, tokens
        self.simple, self.quoted = simple, quoted
        self.children: list[Child] = []
        self.arrays: list[byte_array.Array] = []
        self.obstacles: list[Obstacle] = []
        self.good = self.loose = self.errors = self.foreign = self.keyed = self.vain = 0
        self.nesting = Nesting()
        self.nesting.enter(prefix, raw[pos] == 0x7B, key)
        self.pos += 1

    def _otherwise(self) -> bool:
        """Close a container, or make a lenient step."""
        match = _CLOSE(self.raw, self.pos)
        if match is None:
            swift = not self.nesting.named and self.nesting.index <= 0 and _SWIFT(self.raw, self.pos) is not None
            return self._becomes_named() if swift else self._lenient()
        self.pos = match.end()
        self.nesting.leave()
        return True

    def _key(self, path: str, key: str, start: int, end: int) -> None:
        value, how = json_string.read(self.raw[start:end])
        self.children.append((path, key, value, start, end, how))

    def _lenient(self) -> bool:
        """Make one step where the text is no JSON; false at its end or where there are too many such steps."""
        raw, start = self.raw, self.pos
        if not self._paid(start):
            return False
        name = _LOOSE_NAME(raw, start) if self.nesting.named else None
        at = name.end() if name else start
        if name is not None and not self._paid(at):
            return False
        equals = name is not None and name[0].rstrip().endswith(b"=")
        match = (_EQUALS(raw, at) if equals else None) or _LOOSE_VALUE(raw, at)
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

    def _becomes_named(self) -> bool:
        """Take a list for what it turns out to be, whose first item is a name, and read that again."""
        nesting = self.nesting
        if nesting.index == 0:
            if not self.children or self.children[-1][0] != item(nesting.prefix, 0):
                self.errors += 1
                self.pos += 1
                return True
            self.pos = self.children.pop()[3] - 1
        nesting.named = True
        return True

    def _paid(self, at: int) -> bool:
        """Count the bytes that a step may read in vain; false where they are too many, or more than work is left."""
        begun = _BEGUN(self.raw, at)
        self.vain += _READINGS * (begun.end() - at) if begun else 0
        if self.vain > _MOST_READINGS * len(self.raw):
            self._stop(Bound(f"JSON that is not well-formed would be read over more than {_MOST_READINGS} times"))
            return False
        if self.vain > self.tokens * Budget.TOKEN:
            self._stop(WORK)
            return False
        return True

    def _loose(self, name: re.Match[bytes] | None, match: re.Match[bytes]) -> None:
        path, key = self._loose_member(name) if name is not None else self.nesting.next_item()
        self.pos = match.end()
        self.loose += 1
        if name is not None:
            self.keyed += 1
            self.foreign += not name[0].rstrip().endswith(b":")
        group = match.lastindex or 0
        if match.lastgroup == "open":
            self.nesting.enter(path, match[group] == b"{", key)
            return
        start, end = match.span(group)
        if match.lastgroup:
            end = start + len(match[group].rstrip())
            self.foreign += _LITERAL_VALUE(self.raw, start, end) is None
        usual = numeral.usual(self.raw[start:end]) if match.lastgroup == "bare" else None
        value, how = json_string.read(self.raw[start:end]) if usual is None else (usual, False)
        self.children.append((path, key, value, start, end, how))

    def _loose_member(self, name: re.Match[bytes]) -> tuple[str, str]:
        """Give the path and name of a member whose name is written in any way; what looks like data is a value, too."""
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
