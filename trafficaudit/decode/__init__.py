"""Decoding: from the raw parts of an exchange to every value in them, through the layers that hide it.

``DECODERS`` is the list of layers in the order in which they are asked. A layer that is certain ends the asking; where
several readings are plausible all of them are given.
"""

from dataclasses import replace

from trafficaudit import faults
from trafficaudit.decode import (
    aboard,
    bencode,
    charset,
    counted,
    database,
    delimited,
    described,
    flight,
    form,
    graphql,
    json,
    jwt,
    labelled,
    length_prefixed,
    mrz,
    pem,
    php_serialized,
    polyline,
    prefixed_bytes,
    resp,
    script,
    settings,
    sql,
    table,
    transit,
    url,
    worded,
    xored,
    yaml,
)
from trafficaudit.decode.consent import gpp, tcf
from trafficaudit.decode.escapes import encoded_word, html_entities, percent, punycode, quoted_printable, unicode_escape
from trafficaudit.decode.letters import (
    base64,
    base64_signs,
    binary_string,
    byte_dump,
    codes,
    dense,
    hex,
    lzstring,
    prefixed,
    relettered,
    suffixed,
)
from trafficaudit.decode.limits import Limits
from trafficaudit.decode.markup import plist, xml
from trafficaudit.decode.messages import (
    dns_message,
    edifact,
    emvco,
    event_stream,
    http_message,
    mail,
    mqtt,
    multipart,
    ssv,
    stomp,
    vcard,
)
from trafficaudit.decode.node import Decoder
from trafficaudit.decode.objects import erlang, hessian, java_object, pickled, ruby_marshal
from trafficaudit.decode.packed import compression, sealed, tar, zipped
from trafficaudit.decode.parts import Start, starts
from trafficaudit.decode.pdf import document as pdf_document
from trafficaudit.decode.pictures import exif, image, video
from trafficaudit.decode.printed import edn, go_printed, ion_text, jsurl, php_printed, rison
from trafficaudit.decode.protobuf import addresses as url_protobuf
from trafficaudit.decode.protobuf import grpc, text_format
from trafficaudit.decode.protobuf import message as protobuf_message
from trafficaudit.decode.selection import Selection
from trafficaudit.decode.tree import Tree
from trafficaudit.decode.wire import (
    amf,
    avro,
    bplist,
    bson,
    capnp,
    cbor,
    der,
    flatbuffers,
    ion,
    msgpack,
    smile,
    tars,
    thrift,
    ubjson,
    wkb,
)
from trafficaudit.model import Decoded, Exchange, Field, Span

__all__ = ["DECODERS", "Limits", "decode", "decode_behind"]

DECODERS: tuple[Decoder, ...] = (
    compression,
    zipped,
    tar,
    pdf_document,
    sealed,
    database,
    avro,
    java_object,
    smile,
    ion,
    thrift,
    image,
    exif,
    video,
    bplist,
    bson,
    dns_message,
    wkb,
    tars,
    hessian,
    erlang,
    pickled,
    ruby_marshal,
    ubjson,
    mqtt,
    amf,
    capnp,
    der,
    grpc,
    flatbuffers,
    msgpack,
    cbor,
    protobuf_message,
    bencode,
    php_serialized,
    resp,
    xored,
    binary_string,
    charset,
    transit,
    go_printed,
    flight,
    json,
    ion_text,
    edn,
    rison,
    jsurl,
    php_printed,
    yaml,
    multipart,
    plist,
    xml,
    tcf,
    gpp,
    base64_signs,
    jwt,
    suffixed,
    pem,
    event_stream,
    http_message,
    mail,
    stomp,
    ssv,
    graphql,
    script,
    vcard,
    edifact,
    aboard,
    table,
    emvco,
    counted,
    prefixed_bytes,
    text_format,
    settings,
    dense,
    relettered,
    url,
    form,
    percent,
    unicode_escape,
    html_entities,
    encoded_word,
    quoted_printable,
    punycode,
    lzstring,
    base64,
    hex,
    codes,
    prefixed,
    mrz,
    url_protobuf,
    polyline,
    sql,
    described,
    labelled,
    worded,
    delimited,
    byte_dump,
    length_prefixed,
)

_SELECTION = Selection(
    DECODERS,
    first=compression,
    text=charset,
    media=(image, exif, video),
    escapes=(percent, unicode_escape, html_entities),
)
_DEFAULT = Limits()


def decode(exchange: Exchange, limits: Limits = _DEFAULT) -> Decoded:
    """Give every field of an exchange, with path, layers and byte span, and the bytes that could not be looked into.

    Never raises on what an exchange holds. Output is a pure function of exchange and limits, in a fixed order: URL,
    request headers, cookies and body, then the response's; a value stands before what was found in it.
    """
    tree = Tree(_SELECTION, limits)
    try:
        for start in starts(exchange):
            tree.grow(start)
    except Exception as error:
        whole = Start("request", "url", "$", "", b"")
        tree.obstacle(whole, Span(0, 0), faults.told("what divides an exchange into its parts", error), "bound")
    for direction, message in (("request", exchange.request), ("response", exchange.response)):
        if message is not None and message.body_size > len(message.body or b""):
            held = len(message.body or b"")
            part = Start("request" if direction == "request" else "response", "body", "$", "", b"")
            reason = f"recording holds only the first {held} of {message.body_size} bytes"
            tree.obstacle(part, Span(held, held), reason, "recording")
    return tree.decoded()


def decode_behind(carrier: Field, first: int, value: bytes, limits: Limits = _DEFAULT) -> Decoded:
    """Decode bytes that no decoder can give, such as what a hook saw before it was ciphered.

    Args:
        carrier: tells where they belong, with layers and span up to and including their own; ``parent`` is the field
            that they were found behind.
        first: index that the first field has among the exchange's fields.
        value: the bytes.
        limits: the bounds.

    Returns:
        The value itself and what it holds. Nothing of it stands in the part byte for byte: every span is the carrier's.
    """
    tree = Tree(_SELECTION, limits)
    tree.grow(Start(carrier.direction, carrier.part, carrier.path, carrier.key, value))
    fields = tuple(
        replace(
            field,
            layers=carrier.layers + field.layers,
            span=carrier.span,
            exact=False,
            parent=carrier.parent if field.parent < 0 else first + field.parent,
        )
        for field in tree.fields
    )
    opaque = tuple(replace(run, span=carrier.span) for run in tree.opaque)
    return Decoded(fields, opaque)
