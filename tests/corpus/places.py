"""The places of an exchange in which a value can stand, each written as apps write it."""

import base64
import gzip
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

import brotli
import msgpack
import zstandard
from corpus import binary, decoys, formats, framed, textual
from corpus.carried import MARK, Carried, Unfit, coded, embedded, escaped, held
from corpus.names import NEUTRAL
from support import pictures

HOST = "api.shop.example"


@dataclass(frozen=True, slots=True)
class Planted:
    """A request with a value in one of its parts.

    ``carried`` holds the part's bytes; ``where`` is the name of the header, where the part is one; ``asked`` the host
    name of a query of DNS, where it is none of HTTP.
    """

    part: str
    where: str
    carried: Carried
    path: str
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    message: bytes = b""
    asked: str = ""


type Place = Callable[[random.Random, Carried, str], Planted]


def address(draw: random.Random) -> tuple[str, list[tuple[bytes, bytes]]]:
    """Give a path and headers that hold nothing of the person."""
    query = urlencode(decoys.flat(draw, draw.randint(0, 4)))
    path = f"/{draw.choice(('v1', 'api', 'gw'))}/{draw.choice(decoys.WORDS)}" + ("?" + query if query else "")
    headers = [(b"accept", b"*/*"), (b"x-request-id", str(decoys.an_uuid(draw)[1]).encode())]
    if draw.random() < 0.3:
        headers.append((b"if-none-match", b'"' + decoys.a_hash(draw)[1].encode() + b'"'))
    if draw.random() < 0.3:
        headers.append((b"x-app-ver", decoys.a_version(draw)[1].encode()))
    draw.shuffle(headers)
    return path, headers


def sent(draw: random.Random, made: Carried, kind: str) -> Planted:
    """Make the body's request; one time in five it is compressed, and the header says so."""
    path, headers = address(draw)
    headers.append((b"content-type", kind.encode()))
    if draw.random() < 0.2 and len(made.layers) < 4:
        label, pack = draw.choice(_ENCODINGS)
        made = coded(made, pack(made.data), f"{label} (header)", text=False)
        headers.append((b"content-encoding", label.encode()))
    return Planted("body", "", made, path, headers, made.data)


_ENCODINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("gzip", lambda data: gzip.compress(data, mtime=0)), ("br", brotli.compress), ("deflate", zlib.compress),
    ("zstd", lambda data: zstandard.ZstdCompressor().compress(data)),
)  # fmt: skip


def _in_url(inner: Carried, path: str) -> Planted:
    textual.sendable(inner)
    start = f"https://{HOST}"
    made = held(inner, start + path, lambda run: quote(run, safe="").encode(), "", keyed="=" in path)
    return Planted("url", "", made, made.data.decode()[len(start) :])


def url_path(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A segment of the path."""
    if inner.typed and not inner.keyed:
        raise Unfit
    made = _in_url(inner, f"/v1/{draw.choice(decoys.WORDS)}/{MARK}" + draw.choice(("", "/items", "/")))
    return replace(made, headers=address(draw)[1])


def query(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A value of the query."""
    members = [pair for pair in decoys.flat(draw, draw.randint(0, 6)) if pair[0] != name] + [(name, MARK)]
    draw.shuffle(members)
    made = _in_url(inner, f"/collect/{draw.choice(decoys.WORDS)}?{urlencode(members)}")
    return replace(made, headers=address(draw)[1])


def header(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A header of its own."""
    if any(byte < 32 or byte == 127 for byte in inner.data) or inner.data != inner.data.strip():
        raise Unfit
    path, headers = address(draw)
    where = "x-" + name.lower().replace("_", "-")
    made = held(inner, MARK, bytes, "", keyed=True) if inner.text else inner
    headers.insert(draw.randint(0, len(headers)), (where.encode(), made.data))
    return Planted("header", where, made, path, headers)


def cookie(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A cookie; what cookies do not allow is percent-encoded."""
    inner.string  # noqa: B018 - text only
    if any(char in inner.string for char in '";, \t\n') or not inner.string.isascii():
        inner = escaped(inner, lambda run: quote(run, safe="/:@!$&'()*").encode(), "percent")
    path, headers = address(draw)
    others = [(key, quote(text)) for key, text in decoys.flat(draw, draw.randint(1, 5)) if key != name]
    members = [f"{key}={text}" for key, text in [*others, (name, MARK)]]
    draw.shuffle(members)
    made = held(inner, "; ".join(members), bytes, "", keyed=True)
    return Planted("cookie", "", made, path, [*headers, (b"cookie", made.data)])


def form(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A form."""
    made = textual.as_form(draw, inner, name)
    return sent(
        draw,
        made,
        draw.choice(("application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=UTF-8")),
    )


def multipart(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A form in parts."""
    boundary = f"----{draw.randbytes(8).hex()}"
    if boundary.encode() in inner.data:
        raise Unfit
    rows = [(key, text.encode()) for key, text in decoys.flat(draw, draw.randint(1, 5)) if key != name]
    rows.insert(draw.randint(0, len(rows)), (name, inner.data))
    lead = f'form-data; name="{name}"\r\n\r\n'.encode()
    if not inner.text:
        lead = lead[:-2] + b"Content-Type: application/octet-stream\r\n\r\n"
    body, item = b"", b""
    for key, data in rows:
        head = lead if key == name else f'form-data; name="{key}"\r\n\r\n'.encode()
        row = b"Content-Disposition: " + head + data + b"\r\n"
        item = head + data if key == name else item
        body += f"--{boundary}\r\n".encode() + row
    made = embedded(
        inner, body + f"--{boundary}--\r\n".encode(), item, len(item) - len(inner.data), "multipart", keyed=True
    )
    return sent(draw, made, f"multipart/form-data; boundary={boundary}")


def _in_exif(draw: random.Random, inner: Carried) -> Carried:
    order, tag = draw.choice("<>"), draw.choice((0x010E, 0x013B, 0x8298))
    block = pictures.exif([pictures.text(0x0131, "Photos 5.1"), pictures.text(tag, inner.data.decode())], order=order)
    wrap = draw.choice(
        (pictures.jpeg, pictures.webp, pictures.heic, lambda raw: pictures.png(pictures.chunk(b"eXIf", raw)))
    )
    return embedded(inner, wrap(block), inner.data, 0, "exif", keyed=False)


def _in_xmp(draw: random.Random, inner: Carried) -> Carried:
    name = draw.choice(("dc:title", "exif:UserComment", "tiff:Artist", "Iptc4xmpCore:Location"))
    item = f'{name}="'.encode() + textual.xml_escape(inner.data) + b'"'
    packet = b'<x:xmpmeta><rdf:Description tiff:Make="x" ' + item + b"/></x:xmpmeta>"
    text = pictures.chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)
    file = draw.choice(
        (pictures.jpeg(xmp=packet), pictures.webp(xmp=packet), pictures.heic(xmp=packet), pictures.png(text))
    )
    return embedded(inner, file, item, len(name) + 2, "xmp", keyed=False, escape=textual.xml_escape)


def _in_iptc(draw: random.Random, inner: Carried) -> Carried:
    sets = pictures.dataset(5, b"x") + pictures.dataset(draw.choice((25, 90, 105, 118, 120)), inner.data)
    file = pictures.jpeg(photoshop=pictures.resources((0x03ED, bytes(16)), (0x0404, sets)))
    return embedded(inner, file, inner.data, 0, "iptc", keyed=False)


def _in_text(draw: random.Random, inner: Carried) -> Carried:
    """A text chunk of PNG, or a comment of JPEG."""
    if draw.random() < 0.3:
        return embedded(inner, pictures.jpeg(comment=inner.data), inner.data, 0, "comment", keyed=False)
    head = draw.choice((b"tEXtTitle\0", b"iTXtComment\0\0\0ko\0\0"))
    file = pictures.png(pictures.chunk(head[:4], head[4:] + inner.data))
    return embedded(inner, file, inner.data, 0, "PNG text", keyed=False)


def _in_video(draw: random.Random, inner: Carried) -> Carried:
    texts = (
        pictures.box(b"udta", pictures.user_text(draw.choice((b"\xa9nam", b"\xa9cmt")), inner.data)),
        pictures.listed(com__apple__quicktime__make=b"x", com__apple__quicktime__description=inner.data),
    )
    return embedded(
        inner, pictures.mp4(draw.choice(texts), first=draw.random() < 0.5), inner.data, 0, "video", keyed=False
    )


def picture(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A picture or a video, the value a text beside its pixels; as a body or in a form."""
    if not inner.text or inner.data != inner.data.strip() or (inner.typed and not inner.keyed):
        raise Unfit
    made = draw.choice((_in_exif, _in_exif, _in_xmp, _in_iptc, _in_text, _in_video))(draw, inner)
    if draw.random() < 0.5:
        return sent(draw, made, "image/jpeg")
    lead = b'--4f1d\r\nContent-Disposition: form-data; name="a"; filename="1"\r\nContent-Type: image/jpeg\r\n\r\n'
    made = embedded(made, lead + made.data + b"\r\n--4f1d--\r\n", made.data, 0, "multipart", keyed=False)
    return sent(draw, made, "multipart/form-data; boundary=4f1d")


def json_body(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A JSON document."""
    return sent(
        draw,
        textual.as_json(draw, inner, name),
        draw.choice(("application/json", "application/json; charset=utf-8", "text/plain")),
    )


def json_string(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A JSON document in a string of another."""
    made = textual.as_json(draw, inner, name)
    return sent(draw, textual.as_json(draw, made, draw.choice(NEUTRAL)), "application/json")


def xml(draw: random.Random, inner: Carried, name: str) -> Planted:
    """An XML document."""
    return sent(draw, textual.as_xml(draw, inner, name), draw.choice(("text/xml", "application/xml")))


def _packed(wrap: textual.Wrap, *kinds: str) -> Place:
    def place(draw: random.Random, inner: Carried, name: str) -> Planted:
        if inner.typed and not inner.keyed and wrap in (binary.protobuf, binary.grpc):
            raise Unfit
        return sent(draw, wrap(draw, inner, name), draw.choice(kinds))

    return place


def property_list(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A property list of Apple's, in XML or binary, or an archive of objects."""
    wrap = draw.choice(
        (formats.xml_plist, formats.binary_plist, formats.keyed_archive) if inner.text else (formats.binary_plist,)
    )
    return sent(draw, wrap(draw, inner, name), draw.choice(("application/x-plist", "application/octet-stream")))


def web_page(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A page with a form."""
    return sent(draw, formats.page(draw, inner, name), draw.choice(("text/html", "text/html; charset=utf-8")))


def upload(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A file in an archive, packed or not."""
    if inner.typed and not inner.keyed:
        inner = textual.as_json(draw, inner, name)
    made = draw.choice((formats.zipped, formats.tape, formats.bzipped, formats.xz))(draw, inner, name)
    return sent(draw, made, draw.choice(("application/zip", "application/octet-stream")))


def numbers(draw: random.Random, inner: Carried, name: str) -> Planted:
    """Bytes that a JSON document holds as a list of numbers."""
    made = formats.numbers_in_json(
        draw, inner if inner.layers else textual.as_json(draw, inner, name), draw.choice(NEUTRAL)
    )
    return sent(draw, made, "application/json")


def card(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A contact's card (vCard 3.0), the value in a property of its own, behind a card of somebody else."""
    if inner.string != inner.string.strip() or "\r" in inner.string:
        raise Unfit

    def escape(run: bytes) -> bytes:
        for sign in b"\\,;":
            run = run.replace(bytes([sign]), b"\\" + bytes([sign]))
        return run.replace(b"\n", b"\\n")

    other = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane Doe\r\nORG:{draw.choice(decoys.WORDS)}\r\nEND:VCARD\r\n"
    rows = [
        f"FN:{draw.choice(decoys.WORDS)}",
        f"X-{name.replace('_', '-')}:{MARK}",
        f"REV:2026-11-{draw.randint(10, 28)}",
    ]
    written = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *rows, "END:VCARD", ""])
    made = held(inner, (other if draw.random() < 0.5 else "") + written, escape, "vcard", keyed=True)
    return sent(draw, made, draw.choice(("text/vcard", "text/x-vcard", "text/plain")))


def jwt(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A bearer's token."""
    token = textual.jwt(draw, inner, name)
    path, headers = address(draw)
    made = held(token, f"Bearer {MARK}", bytes, "", keyed=True)
    return Planted("header", "authorization", made, path, [*headers, (b"authorization", made.data)])


def websocket(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A message of a WebSocket: JSON, JSON behind Socket.IO's digits, or packed bytes."""
    kind = (
        draw.choice(("json", "socket.io", "msgpack", "protobuf", *framed.SPOKEN))
        if inner.text
        else draw.choice(("msgpack", "protobuf", *framed.SPOKEN))
    )
    if inner.typed and not inner.keyed and kind in ("protobuf", *framed.SPOKEN):
        kind = "msgpack"
    if kind == "json":
        made = textual.as_json(draw, inner, name)
    elif kind == "socket.io":
        written = json.dumps([draw.choice(decoys.WORDS), textual.document(draw, name, 3)])
        made = held(inner, f"42{written}", textual.json_escape(draw), "json", keyed=True)
    elif kind in framed.SPOKEN:
        made = framed.FRAMED[kind](draw, inner, name)
    else:
        made = binary.PACKED[kind](draw, inner, name)
    return Planted("body", "", made, f"/ws/{draw.choice(decoys.WORDS)}", [], message=made.data)


def delimited_header(draw: random.Random, inner: Carried, name: str) -> Planted:
    """One header with values behind each other."""
    made = textual.delimited(draw, inner, name)
    if any(byte < 32 or byte == 127 for byte in made.data):
        raise Unfit
    path, headers = address(draw)
    where = draw.choice(("x-device-info", "x-client", "x-env"))
    return Planted("header", where, made, path, [*headers, (where.encode(), made.data)])


def prefixed_blob(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A body behind a private head, or a header with two characters before Base64."""
    if inner.typed and not inner.keyed:
        inner = textual.as_json(draw, inner, name)
    packed = binary.COMPRESSED[draw.choice(("gzip", "deflate", "zstd"))](draw, inner, name)
    if draw.random() < 0.5:
        return sent(draw, binary.prefixed(draw, packed, name), "application/octet-stream")
    made = binary.two_characters(draw, packed, name)
    path, headers = address(draw)
    where = draw.choice(("x-phan-data", "x-blob"))
    return Planted("header", where, made, path, [*headers, (where.encode(), made.data)])


def labelled(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A document or a form in the character set that the header names."""
    wrap, kind = draw.choice(
        ((textual.as_json, "application/json"), (textual.as_xml, "text/xml"), (formats.table, "text/csv"))
    )
    label, made = framed.labelled(draw, wrap(draw, inner, name))
    path, headers = address(draw)
    return Planted(
        "body", "", made, path, [*headers, (b"content-type", f"{kind}; charset={label}".encode())], made.data
    )


def asked_name(draw: random.Random, inner: Carried, name: str) -> Planted:
    """A label of a host name that is asked of DNS; what no host name holds stands there in hexadecimal or Base32."""
    if inner.typed or (inner.layers and inner.layers[0] not in ("hex", "punycode")):
        raise Unfit
    if inner.layers[:1] != ("punycode",) and not framed.DNS_LABEL(inner.data):
        raise Unfit
    asked = f"{MARK}.metrics.example"
    made = held(inner, f"dns://{asked}?type=A", bytes, "", keyed=False)
    return Planted("url", "", made, "/", asked=made.data.decode().removeprefix("dns://").removesuffix("?type=A"))


PLACES: dict[str, Place] = {
    "url path": url_path, "query": query, "header": header, "cookie": cookie, "form": form, "multipart": multipart,
    "JSON": json_body, "JSON in a string": json_string, "XML": xml,
    "protobuf": _packed(binary.protobuf, "application/x-protobuf", "application/octet-stream"),
    "gRPC": _packed(binary.grpc, "application/grpc", "application/grpc+proto"),
    "msgpack": _packed(binary.message_pack, "application/msgpack", "application/x-msgpack"),
    "CBOR": _packed(binary.cbor, "application/cbor"),
    "property list": property_list, "page": web_page, "table": _packed(formats.table, "text/csv", "text/plain", "text/tab-separated-values"),
    "BSON": _packed(formats.bson, "application/octet-stream", "application/bson"), "upload": upload, "bytes in JSON": numbers,
    "picture": picture, "vCard": card, "JWT": jwt, "WebSocket": websocket, "delimited header": delimited_header, "prefixed blob": prefixed_blob,
    "labelled text": labelled, "host name": asked_name,
}  # fmt: skip
_OF_TWO = frozenset({"JSON in a string", "gRPC", "prefixed blob", "picture", "bytes in JSON", "labelled text"})
LAYERED: dict[str, int] = {name: 2 if name in _OF_TWO else 1 for name in PLACES}
"""How many of the four layers a place makes up by itself."""


def ordinary(draw: random.Random) -> Planted:
    """A request with nothing of the person in it."""
    path, headers = address(draw)
    kind = draw.choice(("none", "json", "form", "protobuf", "msgpack", "base64"))
    nothing = Carried(b"", True, 0, 0, (0, 0))
    if kind == "none":
        return Planted("url", "", nothing, path, headers)
    if kind == "json":
        data = json.dumps([dict(decoys.pairs(draw, 8)) for _ in range(draw.randint(1, 5))]).encode()
    elif kind == "form":
        data = urlencode(decoys.flat(draw, 10)).encode()
    elif kind == "protobuf":
        data = binary.filled(draw, 12).SerializeToString(deterministic=True)
    elif kind == "msgpack":
        data = msgpack.packb(dict(decoys.pairs(draw, 10)))
    else:
        data = base64.b64encode(draw.randbytes(draw.randint(60, 400)))
    return Planted("body", "", nothing, path, headers, data)


def together(first: Planted, other: Planted) -> Planted | None:
    """Give one request of two, the first of which holds its value in the address; ``None`` where they do not go together."""
    if other.part == "url" or other.message or first.asked:
        return None
    names = {name for name, _ in other.headers}
    return replace(
        other, path=first.path, headers=[*(row for row in first.headers if row[0] not in names), *other.headers]
    )


def written(planted: Planted) -> dict[str, Any]:
    """Give what ``support.flows.flow`` makes an exchange of."""
    messages = [(True, planted.message)] if planted.message else []
    return {"path": planted.path, "host": HOST, "headers": planted.headers, "body": planted.body, "messages": messages}
