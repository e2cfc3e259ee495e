"""What a decoder is given and what it gives back, and how the path of a field is written."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from trafficaudit.decode.limits import Budget
from trafficaudit.decode.place import How, Place
from trafficaudit.decode.text import as_text
from trafficaudit.model import Part


class Hint(NamedTuple):
    """What the headers say of a body: a hint, never trusted against the bytes.

    ``encodings`` stand outermost first; ``message_encoding`` is that of gRPC messages with the compressed flag.
    """

    essence: str = ""
    charset: str = ""
    boundary: bytes = b""
    encodings: tuple[str, ...] = ()
    message_encoding: str = ""

    def names(self, media: re.Pattern[str]) -> bool:
        """Say whether a header names a format, by its media types."""
        return self.essence != "" and media.fullmatch(self.essence) is not None


NO_HINT = Hint()

type Child = tuple[str, str, str | bytes, int, int, How]
"""``(path, key, value, start, end, how)``: the range counts in the bytes of the node that the child comes from."""

type Obstacle = tuple[str, int, int, str]
"""``(path, start, end, reason)`` of bytes of a node that could not be looked into."""


@dataclass(slots=True)
class Node:
    """A value that may hold others. ``text`` is ``None`` for bytes that are no UTF-8 text.

    ``carrier`` marks a body and what was unwrapped from all of it: bytes there that nothing reads are worth a report.
    ``read`` says that a decoder asked before found something in it.
    """

    raw: bytes
    text: str | None
    place: Place
    path: str
    key: str
    part: Part
    budget: Budget
    layers: tuple[str, ...] = ()
    hint: Hint = NO_HINT
    carrier: bool = False
    read: bool = False

    @property
    def prefix(self) -> str:
        """What the paths of children start with: nothing at the root of a body."""
        return "" if self.path == "$" else self.path

    @property
    def room(self) -> int:
        """How many children still count: one more than there is room for, so that the bound shows."""
        return self.budget.fields + 1


@dataclass(slots=True)
class Opened:
    """What one decoder found in a node.

    Args:
        layers: the steps that lead from the node to the children, almost always one.
        children: in the order of the bytes.
        hint: what is known of all the children's content.
        sure: whether the structure is beyond doubt, so that no weaker reading of the node is tried.
        carrier: whether the children are what a body carries (unwrapped bytes), not values of it.
        obstacles: ranges that could not be read.
    """

    layers: tuple[str, ...]
    children: list[Child]
    hint: Hint = NO_HINT
    sure: bool = False
    carrier: bool = False
    obstacles: list[Obstacle] = field(default_factory=list)


class Decoder(Protocol):
    """One layer. The modules of ``DECODERS`` are decoders.

    ``MEDIA`` matches the media types that name the layer (``None``: no type does). ``TEXT`` says which values are
    worth a look: ``True`` text, ``False`` bytes that are no text, ``None`` both. Of a text, at least one character of
    ``MARKS`` must occur (where not empty), and no ASCII punctuation or space but that of ``ONLY`` (where not ``None``).
    """

    @property
    def NAME(self) -> str: ...  # noqa: D102, N802
    @property
    def MEDIA(self) -> re.Pattern[str] | None: ...  # noqa: D102, N802
    @property
    def TEXT(self) -> bool | None: ...  # noqa: D102, N802
    @property
    def MARKS(self) -> str: ...  # noqa: D102, N802
    @property
    def ONLY(self) -> str | None: ...  # noqa: D102, N802

    def sniff(self, node: Node) -> bool:
        """Say cheaply whether the value may be of this layer; false is final."""

    def decode(self, node: Node) -> Iterable[Opened]:
        """Give what the value holds, nothing where it is not of this layer after all."""


_PLAIN_STEP = re.compile(r"[^.\[\]\"'\x00-\x1f\x7f\ud800-\udfff]+").fullmatch
_STEP_SIZE = 128
PATH_SIZE = 2048
"""Characters from which on a path grows no more."""
_CUT = "…"
_DATA_KEY_SIZE = 32
_DATA_KEY_DIGITS = 8
_known: dict[str, tuple[str, bool]] = {}
_KNOWN_NAMES = 65_536


def step(name: str) -> tuple[str, bool]:
    """Give the written step of a name, and whether the name itself looks like data (an address, a number, a token).

    Over-long names are cut in the path, so that paths stay small whatever a body holds.

    >>> step("email"), step("a.b"), step("kim@example.kr")
    (('.email', False), ('["a.b"]', False), ('["kim@example.kr"]', True))
    """
    known = _known.get(name)
    if known is None:
        short = name if len(name) <= _STEP_SIZE else name[:_STEP_SIZE] + _CUT
        written = "." + short if _PLAIN_STEP(short) else "[" + json.dumps(short, ensure_ascii=_unsafe(short)) + "]"
        known = written, _is_data(name)
        if len(name) <= _STEP_SIZE:
            if len(_known) >= _KNOWN_NAMES:
                _known.clear()
            _known[name] = known
    return known


def _is_data(name: str) -> bool:
    return len(name) > _DATA_KEY_SIZE or "@" in name or sum(map(str.isdigit, name)) >= _DATA_KEY_DIGITS


def _unsafe(name: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in name)


def join(prefix: str, written: str) -> str:
    """Put a written step behind a path; a path past 2,048 characters grows no more."""
    if not prefix:
        return written[1:] if written[0] == "." else written
    return prefix + written if len(prefix) < PATH_SIZE else prefix


def member(prefix: str, name: str) -> str:
    """Give the path of a named member."""
    return join(prefix, step(name)[0])


def item(prefix: str, index: int) -> str:
    """Give the path of a list's item."""
    return join(prefix, f"[{index}]")


def bare(raw: bytes, path: str, key: str, start: int, end: int) -> Child:
    """Take a range without the white space, and the quotes, around it."""
    run = raw[start:end]
    start += len(run) - len(run.lstrip())
    run = run.strip()
    if len(run) >= 2 and run[0] == run[-1] == 0x22:
        start, run = start + 1, run[1:-1]
    return path, key, as_text(run) or run, start, start + len(run), True


class Names:
    """Paths of named members of one container in which a name may come again: ``name``, then ``name[1]``."""

    __slots__ = ("prefix", "seen")

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.seen: dict[str, int] = {}

    def path(self, name: str) -> str:
        """Give the path of the next member of that name."""
        return self.placed(name, step(name)[0])

    def placed(self, name: str, written: str) -> str:
        """Give the path of the next member of that name, whose step is written so."""
        count = self.seen.get(name, 0)
        self.seen[name] = count + 1
        path = join(self.prefix, written)
        return item(path, count) if count else path
