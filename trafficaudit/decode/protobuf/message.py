"""Protocol Buffers without a schema (Protocol Buffers Documentation, "Encoding").

The wire does not say what a length-delimited field is: text, a message, packed numbers or bytes. Text is taken where it
is printable, a message where it parses to its last byte and is plausible, and numbers are given in each reading.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from trafficaudit.decode import known
from trafficaudit.decode.node import PATH_SIZE, Child, Node, Obstacle, Opened, item, member
from trafficaudit.decode.protobuf import wire as protobuf_wire
from trafficaudit.decode.protobuf.wire import Entry
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import cbor

NAME = "protobuf"
MEDIA = re.compile(
    r"application/(x-|vnd\.google\.)?(proto(buf|col-?buffers?)?|x-google-protobuf)|application/grpc.*|.*\+proto"
)
TEXT = False
MARKS = ""
ONLY = None

_DEEPEST = 64
_PACKED = 512


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    if node.hint.names(MEDIA):
        return True
    return protobuf_wire.plausible(node.raw, 0, len(node.raw), node.budget)


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar of the message and of those in it."""
    entries, stop = protobuf_wire.entries(node.raw, 0, len(node.raw), node.budget)
    obstacles: list[Obstacle] = []
    if stop < len(node.raw):
        if not node.hint.names(MEDIA) or not any(
            kind == protobuf_wire.BYTES and as_text(node.raw[begin:end]) for _, kind, begin, end, _ in entries
        ):
            return
        obstacles.append((node.path, stop, len(node.raw), f"no protobuf from byte {stop} on"))
    yield Opened((NAME,), _walk(node, entries), sure=True, obstacles=obstacles)


def _walk(node: Node, entries: list[Entry]) -> list[Child]:
    """Go through the messages depth first, in the order of the bytes."""
    children: list[Child] = []
    stack = [_placed(node.prefix, entries)]
    room, told = node.room, _Told(node)
    while stack:
        for path, entry in stack[-1]:
            if len(children) > room:
                return children
            is_group = entry[1] == protobuf_wire.GROUP
            inner = entry[4] if is_group else _scalar(children, told, path, entry, len(stack))
            if inner:
                stack.append(_placed(path, inner))
                break
        else:
            stack.pop()
    return children


def _placed(prefix: str, entries: list[Entry]) -> Iterator[tuple[str, Entry]]:
    """Give each entry its path; numbers that occur more than once carry an index."""
    numbers = [entry[0] for entry in entries]
    often = Counter(numbers)
    grows = 0 < len(prefix) < PATH_SIZE
    seen: dict[int, int] = {}
    for entry in entries:
        number = entry[0]
        path = f"{prefix}.{number}" if grows else member(prefix, str(number))
        if often[number] > 1:
            index = seen.get(number, 0)
            seen[number] = index + 1
            path = item(path, index)
        yield path, entry


class _Told:
    """Which messages say something; what one says, all those say that it stands in, and each is told once."""

    def __init__(self, node: Node) -> None:
        self.node, self._at = node, -1

    def credible(self, found: list[Entry], start: int, end: int) -> bool:
        """Weigh entries as ``protobuf_wire.credible`` does, in ``[start, end)``."""
        if not protobuf_wire.is_usual(found):
            return False
        if not start <= self._at < end:
            self._at = protobuf_wire.says_something(self.node.raw, found, self.node.budget)
        return self._at >= 0


def _scalar(children: list[Child], told: _Told, path: str, entry: Entry, depth: int) -> list[Entry] | None:
    """Add an entry's readings; give the entries of the message in it, where there is one."""
    node = told.node
    number, kind, start, end, _ = entry
    key = str(number)
    if kind != protobuf_wire.BYTES:
        for value in protobuf_wire.numbers(node.raw, entry):
            children.append((path, key, value, start, end, False))
        return None
    raw = node.raw[start:end]
    text = as_text(raw)
    if text is not None:
        children.append((path, key, text, start, end, True))
        # Tags and lengths of 32 and more are printable themselves.
        letters = len(raw) < 4 or raw[0] & 7 != protobuf_wire.BYTES or raw[1] > len(raw) - 2
        return None if letters or depth > _DEEPEST else _disguised(told, start, end)
    if cbor.is_map(raw, node.budget):  # its head and first key may be a tag, too
        children.append((path, key, raw, start, end, True))
        return None
    if depth <= _DEEPEST and not known.shows(raw):
        inner, stop = protobuf_wire.entries(node.raw, start, end, node.budget)
        if inner and stop == end:
            if not told.credible(inner, start, end):
                children.append((path, key, raw, start, end, True))
                children += _packed(node, path, key, start, end)
            return inner
    children.append((path, key, raw, start, end, True))
    children += _packed(node, path, key, start, end)
    return None


def _disguised(told: _Told, start: int, end: int) -> list[Entry] | None:
    """Give the entries of a message whose bytes all happen to be printable."""
    inner, stop = protobuf_wire.entries(told.node.raw, start, end, told.node.budget)
    if stop != end or any(kind != protobuf_wire.BYTES for _, kind, *_ in inner):
        return None
    return inner if told.credible(inner, start, end) else None


def _packed(node: Node, path: str, key: str, start: int, end: int) -> Iterator[Child]:
    """Give the readings of packed numbers: floating-point coordinates, varints such as identifiers and times.

    Of many bytes varints are not asked for, which any may be; real numbers of a usual size come by no chance.
    """
    raw = node.raw[start:end]
    read = protobuf_wire.packed(raw) if len(raw) <= _PACKED else protobuf_wire.reals(raw)
    for index, (value, first, last) in enumerate(islice(read, node.room)):
        yield item(path, index), key, value, start + first, start + last, False
