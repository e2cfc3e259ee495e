"""Splitting a HAR into its entries without building the document: brackets and strings are skipped, entries are not.

Memory depends on the largest entry and not on the file. After a damaged entry, the next one is found again by the look
of an entry's first key.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec

from trafficaudit.readers.file import Buffer, Trail, drop
from trafficaudit.readers.jsonscan import WINDOW, UnbalancedError, skip_space, string_end, value_end

type Json = dict[str, object]

_DEPTH = 200
_ENTRY = re.compile(
    rb'\{\s{0,200}"(?:pageref|startedDateTime|time|request|response|cache|timings|serverIPAddress|connection|comment|_\w{1,40})"'
    rb"\s{0,200}:"
)
_LIST = re.compile(rb'"entries"\s{0,200}:\s{0,200}\[')
_SEARCHED = 64 << 20
_OVERLAP = 512
_TORN = re.compile(rb"\\(?:u[0-9a-fA-F]{0,3})?$")
_MEMBERS = 1000
_KEY = 200
_MEMBER_SIZE = 8 << 20


@dataclass(slots=True)
class Layout:
    """Where the parts of a HAR stand: start of the entries' list, and the small members of ``log`` beside it.

    ``further`` are the starts of lists that stand under the same name again, of a document that ends as it should.
    ``complete`` says that it does, ``cut`` that the file ends before it.
    """

    entries: int | None = None
    further: list[int] = field(default_factory=list)
    log: bool = False
    complete: bool = False
    cut: bool = False
    members: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list: its byte offset and what it holds; ``cut`` is the size of a text that was shortened."""

    offset: int
    value: Json
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in the list at which no entry could be read."""

    offset: int
    reason: str


def layout(buffer: Buffer) -> Layout:
    """Find the list of entries, and read the small members of ``log`` that stand before and after it."""
    out = Layout()

    def root(key: str, at: int) -> int:
        if key != "log" or buffer[at : at + 1] != b"{":
            return value_end(buffer, at)[0]
        out.log = True
        return _object(buffer, at, log)

    def log(key: str, at: int) -> int:
        if key == "entries" and buffer[at : at + 1] == b"[":
            # Which of two members of one name counts, JSON leaves open (RFC 8259, 4): both do.
            out.further += [at + 1] if out.entries is not None else []
            out.entries = at + 1 if out.entries is None else out.entries
            return value_end(buffer, at)[0]
        end, depth = value_end(buffer, at)
        if end - at <= _MEMBER_SIZE and depth < _DEPTH and len(out.members) < _MEMBERS:
            out.members[key] = _loads(buffer[at:end])
        return end

    try:
        end = _object(buffer, skip_space(buffer, 3 if buffer[:3] == b"\xef\xbb\xbf" else 0), root)
        out.complete = out.entries is not None and skip_space(buffer, end) == len(buffer)
    except UnbalancedError as error:
        out.cut = error.at_end
        if out.entries is None:  # damaged before the list: it may still be found by its name
            match = _LIST.search(buffer, 0, min(len(buffer), _SEARCHED))
            out.entries = match.end() if match else None
            out.log = out.log or match is not None
    if not out.complete:
        out.further.clear()  # what is in them is found by the search behind the first one's end
    return out


def _object(buffer: Buffer, at: int, visit: Callable[[str, int], int]) -> int:
    """Hand each member of the object at ``at`` to ``visit``, which gives the offset behind the value; give the end."""
    _expect(buffer, at, b"{")
    at = skip_space(buffer, at + 1)
    while buffer[at : at + 1] != b"}":
        _expect(buffer, at, b'"')
        end = string_end(buffer, at)
        key = _loads(buffer[at:end]) if end - at < _KEY else None
        at = skip_space(buffer, end)
        _expect(buffer, at, b":")
        at = skip_space(buffer, visit(key if isinstance(key, str) else "", skip_space(buffer, at + 1)))
        if buffer[at : at + 1] == b",":
            at = skip_space(buffer, at + 1)
        else:
            _expect(buffer, at, b"}")
    return at + 1


def _expect(buffer: Buffer, at: int, byte: bytes) -> None:
    if buffer[at : at + 1] != byte:
        raise UnbalancedError(f"no {byte.decode()} at byte {at}", at_end=at >= len(buffer))


def _loads(data: bytes) -> object:
    """Decode JSON; the strict decoder first, then one that keeps lone surrogates and bytes that are no UTF-8."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(data.decode("utf-8", "surrogateescape"), strict=False)
    except (ValueError, RecursionError):
        return None


def entries(buffer: Buffer, start: int, longest: int, *, complete: bool = True) -> Iterator[Entry | Hole]:
    """Go through the entries of the list whose first byte inside is ``start``.

    Args:
        buffer: the whole HAR.
        start: the offset behind the list's opening bracket.
        longest: bytes of one JSON string that are kept; a longer one is cut.
        complete: whether the document ends as it should; where not, entries are looked for behind the list's end too.
    """
    return _Entries(buffer, longest, complete).run(start)


class _Entries:
    def __init__(self, buffer: Buffer, longest: int, complete: bool) -> None:
        self._buffer, self._longest, self._complete, self._size = buffer, longest, complete, len(buffer)
        # Bytes that looking for entries in damaged parts may cost, so that no made-up file takes hours.
        self._work = 2 * self._size + (16 << 20)

    def run(self, at: int) -> Iterator[Entry | Hole]:
        trail, comma = Trail(self._buffer, at), True
        while True:
            at = skip_space(self._buffer, at)
            byte = self._buffer[at : at + 1]
            if byte == b"]":
                following = None if self._complete else self._resume(at + 1)
                if following is None:
                    return
                yield Hole(at, "the list of entries ends here, but further entries follow")
                at, comma = following, True
                continue
            if byte == b",":
                if comma:
                    yield Hole(at, "no entry stands before this comma")
                at, comma = at + 1, True
                continue
            item, after = self._entry(at) if byte else (Hole(at, "the file ends inside the list of entries"), None)
            if isinstance(item, Entry) and not comma:
                yield Hole(at, "a comma between two entries is missing")
            yield item
            if after is None:
                if self._work <= 0:
                    yield Hole(at, "the list is too damaged to be searched for further entries")
                return
            at, comma = after, False
            if isinstance(item, Hole):
                comma = self._buffer[at : at + 1] == b"{"
            trail.reach(at)

    def _entry(self, at: int) -> tuple[Entry | Hole, int | None]:
        """Read the entry at ``at``; give it, or why not, and where to go on (None where nothing follows)."""
        if self._buffer[at : at + 1] != b"{":
            if self._buffer[at : at + 1] in b'"-0123456789tfn[':
                return self._other(at)
            return Hole(at, "no entry starts here"), self._resume(at + 1)
        try:
            end, depth = value_end(self._buffer, at)
        except UnbalancedError as error:
            after = self._resume(at + 1)
            reason = "the file ends inside this entry" if error.at_end and after is None else str(error)
            return Hole(at, f"this entry could not be read: {reason}"), after
        if depth > _DEPTH:
            return Hole(at, f"this entry could not be read: it nests {depth} deep, more than {_DEPTH}"), end
        data, cut = self._bounded(at, end)
        value = _loads(data)
        if isinstance(value, dict):
            return Entry(at, value, cut), end
        inside = self._resume(at + 1)
        return Hole(at, "this entry could not be read: it is no valid JSON"), end if inside is None else min(
            inside, end
        )

    def _other(self, at: int) -> tuple[Entry | Hole, int | None]:
        try:
            return Hole(at, "this entry is no object"), value_end(self._buffer, at)[0]
        except UnbalancedError as error:
            return Hole(at, f"this entry could not be read: {error}"), self._resume(at + 1)

    def _bounded(self, start: int, end: int) -> tuple[bytes, int]:
        """Copy an entry, with every string that is longer than the bound cut; give the longest one's size, or 0."""
        if end - start <= self._longest:
            return self._buffer[start:end], 0
        pieces, at, cut = [], start, 0
        while at < end:
            quote = self._buffer.find(b'"', at, end)
            if quote < 0:
                break
            after = string_end(self._buffer, quote)
            if after - quote - 2 > self._longest:
                pieces += [self._buffer[at : quote + 1], _shortened(self._buffer, quote + 1, self._longest), b'"']
                cut = max(cut, after - quote - 2)
            else:
                pieces.append(self._buffer[at:after])
            at = after
        pieces.append(self._buffer[at:end])
        drop(self._buffer, start, end)
        return b"".join(pieces), cut

    def _resume(self, at: int) -> int | None:
        """Give the offset of the next entry that can be read, from ``at`` on; None where there is none."""
        while at < self._size and self._work > 0:
            stop = min(at + WINDOW, self._size)
            match = _ENTRY.search(self._buffer, at, stop)
            if match is None:
                self._work -= stop - at
                drop(self._buffer, at, stop)
                at = max(at + 1, stop - _OVERLAP) if stop < self._size else stop
                continue
            found = match.start()
            del match
            self._work -= found - at
            if self._is_entry(found):
                return found
            at = found + 1
        return None

    def _is_entry(self, at: int) -> bool:
        try:
            end, _ = value_end(self._buffer, at, _DEPTH)
        except UnbalancedError as error:
            self._work -= (self._size if error.at_end else error.reached) - at
            return False
        self._work -= end - at
        if end - at > 4 * WINDOW:
            return False
        value = _loads(self._buffer[at:end])
        request = value.get("request") if isinstance(value, dict) else None
        return isinstance(request, dict) and isinstance(request.get("url"), str)


def _shortened(buffer: Buffer, start: int, length: int) -> bytes:
    """Give the first bytes of a string's inside, cut before an escape or a character that would be torn."""
    data = buffer[start : start + length]
    tail = _TORN.search(data[-5:])
    if tail is not None:
        before = data[: len(data) - len(tail[0])]
        if (len(before) - len(before.rstrip(b"\\"))) % 2 == 0:  # else that backslash is itself an escaped one
            data = before
    while data and data[-1] & 0xC0 == 0x80:
        data = data[:-1]
    return data[:-1] if data and data[-1] >= 0xC0 else data
