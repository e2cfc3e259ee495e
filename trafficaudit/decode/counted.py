"""Texts in a row with their lengths before them: ``4:NAME9:...``, as services that confirm an identity hand over what
they found (a name, its value, and so on), packets of Engine.IO 3 in one body, and netstrings (a comma behind each).

Lengths count characters, or bytes in UTF-8 or in the Korean character set. All of the text must come out even.
"""

import re
from collections.abc import Callable, Iterator

from trafficaudit.decode.node import Child, Node, Opened, item, member

NAME = "counted"
MEDIA = None
TEXT = True
MARKS = ":"
ONLY = None

_HEAD = re.compile(r"(\d{1,7}):")
_NAME = re.compile(r"[A-Za-z_]\w{0,63}", re.ASCII).fullmatch
_LEAST, _PAIRS = 2, 4
_WORK = 32

type _Run = tuple[int, int]


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.text is not None and node.raw[:1].isdigit() and _HEAD.match(node.text) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give each text: those with names at them, the others at their places."""
    text = node.text or ""
    read = [runs for size_of in _MEASURES if (runs := _runs(node, text, size_of)) is not None]
    if read:
        # A wrong measure that comes out even all the same has taken lengths for parts of texts.
        yield Opened((NAME,), list(_children(node, text, max(read, key=len))), sure=True)


def _in(charset: str) -> Callable[[str, int, int], int]:
    """Give what says where a text of so many bytes ends; -1 where it ends within a character, or too early."""

    def end(text: str, start: int, size: int) -> int:
        held = text[start : start + size].encode(charset, "replace")[:size]
        return start + len(held.decode(charset, "ignore")) if len(held) == size else -1

    return end


_MEASURES: tuple[Callable[[str, int, int], int], ...] = (
    lambda text, start, size: start + size if start + size <= len(text) else -1,
    _in("utf-8"),
    _in("cp949"),
)


def _runs(node: Node, text: str, end_of: Callable[[str, int, int], int]) -> list[_Run] | None:
    """Give the ranges of the texts by one measure; ``None`` where it does not come out even."""
    found, pos = list[_Run](), 0
    while pos < len(text):
        head = _HEAD.match(text, pos)
        if head is None or not node.budget.spend(_WORK):
            return None
        end = end_of(text, head.end(), int(head[1]))
        if end < 0:
            return None
        found.append((head.end(), end))
        pos = end + text.startswith(",", end)
    return found if len(found) >= _LEAST else None


def _children(node: Node, text: str, runs: list[_Run]) -> Iterator[Child]:
    names = [text[start:end] for start, end in runs[::2]]
    paired = len(runs) >= _PAIRS and len(runs) % 2 == 0 and all(map(_NAME, names)) and len(set(names)) == len(names)
    done = at = 0
    for index, (start, end) in enumerate(runs):
        done, at = done + len(text[at:start].encode("utf-8", "surrogatepass")), start
        value = text[start:end]
        size = len(value.encode("utf-8", "surrogatepass"))
        if value and paired and index % 2:
            name = names[index // 2]
            yield member(node.prefix, name), name, value, done, done + size, True
        elif value and not paired:
            yield item(node.prefix, index), node.key, value, done, done + size, True
