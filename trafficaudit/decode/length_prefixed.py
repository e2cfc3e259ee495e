"""Texts with their lengths before them, in bytes of a format that nobody here reads, and what names them.

Java's ``DataOutputStream.writeUTF`` writes two bytes of length and the text, .NET's ``BinaryWriter`` a length in bytes
of seven bits, others four bytes; AMF, UBJSON and Python's pickles write a text so behind a byte for its type, Hessian
with its length in characters. As far as its texts go such a format can be read without being known. Where texts make
up half of the bytes, and names and values alternate, each value has the name that stands before it. Numbers between
them stay closed, and are told. A value within something else must be such texts from its first byte to its last.

Bytes at random never have so much text: a third of them is in the range of ASCII's printable characters.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from trafficaudit.decode.arranged import alternating
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Node, Opened, item
from trafficaudit.decode.text import as_text

NAME = "length-prefixed"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

REASON = "a private format, of which only the texts behind their lengths were read"

FIRST = bytes(range(256))
"""What it may begin with."""

_SHORTEST, _LONGEST = 24, 1 << 18
_PRINTABLE = bytes(range(0x20, 0x7F))
_LEAST_PRINTABLE, _LEAST_OF_BODIES, _LEAST_READ = 0.6, 0.4, 0.5
"""Shares of the bytes that are printable in ASCII, in any value and in a body, and that the texts take."""
_FEWEST = 3
_ALONE, _LONG_ENOUGH = 3, 4
"""Bytes of a text that does not follow another one, and of the longest of all texts at least."""
_WIDEST_GAP = 4
"""Bytes between two texts that belong together: types, and marks of their ends."""
_LONGEST_TEXT = 1 << 13
_SPACE = 0x20
_UNREAD = 1_024
"""Bytes outside of texts after which these are looked for no further, where they are more than half."""
_COST = 8
"""Units of work for each place that is looked at."""
_UTF8 = 4
"""Bytes of the longest character."""

type _Order = Literal["big", "little"]
type _Measure = Callable[[bytes, int, int], str | None]
_WIDTHS: tuple[tuple[int, _Order], ...] = ((4, "big"), (4, "little"), (2, "big"), (2, "little"), (1, "little"))
"""Bytes of a length and their order; one byte is a varint, of which a second one may follow."""


class _Run(NamedTuple):
    """A text: where its length begins, where it begins itself and ends, and what it says."""

    at: int
    start: int
    end: int
    text: str


def may(raw: bytes) -> bool:
    """Say whether a value that is no body may be of texts: of bytes at random one in some hundreds is so printable."""
    return len(raw) >= _SHORTEST and _printable(raw) >= _LEAST_PRINTABLE * len(raw)


def _printable(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, _PRINTABLE))


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if node.read or len(raw) < _SHORTEST:
        return False
    if _printable(raw) < (_LEAST_OF_BODIES if node.carrier else _LEAST_PRINTABLE) * len(raw):
        return False
    if len(raw) > _LONGEST:
        node.budget.reached.append(Bound(f"no texts behind their lengths are looked for in more than {_LONGEST} bytes"))
        return False
    return True


def decode(node: Node) -> Iterator[Opened]:
    """Give each text at its place, called by the name before it where names and values alternate."""
    measures = (_of_bytes,) if node.raw.isascii() else (_of_bytes, _of_characters)
    runs = max((_runs(node, *width, text) for width in _WIDTHS for text in measures), key=_read)
    whole = _read(runs) == len(node.raw)
    if len(runs) < _FEWEST or not (whole or (node.carrier and _read(runs) >= _LEAST_READ * len(node.raw))):
        return
    if max(run.end - run.start for run in runs) < _LONG_ENOUGH:
        return
    names = _names(runs)
    children: list[Child] = [
        (item(node.prefix, index), names.get(index, node.key), run.text, run.start, run.end, True)
        for index, run in enumerate(runs)
    ]
    yield Opened((NAME,), children, obstacles=[] if whole else [(node.path, 0, len(node.raw), REASON)])


def _read(runs: Sequence[_Run]) -> int:
    return sum(run.end - run.at for run in runs)


def _runs(node: Node, width: int, order: _Order, text_of: _Measure) -> list[_Run]:
    """Give the texts that lengths of one width tell by one measure, the first one at each place."""
    raw, size, pos, last, between = node.raw, len(node.raw), 0, -1, 0
    found: list[_Run] = []
    while pos + width < size and len(found) < node.room and between <= max(_UNREAD, pos // 2):
        length, start = _length(raw, pos, width, order)
        least = 1 if 0 <= pos - last <= _WIDEST_GAP else _ALONE
        fits = least <= length <= min(size - start, _LONGEST_TEXT) and raw[start] > _SPACE
        text = text_of(raw, start, length) if fits else None
        if not node.budget.spend(_COST + (length if fits else 0)):
            break
        if text is None:
            pos, between = pos + 1, between + 1
            continue
        last = start + len(text.encode())
        found.append(_Run(pos, start, last, text))
        pos = last
    return found


def _length(raw: bytes, pos: int, width: int, order: _Order) -> tuple[int, int]:
    """Give a length and where it ends."""
    if width == 1 and raw[pos] > 0x7F:
        return raw[pos] & 0x7F | raw[pos + 1] << 7, pos + 2
    return int.from_bytes(raw[pos : pos + width], order), pos + width


def _of_bytes(raw: bytes, start: int, length: int) -> str | None:
    """Give the text of so many bytes; ``None`` where they are none."""
    return as_text(raw[start : start + length])


def _of_characters(raw: bytes, start: int, length: int) -> str | None:
    """Give the text of so many characters in UTF-8; ``None`` where there are not so many."""
    held = raw[start : start + _UTF8 * length].decode("utf-8", "ignore")[:length]
    return held if len(held) == length and held.isprintable() and raw.startswith(held.encode(), start) else None


def _names(runs: Sequence[_Run]) -> dict[int, str]:
    """Give the name of each text that has one, by its index: names stand as far from their values everywhere."""
    gaps = [after.at - before.end for before, after in pairwise(runs)]
    found = [_by_gap(runs, gaps, gap) for gap, _ in Counter(gaps).most_common(_FEWEST) if gap <= _WIDEST_GAP]
    best = max(found, key=len, default={})
    distinct = len(set(best.values())) == len(best)
    return best if len(best) > 1 and distinct else {}


def _by_gap(runs: Sequence[_Run], gaps: Sequence[int], gap: int) -> dict[int, str]:
    """Give the names where a name and its value stand so far apart: in rows of such texts, every other one."""
    names: dict[int, str] = {}
    texts = [run.text for run in runs]
    first = 0
    for last in range(len(runs)):
        if last < len(gaps) and gaps[last] == gap:
            continue
        row = texts[first : last + 1]
        told = max((alternating.names(row, at) for at in (0, 1)), key=lambda named: alternating.weight(row, named))
        names |= {first + at: name for at, name in told.items()}
        first = last + 1
    return names
