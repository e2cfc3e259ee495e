"""Whether bytes that a trial decoding gave have a structure that one of the binary layers recognises."""

from collections.abc import Callable

from trafficaudit.decode import bencode, charset, known, length_prefixed, php_serialized, prefixed_bytes, resp
from trafficaudit.decode.messages import dns_message, http_message, mqtt, multipart, ssv
from trafficaudit.decode.node import Decoder, Node
from trafficaudit.decode.objects import erlang, hessian, pickled, ruby_marshal
from trafficaudit.decode.pictures import image, video
from trafficaudit.decode.protobuf import grpc
from trafficaudit.decode.protobuf import wire as protobuf_wire
from trafficaudit.decode.wire import amf, bplist, bson, capnp, cbor, der, flatbuffers, msgpack, tars, ubjson

_SHORTEST = 4
type _May = Callable[[bytes], object]
# Without what the second column asks for, a layer gives nothing: most bytes are random, and cost no trial then.
_LAYERS: tuple[tuple[Decoder, _May], ...] = (
    (bplist, len),
    (grpc, len),
    (multipart, len),
    (http_message, http_message.shows),
    (bson, bson.shows),
    (dns_message, dns_message.shows),
    (tars, tars.shows),
    (hessian, hessian.shows),
    (erlang, erlang.shows),
    (pickled, pickled.shows),
    (ruby_marshal, ruby_marshal.shows),
    (ubjson, ubjson.shows),
    (amf, amf.shows),
    (capnp, capnp.shows),
    (flatbuffers, flatbuffers.shows),
    (der, der.shows),
    (bencode, bencode.shows),
    (php_serialized, php_serialized.shows),
    (resp, resp.shows),
    (ssv, ssv.shows),
    (mqtt, mqtt.may),
    (msgpack, msgpack.may),
    (cbor, cbor.may),
    (prefixed_bytes, prefixed_bytes.begins),
    (length_prefixed, length_prefixed.may),
)
_BY_FIRST: tuple[tuple[tuple[Decoder, _May], ...], ...] = tuple(
    tuple((layer, may) for layer, may in _LAYERS if byte in layer.FIRST)  # type: ignore[attr-defined]
    for byte in range(256)
)


def recognised(node: Node, raw: bytes) -> bool:
    """Say whether ``raw``, decoded from ``node``, would be opened. Cheap tests come first: most bytes are random."""
    if len(raw) < _SHORTEST:
        return False
    if picture := image if image.format_of(raw) else video if video.is_video(raw) else None:
        return any(opened.children for opened in picture.decode(_trial(node, raw)))
    wide = charset.utf16(raw) or charset.utf32(raw)
    if wide is not None or protobuf_wire.plausible(raw, 0, len(raw), node.budget):
        return True
    if known.shows(raw):  # packed runs first, of which two formats show by a trial only
        return True
    for layer, may in _BY_FIRST[raw[0]]:
        if may(raw):
            trial = _trial(node, raw)
            if layer.sniff(trial) and any(opened.children for opened in layer.decode(trial)):
                return True
    return False


def _trial(node: Node, raw: bytes) -> Node:
    return Node(raw, None, node.place, node.path, node.key, node.part, node.budget)
