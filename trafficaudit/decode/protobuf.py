"""Protocol Buffers without a schema (Protocol Buffers Documentation, "Encoding").

The wire does not say what a length-delimited field is: text, a message, packed numbers or bytes. Text is taken where it
is printable, a message where it parses to its last byte and is plausible, and numbers are given in each reading.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import compression, protobuf_wire
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, member
from trafficaudit.decode.protobuf_wire import Entry
from trafficaudit.decode.text import as_text

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
    if named(node):
        return True
    return protobuf_wire.plausible(node.raw, 0, len(node.raw), node.budget)


def named(node: Node) -> bool:
    """Say whether a header names the format."""
    return node.hint.essence != "" and MEDIA.fullmatch(node.hint.essence) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar of the message and of those in it."""
    entries, stop = protobuf_wire.entries(node.raw, 0, len(node.raw), node.budget)
    obstacles: list[Obstacle] = []
    if stop < len(node.raw):
        if not named(node) or not any(e.kind == 2 and as_text(node.raw[e.start : e.end]) for e in entries):
            return
        obstacles.append((node.path, stop, len(node.raw), f"no protobuf from byte {stop} on"))
    yield Opened((NAME,), _walk(node, entries), sure=True, obstacles=obstacles)


def _walk(node: Node, entries: list[Entry]) -> list[Child]:
    """Go through the messages depth first, in the order of the bytes."""
    children: list[Child] = []
    stack = [(iter(_placed(node.prefix, entries)), 0)]
    while stack and len(children) <= node.room:
        level, depth = stack[-1]
        placed = next(level, None)
        if placed is None:
            stack.pop()
            continue
        path, entry = placed
        if entry.kind == protobuf_wire.GROUP:
            inner: list[Entry] | None = entry.inner
        else:
            inner = _scalar(children, node, path, entry, depth)
        if inner:
            stack.append((iter(_placed(path, inner)), depth + 1))
    return children


def _placed(prefix: str, entries: list[Entry]) -> Iterator[tuple[str, Entry]]:
    """Give each entry its path; numbers that occur more than once carry an index."""
    counts: dict[int, int] = {}
    for entry in entries:
        counts[entry.number] = counts.get(entry.number, 0) + 1
    seen: dict[int, int] = {}
    for entry in entries:
        path = member(prefix, str(entry.number))
        if counts[entry.number] > 1:
            index = seen.get(entry.number, 0)
            seen[entry.number] = index + 1
            path = item(path, index)
        yield path, entry


def _scalar(children: list[Child], node: Node, path: str, entry: Entry, depth: int) -> list[Entry] | None:
    """Add an entry's readings; give the entries of the message in it, where there is one."""
    key, start, end = str(entry.number), entry.start, entry.end
    if entry.kind != protobuf_wire.BYTES:
        for value in protobuf_wire.numbers(node.raw, entry):
            children.append((path, key, value, start, end, False))
        return None
    raw = node.raw[start:end]
    text = as_text(raw)
    if text is not None:
        children.append((path, key, text, start, end, True))
        return _disguised(node, entry) if depth < _DEEPEST else None
    if depth < _DEEPEST and compression.format_of(raw) is None:
        inner, stop = protobuf_wire.entries(node.raw, start, end, node.budget)
        if inner and stop == end:
            if not protobuf_wire.credible(node.raw, inner):
                children.append((path, key, raw, start, end, True))
                _packed(children, path, key, raw, start)
            return inner
    children.append((path, key, raw, start, end, True))
    _packed(children, path, key, raw, start)
    return None


def _disguised(node: Node, entry: Entry) -> list[Entry] | None:
    """Give the entries of a message whose bytes all happen to be printable (tags and lengths of 32 and more are)."""
    raw, start, end = node.raw, entry.start, entry.end
    if end - start < 4 or raw[start] & 7 != protobuf_wire.BYTES or raw[start + 1] > end - start - 2:
        return None
    inner, stop = protobuf_wire.entries(raw, start, end, node.budget)
    settled = stop == end and all(e.kind == protobuf_wire.BYTES for e in inner) and protobuf_wire.credible(raw, inner)
    return inner if settled else None


def _packed(children: list[Child], path: str, key: str, raw: bytes, start: int) -> None:
    """Add the readings of packed numbers: floating-point coordinates, varints such as identifiers and times."""
    if len(raw) <= _PACKED:
        for index, (value, begin, end) in enumerate(protobuf_wire.packed(raw)):
            children.append((item(path, index), key, value, start + begin, start + end, False))
