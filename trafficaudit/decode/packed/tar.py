"""Tape archives (POSIX.1-2017, ``pax``: ustar and its extended heads; GNU's long names): each file at its name."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Names, Node, Obstacle, Opened, step
from trafficaudit.decode.text import as_text

NAME = "tar"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

MOST = 10_000
"""Heads of one archive that are read."""

_BLOCK = 512
_MAGIC, _AT = b"ustar", 257
_FILES = frozenset({b"\0", b"0", b"7"})
_SILENT = frozenset({b"g", b"K"})
"""Heads for all that follow, and names that links lead to; any other kind that holds something is read as a file."""
_EXTENDED, _LONG = b"x", b"L"
_EVERYBODY = (b"", b"root", b"wheel")
_INSTEAD = b"?"
"""What stands in a head for characters that only its extended head can hold."""
_OWNER = re.compile(rb"(?<= [ug]name=)([^\n]+)")
_OWNERS = ((265, 297), (297, 329))
"""Where a head has the names of owner and group, which are people's on a computer and an app's number on a phone."""


class _Head(NamedTuple):
    """A head: the names of a file's owner and group, and where they stand, beside what it is of."""

    kind: bytes
    name: bytes
    size: int
    owners: tuple[tuple[bytes, int], ...] = ()


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with a head whose sum is right."""
    return raw.startswith(_MAGIC, _AT) and _head(raw, 0) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the content of each file, names that look like data, and once each the names of owners and groups."""
    raw, names = node.raw, Names(node.prefix)
    children: list[Child] = []
    obstacles: list[Obstacle] = []
    pos, called, told = 0, b"", set(_EVERYBODY)
    for count in range(MOST + 1):
        head = _head(raw, pos)
        if head is None:
            if raw[pos:].strip(b"\0"):
                obstacles.append((node.path, pos, len(raw), "no tape archive from here on"))
            break
        if count == MOST or len(children) > node.room or not node.budget.spend(node.budget.TOKEN + head.size):
            obstacles.append((node.path, pos, len(raw), Bound(f"a tape archive of which {count} heads were read")))
            break
        start, size = pos + _BLOCK, head.size
        end = min(start + size, len(raw))
        if head.kind == _LONG:
            called = raw[start:end].rstrip(b"\0")
        elif head.kind == _EXTENDED:
            called = _path(raw[start:end]) or called
            children += _owners(node, [(match[1], match.start(1)) for match in _OWNER.finditer(raw, start, end)], told)
        elif head.kind not in _SILENT:
            if size or head.kind in _FILES:
                children += _file(node, names, called or head.name, pos, end)
            children += _owners(node, head.owners, told)
            called = b""
        if start + size > len(raw):
            obstacles.append((node.path, start, len(raw), "a file of a tape archive that is not whole"))
        pos = start + (size + _BLOCK - 1) // _BLOCK * _BLOCK
    yield Opened((NAME,), children, sure=True, carrier=node.carrier, obstacles=obstacles)


def _file(node: Node, names: Names, written: bytes, pos: int, end: int) -> Iterator[Child]:
    """Give a file's name where it looks like data, and its content."""
    name = as_text(written) or written.decode("utf-8", "replace")
    path = names.path(name)
    if step(name)[1]:
        at = node.raw.rfind(written, 0, pos + _BLOCK)
        if at >= 0:
            yield path, node.key, as_text(written) or written, at, at + len(written), True
    start = min(pos + _BLOCK, end)
    value = node.raw[start:end]
    if value:
        yield path, node.key, as_text(value) or value, start, end, True


def _owners(node: Node, found: Iterable[tuple[bytes, int]], told: set[bytes]) -> Iterator[Child]:
    """Give the names of owners and groups that were not told yet."""
    for owner, at in found:
        if owner not in told and owner.strip(_INSTEAD):
            told.add(owner)
            yield node.path, node.key, as_text(owner) or owner, at, at + len(owner), True


def _head(raw: bytes, pos: int) -> _Head | None:
    """Read a head; its sum of bytes, with spaces for itself, must be right."""
    block = raw[pos : pos + _BLOCK]
    if len(block) < _BLOCK or not block.startswith(_MAGIC, _AT):
        return None
    size, total = _number(block[124:136]), _number(block[148:156])
    if size < 0 or total != sum(block) - sum(block[148:156]) + 8 * 0x20:
        return None
    name, prefix = block[:100].split(b"\0", 1)[0], block[345:500].split(b"\0", 1)[0]
    ustar = block[_AT + 5 : _AT + 6] == b"\0"  # GNU's own heads keep times there
    owners = tuple((block[start:end].split(b"\0", 1)[0], pos + start) for start, end in _OWNERS)
    return _Head(block[156:157], prefix + b"/" + name if prefix and ustar else name, size, owners)


def _number(field: bytes) -> int:
    """Read octal digits, or GNU's bytes with the highest bit set; -1 where there is no number."""
    if field[0] & 0x80:
        return int.from_bytes(field, "big") & (1 << (8 * len(field) - 1)) - 1
    digits = field.strip(b"\0 ")
    if not digits:
        return 0
    return int(digits, 8) if digits.isdigit() and not digits.strip(b"01234567") else -1


def _path(records: bytes) -> bytes:
    """Give the name in the records of an extended head (``length path=name``)."""
    for line in records.split(b"\n"):
        key, sign, value = line.partition(b"=")
        if sign and key.endswith(b" path"):
            return value
    return b""
