"""Protocol Buffers' text format (protobuf.dev, Text Format Language Specification): ``user { email: "a@b.kr" id: 7 }``.

Without a label it is told by a comment that names its file or message, or by a message with brackets, of which every
field fits to the last character and one at least is a quoted text. Flat lines of ``name: value`` are pairs like others.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.limits import WORK
from trafficaudit.decode.node import Child, Names, Node, Opened, item
from trafficaudit.decode.place import Escape, How
from trafficaudit.decode.text import as_text

NAME = "textproto"
MEDIA = re.compile(r"(application|text)/(x-)?(protobuf-text|textproto|txtpb|protobuf\.text|protobuf-ascii)")
TEXT = True
MARKS = "{"
ONLY = None

_DEEPEST = 64
_COMMENT = re.compile(rb"\s*+#\s*+proto-(?:file|message):").match
_BLANK = re.compile(rb"(?:\s++|#[^\n]*+\n?)*+").match
_FIELD = re.compile(rb"([A-Za-z_]\w{0,127}+|\[[\w./-]{1,256}\])[ \t]*+(:)?\s*+([{<\[])?").match
_QUOTED = re.compile(rb"\"((?:[^\"\\\n]|\\.)*+)\"|'((?:[^'\\\n]|\\.)*+)'").match
_PLAIN = re.compile(rb"-?[\w.+-]{1,128}+(?=[\s,;}>\]#]|\Z)").match
_CLOSERS = {b"{": b"}", b"<": b">"}
_ESCAPE = re.compile(
    rb"\\(u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
    rb"|[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)",
    re.DOTALL,
)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    if _named(node):
        return True
    begin = _BLANK(node.raw)
    head = _FIELD(node.raw, begin.end() if begin else 0)
    return head is not None and (head[2] or head[3]) is not None and b"{" in node.raw and b'"' in node.raw


def _named(node: Node) -> bool:
    label = node.hint.names(MEDIA)
    return label or _COMMENT(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar, where all of the text is a message."""
    reader = _Reader(node)
    whole = reader.read()
    if reader.spent:
        node.budget.reached.append(WORK)
    if not reader.children or not (whole or reader.spent):
        return
    if _named(node) or (reader.brackets and reader.quoted):
        yield Opened((NAME,), reader.children, sure=True)


class _Open:
    """An open message, or list of messages: what closes it, the names that were met, and how many messages."""

    __slots__ = ("closer", "index", "names", "path")

    def __init__(self, closer: bytes, path: str) -> None:
        self.closer, self.path, self.names, self.index = closer, path, Names(path), -1


class _Reader:
    """One pass over a message, without recursion."""

    def __init__(self, node: Node) -> None:
        self.node, self.raw, self.pos = node, node.raw, 0
        self.children: list[Child] = []
        self.open = [_Open(b"", node.prefix)]
        self.brackets = self.quoted = 0
        self.spent = False

    def read(self) -> bool:
        """Read to the end; false where something is no field."""
        raw = self.raw
        while True:
            self._blank()
            if self.pos >= len(raw):
                return len(self.open) == 1
            if not self._pays():
                return False
            if raw[self.pos : self.pos + 1] == self.open[-1].closer != b"":
                self.open.pop()
                self.pos += 1
            elif not (self._element() if self.open[-1].closer == b"]" else self._field()):
                return False
            separator = raw[self.pos : self.pos + 1]
            self.pos += separator in (b",", b";") and separator != b""

    def _blank(self) -> None:
        match = _BLANK(self.raw, self.pos)
        self.pos = match.end() if match else self.pos

    def _field(self) -> bool:
        match = _FIELD(self.raw, self.pos)
        if match is None or not (match[2] or match[3]):
            return False
        name = match[1].decode("ascii").strip("[]").rpartition("/")[2]
        path = self.open[-1].names.path(name)
        self.pos = match.end()
        if match[3] in _CLOSERS:
            return self._enter(match[3], path)
        if match[3] == b"[":
            self._blank()
            if self.raw[self.pos : self.pos + 1] in _CLOSERS:
                self.open.append(_Open(b"]", path))
                return True
            return self._list(path, name)
        return match[2] is not None and self._scalar(path, name)

    def _enter(self, bracket: bytes, path: str) -> bool:
        """Go into a message."""
        self.brackets += 1
        self.open.append(_Open(_CLOSERS.get(bracket, b""), path))
        return bracket in _CLOSERS and len(self.open) <= _DEEPEST

    def _element(self) -> bool:
        """Go into the next message of a list."""
        bracket, around = self.raw[self.pos : self.pos + 1], self.open[-1]
        self.pos += 1
        around.index += 1
        return self._enter(bracket, item(around.path, around.index))

    def _list(self, path: str, name: str) -> bool:
        """Take the scalars of a list."""
        index = 0
        while self._pays():
            self._blank()
            if self.raw[self.pos : self.pos + 1] == b"]":
                self.pos += 1
                return True
            if not self._scalar(item(path, index), name):
                return False
            index += 1
            self._blank()
            self.pos += self.raw[self.pos : self.pos + 1] == b","
        return False

    def _pays(self) -> bool:
        """Pay for a token; false where it is too much, or there are as many fields as there may be."""
        self.spent = len(self.children) > self.node.room or not self.node.budget.spend(self.node.budget.TOKEN)
        return not self.spent

    def _scalar(self, path: str, name: str) -> bool:
        """Take a number, a word, or quoted texts that follow each other."""
        start, parts = self.pos, list[tuple[int, int]]()
        while (match := _QUOTED(self.raw, self.pos)) is not None:
            parts.append(match.span(1 if match[1] is not None else 2))
            self.pos = match.end()
            blank = _BLANK(self.raw, self.pos)
            if blank is None or _QUOTED(self.raw, blank.end()) is None:
                break
            self.pos = blank.end()
        if parts:
            self.quoted += 1
            self._texts(path, name, parts)
            return True
        plain = _PLAIN(self.raw, start)
        if plain is None:
            return False
        self.pos = plain.end()
        self.children.append((path, name, plain[0].decode("ascii"), start, self.pos, True))
        return True

    def _texts(self, path: str, name: str, parts: list[tuple[int, int]]) -> None:
        start, end = parts[0][0], parts[-1][1]
        written = b"".join([self.raw[one:other] for one, other in parts])
        value = _ESCAPE.sub(_unescaped, written) if b"\\" in written else written
        if value:
            how: How = False if len(parts) > 1 else value is written or _escapes
            self.children.append((path, name, as_text(value) or value, start, end, how))


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said[0] in b"01234567":
        return bytes([int(said, 8) & 0xFF])
    if said[:1] == b"x" and len(said) > 1:
        return bytes([int(said[1:], 16)])
    if said[:1] in b"uU" and len(said) > 1:
        units, codec = said.decode("ascii").replace("\\u", "")[1:], "utf-16-be" if said[:1] == b"u" else "utf-32-be"
        return bytes.fromhex(units).decode(codec, "surrogatepass").encode("utf-8", "surrogatepass")
    return _LETTERS.get(said, said)


def _escapes(run: bytes) -> Iterator[Escape]:
    for match in _ESCAPE.finditer(run):
        yield match.start(), match.end(), len(_unescaped(match)), 0
