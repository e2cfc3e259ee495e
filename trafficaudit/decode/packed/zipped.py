"""ZIP archives (PKWARE's APPNOTE.TXT 6.3): each member at its name. Logs, diagnostics and documents are sent so.

The central directory at the end says what there is; of an archive without one (cut off, or still being written) the
members are read by their local heads. What is ciphered, or packed by a method that is not read here, is reported.
"""

import re
import struct
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Names, Node, Obstacle, Opened, step
from trafficaudit.decode.packed import compression, spreadsheet
from trafficaudit.decode.text import as_text, korean

NAME = "zip"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = b"P"
"""What bytes of this format begin with."""

MOST = 10_000
"""Members of one archive that are read."""

_MAGIC = re.compile(rb"PK(?:\x03\x04|\x05\x06)").match
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_HEAD = struct.Struct("<4xHHHHHIIIHH")
_CENTRAL_HEAD = struct.Struct("<4xHHHHHHIIIHHHHHII")
_END_HEAD = struct.Struct("<4xHHHHIIH")
_LONG_END = struct.Struct("<4xQHHIIQQQQ")
_LOCATOR = struct.Struct("<4sIQI")
_NEXT = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x07\x08|\x05\x06)").search
_COMMENT = 0xFFFF
_CIPHERED, _LATER, _STRONG = 1, 8, 1 << 6
_STORED, _BIG = 0, 0xFFFFFFFF
_METHODS = {8: "deflate", 12: "bzip2", 20: "zstd", 93: "zstd", 95: "xz"}


class Member(NamedTuple):
    """One member: where its name and comment stand, and its content.

    ``size`` is -1 where only the content's end tells it.
    """

    name: tuple[int, int]
    start: int
    size: int
    method: int
    flags: int
    comment: tuple[int, int] = (0, 0)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as an archive does, with a whole head."""
    return _MAGIC(raw) is not None and (raw[2] == 5 or _local(raw, 0) is not None)


def decode(node: Node) -> Iterator[Opened]:
    """Give the content of each member, names that look like data, and the comments of members and archive."""
    members, whole = _members(node.raw)
    children: list[Child] = []
    obstacles: list[Obstacle] = []
    names, taken = Names(node.prefix), dict[str, Child]()
    for count, member in enumerate(members):
        if count == MOST or len(children) > node.room or not node.budget.spend(node.budget.TOKEN + max(member.size, 0)):
            rest = Bound(f"a ZIP archive of which {count} members were read")
            obstacles.append((node.path, member.start, len(node.raw), rest))
            break
        before = len(children)
        _take(node, names, member, children, obstacles)
        if len(children) > before:
            taken.setdefault(_name(node.raw, member), children[-1])
        children += _comment(node, member)
    if not whole:
        obstacles.append((node.path, 0, len(node.raw), "a ZIP archive without its directory"))
    held = {name: child for name, child in taken.items() if spreadsheet.is_part(name)}
    if spreadsheet.is_book(taken) and held:
        left = {id(child) for child in held.values()}
        children = [child for child in children if id(child) not in left]
        yield spreadsheet.opened(node, NAME, taken)
    children += _remark(node)
    yield Opened((NAME,), children, sure=True, carrier=node.carrier, obstacles=obstacles)


def _take(node: Node, names: Names, member: Member, children: list[Child], obstacles: list[Obstacle]) -> None:
    """Add a member's content, or what keeps it closed."""
    raw, (first, last) = node.raw, member.name
    written, name = raw[first:last], _name(raw, member)
    path = names.path(name)
    if step(name)[1]:
        children.append((path, node.key, as_text(written) or written, first, last, True))
    end = min(member.start + member.size, len(raw)) if member.size >= 0 else _stored_end(raw, member)
    start = min(member.start, end)
    if member.flags & (_CIPHERED | _STRONG):
        obstacles.append((path, start, end, "a ciphered member of a ZIP archive"))
    elif member.method == _STORED:
        value = raw[start:end]
        if value:
            children.append((path, node.key, as_text(value) or value, start, end, True))
    elif member.method not in _METHODS:
        obstacles.append((path, start, end, f"a member of a ZIP archive packed by method {member.method}"))
    else:
        result = compression.inflated(node, _METHODS[member.method], raw[start:end])
        if result.data:
            children.append((path, node.key, as_text(result.data) or result.data, start, end, False))
        if result.problem:
            obstacles.append((path, start, end, result.problem))
    if start + max(member.size, 0) > len(raw):
        obstacles.append((path, start, end, "a member of a ZIP archive that is not whole"))


def _comment(node: Node, member: Member) -> Iterator[Child]:
    """Give what somebody wrote beside a member (4.4.18)."""
    start, end = member.comment
    written = node.raw[start:end]
    if written:
        text = as_text(written) or korean(written) or written
        yield node.path, node.key, text, start, end, as_text(written) is not None


def _name(raw: bytes, member: Member) -> str:
    written = raw[slice(*member.name)]
    return as_text(written) or korean(written) or written.decode("cp437")


def _members(raw: bytes) -> tuple[Iterator[Member], bool]:
    """Give the members, and whether a central directory names them."""
    listed = _listed(raw)
    return (chain(listed, _beside(raw, listed)), True) if listed is not None else (_one_after_the_other(raw), False)


def _beside(raw: bytes, listed: list[Member]) -> Iterator[Member]:
    """Give what stands between, before and behind members that a directory names: those that it no longer names."""
    pos, size = 0, _LOCAL_HEAD.size
    known = sorted((member.name[0] - size, member.start + max(member.size, 0)) for member in listed)
    for head, end in [*known, (len(raw), len(raw))]:
        at = raw.find(_LOCAL, pos, head)
        while at >= 0:
            member = _local(raw, at)
            here = at + len(_LOCAL)
            if member is not None:
                last = member.start + member.size if member.size >= 0 else _stored_end(raw, member)
                here = max(min(last, head), here)
                yield member._replace(size=here - member.start)
            at = raw.find(_LOCAL, here, head)
        pos = max(pos, end)


def _listed(raw: bytes) -> list[Member] | None:
    """Read the central directory; ``None`` where there is none, or it names what is not there."""
    at = raw.rfind(_END, max(len(raw) - _END_HEAD.size - _COMMENT, 0))
    if at < 0 or at + _END_HEAD.size > len(raw):
        return None
    _, _, _, count, size, start, _ = _END_HEAD.unpack_from(raw, at)
    end = at
    if at >= _LOCATOR.size and raw.startswith(b"PK\x06\x07", at - _LOCATOR.size):
        place = _LOCATOR.unpack_from(raw, at - _LOCATOR.size)[2]
        if place + _LONG_END.size <= at and raw.startswith(b"PK\x06\x06", place):
            *_, count, size, start = _LONG_END.unpack_from(raw, place)
            end = place
    shift = end - size - start  # what stands before the archive, as in a file that opens itself
    pos, found = start + shift, list[Member]()
    if shift < 0 or pos < 0:
        return None
    while len(found) < min(count, MOST + 1):
        member, pos = _entry(raw, pos, shift)
        if member is None:
            return None
        found.append(member)
    return found


def _entry(raw: bytes, pos: int, shift: int) -> tuple[Member | None, int]:
    """Read one entry of the directory and the local head that it names; give where the next one begins."""
    if not raw.startswith(_CENTRAL, pos) or pos + _CENTRAL_HEAD.size > len(raw):
        return None, pos
    head = _CENTRAL_HEAD.unpack_from(raw, pos)
    flags, method, packed, size, place = head[2], head[3], head[7], head[8], head[15]
    name, extra, comment = head[9:12]
    first = pos + _CENTRAL_HEAD.size
    after = first + name
    wide = iter(_wide(raw, after, min(after + extra, len(raw))))
    if size == _BIG:
        next(wide, 0)
    if packed == _BIG:
        packed = next(wide, packed)
    if place == _BIG:
        place = next(wide, place)
    local = _local(raw, place + shift)
    if local is None:
        return None, pos
    end = after + extra + comment
    return Member(local.name, local.start, packed, method, flags, (end - comment, min(end, len(raw)))), end


def _wide(raw: bytes, pos: int, end: int) -> list[int]:
    """Give the numbers of the ZIP64 field (4.5.3), which hold what does not fit into four bytes."""
    while pos + 4 <= end:
        kind, size = struct.unpack_from("<HH", raw, pos)
        if kind == 1:
            return [each for (each,) in struct.iter_unpack("<Q", raw[pos + 4 : min(pos + 4 + size, end)][: size & ~7])]
        pos += 4 + size
    return []


def _local(raw: bytes, pos: int) -> Member | None:
    """Read a local head."""
    start = pos + _LOCAL_HEAD.size
    if pos < 0 or start > len(raw) or not raw.startswith(_LOCAL, pos):
        return None
    _, flags, method, _, _, _, packed, size, name, extra = _LOCAL_HEAD.unpack_from(raw, pos)
    if start + name > len(raw):
        return None
    if packed == _BIG:
        wide = _wide(raw, start + name, min(start + name + extra, len(raw)))
        packed = wide[-1] if wide and size in (_BIG, wide[0]) else packed
    if flags & _LATER and not packed:
        packed = -1
    return Member((start, start + name), min(start + name + extra, len(raw)), packed, method, flags)


def _one_after_the_other(raw: bytes) -> Iterator[Member]:
    """Walk from local head to local head."""
    pos = 0
    while (member := _local(raw, pos)) is not None:
        end = member.start + member.size if member.size >= 0 else _stored_end(raw, member)
        yield member._replace(size=end - member.start)
        pos = raw.find(_LOCAL, end)


def _stored_end(raw: bytes, member: Member) -> int:
    """Say where content of unknown size ends: before the next head or descriptor. That may stand in it by chance."""
    match = _NEXT(raw, member.start)
    return match.start() if match else len(raw)


def _remark(node: Node) -> list[Child]:
    """Give the archive's comment."""
    raw = node.raw
    at = raw.rfind(_END, max(len(raw) - _END_HEAD.size - _COMMENT, 0))
    start = at + _END_HEAD.size
    text = as_text(raw[start:]) if at >= 0 and start < len(raw) else None
    return [(node.path, node.key, text, start, len(raw), True)] if text else []
