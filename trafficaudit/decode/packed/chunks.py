"""Bodies in chunks: a size in hexadecimal digits before each (RFC 9112, section 7.1), and maybe a signature behind it
(``aws-chunked``, Signature Version 4 of Amazon's and other stores of objects).
"""

import re

from trafficaudit.decode.node import Node

_HEAD = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*+(?:;[^\r\n]{0,1024}+)?\r?\n").match
_TRAILERS = re.compile(rb"(?:[A-Za-z][\w-]{0,63}+:[^\r\n]*+\r?\n)*+\r?\n").match

type Range = tuple[int, int]


def read(node: Node, start: int) -> tuple[list[Range], int] | None:
    """Give the ranges of the chunks from a position on, and where the last one's trailers end.

    Of a body that was cut off what there is of it; ``None`` where the bytes are no chunks, or there is no work left.
    """
    raw, found, pos = node.raw, list[Range](), start
    while (head := _HEAD(raw, pos)) is not None and node.budget.spend(node.budget.TOKEN):
        size = int(head[1], 16)
        if size == 0:
            end = _TRAILERS(raw, head.end())
            return found, end.end() if end else head.end()
        found.append((head.end(), min(head.end() + size, len(raw))))
        pos = head.end() + size
        if pos >= len(raw):
            return found, len(raw)
        pos += 2 if raw.startswith(b"\r\n", pos) else 1
    return None
