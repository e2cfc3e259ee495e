"""Whether bytes that a trial decoding gave have a structure that one of the binary layers recognises."""

from trafficaudit.decode import (
    cbor,
    charset,
    compression,
    grpc,
    image,
    msgpack,
    multipart,
    prefixed_bytes,
    protobuf_wire,
    video,
)
from trafficaudit.decode.node import Decoder, Node

_SHORTEST = 4
_BY_FIRST: tuple[tuple[Decoder, ...], ...] = tuple(
    tuple(layer for layer in (grpc, multipart, msgpack, cbor, prefixed_bytes) if byte in layer.FIRST)
    for byte in range(256)
)


def recognised(node: Node, raw: bytes) -> bool:
    """Say whether ``raw``, decoded from ``node``, would be opened. Cheap tests come first: most bytes are random."""
    if len(raw) < _SHORTEST:
        return False
    if picture := image if image.format_of(raw) else video if video.is_video(raw) else None:
        return any(opened.children for opened in picture.decode(_trial(node, raw)))
    if charset.utf16(raw) is not None or protobuf_wire.plausible(raw, 0, len(raw), node.budget):
        return True
    if compression.shows(raw):
        return True
    trial = _trial(node, raw)
    for layer in _BY_FIRST[raw[0]]:
        if layer.sniff(trial):
            for opened in layer.decode(trial):
                if opened.children:
                    return True
    return False


def _trial(node: Node, raw: bytes) -> Node:
    return Node(raw, None, node.place, node.path, node.key, node.part, node.budget)
