"""Transit over JSON, as apps in Clojure and ClojureScript talk to their servers: a map is a list that begins with
``"^ "``, in which names and values take turns (``["^ ", "~:email", "a@b.kr"]``), and what came before is said again by
a code (``"^0"``).

Source: the format's own description (https://github.com/cognitect/transit-format). Paths are those of the maps. What
JSON alone can hold is written behind a tilde and a letter (``~:word``, ``~u...``), which are left out of the value.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.json_scan import Scan
from trafficaudit.decode.node import Child, Node, Opened, item, member, step

NAME = "transit"
MEDIA = re.compile(r"application/transit\+json")
TEXT = True
MARKS = "^"
ONLY = None

_BEGINS = re.compile(rb"\s*+\[\s*+\"(?:\^ |~#[\w/.-]{1,64}+)\"|\s*+\[\s*+\[\s*+\"\^ \"").match
_MAP = "^ "
_PLACE = re.compile(r"\[([0-9]{1,7})\]").match
_CODE = re.compile(r"\^[0-Z][0-Z]?").fullmatch
_FIRST_SIGN, _SIGNS = 48, 44
_REMEMBERED = _SIGNS * _SIGNS
_SHORTEST = 4
"""Signs of a text that is remembered."""
_TAGGED = re.compile(r"~[:$#A-Za-z?_']").match
_REMEMBERED_VALUES = ("~:", "~$", "~#")
_ESCAPED = ("~~", "~^", "~`")


class _Map(NamedTuple):
    """A map that is open: its path as JSON has it and as it is written, and the names of its places."""

    at: str
    path: str
    names: dict[int, str]


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b'"^ "' in node.raw and _BEGINS(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every value at its name, where the text is well-formed."""
    tokens = node.budget.tokens()
    start = node.raw.find(b"[")
    scan = Scan(
        node.raw, start, node.prefix, room=node.room, tokens=tokens, simple=b"\\" not in node.raw, key=node.key
    )  # fmt: skip
    scan.run()
    node.budget.spend((tokens - scan.tokens) * node.budget.TOKEN + scan.vain)
    if scan.errors or scan.loose or scan.nesting.frames or node.raw[scan.pos :].strip():
        return
    reading = _Reading(node.prefix)
    for child in scan.children:
        reading.take(child)
    if reading.children:
        yield Opened((NAME,), reading.children, sure=True, obstacles=scan.obstacles)


class _Reading:
    """The walk over what JSON gives, in the order of the bytes: maps that are open, and what was remembered."""

    def __init__(self, prefix: str) -> None:
        self.children: list[Child] = []
        self._around = [_Map("", "", {})]
        self._root = prefix
        self._known: list[str] = []

    def take(self, child: Child) -> None:
        """Take a value: the mark of a map, the name of a member, or its value."""
        path, key, value, start, end, how = child
        while len(self._around) > 1 and not path.startswith(f"{self._around[-1].at}["):
            self._around.pop()
        written, key, place = self._placed(path, key)
        if value == _MAP and path.endswith("[0]"):
            self._around.append(_Map(path[:-3], written[:-3], {}))
            return
        is_name = place is not None and place % 2 == 1
        text = self._remembered(value, is_name=is_name) if isinstance(value, str) else value
        if is_name and place is not None:
            name = _plain(text)[0] if isinstance(text, str) else text.hex()
            name = name.rpartition("/")[2] or name
            self._around[-1].names[place + 1] = name
            if step(name)[1]:
                self.children.append((member(self._around[-1].path, name), name, name, start, end, False))
        elif text != value:
            self.children.append((written, key, _plain(str(text))[0], start, end, False))
        elif isinstance(text, str):
            plain, taken = _plain(text)
            if plain:
                self.children.append((written, key, plain, start + taken, end, how))
        else:
            self.children.append((written, key, text, start, end, how))

    def _placed(self, path: str, key: str) -> tuple[str, str, int | None]:
        """Give path and key of a value, and its place where it stands in a map itself."""
        within = self._around[-1]
        if len(self._around) == 1:
            return path, key, None
        place = _PLACE(path, len(within.at))
        if place is None:
            return path, key, None
        number, rest = int(place[1]), path[place.end() :]
        name = within.names.get(number)
        outer = item(within.path, number) if name is None else member(within.path, name)
        own = key if rest.endswith(f".{key}") or name is None else name
        return outer + rest, own, None if rest else number

    def _remembered(self, text: str, *, is_name: bool) -> str:
        """Give what a code stands for, and remember what may come again."""
        if _CODE(text):
            signs = [ord(sign) - _FIRST_SIGN for sign in text[1:]]
            at = signs[0] if len(signs) == 1 else signs[0] * _SIGNS + signs[1]
            return self._known[at] if at < len(self._known) else text
        if len(text) >= _SHORTEST and (is_name or text.startswith(_REMEMBERED_VALUES)):
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            self._known.append(text)
        return text


def _plain(text: str) -> tuple[str, int]:
    """Give a value without the signs that say what it is, and how many of its bytes these take; nothing of a tag."""
    if text.startswith("~#"):
        return "", 0
    if text.startswith(_ESCAPED):
        return text[1:], 1
    return (text[2:], 2) if _TAGGED(text) else (text, 0)
