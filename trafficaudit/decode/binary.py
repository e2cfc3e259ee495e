"""Whether bytes that a trial decoding gave have a structure that one of the binary layers recognises."""

from trafficaudit.decode import cbor, charset, compression, grpc, msgpack, multipart, prefixed_bytes, protobuf_wire
from trafficaudit.decode.node import Decoder, Node

_SHORTEST = 4
_LAYERS: tuple[Decoder, ...] = (grpc, multipart, msgpack, cbor, prefixed_bytes)


def recognised(node: Node, raw: bytes) -> bool:
    """Say whether ``raw``, decoded from ``node``, would be opened. Cheap tests come first: most bytes are random."""
    if len(raw) < _SHORTEST:
        return False
    if charset.utf16(raw) is not None or protobuf_wire.plausible(raw, 0, len(raw), node.budget):
        return True
    trial = Node(raw, None, node.place, node.path, node.key, node.part, node.budget)
    if compression.sniff(trial):
        return True
    return any(layer.sniff(trial) and any(opened.children for opened in layer.decode(trial)) for layer in _LAYERS)
