"""Objects as programs describe them in logs and events: ``User(id=1, email=a@b.kr)`` of Kotlin's data classes and
Java's records, ``User{email='a@b.kr'}`` of Java, ``User(email: "a@b.kr")`` of Swift, ``Bundle[{email=a@b.kr}]`` of
Android, ``User { Email = a@b.kr }`` of C#'s records and, with colons, of Rust.

A value goes on to the next comma with a name behind it, so that commas in it do no harm.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.nesting import Nesting
from trafficaudit.decode.node import Child, Node, Opened, join, step
from trafficaudit.decode.text import as_text

NAME = "described"
MEDIA = None
TEXT = True
MARKS = "({["
ONLY = None

_LONGEST = 1 << 16
_TAIL = 64
_CLOSERS = (b")", b"}", b"]")
_WORD = rb"[A-Za-z_$\xe3-\xed][\w.$\x80-\xff-]{0,63}+"
NOT_DECLARED = rb"(?<!\bstruct )(?<!\bclass )(?<!\binterface )(?<!\benum )(?<!\btype )(?<!\brecord )(?<!\bfunction )"
"""No word of a language stands before a name, by which a program declares what it prints elsewhere."""
_OF_PROGRAMS = (b"query", b"mutation", b"subscription", b"else", b"try", b"do", b"return", b"finally", b"default")
_SIGN = rb"(?:=(?!=)|=(?=(?:=[0-9A-F]{2}){2})|:(?![=:/]))"
"""What stands between a name and its value: two signs compare, unless the second one begins an escape."""
# Where a blank stands before the brace, a word of a language as the name makes it a piece of a program.
_SPACED = rb"".join(rb"(?<!\b" + word + rb")" for word in _OF_PROGRAMS) + rb"[ ]\{"
_MEMBER = re.compile(rb"\s*+(" + _WORD + rb")\s?+" + _SIGN + rb"\s?+").match
_HEAD = re.compile(
    rb"[^(){}\[\]\r\n\"]{0,120}?(?<![\w.$])"
    + NOT_DECLARED
    + rb"([A-Za-z_][\w.$]{0,127}+)(?:(?:@[0-9a-f]{1,16})?(?:[({]|\[\{?)|"
    + _SPACED
    + rb")(?=\s*+"
    + _WORD
    + rb"\s?"
    + _SIGN
    + rb")"
).match
_OPEN = re.compile(rb"(?:[A-Za-z_][\w.$]{0,127}+(?:@[0-9a-f]{1,16})?(?:[ ](?=\{))?)?([({\[])").match
_QUOTED = re.compile(
    rb"\"([^\"\\]*+(?:\\.[^\"\\]*+)*+)\"(?=\s*+[,)\]}])|'([^'\\]*+(?:\\.[^'\\]*+)*+)'(?=\s*+[,)\]}])"
).match
_RUN = re.compile(
    rb"(?:[^()\[\]{},]++|,(?!\s*+"
    + _WORD
    + rb"\s?[=:])|\([^()\[\]{}]{0,200}+\)|\[[^()\[\]{}=:]{0,200}+\](?!\s*+[,)}\]]))*+"
).match
_ITEM = re.compile(rb"[^()\[\]{},]++").match
_CLOSE = re.compile(rb"\s*+[)\]}]").match
_COMMA = re.compile(rb"\s*+,").match
_END = re.compile(rb"[\s.;]*+\Z").match
_FEWEST = 2
_OPTIONAL = re.compile(rb"(?:Optional|Some|Just)\((?:\"([^\"]*+)\"|([^\"()]++))\)").fullmatch
"""A value that may be missing, as Swift, Rust and others print one."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if len(raw) > _LONGEST:
        if raw[-_TAIL:].rstrip(b" \r\n.;")[-1:] in _CLOSERS and _HEAD(raw) is not None:
            node.budget.reached.append(Bound(f"no object that was printed is read in more than {_LONGEST} bytes"))
        return False
    return raw.rstrip(b" \r\n.;")[-1:] in b")}]" and _HEAD(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every member at its name, where the text is a description to its end."""
    head = _HEAD(node.raw)
    if head is None:
        return
    reader = _Reader(node, head.end())
    if reader.read() and len(reader.children) >= _FEWEST:
        yield Opened((NAME,), reader.children, sure=True)


class _Reader:
    """One pass over a description, without recursion."""

    def __init__(self, node: Node, pos: int) -> None:
        self.node, self.raw, self.pos = node, node.raw, pos
        self.children: list[Child] = []
        self.nesting = Nesting()
        self.nesting.enter(node.prefix, True, node.key)
        # ``Bundle[{`` opens two brackets at once.
        self.closing = 2 if node.raw[pos - 2 : pos] == b"[{" else 1

    def read(self) -> bool:
        """Say whether all brackets closed at the end of the text."""
        while self.nesting.frames:
            if len(self.children) > self.node.room:
                return True  # who gave the room tells that there is more
            if not self.node.budget.spend(self.node.budget.TOKEN):
                return False
            close = _CLOSE(self.raw, self.pos)
            if close is not None:
                self.pos = close.end()
                self.nesting.leave()
            elif not self._member():
                return False
            comma = _COMMA(self.raw, self.pos)
            self.pos = comma.end() if comma else self.pos
        for _ in range(self.closing - 1):
            close = _CLOSE(self.raw, self.pos)
            if close is None:
                return False
            self.pos = close.end()
        return _END(self.raw, self.pos) is not None

    def _member(self) -> bool:
        raw, nesting = self.raw, self.nesting
        match = _MEMBER(raw, self.pos)
        if nesting.named:
            if match is None:
                return False
            key = match[1].decode("utf-8", "replace")
            path = join(nesting.prefix, step(key)[0])
            self.pos = match.end()
        else:
            path, key = nesting.next_item()
            self.pos += len(raw[self.pos : self.pos + 64]) - len(raw[self.pos : self.pos + 64].lstrip())
        return self._value(path, key)

    def _value(self, path: str, key: str) -> bool:
        """Take a quoted value, another description, a list, or what stands there up to the next member."""
        raw = self.raw
        quoted = _QUOTED(raw, self.pos)
        if quoted is not None:
            group = 1 if quoted[1] is not None else 2
            self._keep(path, key, *quoted.span(group))
            self.pos = quoted.end()
            return True
        opened = _OPEN(raw, self.pos)
        if opened is not None:
            inner = _MEMBER(raw, opened.end()) is not None
            if inner or opened[1] in (b"[", b"{") or _CLOSE(raw, opened.end()):
                self.pos = opened.end()
                self.nesting.enter(path, inner, key)
                return True
        match = (_RUN if self.nesting.named else _ITEM)(raw, self.pos)
        if match is None or match.end() == self.pos:
            return self.nesting.named and (_CLOSE(raw, self.pos) or _COMMA(raw, self.pos)) is not None
        self._keep(path, key, *match.span())
        self.pos = match.end()
        return True

    def _keep(self, path: str, key: str, start: int, end: int) -> None:
        run = self.raw[start:end].rstrip()
        if (held := _OPTIONAL(run)) is not None:
            start, run = start + held.start(held.lastindex or 0), held[held.lastindex or 0]
        if run:
            self.children.append((path, key, as_text(run) or run, start, start + len(run), True))
