r"""Settings that programs keep in lines: TOML (1.0.0), INI files, Java's properties, HOCON (lightbend/config).

``[owner]``, ``contact.phone = "010-..."``, ``addr = { city = "Seoul" }``, ``app { user { name = "..." } }``. Names
stand under those of their section; texts in quotes lose their escapes, and so do those without that have ``\uXXXX``.
It counts where every line is such a thing, and something says that these are settings: a section, a comment, an
escape, a name in quotes, a text over several lines, members in brackets. Other pairs are left to ``delimited``.
"""

import re
from collections.abc import Callable, Iterator

from trafficaudit.decode import json_string
from trafficaudit.decode.limits import WORK, Bound, Budget
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, join, step
from trafficaudit.decode.place import How
from trafficaudit.decode.wire.octets import BoundError, BrokenError

NAME = "settings"
MEDIA = re.compile(r"(?:application|text)/(?:x-)?(?:toml|hocon|ini|properties|java-properties|config)")
TEXT = True
MARKS = "="
ONLY = None

_LONGEST = 1 << 20
_DEEPEST = 32
_DEEP = Bound(f"settings of more than {_DEEPEST} levels")
_FEWEST = 2
"""Pairs, where no header names the format."""
_STEP = 4 * Budget.TOKEN

_ONE = r"(?:[\w$@-]{1,128}+|\"(?:[^\"\\\n]|\\.){1,128}+\"|'[^'\n]{1,128}+')"
_KEY = re.compile(_ONE + r"(?:[ \t]{0,8}+\.[ \t]{0,8}+" + _ONE + r"){0,16}+")
_EACH = re.compile(_ONE).finditer
_SECTION = re.compile(
    r"(\[\[?)[ \t]*+(" + _KEY.pattern + r"|[^\[\]\n\"'=]{1,64}+)[ \t]*+\]\]?[ \t]*+(?=[#;\r\n]|\Z)"
).match
_SIGN = re.compile(r"[ \t]*+(?:(\+?=)|(:)(?![/:])|(?=\{))[ \t]*+").match
_SPACE = re.compile(r"(?:[ \t\r\n]++|(?:(?<![^\s,])[#;!]|//)[^\n]*+)*+").match
_BETWEEN = re.compile(r"(?:[ \t\r\n,]++|(?:(?<![^\s,])#|//)[^\n]*+)*+").match
_COMMENT = re.compile(r"^[ \t]*+(?:[#;!]|//)", re.MULTILINE).search
_END = re.compile(r"(?:[ \t]++(?:(?:[#;]|//)[^\n]*+)?)?+(?:\r?\n|\Z)").match
_LINE = re.compile(r"[^\n]*+").match
_BARE = re.compile(r"[^\s,\[\]{}\"'#][^\n,\[\]{}\"'#]{0,255}+").match
_QUOTED = re.compile(r'"""\r?\n?((?:[^"\\]++|\\.|"(?!""))*+)"""|"((?:[^"\\\n]++|\\.)*+)"', re.DOTALL).match
_LITERAL = re.compile(r"'''\r?\n?((?:[^']++|'(?!''))*+)'''|'([^'\n]*+)'").match
_ENDS_A_STATEMENT = (";", "{", "(", "}", ",")
_STARTS = re.compile(
    r"(?:\s++|(?:[#;!]|//)[^\n]*+)*+(?:\[\[?[ \t]*+[^\[\]\n=]{1,64}+\]\]?[ \t]*+[#;\r\n]|"
    + _KEY.pattern
    + r"[ \t]*+(?:\+?=|\{))"
).match


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    text = node.text
    if text is None or len(text) > _LONGEST or not ("\n" in text or node.hint.names(MEDIA)):
        return False
    return _STARTS(text) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every text and number by the names that lead to it."""
    text = node.text or ""
    lines, left = _Lines(node, text), list[Obstacle]()
    try:
        lines.read()
    except BrokenError:
        return
    except BoundError as error:
        left.append((node.path, 0, len(node.raw), error.bound))
    named = node.hint.names(MEDIA)
    telling = lines.telling or _COMMENT(text) is not None
    if lines.children and (named or (telling and lines.pairs >= _FEWEST)):
        yield Opened((NAME,), lines.children, sure=True, obstacles=left)


class _Lines:
    """A document, read from its first line to its last."""

    def __init__(self, node: Node, text: str) -> None:
        self.node, self.text, self.pos = node, text, 0
        self.children: list[Child] = []
        self.depth = self.pairs = 0
        self.telling = False
        self.sections: dict[str, int] = {}
        self.wide = None if text.isascii() else _Offsets(text)

    def read(self) -> None:
        """Take sections and pairs to the end."""
        prefix = self.node.prefix
        while True:
            self.pos = _after(_SPACE, self.text, self.pos)
            if self.pos == len(self.text):
                return
            if section := _SECTION(self.text, self.pos):
                prefix = self._section(section)
                self.pos, self.telling = section.end(), True
                continue
            self._pair(prefix, inline=False)

    def _section(self, section: re.Match[str]) -> str:
        names = _names(section[2]) if _KEY.fullmatch(section[2].strip()) else [section[2].strip()]
        prefix = _under(self.node.prefix, names)
        if len(section[1]) == 2:
            index = self.sections.get(prefix, 0)
            self.sections[prefix] = index + 1
            return item(prefix, index)
        return prefix

    def _pair(self, prefix: str, *, inline: bool) -> None:
        """Take a name and its value; within braces these end at commas as well."""
        key = _KEY.match(self.text, self.pos)
        sign = _SIGN(self.text, key.end()) if key is not None else None
        if key is None or sign is None or (sign[2] and not inline):
            raise BrokenError
        if len(self.children) > self.node.room or not self.node.budget.spend(_STEP):
            raise BoundError(WORK)
        names = _names(key[0])
        self.telling = self.telling or inline or key[0][0] == "'" or ("." in names[-1])
        path = _under(prefix, names)
        if step(names[-1])[1]:
            self._keep(path, names[-1], (names[-1], False), key.start(), key.end())
        self.pos, self.pairs = sign.end(), self.pairs + 1
        self._value(path, names[-1], inline=inline)
        if not inline:
            end = _END(self.text, self.pos)
            if end is None:
                raise BrokenError
            self.pos = end.end()

    def _value(self, path: str, key: str, *, inline: bool) -> None:
        text, start = self.text, self.pos
        first = text[start : start + 1]
        if first in ("{", "["):
            if first == "[" and not inline and (line := _LINE(text, start)) is not None and _is_loose(line[0]):
                self._line(path, key)
                return
            self._within(path, key, first)
        elif quoted := _QUOTED(text, start) or _LITERAL(text, start):
            group = 1 if quoted[1] is not None else 2
            value, how = self._unescaped(quoted.start(group), quoted.end(group), escapes=first == '"')
            self._keep(path, key, (value, how), quoted.start(group), quoted.end(group))
            self.pos = quoted.end()
            self.telling = self.telling or group == 1 or how is not True
            if not inline and _END(text, self.pos) is None:
                raise BrokenError
        elif not inline:
            self._line(path, key)
        else:
            bare = _BARE(text, start)
            if bare is None or bare[0].rstrip().endswith(_ENDS_A_STATEMENT):
                raise BrokenError
            self._bare(path, key, start, start + len(bare[0].rstrip()))
            self.pos = bare.end()

    def _line(self, path: str, key: str) -> None:
        """Take what is left of a line."""
        line = _LINE(self.text, self.pos)
        run = re.split(r"[ \t][#;][ \t]", line[0], maxsplit=1)[0].rstrip() if line is not None else ""
        if run.endswith(_ENDS_A_STATEMENT):
            raise BrokenError
        start = self.pos
        self.pos += len(run)
        self._bare(path, key, start, self.pos)

    def _bare(self, path: str, key: str, start: int, end: int) -> None:
        if "\\u" in self.text[start:end]:
            value, how = self._unescaped(start, end, escapes=True)
            self.telling = True
            self._keep(path, key, (value, how), start, end)
        else:
            self._keep(path, key, (self.text[start:end], True), start, end)

    def _unescaped(self, start: int, end: int, *, escapes: bool) -> tuple[str | bytes, How]:
        run = self.text[start:end]
        if not escapes or "\\" not in run:
            return run, True
        return json_string.read(run.encode("utf-8", "surrogatepass"))

    def _within(self, path: str, key: str, opening: str) -> None:
        """Take what stands between brackets."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise BoundError(_DEEP)
        self.pos, index, closing = self.pos + 1, 0, "}" if opening == "{" else "]"
        while True:
            self.pos = _after(_BETWEEN, self.text, self.pos)
            if self.pos >= len(self.text):
                raise BrokenError
            if self.text[self.pos] == closing:
                break
            if opening == "{":
                self._pair("" if path == "$" else path, inline=True)
            else:
                if not self.node.budget.spend(_STEP):
                    raise BoundError(WORK)
                self._value(item(path, index), key, inline=True)
                index += 1
        self.pos += 1
        self.depth -= 1

    def _keep(self, path: str, key: str, value: tuple[str | bytes, How], start: int, end: int) -> None:
        if not value[0]:
            return
        if self.wide is not None:
            start, end = self.wide.at(start), self.wide.at(end)
        self.children.append((path, key, value[0], start, end, value[1]))


class _Offsets:
    """Places in a text as places in its bytes; asked in rising order, but for a few steps back."""

    def __init__(self, text: str) -> None:
        self.text, self.char, self.byte = text, 0, 0

    def at(self, char: int) -> int:
        """Give the place in bytes."""
        if char < self.char:
            self.byte -= len(self.text[char : self.char].encode("utf-8", "surrogatepass"))
        else:
            self.byte += len(self.text[self.char : char].encode("utf-8", "surrogatepass"))
        self.char = char
        return self.byte


def _after(skip: Callable[[str, int], re.Match[str] | None], text: str, pos: int) -> int:
    match = skip(text, pos)
    return pos if match is None else match.end()


def _is_loose(line: str) -> bool:
    """Say whether a line that begins with a bracket is no list: it closes, and something follows."""
    return "]" in line and not line.rstrip().endswith("]") and " #" not in line


def _names(key: str) -> list[str]:
    return [each[0][1:-1] if each[0][0] in "\"'" else each[0] for each in _EACH(key)]


def _under(prefix: str, names: list[str]) -> str:
    for name in names:
        prefix = join(prefix, step(name)[0])
    return prefix
