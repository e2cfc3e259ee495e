"""gRPC messages (gRPC over HTTP/2: a flag byte, four bytes of length, the message) and gRPC-Web with its trailers."""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Node, Opened, item
from trafficaudit.decode.text import as_text

NAME = "grpc"
MEDIA = re.compile(r"application/grpc.*")
TEXT = False
MARKS = ""
ONLY = None

_HEAD = 5
_COMPRESSED, _TRAILERS = 1, 0x80
FIRST = bytes([0, _COMPRESSED, _TRAILERS, _COMPRESSED | _TRAILERS])
"""What bytes without a label can begin with."""


def sniff(node: Node) -> bool:
    """See ``Decoder``: without a label the frames must fill the bytes and hold something."""
    if node.hint.names(MEDIA):
        return len(node.raw) >= _HEAD
    if node.raw[:1] not in FIRST:
        return False
    frames, stop = _frames(node.raw, node.room)
    return stop == len(node.raw) and any(end > start for _, start, end in frames)


def decode(node: Node) -> Iterator[Opened]:
    """Give each message; the content is Protocol Buffers unless the media type says JSON."""
    frames, stop = _frames(node.raw, node.room)
    if not frames:
        return
    plain: list[Child] = []
    packed: list[Child] = []
    trailers: list[Child] = []
    messages = sum(not flag & _TRAILERS for flag, _, _ in frames)
    for index, (flag, start, end) in enumerate(frames):
        path = item(node.prefix, index) if messages > 1 else node.path
        value = node.raw[start:end]
        if flag & _TRAILERS:
            path = "trailers" if node.path == "$" else node.path + ".trailers"
            trailers.append((path, "trailers", as_text(value) or value, start, end, True))
        else:
            (packed if flag & _COMPRESSED else plain).append((path, node.key, value, start, end, True))
    left = [(node.path, stop, len(node.raw), "a gRPC message that is not whole")] if stop < len(node.raw) else []
    essence = "application/json" if node.hint.essence.endswith("json") else "application/x-protobuf"
    hint = node.hint._replace(essence=essence, encodings=())
    coded = hint._replace(encodings=(node.hint.message_encoding or "gzip",))
    yield Opened((NAME,), plain, hint, sure=True, carrier=node.carrier, obstacles=left)
    yield Opened((NAME,), packed, coded, sure=True, carrier=node.carrier)
    yield Opened((NAME,), trailers, sure=True)


def _frames(raw: bytes, room: int) -> tuple[list[tuple[int, int, int]], int]:
    """Cut bytes into frames ``(flag, start, end)``; the second value is where that ended."""
    frames: list[tuple[int, int, int]] = []
    pos = 0
    while pos + _HEAD <= len(raw) and len(frames) <= room:
        flag, end = raw[pos], pos + _HEAD + int.from_bytes(raw[pos + 1 : pos + _HEAD], "big")
        if flag & ~(_COMPRESSED | _TRAILERS) or end > len(raw):
            break
        frames.append((flag, pos + _HEAD, end))
        pos = end
    return frames, pos
