"""Directories of TIFF 6.0 (section 2), in which Exif metadata is laid out: entries, and where their values stand."""

from struct import Struct
from typing import NamedTuple

MAGIC = (b"II*\0", b"MM\0*")
"""What a file in either byte order begins with."""

BYTE, ASCII, RATIONAL, UNDEFINED, SIGNED_RATIONAL, UTF8 = 1, 2, 5, 7, 10, 129
"""Kinds of values that tell something of a person (129: Exif 3.0)."""

MOST = 512
"""Entries of one directory; cameras write some dozens."""

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, UTF8: 1}
_HEAD, _ENTRY, _INLINE = 8, 12, 4


class Entry(NamedTuple):
    """One entry: its tag, the kind of its values, and their range."""

    tag: int
    kind: int
    start: int
    end: int


class Directories:
    """Reads directories of a file; ``first`` is the offset of the first one."""

    def __init__(self, raw: bytes) -> None:
        order = "<" if raw[:2] == b"II" else ">"
        self._raw = raw
        self._entry, self._count, self._long = Struct(order + "HHI"), Struct(order + "H"), Struct(order + "I")
        self._signed = Struct(order + "ii")
        self._unsigned = Struct(order + "II")
        self.first = self._long.unpack_from(raw, 4)[0] if len(raw) >= _HEAD else 0

    def count(self, offset: int) -> int:
        """Say how many entries a directory is said to have; 0 where there is none."""
        inside = _HEAD <= offset <= len(self._raw) - 2
        return self._count.unpack_from(self._raw, offset)[0] if inside else 0

    def entries(self, offset: int) -> tuple[list[Entry], list[int], bool]:
        """Give a directory's entries, the tags of those whose values lie outside, and whether it ends where it says."""
        raw, size = self._raw, len(self._raw)
        if not _HEAD <= offset <= size - 2:
            return [], [], False
        count = self._count.unpack_from(raw, offset)[0]
        found: list[Entry] = []
        lost: list[int] = []
        for at in range(offset + 2, offset + 2 + min(count, MOST) * _ENTRY, _ENTRY):
            if at + _ENTRY > size:
                return found, lost, False
            tag, kind, number = self._entry.unpack_from(raw, at)
            length = _SIZES.get(kind, 0) * number
            start = at + 8 if length <= _INLINE else self._long.unpack_from(raw, at + 8)[0]
            if start + length <= size:
                found.append(Entry(tag, kind, start, start + length))
            else:
                lost.append(tag)
        return found, lost, count <= MOST

    def number(self, entry: Entry) -> int:
        """Give the number that an entry holds, as the offset of another directory is one; 0 where it is none."""
        return self._long.unpack_from(self._raw, entry.start)[0] if entry.end - entry.start == _INLINE else 0

    def rationals(self, entry: Entry) -> list[float] | None:
        """Give up to four fractions as numbers; ``None`` where they are none, or divided by nothing."""
        if entry.kind not in (RATIONAL, SIGNED_RATIONAL) or not 0 < entry.end - entry.start <= 32:
            return None
        read = self._unsigned if entry.kind == RATIONAL else self._signed
        pairs = [read.unpack_from(self._raw, at) for at in range(entry.start, entry.end, 8)]
        if any(below == 0 and above for above, below in pairs):
            return None
        return [above / below if below else 0.0 for above, below in pairs]
