"""RESP, which Redis and what speaks like it answer and are asked in: ``*4 $4 HSET $6 user:1 $5 email $6 a@b.kr``, each
on a line of its own behind its length.

Source: the protocol's specification, versions 2 and 3 (https://redis.io/docs/latest/develop/reference/protocol-spec/).
A map names its values; so do the commands that set the fields of a key, and the key itself where one value is set. It
counts where values reach from the first byte to the last.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trafficaudit.decode.arranged import alternating
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Names, Node, Obstacle, Opened, item
from trafficaudit.decode.text import as_text

NAME = "resp"
MEDIA = None
TEXT = None
MARKS = "*$%~>"
ONLY = None

FIRST = b"*%~>|"
"""What bytes without a label can begin with."""

# What hands it on as text may have put one sign for each end of a line, or left out the last one (XML 1.0, 2.11).
_BEGINS = re.compile(rb"(?:[*~>%|]\d{1,6}\r?\n)++[$+:,=#*%(_~]").match
_LINE = re.compile(rb"([*$%~>|+:,=#(_!-])([^\r\n]{0,512}+)(?:\r?\n|\Z)").match
_LINE_END = re.compile(rb"\r\n|(?<!\r)\n|\Z").match
_COUNTED = frozenset(b"*%~>|")
_SIZED = frozenset(b"$=!")
_PAIRED = frozenset(b"%|")
_DEEPEST = 64
_DEEP = Bound(f"values of RESP of more than {_DEEPEST} levels")
_FIELDS = frozenset(("hset", "hmset", "hsetnx", "xadd", "mset", "msetnx"))
_KEYED = {"mset": 1, "msetnx": 1}
"""Commands that set names and values, and where these begin: behind the key, but for those that set several keys."""
_ONE = frozenset(("set", "setnx", "getset", "append", "rpush", "lpush", "sadd"))
_BEHIND = {"setex": 3, "psetex": 3}
_COMMANDS = _FIELDS.union(_ONE, _BEHIND)
_WORD = re.compile(r"[A-Za-z_][\w.-]{0,63}", re.ASCII).fullmatch
_MOST_WORDS = 200


class _Value(NamedTuple):
    start: int
    end: int
    text: str | bytes


class _Open:
    """A list or map that is not closed yet; ``scalars`` are the places of the values that stand in it,
    -1 of an empty one.
    """

    __slots__ = ("index", "key", "left", "name", "paired", "path", "scalars")

    def __init__(self, path: str, key: str, members: int, paired: bool) -> None:
        self.path, self.key, self.left, self.paired = path, key, members, paired
        self.name, self.index = "", 0
        self.scalars: list[int] = []


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a list or map with something in it."""
    return _BEGINS(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every value by its place, called by what names it."""
    left: list[Obstacle] = []
    children = _read(node, left)
    if children or left:
        yield Opened((NAME,), children, sure=True, obstacles=left)


def _read(node: Node, left: list[Obstacle]) -> list[Child]:
    raw, size, pos, count = node.raw, len(node.raw), 0, 0
    children: list[Child] = []
    above: list[_Open] = []
    while pos < size:
        if len(children) > node.room or not node.budget.spend(node.budget.TOKEN):
            return children
        line = _LINE(raw, pos)
        if line is None or (not above and line[1][0] not in _COUNTED):
            return []
        kind, said, pos = line[1][0], line[2], line.end()
        path, key, is_name = _place(node, above, count)
        count += not above
        if kind in _COUNTED:
            if not said.isdigit() or len(said) > 7:
                return []
            if len(above) == _DEEPEST:
                left.append((node.path, line.start(), size, _DEEP))
                return children
            paired = kind in _PAIRED
            above.append(_Open(path, key, int(said) * (1 + paired), paired))
        else:
            value = _sized(raw, pos, said) if kind in _SIZED else _Value(*line.span(2), as_text(said) or said)
            if value is None:
                return []
            if kind in _SIZED and said != b"-1" and (over := _LINE_END(raw, value.end)) is not None:
                pos = over.end()
            _keep(above[-1], children, value, (path, key), is_name)
        while above and not above[-1].left:
            _call(children, above.pop())
    return children if not above else []


def _place(node: Node, above: Sequence[_Open], count: int) -> tuple[str, str, bool]:
    """Give path and key of what comes next, and whether it is a name."""
    if not above:
        return item(node.prefix, count), node.key, False
    within = above[-1]
    within.left -= 1
    place, within.index = within.index, within.index + 1
    if not within.paired:
        return item(within.path, place), within.key, False
    return item(within.path, place), within.name or within.key, place % 2 == 0


def _sized(raw: bytes, pos: int, said: bytes) -> _Value | None:
    """Give a text that is as long as it says."""
    if said == b"-1":
        return _Value(pos, pos, "")
    end = pos + int(said) if said.isdigit() and len(said) < 10 else len(raw) + 1
    if end > len(raw) or _LINE_END(raw, end) is None:
        return None
    run = raw[pos:end]
    return _Value(pos, end, as_text(run) or run)


def _keep(within: _Open, children: list[Child], value: _Value, place: tuple[str, str], is_name: bool) -> None:
    if is_name:
        within.name = value.text if isinstance(value.text, str) else value.text.hex()
        return
    within.scalars.append(len(children) if value.end > value.start else -1)
    if value.end > value.start:
        children.append((*place, value.text, value.start, value.end, True))


def _call(children: list[Child], within: _Open) -> None:
    """Name the values of a command, or of a list in which names and values take turns."""
    row = within.scalars
    if within.paired or len(row) < 2 or len(row) != within.index:
        return
    texts = [value if at >= 0 and isinstance(value := children[at][2], str) else "" for at in row]
    command = texts[0].lower()
    named: dict[int, str] = {}
    if command in _FIELDS:
        first = _KEYED.get(command, 3 if command == "xadd" else 2)
        named = {at + 1: _last(texts[at]) for at in range(first, len(texts) - 1, 2)}
    elif command in _ONE or command in _BEHIND:
        named = {at: _last(texts[1]) for at in range(_BEHIND.get(command, 2), len(texts))}
    elif (
        len(row) <= _MOST_WORDS
        and -1 not in row
        and children[row[0]][0].endswith("[0]")
        and (turns := alternating.named([children[at] for at in row]))
    ):
        named = {at: child[1] for at, child in enumerate(turns) if child[1] != children[row[at]][1]}
    names = Names(within.path)
    for at, index in enumerate(row if named else ()):
        if index < 0:
            continue
        path, key, value, start, end, how = children[index]
        name = named.get(at, "")
        if _WORD(name):
            path, key = names.path(name), name
        elif command in _COMMANDS:
            key = ""  # a word of the command is no value of what the whole is called
        children[index] = path, key, value, start, end, how


def _last(key: str) -> str:
    """Give the last word of a key such as ``user:7:email``."""
    return key.rpartition(":")[2]
